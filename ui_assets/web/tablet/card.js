// SPDX-License-Identifier: GPL-3.0-or-later
// One card: who, where, how long until the call, what the person needs, why now, what to say, one main button and a quiet row. Read in
// three seconds at arm's length; the reasons behind the first, what else happened in the visit, and the outcomes are one tap away.
import { announce, element, icon, refill } from './dom.js';
import { isElder, isGuess, isHelp, isReturned } from './board.js';
import { CardButtons } from './card-buttons.js';
import { countdown, iconOf, masked, since, title, tone } from './list.js';
import { clockTime, line, named, personName, placeName, text } from './language.js';
import { Talk } from './talk.js';

const settleTime = 500;

export class Card {
  #actions;
  #buttons;
  #assist;
  #talk;
  #alert = null;
  #context = { me: { number: '' }, waiting: null, offline: false, floor: null, covered: false };
  #moreReasons = false;
  #notice = '';
  #guardUntil = 0;
  #drawn = '';
  #lostFocus = false;   // what had the focus is gone from the card
  #visit = null;   // of a home visit that is mine: asked for by a tap, gone with the card

  /**
   * `actions`: claim(alert), release(alert, why), outcome(alert, outcome), pass(alert), identity(alert, right), withdraw(alert), homeVisit(alert)
   * and talkTrack(alert) -> {status, body}, back() to the list where the card covers it. `assist` shows the customer's step on a call that is mine.
   */
  constructor(actions, assist) {
    this.#actions = actions;
    this.#assist = assist;
    this.#buttons = new CardButtons(actions, (name, look, label, press) => this.#button(name, look, label, press), () => this.#draw());
    this.#talk = new Talk((alert) => actions.talkTrack(alert), () => this.#draw());
    // A key that is held down presses one button, not the next one that gets the focus.
    const once = (event) => { if (event.repeat && ['Enter', ' '].includes(event.key)) event.preventDefault(); };
    this.root = element('main', { onkeydown: once, class: 'card-side', tabindex: '0', 'aria-label': text('card.title') });
  }

