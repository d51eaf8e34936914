// SPDX-License-Identifier: GPL-3.0-or-later
// To whom: one list of colleagues by duty and of roles, for passing a card on and for handing over what is mine before leaving.
import { element, icon } from './dom.js';
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
  return element('button', { type: 'button', class: 'pick', 'data-staff': colleague.staff_number, disabled: unfit !== '', onclick: press },
    element('strong', {}, colleague.display_name), element('span', { class: 'faint' }, unfit || whereabouts(colleague)), dutyChip(colleague.state));
}

/** `pass` is called with {to_staff} or {to_role}; `anyone` when it may be whoever comes. */
export function askWhom(alert, floor, me, { pass, anyone }) {
  openSheet(text('pass.title'), (close) => {
    const done = (press) => () => { close(); press(); };
    const others = floor.colleagues().filter((each) => each.staff_number !== me.number && each.state !== 'off');
    const unfit = (each) => (alert.qualification && !each.qualifications.includes(alert.qualification) ? text('pass.not_qualified') : each.state === 'break' ? text('pass.has_a_break') : '');
    return [
      element('button', { type: 'button', class: 'quiet wide', 'data-action': 'pass-anyone', onclick: done(anyone) }, icon('team'), text('pass.anyone')),
      others.length > 0 ? element('h3', {}, text('pass.colleague')) : element('p', { class: 'faint' }, text('pass.nobody')),
      element('div', { class: 'picks' }, others.map((each) => colleagueButton(each, unfit(each), done(() => pass({ to_staff: each.staff_number }))))),
      element('h3', {}, text('pass.role')),
      element('div', { class: 'choices' }, roles.filter((role) => role !== me.role).map((role) => element('button', { type: 'button', class: 'quiet', 'data-role': role, onclick: done(() => pass({ to_role: role })) }, text(`role.${role}`)))),
    ];
  });
}

/** Before leaving. `count` cards are mine; `leave(to_staff or '' or null)`: null when there is nothing to hand over. */
export function askHandOver(count, floor, me, leave) {
  openSheet(text(count > 0 ? 'leave.hand_over' : 'leave.title', { count }), (close) => {
    const done = (to) => () => { close(); leave(to); };
    if (count === 0) return element('button', { type: 'button', class: 'main', 'data-action': 'leave-now', onclick: done(null) }, text('leave.go'));
    const others = floor.colleagues().filter((each) => each.staff_number !== me.number && ['on_duty', 'serving'].includes(each.state));
    return [element('button', { type: 'button', class: 'main', 'data-action': 'hand-over-anyone', onclick: done('') }, text('leave.to_anyone')),
      element('div', { class: 'picks' }, others.map((each) => colleagueButton(each, '', done(each.staff_number))))];
  });
}
