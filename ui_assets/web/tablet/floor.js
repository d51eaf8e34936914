// SPDX-License-Identifier: GPL-3.0-or-later
// What this tablet knows about the branch besides its alerts: who of the staff is there, who waits in the queue, what customers who called
// have on their screens, and what became of what was passed on. No page in here, so that tests can hold it.

const order = ['on_duty', 'serving', 'break', 'off'];

/** Not gone home, and a tablet of theirs is connected, as the hub said when it was last asked: what is passed to them reaches them. */
export const isReached = (colleague) => colleague.state !== 'off' && colleague.listening;

export class Floor {
  #colleagues = [];
  #queue = null;
  #screens = new Map();
  #referrals = null;

  takeColleagues(body) { this.#colleagues = body?.colleagues ?? []; }
  /** One colleague's new duty {staff_number, state, zone, window}. False when this is nobody known: then the list has to be read. */
  takeDuty({ staff_number: number, state, zone, window }) {
    const known = this.colleague(number);
    if (known) Object.assign(known, { state, zone, window });
    return Boolean(known);
  }

  /** Who is free first; the one with the fewest open cards first among them. */
  colleagues() {
    return [...this.#colleagues].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.open_claims - b.open_claims || (a.staff_number < b.staff_number ? -1 : 1));
  }

  /** False where the hub would refuse to pass something to this role, because nobody of it but `me` would hear of it. Nothing known: it decides. */
  reachesRole(role, me) { return this.#colleagues.length === 0 || this.#colleagues.some((each) => each.role === role && each.staff_number !== me.number && isReached(each)); }

  colleague(number) { return this.#colleagues.find((each) => each.staff_number === number); }
  /** "林岚", or the number where the name is not known. */
  nameOf(number) { return this.colleague(number)?.display_name || number; }

  /** False for a view that is older than the one that is here: an event that comes late, or twice. */
  takeQueue(view) {
    if (!view?.tickets || (this.#queue && Date.parse(view.at) < Date.parse(this.#queue.at))) return false;
    this.#queue = view;
    return true;
  }
  queue() { return this.#queue; }
  forgetQueue() { this.#queue = null; }
  ticket(label) { return label ? this.#queue?.tickets.find((ticket) => ticket.label === label) : undefined; }
  calledTo(window) { return window ? this.#queue?.tickets.find((ticket) => ticket.state === 'called' && ticket.window === window) : undefined; }
  /** The windows that are in use: of tellers who are there, and those that called somebody. */
  windows() {
    const all = [...this.#colleagues.filter((each) => each.state !== 'off').map((each) => each.window), ...(this.#queue?.tickets ?? []).map((ticket) => ticket.window)];
    return [...new Set(all.filter((window) => window > 0))].sort((a, b) => a - b);
  }

  /** Of two screens of a call the later generation counts. */
  takeScreen(screen) {
    const known = this.#screens.get(screen.alert);
    if (known && known.generation > screen.generation) return;
    this.#screens.set(screen.alert, screen);
  }
  screen(alert) { return this.#screens.get(alert) ?? null; }
  forgetScreen(alert) { this.#screens.delete(alert); }

  takeReferrals(body) { this.#referrals = body?.referrals ?? []; }
  /** null until the hub was asked. */
  referrals() { return this.#referrals; }

  clear() { this.#colleagues = []; this.#queue = null; this.#screens.clear(); this.#referrals = null; }
}
