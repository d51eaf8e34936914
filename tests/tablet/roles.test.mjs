// SPDX-License-Identifier: GPL-3.0-or-later
// What each role sees and can do, in a real Chromium against a small hub in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from './backend-floor.mjs';
import { arrival, helpCall, silent } from './samples.mjs';
import { device, guess, morning, opportunity, recover, referral, visit } from './samples-floor.mjs';
import { bodies, row, stage, until } from './stage.mjs';

const here = stage();
const partOf = (page, id) => page.locator(`.part:has(li[data-alert="${id}"]) h2`).textContent();

test('only whom an alert is offered to is interrupted; for the others it is a row', async () => {
  const first = await here.tablet('1001');
  const second = await here.tablet('1002');
  here.backend.put(arrival({ offered_to: ['1002'] }));
  await second.page.waitForSelector('.card[data-alert="arrival1"]');
  await row(first.page, 'arrival1').waitFor();
  assert.equal(await first.page.locator('.card').count(), 0);
  assert.deepEqual([(await first.buzzes()).length, (await second.buzzes()).length], [0, 1]);
  here.backend.change('arrival1', { offered_to: ['1002', '1001'] });
  await first.page.waitForSelector('.card[data-alert="arrival1"]');
  assert.deepEqual([(await first.buzzes()).length, (await second.buzzes()).length], [1, 1], 'the second person is asked, the first not again');
});

test('one pulse for somebody who came, two for a call, three for a fraud hold', async () => {
  const { buzzes } = await here.tablet();
  here.backend.put(arrival());
  here.backend.put(helpCall());
  here.backend.put(arrival({ id: 'fraud1', kind: 'fraud_hold', urgency: 'a' }));
  await until(async () => (await buzzes()).length === 3, 'three buzzes');
  assert.deepEqual((await buzzes()).map((pattern) => (pattern.length + 1) / 2), [1, 2, 3]);
});

test('a card that becomes a call is felt again, and the call that becomes a card again is not', async () => {
  const { page, buzzes } = await here.tablet();
  here.backend.put(arrival());
  await until(async () => (await buzzes()).length === 1, 'somebody came');
  here.backend.change('arrival1', { reasons: [] });
  await page.waitForSelector('.card[data-version="2"]');
  assert.equal((await buzzes()).length, 1);
  here.backend.change('arrival1', { kind: 'help', urgency: 'a', passes_lock: true });
  await until(async () => (await buzzes()).length === 2, 'and calls');
  assert.equal(((await buzzes())[1].length + 1) / 2, 2);
  here.backend.change('arrival1', { kind: 'arrival', urgency: 'c', passes_lock: false });
  await page.waitForSelector('.card[data-version="4"]');
  assert.equal((await buzzes()).length, 2);
});

test('who is serving is interrupted by nothing but somebody unwell', async () => {
  const { page, buzzes } = await here.tablet();
  await page.click('[data-duty="serving"]');
  await until(() => here.backend.floor.colleagues.find((each) => each.staff_number === '1001').state === 'serving', 'the hub knows');
  assert.equal(await page.getAttribute('[data-duty="serving"]', 'aria-pressed'), 'true');
  here.backend.put(arrival());
  here.backend.put(helpCall());
  await row(page, 'help1').waitFor();
  assert.deepEqual(await buzzes(), []);
  assert.equal(await page.locator('.card').count(), 0);
  here.backend.put(helpCall({ id: 'unwell1', kind: 'unwell', offered_to: [] }));
  await page.waitForSelector('.card[data-alert="unwell1"]');
  assert.equal((await buzzes()).length, 1);
});

test('the card counts down to the call with a range, by the queue', async () => {
  const { page } = await here.tablet();
  const { floor } = here.backend;
  floor.tickets = [place({ ticket: 'a', label: 'A011' }), place({ ticket: 'b', label: 'A012' })];
  floor.queueMoved();
  here.backend.put(arrival());
  await page.waitForSelector('[data-part="countdown"]');
  assert.equal((await page.textContent('[data-part="countdown"]')).trim(), '前面 1 位 · 约 5–13 分钟');
  floor.tickets[0].state = 'called';
  floor.queueMoved();
  await page.waitForFunction(() => document.querySelector('[data-part="countdown"]').textContent.includes('下一个就是 · 8 分钟内'));
  Object.assign(floor.tickets[1], { state: 'called', window: 2 });
  floor.queueMoved();
  await page.waitForFunction(() => document.querySelector('[data-part="countdown"]').textContent.includes('已叫到 2 号窗口'));
});

