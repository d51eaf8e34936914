// SPDX-License-Identifier: GPL-3.0-or-later
// The page's files without a browser: words, sizes, the board's rules, the parser of the stream.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { helpCall, arrival, silent } from './samples.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = join(root, 'ui_assets/web/tablet');

function filesBelow(folder, endings) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

const chinese = (await import(join(pages, 'texts/zh-CN.js'))).default;
const english = (await import(join(pages, 'texts/en.js'))).default;

test('both languages have the same keys with the same placeholders', () => {
  assert.deepEqual(Object.keys(english).sort(), Object.keys(chinese).sort());
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(chinese)) assert.deepEqual(holes(english[key]), holes(chinese[key]), key);
});

test('every key that the hub or a campaign names has words in both languages', () => {
  const sources = [...filesBelow(join(root, 'hub'), ['.cpp', '.h']), ...filesBelow(join(root, 'config'), ['.toml'])];
  const named = new Map();
  for (const file of sources) {
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/"((?:reason|say|place|outcome|caution|guide|news|group)\.[a-z][a-z0-9_.]*[a-z0-9_])"/g)) named.set(key, file);
    // Outcomes are offered as bare words: service = ["helped", ...] in a policy, outcomes_service = {"helped", ...} in the program.
    const offers = file.endsWith('.toml') ? /^(?:service|care|marketing|risk) = \[(.*)\]/gm : /outcomes_\w+ = \{(.*)\}/g;
    for (const [, list] of readFileSync(file, 'utf8').matchAll(offers)) for (const [, word] of list.matchAll(/"(\w+)"/g)) named.set(`outcome.${word}`, file);
  }
  // "reason.deposit_" + what of it, with `what + "matures_soon"`: put together where the maturity is.
  const moments = readFileSync(join(root, 'hub/decision/moments.cpp'), 'utf8');
  const ends = [...moments.matchAll(/what \+ "(\w+)"/g)].map(([, end]) => end);
  assert.ok(ends.length >= 3, 'they stand where this test reads them');
  for (const start of ['reason.deposit_', 'reason.holding_']) { named.delete(start); for (const end of ends) named.set(`${start}${end}`, 'moments'); }
  // Keys that the hub puts together: "reason." + the kind of a notice, or + the reason that a person gave for a call.
  const notices = readFileSync(join(root, 'hub/desk/help_work.cpp'), 'utf8');
  const given = readFileSync(join(root, 'hub/protocol/kiosk_messages.cpp'), 'utf8');
  const kinds = [...notices.matchAll(/\{"(\w+)", AlertClass::/g)].map(([, kind]) => kind);
  const words = [...given.matchAll(/reason\.reason != "(\w+)"/g)].map(([, word]) => word);
  assert.ok(kinds.length >= 2 && words.length >= 4, 'the lists stand where this test reads them');
  const calls = [...notices.matchAll(/notice\.kind == "(\w+)"/g)].map(([, kind]) => kind);
  const parts = [.../kParts\[\] = \{(.*)\};/.exec(notices)[1].matchAll(/"(\w+)"/g)].map(([, part]) => part);
  const raised = filesBelow(join(root, 'hub/desk'), ['.cpp']).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:alert_at|request_at)\(change, terminal, "(\w+)"\)/g)]);
  assert.ok(calls.length >= 2 && parts.length >= 5 && raised.length >= 5, 'these lists too');
  // A kind is given where a card is made, and has a time of its own in the policy; an outcome may be the hub's own.
  const madeKinds = filesBelow(join(root, 'hub'), ['.cpp']).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\b(?:alert|task)(?:\.|->)kind = "(\w+)"/g)]);
  const planned = [...readFileSync(join(root, 'hub/dispatch/policy.cpp'), 'utf8').matchAll(/for \(const char\* kind : \{(.*)\}\)|plans\["(\w+)"\]/g)]
    .flatMap(([, list, one]) => (list ? [...list.matchAll(/"(\w+)"/g)].map(([, kind]) => kind) : [one])).filter((kind) => !/^(?:urgency_\w|p\d|plain)$/.test(kind));
  const own = filesBelow(join(root, 'hub/desk'), ['.cpp']).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/alert(?:\.|->)outcome = "(\w+)"|outcomes = \{("\w+"(?:, "\w+")*)\}/g)])
    .flatMap(([, one, list]) => (list ? [...list.matchAll(/"(\w+)"/g)].map(([, word]) => word) : [one]));
  assert.ok(madeKinds.length >= 4 && planned.length >= 6 && own.includes('missed') && own.length >= 10, 'and these');
  for (const [, kind] of madeKinds) named.set(`kind.${kind}`, 'given');
  for (const kind of planned) named.set(`kind.${kind}`, 'policy.cpp');
  for (const word of own) named.set(`outcome.${word}`, 'desk');
  for (const kind of calls) named.set(`reason.${kind}`, 'calls');
  for (const part of parts) named.set(`reason.part_${part}`, 'parts');
  for (const [, kind] of raised) named.set(`kind.${kind}`, 'raised');
  for (const kind of kinds) named.set(`reason.${kind}`, 'notices').set(`kind.${kind}`, 'notices');
  for (const word of words) named.set(`reason.${word}`, 'calls').set(`help_reason.${word}`, 'calls');
  const missing = [...named].filter(([key]) => chinese[key] === undefined || english[key] === undefined);
  assert.deepEqual(missing, []);
});

