// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader is given and what a keyboard needs: each thing is said once, urgent only what is; time that goes by is not read out; the
// focus stays on what had it, wherever that moves; everything can be done without a finger.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrival, helpCall, silent } from './samples.mjs';
import { bodies, row, stage, until } from './stage.mjs';

const here = stage();

/** Keeps what is added to the two places that are read out. */
const listen = (page) => page.evaluate(() => {
  window.said = [];
  for (const name of ['announce', 'announce-now']) {
    new MutationObserver((all) => { for (const change of all) for (const node of change.addedNodes) window.said.push([name, node.textContent]); })
      .observe(document.getElementById(name), { childList: true, subtree: true, characterData: true });
  }
});
const said = (page) => page.evaluate(() => window.said);

test('a new card is said once, politely; a call for help at once; nothing else on the page is read out by itself', async () => {
  const { page } = await here.tablet();
  await listen(page);
  here.backend.put(arrival());
  await until(async () => (await said(page)).length === 1, 'said');
  assert.deepEqual(await said(page), [['announce', 'A012 · 王**']]);
  // A long wait would be another matter (buzz.js); what only adds to the card is not.
  here.backend.change('arrival1', { news: [{ line: { key: 'news.ticket_taken', arguments: { ticket: 'A012' } }, at: new Date().toISOString() }] });
  here.backend.put(helpCall());
  await until(async () => (await said(page)).length === 2, 'said');
  assert.deepEqual((await said(page))[1], ['announce-now', '1 号机 · 叫人']);
  // Two of the same place are two, though their words are the same.
  here.backend.put(arrival({ id: 'arrival2', ticket_label: 'A012' }));
  await until(async () => (await said(page)).length === 3, 'said again');
  const regions = await page.$$eval('[aria-live], [role="status"], [role="alert"]', (all) => all.map((each) => each.id || each.className));
  assert.deepEqual(regions, ['announce', 'announce-now']);
  assert.equal(await page.getAttribute('#announce', 'role'), 'status');
  assert.equal(await page.getAttribute('#announce-now', 'role'), 'alert');
});

test('seconds go by without anything being drawn anew or read out', async () => {
  const { page } = await here.tablet();
  here.backend.put(helpCall({ raised_at: new Date().toISOString() }));
  await page.waitForSelector('.card[data-alert="help1"]');
  await listen(page);
  await page.evaluate(() => {
    window.redrawn = [];
    const watch = new MutationObserver((all) => { for (const change of all) if (![...change.addedNodes].every((node) => node.nodeType === Node.TEXT_NODE)) window.redrawn.push(change.target.className); });
    for (const part of document.querySelectorAll('.card-side, .list')) watch.observe(part, { childList: true, subtree: true });
  });
  const seconds = () => row(page, 'help1').locator('.row-age').textContent();
  const before = await seconds();
  await until(async () => (await seconds()) !== before, 'a second has gone by');
  await until(async () => (await page.textContent('[data-part="since"]')).includes(await seconds()), 'on the card too');
  assert.deepEqual(await page.evaluate(() => window.redrawn), []);
  assert.deepEqual(await said(page), []);
  assert.equal(await row(page, 'help1').locator('.row-age').getAttribute('aria-hidden'), 'true', 'the name of the row stays what it is');
});

test('the focus stays on its row when that goes elsewhere in the list, and so does the place on the screen', async () => {
  const { page } = await here.tablet();
  for (let index = 0; index < 5; index += 1) here.backend.put(silent({ id: `quiet${index}`, raised_at: new Date(Date.now() - 100_000 * index).toISOString() }));
  here.backend.put(arrival());
  await row(page, 'quiet2').locator('button').waitFor();
  const focused = () => page.evaluate(() => document.activeElement.closest('li')?.dataset.alert ?? document.activeElement.tagName);
  await row(page, 'quiet2').locator('button').focus();
  here.backend.change('quiet2', { interrupts: true });          // another part of the list
  await page.waitForSelector('.part.waiting li[data-alert="quiet2"]');
  assert.equal(await focused(), 'quiet2');
  here.backend.put(helpCall());                                  // something comes before it
  await row(page, 'help1').waitFor();
  assert.equal(await focused(), 'quiet2');
  here.backend.change('quiet2', { offered_to: ['1001'], raised_at: new Date(0).toISOString() });   // before its neighbour
  await until(() => page.evaluate(() => document.querySelector('.part.waiting li').dataset.alert === 'quiet2'), 'first of its part');
  assert.equal(await focused(), 'quiet2');
});

test('a card from beginning to end by keyboard alone', async () => {
  const { page } = await here.tablet();
  await here.tablet('1002');
  await listen(page);
  here.backend.put(arrival());
  await page.waitForSelector('[data-action="claim"]');
  const tabTo = async (wanted) => {
    for (let tries = 0; tries < 60; tries += 1) {
      if (await page.evaluate((selector) => document.activeElement.matches(selector), wanted)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab does not come to ${wanted}`);
  };
  await tabTo('[data-action="claim"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-action="finish"]');
  await until(() => page.evaluate(() => document.activeElement.matches('[data-action="finish"]')), 'the next thing to do has the focus');
  assert.ok((await said(page)).some(([, words]) => words === '您已接下。'));
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => document.activeElement.matches('.outcomes button')), 'in the outcomes');
  await page.keyboard.press('Enter');
  await until(() => bodies(here.backend, '/outcome').length === 1, 'recorded');
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY', 'the focus is not lost');
});

test('a key that is held down presses one button and not the next', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('[data-action="claim"]');
  await page.focus('[data-action="claim"]');
  await page.keyboard.down('Enter');
  await page.waitForSelector('[data-action="finish"]');
  await until(() => page.evaluate(() => document.activeElement.matches('[data-action="finish"]')), 'the next one has the focus');
  for (let turn = 0; turn < 5; turn += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  assert.equal(await page.locator('.outcomes').count(), 0);
  assert.equal(bodies(here.backend, '/outcome').length, 0);
});

test('a call is heard through an open question, where the rest of the page is out of reach', async () => {
  const { page } = await here.tablet();
  await page.click('[data-focus="menu"]');
  await page.waitForSelector('dialog[open]');
  await listen(page);
  here.backend.put(helpCall());
  await until(async () => (await said(page)).length === 1, 'said');
  assert.equal(await page.evaluate(() => Boolean(document.getElementById('announce-now').closest('dialog[open]'))), true);
  await page.click('[data-action="leave"]');   // one question after another
  await page.waitForSelector('[data-action="leave-now"]');
  assert.equal(await page.evaluate(() => Boolean(document.getElementById('announce-now').closest('dialog[open]'))), true);
  await page.keyboard.press('Escape');
  await until(() => page.evaluate(() => document.getElementById('announce-now').parentElement === document.body), 'back in its place');
});

test('nothing that was said stays for whoever takes the tablet next', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('#announce p');
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="lock"]');
  await page.waitForSelector('#pin');
  assert.equal(await page.textContent('#announce'), '');
});
