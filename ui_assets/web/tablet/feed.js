// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the board and the floor as the hub has them: reads everything once, then follows the stream, and reads again what a lost line may
// have hidden. Decides nothing and draws nothing.
import * as hub from './hub.js';
import { isHelp, isOpen } from './board.js';
import { AlertStream, sequenceOf } from './stream.js';

export class Feed {
  #branch;
  #who;
  #board;
  #floor;
  #handlers;
  #stream = null;
  #streaming = false;
  #offlineSince = null;
  #stopped = false;
  #counter = null;
  #counterOf = '';
  #dutiesHeard = 0;

  /**
   * `who`: {number, role, window}, read whenever it matters. `handlers`: first(alerts) and missed(alerts) of the whole list, alert(alert,
   * before), colleagues(), changed(), online(), offline(since), signedOut(), notMyWindow().
   */
  constructor(branch, who, board, floor, handlers) {
    this.#branch = branch;
    this.#who = who;
    this.#board = board;
    this.#floor = floor;
    this.#handlers = handlers;
  }

  offlineSince() { return this.#offlineSince; }
  /** The hub's view of this person's window, or null until it has answered. */
  counter() { return this.#counter; }

  /** Another window's view must not stand under this one's number. */
  forgetCounter() { this.#counter = null; this.#counterOf = ''; }

  stop() {
    this.#stopped = true;
    this.#stream?.stop();
    this.#board.clear();
    this.#floor.clear();
    this.#counter = null;
  }

  /** The whole list, then the stream behind the number that it includes. `asked`: an answer of the list that is on its way already. */
  async readList(asked) {
    const { status, body } = await (asked ?? hub.openAlerts());
    if (this.#stopped) return;
    if (status === 401) { this.#handlers.signedOut(); return; }
    if (status !== 200) {
      this.#setOffline(this.#offlineSince ?? Date.now());
      setTimeout(() => !this.#stopped && this.readList(), 1500 + Math.random() * 1500);
      return;
    }
    const unseen = this.#board.replaceAll(body.alerts, body.sequence);
    // A reset left the stream open behind the number at which the gap ended; only the first reading opens one.
    if (this.#streaming) this.#setOffline(null);
    if (this.#stream) this.#handlers.missed(unseen); else { this.#handlers.first(unseen); this.#openStream(`${this.#branch}:${body.sequence}`); }
    this.#handlers.changed();
    unseen.forEach((alert) => this.readScreen(alert));
  }

  /** Who is there and who waits; again whenever the line was away, because the last word of each is all that counts. */
  readFloor() { return Promise.all([this.readColleagues(), this.readQueue(), this.#floor.referrals() === null ? null : this.readReferrals()]); }

  async #read(asked, take) {
    const { status, body } = await asked;
    if (status !== 200 || this.#stopped) return;
    take(body);
    this.#handlers.changed();
  }

  /** Anew when somebody came or went while the answer was on its way: it may be from before. */
  async readColleagues(tries = 3) {
    const heard = this.#dutiesHeard;
    await this.#read(hub.colleagues(), (body) => { this.#floor.takeColleagues(body); this.#handlers.colleagues(); });
    if (heard !== this.#dutiesHeard && tries > 1 && !this.#stopped) await this.readColleagues(tries - 1);
  }
  readReferrals() { return this.#read(hub.referrals(), (body) => this.#floor.takeReferrals(body)); }
  readQueue() { return this.#read(hub.queue(), (body) => this.#takeQueue(body)); }

  #takeQueue(view) {
    this.#floor.takeQueue(view);
    this.readCounter();
  }

  /** Only for a teller with a window; anew when somebody else was called there, or always with `again`. */
  async readCounter(again = false) {
    if (this.#who.role !== 'teller' || !this.#who.window) return;
    // Asked before the hub knows that this is their window, it would refuse, and write that down.
    if (this.#floor.colleague(this.#who.number)?.window !== this.#who.window) return;
    const called = this.#floor.calledTo(this.#who.window);
    const of = `${this.#who.window} ${called?.ticket ?? ''} ${called?.calls ?? ''}`;
    if (of === this.#counterOf && !again) return;
    this.#counterOf = of;
    const { status, body } = await hub.counter(this.#who.window);
    if (this.#stopped || of !== this.#counterOf) return;
    if (status === 200) this.#counter = body; else this.#counterOf = '';
    if (status === 403) this.#handlers.notMyWindow();
    this.#handlers.changed();
  }

  /** What the customer of a call that is mine has on the screen; later screens come by the stream. */
  readScreen(alert) {
    if (!isHelp(alert) || alert.state !== 'claimed' || alert.claimed_by !== this.#who.number) return null;
    return this.#read(hub.assistScreen(alert.id), (body) => { if (body?.nodes) this.#floor.takeScreen(body); });
  }

  #openStream(after) {
    this.#stream = new AlertStream(after, {
      event: (event) => this.#event(event),
      online: () => {
        this.#streaming = true;
        if (this.#offlineSince !== null) this.readFloor();
        this.#setOffline(null);
        this.#handlers.online();
      },
      offline: (since) => { this.#streaming = false; this.#setOffline(since); },
      signedOut: () => this.#handlers.signedOut(),
    });
    this.#stream.start();
  }

  #event({ id, name, data }) {
    if (name === 'reset') { this.readList(); this.readFloor(); return; }
    const take = { alert: (body) => this.#alert(body, sequenceOf(id)), queue: (body) => this.#takeQueue(body), assist: (body) => this.#floor.takeScreen(body),
      duty: (body) => { this.#dutiesHeard += 1; if (this.#floor.takeDuty(body)) this.#handlers.colleagues(); this.readColleagues(); } }[name];
    if (!take) return;
    take(JSON.parse(data));
    this.#handlers.changed();
  }

  #alert(alert, sequence) {
    const before = this.#board.get(alert.id);
    if (this.#board.apply(alert, sequence) === 'old') return;
    if (!isOpen(alert)) this.#floor.forgetScreen(alert.id);
    if (alert.ticket_label && alert.ticket_label === this.#counter?.ticket?.label) this.readCounter(true);
    this.#handlers.alert(alert, before);
  }

  #setOffline(since) {
    if (since === null ? this.#offlineSince === null : this.#offlineSince !== null) return;
    this.#offlineSince = since;
    this.#handlers.offline(since);
  }
}
