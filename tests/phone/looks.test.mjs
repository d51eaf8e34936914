// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine can decide of accessibility, on every screen in both languages, on a small phone and one with everything enlarged: axe-core's
// rules, text of 22 px, targets of 52 px, nothing cut off sideways, an order of focus that follows the reading.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Hall } from './hall.mjs';

const axe = readFileSync(new URL('../tablet/node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const hall = new Hall();
before(() => hall.open());
after(() => hall.close());

/** Runs in the page. */
function faults() {
  const found = [];
  const shown = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && !node.closest('.unseen');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.textContent.trim() || !shown(node) || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.tagName)) continue;
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < 22) found.push(`text of ${size} px: ${text.textContent}`);
  }
  for (const control of document.querySelectorAll('button, a, input')) {
    if (!shown(control)) continue;
    const { width, height } = control.getBoundingClientRect();
    if (width < 52 || height < 52) found.push(`target ${width} x ${height}: ${control.textContent}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} in ${innerWidth}`);
  if (document.querySelectorAll('main h1').length < 1) found.push('no heading');
  return found;
}

async function check(phone, what) {
  assert.deepEqual(await phone.page.evaluate(faults), [], what);
  // The page's own policy lets no foreign script in, which is as it should be: axe comes by the debugger, which the policy does not hold.
  await phone.page.evaluate(axe);
  const { violations } = await phone.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`), [], what);
}

/** Focus goes through the controls as they stand in the document, and every one shows that it has it. */
async function checkFocus(phone, what) {
  const wanted = await phone.page.$$eval('button', (all) => all.filter((each) => each.checkVisibility()).map((each) => each.textContent));
  const met = [];
  // One more than there are: between the last and the first the browser's own controls have their turn.
  for (let i = 0; i <= wanted.length; i += 1) {
    await phone.page.keyboard.press('Tab');
    const [tag, words, outline] = await phone.page.evaluate(() => { const at = document.activeElement; return [at.tagName, at.textContent, getComputedStyle(at).outlineStyle]; });
    if (tag !== 'BUTTON') continue;
    met.push(words);
    assert.equal(outline, 'solid', `${what}: ${words}`);
  }
  // In the order of the document, from wherever it began.
  const first = wanted.indexOf(met[0]);
  assert.deepEqual(met.slice(0, wanted.length), [...wanted.slice(first), ...wanted.slice(0, first)], what);
}

for (const viewport of [{ width: 320, height: 568 }, { width: 412, height: 915 }]) {
  for (const locale of ['zh-CN', 'en']) {
    test(`every screen holds at ${viewport.width} x ${viewport.height} in ${locale}`, async () => {
      await hall.take();
      const ticket = await hall.take();
      const phone = await hall.phone(ticket.visit_code, { viewport, locale });
      await phone.page.waitForSelector('[data-name="agree"]');
      await check(phone, 'notice');
      await checkFocus(phone, 'notice');
      await phone.press('agree');
      await phone.page.waitForSelector('.number');
      await check(phone, 'place');
      await checkFocus(phone, 'place');
      await phone.press('choices');
      await check(phone, 'choices');
      await phone.press('back');
      await phone.context.setOffline(true);
      await phone.page.waitForSelector('#offline:not([hidden])');
      await check(phone, 'offline');
      await phone.context.setOffline(false);
      await phone.page.waitForSelector('#offline', { state: 'hidden' });
      await hall.call(ticket, 2);
      await phone.page.waitForSelector('.called.flashing');
      await check(phone, 'called');
      await phone.press('seen');
      await check(phone, 'called and seen');
      await hall.end(ticket);
      await phone.page.waitForFunction(() => !document.querySelector('.called'));
      await check(phone, 'ended');
      await phone.press('forget');
      await phone.page.waitForFunction(() => document.querySelectorAll('main button').length === 0);
      await check(phone, 'forgotten');
      await phone.page.reload();
      await phone.page.waitForSelector('main h1');
      await check(phone, 'nothing');
      assert.deepEqual(phone.complaints, []);
      await phone.context.close();
    });

    test(`what only a phone on the Wi-Fi is shown holds at ${viewport.width} x ${viewport.height} in ${locale}`, async () => {
      const phone = await hall.phoneByPortal(`${locale}-${viewport.width}`, { viewport, locale });
      await phone.press('agree');
      await phone.page.waitForFunction(() => document.querySelectorAll('main button').length === 2 && document.querySelectorAll('main p').length < 3);
      await check(phone, 'marketing');
      await phone.press('refuse');
      await phone.press('choices');
      await check(phone, 'choices that last');
      await phone.press('forget');
      await phone.page.waitForFunction(() => document.querySelectorAll('main button').length === 0);
      await check(phone, 'all forgotten');
      assert.deepEqual(phone.complaints, []);
      await phone.context.close();
    });
  }
}
