// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine can decide of WCAG 2.2 AA and of the house's own sizes, on every view of every role, in both languages and at the four sizes:
// axe-core finds nothing; text 18 px (16 on a phone), targets 44 px, contrast 4.5:1, a name for every control, the main button in sight
// without scrolling.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { Backend } from './backend.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { helpCall } from './samples.mjs';
import { morning } from './samples-floor.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

/** Runs in the page. */
function faults(leastText) {
  const found = [];
  const channel = (value) => { const c = value / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const stops = style.backgroundImage.match(/rgba?\([^)]+\)/g);
      if (stops) return numbers(stops.at(-1));
      const colour = numbers(style.backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const sheet = document.querySelector('dialog[open]');
  const top = sheet ?? document.getElementById('page');
  const shown = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && !node.closest('.unseen') && node.getBoundingClientRect().width > 1;
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.textContent.trim() || !shown(node)) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < leastText) found.push(`text of ${size} px: ${text.textContent}`);
    if (node.closest(':disabled')) continue;
    const [a, b] = [luminance(numbers(getComputedStyle(node).color)), luminance(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`contrast ${((a + 0.05) / (b + 0.05)).toFixed(2)}: ${text.textContent}`);
  }
  for (const control of top.querySelectorAll('button, input')) {
    if (!shown(control)) continue;
    const { width, height, left, right } = control.getBoundingClientRect();
    if (width < 44 || height < 44) found.push(`target ${width} x ${height}: ${control.textContent}`);
    if (left < -0.5 || right > innerWidth + 0.5) found.push(`off the screen: ${control.textContent}`);
    const name = control.textContent.trim() || control.getAttribute('aria-label') || document.querySelector(`label[for="${control.id}"]`)?.textContent;
    if (!name) found.push(`no name: ${control.outerHTML}`);
  }
  const main = sheet ? null : document.querySelector('button.main');
  if (main && shown(main)) {
    const box = main.getBoundingClientRect();
    if (box.bottom > innerHeight || document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest('button') !== main) found.push('the main button is out of sight');
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  if (document.querySelectorAll('h1').length > 1) found.push('more than one h1');
  return found;
}

async function axeFaults(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'page-has-heading-one': { enabled: false } } });
    return violations.map((each) => `${each.id}: ${each.help} (${each.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')})`);
  });
}

const sizes = { lying: { width: 1024, height: 768 }, standing: { width: 768, height: 1024 }, phone: { width: 390, height: 844 }, 'lying phone': { width: 844, height: 390 } };

for (const [size, viewport] of Object.entries(sizes)) {
  for (const words of ['zh-CN', 'en']) {
    const stage = async (number, visit) => {
      const backend = await new Backend().start();
      const { page, context } = await openTablet(browser, backend.url, { viewport });
      const phone = Math.min(viewport.width, viewport.height) < 600;
      const check = async (view) => {
        assert.deepEqual(await page.evaluate(faults, phone ? 16 : 18), [], view);
        assert.deepEqual(await axeFaults(page), [], view);
      };
      await page.evaluate((tag) => { localStorage.setItem('silverlane.language', tag); localStorage.setItem('silverlane.window', '3'); }, words);
      await page.reload();
      await page.waitForSelector('#pin');
      if (number === '1001') await check('sign-in');
      await signIn(page, number, `${number}00`);
      await page.waitForSelector('.link.here');
      morning(backend, { head: number === '9001' });
      const open = (id) => page.evaluate((alert) => document.querySelector(`.list li[data-alert="${alert}"] button`).click(), id);
      await visit({ page, context, backend, check, open });
      await context.close();
      backend.stop();
    };

    test(`sizes, contrast and names hold for the lobby manager, ${size}, ${words}`, () => stage('1001', async ({ page, context, backend, check, open }) => {
      await page.waitForSelector('.card[data-alert="help1"]');
      await check('a call');
      await open('arrival1');
      await page.click('[data-focus="more"]');
      await check('a card with all reasons');
      await page.click('[data-action="ask_other"]');
      await page.waitForSelector('.pick');
      await check('passing on');
      await page.click('[data-action="close-sheet"]');
      await page.click('[data-action="claim"]');
      await page.waitForSelector('[data-action="finish"]');
      await check('my card');
      await page.click('[data-action="finish"]');
      await check('outcomes');
      for (const id of ['guess1', 'chance1', 'arrival2', 'device1']) { await open(id); await page.waitForSelector(`.card[data-alert="${id}"]`); await check(id); }
      await open('chance1');
      await page.click('[data-action="talk"]');
      await page.waitForSelector('#talk-text p:nth-child(2)');
      await check('what to explain');
      for (const view of ['queue', 'team', 'referrals']) { await page.click(`[data-view="${view}"]`); await page.waitForSelector(`main.${view}`); await check(view); }
      await page.click('[data-focus="menu"]');
      await check('menu');
      await page.click('[data-action="leave"]');
      await page.waitForSelector('.pick');
      await check('leaving');
      for (const { staff_number: number } of backend.floor.colleagues) if (number !== '1001') backend.floor.setDuty(number, { state: 'off' });
      await page.waitForSelector('[data-part="nobody"]');
      await check('leaving with nobody there');
      await page.click('[data-action="close-sheet"]');
      await page.click('[data-view="list"]');
      await context.setOffline(true);
      await page.waitForSelector('.banner');
      await check('offline');
      await context.setOffline(false);
      await page.waitForSelector('.banner', { state: 'detached' });
      backend.put(helpCall({ id: 'help5', place: 'K2' }));
      await page.click('[data-focus="menu"]');
      await page.click('[data-action="lock"]');
      await page.waitForSelector('.lock-call');
      await check('locked');
    }));

    test(`and for the others, ${size}, ${words}`, async () => {
      await stage('2001', async ({ page, check, open }) => { await page.waitForSelector('.list li[data-alert="refer1"]', { state: 'attached' }); await open('refer1'); await page.click('[data-action="talk"]'); await page.waitForSelector('#talk-text .must'); await check('relationship manager'); });
      await stage('9001', async ({ page, check }) => { await page.click('[data-view="team"]'); await page.waitForSelector('.person'); await check('branch head'); });
      await stage('3001', async ({ page, check }) => { await page.waitForSelector('.counter .card'); await check('counter'); await page.click('[data-view="queue"]'); await page.waitForSelector('.queue li'); await check('queue of a teller'); });
    });
  }
}
