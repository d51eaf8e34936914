// SPDX-License-Identifier: GPL-3.0-or-later
// A hub small enough to read, for tests of the page alone: the routes of docs/api/openapi.json that a tablet uses, in memory, with the same
// rules (versions, compare-and-set, idempotency keys, resumable stream). The story with the real hub is in hub.test.mjs.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BackendFloor } from './backend-floor.mjs';

const pages = fileURLToPath(new URL('../../ui_assets/web/tablet/', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json', '.png': 'image/png' };
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

export const staff = {
  1001: { staff_number: '1001', role: 'lobby_manager', display_name: '林岚', branch: '0791', branch_name: '样例银行 · 江边支行' },
  2001: { staff_number: '2001', role: 'relationship_manager', display_name: '唐宁', branch: '0791', branch_name: '样例银行 · 江边支行' },
  3001: { staff_number: '3001', role: 'teller', display_name: '沈秋', branch: '0791', branch_name: '样例银行 · 江边支行' },
  9001: { staff_number: '9001', role: 'branch_head', display_name: '高远', branch: '0791', branch_name: '样例银行 · 江边支行' },
  1002: { staff_number: '1002', role: 'lobby_manager', display_name: '周启', branch: '0791', branch_name: '样例银行 · 江边支行' },
};

export function alertOf(fields) {
  const now = new Date().toISOString();
  return {
    version: 1, branch: '0791', kind: 'arrival', alert_class: 'service', urgency: 'c', state: 'open', interrupts: true, passes_lock: false,
    place: '', ticket_label: '', evidence: [], reasons: [], step: '', help_reason: '', claimed_by: '', offered_to: [], wanted_role: '', qualification: '',
    referred_by: '', identity_confirmed: false, news: [], group: '', outcome: '', outcomes: [],
    raised_at: now, changed_at: now, ...fields,
  };
}

export class Backend {
  sequence = 10;
  alerts = new Map();
  events = [];
  streams = new Set();
  refusesClaims = false;   // a role, a qualification or too many in hand
  sessions = new Map();
  answers = new Map();
  wrongPins = new Map();
  withdrawals = [];
  refusesWithdrawals = 0;   // the status of the refusal
  talkTracks = new Map();   // alert -> what is explained at the seat
  requests = [];
  seen = [];
  oldestKept = 0;
  floor = new BackendFloor(staff, (name, value) => this.publish(name, value));

  async start() {
    this.server = createServer((request, response) => this.#handle(request, response).catch((fault) => { response.statusCode = 500; response.end(String(fault)); }));
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.heartbeat = setInterval(() => this.streams.forEach((stream) => stream.write(':\n\n')), 5000);
    this.url = `http://localhost:${this.server.address().port}/tablet/`;
    return this;
  }

  stop() {
    clearInterval(this.heartbeat);
    this.streams.forEach((stream) => stream.destroy());
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Raises or changes an alert and tells every tablet. */
  put(alert) {
    this.alerts.set(alert.id, alert);
    this.publish('alert', alert);
    return alert;
  }

  publish(name, value) {
    this.sequence += 1;
    const framed = `id: 0791:${this.sequence}\nevent: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
    this.events.push({ sequence: this.sequence, framed });
    this.streams.forEach((stream) => stream.write(framed));
  }

  change(id, fields) { const old = this.alerts.get(id); return this.put({ ...old, ...fields, version: old.version + 1, changed_at: new Date().toISOString() }); }
  dropStreams() { this.streams.forEach((stream) => stream.destroy()); this.streams.clear(); }

  async #handle(request, response) {
    const url = new URL(request.url, 'http://localhost');
    this.requests.push({ method: request.method, path: url.pathname, last: request.headers['last-event-id'] });
    const asked = this.requests.at(-1);
    const json = (status, body, headers = {}) => { response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers }); response.end(body === undefined ? '' : JSON.stringify(body)); };
    const error = (status, code) => json(status, { error: { code, message: code } });
    if (url.pathname.startsWith('/tablet/')) return this.#file(url.pathname.slice('/tablet/'.length) || 'index.html', response);
    let body = {};
    if (request.method === 'POST') {
      if (request.headers['content-type'] !== 'application/json') return error(415, 'unsupported');
      let text = '';
      for await (const chunk of request) text += chunk;
      body = JSON.parse(text);
      asked.body = body;
    }
    if (url.pathname === '/v1/staff/sign-in') return this.#signIn(body, json, error);
    const token = /silverlane_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const me = staff[this.sessions.get(token)];
    if (!me) return error(401, 'unauthorised');
    if (url.pathname === '/v1/staff/me') return json(200, me);
    if (url.pathname === '/v1/staff/sign-out') { this.sessions.delete(token); return json(204); }
    if (url.pathname === '/v1/staff/alerts') {
      return json(200, { sequence: this.sequence, alerts: [...this.alerts.values()].filter((alert) => ['open', 'claimed'].includes(alert.state)) });
    }
    if (url.pathname === '/v1/staff/stream') return this.#stream(request, response);
    const visit = /^\/v1\/staff\/alerts\/([\w-]+)\/home-visit$/.exec(url.pathname);
    if (visit) {
      const mine = this.alerts.get(visit[1])?.claimed_by === me.staff_number;
      return mine ? json(200, { for_whom: 'self', what: 'pin', day: '2026-12-01', half: 'morning', phone: '13900000000' }) : error(404, 'not_found');
    }
    const talk = /^\/v1\/staff\/alerts\/([\w-]+)\/talk-track$/.exec(url.pathname);
    if (talk) return this.talkTracks.has(talk[1]) ? json(200, this.talkTracks.get(talk[1])) : error(404, 'not_found');
    const screen = /^\/v1\/staff\/alerts\/([\w-]+)\/assist$/.exec(url.pathname);
    if (screen) return this.floor.screens.has(screen[1]) ? json(200, this.floor.screens.get(screen[1])) : error(404, 'not_found');
    if (url.pathname === '/v1/staff/withdrawal') return this.#withdraw(me, body, json, error);
    if (this.answers.has(body.key)) return json(...this.answers.get(body.key));
    const floor = url.pathname === '/v1/staff/hand-over' ? this.#handOver(me, body) : this.floor.answer(me, request.method, url.pathname, url.searchParams, body);
    if (floor) {
      if (body.key) this.answers.set(body.key, floor);
      return json(...floor);
    }
    const change = /^\/v1\/staff\/alerts\/([\w-]+)\/(claim|release|outcome|transfer|identity|seen|ring)$/.exec(url.pathname);
    return change ? this.#change(me, change[1], change[2], body, json, error) : error(404, 'not_found');
  }

  #signIn({ staff_number: number, pin }, json, error) {
    const wrong = this.wrongPins.get(number) ?? 0;
    if (wrong >= 5) return error(429, 'too_many');
    if (!staff[number] || pin !== `${number}00`) { this.wrongPins.set(number, wrong + 1); return error(401, 'unauthorised'); }
    const token = Math.random().toString(36).slice(2);
    this.sessions.set(token, number);
    return json(200, staff[number], { 'Set-Cookie': `silverlane_session=${token}; Path=/v1; HttpOnly; SameSite=Strict` });
  }

  #stream(request, response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const since = Number((request.headers['last-event-id'] ?? '').split(':')[1] ?? this.sequence);
    if (since < this.oldestKept) response.write(`id: 0791:${this.sequence}\nevent: reset\ndata: {}\n\n`);
    else this.events.filter((event) => event.sequence > since).forEach((event) => response.write(event.framed));
    response.write(':\n\n');
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  #change(me, id, action, body, json, error) {
    const alert = this.alerts.get(id);
    if (!alert) return error(404, 'not_found');
    if (action === 'ring') { this.floor.rung.push(body); return json(204); }
    if (action === 'claim' && this.refusesClaims) return error(403, 'forbidden');
    if (action === 'transfer' && !this.floor.reaches(body, me.staff_number)) return error(400, 'invalid_input');
    if (action === 'seen') { this.seen.push({ alert: id, staff: me.staff_number }); return json(200, alert); }
    const possible = action === 'claim' ? alert.state === 'open' : action === 'outcome' ? alert.claimed_by === me.staff_number : ['open', 'claimed'].includes(alert.state);
    const answer = !possible || body.version !== alert.version ? [409, { error: { code: 'conflict', message: 'somebody was first' }, alert }]
      : [200, this.change(id, this.#changeOf(me, alert, action, body))];
    this.answers.set(body.key, answer);
    return json(...answer);
  }

  #changeOf(me, alert, action, body) {
    if (action === 'claim') return { state: 'claimed', claimed_by: me.staff_number };
    if (action === 'release') return { state: ['wrong_person', 'not_relevant'].includes(body.why) ? 'closed' : 'open', claimed_by: '', offered_to: alert.offered_to.filter((each) => each !== me.staff_number) };
    if (action === 'outcome') return { state: 'closed', outcome: body.outcome };
    if (action === 'identity') return body.right ? { identity_confirmed: true } : { state: 'closed', outcome: 'wrong_person', person: undefined, reasons: [] };
    this.floor.referrals.push({ alert: alert.id, kind: alert.kind, ticket_label: alert.ticket_label, person_mask: alert.person?.name ? `${[...alert.person.name][0]}**` : '', to_staff: body.to_staff ?? '',
      to_role: body.to_role ?? '', state: 'open', outcome: '', at: new Date().toISOString() });
    return { state: 'open', claimed_by: '', referred_by: me.staff_number, offered_to: body.to_staff ? [body.to_staff] : [], wanted_role: body.to_role ?? '' };
  }

  /** Kept in `withdrawals`; a card loses the name, as at the hub. */
  #withdraw(me, body, json, error) {
    if (this.refusesWithdrawals) return error(this.refusesWithdrawals, 'refused');
    if (body.alert && this.alerts.get(body.alert)?.claimed_by !== me.staff_number) return error(403, 'forbidden');
    if (!this.withdrawals.some((each) => each.key === body.key)) this.withdrawals.push(body);
    if (body.alert && body.purposes.includes('service')) this.change(body.alert, { person: undefined, reasons: [] });
    return json(200, { accepted: true });
  }

  #handOver(me, body) {
    if (body.to_staff && !this.floor.reaches(body, me.staff_number)) return [400, { error: { code: 'invalid_input', message: 'not there' } }];
    const mine = [...this.alerts.values()].filter((alert) => alert.state === 'claimed' && alert.claimed_by === me.staff_number);
    mine.forEach((alert) => this.change(alert.id, body.to_staff ? { claimed_by: body.to_staff } : { state: 'open', claimed_by: '' }));
    return [200, { alerts: mine.length }];
  }

  async #file(name, response) {
    const path = join(pages, normalize(name));
    try {
      const body = await readFile(path);
      const type = types[extname(path)];
      response.writeHead(200, { 'Content-Type': type.startsWith('image/') ? type : `${type}; charset=utf-8`, 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache' });
      response.end(body);
    } catch { response.writeHead(404); response.end(); }
  }
}
