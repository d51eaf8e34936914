// SPDX-License-Identifier: GPL-3.0-or-later
// The staff tablet page in a real Chromium against a small hub in memory (backend.mjs).
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Backend } from './backend.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { arrival, helpCall, silent, six } from './samples.mjs';

let browser;
let backend;
let tablets;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });
beforeEach(async () => { backend = await new Backend().start(); tablets = []; });
afterEach(async () => {
  for (const tablet of tablets) { assert.deepEqual(tablet.complaints, []); await tablet.context.close(); }
  backend.stop();
});

async function tablet(number = '1001', options = {}) {
  const made = await openTablet(browser, backend.url, options);
  tablets.push(made);
  if (number) {
    await signIn(made.page, number, `${number}00`);
    await made.page.waitForFunction(() => document.querySelector('.link.here'));
    await streamsOpen(tablets.length);
  }
  return made;
}

/** The streams are open; from here on an alert reaches every tablet. */
async function streamsOpen(count) {
  const giveUp = Date.now() + 10_000;
  while (backend.streams.size < count && Date.now() < giveUp) await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.ok(backend.streams.size >= count, `${backend.streams.size} of ${count} streams are open`);
}

const rows = (page) => page.$$eval('.row .row-title', (titles) => titles.map((title) => title.textContent));
const row = (page, id) => page.locator(`li[data-alert="${id}"]`);

test('a wrong PIN is refused in words and the right one opens the list', async () => {
  const { page } = await tablet(null);
  await page.fill('#staff_number', '1001');
  await page.fill('#pin', '999999');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.problem').textContent.includes('密码不对'));
  assert.equal(await page.inputValue('#pin'), '');
  await page.fill('#pin', '100100');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.desk');
  assert.match(await page.textContent('.bar'), /江边支行/);
});

test('after five wrong PINs the page says that the number is locked and for how long', async () => {
  const { page } = await tablet(null);
  await page.fill('#staff_number', '1002');
  for (let turn = 0; turn < 6; turn += 1) {
    await page.fill('#pin', '1');
    const [answer] = await Promise.all([page.waitForResponse(/sign-in/), page.keyboard.press('Enter')]);
    await page.waitForFunction((status) => document.querySelector('.problem').textContent.includes(status === 429 ? '一刻钟' : '不对'), answer.status());
  }
});

test('the number pad alone signs in', async () => {
  const { page } = await tablet(null);
  for (const digit of '1001') await page.click(`.keypad .key:text-is("${digit}")`);
  await page.click('.key.go');
  for (const digit of '100100') await page.click(`.keypad .key:text-is("${digit}")`);
  await page.click('.key.go');
  await page.waitForSelector('.desk');
});

test('a card is on the screen within a second of the event', async () => {
  const { page } = await tablet();
  const raised = performance.now();
  backend.put(arrival());
  await page.waitForSelector('.card[data-alert="arrival1"]');
  assert.ok(performance.now() - raised < 1000, `${performance.now() - raised} ms`);
  const card = await page.textContent('.card');
  for (const part of ['A012', '王女士', '70-74', '门口', 'Wi-Fi', '5 天后到期', '我去', '请别人', '现在不便', '认错人']) assert.ok(card.includes(part), part);
  assert.ok(!card.includes('测评'), 'only the first reason is on the card');
  await page.click('[data-focus="more"]');
  assert.match(await page.textContent('.card'), /测评/);
});

test('a name is addressed in the language of the page', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  await page.waitForSelector('.card[data-alert="arrival1"]');
  assert.match(await page.textContent('.card h1'), /王女士$/);
  await page.evaluate(() => localStorage.setItem('silverlane.language', 'en'));
  await page.reload();
  await page.waitForSelector('.card[data-alert="arrival1"]');
  assert.match(await page.textContent('.card h1'), /Ms 王$/);
  backend.put(arrival({ version: 2, person: { ...arrival().person, honorific: '' } }));
  await page.waitForFunction(() => document.querySelector('.card h1').textContent.endsWith('A012王'));
});

test('names stand on the card only: the list is masked', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  backend.put(silent());
  await row(page, 'wifi1').waitFor();
  const list = await page.textContent('.list');
  assert.ok(list.includes('王**') && list.includes('欧**'));
  assert.ok(!list.includes('女士') && !list.includes('欧阳'));
});

