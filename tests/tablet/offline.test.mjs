// SPDX-License-Identifier: GPL-3.0-or-later
// The page when the network goes, the tablet is put down, or an answer is lost: against a small hub in memory.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { place } from './backend-floor.mjs';
import { openTablet } from './browser.mjs';
import { arrival, helpCall } from './samples.mjs';
import { opportunity } from './samples-floor.mjs';
import { bodies, row, stage, until } from './stage.mjs';

const here = stage();
const pages = fileURLToPath(new URL('../../ui_assets/web/tablet/', import.meta.url));

test('taps made without a network go out when it is back, the last word of a duty only', async () => {
  const { page, context } = await here.tablet();
  await here.tablet('2001');
  here.backend.put(opportunity());
  await page.waitForSelector('.card');
  await context.setOffline(true);
  await page.waitForSelector('.banner');
  await page.click('[data-duty="serving"]');
  await page.click('[data-duty="break"]');
  await page.click('[data-action="ask_other"]');
  await page.click('.pick[data-staff="2001"]');
  assert.equal(bodies(here.backend, '/transfer').length, 0);
  assert.match(await page.textContent('.banner'), /2 次操作/);
  await context.setOffline(false);
  await page.waitForSelector('.banner:not(.note)', { state: 'detached' });
  await until(() => bodies(here.backend, '/transfer').length === 1, 'passed on');
  assert.deepEqual(here.backend.alerts.get('chance1').offered_to, ['2001']);
  assert.equal(here.backend.floor.colleagues.find((each) => each.staff_number === '1001').state, 'break');
});

test('a tap whose answer was lost is sent again with the same key and does nothing twice', async () => {
  const { page } = await here.tablet('3001', { prepare: (each) => each.evaluate(() => localStorage.setItem('silverlane.window', '3')) });
  here.backend.floor.tickets = [place({ ticket: 'a', label: 'A001' }), place({ ticket: 'b', label: 'A002' }), place({ ticket: 'c', label: 'A003' })];
  here.backend.floor.queueMoved();
  let lost = 0;
  await page.route('**/v1/staff/queue/call', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();   // the hub has done it; its answer does not arrive
    return route.abort();
  });
  await page.click('[data-action="call-next"]');
  await page.waitForSelector('.counter .card[data-ticket="a"]');
  await page.waitForSelector('[data-action="done-next"]');
  const sent = bodies(here.backend, '/queue/call');
  assert.equal(sent.length, 2);
  assert.equal(sent[0].key, sent[1].key);
  assert.deepEqual(here.backend.floor.tickets.map((each) => each.state), ['called', 'waiting', 'waiting']);
});

test('a number called a minute ago without a network is not called now, and that is said', async () => {
  const made = await openTablet(here.browser, 'about:blank');
  here.tablets.push(made);
  const { page, context } = made;
  await page.clock.install();
  await page.goto(here.backend.url);
  await page.evaluate(() => localStorage.setItem('silverlane.window', '3'));
  await page.fill('#staff_number', '3001');
  await page.fill('#pin', '300100');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-action="call-next"]');
  await until(() => here.backend.streams.size === 1, 'the stream is open');
  here.backend.floor.tickets = [place({ ticket: 'a', label: 'A001' })];
  here.backend.floor.queueMoved();
  await page.waitForFunction(() => document.querySelector('.counter').textContent.includes('1 位在等'));
  await context.setOffline(true);
  await page.click('[data-action="call-next"]');
  await page.waitForFunction(() => document.querySelector('.state')?.textContent.includes('恢复得快'));
  await until(async () => {
    await page.clock.runFor(2_000);   // in steps, so that the requests in between have time to fail
    return page.locator('.banner.note:has-text("没有确认")').isVisible();
  }, 'it is said');
  await context.setOffline(false);
  await page.clock.runFor(4_000);
  await page.waitForSelector('[data-action="call-next"]');
  assert.equal(here.backend.floor.tickets[0].state, 'waiting');
  assert.equal(bodies(here.backend, '/queue/call').length, 0);
});

test('a card that was looked at is told to the hub once, and a row nobody opened is not', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival());
  here.backend.put(arrival({ id: 'other1', ticket_label: 'A030', offered_to: ['1002'] }));
  await page.waitForSelector('.card[data-alert="arrival1"]');
  await until(() => here.backend.seen.length === 1, 'told');
  here.backend.change('arrival1', { news: [{ line: { key: 'news.wait_over', arguments: { ticket: 'A012', minutes: '20' } }, at: new Date().toISOString() }] });
  await page.waitForSelector('.card[data-version="2"]');
  await page.waitForTimeout(1500);
  assert.deepEqual(here.backend.seen, [{ alert: 'arrival1', staff: '1001' }]);
});

