// SPDX-License-Identifier: GPL-3.0-or-later
// What a row, a banner and the bar say, and that it can be read: at the size of a lying tablet, in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from './backend-floor.mjs';
import { arrival, helpCall } from './samples.mjs';
import { opportunity } from './samples-floor.mjs';
import { bodies, row, stage, until } from './stage.mjs';

const here = stage();
const speaking = (tag) => (page) => page.evaluate((language) => localStorage.setItem('silverlane.language', language), tag).then(() => page.reload());

test('a row says what this person did with the card: not now, asked others, passed on', async () => {
  const { page } = await here.tablet('1001');
  await here.tablet('2001');
  const alerts = [arrival({ id: 'first' }), arrival({ id: 'second', ticket_label: 'A013' }), opportunity({ id: 'third', qualification: 'wealth' }), arrival({ id: 'fourth', ticket_label: 'A015' }), helpCall()];
  for (const alert of alerts) here.backend.put(alert);
  const press = async (id, ...actions) => {
    await row(page, id).locator('button').click();
    await page.waitForSelector(`.card[data-alert="${id}"]`);
    for (const action of actions) await page.click(action);
  };
  await press('first', '[data-action="not_now"]');
  await press('second', '[data-action="ask_other"]', '[data-action="pass-anyone"]');
  await press('third', '[data-action="ask_other"]', '.pick[data-staff="2001"]');
  await press('fourth', '[data-action="ask_other"]', '[data-role="relationship_manager"]');
  await press('help1', '[data-action="ask_other"]');
  await until(() => bodies(here.backend, '/release').length === 3 && bodies(here.backend, '/transfer').length === 2, 'all sent');
  await page.waitForFunction(() => document.querySelectorAll('.row.later').length === 5);
  const chips = async () => Object.fromEntries(await page.$$eval('.row.later', (rows) => rows.map((each) => [each.closest('li').dataset.alert, each.querySelector('.chip').textContent])));
  assert.deepEqual(await chips(), { first: '现在不便', second: '已请别人', third: '已转给唐宁', fourth: '已转给客户经理', help1: '已请别人' });
  await page.click('[data-focus="menu"]');
  await page.click('[data-focus="language"]');
  assert.deepEqual(await chips(), { first: 'Not now', second: 'Others asked', third: 'Passed to 唐宁', fourth: 'Passed to Relationship manager', help1: 'Others asked' });
});

test('good news has a tick and bad news a triangle, and the banner does not begin at the edge', async () => {
  const { page } = await here.tablet('1001');
  await here.tablet('2001');
  here.backend.put(opportunity());
  const pass = async () => {
    await page.click('[data-action="ask_other"]');
    await page.click('.pick[data-staff="2001"]');
  };
  const banner = (words) => page.waitForSelector(`.banner.note:has-text("${words}")`).then(async () => ({
    picture: await page.getAttribute('.banner.note use', 'href'), starts: (await page.locator('.banner.note .icon').boundingBox()).x }));
  await page.waitForSelector('.card[data-alert="chance1"]');
  await page.click('[data-action="ask_other"]');
  here.backend.floor.setListening('2001', false);
  await page.click('.pick[data-staff="2001"]');
  const bad = await banner('没有转给唐宁');
  here.backend.floor.setListening('2001', true);
  await row(page, 'chance1').locator('button').click();
  await pass();
  const good = await banner('已转给唐宁');
  assert.deepEqual([bad.picture, good.picture], ['#warn', '#check']);
  assert.ok(bad.starts >= 12 && good.starts >= 12, JSON.stringify([bad, good]));
});

/** Runs in the page: titles of rows that are cut, and marks that lie over them. */
const unread = () => [...document.querySelectorAll('.list .row')].flatMap((each) => {
  const title = each.querySelector('.row-title');
  const chip = each.querySelector('.chip');
  const [a, b] = [title, chip ?? title].map((part) => part.getBoundingClientRect());
  const over = chip && a.right > b.left && a.left < b.right && a.bottom > b.top + 1 && a.top < b.bottom - 1;
  const cut = title.scrollWidth > title.clientWidth || (chip && chip.getBoundingClientRect().right > each.getBoundingClientRect().right);
  return cut || over ? [each.textContent] : [];
});

