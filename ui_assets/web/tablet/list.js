// SPDX-License-Identifier: GPL-3.0-or-later
// The live list: one row an alert, in sections, masked names only. A row keeps its element while its alert lives, so that the finger and
// the focus stay where they are when others come and go.
import { element, icon } from './dom.js';
import { isAsked, isHelp, isReturned, isUnwell, rank, section, sections } from './board.js';
import { hubNow } from './hub.js';
import { clockTime, line, named, placeName, text, waitRange } from './language.js';

export function iconOf(alert) {
  if (isUnwell(alert)) return 'unwell';
  const pictures = {
    help: 'help', fraud_hold: 'fraud', stuck: 'stuck', media_left: 'card', confirm_request: 'person', left_unfinished: 'stuck', wait_over: 'wait',
    missed_call: 'wait', device_fault: 'device', paper_low: 'device', arrival: 'arrival', arrival_priority: 'arrival', recover: 'say',
    visit_request: 'maturity', event_signup: 'ticket', referral: 'pass', follow_up: 'maturity',
  };
  const matures = alert.reasons.some((reason) => reason.key.includes('matures'));
  return (matures && alert.kind === 'arrival' ? 'maturity' : pictures[alert.kind]) ?? 'person';
}

/** danger, care or calm: how loud a row and a card look. */
export function tone(alert) {
  if (isHelp(alert) || alert.kind === 'fraud_hold') return 'danger';
  return rank(alert) <= 6 ? 'care' : 'calm';
}

/** 王 -> 王** : in lists the name is masked. */
export const masked = (person) => (person?.name ? `${[...person.name][0]}**` : '');

const secondsOld = (alert) => Math.max(0, Math.floor((hubNow() - Date.parse(alert.raised_at)) / 1000));
/** Seconds count only while somebody calls and nobody has answered. */
const countsSeconds = (alert) => alert.urgency === 'a' && alert.state === 'open' && secondsOld(alert) < 60;

export function age(alert) {
  const seconds = secondsOld(alert);
  if (seconds >= 60) return text('age.minutes', { minutes: Math.floor(seconds / 60) });
  return countsSeconds(alert) ? text('age.seconds', { seconds }) : text('age.now');
}

/** The same in a sentence: how long somebody has been here. */
export function since(alert) {
  const seconds = (hubNow() - Date.parse(alert.raised_at)) / 1000;
  if (seconds < 60 && alert.urgency !== 'a') return text('age.came_now');
  return seconds < 60 && alert.state !== 'open' ? text('age.now') : text('age.ago', { age: age(alert) });
}

/** How long until this person's number is called, from the queue; '' where that is not known. */
export function countdown(ticket) {
  if (!ticket) return '';
  if (ticket.state === 'called') return ticket.window ? text('wait.called', { window: ticket.window }) : text('wait.called_somewhere');
  if (ticket.state === 'missed') return text('wait.missed');
  return [ticket.ahead > 0 ? text('wait.ahead', { count: ticket.ahead }) : text('wait.next'), waitRange(ticket.wait)].join(' · ');
}

/** '' when a called number may be put aside as missed; else from when, because its holder may still be walking. */
export function missedFrom(ticket, now) {
  return ticket.missed_from && Date.parse(ticket.missed_from) > now ? clockTime(Date.parse(ticket.missed_from)) : '';
}

/** What a row and a help card are headed by: for a call the place first, else the ticket, and a masked name or the place. */
export function title(alert, covered = false) {
  const place = placeName(alert.place);
  if (isHelp(alert)) return [place || text('place.unknown'), alert.help_reason && !covered ? named('help_reason', alert.help_reason) : named('kind', covered ? 'help' : alert.kind)].join(' · ');
  return [alert.ticket_label, (covered ? '' : masked(alert.person)) || place || (alert.ticket_label ? '' : named('kind', alert.kind))].filter(Boolean).join(' · ');
}

function under(alert, covered) {
  if (covered) return named('kind', alert.kind === 'unwell' ? 'help' : alert.kind);
  if (alert.reasons.length > 0) return line(alert.reasons[0]);
  return isHelp(alert) ? alert.ticket_label : named('kind', alert.kind);
}

/** What this person said to a card that is not theirs any more, or not now. */
function putOffAs({ why, to_staff: staff, to_role: role }, floor) {
  if (staff || role) return { picture: 'pass', words: text('list.passed', { staff: staff ? floor.nameOf(staff) : text(`role.${role}`) }) };
  if (why === 'ask_other') return { picture: 'pass', words: text('list.asked_other') };
  return why === 'not_now' ? { picture: 'wait', words: text('list.later') } : { picture: 'close', words: text(`release.${why}`) };
}

export class List {
  #rows = new Map();
  #parts = new Map();
  #choose;

