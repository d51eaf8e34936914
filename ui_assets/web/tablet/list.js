// SPDX-License-Identifier: GPL-3.0-or-later
// The live list: one row an alert, in sections, masked names only. A row keeps its element while its alert lives, so that the finger and
// the focus stay where they are when others come and go.
import { element, icon, refill } from './dom.js';
import { isHelp, rank, section, sections } from './board.js';
import { hubNow } from './hub.js';
import { line, named, placeName, text } from './language.js';

export function iconOf(alert) {
  if (alert.help_reason === 'unwell' || alert.kind === 'unwell') return 'unwell';
  const pictures = {
    help: 'help', fraud_hold: 'fraud', stuck: 'stuck', media_left: 'card', confirm_request: 'person', left_unfinished: 'stuck', wait_over: 'wait',
    missed_call: 'wait', device_fault: 'device', paper_low: 'device', arrival: 'arrival', arrival_priority: 'arrival',
  };
  return pictures[alert.kind] ?? (alert.reasons.some((reason) => reason.key.includes('matures')) ? 'maturity' : 'person');
}

/** danger, care or calm: how loud a row and a card look. */
export function tone(alert) {
  if (isHelp(alert) || alert.kind === 'fraud_hold') return 'danger';
  return rank(alert) <= 6 ? 'care' : 'calm';
}

/** 王 -> 王** : in lists the name is masked. */
const masked = (person) => (person?.name ? `${[...person.name][0]}**` : '');

export function age(alert) {
  const seconds = Math.max(0, Math.floor((hubNow() - Date.parse(alert.raised_at)) / 1000));
  if (seconds >= 60) return text('age.minutes', { minutes: Math.floor(seconds / 60) });
  // Seconds count only while somebody calls and nobody has answered.
  return alert.urgency === 'a' && alert.state === 'open' ? text('age.seconds', { seconds }) : text('age.now');
}

/** What a row and a help card are headed by: for a call the place first, else the ticket, and a masked name or the place. */
export function title(alert) {
  const place = placeName(alert.place);
  if (isHelp(alert)) return [place || text('place.unknown'), alert.help_reason ? named('help_reason', alert.help_reason) : named('kind', alert.kind)].join(' · ');
  return [alert.ticket_label, masked(alert.person) || place || (alert.ticket_label ? '' : named('kind', alert.kind))].filter(Boolean).join(' · ');
}

function under(alert) {
  if (alert.reasons.length > 0) return line(alert.reasons[0]);
  return isHelp(alert) ? alert.ticket_label : named('kind', alert.kind);
}

function chip(alert, me) {
  if (alert.state !== 'claimed' || alert.claimed_by === me) return null;
  return element('span', { class: 'chip' }, icon('check'), text('list.taken_by', { staff: alert.claimed_by }));
}

export class List {
  #rows = new Map();
  #parts = new Map();
  #choose;

  constructor(choose) {
    this.#choose = choose;
    for (const name of sections) {
      const rows = element('ul', {});
      const heading = element('h2', {}, text(`list.${name}`));
      this.#parts.set(name, { rows, heading, whole: element('section', { class: `part ${name}`, 'aria-label': text(`list.${name}`) }, heading, rows) });
    }
    this.empty = element('p', { class: 'nobody' }, text('list.nobody'));
    this.root = element('nav', { class: 'list', 'aria-label': text('list.title') }, this.empty, [...this.#parts.values()].map((part) => part.whole));
    this.root.addEventListener('keydown', (event) => this.#step(event));
  }

  /** `alerts` in order; `chosen` is the id on the card; `putOff` the ids this person cannot take now. */
  draw(alerts, me, chosen, putOff) {
    const bySection = new Map(sections.map((name) => [name, []]));
    const alive = new Set();
    for (const alert of alerts) {
      alive.add(alert.id);
      bySection.get(section(alert, me)).push(this.#row(alert, me, alert.id === chosen, putOff.has(alert.id)));
    }
    for (const [id, row] of this.#rows) if (!alive.has(id)) { row.item.remove(); this.#rows.delete(id); }
    for (const [name, rows] of bySection) {
      const part = this.#parts.get(name);
      part.whole.hidden = rows.length === 0;
      rows.forEach((row, index) => { if (part.rows.children[index] !== row) part.rows.insertBefore(row, part.rows.children[index] ?? null); });
    }
    this.empty.hidden = alerts.length > 0;
  }

  #row(alert, me, chosen, later) {
    let row = this.#rows.get(alert.id);
    if (!row) {
      const button = element('button', { type: 'button', onclick: () => this.#choose(alert.id) });
      row = { button, item: element('li', { 'data-alert': alert.id }, button), drawn: '' };
      this.#rows.set(alert.id, row);
    }
    const signature = [alert.version, chosen, later, age(alert)].join('|');
    if (row.drawn !== signature) {
      row.drawn = signature;
      row.button.className = `row ${tone(alert)}${later ? ' later' : ''}`;
      row.button.setAttribute('aria-current', chosen ? 'true' : 'false');
      row.button.replaceChildren(element('span', { class: 'tile' }, icon(iconOf(alert))),
        element('span', { class: 'row-title' }, title(alert)), element('span', { class: 'row-under' }, under(alert)),
        element('span', { class: 'row-age' }, age(alert)), chip(alert, me) ?? (later ? element('span', { class: 'chip' }, text('list.later')) : ''));
    }
    return row.item;
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
