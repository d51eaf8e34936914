// SPDX-License-Identifier: GPL-3.0-or-later
// What this tablet knows about the branch's alerts, whom each is for, and in which order they matter. No page in here, so that tests can
// hold it.

const ranks = {
  unwell: 0, help: 1, fraud_hold: 2, stuck: 3, media_left: 3, confirm_request: 3, left_unfinished: 4, wait_over: 5, missed_call: 5,
  recover: 6, device_fault: 6, arrival_priority: 7, loan: 7, referral: 7, arrival: 8,
};
const leastUrgent = 9;
const finished = new Set(['closed', 'cancelled', 'expired']);
const devices = new Set(['device_fault', 'paper_low']);
const tasks = new Set(['visit_request', 'event_signup', 'follow_up']);

export const isOpen = (alert) => !finished.has(alert.state);
export const isHelp = (alert) => alert.kind === 'help' || alert.kind === 'unwell';
export const isUnwell = (alert) => alert.kind === 'unwell' || alert.help_reason === 'unwell';
export const isDevice = (alert) => devices.has(alert.kind);
/** Known by a typed tail and not made sure of yet: the name is a guess. */
export const isGuess = (alert) => Boolean(alert.person?.claimed_identity) && !alert.identity_confirmed;
/** Somebody passed it on and nobody there took it: it came back. */
export const isReturned = (alert) => (alert.news ?? []).some((news) => news.line.key === 'news.returned');
/** 65 is where the law begins to ask for more care; the band's lower end decides, because the age itself is not told. */
export const isElder = (person) => Number.parseInt(person?.age_band ?? '', 10) >= 65;

export function rank(alert) {
  if (isUnwell(alert)) return ranks.unwell;
  return ranks[alert.kind] ?? leastUrgent;
}

/**
 * Whether this alert may buzz and take the card over for the person `me` ({number, duty, role}): it does for whom the hub offers it to, who
 * is on duty; a call nobody was picked for is everybody's. Somebody unwell reaches also who serves or has a break; nothing else does.
 */
export function interruptsMe(alert, me) {
  if (alert.state !== 'open' || !alert.interrupts) return false;
  if (isUnwell(alert)) return true;
  if (me.duty !== 'on_duty') return false;
  const offered = alert.offered_to ?? [];
  return offered.includes(me.number) || (offered.length === 0 && alert.urgency === 'a' && me.role !== 'teller');
}

/** Whether `me` is asked to go: it interrupts them, or nobody went and it is the branch head's turn, who may be busy. */
export const isAsked = (alert, me) => interruptsMe(alert, me) || (me.role === 'branch_head' && alert.state === 'open' && alert.caution?.key === 'caution.branch_head');

/** Past its time, or told to the branch head because nobody went. */
export const isEscalated = (alert, now) => alert.state === 'open' && (alert.caution?.key === 'caution.branch_head' || alert.caution?.key === 'caution.overdue'
  || (alert.due !== undefined && Date.parse(alert.due) < now));

/** Passed to a colleague by name: only they can take it, until it comes back. */
export const isForSomebodyElse = (alert, me) => Boolean(alert.wanted_staff) && alert.wanted_staff !== me.number && alert.urgency !== 'a';

const forRelations = (alert, me) => alert.kind === 'referral' || alert.wanted_role === 'relationship_manager' || (alert.offered_to ?? []).includes(me.number);

/** Which part of the list of the person `me` an alert stands in: one of `sections`. */
export function section(alert, me, now = Date.now()) {
  if (alert.state === 'claimed') return alert.claimed_by === me.number ? 'mine' : 'taken';
  if (isHelp(alert)) return 'help';
  if (alert.kind === 'recover') return 'recover';
  if (me.role === 'branch_head' && isEscalated(alert, now)) return 'escalated';
  if (isDevice(alert)) return 'devices';
  if (alert.wanted_staff === me.number || (me.role === 'relationship_manager' && forRelations(alert, me))) return 'for_me';
  if (tasks.has(alert.kind)) return 'tasks';
  return alert.interrupts ? 'waiting' : 'silent';
}
export const sections = ['help', 'recover', 'escalated', 'mine', 'for_me', 'waiting', 'tasks', 'devices', 'silent', 'taken'];

/** Without it the hub lets nobody take this alert but a call for help. Nothing known of the qualifications: it decides. */
export const lacksQualification = (alert, qualifications) => Boolean(alert.qualification) && alert.urgency !== 'a' && qualifications !== undefined && !qualifications.includes(alert.qualification);

/** Why the hub did not let `me` ({role, qualifications, held: cards in hand}) take this alert: the key of words that say what to do instead. */
export function whyNotTaken(alert, me) {
  if (lacksQualification(alert, me.qualifications)) return 'card.not_qualified';
  if (isForSomebodyElse(alert, me)) return 'card.passed_to_another';
  if (alert.wanted_role ? alert.wanted_role !== me.role : alert.referred_by && !isReturned(alert)) return 'card.passed_to_another';
  return me.held > 0 ? 'card.hands_full' : 'card.refused';
}

/** A teller has a customer in front: no cards of the hall, only what was sent to the counter, is one's own, or cannot wait. */
export function concerns(alert, me) {
  if (me.role !== 'teller') return true;
  return isUnwell(alert) || alert.wanted_role === 'teller' || alert.claimed_by === me.number || (alert.offered_to ?? []).includes(me.number);
}

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

  /** The open ones of this person in the order of the list. `putOff` holds the ids that cannot be taken now: last within their section. */
  inOrder(me, putOff = new Set(), now = Date.now()) {
    const place = (alert) => [sections.indexOf(section(alert, me, now)), putOff.has(alert.id) ? 1 : 0, rank(alert), interruptsMe(alert, me) ? 0 : 1,
      Date.parse(alert.raised_at), alert.id];
    return [...this.#alerts.values()].filter((alert) => isOpen(alert) && concerns(alert, me)).map((alert) => [place(alert), alert])
      .sort(([a], [b]) => { const i = a.findIndex((part, index) => part !== b[index]); return i < 0 ? 0 : a[i] < b[i] ? -1 : 1; })
      .map(([, alert]) => alert);
  }
}