test('put down flat, the tablet hides who it is about; taken up, it shows it again', async () => {
  const { page } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('.card[data-alert="arrival1"]');
  const lie = (beta, times) => page.evaluate(async ([angle, count]) => {
    for (let step = 0; step < count; step += 1) {
      dispatchEvent(new DeviceOrientationEvent('deviceorientation', { alpha: 0, beta: angle + (step % 2) * 0.2, gamma: 1 }));
      await new Promise((resolve) => { setTimeout(resolve, 400); });
    }
  }, [beta, times]);
  assert.match(await page.textContent('.card'), /王女士/);
  await lie(2, 10);
  await page.waitForSelector('.covered');
  const covered = await page.textContent('#page');
  assert.ok(!/王|70-74|到期/.test(covered), covered);
  assert.ok(covered.includes('A012') && covered.includes('门口') && covered.includes('我去'));
  await lie(40, 1);
  await page.waitForFunction(() => document.querySelector('.card').textContent.includes('王女士'));
});

test('a tablet that cannot feel how it lies hides names after half a minute, and a touch brings them back', async () => {
  const made = await openTablet(here.browser, 'about:blank');
  here.tablets.push(made);
  const { page } = made;
  await page.clock.install();
  await page.goto(here.backend.url);
  await page.fill('#staff_number', '1001');
  await page.fill('#pin', '100100');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.desk');
  await until(() => here.backend.streams.size === 1, 'the stream is open');
  here.backend.put(arrival());
  await page.waitForSelector('.card');
  await page.clock.runFor(32_000);
  await page.waitForSelector('.covered');
  assert.ok(!(await page.textContent('#page')).includes('王'));
  await page.locator('.card h1').tap();
  await page.waitForFunction(() => document.querySelector('.card').textContent.includes('王女士'));
});

test('the page opens without the network from what it kept, and it kept no data', async () => {
  const { page, context } = await here.tablet();
  here.backend.put(arrival());
  await page.waitForSelector('.card');
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  await page.waitForFunction(async () => (await (await caches.open('silverlane-shell')).keys()).length > 20);
  const kept = await page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
    return all;
  });
  assert.ok(kept.every((path) => path.startsWith('/tablet/')), kept.join(' '));
  const stored = await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
  assert.ok(!/王|A012|到期/.test(stored), stored);
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector('.note:has-text("连不上服务器")');
  await context.setOffline(false);
  await page.waitForSelector('.card[data-alert="arrival1"]');
});

test('the worker keeps every file of the page and the page asks for every module at once', async () => {
  const files = readdirSync(pages, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(pages.length));
  const { readFileSync } = await import('node:fs');
  const worker = readFileSync(join(pages, 'worker.js'), 'utf8');
  const shell = [.../const shell = \[([\s\S]*?)\];/.exec(worker)[1].matchAll(/'([^']+)'/g)].map(([, name]) => name);
  assert.deepEqual(shell.map((name) => (name === './' ? 'index.html' : name)).sort(), files.filter((name) => name !== 'worker.js').sort());
  const index = readFileSync(join(pages, 'index.html'), 'utf8');
  const asked = [...index.matchAll(/modulepreload" href="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(asked.sort(), files.filter((name) => name.endsWith('.js') && name !== 'worker.js').sort());
});

test('the page can be installed: manifest, icons of their size, a worker', async () => {
  const { page } = await here.tablet();
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector('link[rel="manifest"]').href)).json());
  assert.deepEqual([manifest.display, manifest.start_url, manifest.scope], ['standalone', '/tablet/', '/tablet/']);
  for (const { src, sizes, type } of manifest.icons.filter((icon) => icon.type === 'image/png')) {
    const size = await page.evaluate(async (name) => { const image = new Image(); image.src = name; await image.decode(); return `${image.naturalWidth}x${image.naturalHeight}`; }, src);
    assert.deepEqual([size, type], [sizes, 'image/png']);
  }
  assert.ok(manifest.icons.some((icon) => icon.sizes === '512x512') && manifest.icons.some((icon) => icon.purpose === 'maskable'));
});

test('a call answered by a colleague while this tablet was away is not shown as open', async () => {
  const { page, context } = await here.tablet();
  here.backend.put(helpCall());
  await page.waitForSelector('.card[data-alert="help1"]');
  await context.setOffline(true);
  await page.waitForSelector('.banner');
  here.backend.change('help1', { state: 'claimed', claimed_by: '1002' });
  await row(page, 'help1').waitFor();
  await context.setOffline(false);
  await page.waitForFunction(() => document.querySelector('.state.taken')?.textContent.includes('周启 已去'));
});
