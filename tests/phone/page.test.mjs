// SPDX-License-Identifier: GPL-3.0-or-later
// What a person with a phone goes through, with the real hub: the code on the slip, the notice, the place in the queue, the call, forgetting.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { run, until } from '../system/programs.mjs';
import { Hall } from './hall.mjs';

const pictures = process.env.SILVERLANE_PICTURES;
const hall = new Hall();
before(() => hall.open());
after(() => hall.close());
afterEach(async () => {
  for (const phone of hall.phones.splice(0)) { assert.deepEqual(phone.complaints, []); await phone.context.close(); }
});

async function picture(phone, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await phone.page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

async function atPlace(ticket, answer = 'refuse') {
  const phone = await hall.phone(ticket.visit_code);
  await phone.press(answer);
  await phone.page.waitForSelector('.number');
  return phone;
}

test('the code opens the notice with the branch in it, nothing chosen, two buttons of one size; the address no longer holds the code', async () => {
  const ticket = await hall.take();
  const phone = await hall.phone(ticket.visit_code);
  await phone.page.waitForSelector('[data-name="agree"]');
  const words = await phone.text();
  assert.match(words, /我们是示例银行湖滨支行。/);
  assert.match(words, /保留30天/);
  assert.match(words, /联系：400 000 0000/);
  assert.equal(await phone.page.evaluate(() => location.href), hall.address());
  const [agree, refuse] = await Promise.all(['agree', 'refuse'].map((name) => phone.page.locator(`[data-name="${name}"]`).boundingBox()));
  assert.ok(Math.abs(agree.width - refuse.width) < 0.5 && Math.abs(agree.height - refuse.height) < 0.5, 'of one size');
  assert.equal(await phone.page.locator('input, [aria-checked="true"], [aria-pressed="true"]').count(), 0);
  await picture(phone, 'notice');
  await phone.page.click('#language');
  assert.match(await phone.text(), /We are Sample Bank, Lakeside Branch\./);
  await picture(phone, 'notice-en');
});

test('who came by the slip reads of the slip, with the number and who is before it on top, and both answers in sight on a small phone', async () => {
  await hall.take();
  const ticket = await hall.take();
  for (const locale of ['zh-CN', 'en']) {
    const phone = await hall.phone(ticket.visit_code, { viewport: { width: 360, height: 640 }, locale });
    await phone.page.waitForSelector('[data-name="agree"]');
    assert.match(await phone.page.textContent('main > :first-child'), new RegExp(`${ticket.label}.*(前面大约|before you)`));
    assert.doesNotMatch(await phone.text(), /手机号|后四位|上网|four digits|Wi-Fi/);
    const boxes = await Promise.all(['agree', 'refuse'].map((name) => phone.page.locator(`[data-name="${name}"]`).boundingBox()));
    for (const box of boxes) assert.ok(box.y >= 0 && box.y + box.height <= 640 && box.x >= 0 && box.x + box.width <= 360, `${locale}: ${JSON.stringify(boxes)}`);
    assert.deepEqual(...boxes.map(({ y, width, height }) => [y, width, height].map(Math.round)));
    const looks = await Promise.all(['agree', 'refuse'].map((name) => phone.page.$eval(`[data-name="${name}"]`, (node) => { const { color, backgroundColor, borderColor, fontWeight, fontSize } = getComputedStyle(node); return [color, backgroundColor, borderColor, fontWeight, fontSize]; })));
    assert.deepEqual(looks[0], looks[1]);
    await picture(phone, `slip-${locale}`);
    await phone.page.reload();
    await phone.page.waitForSelector('[data-name="agree"]');
    assert.match(await phone.text(), /这张号票|this ticket/, 'after a reload too');
  }
});

test('not signing in shows the same queue as signing in, and a slip is asked nothing that would last', async () => {
  const ticket = await hall.take();
  const refused = await atPlace(ticket, 'refuse');
  assert.doesNotMatch(await refused.text(), /产品消息/);
  const agreed = await hall.phone((await hall.take()).visit_code);
  await agreed.press('agree');
  await agreed.page.waitForSelector('.number');
  assert.doesNotMatch(await agreed.text(), /产品消息/);
  const shape = (phone) => phone.page.$$eval('main h1, main h2, main button', (all) => all.map((each) => each.textContent));
  assert.deepEqual(await shape(refused), await shape(agreed));
  assert.match(await refused.text(), new RegExp(ticket.label));
  await picture(refused, 'place');
});

test('the picture of the code is read by a scanner as the slip\'s own', async () => {
  const ticket = await hall.take();
  const phone = await atPlace(ticket);
  const image = phone.page.locator('img.code');
  await until('the picture is there', () => image.evaluate((node) => node.complete && node.naturalWidth > 0));
  const file = `${hall.folder}/code.png`;
  await image.screenshot({ path: file });
  const { out, err } = await run('zbarimg', ['-q', '--raw', file]);
  assert.equal(out.trim(), ticket.visit_code, err);
});

test('the place moves as others are called, as a range', async () => {
  const first = await hall.take();
  const mine = await hall.take();
  const phone = await atPlace(mine);
  const before = await phone.page.textContent('.place');
  assert.match(before, /前面大约 \d+-\d+ 位/);
  await hall.call(first, 7);
  await phone.page.waitForFunction((was) => document.querySelector('.place').textContent !== was, before);
  await until('said politely', async () => (await phone.page.textContent('#calm')).includes(mine.label));
  await hall.end(first);
});

test('called: the page flashes, the phone vibrates, a screen reader hears it, the title says it; pressed, it is calm; ended, it says goodbye', async () => {
  const ticket = await hall.take();
  const phone = await atPlace(ticket);
  const pressed = performance.now();
  await hall.call(ticket, 3);
  await phone.page.waitForSelector('.called.flashing');
  assert.ok(performance.now() - pressed < 2000, 'within two seconds');
  assert.match(await phone.page.textContent('.called'), new RegExp(`${ticket.label}.*3 号窗口`));
  assert.match(await phone.page.textContent('#urgent'), /叫到您了。.*3 号窗口/);
  assert.equal(await phone.page.locator('#urgent').getAttribute('role'), 'alert');
  assert.match(await phone.page.title(), /3 号窗口/);
  assert.ok((await phone.page.evaluate(() => window.buzzes)).some((pattern) => Array.isArray(pattern)));
  // Flashes a second, as the style sheet says: one.
  const { duration, shape } = await phone.page.$eval('.called', (node) => { const style = getComputedStyle(node); return { duration: style.animationDuration, shape: style.animationName }; });
  assert.deepEqual([duration, shape], ['1s', 'flash']);
  await picture(phone, 'called');
  await phone.press('seen');
  assert.equal(await phone.page.locator('.called.flashing').count(), 0);
  assert.equal(await phone.page.locator('.called').count(), 1);
  await phone.page.reload();
  await phone.page.waitForSelector('.called');
  await hall.end(ticket);
  await phone.page.waitForSelector('h1:has-text("您的号办完了")');
  assert.equal(await phone.page.title(), '排队');
  await picture(phone, 'ended');
});

test('an answer that was on its way when the call came does not take it back', async () => {
  const ticket = await hall.take();
  const phone = await atPlace(ticket);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  let answers = 0;
  await phone.page.route('**/v1/phone/view', async (route) => {
    const response = await route.fetch();   // from before the call
    await held;
    answers += 1;
    await route.fulfill({ response });
  }, { times: 2 });
  await phone.page.evaluate(() => dispatchEvent(new Event('online')));   // asks, and opens the stream anew
  await phone.page.waitForTimeout(700);
  await hall.call(ticket, 6);
  await phone.page.waitForSelector('.called');
  release();
  await until('the old answers came', async () => answers === 2);
  await phone.page.waitForTimeout(300);
  assert.equal(await phone.page.locator('.called').count(), 1);
  await hall.end(ticket);
});

test('a call reaches a person who has not answered the notice', async () => {
  const ticket = await hall.take();
  const phone = await hall.phone(ticket.visit_code);
  await phone.page.waitForSelector('[data-name="agree"]');
  await hall.call(ticket, 4);
  await phone.page.waitForSelector('.called');
  await hall.end(ticket);
});

test('what becomes of the number reaches a person on any screen', async () => {
  const ticket = await hall.take();
  const phone = await atPlace(ticket);
  await phone.press('choices');
  await phone.page.waitForSelector('.chosen');
  await hall.call(ticket, 8);
  await phone.page.waitForSelector('.called');
  assert.equal(await phone.page.locator('.chosen').count(), 2, 'and takes nothing away that was being read');
  await hall.end(ticket);
  await phone.page.waitForSelector('h1:has-text("您的号办完了")');
});

test('who asked for less motion gets the same colours without flashing', async () => {
  const ticket = await hall.take();
  const phone = await hall.phone(ticket.visit_code, { reducedMotion: 'reduce' });
  await phone.press('refuse');
  await phone.page.waitForSelector('.number');
  await hall.call(ticket, 5);
  await phone.page.waitForSelector('.called');
  assert.equal(await phone.page.$eval('.called', (node) => getComputedStyle(node).animationName), 'none');
  await hall.end(ticket);
});

test('a page that was asleep or offline says so, and knows of the call when it wakes', async () => {
  const ticket = await hall.take();
  const phone = await atPlace(ticket);
  await phone.context.setOffline(true);
  await phone.page.waitForSelector('#offline:not([hidden])');
  assert.match(await phone.page.textContent('#offline'), /现在连不上，下面是 \d\d:\d\d 的情况。请看大厅屏幕，听叫号。/);
  await picture(phone, 'offline');
  await hall.call(ticket, 6);
  await phone.context.setOffline(false);
  await phone.page.waitForSelector('.called.flashing');
  await phone.page.waitForSelector('#offline', { state: 'hidden' });
  await hall.end(ticket);
});

test('the hub goes and comes back: the page goes on by itself', async () => {
  const ticket = await hall.take();
  const phone = await atPlace(ticket);
  await hall.hub.kill();
  await phone.page.waitForSelector('#offline:not([hidden])', { timeout: 20_000 });
  await hall.startHub();
  await phone.page.waitForSelector('#offline', { state: 'hidden', timeout: 30_000 });
  await hall.call(ticket, 2);
  await phone.page.waitForSelector('.called', { timeout: 20_000 });
  await hall.end(ticket);
});

test('a choice is taken back in one press, as it was given', async () => {
  const ticket = await hall.take({ card: { kind: 'card', hash: hall.customers[0].card_hashes[0], proof: 'possession' } });
  const phone = await hall.phone(ticket.visit_code);
  await phone.press('agree');
  await phone.page.waitForSelector('.number');
  await phone.press('choices');
  const chosen = () => phone.page.$$eval('.chosen', (all) => all.map((each) => each.textContent));
  assert.deepEqual(await chosen(), ['现在：同意', '现在：没有选']);
  assert.match(await phone.text(), /只管今天这次到店/);
  assert.equal(await phone.page.locator('[data-name="marketing-agree"]').count(), 0, 'a slip agrees to nothing that lasts');
  await picture(phone, 'choices');
  await phone.press('service-refuse');
  await phone.page.waitForFunction(() => document.querySelectorAll('.chosen')[0]?.textContent === '现在：不同意');
  await phone.press('marketing-refuse');
  await phone.page.waitForFunction(() => document.querySelectorAll('.chosen')[1]?.textContent === '现在：不同意');
  await phone.page.reload();
  await phone.press('choices');
  assert.deepEqual(await chosen(), ['现在：不同意', '现在：不同意']);
  await phone.press('service-agree');
  await phone.page.waitForFunction(() => document.querySelectorAll('.chosen')[0]?.textContent === '现在：同意');
});

test('the phone that signed in to the Wi-Fi is asked about products on a screen of its own, takes it back in one press, and forgets everything', async () => {
  const phone = await hall.phoneByPortal('5F3A9C02');
  await phone.press('agree');
  await phone.page.waitForSelector('h1:has-text("是否愿意收到活动和产品消息？")');
  await picture(phone, 'marketing');
  await phone.press('agree');
  await phone.press('choices');
  const chosen = () => phone.page.$$eval('.chosen', (all) => all.map((each) => each.textContent));
  assert.deepEqual(await chosen(), ['现在：同意', '现在：同意']);
  assert.doesNotMatch(await phone.text(), /只管今天这次到店/);
  await phone.press('marketing-refuse');
  await phone.page.waitForFunction(() => document.querySelectorAll('.chosen')[1]?.textContent === '现在：不同意');
  await phone.press('forget');
  await phone.page.waitForSelector('h1:has-text("都忘掉了")');
});

test('one press forgets the visit of the slip; the number stays in the queue, and the other phone of the slip knows it too', async () => {
  const ticket = await hall.take({ card: { kind: 'card', hash: hall.customers[1].card_hashes[0], proof: 'possession' } });
  const phone = await atPlace(ticket, 'refuse');
  const other = await atPlace(ticket, 'refuse').catch(() => null) ?? await hall.phone(ticket.visit_code);
  await phone.press('forget');
  await phone.page.waitForSelector('h1:has-text("这次到店忘掉了")');
  assert.match(await phone.text(), /要全部撤回，请在机器上用卡/);
  assert.match(await phone.text(), new RegExp(`您的号 ${ticket.label} 还在`));
  await picture(phone, 'forgotten');
  assert.deepEqual(await phone.context.cookies(), []);
  assert.deepEqual(await phone.page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  await phone.page.reload();
  await phone.page.waitForSelector('h1:has-text("这里没有您的号")');
  await other.page.reload();
  await other.page.waitForSelector('h1:has-text("这里没有您的号")');
  const { body } = await hall.ask('GET', '/v1/staff/queue', undefined, hall.staff);
  assert.ok(JSON.parse(body).tickets.some((each) => each.label === ticket.label && each.state === 'waiting'));
});

test('a forged code, and none, show that there is no number, in the same way', async () => {
  const ticket = await hall.take();
  const forged = await hall.phone(ticket.visit_code.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
  const none = await hall.phone('');
  for (const phone of [forged, none]) await phone.page.waitForSelector('h1:has-text("这里没有您的号")');
  assert.equal(await forged.text(), await none.text());
  await picture(none, 'nothing');
});

test('the portal\'s token opens the page, which asks before there is a number', async () => {
  const phone = await hall.phoneByPortal('5F3A9C01');
  await phone.page.waitForSelector('[data-name="agree"]');
  assert.match(await phone.text(), /不登记，直接上网/);
  await phone.press('refuse');
  await phone.page.waitForFunction(() => /您还没有取号/.test(document.querySelector('main').textContent));
});

test('the cookie is out of reach of scripts, sent to the phone\'s paths alone, and the page sets its policy', async () => {
  const phone = await atPlace(await hall.take());
  assert.equal(await phone.page.evaluate(() => document.cookie), '');
  const [cookie] = await phone.context.cookies(`https://127.0.0.1:${hall.phonePort}/v1/phone/view`);
  assert.deepEqual([cookie.name, cookie.httpOnly, cookie.secure, cookie.sameSite, cookie.path], ['silverlane_phone', true, true, 'Strict', '/v1/phone']);
  const { headers } = await hall.ask('GET', '/phone/', undefined, {});
  assert.match(headers['content-security-policy'], /default-src 'self'/);
  assert.equal((await hall.ask('GET', '/phone', undefined, {})).headers.location, '/phone/');
});
