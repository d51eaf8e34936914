// SPDX-License-Identifier: GPL-3.0-or-later
// What may be spoken of: the risk in sight before anybody says a word, what to explain behind one tap, for who may sell it and for nobody else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrival, helpCall } from './samples.mjs';
import { opportunity, talkTrack } from './samples-floor.mjs';
import { row, stage, until } from './stage.mjs';

const here = stage();
const fund = (fields = {}) => opportunity({ id: 'fund1', group: 'reason.campaign.balanced_fund', product_risk: 3, ...fields });
const asked = (id) => here.backend.requests.filter((request) => request.path === `/v1/staff/alerts/${id}/talk-track`).length;

async function shown(page, id) {
  await row(page, id).locator('button').click();
  await page.waitForSelector(`.card[data-alert="${id}"]`);
}

test('the risk stands on the card before anybody goes, and the explanation is one tap away, without a network too', async () => {
  const { page, context } = await here.tablet();
  here.backend.talkTracks.set('fund1', talkTrack({ recording_required: true, cooling_days: 15 }));
  here.backend.put(fund());
  await shown(page, 'fund1');
  assert.match(await page.textContent('[data-part="risk"]'), /R3.*可能亏，不保本/);
  assert.ok(await page.locator('[data-part="risk"]').isVisible());
  assert.equal(await page.locator('#talk-text').isVisible(), false, 'not for whoever looks over a shoulder');
  await until(() => asked('fund1') === 1, 'asked for while there is a network');
  await until(() => page.evaluate(() => performance.getEntriesByType('resource').some((each) => each.name.endsWith('/talk-track') && each.responseEnd > 0)), 'answered');
  await context.setOffline(true);
  await page.click('[data-action="talk"]');
  const words = await page.textContent('#talk-text');
  for (const part of [/坐下以后再说/, /有涨有跌，不保本/, /双录/, /15 天犹豫期/]) assert.match(words, part);
  assert.equal(await page.getAttribute('[data-action="talk"]', 'aria-expanded'), 'true');
  await page.click('[data-action="talk"]');
  assert.equal(await page.locator('#talk-text').isVisible(), false);
  assert.equal(asked('fund1'), 1);
  await context.setOffline(false);
  await page.waitForSelector('.banner', { state: 'detached' });
});

test('once it is mine the risk and the explanation are still there; with the outcome and on another card they are not', async () => {
  const { page } = await here.tablet();
  here.backend.talkTracks.set('fund1', talkTrack());
  here.backend.put(fund());
  here.backend.put(arrival());
  await shown(page, 'fund1');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text:has-text("不保本")');
  assert.equal(await page.locator('[data-part="risk"]').count(), 1);
  await shown(page, 'arrival1');
  assert.equal(await page.locator('.talk').count(), 0, 'nothing is sold on this one');
  await shown(page, 'fund1');
  assert.equal(await page.locator('#talk-text').isVisible(), false, 'folded in again');
});

test('who has not the qualification sees the risk and whom to ask, and asks the hub for nothing', async () => {
  const { page } = await here.tablet();
  here.backend.put(fund({ qualification: 'wealth' }));
  await shown(page, 'fund1');
  await page.waitForSelector('[data-part="talk-unfit"]:has-text("有资质的同事")');
  assert.match(await page.textContent('[data-part="risk"]'), /R3/);
  assert.equal(await page.locator('[data-action="talk"]').count(), 0);
  assert.equal(asked('fund1'), 0);
  const relations = await here.tablet('2001');
  here.backend.talkTracks.set('fund1', talkTrack());
  await shown(relations.page, 'fund1');
  await relations.page.click('[data-action="talk"]');
  await relations.page.waitForSelector('#talk-text:has-text("不保本")');
});

