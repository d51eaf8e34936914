// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's Chromium as a tablet: one browser, a context of its own for each tablet, complaints of the page collected.
import { chromium } from 'playwright-core';

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--ignore-certificate-errors'],
});

/** A tablet with its own cookies. `complaints` collects script faults and refused loads; a test ends by asserting that it is empty. */
export async function openTablet(browser, url, { viewport = { width: 1024, height: 768 }, ...options } = {}) {
  const context = await browser.newContext({ viewport, hasTouch: true, ignoreHTTPSErrors: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  page.on('console', (message) => {
    // The browser itself reports every 4xx and every lost connection; those are what some tests are about.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    window.buzzes = [];
    Object.defineProperty(navigator, 'vibrate', { value: (pattern) => { window.buzzes.push(pattern); return true; } });
  });
  await page.goto(url);
  return { context, page, complaints, buzzes: () => page.evaluate(() => window.buzzes) };
}

export async function signIn(page, number, pin) {
  await page.fill('#staff_number', number);
  await page.fill('#pin', pin);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.view-place > *');
}
