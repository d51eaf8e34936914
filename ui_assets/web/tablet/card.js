// SPDX-License-Identifier: GPL-3.0-or-later
// One card: who, where, how we know, why now, what to say, one main button and a quiet row. Read in three seconds at arm's length; the
// reasons behind the first, and the outcomes, are one tap away.
import { element, icon, refill } from './dom.js';
import { isHelp } from './board.js';
import { age, iconOf, title, tone } from './list.js';
import { line, named, personName, placeName, text } from './language.js';

const settleTime = 500;

export class Card {
  #actions;
  #alert = null;
  #context = { me: '', waiting: null, offline: false };
  #moreReasons = false;
  #choosingOutcome = false;
  #notice = '';
  #guardUntil = 0;
  #drawn = '';
  #visit = null;   // of a home visit that is mine: asked for by a tap, gone with the card

  /** `actions`: claim(alert), release(alert, why), outcome(alert, outcome), homeVisit(alert) -> {status, body}. */
  constructor(actions) {
    this.#actions = actions;
    this.root = element('main', { class: 'card-side', 'aria-label': text('card.title') });
  }

  /** Another alert by itself: a tap that was meant for the one before must not land on it. */
  show(alert, context, byItself) {
    if (alert?.id !== this.#alert?.id || alert?.state !== 'claimed') this.#visit = null;
    if (alert?.id !== this.#alert?.id) {
      this.#moreReasons = false;
      this.#choosingOutcome = false;
      if (byItself && this.#alert) this.#guardUntil = performance.now() + settleTime;
    }
    if (alert?.state !== 'claimed') this.#choosingOutcome = false;
    this.#alert = alert;
    this.#context = context;
    this.#draw();
  }

  /** The person chose this card: nothing to guard against, and what was said before is read. */
  chosenByHand() {
    this.#guardUntil = 0;
    this.#notice = '';
  }

  /** A sentence about what became of a tap, above the card until the next choice. */
  say(notice) { this.#notice = notice; this.#draw(); }

  #draw() {
    const alert = this.#alert;
    const signature = JSON.stringify([alert, this.#context, this.#moreReasons, this.#choosingOutcome, this.#notice, this.#visit, alert && age(alert)]);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    const notice = this.#notice ? element('p', { class: 'notice', role: 'status' }, icon('warn'), this.#notice) : null;
    if (!alert) { refill(this.root, notice, element('p', { class: 'quiet-time' }, text('card.none'))); return; }
    refill(this.root, notice, element('article', { class: `card ${tone(alert)}`, 'data-alert': alert.id, 'data-version': String(alert.version) },
      this.#who(alert), this.#where(alert), this.#needs(alert),
      // Once it is about the outcome, the reasons have done their work.
      this.#choosingOutcome ? null : [this.#why(alert), this.#caution(alert), this.#sentence(alert)], this.#buttons(alert)));
  }

  #who(alert) {
    const person = alert.person;
    const name = personName(person);
    return element('header', { class: 'who' },
      element('span', { class: 'tile' }, icon(iconOf(alert))),
      element('h1', {}, isHelp(alert) ? title(alert) : [alert.ticket_label && element('span', { class: 'ticket' }, alert.ticket_label), name || named('kind', alert.kind)]),
      element('p', { class: 'who-more' }, [
        isHelp(alert) && [alert.ticket_label, name].filter(Boolean).join(' · '),
        person?.age_band && text('card.age_band', { band: person.age_band }), person?.tier && text('card.tier', { tier: person.tier }), age(alert),
      ].filter(Boolean).map((part) => element('span', {}, part))),
      person?.claimed_identity ? element('p', { class: 'check-first' }, icon('warn'), text('card.claimed_identity')) : null);
  }

  #where(alert) {
    const flow = alert.step ? named('flow', alert.step.split('.')[0]) : '';
    const place = placeName(alert.place);
    return element('p', { class: 'facts' },
      isHelp(alert) ? null : element('span', {}, icon('place'), place || text('place.unknown')),
      flow ? element('span', {}, icon('device'), text('card.doing', { flow })) : null,
      alert.evidence.length > 0 ? element('span', { class: 'evidence' }, alert.evidence.map((kind) => [icon(kind), named('evidence', kind)]).flat()) : null);
  }

  #needs(alert) {
    const needs = alert.person?.needs ?? [];
    return needs.length === 0 ? null : element('ul', { class: 'needs' }, needs.map((need) => element('li', {}, named('need', need))));
  }

  #why(alert) {
    const [first, ...others] = alert.reasons;
    if (!first) return null;
    const more = () => { this.#moreReasons = !this.#moreReasons; this.#draw(); };
    return element('div', { class: 'why' }, element('p', { class: 'first-reason' }, line(first)),
      this.#moreReasons ? element('ul', {}, others.map((reason) => element('li', {}, line(reason)))) : null,
      others.length > 0 ? element('button', { type: 'button', class: 'quiet more', 'data-focus': 'more', 'aria-expanded': String(this.#moreReasons), onclick: more },
        this.#moreReasons ? text('card.fewer') : text('card.more', { count: others.length })) : null);
  }

  #caution(alert) { return alert.caution ? element('p', { class: 'caution' }, icon('warn'), line(alert.caution)) : null; }

  #sentence(alert) {
    return alert.first_sentence ? element('blockquote', {}, element('span', { class: 'say' }, icon('say'), text('card.say')), line(alert.first_sentence)) : null;
  }

  #buttons(alert) {
    const { me, waiting, offline } = this.#context;
    if (waiting) return element('p', { class: 'state', role: 'status' }, icon('wait'), text(offline ? 'card.kept' : 'card.sending'));
    if (alert.state === 'claimed' && alert.claimed_by !== me) {
      return element('p', { class: 'state taken', role: 'status' }, icon('check'), text('card.taken', { staff: alert.claimed_by }));
    }
    if (alert.state === 'claimed') return this.#ownButtons(alert);
    return element('div', { class: 'buttons' }, this.#button('claim', 'main', text('card.go'), () => this.#actions.claim(alert)), this.#quietRow(alert));
  }

  #ownButtons(alert) {
    if (!this.#choosingOutcome) {
      return element('div', { class: 'buttons' }, element('p', { class: 'state mine', role: 'status' }, icon('check'), text(isHelp(alert) ? 'card.mine_help' : 'card.mine')),
        alert.kind === 'visit_request' ? this.#homeVisit(alert) : null,
        this.#button('finish', 'main', text('card.finish'), () => { this.#choosingOutcome = true; this.#draw(); this.root.querySelector('.outcomes button')?.focus(); }),
        this.#quietRow(alert));
    }
    return element('div', { class: 'buttons' }, element('h2', {}, text('card.what_came_of_it')),
      element('div', { class: 'outcomes' }, alert.outcomes.slice(0, 5).map((outcome) =>
        this.#button(`outcome-${outcome}`, 'outcome', text(`outcome.${outcome}`), () => this.#actions.outcome(alert, outcome)))),
      this.#button('back', 'quiet', text('card.back'), () => { this.#choosingOutcome = false; this.#draw(); }));
  }

  /** The phone is shown when it is wanted, and not while the tablet lies about. */
  #homeVisit(alert) {
    if (!this.#visit) return this.#button('home-visit', 'quiet', text('card.show_phone'), () => this.#askHomeVisit(alert));
    const { phone, day, half } = this.#visit;
    return element('p', { class: 'facts', 'data-part': 'home-visit' }, element('strong', {}, phone), element('span', {}, day), element('span', {}, text(`half.${half}`)));
  }

  async #askHomeVisit(alert) {
    const { status, body } = await this.#actions.homeVisit(alert);
    if (this.#alert?.id !== alert.id) return;
    if (status === 200) this.#visit = body;
    else this.#notice = text('card.refused');
    this.#draw();
  }

  #quietRow(alert) {
    // Nobody was recognised where there is no person: then there is no wrong one either.
    const choices = alert.person ? ['ask_other', 'not_now', 'wrong_person'] : ['ask_other', 'not_now'];
    return element('div', { class: 'quiet-row' }, choices.map((why) =>
      this.#button(why, 'quiet', text(`release.${why}`), () => this.#actions.release(alert, why))));
  }

  #button(name, look, label, press) {
    const guarded = () => { if (performance.now() >= this.#guardUntil) { this.#notice = ''; press(); } };
    return element('button', { type: 'button', class: look, 'data-focus': name, 'data-action': name, onclick: guarded }, label);
  }
}