test('on a card that this person may not take, asking somebody else is the main button', async () => {
  const { page } = await here.tablet();
  here.backend.put(opportunity({ qualification: 'wealth' }));
  await row(page, 'chance1').locator('button').click();
  await page.waitForSelector('.card[data-alert="chance1"] button.main');
  const main = () => page.getAttribute('.card .buttons button.main', 'data-action');
  assert.equal(await main(), 'ask_other');
  assert.equal(await page.locator('.card .buttons button.main').count(), 1);
  assert.equal(await page.locator('.quiet-row [data-action="claim"]').count(), 1, 'the hub has the last word on it');
  const relations = await here.tablet('2001');
  await row(relations.page, 'chance1').locator('button').click();
  await relations.page.waitForSelector('.card[data-alert="chance1"] button.main[data-action="claim"]');
  here.backend.put(helpCall({ qualification: 'wealth' }));
  await row(page, 'help1').locator('button').click();
  await page.waitForSelector('.card[data-alert="help1"] button.main[data-action="claim"]');
});

test('a task names nothing in the hall; the relationship manager reads behind one tap what it is about', async () => {
  const task = opportunity({ id: 'task1', kind: 'follow_up', alert_class: 'service', interrupts: false, wanted_role: 'relationship_manager', offered_to: [],
    reasons: [{ key: 'reason.follow_up', arguments: { day: '2026-11-22' } }] });
  delete task.group;
  delete task.product_risk;
  here.backend.put(task);
  here.backend.talkTracks.set('task1', talkTrack());
  const lobby = await here.tablet();
  await shown(lobby.page, 'task1');
  assert.match(await lobby.page.textContent('.first-reason'), /2026-11-22 来过/);
  assert.equal(await lobby.page.locator('.talk').count(), 0);
  assert.equal(asked('task1'), 0);
  const relations = await here.tablet('2001');
  await shown(relations.page, 'task1');
  assert.equal(await relations.page.locator('[data-part="risk"]').count(), 0, 'not for whoever looks over a shoulder');
  await relations.page.click('[data-action="talk"]');
  await relations.page.waitForSelector('#talk-text:has-text("不保本")');
  assert.match(await relations.page.textContent('#talk-text'), /R\d/);
});

test('a campaign that has stopped is not to be suggested, and a hub that does not answer is asked again', async () => {
  const { page } = await here.tablet();
  here.backend.put(fund());
  await shown(page, 'fund1');
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text:has-text("已经停了")');
  await page.route('**/talk-track', (route) => route.abort());
  here.backend.put(fund({ id: 'fund2', ticket_label: 'A020' }));
  await shown(page, 'fund2');
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text:has-text("请再点一次")');
  await page.unroute('**/talk-track');
  here.backend.talkTracks.set('fund2', talkTrack());
  await page.click('[data-action="talk"]');
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text:has-text("不保本")');
});

test('a card that comes to be of another campaign says what to explain of that one, and what was put right counts', async () => {
  const { page } = await here.tablet();
  here.backend.talkTracks.set('fund1', talkTrack());
  here.backend.put(fund());
  await shown(page, 'fund1');
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text:has-text("有涨有跌")');
  here.backend.talkTracks.set('fund1', talkTrack({ explanation_zh: '到期前取，利息少一些。' }));
  here.backend.change('fund1', { group: 'reason.campaign.large_deposit', product_risk: 1 });
  await page.waitForSelector('#talk-text:has-text("到期前取")');
  assert.match(await page.textContent('[data-part="risk"]'), /R1/);
  here.backend.talkTracks.delete('fund1');
  await page.click('[data-action="talk"]');
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text:has-text("已经停了")');
});

test('a tablet that lies about shows neither risk nor explanation', async () => {
  const { page } = await here.tablet();
  here.backend.talkTracks.set('fund1', talkTrack());
  here.backend.put(fund());
  await shown(page, 'fund1');
  await page.click('[data-action="talk"]');
  await page.evaluate(() => {
    for (let turn = 0; turn < 2; turn += 1) dispatchEvent(new DeviceOrientationEvent('deviceorientation', { beta: 1, gamma: 1 }));
  });
  await until(async () => {
    await page.evaluate(() => dispatchEvent(new DeviceOrientationEvent('deviceorientation', { beta: 1, gamma: 1 })));
    return (await page.locator('.covered').count()) === 1;
  }, 'covered');
  assert.equal(await page.locator('.talk').count(), 0);
});
