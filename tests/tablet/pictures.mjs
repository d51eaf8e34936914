// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the page in the middle of a morning, by role, view, language and size, for people to look at.
// Usage: node pictures.mjs [FOLDER [SIZE...]]
import { mkdir } from 'node:fs/promises';
import { Backend } from './backend.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { morning } from './samples-floor.mjs';

const folder = process.argv[2] ?? 'pictures';
const sizes = { lying: { width: 1024, height: 768 }, standing: { width: 768, height: 1024 }, phone: { width: 390, height: 844 }, phone_lying: { width: 844, height: 390 } };
const wanted = process.argv.length > 3 ? process.argv.slice(3) : Object.keys(sizes);
await mkdir(folder, { recursive: true });
const browser = await openBrowser();

async function open(role, number, size, language) {
  const backend = await new Backend().start();
  const tablet = await openTablet(browser, backend.url, { viewport: sizes[size] });
  await tablet.page.evaluate((tag) => localStorage.setItem('silverlane.language', tag), language);
  if (role === 'teller') await tablet.page.evaluate(() => localStorage.setItem('silverlane.window', '3'));
  await tablet.page.reload();
  await tablet.page.waitForSelector('#pin');
  const picture = (what) => tablet.page.screenshot({ path: `${folder}/${size}-${language}-${role}-${what}.png` });
  if (role === 'lobby') await picture('sign-in');
  await signIn(tablet.page, number, `${number}00`);
  await tablet.page.waitForSelector('.link.here');
  return { backend, ...tablet, picture, end: async () => { await tablet.context.close(); backend.stop(); } };
}

const row = (page, id) => page.evaluate((alert) => document.querySelector(`.list li[data-alert="${alert}"] button`).click(), id);

async function lobby(size, language) {
  const { page, picture, backend, context, end } = await open('lobby', '1001', size, language);
  await picture('nobody');
  morning(backend);
  await page.waitForSelector('.card[data-alert="help1"]');
  await picture('help');
  await row(page, 'arrival1');
  await picture('arrival');
  await page.click('[data-focus="more"]');
  await picture('arrival-reasons');
  await page.click('[data-action="ask_other"]');
  await page.waitForSelector('.sheet');
  await picture('pass');
  await page.click('[data-action="close-sheet"]');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await picture('mine');
  await page.click('[data-action="finish"]');
  await picture('outcomes');
  for (const [id, name] of [['guess1', 'guess'], ['chance1', 'opportunity'], ['refer1', 'unfit'], ['device1', 'device'], ['arrival2', 'taken']]) {
    await row(page, id);
    await page.waitForSelector(`.card[data-alert="${id}"]`);
    await picture(name);
    if (id !== 'chance1') continue;
    await page.click('[data-action="talk"]');
    await page.waitForSelector('#talk-text p:nth-child(2)');
    await picture('explain');
  }
  backend.floor.setListening('1002', false);   // in the shop, with a tablet that is switched off
  for (const view of ['queue', 'team', 'referrals']) {
    await page.click(`[data-view="${view}"]`);
    await page.waitForTimeout(200);
    await picture(view);
  }
  await page.click('[data-view="queue"]');
  await page.click('[data-ticket="t12"] button');
  await picture('queue-ticket');
  await page.click('[data-action="close-sheet"]');
  await page.click('[data-focus="menu"]');
  await picture('menu');
  await page.click('[data-action="leave"]');
  await page.waitForSelector('.pick');
  await picture('leave');
  for (const number of ['2001', '3001', '9001']) backend.floor.setListening(number, false);
  await page.waitForSelector('[data-part="nobody"]');
  await picture('leave-nobody');
  await page.click('[data-action="close-sheet"]');
  await page.click('[data-view="list"]');
  await row(page, 'arrival1');
  await page.click('[data-action="ask_other"]');
  await page.waitForSelector('.sheet [data-role]:disabled');
  await picture('pass-nobody');
  await page.click('[data-action="close-sheet"]');
  await context.setOffline(true);
  await page.click('[data-view="list"]');
  await row(page, 'help1');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('.banner');
  await picture('offline');
  await context.setOffline(false);
  await page.waitForSelector('.banner', { state: 'detached' });
  backend.change('stuck1', { kind: 'help', passes_lock: true });
  await page.click('[data-focus="menu"]');
  await page.click('[data-action="lock"]');
  await page.waitForSelector('.lock-call');
  await picture('locked');
  await end();
}

async function other(role, number, size, language, views) {
  const { page, picture, backend, end } = await open(role, number, size, language);
  morning(backend, { head: role === 'head' });
  await page.waitForTimeout(500);
  for (const [view, before] of views) {
    if (view) await page.click(`[data-view="${view}"]`);
    await before?.(page, backend);
    await page.waitForTimeout(200);
    await picture(view ?? 'first');
  }
  await end();
}

for (const size of wanted) {
  for (const language of ['zh-CN', 'en']) {
    await lobby(size, language);
    await other('relations', '2001', size, language, [[null], ['referrals']]);
    await other('head', '9001', size, language, [[null], ['team']]);
    await other('teller', '3001', size, language, [[null], ['queue', (page, backend) => { backend.change('stuck1', { kind: 'unwell', offered_to: [], place: 'waiting' }); }]]);
  }
}
await browser.close();