  /** Another alert by itself: a tap that was meant for the one before must not land on it. */
  show(alert, context, byItself) {
    if (alert?.id !== this.#alert?.id || alert?.state !== 'claimed') this.#visit = null;
    // Once it is mine the reasons have been read; the sentence to say is what matters.
    if (alert?.state !== this.#alert?.state) this.#moreReasons = false;
    if (alert?.id !== this.#alert?.id) {
      this.#talk.start();
      this.#lostFocus = false;
      this.#moreReasons = false;
      this.#buttons.start();
      this.root.scrollTop = 0;
      if (byItself && this.#alert) this.#guardUntil = performance.now() + settleTime;
    }
    if (alert?.state !== 'claimed') this.#buttons.start();
    this.#sayState(alert, context);
    this.#alert = alert;
    this.#context = context;
    this.#talk.show(alert, context);
    this.#draw();
  }

  /** Mine, or somebody else's: said once when the card that is looked at becomes so. */
  #sayState(alert, context) {
    const now = alert && this.#buttons.stateWords(alert, context);
    if (now && alert.id === this.#alert?.id && now !== this.#buttons.stateWords(this.#alert, this.#context)) announce(now);
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
    const { me, waiting, offline, floor, covered } = this.#context;
    const ticket = alert && floor?.ticket(alert.ticket_label);
    const screen = alert && isHelp(alert) && alert.state === 'claimed' && alert.claimed_by === me.number ? floor?.screen(alert.id) : null;
    const signature = JSON.stringify([alert, me, waiting, offline, covered, ticket, this.#moreReasons, this.#buttons.choosing, this.#notice, this.#visit,
      this.#talk.state(alert), alert && floor.nameOf(alert.claimed_by), floor?.colleague(me.number)?.qualifications]);
    if (signature !== this.#drawn) {
      this.#drawn = signature;
      const focused = this.root.contains(document.activeElement) && document.activeElement !== this.root;
      this.#fill(alert, ticket);
      this.#keepFocus(focused);
    }
    // Time goes by in its own place: nothing is drawn anew, moved or read out for it.
    const since_part = alert && this.root.querySelector('[data-part="since"]');
    if (since_part && since_part.textContent !== since(alert)) since_part.textContent = since(alert);
    // Outside the signature: the assist view redraws itself while the customer goes from step to step.
    if (screen) this.#assist.show(alert, screen); else this.#assist?.hide();
  }

  /** Who works by keyboard stays in the card when the button that was pressed has gone, and finds the next main one under the finger. */
  #keepFocus(focused) {
    if (focused && !this.root.contains(document.activeElement)) { this.#lostFocus = true; this.root.focus({ preventScroll: true }); }
    const main = this.#lostFocus && document.activeElement === this.root && this.root.querySelector('.buttons button.main');
    if (!main) return;
    this.#lostFocus = false;
    main.focus({ preventScroll: true });
  }

  #fill(alert, ticket) {
    const back = element('button', { type: 'button', class: 'quiet to-list', 'data-action': 'to-list', onclick: () => this.#actions.back() }, icon('back'), text('card.to_list'));
    const notice = this.#notice ? element('p', { class: 'notice' }, icon('warn'), this.#notice) : null;
    if (!alert) { refill(this.root, back, notice, element('p', { class: 'quiet-time' }, icon('check'), element('span', {}, text('card.none')))); return; }
    const { covered } = this.#context;
    // Once it is about the outcome, the reasons have done their work; on a tablet that lies about they are nobody's business.
    const told = this.#buttons.choosing ? null : covered
      ? element('p', { class: 'covered' }, icon('lock'), text('card.covered'))
      : [this.#identity(alert), this.#elder(alert), this.#why(alert), this.#caution(alert), this.#sentence(alert), this.#talk.make(alert, this.#context), this.#news(alert), this.#evidence(alert)];
    const mineOnHelp = isHelp(alert) && alert.state === 'claimed' && alert.claimed_by === this.#context.me.number && !this.#buttons.choosing;
    refill(this.root, back, notice, element('article', { class: `card ${tone(alert)}`, 'data-alert': alert.id, 'data-version': String(alert.version) },
      this.#who(alert), this.#where(alert, ticket), covered ? null : this.#needs(alert), told, mineOnHelp ? this.#assist?.root : null,
      this.#buttons.make(alert, this.#context, alert.kind === 'visit_request' ? this.#homeVisit(alert) : null)));
  }

  #who(alert) {
    const { covered } = this.#context;
    const person = covered ? null : alert.person;
    const name = isGuess(alert) ? person && text('identity.perhaps', { name: masked(person) }) : personName(person);
    return element('header', { class: 'who' },
      element('span', { class: 'tile' }, icon(iconOf(alert))),
      element('h1', {}, isHelp(alert) ? title(alert, covered)
        : [alert.ticket_label && element('span', { class: 'ticket' }, alert.ticket_label), name || named('kind', alert.kind)]),
      element('p', { class: 'who-more' }, [
        isHelp(alert) && [alert.ticket_label, name].filter(Boolean).join(' · '),
        person?.age_band && text('card.age_band', { band: person.age_band }), person?.tier && text('card.tier', { tier: person.tier }), element('span', { 'data-part': 'since' }, since(alert)),
        alert.referred_by && text(alert.referred_by === this.#context.me.number ? 'card.passed_by_me' : 'card.passed_by', { staff: this.#context.floor.nameOf(alert.referred_by) }),
        isReturned(alert) && text('card.returned'),
      ].filter(Boolean).map((part) => (typeof part === 'string' ? element('span', {}, part) : part))));
  }

  #where(alert, ticket) {
    const flow = alert.step ? named('flow', alert.step.split('.')[0]) : '';
    const until = countdown(ticket);
    return element('p', { class: 'facts' },
      isHelp(alert) ? null : element('span', {}, icon('place'), placeName(alert.place) || text('place.unknown')),
      flow ? element('span', {}, icon('device'), text('card.doing', { flow })) : null,
      until ? element('span', { class: 'until', 'data-part': 'countdown' }, icon('wait'), until) : null);
  }

  #needs(alert) {
    const needs = alert.person?.needs ?? [];
    return needs.length === 0 ? null : element('ul', { class: 'needs', 'aria-label': text('card.needs') }, needs.map((need) => element('li', {}, icon('person'), named('need', need))));
  }

  /** How we know, where it is no more than a claim: one tap says whether it is so. */
  #identity(alert) {
    if (!isGuess(alert) || this.#context.waiting) return null;
    const yes = text(`identity.yes_${alert.person.honorific || 'anyone'}`);
    return element('div', { class: 'identity' }, element('p', {}, icon('warn'), text('card.claimed_identity')),
      element('div', { class: 'pair' }, this.#button('identity-yes', 'quiet', [icon('check'), yes], () => this.#actions.identity(alert, true)),
        this.#button('identity-no', 'quiet', [icon('close'), text('identity.no')], () => this.#actions.identity(alert, false))));
  }

  /** Help first, and slowly: what a card of a person of 65 and over reminds of. */
  #elder(alert) {
    if (!isElder(alert.person) || isHelp(alert)) return null;
    return element('p', { class: 'elder' }, icon('slow'), text('card.elder'));
  }

  #why(alert) {
    const [first, ...others] = alert.reasons;
    if (!first) return null;
    const more = () => { this.#moreReasons = !this.#moreReasons; this.#draw(); };
    const mineToJudge = alert.state === 'open' || alert.claimed_by === this.#context.me.number;
    return element('div', { class: 'why' }, element('p', { class: 'first-reason' }, line(first)),
      this.#moreReasons ? element('ul', {}, others.map((reason) => element('li', {}, line(reason)))) : null,
      element('div', { class: 'why-row' },
        others.length > 0 ? element('button', { type: 'button', class: 'quiet more', 'data-focus': 'more', 'aria-expanded': String(this.#moreReasons), onclick: more },
          this.#moreReasons ? text('card.fewer') : text('card.more', { count: others.length })) : null,
        // Only an opportunity can be beside the point; a service that is due cannot.
        alert.group && mineToJudge && !this.#context.waiting
          ? this.#button('not_relevant', 'quiet', [icon('close'), text('release.not_relevant')], () => this.#actions.release(alert, 'not_relevant')) : null));
  }

  #caution(alert) {
    // Who else is asked to go is news only while nobody goes.
    const settled = alert.state !== 'open' && (alert.caution?.key === 'caution.second_person' || alert.caution?.key === 'caution.branch_head');
    return alert.caution && !settled ? element('p', { class: 'caution' }, icon('warn'), line(alert.caution)) : null;
  }

  #sentence(alert) {
    return alert.first_sentence ? element('blockquote', {}, element('span', { class: 'say' }, icon('say'), text('card.say')), line(alert.first_sentence)) : null;
  }

  /** The newest; those before stand with the other reasons. */
  #news(alert) {
    const news = [...(alert.news ?? [])].reverse();
    if (news.length === 0) return null;
    const shown = this.#moreReasons ? news : news.slice(0, 1);
    return element('ul', { class: 'news', 'aria-label': text('card.news') },
      shown.map((each) => element('li', {}, element('time', { datetime: each.at }, clockTime(Date.parse(each.at))), this.#newsLine(each.line))));
  }

  /** Who passed it on comes as a number; people have names. */
  #newsLine(from) {
    const by = from.arguments?.by;
    return line(by ? { ...from, arguments: { ...from.arguments, by: this.#context.floor.nameOf(by) } } : from);
  }

  #evidence(alert) {
    if (alert.evidence.length === 0) return null;
    return element('p', { class: 'evidence' }, text('card.how_we_know'), alert.evidence.map((kind) => element('span', {}, icon(kind), named('evidence', kind))));
  }

  /** The phone is shown when it is wanted, and not while the tablet lies about. */
  #homeVisit(alert) {
    if (!this.#visit || this.#context.covered) return this.#button('home-visit', 'quiet', text('card.show_phone'), () => this.#askHomeVisit(alert));
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

  #button(name, look, label, press) {
    const guarded = () => { if (performance.now() >= this.#guardUntil) { this.#notice = ''; press(); } };
    return element('button', { type: 'button', class: look, 'data-focus': name, 'data-action': name, onclick: guarded }, label);
  }
}
