// SPDX-License-Identifier: GPL-3.0-or-later
// The lock of the screen over all pages of a browser, and the tap that answers a call on a card that is covered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTablet, signIn } from './browser.mjs';
import { arrival, helpCall } from './samples.mjs';
import { bodies, stage, until } from './stage.mjs';

const here = stage();
const lockScreen = 'h1:has-text("已锁屏")';

/** A page of 1001 whose clock stands still until it is told to run, and a function that opens another page beside it. */
async function twoPages() {
  const made = await openTablet(here.browser, 'about:blank');
  here.tablets.push(made);
  await made.page.clock.install();
  await made.page.goto(here.backend.url);
  await signIn(made.page, '1001', '100100');
  const beside = await made.context.newPage();
  await beside.goto(here.backend.url);
  await beside.waitForSelector('.desk');
  await until(() => here.backend.streams.size === 2, 'both streams are open');
  return { ...made, beside };
}

const runs = async (pages, milliseconds) => { for (const page of pages) await page.clock.runFor(milliseconds); };
const show = (page, state) => page.evaluate((now) => {
  Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}, state);

test('locking one page locks the others that are open, and neither shows a name', async () => {
  const { page, beside } = await twoPages();
  here.backend.put(arrival());
  await beside.waitForSelector('.card:has-text("王女士")');
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="lock"]');
  await page.waitForSelector(lockScreen);
  await beside.waitForSelector(lockScreen);
  assert.ok(!/王|A012|到期/.test(await beside.textContent('body')));
  await beside.fill('#pin', '100100');
  await beside.keyboard.press('Enter');
  await beside.waitForSelector('.card:has-text("王女士")');
  assert.ok(await page.locator(lockScreen).isVisible(), 'each page asks for itself');
});

test('a page in the background does not lock the one that is in use, and locks when it comes to the front too late', async () => {
  const { page, beside } = await twoPages();
  await show(beside, 'hidden');
  for (let turn = 0; turn < 4; turn += 1) {
    await runs([page], 25_000);
    await page.locator('.bar').tap();
  }
  assert.equal(await page.locator('.bar').count(), 1, 'who is busy is not asked for a PIN');
  await show(beside, 'visible');
  await runs([page], 2_000);
  assert.equal(await beside.locator(lockScreen).count(), 0, 'a touch in one page counts for all');
  await show(page, 'hidden');
  await show(beside, 'hidden');
  await runs([page], 70_000);
  assert.equal(await page.evaluate(() => localStorage.getItem('silverlane.locked')), null);
  await show(beside, 'visible');
  await beside.waitForSelector(lockScreen);
  await page.waitForSelector(lockScreen);
});

test('a page that is opened when nobody has touched the tablet for a minute asks for the PIN', async () => {
  const { page, beside } = await twoPages();
  await show(page, 'hidden');
  await show(beside, 'hidden');
  await runs([page], 70_000);
  await beside.reload();
  await beside.waitForSelector(lockScreen);
});

for (const by of ['click', 'tap']) {
  test(`on a covered card one ${by} answers a call for a person, and uncovers it`, async () => {
    const { page } = await coveredCard(helpCall({ person: arrival().person }));
    await page.locator('[data-action="claim"]')[by]();
    await until(() => bodies(here.backend, '/claim').length === 1, 'taken at once');
    await page.waitForSelector('.card:has-text("王女士") [data-action="finish"]');
  });
}

test('and by keyboard', async () => {
  const { page } = await coveredCard(helpCall({ person: arrival().person }));
  await page.evaluate(() => document.querySelector('[data-action="claim"]').focus());
  await page.keyboard.press('Space');
  await until(() => bodies(here.backend, '/claim').length === 1, 'taken at once');
  await page.waitForSelector('.card:has-text("王女士") [data-action="finish"]');
});

test('a finger that slides off the button takes nothing and uncovers all the same', async () => {
  const { page } = await coveredCard(helpCall({ person: arrival().person }));
  await page.evaluate(() => {
    document.querySelector('[data-action="claim"]').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    document.body.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  });
  assert.equal(await page.locator('.covered').count(), 1);
  await page.clock.runFor(400);
  await page.waitForSelector('.card:has-text("王女士")');
  assert.deepEqual(bodies(here.backend, '/claim'), []);
});

async function coveredCard(alert) {
  const made = await openTablet(here.browser, 'about:blank');
  here.tablets.push(made);
  const { page } = made;
  await page.clock.install();
  await page.goto(here.backend.url);
  await signIn(page, '1001', '100100');
  await until(() => here.backend.streams.size === 1, 'the stream is open');
  here.backend.put(alert);
  await page.waitForSelector('.card');
  await page.clock.runFor(32_000);
  await page.waitForSelector('.card .covered');
  assert.ok(!(await page.textContent('.card')).includes('王'));
  return made;
}