test('who is known by a typed tail is made sure of before the name is used', async () => {
  const { page } = await here.tablet();
  here.backend.put(guess());
  await page.waitForSelector('.card[data-alert="guess1"]');
  assert.match(await page.textContent('.card h1'), /可能是 王\*\*$/);
  await page.click('[data-action="identity-yes"]');
  await page.waitForFunction(() => document.querySelector('.card h1').textContent.endsWith('王女士'));
  assert.equal(bodies(here.backend, '/identity')[0].right, true);
  assert.equal(await page.locator('[data-action="identity-yes"]').count(), 0);
  here.backend.put(guess({ id: 'guess2', ticket_label: 'A017' }));
  await row(page, 'guess2').locator('button').click();
  await page.waitForSelector('.card[data-alert="guess2"]');
  await page.click('[data-action="identity-no"]');
  await row(page, 'guess2').waitFor({ state: 'detached' });
  here.backend.put(arrival());
  await row(page, 'arrival1').locator('button').click();
  assert.equal(await page.locator('[data-action="identity-yes"]').count(), 0, 'nothing to confirm where a card was shown');
});

test('an opportunity is put aside with one tap, and what is due cannot be', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival({ id: 'due1', ticket_label: 'A001' }));
  await page.waitForSelector('.card[data-alert="due1"]');
  assert.equal(await page.locator('[data-action="not_relevant"]').count(), 0);
  here.backend.put(opportunity());
  await row(page, 'chance1').locator('button').click();
  await page.click('[data-action="not_relevant"]');
  await row(page, 'chance1').waitFor({ state: 'detached' });
  assert.equal(bodies(here.backend, '/release')[0].why, 'not_relevant');
});

test('a card goes to a colleague by duty and qualification, says so there, and what became of it is told', async () => {
  const first = await here.tablet('1001');
  const relations = await here.tablet('2001');
  await here.tablet('1002');
  here.backend.put(opportunity({ qualification: 'wealth' }));
  await first.page.waitForSelector('.card[data-alert="chance1"]');
  await first.page.click('[data-action="ask_other"]');
  await first.page.waitForSelector('.pick[data-staff="2001"]');
  assert.equal(await first.page.locator('.pick[data-staff="1001"]').count(), 0, 'not to oneself');
  assert.equal(await first.page.locator('.pick[data-staff="1002"]').isDisabled(), true, 'not without the qualification');
  await first.page.click('.pick[data-staff="2001"]');
  await relations.page.waitForSelector('.card[data-alert="chance1"]');
  assert.match(await relations.page.textContent('.card'), /林岚 转来/);
  assert.equal(await partOf(relations.page, 'chance1'), '找我的');
  assert.equal((await relations.buzzes()).length, 1);
  assert.equal(await first.page.locator('[data-view="referrals"] .dot').count(), 0, 'nothing came of it yet');
  here.backend.floor.referrals[0].state = 'returned';
  here.backend.change('chance1', { offered_to: ['1001'], news: [{ line: { key: 'news.returned', arguments: {} }, at: new Date().toISOString() }] });
  await first.page.waitForFunction(() => document.querySelector('li[data-alert="chance1"]')?.textContent.includes('退回来了'));
  await first.page.click('[data-view="referrals"]:has(.dot)');
  await first.page.waitForSelector('.referral.returned');
  const told = await first.page.textContent('.referral');
  assert.ok(told.includes('赵**') && told.includes('转给唐宁') && !told.includes('先生'), told);
  assert.equal(await first.page.locator('[data-view="referrals"] .dot').count(), 0);
});

test('who may not take a card reads what to do instead', async () => {
  const { page } = await here.tablet('1002');
  here.backend.refusesClaims = true;
  const refused = async (alert, words) => {
    here.backend.put(alert);
    await page.click(`li[data-alert="${alert.id}"] button`);
    await page.click(`.card[data-alert="${alert.id}"] [data-action="claim"]`);
    await page.waitForSelector(`text=${words}`);
  };
  await refused(opportunity({ id: 'skilled', qualification: 'wealth' }), '要有资质的同事');
  await refused(opportunity({ id: 'passed', referred_by: '1001' }), '已转给别的同事');
  await refused(opportunity({ id: 'plain' }), '请看看卡片再试');
  here.backend.put(opportunity({ id: 'held', state: 'claimed', claimed_by: '1002' }));
  await page.waitForSelector('.part:has(h2:has-text("我在办")) li[data-alert="held"]');
  await refused(opportunity({ id: 'one_more' }), '先办完或转出一张');
});

