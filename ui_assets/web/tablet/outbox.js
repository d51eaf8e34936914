// SPDX-License-Identifier: GPL-3.0-or-later
// Taps on their way to the hub. Each has an idempotency key made at the tap, so that sending it again after a lost answer does nothing
// twice; the hub's compare-and-set decides who was first. They wait here while the network is away, also over a reload. What is kept holds
// ids and versions, nothing about a person.
import { changePath, post } from './hub.js';

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

  /**
   * `handlers`: changed(), accepted(alert, tap), lost(tap, alert or null), refused(tap), done(tap, body) for what is about no alert,
   * late(tap) for what waited too long to be still meant, signedOut().
   */
  constructor(me, board, handlers) {
    this.#me = me;
    this.#board = board;
    this.#handlers = handlers;
    // Somebody else's taps are not sent in this person's name.
    this.#waiting = Outbox.#kept().filter((tap) => tap.staff === me);
    this.#keep();
  }

  /** A change of an alert: claim, release {why}, outcome {outcome}, transfer {to_staff or to_role}, identity {right}, seen. */
  add(alert, action, extra = {}) {
    const after = this.#waiting.some((tap) => tap.alert === alert.id);
    this.#put({ alert: alert.id, version: after ? null : alert.version, path: changePath(alert.id, action), action, extra, races: 0 });
  }

  /**
   * Anything else, by path. With `newestOnly` an older tap of the same action that still waits is forgotten: the last word counts. `within`
   * milliseconds is how long it is still meant: a ticket that was called a minute ago without a network is not called now.
   */
  request(action, path, extra, { newestOnly = false, within = Infinity } = {}) {
    if (newestOnly) this.#waiting = this.#waiting.filter((tap, index) => tap.action !== action || (this.#sending && index === 0));
    this.#put({ path, action, extra, until: within === Infinity ? null : Date.now() + within });
  }

  #put(tap) {
    this.#waiting.push({ key: crypto.randomUUID(), staff: this.#me, ...tap });
    this.#keep();
    this.#handlers?.changed();
    this.send();
  }

  /** What a person waits for; that a card was looked at is not. */
  count() { return this.#waiting.filter((tap) => tap.action !== 'seen').length; }
  waitingFor(alertId) { return this.#waiting.find((tap) => tap.alert === alertId && tap.action !== 'seen'); }
  waits(action) { return this.#waiting.find((tap) => tap.action === action); }

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
    // Whether a lost request arrived is not known: what became of it is seen in the queue, and the person decides.
    if (tap.until && Date.now() > tap.until) { this.#forget(tap); this.#handlers.late(tap); return true; }
    const body = { key: tap.key, ...tap.extra };
    // A tap that followed another one on the same alert builds on what that one led to.
    if (tap.alert) body.version = tap.version ?? this.#board.get(tap.alert)?.version ?? 0;
    const answer = await post(tap.path, body);
    if (!this.#handlers) return true;
    return this.#answered(tap, answer.status, answer.body);
  }

  #answered(tap, status, body) {
    if (status >= 200 && status < 300) {
      this.#forget(tap);
      if (tap.alert && body?.version !== undefined) this.#handlers.accepted(body, tap); else this.#handlers.done(tap, body);
      return true;
    }
    if (status === 409 && tap.alert && tap.action !== 'seen') { this.#outrun(tap, body?.alert ?? null); return true; }
    if (status === 401) { this.#handlers.signedOut(); this.stop(); return false; }
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      if (tap.alert && tap.action !== 'seen') this.#drop(tap.alert); else this.#forget(tap);
      if (tap.action === 'seen') return true;
      if (status === 404 && tap.alert) this.#handlers.lost(tap, null); else this.#handlers.refused(tap, body);
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

  #forget(tap) {
    this.#waiting = this.#waiting.filter((each) => each !== tap);
    this.#keep();
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
