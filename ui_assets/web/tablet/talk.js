// SPDX-License-Identifier: GPL-3.0-or-later
// What may be spoken of, on a card with an opportunity: how risky it is, always, and what to explain at the seat behind one tap. The
// explanation is asked for when its card is shown, so that it is there when it is wanted, without a network too.
import { lacksQualification } from './board.js';
import { element, icon } from './dom.js';
import { language, line, text } from './language.js';

const mostKept = 8;

/** An opportunity, or what the relationship manager is asked to call about: not a call after a purchase. */
const hasSomething = (alert) => Boolean(alert?.product_risk) || alert?.reasons?.[0]?.key === 'reason.follow_up';

export class Talk {
  #ask;
  #redraw;
  #pages = new Map();   // alert and campaign -> {status, body}; status null while it is asked for
  #open = false;

  /** `ask(alert)` -> {status, body} of the hub's talk track; `redraw()` when something of it has come. */
  constructor(ask, redraw) {
    this.#ask = ask;
    this.#redraw = redraw;
  }

  /** Another card: folded in. */
  start() { this.#open = false; }

  /** What of it is drawn, for a signature. */
  state(alert) { return hasSomething(alert) ? [this.#open, this.#page(alert), language()] : null; }

  /** Asks for what this card will need, once, when there is a network; what did not come is asked again with the tap. */
  show(alert, { me, floor, offline }) {
    if (!this.#concerns(alert, me) || offline || this.#isUnfit(alert, me, floor)) return;
    if (!this.#page(alert)) this.#read(alert);
  }

  make(alert, { me, floor, offline }) {
    if (!this.#concerns(alert, me)) return null;
    // What it is about, where another reason stands first on the card.
    const cue = alert.reasons.findIndex((reason) => reason.key === alert.group);
    return element('div', { class: 'talk' },
      // A task says nothing where the hall reads along: how risky it is stands with the words.
      alert.product_risk ? element('p', { class: `risk${alert.product_risk > 1 ? ' may-lose' : ''}`, 'data-part': 'risk' }, alert.product_risk > 1 ? icon('warn') : null,
        element('span', {}, [cue > 0 && line(alert.reasons[cue]), text(`risk.${alert.product_risk}`)].filter(Boolean).join(' · '))) : null,
      this.#isUnfit(alert, me, floor) ? element('p', { class: 'faint', 'data-part': 'talk-unfit' }, text('talk.not_qualified')) : this.#fold(alert, offline));
  }

  /** A card may come to be of another campaign while it stands there. */
  #key(alert) { return `${alert.id} ${alert.group}`; }
  #page(alert) { return this.#pages.get(this.#key(alert)); }

  #concerns(alert, me) { return hasSomething(alert) && (alert.product_risk ? me.role !== 'teller' : me.role === alert.wanted_role); }
  #isUnfit(alert, me, floor) {
    return lacksQualification(alert, floor.colleague(me.number)?.qualifications);
  }

  #fold(alert, offline) {
    const toggle = () => {
      this.#open = !this.#open;
      // Asked again: what the bank has put right or stopped meanwhile counts.
      if (this.#open && !offline) this.#read(alert);
      this.#redraw();
      if (this.#open) document.getElementById('talk-text')?.scrollIntoView({ block: 'nearest' });
    };
    return [element('button', { type: 'button', class: 'quiet', 'data-focus': 'talk', 'data-action': 'talk', 'aria-expanded': String(this.#open), 'aria-controls': 'talk-text', onclick: toggle },
      icon('say'), text(this.#open ? 'talk.close' : 'talk.open')),
    element('div', { id: 'talk-text', class: 'talk-text', hidden: !this.#open }, this.#open ? this.#words(this.#page(alert), !alert.product_risk) : null)];
  }

  #words(page, isTask) {
    if (page?.status !== 200) return element('p', {}, text({ 403: 'talk.not_qualified', 404: 'talk.gone', 0: 'talk.away' }[page?.status] ?? 'talk.asking'));
    const { body } = page;
    return [element('p', { class: 'faint' }, text(isTask ? `risk.${body.product_risk}` : 'talk.seat')), element('p', {}, language() === 'en' ? body.explanation_en : body.explanation_zh),
      body.recording_required ? element('p', { class: 'must' }, text('talk.recording')) : null,
      body.cooling_days > 0 ? element('p', { class: 'must' }, text('talk.cooling', { days: body.cooling_days })) : null];
  }

  async #read(alert) {
    const key = this.#key(alert);
    const known = this.#pages.get(key);
    if (known?.status === null) return;
    if (known?.status !== 200) this.#pages.set(key, { status: null });
    const answer = await this.#ask(alert);
    // Without a plain answer what was read before stands; else it is asked again with the next tap.
    if ([200, 403, 404].includes(answer.status)) this.#pages.set(key, answer);
    else if (known?.status !== 200) this.#pages.set(key, { status: 0 });
    if (this.#pages.size > mostKept) this.#pages.delete(this.#pages.keys().next().value);
    this.#redraw();
  }
}