test('asking somebody else to answer a call takes one tap', async () => {
  const { page } = await here.tablet();
  here.backend.put(helpCall());
  await page.click('[data-action="ask_other"]');
  await until(() => bodies(here.backend, '/release').length === 1, 'released');
  assert.equal(bodies(here.backend, '/release')[0].why, 'ask_other');
});

test('the teller has the number just called with needs and one cue, and none of the hall', async () => {
  const { page, buzzes } = await here.tablet('3001', { prepare: (each) => each.evaluate(() => localStorage.setItem('silverlane.window', '3')) });
  assert.equal(await page.locator('[data-view="list"]').count(), 0);
  morning(here.backend);
  await page.waitForSelector('.counter .card[data-ticket="t8"]');
  const card = await page.textContent('.counter .card');
  for (const part of ['A008', '孙女士', '75-79', '听不清', '慢一点说', '今天到期']) assert.ok(card.includes(part), part);
  assert.deepEqual(await buzzes(), [], 'nothing of the hall');
  assert.equal(await page.locator('[data-view="list"]').count(), 0);
  assert.equal(await page.locator('[data-action="missed"]').isDisabled(), true, 'its holder may still be walking');
  await page.click('[data-action="recall"]');
  await until(() => here.backend.floor.tickets.find((each) => each.ticket === 't8').calls === 2, 'called again');
  await page.waitForSelector('[data-action="done-next"]');
  await page.click('[data-action="done-next"]');
  await page.waitForSelector('.counter .card[data-ticket="t3"]');
  assert.deepEqual(bodies(here.backend, '/queue/end').map(({ ticket, how }) => [ticket, how]), [['t8', 'done']]);
  assert.deepEqual(bodies(here.backend, '/queue/call').map(({ window }) => window), [3]);
  assert.ok(!(await page.textContent('.counter .card')).includes('孙'));
  here.backend.put(helpCall({ id: 'unwell1', kind: 'unwell', place: 'waiting', offered_to: [] }));
  await page.waitForSelector('.strip:has-text("等候区")');
  assert.equal((await buzzes()).length, 1);
  await page.click('[data-action="open-call"]');
  await page.waitForSelector('.card[data-alert="unwell1"] [data-action="claim"]');
});

test('at the counter somebody who did not come and somebody at the wrong place are one and two taps', async () => {
  const { page } = await here.tablet('3001', { prepare: (each) => each.evaluate(() => localStorage.setItem('silverlane.window', '3')) });
  here.backend.floor.tickets = [place({ ticket: 'a', label: 'A001' }), place({ ticket: 'b', label: 'A002' })];
  here.backend.floor.queueMoved();
  await page.click('[data-action="call-next"]');
  await page.waitForSelector('.counter .card[data-ticket="a"]');
  await page.click('[data-action="missed"]');
  await page.waitForSelector('[data-action="call-next"]');
  assert.equal(here.backend.floor.tickets[0].state, 'missed');
  await page.click('[data-action="call-next"]');
  await page.waitForSelector('.counter .card[data-ticket="b"]');
  await page.click('[data-action="move"]');
  await page.click('[data-service="passbook"]');
  await page.waitForSelector('[data-action="call-next"]');
  assert.deepEqual(bodies(here.backend, '/queue/move').map(({ ticket, service }) => [ticket, service]), [['b', 'passbook']]);
});

test('a teller says once which window, and the hub is told', async () => {
  const { page } = await here.tablet('3001');
  await page.click('[data-window="5"]');
  await until(() => here.backend.floor.colleagues.find((each) => each.staff_number === '3001').window === 5, 'the hub knows the window');
  await page.waitForSelector('[data-action="call-next"]');
  await page.reload();
  await page.waitForSelector('[data-action="call-next"]');
});

test('the queue: who was called, who waits, who did not come, and what can be done', async () => {
  const { page } = await here.tablet();
  morning(here.backend);
  await page.click('[data-view="queue"]');
  await page.waitForSelector('[data-ticket="t12"]');
  assert.deepEqual(await page.$$eval('.queue .part', (parts) => parts.map((part) => part.querySelectorAll('li').length)), [2, 6, 1]);
  await page.click('[data-ticket="t50"] button');
  assert.equal(await page.locator('.sheet [data-action="call"]').count(), 0, 'another maker’s number is called there');
  await page.click('[data-action="close-sheet"]');
  await page.click('[data-ticket="t7"] button');
  await page.click('.sheet [data-action="missed"]');
  await page.waitForFunction(() => document.querySelector('.part.missed [data-ticket="t7"]'));
  await page.click('[data-ticket="t7"] button');
  await page.click('.sheet [data-action="back"]');
  await page.waitForFunction(() => document.querySelector('.part.waiting [data-ticket="t7"]'));
  await page.click('[data-ticket="t12"] button');
  await page.click('.sheet [data-action="card"]');
  await page.waitForSelector('.card[data-alert="arrival1"]');
});