test('every flow of the kiosk has a word, and the quiz is called what the kiosk calls it', () => {
  const flows = filesBelow(join(root, 'config/flows'), ['.toml']).map((file) => /^id = "(\w+)"$/m.exec(readFileSync(file, 'utf8'))[1]);
  assert.ok(flows.length >= 15, 'the flows stand where this test reads them');
  assert.deepEqual(flows.filter((id) => chinese[`flow.${id}`] === undefined || english[`flow.${id}`] === undefined), []);
  const spoken = readFileSync(join(root, 'config/strings/zh-CN.toml'), 'utf8');
  assert.ok(spoken.includes(`name = "${chinese['flow.quiz']}"`));
});

test('every key that the page itself uses exists', () => {
  const used = new Set();
  for (const file of filesBelow(pages, ['.js'])) {
    if (file.includes('/texts/')) continue;
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/text\([^)]*?'([a-z_]+\.[a-z_]+)'/g)) used.add(key);
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/'((?:sign_in|card|line|lock|list|age|tab|strip|bar|sheet|duty|zone|pass|leave|note|wait|identity|queue|counter|team|referral|assist|talk)\.(?!js'|css')[a-z_]+)'/g)) used.add(key);
  }
  assert.ok(used.size > 20);
  assert.deepEqual([...used].filter((key) => chinese[key] === undefined), []);
});

