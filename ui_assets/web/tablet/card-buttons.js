// SPDX-License-Identifier: GPL-3.0-or-later
// The lower part of a card: what can be done with it now. One main button and a quiet row; once it is mine, what came of it in two taps.
import { element, icon } from './dom.js';
import { isForSomebodyElse, isHelp, lacksQualification } from './board.js';
import { text } from './language.js';

const mostOutcomes = 5;

export class CardButtons {
  #actions;
  #button;
  #redraw;
  /** True while the outcome is being chosen. */
  choosing = false;

  /** `button(name, look, label, press)` makes a button that is guarded against a tap meant for the card before. */
  constructor(actions, button, redraw) {
    this.#actions = actions;
    this.#button = button;
    this.#redraw = redraw;
  }

  start() { this.choosing = false; }

  /** Whose it is, in one sentence; '' while it is anybody's. */
  stateWords(alert, { me, floor }) {
    if (alert.state === 'claimed' && alert.claimed_by === me.number) return text(isHelp(alert) ? 'card.mine_help' : 'card.mine');
    if (alert.state === 'claimed') return text('card.taken', { staff: floor.nameOf(alert.claimed_by) });
    return isForSomebodyElse(alert, me) ? text('card.passed_to', { staff: floor.nameOf(alert.wanted_staff) }) : '';
  }

  make(alert, context, extra) {
    const { me, waiting, offline } = context;
    if (waiting) return element('p', { class: 'state' }, icon('wait'), text(offline ? 'card.kept' : 'card.sending'));
    const words = this.stateWords(alert, context);
    if (alert.state === 'claimed' && alert.claimed_by === me.number) return this.choosing ? this.#outcomes(alert) : this.#own(alert, words, extra);
    if (words) return element('p', { class: 'state taken' }, icon(alert.state === 'claimed' ? 'check' : 'wait'), words);
    // Who may not take it is shown what to do instead; taking it stays possible, because the hub may know of a qualification that is new.
    const unfit = lacksQualification(alert, context.floor.colleague(context.me.number)?.qualifications);
    return element('div', { class: 'buttons' }, this.#named(alert, unfit ? 'ask_other' : 'claim', 'main'), this.#quietRow(alert, unfit ? 'claim' : 'ask_other'));
  }

  #own(alert, words, extra) {
    const choose = () => { this.choosing = true; this.#redraw(); document.querySelector('.outcomes button')?.focus(); };
    return element('div', { class: 'buttons' }, element('p', { class: 'state mine' }, icon('check'), words),
      extra, this.#button('finish', 'main', text('card.finish'), choose), this.#quietRow(alert));
  }

  #outcomes(alert) {
    return element('div', { class: 'buttons' }, element('h2', {}, text('card.what_came_of_it')),
      element('div', { class: 'outcomes' }, alert.outcomes.slice(0, mostOutcomes).map((outcome) =>
        this.#button(`outcome-${outcome}`, 'outcome', text(`outcome.${outcome}`), () => this.#actions.outcome(alert, outcome)))),
      alert.person ? this.#button('withdraw', 'quiet', [icon('erase'), text('withdraw.open')], () => this.#actions.withdraw(alert)) : null,
      this.#button('back', 'quiet', [icon('back'), text('card.back')], () => { this.choosing = false; this.#redraw(); }));
  }

  #named(alert, what, look) {
    const press = {
      claim: () => this.#actions.claim(alert),
      // Somebody who calls does not wait while a colleague is being chosen: the next one is asked at once.
      ask_other: () => (isHelp(alert) ? this.#actions.release(alert, 'ask_other') : this.#actions.pass(alert)),
      not_now: () => this.#actions.release(alert, 'not_now'),
      wrong_person: () => this.#actions.release(alert, 'wrong_person'),
    };
    const made = this.#button(what, look, text(what === 'claim' ? 'card.go' : `release.${what}`), press[what]);
    if (what === 'claim' && isHelp(alert) && alert.urgency === 'a') made.dataset.answersCall = '';   // see cover.js
    return made;
  }

  /** `first`: what stands where the main button does not do it. */
  #quietRow(alert, first = 'ask_other') {
    // Nobody was recognised where there is no person: then there is no wrong one either.
    const choices = alert.person ? [first, 'not_now', 'wrong_person'] : [first, 'not_now'];
    return element('div', { class: 'quiet-row' }, choices.map((what) => this.#named(alert, what, 'quiet')));
  }
}
