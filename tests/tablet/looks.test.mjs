// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine can decide of WCAG 2.2 AA and of the house's own sizes, on every view of the page in both languages and orientations:
// text 18 px, targets 44 px, contrast 4.5:1, names for every control, the main button in sight without scrolling.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Backend } from './backend.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { helpCall, six } from './samples.mjs';

let browser;
let backend;
before(async () => { browser = await openBrowser(); backend = await new Backend().start(); });
after(async () => { await browser.close(); backend.stop(); });

/** Runs in the page. */
function faults() {
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
  const shown = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && !node.closest('.unseen') && node.getBoundingClientRect().width > 1;
  const walker = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.textContent.trim() || !shown(node)) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < 18) found.push(`text of ${size} px: ${text.textContent}`);
    const [a, b] = [luminance(numbers(getComputedStyle(node).color)), luminance(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`contrast ${((a + 0.05) / (b + 0.05)).toFixed(2)}: ${text.textContent}`);
  }
  for (const control of document.querySelectorAll('#page button, #page input')) {
    if (!shown(control)) continue;
    const { width, height } = control.getBoundingClientRect();
    if (width < 44 || height < 44) found.push(`target ${width} x ${height}: ${control.textContent}`);
    const name = control.textContent.trim() || control.getAttribute('aria-label') || document.querySelector(`label[for="${control.id}"]`)?.textContent;
    if (!name) found.push(`no name: ${control.outerHTML}`);
  }
  const main = document.querySelector('button.main');
  if (main) {
    const box = main.getBoundingClientRect();
    if (box.bottom > innerHeight || document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest('button') !== main) found.push('the main button is out of sight');
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  if (document.querySelectorAll('h1').length !== 1 && document.querySelector('.card, .door')) found.push('not exactly one h1');
  return found;
}

for (const viewport of [{ width: 1024, height: 768 }, { width: 768, height: 1024 }]) {
  for (const words of ['zh-CN', 'en']) {
    test(`sizes, contrast and names hold at ${viewport.width} x ${viewport.height} in ${words}`, async () => {
      const { page, context } = await openTablet(browser, backend.url, { viewport });
      await page.evaluate((tag) => localStorage.setItem('silverlane.language', tag), words);
      await page.reload();
      const check = async (view) => assert.deepEqual(await page.evaluate(faults), [], view);
      await page.waitForSelector('#pin');
      await check('sign-in');
      backend.alerts.clear();
      six().forEach((alert) => backend.put(alert));
      await signIn(page, '1001', '100100');
      await page.waitForSelector('.card[data-alert="help1"]');
      await check('a call');
      await page.click('li[data-alert="arrival1"] button');
      await page.click('[data-focus="more"]');
      await check('a card with all reasons');
      await page.click('[data-action="claim"]');
      await page.waitForSelector('[data-action="finish"]');
      await check('my card');
      await page.click('[data-action="finish"]');
      await check('outcomes');
      await page.click('li[data-alert="arrival2"] button');
      await check('taken by another');
      await context.setOffline(true);
      await page.waitForSelector('.banner');
      await check('offline');
      await context.setOffline(false);
      await page.waitForSelector('.banner', { state: 'detached' });
      backend.put(helpCall({ id: 'help5', place: 'K2' }));
      await page.click('[data-focus="lock"]');
      await page.waitForSelector('.lock-call');
      await check('locked');
      await context.close();
    });
  }
}
