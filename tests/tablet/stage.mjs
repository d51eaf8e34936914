// SPDX-License-Identifier: GPL-3.0-or-later
// What a test file of the page needs around each test: one browser, a fresh small hub, tablets that are closed and asked for complaints.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { Backend } from './backend.mjs';
import { openBrowser, openTablet, signIn } from './browser.mjs';

/** Call once at the top of a test file. */
export function stage() {
  const here = { browser: null, backend: null, tablets: [] };
  before(async () => { here.browser = await openBrowser(); });
  after(async () => { await here.browser.close(); });
  beforeEach(async () => { here.backend = await new Backend().start(); here.tablets = []; });
  afterEach(async () => {
    for (const tablet of here.tablets) { assert.deepEqual(tablet.complaints, []); await tablet.context.close(); }
    here.backend.stop();
  });

  /** A tablet with its stream open, signed in as `number`. `prepare(page)` runs before signing in. */
  here.tablet = async (number = '1001', { prepare, ...options } = {}) => {
    const made = await openTablet(here.browser, here.backend.url, options);
    here.tablets.push(made);
    await prepare?.(made.page);
    const streams = here.backend.streams.size;
    await signIn(made.page, number, `${number}00`);
    await made.page.waitForSelector('.link.here');
    await until(() => here.backend.streams.size > streams, 'the stream is open');
    await until(() => here.backend.floor.colleagues.find((each) => each.staff_number === number).state !== 'off', 'signing in begins the duty');
    return made;
  };
  return here;
}

export async function until(test, what, within = 10_000) {
  const end = performance.now() + within;
  while (!(await test())) {
    assert.ok(performance.now() < end, `not seen: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

export const row = (page, id) => page.locator(`.list li[data-alert="${id}"]`);
export const bodies = (backend, ending) => backend.requests.filter((request) => request.method === 'POST' && request.path.endsWith(ending)).map((request) => request.body);
