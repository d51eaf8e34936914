// SPDX-License-Identifier: GPL-3.0-or-later
// The counter: whoever was just called to this window, with needs and one cue, and large buttons. Nothing of the hall, nothing of the bank's
// record.
import { element, icon, refill } from './dom.js';
import { isElder } from './board.js';
import { clockTime, language, line, named, personName, text, waitRange } from './language.js';
import { hubNow } from './hub.js';
import { missedFrom } from './list.js';
import { askService } from './queue-view.js';
import { openSheet } from './sheet.js';

const mostWindows = 12;

export class CounterView {
  #actions;
  #drawn = '';
  root = element('main', { class: 'counter', 'aria-label': text('tab.counter') });

  /** `actions`: window(number), callNext(), recall(ticket), move(ticket, service), end(ticket, how), doneAndNext(ticket), withdraw(person, ticket). */
  constructor(actions) { this.#actions = actions; }

  /** `counter` is the hub's CounterView of this window, or null until it has answered. */
  draw({ floor, me, counter, waitsFor, offline, covered }) {
    const view = floor.queue();
    const waits = waitsFor('queue');
    const signature = JSON.stringify([view?.waiting, view?.wait, view?.own_services, me.window, counter, waits?.key, offline, covered, counter?.ticket && missedFrom(counter.ticket, hubNow()), language()]);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    if (!me.window) { refill(this.root, element('h1', {}, text('counter.which')), this.#windows(me)); return; }
    const ticket = counter?.ticket;
    refill(this.root, element('header', { class: 'summary' },
      element('button', { type: 'button', class: 'quiet', 'data-focus': 'window', 'data-action': 'window', onclick: () => this.#ask(me) }, icon('counter'), text('counter.window', { window: me.window })),
      view ? element('p', {}, icon('wait'), text('queue.waiting', { count: view.waiting }), view.waiting > 0 ? ` · ${text('queue.now', { wait: waitRange(view.wait) })}` : '') : null),
    ticket ? this.#called(ticket, counter, covered) : element('p', { class: 'quiet-time' }, icon('counter'), element('span', {}, text('counter.nobody'))),
    element('div', { class: 'buttons' }, waits ? element('p', { class: 'state' }, icon('wait'), text(offline ? 'counter.kept' : 'card.sending'))
      : ticket ? this.#forCalled(ticket, view) : this.#button('call-next', 'main', [icon('call'), text('counter.next')], () => this.#actions.callNext())));
  }

  #called(ticket, { person, cue, caution, news }, covered) {
    const shown = covered ? null : person;
    const needs = [...new Set([...(ticket.needs ?? []), ...(shown?.needs ?? [])])];
    return element('article', { class: 'card calm', 'data-ticket': ticket.ticket },
      element('h1', { class: 'called' }, element('span', { class: 'ticket' }, ticket.label), personName(shown)),
      element('p', { class: 'who-more' }, [shown?.age_band && text('card.age_band', { band: shown.age_band }), named('service', ticket.service),
        ticket.calls > 1 && text('queue.calls', { count: ticket.calls })].filter(Boolean).map((part) => element('span', {}, part))),
      needs.length > 0 ? element('ul', { class: 'needs large', 'aria-label': text('card.needs') }, needs.map((need) => element('li', {}, icon('person'), named('need', need)))) : null,
      isElder(shown) ? element('p', { class: 'elder' }, icon('slow'), text('counter.elder')) : null,
      cue && !covered ? element('p', { class: 'first-reason' }, line(cue)) : null,
      caution ? element('p', { class: 'caution' }, icon('warn'), line(caution)) : null,
      news?.length > 0 ? element('ul', { class: 'news', 'aria-label': text('card.news') }, [...news].reverse().slice(0, 3).map((each) =>
        element('li', {}, element('time', { datetime: each.at }, clockTime(Date.parse(each.at))), line(each.line)))) : null,
      shown?.name ? this.#button('withdraw', 'quiet last', [icon('erase'), text('withdraw.open')], () => this.#actions.withdraw(shown, ticket)) : null);
  }

  #forCalled(ticket, view) {
    const from = missedFrom(ticket, hubNow());
    const services = (view?.own_services ?? []).filter((service) => service !== ticket.service);
    return [this.#button('done-next', 'main', [icon('call'), text('counter.done_next')], () => this.#actions.doneAndNext(ticket)),
      element('div', { class: 'counter-row' },
        this.#button('recall', 'large', [icon('call'), text('queue.recall')], () => this.#actions.recall(ticket)),
        this.#button('missed', 'large', [icon('leave'), from ? text('queue.missed_from', { time: from }) : text('queue.missed_short')], () => this.#actions.end(ticket, 'missed'), from !== ''),
        services.length > 0 ? this.#button('move', 'large', [icon('pass'), text('queue.move')], () => askService(ticket, view.own_services, (service) => this.#actions.move(ticket, service))) : null,
        this.#button('done', 'large', [icon('check'), text('queue.done')], () => this.#actions.end(ticket, 'done')))];
  }

  #windows(me, close = () => {}) {
    return element('div', { class: 'windows', role: 'group', 'aria-label': text('counter.which') }, Array.from({ length: mostWindows }, (_, index) => index + 1).map((window) => element('button', {
      type: 'button', class: 'key', 'data-window': String(window), 'aria-pressed': String(window === me.window), onclick: () => { close(); this.#actions.window(window); } }, String(window))));
  }

  #ask(me) { openSheet(text('counter.which'), (close) => this.#windows(me, close)); }

  #button(name, look, label, press, disabled = false) { return element('button', { type: 'button', class: look, 'data-focus': name, 'data-action': name, disabled, onclick: press }, label); }
}
