// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the page with the real hub in Chromium: bytes on the wire of the first visit, time from navigation to the first card painted, and
// the frames of a list of two hundred. Prints one JSON object a figure. Usage: SILVERLANE_PREFIX=... node measure.mjs
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { pin, RealHub } from './real-hub.mjs';

const cards = 200;
const customers = 600;   // not everybody's arrival becomes a card
const openings = 11;
const hub = await RealHub.prepare(process.env.SILVERLANE_PREFIX, customers);
await hub.start();
const browser = await openBrowser();
const figure = (name, value, unit, more) => console.log(JSON.stringify({ name, value, unit, ...more }));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Bytes that the page and its files cost on the wire: everything of the hub's but /v1/. */
async function transferred(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const addresses = new Map();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (addresses.get(requestId) && !addresses.get(requestId).includes('/v1/')) bytes += encodedDataLength; });
  await act();
  await session.detach();
  return bytes;
}

/** From the start of the navigation to the frame in which the first card is on the screen. */
const firstCard = () => new Promise((resolve) => {
  const look = () => (document.querySelector('.card h1') ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))) : requestAnimationFrame(look));
  look();
});

/** What the page's main thread works for `act`, in milliseconds of processor time, so that other programs of the machine do not count. */
async function worked(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const task = async () => (await session.send('Performance.getMetrics')).metrics.find((each) => each.name === 'TaskDuration').value * 1000;
  const before = await task();
  const answer = await act();
  const spent = (await task()) - before;
  await session.detach();
  return { spent, answer };
}

/** Scrolls the list from end to end, a step each frame; answers the gaps between frames in milliseconds. */
const scrollFrames = () => new Promise((resolve) => {
  const list = document.querySelector('.list');
  const gaps = [];
  let last = 0;
  let step = 150;
  const frame = (now) => {
    if (last) gaps.push(now - last);
    last = now;
    list.scrollTop += step;
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) step = -150;
    if (step < 0 && list.scrollTop <= 0) { resolve(gaps); return; }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
});

const { page, context } = await openTablet(browser, 'about:blank');
figure('tablet_page_transferred', Math.round((await transferred(page, async () => { await page.goto(hub.page); await page.waitForSelector('#pin'); })) / 102.4) / 10, 'KB', { at_most: 150 });
await signIn(page, '1001', pin);
await page.waitForSelector('.link.here');
await hub.callForHelp();
await page.waitForSelector('.card h1');

const times = { first: [], again: [] };
for (let turn = 0; turn < openings; turn += 1) {
  // As a tablet that has never been here but holds a session: nothing in the browser's cache, no service worker.
  const fresh = await browser.newContext({ viewport: { width: 1024, height: 768 }, ignoreHTTPSErrors: true, hasTouch: true, serviceWorkers: 'block' });
  await fresh.addCookies(await context.cookies(`https://127.0.0.1:${hub.port}/v1/staff/me`));
  const tab = await fresh.newPage();
  await tab.goto(hub.page, { waitUntil: 'commit' });
  times.first.push(await tab.evaluate(firstCard));
  await tab.goto(hub.page, { waitUntil: 'commit' });
  times.again.push(await tab.evaluate(firstCard));
  await fresh.close();
}
figure('tablet_first_card_empty_cache', Math.round(median(times.first)), 'ms', { at_most: 500, longest: Math.round(Math.max(...times.first)) });
figure('tablet_first_card_reload', Math.round(median(times.again)), 'ms', { at_most: 500, longest: Math.round(Math.max(...times.again)) });

let rows = 0;
for (let index = 0; rows < cards; index += 1) {
  if (index === hub.customers.length) throw new Error(`${rows} cards of ${hub.customers.length} people`);
  await hub.ticket(index);
  if (index % 20 === 0) await page.click('[data-view="list"]');
  rows = await page.locator('.list li').count();
}
const scrolled = async () => { await page.mouse.click(300, 100); return page.evaluate(scrollFrames); };   // touched: it does not lock
await page.click('[data-view="list"]');
await scrolled();   // rows are laid out for the first time while one scrolls: that too must not be felt, and is measured apart
const runs = [];
const peers = [];
// The peer: an empty block of the same height in the same window, which costs a browser as little as scrolling can.
const empty = await openTablet(browser, 'about:blank');
const { height, view } = await page.evaluate(() => { const list = document.querySelector('.list'); return { height: list.scrollHeight, view: list.clientHeight }; });
await empty.page.setContent(`<!doctype html><div class="list" style="height:${view}px;overflow-y:auto;background:#fff"><div style="height:${height}px"></div></div>`);
let spent = 0;
for (let turn = 0; turn < 3; turn += 1) {
  const measured = await worked(page, scrolled);
  spent += measured.spent;
  runs.push(measured.answer);
  await empty.page.bringToFront();
  peers.push(await empty.page.evaluate(scrollFrames));
  await page.bringToFront();
}
const gaps = runs.flat();
const period = 1000 / 60;
const dropped = (all) => all.filter((gap) => gap > period * 1.5).length;
figure('tablet_scroll_rows', rows, 'rows');
figure('tablet_scroll_work_a_frame', Math.round(spent / gaps.length * 100) / 100, 'ms', { at_most: 16.6, frames: gaps.length });
// A machine that is busy with something else drops frames of an empty page too, turn by turn in the same run: those are not the list's.
figure('tablet_scroll_dropped_frames', Math.max(0, dropped(gaps) - dropped(peers.flat())), 'frames', { at_most: 0, of: gaps.length, dropped: dropped(gaps), empty_page: dropped(peers.flat()),
  longest_ms: Math.round(Math.max(...gaps) * 10) / 10 });
await browser.close();
await hub.end();