  constructor(choose, role) {
    this.#choose = choose;
    for (const name of sections) {
      const rows = element('ul', {});
      const words = text(name === 'tasks' && role === 'relationship_manager' ? 'list.follow_ups' : `list.${name}`);
      this.#parts.set(name, { rows, whole: element('section', { class: `part ${name}`, 'aria-label': words }, element('h2', {}, words), rows) });
    }
    this.empty = element('p', { class: 'nobody' }, text('list.nobody'));
    this.root = element('nav', { class: 'list', 'aria-label': text('list.title') }, this.empty, [...this.#parts.values()].map((part) => part.whole));
    this.root.addEventListener('keydown', (event) => this.#step(event));
  }

  /** `alerts` in order. `context`: {me, now, chosen (id on the card), putOff (id -> what was said), floor, covered}. */
  draw(alerts, context) {
    const bySection = new Map(sections.map((name) => [name, []]));
    const alive = new Set();
    for (const alert of alerts) {
      alive.add(alert.id);
      bySection.get(section(alert, context.me, context.now)).push(this.#row(alert, context));
    }
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    for (const [id, row] of this.#rows) if (!alive.has(id)) { row.item.remove(); this.#rows.delete(id); }
    for (const [name, rows] of bySection) {
      const part = this.#parts.get(name);
      part.whole.hidden = rows.length === 0;
      rows.forEach((row, index) => { if (part.rows.children[index] !== row) part.rows.insertBefore(row, part.rows.children[index] ?? null); });
    }
    // An element that is moved loses the focus: it gets it back where it is now.
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    this.empty.hidden = alerts.length > 0;
  }

  #row(alert, context) {
    let row = this.#rows.get(alert.id);
    if (!row) {
      const button = element('button', { type: 'button', onclick: () => this.#choose(alert.id) });
      row = { button, age: element('span', { class: 'row-age' }), item: element('li', { 'data-alert': alert.id }, button), drawn: '' };
      this.#rows.set(alert.id, row);
    }
    const chosen = alert.id === context.chosen;
    const said = context.putOff.get(alert.id);
    const later = Boolean(said);
    const chip = this.#chip(alert, context, said);
    const signature = [alert.version, chosen, later, chip?.words, context.covered].join('|');
    if (row.drawn !== signature) {
      row.drawn = signature;
      row.button.className = `row ${tone(alert)}${later ? ' later' : ''}`;
      row.button.setAttribute('aria-current', chosen ? 'true' : 'false');
      // Each line is as wide as its own end lets it be. Of a call the seconds stand on top; what a card is about is longer than its age.
      const first = element('span', { class: 'row-line' }, element('span', { class: 'row-title' }, title(alert, context.covered)));
      const second = element('span', { class: 'row-line' }, element('span', { class: 'row-under' }, under(alert, context.covered)));
      const mark = chip ? element('span', { class: `chip ${chip.look}` }, icon(chip.picture), chip.words) : '';
      const calls = tone(alert) === 'danger';
      first.append(calls ? row.age : mark);
      second.append(calls ? mark : row.age);
      row.button.replaceChildren(element('span', { class: 'tile' }, icon(iconOf(alert))), element('span', { class: 'row-lines' }, first, second));
    }
    this.#turn(row.age, alert);
    return row.item;
  }

  /** How long it waits, in its own place; seconds are for the eye, a screen reader would never come to an end with them. */
  #turn(place, alert) {
    const words = age(alert);
    if (place.textContent === words) return;
    place.textContent = words;
    if (countsSeconds(alert)) place.setAttribute('aria-hidden', 'true'); else place.removeAttribute('aria-hidden');
  }

  /** The one thing to know of a row at its right: who went, that it is for me, that it came back, or how long until the call. */
  #chip(alert, { me, floor }, said) {
    if (alert.state === 'claimed') return alert.claimed_by === me.number ? null : { look: '', picture: 'check', words: text('list.taken_by', { staff: floor.nameOf(alert.claimed_by) }) };
    if (isReturned(alert)) return { look: 'care', picture: 'back', words: text('list.returned') };
    if (said) return { look: 'faint', ...putOffAs(said, floor) };
    if (isAsked(alert, me)) return { look: '', picture: 'person', words: text('list.for_you') };
    const ticket = floor.ticket(alert.ticket_label);
    return ticket?.state === 'waiting' ? { look: 'faint', picture: 'wait', words: waitRange(ticket.wait, 'wait.row') } : null;
  }

  /** Arrow keys walk the rows; Tab leaves the list. */
  #step(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const buttons = [...this.root.querySelectorAll('button.row')];
    const next = buttons[buttons.indexOf(document.activeElement) + by];
    if (next) { event.preventDefault(); next.focus(); }
  }
}