for (const language of ['zh-CN', 'en']) {
  test(`rows keep ticket and surname, or the place where the tablet lies about, whatever stands beside them, ${language}`, async () => {
    const { page } = await here.tablet('1001', { prepare: speaking(language) });
    await here.tablet('2001');
    const { floor } = here.backend;
    const labels = ['A018', 'A019', 'A020', 'A021'];
    floor.tickets = Array.from({ length: 30 }, (_, index) => place({ ticket: `t${index}`, label: `A${String(index + 1).padStart(3, '0')}` }));
    labels.forEach((label, index) => here.backend.put(arrival({ id: `row${index}`, ticket_label: label, place: 'K1', offered_to: ['1002'] })));
    floor.queueMoved();
    const long = (ticket) => ({ ...ticket, wait: { from_minutes: 105, to_minutes: 128 } });
    here.backend.publish('queue', { ...floor.view(), tickets: floor.view().tickets.map(long), at: new Date(Date.now() + 1000).toISOString() });
    await page.waitForFunction(() => [...document.querySelectorAll('.list .chip')].filter((chip) => chip.textContent.includes('105–128')).length === 4);
    assert.deepEqual(await page.$$eval('.row-title', (titles) => titles.map((each) => each.textContent)), labels.map((label) => `${label} · 王**`));
    assert.deepEqual(await page.evaluate(unread), []);
    await row(page, 'row0').locator('button').click();
    await page.click('[data-action="ask_other"]');
    await page.click('.pick[data-staff="2001"]');
    await page.waitForSelector('.row.later .chip:has-text("唐宁")');
    assert.deepEqual(await page.evaluate(unread), []);
    await page.evaluate(() => { Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange')); });
    await page.waitForFunction((words) => document.querySelector('.list').textContent.includes(words), language === 'en' ? 'A021 · Kiosk 1' : 'A021 · 1 号机');
    assert.deepEqual(await page.evaluate(unread), []);
  });

  test(`in the bar nothing lies over the tabs, ${language}`, async () => {
    for (const number of ['1001', '2001', '9001']) {
      const { page, context } = await here.tablet(number, { prepare: speaking(language) });
      here.backend.floor.tickets = Array.from({ length: 12 }, (_, index) => place({ ticket: `t${index}`, label: `A${index + 101}` }));
      here.backend.floor.queueMoved();
      for (let index = 0; index < 12; index += 1) here.backend.put(arrival({ id: `card${index}`, ticket_label: `A${index + 101}`, version: Number(number), state: 'open', referred_by: '' }));
      here.backend.change('card0', { referred_by: number, state: 'claimed', claimed_by: '1002' });
      await page.waitForFunction(() => (document.querySelector('[data-view="referrals"] .dot') || !document.querySelector('[data-view="referrals"]')) && document.querySelectorAll('.tab .count').length >= 1);
      const over = () => page.evaluate(() => {
        const end = Math.max(...[...document.querySelectorAll('.tab')].map((tab) => tab.getBoundingClientRect().right));
        const cut = [...document.querySelectorAll('.tab')].filter((tab) => tab.scrollWidth > tab.clientWidth).map((tab) => tab.textContent);
        return [...cut, ...[...document.querySelectorAll('.bar > *')].filter((part) => part.checkVisibility() && part.getBoundingClientRect().width > 0 && part.getBoundingClientRect().left < end - 0.5).map((part) => part.textContent || part.className)];
      });
      assert.deepEqual(await over(), [], number);
      await context.setOffline(true);
      await page.waitForSelector('.link.away');
      assert.deepEqual(await over(), [], `${number} offline`);
      await context.setOffline(false);
      await page.waitForSelector('.link.here');
    }
  });
}

test('what the team says to the branch head, the row says too', async () => {
  const { page } = await here.tablet('9001');
  await page.click('[data-duty="serving"]');
  await until(() => here.backend.floor.colleagues.find((each) => each.staff_number === '9001').state === 'serving', 'the hub knows');
  here.backend.put(arrival({ id: 'told', ticket_label: 'A021', caution: { key: 'caution.branch_head', arguments: {} }, offered_to: [] }));
  here.backend.put(arrival({ id: 'late', ticket_label: 'A022', caution: { key: 'caution.overdue', arguments: {} }, offered_to: [] }));
  here.backend.put(helpCall({ offered_to: ['1002'] }));
  await row(page, 'help1').waitFor();
  const chips = Object.fromEntries(await page.$$eval('.list li', (rows) => rows.map((each) => [each.dataset.alert, each.querySelector('.chip')?.textContent ?? ''])));
  assert.deepEqual(chips, { told: '请您去', late: '', help1: '' });
  await page.click('[data-view="team"]');
  await page.waitForSelector('.team .escalated li[data-alert="told"]');
  const told = Object.fromEntries(await page.$$eval('.team .escalated li', (rows) => rows.map((each) => [each.dataset.alert, each.querySelector('.row-under').textContent])));
  assert.deepEqual(told, { told: '已请您去', late: '过了时间', help1: '还没人接' });
});
