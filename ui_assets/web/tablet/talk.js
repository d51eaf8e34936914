// SPDX-License-Identifier: GPL-3.0-or-later
// What may be spoken of, on a card with an opportunity: how risky it is, always, and what to explain at the seat behind one tap. The
// explanation is asked for when its card is shown, so that it is there when it is wanted, without a network too.
import { element, icon } from './dom.js';
import { language, line, text } from './language.js';

const mostKept = 8;

export class Talk {
  #ask;
  #redraw;
  #pages = new Map();   // alert id -> {status, body}; status null while it is asked for
  #open = false;

  /** `ask(alert)` -> {status, body} of the hub's talk track; `redraw()` when something of it has come. */
  constructor(ask, redraw) {
    this.#ask = ask;
    this.#redraw = redraw;
  }

  /** Another card: folded in. */
  start() { this.#open = false; }

  /** What of it is drawn, for a signature. */
  state(alert) { return alert?.product_risk ? [this.#open, this.#pages.get(alert.id)?.status, language()] : null; }

  /** Asks for what this card will need. What could not be reached is asked again when the network is back, or with the tap. */
  show(alert, { me, floor, offline }) {
    if (!this.#concerns(alert, me) || offline || this.#isUnfit(alert, me, floor)) return;
    const known = this.#pages.get(alert.id);
    if (known === undefined || known.status === 0) this.#read(alert);
  }

  make(alert, { me, floor }) {
    if (!this.#concerns(alert, me)) return null;
    // What it is about, where another reason stands first on the card.
    const cue = alert.reasons.findIndex((reason) => reason.key === alert.group);
    return element('div', { class: 'talk' },
      element('p', { class: `risk${alert.product_risk > 1 ? ' may-lose' : ''}`, 'data-part': 'risk' }, alert.product_risk > 1 ? icon('warn') : null,
        element('span', {}, [cue > 0 && line(alert.reasons[cue]), text(`risk.${alert.product_risk}`)].filter(Boolean).join(' · '))),
      this.#isUnfit(alert, me, floor) ? element('p', { class: 'faint', 'data-part': 'talk-unfit' }, text('talk.not_qualified')) : this.#fold(alert));
  }

  #concerns(alert, me) { return Boolean(alert?.product_risk) && me.role !== 'teller'; }
  #isUnfit(alert, me, floor) {
    const mine = floor.colleague(me.number)?.qualifications;
    return Boolean(alert.qualification) && mine !== undefined && !mine.includes(alert.qualification);
  }

  #fold(alert) {
    const toggle = () => {
      this.#open = !this.#open;
      if (this.#open && [0, undefined].includes(this.#pages.get(alert.id)?.status)) this.#read(alert);
      this.#redraw();
      if (this.#open) document.getElementById('talk-text')?.scrollIntoView({ block: 'nearest' });
    };
    return [element('button', { type: 'button', class: 'quiet', 'data-focus': 'talk', 'data-action': 'talk', 'aria-expanded': String(this.#open), 'aria-controls': 'talk-text', onclick: toggle },
      icon('say'), text(this.#open ? 'talk.close' : 'talk.open')),
    element('div', { id: 'talk-text', class: 'talk-text', hidden: !this.#open }, this.#open ? this.#words(this.#pages.get(alert.id)) : null)];
  }

  #words(page) {
    if (page?.status !== 200) return element('p', {}, text({ 403: 'talk.not_qualified', 404: 'talk.gone', 0: 'talk.away' }[page?.status] ?? 'talk.asking'));
    const { body } = page;
    return [element('p', { class: 'faint' }, text('talk.seat')), element('p', {}, language() === 'en' ? body.explanation_en : body.explanation_zh),
      body.recording_required ? element('p', { class: 'must' }, text('talk.recording')) : null,
      body.cooling_days > 0 ? element('p', { class: 'must' }, text('talk.cooling', { days: body.cooling_days })) : null];
  }

  async #read(alert) {
    this.#pages.set(alert.id, { status: null });
    const answer = await this.#ask(alert);
    // Anything but a plain answer is asked again with the next tap.
    this.#pages.set(alert.id, [200, 403, 404].includes(answer.status) ? answer : { status: 0 });
    if (this.#pages.size > mostKept) this.#pages.delete(this.#pages.keys().next().value);
    this.#redraw();
  }
}
