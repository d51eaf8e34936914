// SPDX-License-Identifier: GPL-3.0-or-later
// A customer tells whoever is with them what they take back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrival, helpCall } from './samples.mjs';
import { morning } from './samples-floor.mjs';
import { stage, until } from './stage.mjs';

const here = stage();

/** The sheet over a card that is mine, whose outcome is being chosen. */
async function asked(page) {
  await page.click('[data-action="claim"]');
  await page.click('[data-action="finish"]');
  await page.click('[data-action="withdraw"]');
  await page.waitForSelector('dialog.sheet');
}

test('who is with the customer takes the name off in two taps, after asking whose it is', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('.card');
  assert.equal(await page.locator('[data-action="withdraw"]').count(), 0, 'not before somebody is with them');
  await asked(page);
  assert.match(await page.textContent('dialog.sheet'), /王女士本人/);
  await page.click('[data-withdraw="not_known"]');
  await page.waitForSelector('dialog.sheet', { state: 'detached' });
  await page.waitForSelector('.banner:has-text("已取消登记")');
  const [sent] = here.backend.withdrawals;
  assert.deepEqual([sent.alert, sent.purposes], ['arrival1', ['service', 'wifi']]);
  await page.waitForSelector('.card[data-version="3"]');
  assert.ok(!(await page.textContent('.card')).includes('王'));
});

test('what could not be told says so and is told once when it is tapped again', async () => {
  const { page, context } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('.card');
  await asked(page);
  await context.setOffline(true);
  await page.click('[data-withdraw="no_offers"]');
  await page.waitForSelector('dialog.sheet [role="alert"]:has-text("网络不通")');
  await context.setOffline(false);
  await page.click('[data-withdraw="no_offers"]');
  await page.waitForSelector('dialog.sheet', { state: 'detached' });
  assert.deepEqual(here.backend.withdrawals.map((each) => each.purposes), [['marketing', 'profiling']]);
});

test('a refusal is words on the sheet', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('.card');
  await asked(page);
  here.backend.refusesWithdrawals = 404;
  await page.click('[data-withdraw="settings"]');
  await page.waitForSelector('dialog.sheet [role="alert"]:has-text("没有认出是谁")');
});

test('of a stranger nothing can be taken back', async () => {
  const { page } = await here.tablet();
  here.backend.put(helpCall({ person: undefined }));
  await page.click('.card[data-alert="help1"] [data-action="claim"]');
  await page.click('[data-action="finish"]');
  await page.waitForSelector('.outcome');
  assert.equal(await page.locator('[data-action="withdraw"]').count(), 0);
});

test('at the counter it is whoever was called there', async () => {
  const { page } = await here.tablet('3001', { prepare: (each) => each.evaluate(() => localStorage.setItem('silverlane.window', '3')) });
  morning(here.backend);
  await page.waitForSelector('.counter .card[data-ticket="t8"]');
  await page.click('[data-action="withdraw"]');
  await page.click('[data-withdraw="no_offers"]');
  await until(() => here.backend.withdrawals.length === 1, 'told');
  assert.deepEqual([here.backend.withdrawals[0].window, here.backend.withdrawals[0].ticket], [3, 't8']);
  assert.equal(here.backend.withdrawals[0].alert, undefined);
});
