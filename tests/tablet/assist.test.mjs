// SPDX-License-Identifier: GPL-3.0-or-later
// The assist view alone in a real Chromium, under the hub's content policy and with the kiosk's own words: what staff see of the customer's
// step, when they can point at a button, and what becomes of a tap.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openBrowser, openTablet } from './browser.mjs';

const pages = fileURLToPath(new URL('../../ui_assets/web/tablet/', import.meta.url));
const words = join(process.env.SILVERLANE_PREFIX, 'share/silverlane/kiosk-texts/');
const pictures = process.env.PICTURES;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const stage = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
  + '<link rel="stylesheet" href="style.css"><div id="stage" class="card-side"></div><div id="announce" role="status"></div>'
  + '<script type="module" src="stage-of-assist.js"></script></html>';
const script = `import { Assist } from './assist.js';
  window.taps = []; window.answer = { status: 204, body: null };
  window.assist = new Assist({ ring: (alert, generation, node) => { window.taps.push([alert.id, generation, node]); return Promise.resolve(window.answer); } });
  document.getElementById('stage').append(window.assist.root);`;

let server;
let browser;
before(async () => {
  server = createServer(async (request, response) => {
    const name = request.url.slice(1);
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', types[extname(name)] ?? 'text/html');
    if (name === '' || name === 'stage-of-assist.js') { response.end(name ? script : stage); return; }
    const file = name.startsWith('kiosk-texts/') ? join(words, name.slice('kiosk-texts/'.length)) : join(pages, name);
    try { response.end(await readFile(file)); } catch { response.statusCode = 404; response.end(); }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await openBrowser();
});
after(async () => { await browser.close(); server.close(); });

const alert = { id: 'a1' };
const node = (id, role, key, number = 0, mayRing = true) => ({ id, role, text_key: key, number, may_ring: mayRing });
const screen = (fields) => ({
  alert: 'a1', generation: 5, flow: 'take_ticket', step: 'service', template_name: 'choice', asked: true, may_ring: true, rung: '',
  nodes: [node('title', 'title', 'take_ticket.service.title', 0, false), node('answer.cash', 'answer', 'take_ticket.service.cash', 1),
    node('answer.transfer', 'answer', 'take_ticket.service.transfer', 2), node('choice.3', 'answer', '', 3),
    node('fixed.back', 'fixed_key', 'frame.back'), node('service.text_size', 'service_key', 'frame.text_size')],
  ...fields,
});

async function open(options) {
  const tablet = await openTablet(browser, `http://127.0.0.1:${server.address().port}/`, options);
  const { page } = tablet;
  await page.waitForFunction(() => window.assist);
  const show = (fields) => page.evaluate(([who, what]) => window.assist.show(who, what), [alert, screen(fields)]);
  await show({ generation: 1 });
  await page.waitForFunction(() => document.querySelector('.assist h2')?.textContent.includes('取号'));
  return { ...tablet, show };
}
const look = async (page, name) => { if (pictures) { mkdirSync(pictures, { recursive: true }); await page.screenshot({ path: join(pictures, name) }); } };

test('the step and its buttons are shown in the customer\'s order, words and numbers', async () => {
  const { page, complaints, context } = await open();
  assert.equal(await page.textContent('.assist h2'), '取号 · 办什么？');
  assert.deepEqual(await page.$$eval('.assist-answers .assist-button', (all) => all.map((one) => one.textContent)), ['1存取现金', '2转账缴费', '3名单上第 3 项']);
  assert.deepEqual(await page.$$eval('.assist-keys .assist-button', (all) => all.map((one) => one.textContent)), ['返回', '大字']);
  await look(page, 'assist-asked.png');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('before the customer has asked nothing can be tapped, and the page says why', async () => {
  const { page, show, context } = await open();
  await show({ asked: false, may_ring: false, nodes: screen().nodes.map((one) => ({ ...one, may_ring: false })) });
  assert.equal(await page.$$eval('.assist-button:enabled', (all) => all.length), 0);
  assert.match(await page.textContent('.assist-state'), /按“指给我看”以后/);
  await page.click('[data-node="answer.cash"]', { force: true });
  assert.deepEqual(await page.evaluate(() => window.taps), []);
  await look(page, 'assist-not-asked.png');
  await context.close();
});

test('a tap rings once, and the customer\'s screen says that it is rung', async () => {
  const { page, show, context } = await open();
  await show({});
  await page.tap('[data-node="answer.transfer"]');
  await page.tap('[data-node="answer.transfer"]');
  assert.deepEqual(await page.evaluate(() => window.taps), [['a1', 5, 'answer.transfer']]);
  assert.match(await page.textContent('[data-node="answer.transfer"]'), /已发出/);
  await show({ generation: 6, rung: 'answer.transfer' });
  assert.equal(await page.getAttribute('[data-node="answer.transfer"]', 'aria-pressed'), 'true');
  assert.match(await page.textContent('[data-node="answer.transfer"]'), /正在指/);
  assert.equal(await page.textContent('#announce'), '正在指：转账缴费');
  await look(page, 'assist-rung.png');
  await show({ generation: 5 });
  assert.equal(await page.$$eval('.assist-button.rung', (all) => all.length), 1, 'an older screen that comes late changes nothing');
  await context.close();
});

test('of a step that is the customer\'s alone there is nothing', async () => {
  const { page, show, context } = await open();
  await show({ flow: 'balance', step: 'pin', may_ring: false, nodes: [] });
  assert.equal(await page.$$eval('.assist-button', (all) => all.length), 0);
  assert.match(await page.textContent('.assist-state'), /看不到/);
  assert.equal(await page.textContent('.assist h2'), '查余额');
  await show({ generation: 9, flow: '', step: '', asked: false, may_ring: false, nodes: [] });
  assert.equal(await page.textContent('.assist h2'), '顾客已离开屏幕。');
  await page.evaluate(() => window.assist.hide());
  assert.equal(await page.isVisible('.assist'), false);
  await context.close();
});

test('a customer who was quicker is followed, and the tap is not carried over', async () => {
  const { page, show, context } = await open();
  await show({});
  const newer = screen({ generation: 8, step: 'company', nodes: [node('title', 'title', 'take_ticket.company.title', 0, false), node('answer.neither', 'answer', 'take_ticket.company.neither', 1)] });
  await page.evaluate((shown) => { window.answer = { status: 409, body: { error: {}, screen: shown } }; }, newer);
  await page.tap('[data-node="answer.cash"]');
  await page.waitForSelector('[data-node="answer.neither"]');
  assert.match(await page.textContent('.assist-notice'), /已经走到下一步/);
  assert.equal((await page.evaluate(() => window.taps)).length, 1);
  await page.evaluate(() => { window.answer = { status: 0, body: null }; });
  await page.tap('[data-node="answer.neither"]');
  await page.waitForFunction(() => document.querySelector('.assist-notice').textContent.includes('网络不通'));
  await context.close();
});

test('targets are large and nothing is cut, also on a narrow screen', async () => {
  for (const viewport of [{ width: 1024, height: 768 }, { width: 360, height: 740 }]) {
    const { page, show, context } = await open({ viewport });
    await show({ rung: 'answer.cash' });
    const boxes = await page.$$eval('.assist-button', (all) => all.map((one) => ({ height: one.getBoundingClientRect().height, cut: one.scrollWidth > one.clientWidth + 1 })));
    for (const box of boxes) assert.ok(box.height >= 52 && !box.cut, JSON.stringify(box));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await look(page, `assist-${viewport.width}.png`);
    await context.close();
  }
});
