// SPDX-License-Identifier: GPL-3.0-or-later
// The tablet page with the real hub over TLS, on the sample bank. What a kiosk sends is sent here by plain requests with its device token.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { until } from '../system/programs.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { pin, RealHub } from './real-hub.mjs';

let hub;
let browser;
const tablets = [];

before(async () => {
  hub = await RealHub.prepare(undefined, 120);
  await hub.start();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await hub?.end();
});
afterEach(async () => {
  for (const tablet of tablets.splice(0)) { assert.deepEqual(tablet.complaints, []); await tablet.context.close(); }
});

async function open(number, prepare = () => {}) {
  const tablet = await openTablet(browser, hub.page);
  tablets.push(tablet);
  await prepare(tablet.page);
  await signIn(tablet.page, number, pin);
  await tablet.page.waitForSelector('.link.here');
  return tablet;
}
const openDesk = async (number) => (await open(number)).page;

const ask = (...asked) => hub.ask(...asked);
const key = () => crypto.randomUUID();
/** What the hub answers to who is signed in on this page. */
const staffSees = (page, path) => page.evaluate(async (asked) => (await fetch(asked)).json(), path);
async function arrive(fields) {
  const now = new Date().toISOString();
  const answer = await ask('POST', '/v1/arrivals', { arrivals: [{ key: key(), branch: '0791', event_time: now, received_time: now, ...fields }] });
  assert.equal(answer.status, 200, answer.body);
}
/** The stream that a kiosk listens to: {events, end()}. */
async function kioskHears() {
  const heard = { events: [] };
  const stream = await hub.listen();
  let rest = '';
  stream.on('data', (chunk) => {
    const frames = (rest + chunk).split('\n\n');
    rest = frames.pop();
    for (const frame of frames) for (const [, data] of frame.matchAll(/^data: ?(.*)$/gm)) heard.events.push(JSON.parse(data));
  });
  stream.on('error', () => { /* ended here */ });
  heard.end = () => stream.destroy();
  return heard;
}
const row = (page, id) => page.locator(`.list li[data-alert="${id}"]`);
const callForHelp = () => hub.callForHelp();
/** The card of somebody known who has just taken a number. */
async function cardOf(page, index) {
  const { label } = await hub.ticket(index);
  const made = page.locator(`.list li:has-text("${label}")`);
  await made.waitFor();
  return made.getAttribute('data-alert');
}
/** A row opened by hand, whoever the hub asked. */
async function choose(page, id) {
  await row(page, id).locator('button').click();
  await page.waitForSelector(`.card[data-alert="${id}"]`);
}
const finish = async (page, id) => {
  await page.click('[data-action="finish"]');
  await page.click('[data-action="outcome-helped"]');
  await row(page, id).waitFor({ state: 'detached' });
};

test('a call for help is on the tablet within two seconds, claimed once, closed with an outcome', async () => {
  const first = await openDesk('1001');
  const second = await openDesk('1002');
  const pressed = performance.now();
  const { alert, someone_reachable: reachable } = await callForHelp();
  assert.equal(reachable, true);
  await row(first, alert).waitFor();
  assert.ok(performance.now() - pressed < 2000, `${performance.now() - pressed} ms`);
  await choose(first, alert);
  await choose(second, alert);
  assert.match(await first.textContent('.card'), /1 号机/);
  await first.click('[data-action="claim"]');
  await second.waitForFunction(() => document.querySelector('.state.taken')?.textContent.includes('已去'));
  await first.click('[data-action="finish"]');
  await first.click('[data-action="outcome-helped"]');
  await row(first, alert).waitFor({ state: 'detached' });
  await row(second, alert).waitFor({ state: 'detached' });
});

test('a ticket with a card shows the person, masked in the list', async () => {
  const page = await openDesk('1001');
  const { label } = await hub.ticket(0);
  await page.locator(`.list li:has-text("${label}") button`).click();
  await page.waitForSelector(`.card .ticket:has-text("${label}")`);
  const card = await page.textContent('.card');
  assert.match(card, /女士|先生/);
  assert.doesNotMatch(await page.textContent('.list'), /女士|先生/);
  assert.doesNotMatch(card, /(?:reason|say|outcome|place|need|evidence|news|caution)\.[a-z_]+/, 'every key has words');
});