test('a claim is seen on a second tablet with who it was, and its outcome takes two taps', async () => {
  const first = await tablet('1001');
  const second = await tablet('1002');
  backend.put(arrival());
  await second.page.waitForSelector('.card[data-alert="arrival1"]');
  await first.page.click('[data-action="claim"]');
  await second.page.waitForFunction(() => document.querySelector('.state.taken')?.textContent.includes('林岚 已去'));
  assert.equal(await second.page.locator('[data-action="claim"]').count(), 0);
  await first.page.click('[data-action="finish"]');
  assert.equal(await first.page.locator('.outcome').count(), 5);
  await first.page.click('[data-action="outcome-helped"]');
  await row(first.page, 'arrival1').waitFor({ state: 'detached' });
  await row(second.page, 'arrival1').waitFor({ state: 'detached' });
  assert.equal(backend.alerts.get('arrival1').outcome, 'helped');
});

test('the phone of a home visit is shown to who took it, after a tap, and goes with the card', async () => {
  const { page } = await tablet('1001');
  backend.put(arrival({ id: 'visit1', kind: 'visit_request', interrupts: false, person: undefined, place: 'K1', ticket_label: '', evidence: ['kiosk'],
    reasons: [{ key: 'reason.visit_pin', arguments: {} }, { key: 'reason.call_back_by', arguments: { day: '2026-11-23' } }], outcomes: ['booked', 'helped', 'declined'] }));
  await row(page, 'visit1').click();
  await page.waitForSelector('.card[data-alert="visit1"]');
  assert.equal(await page.locator('[data-action="home-visit"]').count(), 0, 'not taken yet');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="home-visit"]');
  assert.ok(!(await page.textContent('body')).includes('13900000000'));
  await page.click('[data-action="home-visit"]');
  await page.waitForSelector('[data-part="home-visit"]');
  assert.match(await page.textContent('[data-part="home-visit"]'), /13900000000.*2026-12-01.*上午/);
  await page.click('[data-action="finish"]');
  await page.click('[data-action="outcome-booked"]');
  await row(page, 'visit1').waitFor({ state: 'detached' });
  assert.ok(!(await page.textContent('body')).includes('13900000000'));
});

test('a sign-up names the activity in the language of the tablet', async () => {
  const { page } = await tablet('1001');
  backend.put(arrival({ id: 'sign1', kind: 'event_signup', interrupts: false, person: undefined, place: 'K1', ticket_label: '', evidence: ['kiosk'],
    reasons: [{ key: 'reason.event_signup', arguments: { title_zh: '健康讲座', title_en: 'Health talk', day: '2026-12-01', number: '7', people: '2' } }] }));
  await row(page, 'sign1').click();
  await page.waitForSelector('.card[data-alert="sign1"]');
  assert.match(await page.textContent('.first-reason'), /健康讲座（2026-12-01）：7 号，2 位/);
});

test('who is second to claim is told who was first', async () => {
  const first = await tablet('1001');
  const second = await tablet('1002');
  backend.put(arrival());
  await Promise.all([first.page.waitForSelector('[data-action="claim"]'), second.page.waitForSelector('[data-action="claim"]')]);
  // The second tablet's stream is held back, so that it still offers the claim.
  await second.context.setOffline(true);
  await second.page.waitForSelector('.banner');
  await first.page.click('[data-action="claim"]');
  await first.page.waitForSelector('[data-action="finish"]');
  await second.page.click('[data-action="claim"]');
  await second.page.waitForFunction(() => document.querySelector('.state')?.textContent.includes('已记下'));
  await second.context.setOffline(false);
  await second.page.waitForFunction(() => document.querySelector('.notice')?.textContent.includes('林岚 先接下了'));
  assert.equal(backend.alerts.get('arrival1').claimed_by, '1001');
});

test('a reason added while the finger was on its way does not lose the claim', async () => {
  const { page } = await tablet();
  backend.put(helpCall());
  await page.waitForSelector('[data-action="claim"]');
  backend.dropStreams();
  backend.alerts.set('help1', { ...backend.alerts.get('help1'), version: 2, help_reason: 'hearing' });
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  assert.equal(backend.alerts.get('help1').claimed_by, '1001');
});

