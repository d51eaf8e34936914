// SPDX-License-Identifier: GPL-3.0-or-later
// Passing a card on and going home: only whom the hub reaches is offered, and nobody believes that a card was handed over that was not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrival } from './samples.mjs';
import { stage } from './stage.mjs';

const here = stage();

test('whose tablet is switched off is offered nothing, is refused by the hub in words, and the team view says so', async () => {
  const { page } = await here.tablet();
  const { floor } = here.backend;
  for (const number of ['1002', '2001']) floor.setDuty(number, { state: 'on_duty' });
  floor.setListening('1002', false);
  here.backend.put(arrival());
  await page.click('[data-view="team"]');
  await page.waitForSelector('.person[data-staff="1002"]:has-text("平板没连上")');
  assert.doesNotMatch(await page.textContent('.person[data-staff="2001"]'), /平板/);
  await page.click('[data-view="list"]');
  await page.click('[data-action="ask_other"]');
  await page.waitForSelector('.pick');
  const offered = () => page.$$eval('.pick', (all) => all.map((each) => `${each.dataset.staff}${each.disabled ? ' gone' : ''}`));
  assert.deepEqual(await offered(), ['2001']);
  assert.equal(await page.locator('[data-role="relationship_manager"]').isDisabled(), false);
  assert.equal(await page.locator('[data-role="teller"]').isDisabled(), true, 'no teller is there');
  floor.setListening('2001', false);
  await page.waitForSelector('.pick[data-staff="2001"]:disabled:has-text("平板没连上")', { timeout: 15_000 });   // nobody is told: the page asks
  await page.waitForSelector('.sheet:has-text("现在没有别的同事的平板连着")');
  assert.equal(await page.locator('[data-role="relationship_manager"]').isDisabled(), true);
  floor.setListening('2001', true);
  await page.waitForSelector('.pick[data-staff="2001"]:enabled', { timeout: 15_000 });
  floor.setListening('2001', false);
  await page.click('.pick[data-staff="2001"]');
  await page.waitForSelector('.banner.note:has-text("没有转给唐宁")');
  assert.equal(here.backend.alerts.get('arrival1').state, 'open');
  assert.deepEqual(here.backend.alerts.get('arrival1').offered_to, arrival().offered_to, 'nothing was passed on');
});

test('leaving hands over what is mine, ends the duty and then the session', async () => {
  const { page } = await here.tablet();
  await here.tablet('1002');
  here.backend.put(arrival());
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="leave"]');
  await page.waitForSelector('.sheet h2:has-text("1 张")');
  await page.click('.pick[data-staff="1002"]');
  await page.waitForSelector('#staff_number');
  assert.equal(here.backend.alerts.get('arrival1').claimed_by, '1002');
  const paths = here.backend.requests.filter((request) => request.method === 'POST').map((request) => request.path.split('/').at(-1)).filter((path) => path !== 'seen');   // both tablets look at it
  assert.deepEqual(paths.slice(-3), ['hand-over', 'duty', 'sign-out']);
  assert.equal(here.backend.floor.colleagues.find((each) => each.staff_number === '1001').state, 'off');
});

test('only who is there is offered, also when they go while one chooses, and nobody at all is said so', async () => {
  const { page } = await here.tablet();
  const { floor } = here.backend;
  floor.setDuty('1002', { state: 'on_duty' });
  floor.setDuty('2001', { state: 'serving' });
  floor.setDuty('9001', { state: 'break' });
  here.backend.put(arrival());
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="leave"]');
  const offered = () => page.$$eval('.pick', (all) => all.map((each) => `${each.dataset.staff}${each.disabled ? ' gone' : ''}`));
  await page.waitForSelector('.pick');
  assert.deepEqual(await offered(), ['1002', '2001']);
  floor.setDuty('1002', { state: 'off' });
  await page.waitForSelector('.pick[data-staff="1002"]:disabled');
  assert.deepEqual(await offered(), ['1002 gone', '2001'], 'who stays has not moved under the finger');
  assert.match(await page.textContent('.pick[data-staff="1002"]'), /刚离岗/);
  floor.setDuty('3001', { state: 'on_duty', window: 3 });
  await page.waitForSelector('.pick[data-staff="3001"]');
  assert.deepEqual(await offered(), ['1002 gone', '2001', '3001'], 'who comes stands last');
  for (const number of ['2001', '3001']) floor.setDuty(number, { state: 'off' });
  await page.waitForSelector('[data-part="nobody"]:has-text("现在没有同事的平板连着")');
  assert.equal(await page.locator('[data-action="hand-over-anyone"]').count(), 0);
  await page.click('[data-action="leave-open"]');
  await page.waitForSelector('#staff_number');
  assert.equal(here.backend.alerts.get('arrival1').state, 'open', 'nobody has it, so it is on the list again');
});

test('a colleague who goes in the same moment is not given anything, and one chooses again', async () => {
  const { page } = await here.tablet();
  for (const number of ['1002', '2001']) here.backend.floor.setDuty(number, { state: 'on_duty' });
  here.backend.put(arrival());
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="leave"]');
  await page.waitForSelector('.pick[data-staff="1002"]:enabled');
  Object.assign(here.backend.floor.colleagues.find((each) => each.staff_number === '1002'), { state: 'off' });   // nobody has been told yet
  await page.click('.pick[data-staff="1002"]');
  await page.waitForSelector('.sheet .notice:has-text("周启")');
  assert.deepEqual(await page.$$eval('.pick', (all) => all.map((each) => each.dataset.staff)), ['2001']);
  assert.equal(here.backend.alerts.get('arrival1').claimed_by, '1001');
  await page.click('.pick[data-staff="2001"]');
  await page.waitForSelector('#staff_number');
  assert.equal(here.backend.alerts.get('arrival1').claimed_by, '2001');
});

test('without a network nobody leaves believing that the cards were handed over', async () => {
  const { page, context } = await here.tablet();
  here.backend.put(arrival());
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await context.setOffline(true);
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="leave"]');
  await page.click('[data-action="leave-open"]');
  await page.waitForSelector('.banner.note:has-text("还没有交出去")');
  assert.equal(await page.locator('#staff_number').count(), 0);
});