test('the hub is killed and comes back: the page goes on by itself, what was acknowledged is there, once', async () => {
  const page = await openDesk('1001');
  const { alert } = await callForHelp();
  await row(page, alert).waitFor();
  await hub.kill();
  await page.waitForSelector('.banner');
  await row(page, alert).locator('button').click();
  await page.click('[data-action="claim"]');
  await page.waitForFunction(() => document.querySelector('.card .state')?.textContent.includes('已记下'));
  await hub.start();
  await page.waitForSelector('.banner', { state: 'detached' });
  await page.waitForSelector('[data-action="finish"]');
  assert.equal(await row(page, alert).count(), 1);
  const later = await callForHelp();
  await row(page, later.alert).waitFor();
  assert.equal((await ask('POST', '/v1/help-calls/cancel', { key: key(), alert: later.alert })).status, 204);
  await row(page, later.alert).waitFor({ state: 'detached' });
});

test('a tablet that loses its network for a minute misses nothing, shows nothing twice and its tap counts once', async () => {
  const away = await open('1001');
  const there = await open('1002');
  const before = await cardOf(away.page, 1);
  await choose(away.page, before);
  const lost = performance.now();
  await away.context.setOffline(true);
  await away.page.waitForSelector('.banner');
  await away.page.click('[data-action="claim"]');
  const happened = [];
  for (let turn = 0; turn < 5; turn += 1) happened.push((await hub.ticket(turn + 2)).label);
  const call = await callForHelp();
  assert.equal((await ask('POST', '/v1/help-calls/cancel', { key: key(), alert: call.alert })).status, 204);
  const later = await callForHelp();
  await row(there.page, later.alert).waitFor();
  while (performance.now() - lost < 60_000) {
    for (const { page } of [away, there]) await page.mouse.click(4, 400);   // somebody holds it: it does not lock
    await new Promise((resolve) => { setTimeout(resolve, 5_000); });
  }
  assert.equal(await row(away.page, later.alert).count(), 0, 'nothing came meanwhile');
  await away.context.setOffline(false);
  await away.page.waitForSelector('.banner:not(.note)', { state: 'detached', timeout: 30_000 });
  await row(away.page, later.alert).waitFor();
  await row(there.page, before).locator('.chip:has-text("已去")').waitFor();
  const list = (page) => page.$$eval('.list li', (rows) => rows.map((each) => each.dataset.alert).sort());
  await until('both tablets show the same', async () => JSON.stringify(await list(away.page)) === JSON.stringify(await list(there.page)));
  const shown = await list(away.page);
  assert.equal(new Set(shown).size, shown.length);
  assert.ok(!shown.includes(call.alert), 'what was taken back is gone');
  const words = await away.page.textContent('.list');
  assert.deepEqual(happened.filter((label) => !words.includes(label)), []);
  const answer = await away.page.evaluate(async (id) => (await (await fetch('/v1/staff/alerts')).json()).alerts.find((each) => each.id === id), before);
  assert.equal(answer.claimed_by, '1001');
  for (const id of [before, later.alert]) {
    await choose(away.page, id);
    if (id === later.alert) await away.page.click('[data-action="claim"]');
    await away.page.waitForSelector('[data-action="finish"]');
    await finish(away.page, id);
  }
});