test('calls for help stand on top and unwell above all', async () => {
  const { page } = await tablet();
  six().forEach((alert) => backend.put(alert));
  backend.put(helpCall({ id: 'help2', place: 'K3', help_reason: 'unwell' }));
  await row(page, 'help2').waitFor();
  assert.deepEqual(await rows(page), ['3 号机 · 身体不舒服', '1 号机 · 叫人', 'A010 · 2 号机', 'A012 · 王**', '何**', '欧**', 'T003 · 陈**']);
});

test('network away and back: nothing missed, nothing doubled, taps sent, since when is said', async () => {
  const { page, context, buzzes } = await tablet();
  backend.put(arrival());
  await page.waitForSelector('.card[data-alert="arrival1"]');
  const read = () => backend.requests.filter((request) => request.path === '/v1/staff/alerts').length;
  const readBefore = read();
  await context.setOffline(true);
  await page.waitForFunction(() => /断开，自 \d\d:\d\d 起/.test(document.querySelector('.banner')?.textContent ?? ''));
  await page.click('[data-action="claim"]');
  backend.put(helpCall());
  backend.change('help1', { help_reason: 'hearing' });
  backend.put(arrival({ id: 'arrival9', ticket_label: 'A019' }));
  await page.waitForFunction(() => document.querySelector('.banner').textContent.includes('1 次操作'));
  await context.setOffline(false);
  await row(page, 'arrival9').waitFor();
  await page.waitForSelector('.banner', { state: 'detached' });
  assert.equal(await row(page, 'help1').count(), 1);
  assert.match(await row(page, 'help1').textContent(), /听不清/);
  await page.waitForFunction(() => !localStorage.getItem('silverlane.taps') || localStorage.getItem('silverlane.taps') === '[]');
  assert.equal(backend.alerts.get('arrival1').claimed_by, '1001');
  assert.equal((await buzzes()).length, 3);
  const resumed = backend.requests.filter((request) => request.path === '/v1/staff/stream').at(-1);
  assert.match(resumed.last, /^0791:\d+$/);
  assert.equal(read(), readBefore, 'resumed behind the last event, not read anew');
});

test('a stream that was closed opens again by itself, and a gap too old is filled from the list', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  await row(page, 'arrival1').waitFor();
  backend.alerts.set('arrival1', { ...backend.alerts.get('arrival1'), state: 'closed', version: 2 });
  backend.alerts.set('help1', helpCall());
  backend.sequence += 500;
  backend.oldestKept = backend.sequence;
  backend.dropStreams();
  await row(page, 'help1').waitFor();
  await row(page, 'arrival1').waitFor({ state: 'detached' });
});

test('an event that comes twice buzzes once and shows once', async () => {
  const { page, buzzes } = await tablet();
  const alert = backend.put(arrival());
  backend.put(alert);
  backend.put({ ...alert, version: 2, reasons: [] });
  backend.put(alert);
  await page.waitForSelector('.card[data-version="2"]');
  assert.equal(await row(page, 'arrival1').count(), 1);
  assert.equal((await buzzes()).length, 1);
});

test('Wi-Fi alone is a silent row; a ticket gives a place and the buzz', async () => {
  const { page, buzzes } = await tablet();
  backend.put(silent());
  await row(page, 'wifi1').waitFor();
  assert.deepEqual(await buzzes(), []);
  assert.equal(await page.locator('.card').count(), 0, 'a silent row does not open its card by itself');
  backend.change('wifi1', { interrupts: true, offered_to: ['1001'], place: 'entrance', ticket_label: 'A021' });
  await page.waitForSelector('.card[data-alert="wifi1"]');
  assert.equal((await buzzes()).length, 1);
});

