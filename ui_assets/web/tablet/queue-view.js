// SPDX-License-Identifier: GPL-3.0-or-later
// The queue: who was called where, who waits and for how long, who did not come. A tap on a number says what can be done with it.
import { element, icon, refill } from './dom.js';
import { clockTime, language, named, text, waitRange } from './language.js';
import { hubNow } from './hub.js';
import { countdown, missedFrom } from './list.js';
import { openSheet } from './sheet.js';

const parts = ['called', 'waiting', 'missed'];

/** Which service somebody is passed on to. */
export function askService(ticket, services, move) {
  openSheet(text('queue.move_title', { label: ticket.label }), (close) => element('div', { class: 'choices' }, services.filter((service) => service !== ticket.service).map((service) =>
    element('button', { type: 'button', class: 'quiet', 'data-service': service, onclick: () => { close(); move(service); } }, named('service', service)))));
}

function needsOf(ticket) {
  return element('span', { class: 'row-under' }, [named('service', ticket.service), ...ticket.needs.map((need) => named('need', need))].join(' · '));
}

export class QueueView {
  #actions;
  #drawn = '';
  root = element('main', { class: 'queue', 'aria-label': text('tab.queue') });

  /** `actions`: call(ticket, window), recall(ticket), move(ticket, service), end(ticket, how), openCard(alert id). */
  constructor(actions) { this.#actions = actions; }

  draw({ floor, me, waitsFor, hasCard }) {
    const view = floor.queue();
    const signature = JSON.stringify([view, waitsFor('queue')?.extra, language()]);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    if (!view) { refill(this.root, element('p', { class: 'quiet-time' }, icon('ticket'), element('span', {}, text('queue.unknown')))); return; }
    const row = (ticket) => element('li', { 'data-ticket': ticket.ticket }, element('button', {
      type: 'button', class: `row calm${ticket.priority ? ' priority' : ''}`, 'data-focus': ticket.ticket, onclick: () => this.#open(ticket, view, floor, me, hasCard),
    }, element('span', { class: 'ticket' }, ticket.label), element('span', { class: 'row-title' }, this.#state(ticket)), needsOf(ticket),
    element('span', { class: 'row-age' }, text('queue.since', { time: clockTime(Date.parse(ticket.since)) })),
    ticket.priority ? element('span', { class: 'chip care' }, icon('priority'), text('queue.priority')) : ticket.outside ? element('span', { class: 'chip faint' }, text('queue.outside')) : null));
    refill(this.root, element('header', { class: 'summary' }, element('h1', {}, text('queue.waiting', { count: view.waiting })),
      view.waiting > 0 ? element('p', {}, icon('wait'), text('queue.now', { wait: waitRange(view.wait) })) : null),
    view.tickets.length === 0 ? element('p', { class: 'quiet-time' }, icon('check'), element('span', {}, text('queue.empty'))) : null,
    parts.map((part) => [part, view.tickets.filter((ticket) => ticket.state === part)]).filter(([, tickets]) => tickets.length > 0)
      .map(([part, tickets]) => element('section', { class: `part ${part}` }, element('h2', {}, text(`queue.part_${part}`)), element('ul', {}, tickets.map(row)))));
  }

  #state(ticket) {
    if (ticket.state === 'called' && ticket.calls > 1) return `${countdown(ticket)} · ${text('queue.calls', { count: ticket.calls })}`;
    return countdown(ticket);
  }

  #open(ticket, view, floor, me, hasCard) {
    openSheet(ticket.label, (close) => {
      const choice = (name, picture, press, label = text(`queue.${name}`), disabled = false) => element('button', {
        type: 'button', class: 'quiet wide', 'data-action': name, disabled, onclick: () => { close(); press(); } }, icon(picture), label);
      const card = ticket.alert && hasCard(ticket.alert) ? choice('card', 'person', () => this.#actions.openCard(ticket.alert)) : null;
      if (ticket.outside) return [element('p', {}, text('queue.outside_note')), card];
      const windows = me.window > 0 ? [me.window] : floor.windows();
      const call = windows.map((window) => choice('call', 'call', () => this.#actions.call(ticket, window), text('queue.call_to', { window })));
      const from = missedFrom(ticket, hubNow());
      const services = view.own_services.filter((service) => service !== ticket.service);
      return [element('p', { class: 'faint' }, [this.#state(ticket), named('service', ticket.service)].join(' · ')), card,
        ticket.state === 'called' ? choice('recall', 'call', () => this.#actions.recall(ticket)) : call,
        ticket.state !== 'called' && call.length === 0 ? element('p', { class: 'faint' }, text('queue.no_window')) : null,
        services.length > 0 ? choice('move', 'pass', () => askService(ticket, view.own_services, (service) => this.#actions.move(ticket, service))) : null,
        ticket.state === 'called' ? [choice('done', 'check', () => this.#actions.end(ticket, 'done')), choice('missed', 'leave', () => this.#actions.end(ticket, 'missed'), from ? text('queue.missed_from', { time: from }) : text('queue.missed'), from !== '')] : null,
        ticket.state !== 'waiting' ? choice('back', 'back', () => this.#actions.end(ticket, 'back')) : null];
    });
  }
}
