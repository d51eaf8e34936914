// SPDX-License-Identifier: GPL-3.0-or-later
// To whom: one list of colleagues by duty and of roles, for passing a card on and for handing over what is mine before leaving.
import { lacksQualification } from './board.js';
import { element, icon } from './dom.js';
import { isReached } from './floor.js';
import { placeName, text } from './language.js';
import { roles } from './roles.js';
import { openSheet } from './sheet.js';

/** What a colleague is doing and where, in one line. */
export function whereabouts(colleague) {
  return [text(`role.${colleague.role}`), colleague.window > 0 ? text('counter.window', { window: colleague.window }) : placeName(colleague.zone),
    colleague.open_claims > 0 ? text('team.claims', { count: colleague.open_claims }) : ''].filter(Boolean).join(' · ');
}

export function dutyChip(state) {
  const picture = { on_duty: 'check', serving: 'person', break: 'rest', off: 'leave' }[state] ?? 'person';
  return element('span', { class: `chip duty-${state}` }, icon(picture), text(`duty.${state}`));
}

function colleagueButton(colleague, unfit, press) {
  return element('button', { type: 'button', class: 'pick', 'data-staff': colleague.staff_number, 'data-focus': `staff-${colleague.staff_number}`, disabled: unfit !== '', onclick: press },
    element('strong', {}, colleague.display_name), element('span', { class: 'faint' }, unfit || whereabouts(colleague)), dutyChip(colleague.state));
}

/** Why somebody who was offered a moment ago cannot be chosen any more. */
const whyGone = (colleague) => text(colleague.state === 'off' ? 'pass.has_left' : colleague.listening ? 'pass.has_a_break' : 'pass.tablet_off');

/**
 * The colleagues to choose from, while people come and go: a place that a finger is on its way to stays that person's. Whoever has gone stays
 * there and cannot be chosen; who came stands last. Only whom the hub reaches is offered, and among them whom `here(colleague)` wants.
 */
class Choice {
  #floor;
  #me;
  #here;
  #shown = [];

  constructor(floor, me, here) { this.#floor = floor; this.#me = me; this.#here = here; }

  /** [colleague, whether still here], in an order that stays. */
  all() {
    const now = this.#floor.colleagues().filter((each) => each.staff_number !== this.#me.number && isReached(each) && this.#here(each));
    const numbers = now.map((each) => each.staff_number);
    const gone = this.#shown.filter((each) => !numbers.includes(each.staff_number)).map((each) => this.#floor.colleague(each.staff_number) ?? { ...each, state: 'off' });
    const known = this.#shown.map((each) => each.staff_number);
    const place = (each) => (known.includes(each.staff_number) ? known.indexOf(each.staff_number) : known.length + numbers.indexOf(each.staff_number));
    this.#shown = [...now, ...gone].sort((a, b) => place(a) - place(b)).map((each) => ({ ...each }));
    return this.#shown.map((each) => [each, numbers.includes(each.staff_number)]);
  }

  watch() { return JSON.stringify(this.#floor.colleagues()); }
}

/** Why the hub passed nothing on to {to_staff} or {to_role}: gone, or the tablet switched off, since they were offered here. */
export function notPassed({ to_staff: number, to_role: role }, floor) {
  return number ? text('pass.refused', { staff: floor.nameOf(number) }) : text('pass.role_refused', { role: text(`role.${role}`) });
}

function roleButton(role, reached, press) {
  return element('button', { type: 'button', class: 'quiet', 'data-role': role, 'data-focus': `role-${role}`, disabled: !reached, onclick: press }, text(`role.${role}`),
    reached ? null : element('span', { class: 'faint' }, text('pass.role_empty')));
}

/** `pass` is called with {to_staff} or {to_role}; `anyone` when it may be whoever comes. */
export function askWhom(alert, floor, me, { pass, anyone }) {
  const choice = new Choice(floor, me, () => true);
  const unfit = (each, here) => (!here ? whyGone(each) : lacksQualification(alert, each.qualifications) ? text('pass.not_qualified')
    : each.state === 'break' ? text('pass.has_a_break') : '');
  openSheet(text('pass.title'), (close) => {
    const done = (press) => () => { close(); press(); };
    const others = choice.all();
    return [
      element('button', { type: 'button', class: 'quiet wide', 'data-action': 'pass-anyone', 'data-focus': 'anyone', onclick: done(anyone) }, icon('team'), text('pass.anyone')),
      others.some(([, here]) => here) ? element('h3', {}, text('pass.colleague')) : element('p', { class: 'faint' }, text('pass.nobody')),
      element('div', { class: 'picks' }, others.map(([each, here]) => colleagueButton(each, unfit(each, here), done(() => pass({ to_staff: each.staff_number }))))),
      element('h3', {}, text('pass.role')),
      element('div', { class: 'choices' }, roles.filter((role) => role !== me.role).map((role) => roleButton(role, floor.reachesRole(role, me), done(() => pass({ to_role: role }))))),
    ];
  }, () => choice.watch());
}

/**
 * Before leaving. `count()` cards are mine; `leave(to_staff or '' or null)`: null when there is nothing to hand over. `note` says what became of
 * a try before this one.
 */
export function askHandOver(count, floor, me, leave, note = '') {
  const choice = new Choice(floor, me, (each) => ['on_duty', 'serving'].includes(each.state));
  openSheet(() => text(count() > 0 ? 'leave.hand_over' : 'leave.title', { count: count() }), (close) => {
    const done = (to) => () => { close(); leave(to); };
    const button = (name, to, words) => element('button', { type: 'button', class: 'main', 'data-action': name, 'data-focus': 'leave', onclick: done(to) }, words);
    if (count() === 0) return button('leave-now', null, text('leave.go'));
    const others = choice.all();
    const picks = element('div', { class: 'picks' }, others.map(([each, here]) => colleagueButton(each, here ? '' : whyGone(each), done(each.staff_number))));
    const said = note ? element('p', { class: 'notice' }, icon('warn'), note) : null;
    if (!others.some(([, here]) => here)) return [said, element('p', { class: 'notice', 'data-part': 'nobody' }, icon('team'), text('leave.nobody')), picks, button('leave-open', '', text('leave.leave_open'))];
    return [said, button('hand-over-anyone', '', text('leave.to_anyone')), picks];
  }, () => `${count()} ${choice.watch()}`);
}
