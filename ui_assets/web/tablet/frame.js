// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around every view: duty in one tap, whether the hub is there, the tabs of the role, the menu, and one line when something
// needs this person while another view is open. Lying tablets have the tabs on top, standing ones at the thumb.
import { element, icon, refill } from './dom.js';
import { language, clockTime, text } from './language.js';
import { duties, viewIcons, viewsOf, zones } from './roles.js';
import { openSheet } from './sheet.js';
import { languageButton } from './sign-in.js';

export class Frame {
  #me;
  #actions;
  #tabs = element('nav', { class: 'tabs' });
  #bar = element('header', { class: 'bar' });
  #banner = element('section', { class: 'banner-place', 'aria-label': text('line.title') });
  #strip = element('div', { class: 'strip-place' });
  #place = element('div', { class: 'view-place' });
  #drawn = new Map();

  /** `actions`: go(view), duty(state), zone(place), lock(), leave(), redraw() after another language, openCall(alert). */
  constructor(page, me, actions) {
    this.#me = me;
    this.#actions = actions;
    this.#tabs.setAttribute('aria-label', text('tab.all'));
    refill(page, this.#tabs, this.#bar, this.#banner, this.#strip, this.#place);
  }

  show(view) { if (this.#place.firstChild !== view) this.#place.replaceChildren(view); }

  /** `now`: {view, views (those that there is something in), counts, dots, duty, zone, offlineSince, waiting, note: {sentence, good} or null,
   * call: {id, words} or null}. */
  draw(now) {
    this.#once('tabs', [now.view, now.views, now.counts, now.dots], () => this.#drawTabs(now));
    this.#once('bar', [now.duty, now.offlineSince !== null, now.dutyWaits], () => this.#drawBar(now));
    this.#once('banner', [now.offlineSince, now.waiting, now.note], () => this.#drawBanner(now));
    this.#once('strip', [now.call], () => refill(this.#strip, now.call ? element('button', { type: 'button', class: `strip ${now.call.tone}`, 'data-action': 'open-call', onclick: () => this.#actions.openCall(now.call.id) },
      icon(now.call.picture), element('strong', {}, now.call.words), element('span', {}, text('strip.look'))) : null));
    this.#now = now;
  }
  #now = null;

  #once(part, what, draw) {
    const signature = JSON.stringify([what, language()]);
    if (this.#drawn.get(part) === signature) return;
    this.#drawn.set(part, signature);
    draw();
  }

  #drawTabs({ view, views, counts, dots }) {
    refill(this.#tabs, viewsOf(this.#me.role).filter((name) => views.includes(name)).map((name) => element('button', {
      type: 'button', class: 'tab', 'data-focus': `tab-${name}`, 'data-view': name, 'aria-current': name === view ? 'page' : 'false', onclick: () => this.#actions.go(name),
    }, icon(viewIcons[name]), element('span', {}, text(`tab.${name}`)),
    counts[name] > 0 ? element('span', { class: 'count' }, String(counts[name])) : null,
    dots[name] ? element('span', { class: 'dot', role: 'img', 'aria-label': text('tab.news') }) : null)));
  }

  #drawBar({ duty, offlineSince, dutyWaits }) {
    const away = offlineSince !== null;
    refill(this.#bar, element('strong', { class: 'branch' }, this.#me.branch_name),
      element('span', { class: `link ${away ? 'away' : 'here'}` }, icon(away ? 'offline' : 'wifi'), element('span', {}, text(away ? 'line.off' : 'line.on'))),
      element('div', { class: `duty${dutyWaits ? ' waits' : ''}`, role: 'group', 'aria-label': text('duty.title') }, duties.map(([state, picture]) => element('button', {
        type: 'button', 'data-focus': `duty-${state}`, 'data-duty': state, 'aria-pressed': String(duty === state), onclick: () => this.#actions.duty(state),
      }, icon(picture), element('span', {}, text(`duty.${state}`))))),
      element('button', { type: 'button', class: 'quiet menu', 'data-focus': 'menu', 'aria-label': text('bar.menu'), 'aria-haspopup': 'dialog', onclick: () => this.#menu() }, icon('menu')));
  }

  #drawBanner({ offlineSince, waiting, note }) {
    refill(this.#banner, offlineSince === null ? null : element('p', { class: 'banner' }, icon('offline'),
      element('span', {}, text('line.off_since', { time: clockTime(offlineSince) }), waiting > 0 ? ` ${text('line.waiting', { count: waiting })}` : '')),
    note ? element('p', { class: `banner note${note.good ? ' good' : ''}` }, icon(note.good ? 'check' : 'warn'), element('span', {}, note.sentence)) : null);
  }

  #menu() {
    openSheet(`${this.#me.display_name} ${this.#me.staff_number}`, (close) => {
      const choice = (name, picture, press) => element('button', { type: 'button', class: 'quiet wide', 'data-action': name, onclick: () => { close(); press(); } }, icon(picture), text(`bar.${name}`));
      const zone = this.#now?.zone ?? '';
      return [element('p', { class: 'faint' }, `${this.#me.branch_name} · ${text(`role.${this.#me.role}`)}`),
        element('h3', {}, text('zone.title')),
        element('div', { class: 'choices', role: 'group', 'aria-label': text('zone.title') }, zones.map((place) => element('button', {
          type: 'button', class: 'quiet', 'data-zone': place, 'aria-pressed': String(place === zone), onclick: () => { close(); this.#actions.zone(place); },
        }, icon('place'), text(`place.${place}`)))),
        element('div', { class: 'menu-last' }, languageButton(() => { close(); this.#actions.redraw(); }), choice('lock', 'lock', this.#actions.lock), choice('leave', 'leave', this.#actions.leave))];
    });
  }
}
