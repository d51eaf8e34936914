// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand phones of the guest network connect and say nothing, or begin a TLS hello and stop. Kiosk and tablet are served as ever, a phone that
// wants the page gets it, and those who say nothing are gone within the configured time. The door for phones shows nothing of the rest of the hub.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { request as httpsRequest } from 'node:https';
import { Hall, key } from './hall.mjs';
import { until } from '../system/programs.mjs';

const crowdSize = 1_000;
const beginningOfAHello = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]);
const hall = new Hall();

// Longer than the shipped 6 s, so that on a busy machine too the crowd is still there while the others are served.
before(async () => { await hall.open({ browser: false, phone: 'request_within_ms = 12000' }); });
after(async () => { await hall.close(); });

/** Of the hub's counts, as branch IT reads them. */
async function count(name) {
  const { status, body } = await hall.ask('GET', '/metrics', undefined, {});
  assert.equal(status, 200);
  return Number(new RegExp(`^silverlane_${name} (\\d+)$`, 'm').exec(body)?.[1] ?? NaN);
}

/** Open and silent, from two hundred addresses. Counts those that the hub has ended. */
async function crowd(size) {
  const phones = { ended: 0, sockets: [] };
  for (let number = 0; number < size; number += 1) {
    const socket = connect({ host: '127.0.0.1', port: hall.phonePort, localAddress: `127.0.1.${1 + (number % 200)}` });
    socket.on('error', () => {});
    socket.on('close', () => { phones.ended += 1; });
    phones.sockets.push(socket);
    await new Promise((resolve) => { socket.once('connect', resolve); socket.once('close', resolve); });
    if (number % 2 === 0) socket.write(beginningOfAHello);
  }
  return phones;
}

/** The first bytes of an event stream. */
function firstOfStream(path, headers) {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest({ host: '127.0.0.1', port: hall.port, path, rejectUnauthorized: false, headers }, (answer) => {
      resolve(answer.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a thousand silent phones keep neither kiosk nor tablet nor another phone out, and are gone in time', async () => {
  const phones = await crowd(crowdSize);
  await until('the hub holds as many as it may', async () => (await count('phone_http_connections')) === 512, 5_000, 50);
  for (let times = 0; times < 20; times += 1) {
    const ticket = await hall.take();
    assert.ok(ticket.label);
    assert.equal((await hall.ask('GET', '/v1/glance')).status, 200);
    assert.equal((await hall.ask('GET', '/v1/staff/alerts', undefined, hall.staff)).status, 200);
  }
  const again = await hall.ask('POST', '/v1/staff/sign-in', { staff_number: '1002', pin: '135790' }, {});
  assert.equal(again.status, 200);
  assert.equal(await firstOfStream('/v1/staff/stream', { Cookie: again.headers['set-cookie'][0].split(';')[0] }), 200);
  assert.equal(await firstOfStream('/v1/kiosk/stream', { Authorization: `Bearer ${hall.token}` }), 200);
  assert.equal(await count('http_refused_connections'), 0);
  // Somebody who wants the page gets it: one of the silent ones gives way.
  assert.equal((await hall.ask('GET', '/phone/', undefined, {})).status, 200);
  const { visit_code: code } = await hall.take();
  assert.equal((await hall.ask('POST', '/v1/phone/open', { visit_code: code }, {})).status, 204);
  assert.ok((await count('phone_http_gave_way')) > crowdSize - 512);
  assert.ok(phones.ended < crowdSize, 'the crowd was still there while others were served');
  await until('the silent ones are gone', () => phones.ended === crowdSize, 30_000, 50);
  assert.equal(await count('phone_http_connections'), 0);
});

test('the door for phones answers the page and its routes and tells nothing of anything else', async () => {
  const nothing = await hall.ask('GET', '/no/such/path', undefined, {}, hall.phonePort);
  assert.equal(nothing.status, 404);
  const others = [['GET', '/metrics'], ['GET', '/health'], ['GET', '/'], ['GET', '/tablet/'], ['GET', '/v1/openapi.json'], ['GET', '/v1/staff/alerts', hall.staff],
    ['POST', '/v1/staff/sign-in'], ['GET', '/v1/glance', { Authorization: `Bearer ${hall.token}` }], ['DELETE', '/v1/arrivals']];
  for (const [method, path, headers = {}] of others) {
    const { status, body } = await hall.ask(method, path, method === 'POST' ? { staff_number: '1001', pin: '135790' } : undefined, headers, hall.phonePort);
    assert.deepEqual([path, status, body], [path, 404, nothing.body]);
  }
  for (const path of ['/phone/', '/v1/phone/view']) assert.equal((await hall.ask('GET', path, undefined, {}, hall.port)).status, 404, path);
});

test('one tablet that floods is told when to come again, and the others and the kiosk are served', async () => {
  const statuses = [];
  for (let times = 0; times < 400; times += 1) statuses.push(hall.ask('GET', '/v1/staff/me', undefined, hall.staff));
  const answers = await Promise.all(statuses);
  const refused = answers.filter((one) => one.status === 429);
  assert.ok(refused.length > 0 && refused.length < 101, `${refused.length} refused`);
  assert.ok(refused.every((one) => Number(one.headers['retry-after']) >= 1));
  assert.equal(await count('http_limited\\{who="staff"\\}'), refused.length);
  assert.equal((await hall.ask('POST', '/v1/tickets', { key: key(), service: 'cash' })).status, 200);
});
