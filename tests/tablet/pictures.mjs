// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the page with six cards, lying and standing, for people to look at. Usage: node pictures.mjs [FOLDER]
import { mkdir } from 'node:fs/promises';
import { Backend } from './backend.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';
import { six } from './samples.mjs';

const folder = process.argv[2] ?? 'pictures';
await mkdir(folder, { recursive: true });
const backend = await new Backend().start();
const browser = await openBrowser();
for (const [name, viewport] of [['lying', { width: 1024, height: 768 }], ['standing', { width: 768, height: 1024 }]]) {
  backend.alerts.clear();
  const { page, context } = await openTablet(browser, backend.url, { viewport });
  const picture = (what) => page.screenshot({ path: `${folder}/${name}-${what}.png` });
  await picture('sign-in');
  await signIn(page, '1001', '100100');
  await picture('nobody');
  six().forEach((alert) => backend.put(alert));
  await page.waitForSelector('[data-alert="help1"] h1');
  await picture('help');
  await page.click('.row:has-text("A012")');
  await picture('arrival');
  await page.click('[data-focus="more"]');
  await picture('arrival-reasons');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('[data-action="finish"]');
  await picture('mine');
  await page.click('[data-action="finish"]');
  await picture('outcomes');
  await page.click('.row:has-text("T003")');
  await picture('taken');
  await context.setOffline(true);
  await page.click('.row:has-text("1 号机")');
  await page.click('[data-action="claim"]');
  await page.waitForSelector('.banner');
  await picture('offline');
  await context.setOffline(false);
  await page.click('[data-focus="language"]');
  await page.waitForSelector('.banner', { state: 'detached' });
  await page.click('.row:has-text("A012")');
  await picture('english');
  backend.put({ ...six()[0], id: 'help2', place: 'K2' });
  await page.click('[data-focus="lock"]');
  await page.waitForSelector('.lock-call');
  await picture('locked');
  await context.close();
}
await browser.close();
backend.stop();
