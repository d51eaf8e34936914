// SPDX-License-Identifier: GPL-3.0-or-later
// What became of what this person passed on. Masked: who it was about is known by ticket and time.
import { element, icon, refill } from './dom.js';
import { clockTime, has, language, named, text } from './language.js';

const pictures = { open: 'wait', claimed: 'person', closed: 'check', expired: 'wait', returned: 'back', cancelled: 'leave' };

export class ReferralsView {
  #drawn = '';
  root = element('main', { class: 'referrals', tabindex: '0', 'aria-label': text('tab.referrals') });

  draw({ floor, offline, covered }) {
    const referrals = floor.referrals();
    const signature = JSON.stringify([referrals, offline, covered, floor.colleagues().map((each) => each.display_name), language()]);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    refill(this.root, element('h1', { class: 'summary' }, text('referral.title')),
      referrals === null ? element('p', { class: 'quiet-time' }, icon('pass'), element('span', {}, text(offline ? 'referral.offline' : 'referral.asking')))
        : referrals.length === 0 ? element('p', { class: 'quiet-time' }, icon('pass'), element('span', {}, text('referral.none')))
          : element('ul', {}, [...referrals].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).map((each) => this.#row(each, floor, covered))));
  }

  #row(each, floor, covered) {
    const what = [each.ticket_label, (covered ? '' : each.person_mask) || named('kind', each.kind)].filter(Boolean).join(' · ');
    const to = each.to_staff ? floor.nameOf(each.to_staff) : has(`role.${each.to_role}`) ? text(`role.${each.to_role}`) : '';
    const became = each.state === 'closed' && each.outcome ? named('outcome', each.outcome) : text(`referral.${each.state}`);
    return element('li', { class: `referral ${each.state}`, 'data-alert': each.alert },
      element('span', { class: 'tile' }, icon(pictures[each.state] ?? 'pass')), element('strong', { class: 'row-title' }, what),
      element('span', { class: 'row-under' }, to ? text('referral.to', { staff: to }) : named('kind', each.kind)),
      element('time', { class: 'row-age', datetime: each.at }, clockTime(Date.parse(each.at))),
      element('span', { class: 'chip' }, icon(pictures[each.state] ?? 'pass'), became));
  }
}
