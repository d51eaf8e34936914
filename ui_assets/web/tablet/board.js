// SPDX-License-Identifier: GPL-3.0-or-later
// What this tablet knows about the branch's alerts, and in which order they matter. No page in here, so that tests can hold it.

const ranks = {
  unwell: 0, help: 1, fraud_hold: 2, stuck: 3, media_left: 3, confirm_request: 3, left_unfinished: 4, wait_over: 5, missed_call: 5,
  recover: 6, device_fault: 6, arrival_priority: 7, loan: 7, referral: 7, arrival: 8,
};
const leastUrgent = 9;
const finished = new Set(['closed', 'cancelled', 'expired']);

export const isOpen = (alert) => !finished.has(alert.state);
export const isHelp = (alert) => alert.kind === 'help' || alert.kind === 'unwell';

export function rank(alert) {
  if (alert.help_reason === 'unwell') return ranks.unwell;
  return ranks[alert.kind] ?? leastUrgent;
}

/** Which part of the list: calls for help, what I took, other people who need somebody, silent rows, what others took. */
export function section(alert, me) {
  if (alert.state === 'claimed') return alert.claimed_by === me ? 'mine' : 'taken';
  if (isHelp(alert)) return 'help';
  return alert.interrupts ? 'waiting' : 'silent';
}
export const sections = ['help', 'mine', 'waiting', 'silent', 'taken'];

export class Board {
  #alerts = new Map();
  #heard = new Map();   // id -> number of the last event that told of it

  /** 'new', 'changed' or 'old' (an alert in this or a later version was here already). `sequence`: of the event that brought it. */
  apply(alert, sequence = 0) {
    this.#heard.set(alert.id, Math.max(sequence, this.#heard.get(alert.id) ?? 0));
    const known = this.#alerts.get(alert.id);
    if (known && known.version >= alert.version) return 'old';
    this.#alerts.set(alert.id, alert);
    return known ? 'changed' : 'new';
  }

  /**
   * The hub's whole list, as it was at event `sequence`: what it no longer names has ended, unless a later event told of it while the list
   * was on its way. Answers the alerts that were not known in that version.
   */
  replaceAll(alerts, sequence) {
    const named = new Set(alerts.map((alert) => alert.id));
    for (const id of [...this.#alerts.keys()]) {
      if (named.has(id) || this.#heard.get(id) > sequence) continue;
      this.#alerts.delete(id);
      this.#heard.delete(id);
    }
    return alerts.filter((alert) => this.apply(alert) !== 'old');
  }

  get(id) { return this.#alerts.get(id); }
  clear() { this.#alerts.clear(); this.#heard.clear(); }

  /** The open ones in the order of the list. `putOff` holds the ids that this person cannot take now: last within their section. */
  inOrder(me, putOff = new Set()) {
    const place = (alert) => [sections.indexOf(section(alert, me)), putOff.has(alert.id) ? 1 : 0, rank(alert), Date.parse(alert.raised_at), alert.id];
    return [...this.#alerts.values()].filter(isOpen).map((alert) => [place(alert), alert])
      .sort(([a], [b]) => { const i = a.findIndex((part, index) => part !== b[index]); return i < 0 ? 0 : a[i] < b[i] ? -1 : 1; })
      .map(([, alert]) => alert);
  }
}