test('the relationship manager has what is for them and the follow-ups in parts of their own', async () => {
  const { page } = await here.tablet('2001');
  for (const alert of [referral(), visit(), arrival(), silent(), device()]) here.backend.put(alert);
  await row(page, 'device1').waitFor();
  const parts = {};
  for (const id of ['refer1', 'visit1', 'arrival1', 'device1', 'wifi1']) parts[id] = await partOf(page, id);
  assert.deepEqual(parts, { refer1: '找我的', visit1: '回访和预约', arrival1: '等着人', device1: '机器', wifi1: '在店 · 不用打扰' });
});

test('the branch head sees what nobody went to in time, and who is there', async () => {
  const { page } = await here.tablet('9001');
  await here.tablet('1002');
  here.backend.put(recover());
  here.backend.put(arrival({ due: new Date(Date.now() - 60_000).toISOString(), offered_to: [] }));
  here.backend.put(arrival({ id: 'early1', ticket_label: 'A020', due: new Date(Date.now() + 60_000).toISOString(), offered_to: [] }));
  here.backend.put(arrival({ id: 'told1', ticket_label: 'A021', caution: { key: 'caution.branch_head', arguments: {} }, offered_to: [] }));
  await row(page, 'told1').waitFor();
  assert.deepEqual([await partOf(page, 'recover1'), await partOf(page, 'arrival1'), await partOf(page, 'told1'), await partOf(page, 'early1')],
    ['评价不满意，请您去听听', '过了时间还没人去', '过了时间还没人去', '等着人']);
  await page.click('[data-view="team"]');
  await page.waitForSelector('.person[data-staff="1002"] .duty-on_duty');
  assert.deepEqual(await page.$$eval('.team .escalated li', (rows) => rows.map((each) => each.dataset.alert).sort()), ['arrival1', 'told1']);
  await page.click('.team [data-alert="told1"] button');
  await page.waitForSelector('.card[data-alert="told1"]');
});

test('who else is asked to go is said only while nobody goes', async () => {
  const { page } = await here.tablet();
  here.backend.put(helpCall({ caution: { key: 'caution.branch_head', arguments: {} } }));
  await page.waitForSelector('.card .caution');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('.card:not(:has([data-action="claim"]))');
  assert.equal(await page.locator('.card .caution:visible').count(), 0);
});

test('a call for help that is mine shows the step the customer is on', async () => {
  const { page } = await here.tablet();
  here.backend.put(helpCall());
  here.backend.floor.screens.set('help1', { alert: 'help1', generation: 1, flow: 'take_ticket', step: 'service', template_name: 'choice', asked: true, may_ring: true, rung: '',
    nodes: [{ id: 'title', role: 'title', text_key: 'take_ticket.service.title', number: 0, may_ring: false }, { id: 'answer.1', role: 'answer', text_key: 'x', number: 1, may_ring: true }] });
  await page.waitForSelector('[data-action="claim"]');
  assert.equal(await page.locator('.assist:visible').count(), 0, 'not before it is mine');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('.assist [data-node="answer.1"]');
  await page.click('.assist [data-node="answer.1"]');
  await until(() => here.backend.floor.rung.length === 1, 'pointed at');
  assert.deepEqual([here.backend.floor.rung[0].generation, here.backend.floor.rung[0].node], [1, 'answer.1']);
});

test('on a phone one thing fills the screen: the list, and the card that interrupts', async () => {
  const { page } = await here.tablet('1001', { viewport: { width: 390, height: 844 } });
  here.backend.put(arrival({ offered_to: ['1002'] }));
  await row(page, 'arrival1').waitFor();
  assert.equal(await page.locator('.card-side').isVisible(), false);
  here.backend.put(helpCall());
  await page.waitForSelector('.card[data-alert="help1"] >> visible=true');
  assert.equal(await page.locator('.list').isVisible(), false);
  await page.click('[data-action="to-list"]');
  await page.waitForSelector('.list >> visible=true');
  await row(page, 'arrival1').locator('button').click();
  await page.waitForSelector('.card[data-alert="arrival1"] >> visible=true');
});