test('a tablet left alone for a minute locks, shows no name, lets a call for help through, and opens by PIN', async () => {
  const made = await openTablet(browser, 'about:blank');
  tablets.push(made);
  const { page } = made;
  await page.clock.install();
  await page.goto(backend.url);
  await signIn(page, '1001', '100100');
  await streamsOpen(1);
  backend.put(arrival());
  await page.waitForSelector('.card');
  await page.clock.runFor(62_000);
  await page.waitForSelector('h1:has-text("已锁屏")');
  backend.put(helpCall());
  await page.waitForSelector('.lock-call');
  const locked = await page.textContent('#page');
  assert.match(locked, /1 号机/);
  assert.ok(!/王|A012|A013|到期/.test(locked), locked);
  await page.reload();
  await page.waitForSelector('h1:has-text("已锁屏")');
  const beside = await made.context.newPage();
  await beside.goto(backend.url);
  await beside.waitForSelector('h1:has-text("已锁屏")');
  assert.ok(!/王|A012|A013|到期/.test(await beside.textContent('#page')), 'another page of the same browser is no way round the lock');
  await beside.close();
  await page.fill('#pin', '100100');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.card');
});

test('everything works from the keyboard, and the focus survives what happens meanwhile', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  await page.waitForSelector('.card');
  const focusOn = async (selector) => {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`Tab never reached ${selector}`);
  };
  await focusOn('[data-action="claim"]');
  backend.put(silent());
  backend.change('arrival1', { reasons: [] });
  await page.waitForSelector('.card[data-version="2"]');
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-action="claim"]')), 'focus stays on the button that is redrawn');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-action="finish"]');
  await focusOn('[data-action="finish"]');
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.activeElement.matches('.outcome')));
  await page.keyboard.press('Enter');
  await row(page, 'arrival1').waitFor({ state: 'detached' });
});

test('a session ended by the hub leads to sign-in and leaves nothing on the screen', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  await page.waitForSelector('.card');
  backend.sessions.clear();
  backend.dropStreams();
  await page.waitForSelector('#staff_number');
  assert.ok(!(await page.textContent('#page')).includes('王'));
});

test('a call takes over the card at once, and a tap meant for the card before does not land on it', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  await page.waitForSelector('.card[data-alert="arrival1"]');
  await page.evaluate(() => {
    // In the same turn in which the card changes under the finger.
    const watch = new MutationObserver(() => {
      const claim = document.querySelector('.card[data-alert="help1"] [data-action="claim"]');
      if (claim) { watch.disconnect(); claim.click(); }
    });
    watch.observe(document.querySelector('.card-side'), { childList: true });
  });
  backend.put(helpCall());
  await page.waitForSelector('.card[data-alert="help1"]');
  await page.click('li[data-alert="help1"] button');
  assert.equal(backend.requests.filter((request) => request.path.endsWith('/claim')).length, 0);
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
});

test('not now puts a row last and never takes it away from the others', async () => {
  const { page } = await tablet();
  backend.put(arrival());
  backend.put(arrival({ id: 'arrival2', ticket_label: 'A014', raised_at: new Date().toISOString() }));
  await row(page, 'arrival2').waitFor();
  await page.click('[data-action="not_now"]');
  await page.waitForFunction(() => document.querySelector('.card')?.dataset.alert === 'arrival2');
  assert.deepEqual((await rows(page)).map((title) => title.slice(0, 4)), ['A014', 'A012']);
  assert.equal(backend.alerts.get('arrival1').state, 'open');
});

test('a campaign of the bank\'s own brings its words along: shown in the language of the page, as text and never as markup', async () => {
  const { page } = await tablet();
  const words = { zh: '可以聊聊：<b onclick="x()">春天</b>', en: 'You may talk about: <img src=x>' };
  backend.put(arrival({ reasons: [{ key: 'reason.campaign.spring_of_ours', arguments: words }], first_sentence: { key: 'say.spring_of_ours', arguments: { zh: '您好，<i>请坐</i>。', en: 'Please <i>sit</i>.' } } }));
  await page.waitForSelector('.card .first-reason');
  assert.equal(await page.textContent('.card .first-reason'), words.zh);
  assert.match(await page.textContent('.card blockquote'), /您好，<i>请坐<\/i>。/);
  assert.equal(await page.textContent('.list .row-under'), words.zh);
  await page.click('[data-focus="menu"]');
  await page.click('[data-focus="language"]');
  await page.waitForFunction((text) => document.querySelector('.card .first-reason')?.textContent === text, words.en);
  assert.equal(await page.locator('.card b, .card i, .card img, .list b, .list img').count(), 0);
});
