// SPDX-License-Identifier: GPL-3.0-or-later
// The tablet page with the real hub over TLS, on the sample bank. What a kiosk sends is sent here by plain requests with its device token.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Program, run, until } from '../system/programs.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const prefix = process.env.SILVERLANE_PREFIX ?? join(root, 'build/dev');
const pin = '135790';
let folder;
let hub;
let port;
let browser;
let customers;
let token;
const tablets = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silverlane-tablet-'));
  process.env.SILVERLANE_CUSTOMERS = '20';
  const prepared = await run(join(root, 'scripts/prepare-lobby.sh'), [prefix, folder]);
  assert.equal(prepared.code ?? 0, 0, prepared.err);
  port = Number(/hub_port = (\d+)/.exec(readFileSync(join(folder, 'ports'), 'utf8'))[1]);
  customers = readFileSync(join(folder, 'bank/customers.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  token = readFileSync(join(folder, 'keys/kiosk-1.token'), 'utf8').trim();
  await startHub();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const tablet of tablets.splice(0)) { assert.deepEqual(tablet.complaints, []); await tablet.context.close(); }
});

async function startHub() {
  hub = new Program('hub', join(prefix, 'bin/silverlane-hub'), ['--config', join(folder, 'hub.toml')], { log: join(folder, 'hub.log') });
  await hub.says(/ready: https:\/\/127\.0\.0\.1:\d+/);
}

async function openDesk(number) {
  const tablet = await openTablet(browser, `https://127.0.0.1:${port}/tablet/`);
  tablets.push(tablet);
  await signIn(tablet.page, number, pin);
  await tablet.page.waitForSelector('.link.here');
  return tablet.page;
}

/** One request as a kiosk makes it: {status, body, headers}. */
function ask(method, path, body, headers = { Authorization: `Bearer ${token}` }) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const sent = httpsRequest({ host: '127.0.0.1', port, path, method, rejectUnauthorized: false, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers } }, (answer) => {
      let received = '';
      answer.on('data', (chunk) => { received += chunk; });
      answer.on('end', () => resolve({ status: answer.statusCode, body: received, headers: answer.headers }));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

const key = () => crypto.randomUUID();
const row = (page, id) => page.locator(`li[data-alert="${id}"]`);

async function callForHelp() {
  const { status, body } = await ask('POST', '/v1/help-calls', { key: key(), flow: 'take_ticket', step: 'service' });
  assert.equal(status, 200, body);
  return JSON.parse(body);
}

test('a call for help is on the tablet within two seconds, claimed once, closed with an outcome', async () => {
  const first = await openDesk('1001');
  const second = await openDesk('1002');
  const pressed = performance.now();
  const { alert, someone_reachable: reachable } = await callForHelp();
  assert.equal(reachable, true);
  await first.waitForSelector(`.card[data-alert="${alert}"]`);
  assert.ok(performance.now() - pressed < 2000, `${performance.now() - pressed} ms`);
  assert.match(await first.textContent('.card'), /1 号机/);
  await first.click('[data-action="claim"]');
  await second.waitForFunction(() => document.querySelector('.state.taken')?.textContent.includes('1001 已去'));
  await first.click('[data-action="finish"]');
  await first.click('[data-action="outcome-helped"]');
  await row(first, alert).waitFor({ state: 'detached' });
  await row(second, alert).waitFor({ state: 'detached' });
});

test('a ticket with a card shows the person, masked in the list', async () => {
  const page = await openDesk('1001');
  const customer = customers[0];
  const { status, body } = await ask('POST', '/v1/tickets', { key: key(), service: 'cash', card: { kind: 'card', hash: customer.card_hashes[0], proof: 'possession' } });
  assert.equal(status, 200, body);
  const { label } = JSON.parse(body);
  await page.waitForSelector(`.card .ticket:has-text("${label}")`);
  const card = await page.textContent('.card');
  assert.match(card, /女士|先生/);
  assert.doesNotMatch(await page.textContent('.list'), /女士|先生/);
  assert.doesNotMatch(card, /(?:reason|say|outcome|place|need|evidence)\.[a-z_]+/, 'every key has words');
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
  await startHub();
  await page.waitForSelector('.banner', { state: 'detached' });
  await page.waitForSelector('[data-action="finish"]');
  assert.equal(await row(page, alert).count(), 1);
  const later = await callForHelp();
  await row(page, later.alert).waitFor();
  assert.equal((await ask('POST', '/v1/help-calls/cancel', { key: key(), alert: later.alert })).status, 204);
  await row(page, later.alert).waitFor({ state: 'detached' });
});

test('the session cookie is out of reach of scripts and the page sets its policy', async () => {
  const page = await openDesk('1002');
  assert.equal(await page.evaluate(() => document.cookie), '');
  const [cookie] = (await page.context().cookies(`https://127.0.0.1:${port}/v1/staff/me`)).filter((each) => each.name === 'silverlane_session');
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
  await startHub();
  await until('the hub answers again', async () => (await ask('GET', '/health', undefined, {})).status === 200);
});