test('what staff say first names no product, date, amount or age', () => {
  for (const [key, text] of Object.entries(chinese)) {
    if (key.startsWith('say.')) assert.doesNotMatch(text, /存|款|期|理财|基金|保险|元|岁|\{/, key);
  }
  for (const [key, text] of Object.entries(english)) {
    if (key.startsWith('say.')) assert.doesNotMatch(text, /deposit|matur|fund|insur|yuan|age |\{/i, key);
  }
});

test('words that are put together from what the hub sends and what the page knows are there', async () => {
  const { duties, roles, viewsOf, zones } = await import(join(pages, 'roles.js'));
  const wanted = [...roles.map((role) => `role.${role}`), ...roles.flatMap((role) => viewsOf(role).map((view) => `tab.${view}`)), ...zones.map((zone) => `place.${zone}`),
    ...duties.map(([duty]) => `duty.${duty}`), 'duty.off', ...(await import(join(pages, 'board.js'))).sections.map((section) => `list.${section}`),
    ...['called', 'waiting', 'missed'].map((part) => `queue.part_${part}`), ...['ask_other', 'not_now', 'wrong_person', 'not_relevant'].map((why) => `release.${why}`),
    ...['open', 'claimed', 'closed', 'cancelled', 'expired', 'returned'].map((state) => `referral.${state}`), ...['lock', 'leave'].map((name) => `bar.${name}`),
    ...['female', 'male', 'anyone'].map((whose) => `identity.yes_${whose}`), ...['queue', 'duty'].map((action) => `note.${action}`), ...[1, 2, 3, 4, 5].map((risk) => `risk.${risk}`)];
  assert.deepEqual(wanted.filter((key) => chinese[key] === undefined || english[key] === undefined), []);
});

test('outcomes, services and what becomes of a referral have words', () => {
  // The words of hub.md C8 and of the house, in the place where the hub lists them.
  const outcomes = ['helped', 'referred', 'booked', 'interested', 'applied', 'sold', 'declined', 'not_now', 'wrong_person', 'left', 'unsuitable', 'false_alarm', 'not_relevant'];
  assert.deepEqual(outcomes.filter((word) => chinese[`outcome.${word}`] === undefined || english[`outcome.${word}`] === undefined), []);
  const flow = readFileSync(join(root, 'config/flows/take_ticket.toml'), 'utf8');
  const services = [...flow.matchAll(/set = \{ service = "(\w+)" \}/g)].map(([, service]) => service);
  assert.ok(services.length >= 3, 'the services stand where this test reads them');
  assert.deepEqual(services.filter((service) => chinese[`service.${service}`] === undefined || english[`service.${service}`] === undefined), []);
});

test('the whole page is at most 150 KB as it is sent and no file is longer than 400 lines', () => {
  const files = readdirSync(pages, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  // Packed as the hub packs it; the icons of the home screen are no part of a visit.
  const sent = (file) => (file.endsWith('.png') ? 0 : gzipSync(readFileSync(file), { level: 9 }).length);
  assert.ok(files.reduce((sum, file) => sum + sent(file), 0) <= 150 * 1024);
  for (const file of files) assert.ok(readFileSync(file, 'utf8').split('\n').length <= 401 || file.endsWith('.png'), file);
});

const me = { number: '1001', role: 'lobby_manager', duty: 'on_duty' };

test('what a bank calls its own campaign is shown in the language of the page; words of ours, and the key where there are none, stand', async () => {
  globalThis.localStorage = { kept: {}, getItem(name) { return this.kept[name] ?? null; }, setItem(name, value) { this.kept[name] = value; } };
  globalThis.document = { documentElement: {} };
  const { line, useLanguage } = await import(join(pages, 'language.js'));
  const own = { key: 'reason.campaign.spring_of_ours', arguments: { zh: '可以聊聊：<b>春天</b>', en: 'You may talk about: <b>spring</b>' } };
  const shown = (from) => ['zh-CN', 'en'].map((tag) => { useLanguage(tag); return line(from); });
  assert.deepEqual(shown(own), [own.arguments.zh, own.arguments.en]);
  assert.deepEqual(shown({ ...own, key: 'say.welcome' }), [chinese['say.welcome'], english['say.welcome']]);
  assert.deepEqual(shown({ key: own.key, arguments: {} }), [own.key, own.key]);
  assert.deepEqual(shown({ key: own.key, arguments: { zh: '春天{days}' } }), ['春天{days}', own.key], 'a text is never a pattern');
  useLanguage('zh-CN');
});

test('the board keeps the newest version whatever the order of arrival', async () => {
  const { Board } = await import(join(pages, 'board.js'));
  const board = new Board();
  assert.equal(board.apply(helpCall({ version: 3 })), 'new');
  assert.equal(board.apply(helpCall({ version: 2 })), 'old');
  assert.equal(board.apply(helpCall({ version: 3 })), 'old');
  assert.equal(board.apply(helpCall({ version: 4, state: 'cancelled' })), 'changed');
  assert.equal(board.apply(helpCall({ version: 3 })), 'old', 'what has ended does not come back');
  assert.deepEqual(board.inOrder(me), []);
});

test('a list that was on its way takes away what has ended, and nothing that a later event told of', async () => {
  const { Board } = await import(join(pages, 'board.js'));
  const board = new Board();
  board.apply(helpCall({ id: 'ended' }), 90);
  board.apply(helpCall({ id: 'later' }), 101);
  board.apply(helpCall({ id: 'changed', version: 3 }), 102);
  const unseen = board.replaceAll([helpCall({ id: 'changed', version: 2 }), helpCall({ id: 'fresh' })], 100);
  assert.deepEqual(unseen.map((alert) => alert.id), ['fresh']);
  assert.deepEqual(board.inOrder(me).map((alert) => alert.id).sort(), ['changed', 'fresh', 'later']);
  assert.equal(board.get('changed').version, 3);
});

test('the board orders calls, own work, people who wait, silent rows, and what others took', async () => {
  const { Board } = await import(join(pages, 'board.js'));
  const board = new Board();
  [silent(), arrival({ id: 'taken', state: 'claimed', claimed_by: '1002' }), arrival(), arrival({ id: 'fraud', kind: 'fraud_hold' }),
    arrival({ id: 'mine', state: 'claimed', claimed_by: '1001' }), helpCall()].forEach((alert) => board.apply(alert));
  assert.deepEqual(board.inOrder(me).map((alert) => alert.id), ['help1', 'mine', 'fraud', 'arrival1', 'wifi1', 'taken']);
});

test('the stream parser takes bytes however they are cut', async () => {
  globalThis.document ??= { addEventListener() {} };
  const { EventParser } = await import(join(pages, 'stream.js'));
  const wire = ':\n\nid: 0791:7\nevent: alert\ndata: {"a":1}\n\n: heartbeat\r\n\r\nid: 0791:8\r\ndata: x\r\ndata: y\r\n\r\nevent: reset\ndata: {}\n\n';
  const whole = new EventParser().feed(wire);
  assert.deepEqual(whole, [
    { id: '0791:7', name: 'alert', data: '{"a":1}' }, { id: '0791:8', name: 'message', data: 'x\ny' }, { id: '', name: 'reset', data: '{}' },
  ]);
  const parser = new EventParser();
  assert.deepEqual([...wire].flatMap((byte) => parser.feed(byte)), whole);
});

test('a card passed to a colleague by name is theirs alone until it comes back, a call of urgency A is everybody\'s', async () => {
  const { isForSomebodyElse, section } = await import(join(pages, 'board.js'));
  const card = { state: 'open', kind: 'arrival', urgency: 'c', interrupts: true, offered_to: [], wanted_staff: '2001', reasons: [], news: [] };
  const manager = { number: '2001', role: 'relationship_manager', duty: 'on_duty' };
  const lobby = { number: '1001', role: 'lobby_manager', duty: 'on_duty' };
  assert.equal(section(card, manager), 'for_me');
  assert.equal(isForSomebodyElse(card, manager), false);
  assert.equal(isForSomebodyElse(card, lobby), true);
  assert.equal(isForSomebodyElse({ ...card, urgency: 'a' }, lobby), false);
  assert.equal(isForSomebodyElse({ ...card, wanted_staff: '' }, lobby), false);
});
