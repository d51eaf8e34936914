// SPDX-License-Identifier: GPL-3.0-or-later
// The real hub over TLS on the sample bank, for tests and measurements of the page, and a kiosk's requests with its device token.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program, run } from '../system/programs.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const pin = '135790';

export class RealHub {
  folder;
  port;
  customers;
  #prefix;
  #token;
  #program = null;

  /** `prefix` holds bin/ and share/silverlane; `customers` is how many the sample bank has, of whom those are kept here who may be known. */
  static async prepare(prefix = process.env.SILVERLANE_PREFIX ?? join(root, 'build/dev'), customers = 20) {
    const hub = new RealHub();
    hub.#prefix = prefix;
    hub.folder = mkdtempSync(join(tmpdir(), 'silverlane-tablet-'));
    process.env.SILVERLANE_CUSTOMERS = String(customers);
    const prepared = await run(join(root, 'scripts/prepare-lobby.sh'), [prefix, hub.folder]);
    if ((prepared.code ?? 0) !== 0) throw new Error(`prepare-lobby.sh: ${prepared.err}`);
    hub.port = Number(/hub_port = (\d+)/.exec(readFileSync(join(hub.folder, 'ports'), 'utf8'))[1]);
    hub.customers = readFileSync(join(hub.folder, 'bank/customers.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
      .filter(({ consents }) => consents.some(({ purpose, granted }) => purpose === 'service' && granted));
    hub.#token = readFileSync(join(hub.folder, 'keys/kiosk-1.token'), 'utf8').trim();
    return hub;
  }

  get page() { return `https://127.0.0.1:${this.port}/tablet/`; }

  async start() {
    this.#program = new Program('hub', join(this.#prefix, 'bin/silverlane-hub'), ['--config', join(this.folder, 'hub.toml')], { log: join(this.folder, 'hub.log') });
    await this.#program.says(/ready: https:\/\/127\.0\.0\.1:\d+/);
  }
  kill() { return this.#program.kill(); }
  stop() { return this.#program?.stop(); }
  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** One request, by default as the kiosk makes it: {status, body, headers}. */
  ask(method, path, body, headers = { Authorization: `Bearer ${this.#token}` }) {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const sent = httpsRequest({ host: '127.0.0.1', port: this.port, path, method, rejectUnauthorized: false, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers } }, (answer) => {
        let received = '';
        answer.on('data', (chunk) => { received += chunk; });
        answer.on('end', () => resolve({ status: answer.statusCode, body: received, headers: answer.headers }));
      });
      sent.on('error', reject);
      sent.end(text);
    });
  }

  /** The kiosk's own stream: the open answer. */
  listen() {
    return new Promise((resolve, reject) => {
      const sent = httpsRequest({ host: '127.0.0.1', port: this.port, path: '/v1/kiosk/stream', rejectUnauthorized: false, headers: { Authorization: `Bearer ${this.#token}` } }, (answer) => { answer.setEncoding('utf8'); resolve(answer); });
      sent.on('error', reject);
      sent.end();
    });
  }

  /** More of the configuration, for the next start. */
  configure(text) { appendFileSync(join(this.folder, 'hub.toml'), text); }

  async #asked(path, body) {
    const answer = await this.ask('POST', path, { key: crypto.randomUUID(), ...body });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  }

  callForHelp() { return this.#asked('/v1/help-calls', { flow: 'take_ticket', step: 'service' }); }
  /** A number for somebody whose card was shown: the customer at `index` of the sample bank; without it, an anonymous one. */
  ticket(index, fields = {}) {
    const card = index === undefined ? {} : { card: { kind: 'card', hash: this.customers[index].card_hashes[0], proof: 'possession' } };
    return this.#asked('/v1/tickets', { service: 'cash', ...card, ...fields });
  }
}