test('every file that the page as it is installed and its worker name is served, and its words came along', async () => {
  const served = async (name) => hub.ask('GET', `/tablet/${name}`, undefined, {});
  const index = (await served('')).body;
  const worker = (await served('worker.js')).body;
  const shell = [.../const shell = \[([\s\S]*?)\];/.exec(worker)[1].matchAll(/'([^']+)'/g)].map(([, name]) => name.replace('./', ''));
  const named = [...index.matchAll(/(?:href|src)="([^"#/][^"]*)"/g)].map(([, name]) => name);
  assert.ok(shell.includes('app.js') && named.includes('app.js'));
  for (const name of new Set([...shell, ...named])) assert.equal((await served(name)).status, 200, name);
});

test('with an opportunity come its risk and what to explain, from the bank\'s own talk track', async () => {
  const page = await openDesk('1001');
  let found = null;
  for (let index = 20; !found && index < 60; index += 1) {
    await hub.ticket(index);
    const { alerts } = await staffSees(page, '/v1/staff/alerts');
    found = alerts.find((alert) => alert.product_risk && alert.state === 'open' && !alert.qualification) ?? null;
  }
  assert.ok(found, 'somebody of the sample bank may be told of something');
  await choose(page, found.id);
  assert.match(await page.textContent('[data-part="risk"]'), new RegExp(`R${found.product_risk}`));
  await page.click('[data-action="talk"]');
  await page.waitForSelector('#talk-text p:nth-child(2)');
  const told = await staffSees(page, `/v1/staff/alerts/${found.id}/talk-track`);
  assert.ok(told.explanation_zh.length > 10);
  assert.equal(await page.textContent('#talk-text p:nth-child(2)'), told.explanation_zh);
});

test('duty is one tap, everybody sees it, and who leaves hands over what is theirs', async () => {
  const first = await openDesk('1001');
  const second = await openDesk('1002');
  await second.click('[data-view="team"]');
  await second.waitForSelector('.person[data-staff="1001"] .duty-on_duty');
  await first.click('[data-duty="serving"]');
  await second.click('[data-view="list"]');
  await second.click('[data-view="team"]');
  await second.waitForSelector('.person[data-staff="1001"] .duty-serving');
  await first.click('[data-duty="on_duty"]');
  await second.click('[data-view="list"]');
  const { alert } = await callForHelp();
  await row(first, alert).waitFor();
  await choose(first, alert);
  await first.click('[data-action="claim"]');
  await first.waitForSelector('[data-action="finish"]');
  await first.click('[data-focus="menu"]');
  await first.click('[data-action="leave"]');
  await first.click('.pick[data-staff="1002"]');
  await first.waitForSelector('#staff_number');
  await row(second, alert).waitFor();
  await choose(second, alert);
  if (await second.locator('[data-action="claim"]').count()) await second.click('[data-action="claim"]');
  await second.waitForSelector('[data-action="finish"]');
  await finish(second, alert);
});

test('a card passed on arrives, and what became of it is told to who passed it on', async () => {
  const first = await openDesk('1001');
  const relations = await openDesk('2001');
  const alert = await cardOf(first, 8);
  await choose(first, alert);
  await first.click('[data-action="ask_other"]');
  await first.click('.pick[data-staff="2001"]');
  await relations.waitForFunction((id) => document.querySelector(`.part.for_me li[data-alert="${id}"]`), alert);
  await choose(relations, alert);
  await relations.click('[data-action="claim"]');
  await relations.waitForSelector('[data-action="finish"]');
  await finish(relations, alert);
  await first.click('[data-view="referrals"]');
  await first.waitForSelector(`.referral.closed[data-alert="${alert}"]:has-text("帮好了")`);
  assert.doesNotMatch(await first.textContent('.referrals'), /女士|先生/);
});

test('the counter calls the next number, sees its needs, and the lobby sees who was called', async () => {
  const counter = await open('3001', (page) => page.evaluate(() => localStorage.setItem('silverlane.window', '3')));
  const lobby = await openDesk('1001');
  const { label } = await hub.ticket(undefined, { priority: true, wants_company: true });
  await counter.page.waitForFunction(() => /[1-9]\d* 位在等/.test(document.querySelector('.counter').textContent));
  await counter.page.click('[data-action="call-next"]');
  await counter.page.waitForSelector('.counter .card .ticket');
  const called = await counter.page.textContent('.counter .card .ticket');
  await lobby.click('[data-view="queue"]');
  await lobby.waitForSelector(`.part.called li:has-text("${called}"):has-text("3 号窗口")`);
  assert.equal(called, label, 'who needs it goes first');
  assert.match(await counter.page.textContent('.counter .card'), /要人陪/);
  assert.equal(await counter.page.locator('[data-action="missed"]').isDisabled(), true, 'its holder may still be walking');
  await counter.page.click('[data-action="recall"]');
  await lobby.waitForSelector(`.part.called li:has-text("${called}"):has-text("叫了 2 次")`);
  await counter.page.click('[data-action="done"]');
  await lobby.waitForFunction((name) => ![...document.querySelectorAll('.queue .ticket')].some((each) => each.textContent === name), called);
  await counter.page.waitForSelector('[data-action="call-next"]');
});

test('somebody comes: the card comes forward with whom the hub asked, and waits in the list of who serves', async () => {
  const tablets = { 1001: await openDesk('1001'), 1002: await openDesk('1002') };
  await tablets[1002].click('[data-duty="serving"]');
  await until('the hub knows that one serves', async () => (await staffSees(tablets[1001], '/v1/staff/colleagues')).colleagues.some((each) => each.staff_number === '1002' && each.state === 'serving'));
  const { label } = await hub.ticket(9, { wants_company: true });
  const made = await until('the card', async () => (await staffSees(tablets[1001], '/v1/staff/alerts')).alerts.find((each) => each.ticket_label === label));
  assert.ok(!made.offered_to.includes('1002'), 'who serves is not asked');
  await row(tablets[1002], made.id).waitFor();
  if (made.offered_to.includes('1001')) await tablets[1001].waitForSelector(`.card[data-alert="${made.id}"] [data-action="claim"]`);
  else await choose(tablets[1001], made.id);
  assert.equal(await tablets[1002].locator(`.card[data-alert="${made.id}"]`).count(), 0, 'nothing comes forward');
  assert.equal(await tablets[1002].locator(`.list li[data-alert="${made.id}"] .chip:has-text("请您去")`).count(), 0);
  await tablets[1001].click('[data-action="claim"]');
  await tablets[1001].waitForSelector('[data-action="finish"]');
  await finish(tablets[1001], made.id);
  await tablets[1002].click('[data-duty="on_duty"]');
  await until('and is there again', async () => (await staffSees(tablets[1001], '/v1/staff/colleagues')).colleagues.some((each) => each.staff_number === '1002' && each.state === 'on_duty'));
});

test('known by a typed tail: perhaps, until staff say yes; where they say no the visit knows nobody', async () => {
  const page = await openDesk('1001');
  for (const [index, answer] of [[10, 'yes'], [11, 'no']]) {
    const tail = { kind: 'phone_tail', hash: createHash('sha256').update(`${index}`).digest('hex') };
    const known = { kind: 'customer_reference', hash: hub.customers[index].reference_hash, proof: 'authenticated' };
    await arrive({ kind: 'wifi_start', source: 'wifi:controller-1', session: `claim-${index}`, inside: false, identifiers: [known, { ...tail, proof: 'corroboration' }] });
    await arrive({ kind: 'phone_tail_typed', source: 'kiosk:K1', place: 'K1', identifiers: [{ ...tail, proof: 'claim' }] });
    const guess = await until('the card of a claim', async () => (await staffSees(page, '/v1/staff/alerts')).alerts.find((each) => each.person?.claimed_identity && !each.identity_confirmed));
    await choose(page, guess.id);
    assert.match(await page.textContent('.card h1'), /可能是 .\*\*/);
    await page.click(`[data-action="identity-${answer}"]`);
    if (answer === 'no') { await row(page, guess.id).waitFor({ state: 'detached' }); continue; }
    // The question goes with the tap, the name comes with the answer.
    await page.waitForFunction(() => /女士|先生/.test(document.querySelector('.card h1').textContent));
    assert.equal(await page.locator('.card .identity').count(), 0);
    await page.click('[data-action="claim"]');
    await page.waitForSelector('[data-action="finish"]');
    await finish(page, guess.id);
  }
});

test('an opportunity that is beside the point is gone with one tap, and does not come back with the same person', async () => {
  const page = await openDesk('1001');
  let chance;
  const said = ({ consents }, purpose) => consents.some((each) => each.purpose === purpose && each.granted);
  for (let index = 12; !chance && index < hub.customers.length; index += 1) {
    if (!said(hub.customers[index], 'marketing') || !said(hub.customers[index], 'profiling')) continue;
    const { label } = await hub.ticket(index);
    const made = await until('a card', async () => (await staffSees(page, '/v1/staff/alerts')).alerts.find((each) => each.ticket_label === label));
    if (made.group) chance = { ...made, index };
  }
  assert.ok(chance, 'one of the sample bank has an opportunity');
  await choose(page, chance.id);
  await page.click('[data-action="not_relevant"]');
  await row(page, chance.id).waitFor({ state: 'detached' });
  const { label } = await hub.ticket(chance.index);
  await until('the number', async () => (await staffSees(page, '/v1/staff/queue')).tickets.some((each) => each.label === label));
  const again = (await staffSees(page, '/v1/staff/alerts')).alerts.filter((each) => each.group === chance.group && each.ticket_label === label);
  assert.deepEqual(again, []);
});

test('on a call that is mine a tap points at the button of the customer: the kiosk is told which, of which screen', async () => {
  const page = await openDesk('1001');
  const told = await kioskHears();
  const { alert } = await callForHelp();
  await row(page, alert).waitFor();
  const node = (id, mayRing) => ({ id, role: 'answer', text_key: `take_ticket.service.${id.slice(7)}`, number: 1, may_ring: mayRing });
  const screen = { alert, generation: 7, flow: 'take_ticket', step: 'service', template_name: 'choice', asked: true, may_ring: true, rung: '', nodes: [node('answer.cash', true)] };
  assert.equal((await ask('POST', '/v1/assist/screen', screen)).status, 204);
  await choose(page, alert);
  await page.click('[data-action="claim"]');
  await page.click('.assist [data-node="answer.cash"]:enabled');
  const ring = await until('the kiosk hears', () => told.events.find((each) => each.kind === 'ring'));
  assert.deepEqual([ring.alert, ring.generation, ring.node], [alert, 7, 'answer.cash']);
  assert.equal((await ask('POST', '/v1/assist/screen', { ...screen, generation: 8, rung: 'answer.cash' })).status, 204);
  await page.waitForSelector('.assist [data-node="answer.cash"][aria-pressed="true"]');
  told.end();
  await finish(page, alert);
});

test('passed on and not taken it comes back; a number is passed to another service, and one that does not come is put aside', async () => {
  await hub.stop();
  hub.configure('\n[alerts]\ntransfer_s = 2\n\n[queue]\nagain_after_s = 1\npasses_after_s = 4\n');
  await hub.start();
  const first = await openDesk('1001');
  await openDesk('2001');
  const { label } = await hub.ticket(5, { priority: true });
  const made = first.locator(`.list li:has-text("${label}")`);
  await made.waitFor();
  const alert = await made.getAttribute('data-alert');
  await choose(first, alert);
  await first.click('[data-action="ask_other"]');
  await first.click('.pick[data-staff="2001"]');
  await row(first, alert).locator('.chip:has-text("退回来了")').waitFor({ timeout: 15_000 });
  await first.click('[data-view="referrals"]');
  await first.waitForSelector(`.referral.returned[data-alert="${alert}"]`);
  const counter = (await open('3001', (page) => page.evaluate(() => localStorage.setItem('silverlane.window', '3')))).page;
  const called = async () => { await counter.waitForSelector('.counter .card .ticket'); return counter.textContent('.counter .card .ticket'); };
  await counter.click('[data-action="call-next"]');
  const moved = await called();
  await counter.click('[data-action="move"]');
  await counter.click('.sheet [data-service="passbook"]');
  await until('it waits for the other service', async () => (await staffSees(first, '/v1/staff/queue')).tickets.some((each) => each.label === moved && each.service === 'passbook' && each.state === 'waiting'));
  await counter.click('[data-action="call-next"]');
  const away = await called();
  await counter.click('[data-action="recall"]');
  await counter.click('[data-action="missed"]:enabled', { timeout: 15_000 });
  await first.click('[data-view="queue"]');
  await first.waitForSelector(`.part.missed li:has-text("${away}")`);
});

test('the session cookie is out of reach of scripts and the page sets its policy', async () => {
  const page = await openDesk('1002');
  assert.equal(await page.evaluate(() => document.cookie), '');
  const [cookie] = (await page.context().cookies(`https://127.0.0.1:${hub.port}/v1/staff/me`)).filter((each) => each.name === 'silverlane_session');
  assert.deepEqual([cookie.httpOnly, cookie.secure, cookie.sameSite], [true, true, 'Strict']);
  const { headers } = await ask('GET', '/tablet/', undefined, {});
  assert.match(headers['content-security-policy'], /default-src 'self'/);
  assert.equal((await ask('GET', '/tablet/', undefined, { 'If-None-Match': headers.etag })).status, 304);
});

test('bad requests get a clear 4xx and the hub stays well', async () => {
  assert.equal((await ask('GET', '/v1/glance', undefined, {})).status, 401);
  assert.equal((await ask('POST', '/v1/tickets', '{')).status, 400);
  assert.match((await ask('POST', '/v1/tickets', { key: key() })).body, /service/);
  assert.equal((await ask('POST', '/v1/tickets', 'x'.repeat(600 * 1024)).catch(() => ({ status: 413 }))).status, 413);
  assert.equal((await ask('DELETE', '/v1/tickets')).status, 405);
  assert.ok([400, 404].includes((await ask('GET', '/tablet/..%2f..%2fetc%2fpasswd', undefined, {})).status));
  assert.equal((await ask('POST', '/v1/staff/sign-in', { staff_number: '1001', pin: '0' }, { Origin: 'https://evil.example' })).status, 403);
  assert.equal((await ask('GET', '/health', undefined, {})).body, '{"status":"ok"}');
  assert.match((await ask('GET', '/metrics', undefined, {})).body, /^silverlane_http_answers\{status="4xx"\} [1-9]/m);
});

test('SIGTERM ends the hub cleanly while tablets listen', async () => {
  await openDesk('1001');
  const ended = await hub.stop();
  assert.deepEqual(ended, { code: 0, signal: null });
  await hub.start();
  await until('the hub answers again', async () => (await ask('GET', '/health', undefined, {})).status === 200);
});
