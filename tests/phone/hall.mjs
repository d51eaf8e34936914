// SPDX-License-Identifier: GPL-3.0-or-later
// A hall with the real hub on the sample bank: tickets as a kiosk takes them, calls as a teller makes them, phones in Chromium.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program, run } from '../system/programs.mjs';
import { openBrowser } from '../tablet/browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const prefix = process.env.SILVERLANE_PREFIX ?? join(root, 'build/dev');
const pin = '135790';
export const key = () => crypto.randomUUID();

export class Hall {
  phones = [];

  async open() {
    this.folder = mkdtempSync(join(tmpdir(), 'silverlane-phone-'));
    process.env.SILVERLANE_CUSTOMERS = '20';
    const prepared = await run(join(root, 'scripts/prepare-lobby.sh'), [prefix, this.folder]);
    if (prepared.code) throw new Error(prepared.err);
    this.port = Number(/hub_port = (\d+)/.exec(readFileSync(join(this.folder, 'ports'), 'utf8'))[1]);
    this.token = readFileSync(join(this.folder, 'keys/kiosk-1.token'), 'utf8').trim();
    this.customers = readFileSync(join(this.folder, 'bank/customers.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    await this.startHub();
    this.browser = await openBrowser();
    return this;
  }

  async startHub() {
    this.hub = new Program('hub', join(prefix, 'bin/silverlane-hub'), ['--config', join(this.folder, 'hub.toml')], { log: join(this.folder, 'hub.log') });
    await this.hub.says(/ready: https:\/\/127\.0\.0\.1:\d+/);
    const { headers } = await this.ask('POST', '/v1/staff/sign-in', { staff_number: '1001', pin }, {});
    this.staff = { Cookie: headers['set-cookie'][0].split(';')[0] };
  }

  async close() {
    await this.browser?.close();
    await this.hub?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** {status, body, headers}; as the kiosk unless other headers say who. */
  ask(method, path, body, headers = { Authorization: `Bearer ${this.token}` }) {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const sent = httpsRequest({ host: '127.0.0.1', port: this.port, path, method, rejectUnauthorized: false, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers } }, (answer) => {
        let received = '';
        answer.on('data', (chunk) => { received += chunk; });
        answer.on('end', () => resolve({ status: answer.statusCode, body: received, headers: answer.headers }));
      });
      sent.on('error', reject);
      sent.end(text);
    });
  }

  async take(fields = {}) {
    const { status, body } = await this.ask('POST', '/v1/tickets', { key: key(), service: 'cash', ...fields });
    if (status !== 200) throw new Error(`${status} ${body}`);
    return JSON.parse(body);
  }

  async move(what, body) {
    const { status, body: answer } = await this.ask('POST', `/v1/staff/queue/${what}`, { key: key(), ...body }, this.staff);
    if (status !== 200) throw new Error(`${what}: ${status} ${answer}`);
    return JSON.parse(answer);
  }
  call(ticket, window) { return this.move('call', { window, ticket: ticket.ticket }); }
  end(ticket, how = 'done') { return this.move('end', { ticket: ticket.ticket, how }); }

  address(code = '') { return `https://127.0.0.1:${this.port}/phone/${code ? `#${code}` : ''}`; }

  /** A phone that has just signed in to the Wi-Fi, in this session of the access point. */
  async phoneByPortal(session, options) {
    const made = await run(join(prefix, 'bin/silverlanectl'), ['portal-token', '--key', join(this.folder, 'keys/portal.key'), '--branch', '0791', '--nas', 'branch-0791-ap1', '--session', session]);
    if (made.code) throw new Error(made.err);
    return this.phone(made.out.trim(), options);
  }

  /** A phone of its own cookies with the page open. `complaints` collects script faults and refused loads. */
  async phone(code, { viewport = { width: 390, height: 780 }, ...options } = {}) {
    const context = await this.browser.newContext({ viewport, isMobile: true, hasTouch: true, ignoreHTTPSErrors: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (fault) => complaints.push(String(fault)));
    // The browser itself reports every 4xx and every lost connection; those are what some tests are about.
    page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) complaints.push(message.text()); });
    await page.addInitScript(() => {
      window.buzzes = [];
      Object.defineProperty(navigator, 'vibrate', { value: (pattern) => { window.buzzes.push(pattern); return true; } });
    });
    await page.goto(this.address(code));
    const phone = { context, page, complaints, press: (name) => page.click(`[data-name="${name}"]`), text: () => page.textContent('main') };
    this.phones.push(phone);
    return phone;
  }
}
