// SPDX-License-Identifier: GPL-3.0-or-later
// Taps on their way to the hub. Each has an idempotency key made at the tap, so that sending it again after a lost answer does nothing
// twice; the hub's compare-and-set decides who was first. They wait here while the network is away, also over a reload. What is kept holds
// ids and versions, nothing about a person.
import { change } from './hub.js';

const storage = 'silverlane.taps';
const mostRaces = 5;
const retryAfter = 1500;

export class Outbox {
  #waiting;
  #me;
  #board;
  #handlers;
  #sending = false;
  #timer = 0;

  /** `handlers`: changed(), accepted(alert, tap), lost(tap, alert or null), refused(tap), signedOut(). */
  constructor(me, board, handlers) {
    this.#me = me;
    this.#board = board;
    this.#handlers = handlers;
    // Somebody else's taps are not sent in this person's name.
    this.#waiting = Outbox.#kept().filter((tap) => tap.staff === me);
    this.#keep();
  }

  /** `action`: claim, release {why} or outcome {outcome}. */
  add(alert, action, extra = {}) {
    const after = this.#waiting.some((tap) => tap.alert === alert.id);
    this.#waiting.push({ key: crypto.randomUUID(), staff: this.#me, alert: alert.id, version: after ? null : alert.version, action, extra, races: 0 });
    this.#keep();
    this.#handlers.changed();
    this.send();
  }

  count() { return this.#waiting.length; }
  waitingFor(alertId) { return this.#waiting.find((tap) => tap.alert === alertId); }

  stop() { clearTimeout(this.#timer); this.#handlers = null; }

  /** Sends what waits, oldest first. Called at each tap, when the network is back, and by its own timer. */
  async send() {
    if (this.#sending) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    while (this.#handlers && this.#waiting.length > 0) {
      if (!(await this.#sendFirst())) { this.#timer = setTimeout(() => this.send(), retryAfter); break; }
    }
    this.#sending = false;
    this.#handlers?.changed();
  }

  /** False when it must be tried again later. */
  async #sendFirst() {
    const tap = this.#waiting[0];
    // A tap that followed another one on the same alert builds on what that one led to.
    const version = tap.version ?? this.#board.get(tap.alert)?.version ?? 0;
    const { status, body } = await change(tap.alert, tap.action, { key: tap.key, version, ...tap.extra });
    if (!this.#handlers) return true;
    if (status === 200) {
      this.#waiting.shift();
      this.#keep();
      this.#handlers.accepted(body, tap);
      return true;
    }
    if (status === 409) { this.#outrun(tap, body?.alert ?? null); return true; }
    if (status === 401) { this.#handlers.signedOut(); this.stop(); return false; }
    if (status === 400 || status === 403 || status === 404) {
      this.#drop(tap.alert);
      if (status === 404) this.#handlers.lost(tap, null); else this.#handlers.refused(tap);
      return true;
    }
    return false;
  }

  /** Somebody changed the alert first. When the change did not take it away (a reason was added), the tap still holds: again, on the new version. */
  #outrun(tap, alert) {
    const stillPossible = alert && (tap.action === 'claim' ? alert.state === 'open' : alert.state === 'open' || alert.claimed_by === this.#me);
    if (stillPossible && alert.version !== tap.version && tap.races < mostRaces) {
      Object.assign(tap, { key: crypto.randomUUID(), version: alert.version, races: tap.races + 1 });
      this.#keep();
      return;
    }
    this.#drop(tap.alert);
    this.#handlers.lost(tap, alert);
  }

  #drop(alertId) {
    this.#waiting = this.#waiting.filter((tap) => tap.alert !== alertId);
    this.#keep();
  }

  static #kept() {
    try { return JSON.parse(localStorage.getItem(storage) ?? '[]'); } catch { return []; }
  }

  #keep() { localStorage.setItem(storage, JSON.stringify(this.#waiting)); }
}
