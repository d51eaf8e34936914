// SPDX-License-Identifier: GPL-3.0-or-later
// The tablet page with the real hub over TLS, on the sample bank. What a kiosk sends is sent here by plain requests with its device token.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { until } from '../system/programs.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { pin, RealHub } from './real-hub.mjs';

let hub;
let browser;
const tablets = [];

before(async () => {
  hub = await RealHub.prepare();
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
