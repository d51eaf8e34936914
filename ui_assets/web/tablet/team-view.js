// SPDX-License-Identifier: GPL-3.0-or-later
// Who is there, doing what and where; for the branch head first what nobody has gone to in time.
import { element, icon, refill } from './dom.js';
import { isAsked, isEscalated, isHelp } from './board.js';
import { language, text } from './language.js';
import { age, iconOf, title, tone } from './list.js';
import { dutyChip, whereabouts } from './pass.js';

export class TeamView {
  #actions;
  #drawn = '';
  root = element('main', { class: 'team', tabindex: '0', 'aria-label': text('tab.team') });

  /** `actions`: openCard(alert id). */
  constructor(actions) { this.#actions = actions; }

  draw({ floor, me, alerts, now, covered }) {
    const late = me.role === 'branch_head' ? alerts.filter((alert) => isEscalated(alert, now) || (isHelp(alert) && alert.state === 'open')) : [];
    const colleagues = floor.colleagues();
    const signature = JSON.stringify([colleagues, late.map((alert) => [alert.id, alert.version, age(alert)]), covered, me.role, me.duty, language()]);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    refill(this.root, element('h1', { class: 'unseen' }, text('tab.team')), me.role === 'branch_head' ? this.#late(late, alerts, { me, now, covered }) : null, this.#people(colleagues, me));
  }

  #late(late, alerts, { me, now, covered }) {
    const count = (state) => alerts.filter((alert) => alert.state === state).length;
    return element('section', { class: 'part escalated' }, element('h2', {}, text('team.late')),
      element('p', { class: 'summary' }, element('span', {}, text('team.open', { count: count('open') })), element('span', {}, text('team.taken', { count: count('claimed') }))),
      late.length === 0 ? element('p', { class: 'nobody' }, icon('check'), text('team.nothing_late')) : element('ul', {}, late.map((alert) => element('li', { 'data-alert': alert.id },
        element('button', { type: 'button', class: `row ${tone(alert)}`, 'data-focus': alert.id, onclick: () => this.#actions.openCard(alert.id) },
          element('span', { class: 'tile' }, icon(iconOf(alert))), element('span', { class: 'row-title' }, title(alert, covered)),
          element('span', { class: 'row-under' }, text(isAsked(alert, me) ? 'team.told_you' : isEscalated(alert, now) ? 'team.over_time' : 'team.nobody_yet')), element('span', { class: 'row-age' }, age(alert)))))));
  }

  #people(colleagues, me) {
    if (colleagues.length === 0) return element('p', { class: 'quiet-time' }, icon('team'), element('span', {}, text('team.unknown')));
    return element('section', { class: 'part' }, element('h2', {}, text('team.here', { count: colleagues.filter((each) => each.state !== 'off').length })),
      element('ul', { class: 'people' }, colleagues.map((each) => element('li', { class: `person duty-${each.state}`, 'data-staff': each.staff_number },
        element('span', { class: 'tile' }, icon('person')), element('strong', {}, each.display_name, each.staff_number === me.number ? ` (${text('team.me')})` : ''),
        element('span', { class: 'faint' }, [whereabouts(each), each.state !== 'off' && !each.listening && each.staff_number !== me.number ? text('pass.tablet_off') : ''].filter(Boolean).join(' · ')), dutyChip(each.state)))));
  }
}
