// SPDX-License-Identifier: GPL-3.0-or-later
// The page while somebody is signed in: carries what happens from the stream to the board and the floor, from taps to the outbox, and shows
// the views of the role or the locked screen.
import { Assist } from './assist.js';
import { buzzFor, feelAgain, skipBuzzFor } from './buzz.js';
import { Board, interruptsMe, isHelp, isOpen, isReturned, section, whyNotTaken } from './board.js';
import { Card } from './card.js';
import { CounterView } from './counter-view.js';
import { Cover } from './cover.js';
import { announce, element, hush } from './dom.js';
import { Feed } from './feed.js';
import { Floor } from './floor.js';
import { Frame } from './frame.js';
import * as hub from './hub.js';
import { language, personName, placeName, text } from './language.js';
import { Leaving } from './leaving.js';
import { iconOf, List, title, tone } from './list.js';
import { Outbox } from './outbox.js';
import { OwnWindow, rememberedWindow } from './own-window.js';
import { askWhom, notPassed } from './pass.js';
import { QueueView } from './queue-view.js';
import { ReferralsView } from './referrals-view.js';
import { viewsOf } from './roles.js';
import { closeSheet, refreshSheet, sheetIsOpen } from './sheet.js';
import { ScreenLock } from './screen-lock.js';
import { showLock } from './sign-in.js';
import { TeamView } from './team-view.js';
import { askWithdrawal } from './withdraw.js';

const handsOffTime = 8_000;
const noteTime = 8_000;
const seenAfter = 1_000;
// What the card side may turn to by itself.
const comesForward = new Set(['help', 'recover', 'escalated', 'mine']);

export class Desk {
  #page;
  #me;
  #who;
  #justSignedIn;
  #ended;
  #board = new Board();
  #floor = new Floor();
  #outbox;
  #feed;
  #chosen = null;
  #chosenByHand = false;
  #putOff = new Map();   // id -> what this person said: {why} of a release, or to whom it was passed
  #seen = new Set();
  #seenTimer = 0;
  #lock;
  #drawLockCalls = null;
  #timer = 0;
  #ticks = 0;
  #view;
  #note = null;
  #noteUntil = 0;
  #newReferrals = false;
  #window;
  #cover = new Cover(() => this.#draw());

  /** `me` as the hub answers who is signed in; `ended(note)` is called once when nobody is any more. */
  constructor(page, me, { justSignedIn, ended }) {
    this.#page = page;
    this.#me = me;
    this.#justSignedIn = justSignedIn;
    this.#lock = new ScreenLock({ justSignedIn, lockedElsewhere: () => this.#showLocked() });
    this.#ended = ended;
    this.#who = { number: me.staff_number, role: me.role, duty: 'on_duty', zone: '', window: me.role === 'teller' ? rememberedWindow() : 0 };
    this.#view = viewsOf(me.role)[0];
    this.#outbox = new Outbox(me.staff_number, this.#board, {
      changed: () => this.#draw(),
      accepted: (alert, tap) => this.#accepted(alert, tap),
      lost: (tap, alert) => this.#lost(tap, alert),
      refused: (tap, body) => this.#refused(tap, body),
      done: (tap) => this.#done(tap),
      late: (tap) => this.#tell(text('note.late', { what: text(`note.${tap.action}`) })),
      signedOut: () => this.#end('sign_in.ended'),
    });
    this.#feed = new Feed(me.branch, this.#who, this.#board, this.#floor, {
      first: (alerts) => skipBuzzFor(alerts, this.#who),
      missed: (alerts) => alerts.forEach((alert) => this.#attend(alert)),
      alert: (alert, before) => this.#changed(alert, before),
      colleagues: () => this.#takeDuty(),
      notMyWindow: () => this.#window.tell(),
      changed: () => this.#draw(),
      online: () => this.#outbox?.send(),
      offline: (since) => { announce(text(since === null ? 'line.back' : 'line.lost')); this.#draw(); },
      signedOut: () => this.#end('sign_in.ended'),
    });
    this.#window = new OwnWindow(this.#who, this.#outbox, this.#feed, (state) => this.#setDuty(state), (words) => this.#tell(words, true));
  }

  /** `alerts`: an answer of the hub's list that was asked for already, or nothing. */
  async start(alerts) {
    this.#lock.start();
    document.addEventListener('visibilitychange', this.#lockWhenDue);
    this.#timer = setInterval(() => this.#tick(), 1000);
    this.#cover.start();
    this.#build();
    await this.#feed.readList(alerts);
    if (!this.#outbox) return;
    this.#feed.readFloor();
    this.#outbox.send();
  }

  /** What the hub says this person is doing; what was tapped here counts until the hub has heard it. */
  #takeDuty() {
    if (this.#outbox.waits('duty')) return;
    const mine = this.#floor.colleague(this.#who.number);
    const before = this.#who.duty;
    Object.assign(this.#who, { duty: mine?.state ?? 'off', zone: mine?.zone ?? '' });
    if (this.#justSignedIn && this.#who.duty === 'off') this.#setDuty('on_duty');
    else if (mine && mine.window !== this.#who.window) this.#window.tell();
    else if (before !== this.#who.duty) this.#board.inOrder(this.#who).forEach((alert) => this.#attend(alert));
    this.#justSignedIn = false;
    this.#feed.readCounter();
  }

  #changed(alert, before) {
    // Asked for anew: "not now" was about the time before.
    if (before && interruptsMe(alert, this.#who) && !interruptsMe(before, this.#who)) this.#putOff.delete(alert.id);
    this.#attend(alert);
    // What became of what this person passed on: taken, ended, or come back.
    if (alert.referred_by !== this.#who.number || (before?.state === alert.state && isReturned(before) === isReturned(alert))) return;
    this.#newReferrals = this.#view !== 'referrals';
    this.#feed.readReferrals();
  }

  #attend(alert) {
    if (!buzzFor(alert, this.#who)) return;
    announce(this.#lock.locked() ? (isHelp(alert) ? `${placeName(alert.place)} ${text('lock.help')}` : '') : title(alert, this.#cover.covered()), { now: isHelp(alert) });
  }

  #accepted(alert, tap) {
    const known = this.#board.apply(alert);
    if (tap.action === 'seen' || tap.action === 'identity') { this.#draw(); return; }
    if (['release', 'transfer'].includes(tap.action) && alert.state === 'open') this.#putOff.set(alert.id, tap.extra);
    if (tap.action === 'claim') {
      this.#putOff.delete(alert.id);
      this.#feed.readScreen(alert);
      this.#choose(alert.id);
      return;
    }
    if (tap.action === 'transfer') this.#tell(text('note.passed', { staff: tap.extra.to_staff ? this.#floor.nameOf(tap.extra.to_staff) : text(`role.${tap.extra.to_role}`) }), true);
    if (known !== 'old' || !isOpen(alert)) this.#chosenByHand = false;
    this.#draw();
  }

  #lost(tap, alert) {
    if (alert) this.#board.apply(alert);
    const who = alert?.claimed_by || this.#board.get(tap.alert)?.claimed_by;
    const sentence = who && who !== this.#who.number ? text('card.lost', { staff: this.#floor.nameOf(who) }) : text('card.over');
    this.#sayOnCard(sentence);
    this.#draw();
  }

  #sayOnCard(sentence) {
    this.#card?.say(sentence);
    announce(sentence);
  }

  #refused(tap, body) {
    // In the banner: the card may have made room for another one.
    if (tap.action === 'transfer' && body?.error?.code === 'invalid_input') { this.#putOff.delete(tap.alert); this.#tell(notPassed(tap.extra, this.#floor)); return; }
    if (tap.alert) { this.#sayOnCard(text(this.#whyRefused(tap, body))); return; }
    if (tap.action === 'duty') this.#feed.readColleagues();
    if (tap.action === 'queue') this.#feed.readQueue();
    this.#tell(text(tap.action === 'queue' && body?.error?.code === 'not_found' ? 'note.nobody_waits' : tap.action === 'queue' ? 'note.queue_refused' : 'note.refused'));
  }

  #whyRefused(tap, body) {
    const alert = this.#board.get(tap.alert);
    if (tap.action !== 'claim' || body?.error?.code !== 'forbidden' || !alert) return 'card.refused';
    const held = this.#board.inOrder(this.#who).filter((each) => section(each, this.#who) === 'mine').length;
    return whyNotTaken(alert, { role: this.#who.role, qualifications: this.#floor.colleague(this.#who.number)?.qualifications ?? [], held });
  }

  #done(tap) {
    if (tap.action === 'duty') this.#feed.readColleagues();
    if (tap.action === 'queue') { this.#feed.readQueue(); this.#feed.readCounter(true); }
    this.#draw();
  }

  /** A sentence in the banner for a while; `good` where what was wanted is done. */
  #tell(sentence, good = false) {
    this.#note = { sentence, good };
    this.#noteUntil = Date.now() + noteTime;
    announce(sentence);
    this.#draw();
  }

  #frame = null;
  #desk = null;
  #card = null;
  #list = null;
  #views = {};

  #build() {
    document.documentElement.lang = language();
    closeSheet();
    if (this.#lock.locked()) {
      this.#frame = this.#card = this.#list = this.#desk = null;
      this.#page.className = '';
      const calls = () => this.#board.inOrder(this.#who).filter((alert) => alert.passes_lock && section(alert, this.#who) === 'help');
      this.#drawLockCalls = showLock(this.#page, this.#me, calls, (who) => this.#unlocked(who), () => this.#leaving().signOut());
      return;
    }
    this.#drawLockCalls = null;
    this.#page.className = 'framed';
    this.#frame = new Frame(this.#page, this.#me, { go: (view) => this.#go(view), duty: (state) => this.#setDuty(state), zone: (zone) => this.#setZone(zone),
      lock: () => this.#lockAll(), leave: () => this.#leaving().ask(), redraw: () => this.#build(), openCall: (id) => this.#openCard(id) });
    this.#list = new List((id) => this.#choose(id), this.#who.role);
    const assist = new Assist({ ring: (alert, generation, node) => hub.post(hub.changePath(alert.id, 'ring'), { key: crypto.randomUUID(), generation, node }) });
    this.#card = new Card(this.#cardActions(), assist);
    this.#desk = element('div', { class: 'desk', 'data-showing': 'list' }, this.#list.root, this.#card.root);
    const openCard = this.#openCard.bind(this);
    this.#views = { list: { root: this.#desk, draw: (context) => this.#drawDesk(context) }, queue: new QueueView({ ...this.#window.actions(), openCard }),
      counter: new CounterView(this.#window.actions()), team: new TeamView({ openCard }), referrals: new ReferralsView() };
    this.#draw();
  }

  #cardActions() {
    const stepBack = (alert, said) => { if (alert.state === 'open') this.#putOff.set(alert.id, said); this.#chosenByHand = false; if (this.#desk) this.#desk.dataset.showing = 'list'; };
    const release = (alert, why) => { stepBack(alert, { why }); feelAgain(alert); this.#outbox.add(alert, 'release', { why }); };
    return {
      claim: (alert) => this.#outbox.add(alert, 'claim'),
      release,
      outcome: (alert, outcome) => { if (this.#desk) this.#desk.dataset.showing = 'list'; this.#outbox.add(alert, 'outcome', { outcome }); },
      pass: async (alert) => {
        await this.#whoIsHere();
        if (!this.#outbox || this.#lock.locked()) return;
        askWhom(alert, this.#floor, this.#who, { anyone: () => release(alert, 'ask_other'), pass: (to) => { stepBack(alert, to); this.#outbox.add(this.#board.get(alert.id) ?? alert, 'transfer', to); } });
      },
      identity: (alert, right) => this.#outbox.add(alert, 'identity', { right }),
      withdraw: (alert) => askWithdrawal({ alert: alert.id }, personName(alert.person), (words) => this.#tell(words, true)),
      homeVisit: (alert) => hub.homeVisit(alert.id),
      talkTrack: (alert) => hub.talkTrack(alert.id),
      back: () => { this.#desk.dataset.showing = 'list'; },
    };
  }

  /** Colleagues as the hub knows them now; as they were when it does not answer at once. */
  async #whoIsHere() {
    if (this.#feed.offlineSince() !== null) return;
    await Promise.race([this.#feed.readColleagues(), new Promise((resolve) => { setTimeout(resolve, 700); })]);
  }

  #setDuty(state) {
    this.#who.duty = state;
    this.#outbox.request('duty', '/v1/staff/duty', { state, zone: this.#who.zone, window: this.#who.window }, { newestOnly: true });
  }

  #setZone(zone) {
    this.#who.zone = zone;
    this.#setDuty(this.#who.duty === 'off' ? 'on_duty' : this.#who.duty);
  }

  #draw() {
    if (this.#lock.locked()) { this.#drawLockCalls?.(); return; }
    if (!this.#frame || !this.#outbox) return;
    const now = hub.hubNow();
    const alerts = this.#board.inOrder(this.#who, this.#putOff, now);
    const own = alerts.filter((alert) => interruptsMe(alert, this.#who));
    const views = viewsOf(this.#who.role).filter((view) => this.#who.role !== 'teller' || view !== 'list' || alerts.length > 0 || this.#view === 'list');
    const context = { me: this.#who, now, alerts, floor: this.#floor, covered: this.#cover.covered(), offline: this.#feed.offlineSince() !== null, counter: this.#feed.counter(),
      waitsFor: (action) => this.#outbox.waits(action), hasCard: (id) => isOpen(this.#board.get(id) ?? { state: 'closed' }) };
    const call = this.#view === 'list' ? null : own[0] ?? null;
    this.#frame.draw({ view: this.#view, views, duty: this.#who.duty, zone: this.#who.zone, dutyWaits: Boolean(this.#outbox.waits('duty')), offlineSince: this.#feed.offlineSince(),
      waiting: this.#outbox.count(), note: Date.now() < this.#noteUntil ? this.#note : null, dots: { referrals: this.#newReferrals },
      counts: { list: alerts.filter((alert) => alert.state === 'open' && !['silent', 'taken'].includes(section(alert, this.#who, now))).length, queue: this.#floor.queue()?.waiting ?? 0 },
      call: call && { id: call.id, words: title(call, context.covered), picture: iconOf(call), tone: tone(call) } });
    refreshSheet();
    const view = this.#views[this.#view];
    view.draw(context);
    this.#frame.show(view.root);
  }

  #drawDesk(context) {
    const byItself = this.#followTop(context.alerts);
    this.#list.draw(context.alerts, { ...context, chosen: this.#chosen, putOff: this.#putOff });
    const alert = this.#chosen ? this.#board.get(this.#chosen) ?? null : null;
    // Where the card covers the list (a phone), what interrupts comes to the front as it does elsewhere.
    if (byItself && alert && interruptsMe(alert, this.#who)) this.#desk.dataset.showing = 'card';
    if (!alert || !isOpen(alert)) this.#desk.dataset.showing = 'list';
    this.#card.show(alert, { me: { ...this.#who }, waiting: alert ? this.#outbox.waitingFor(alert.id)?.action ?? null : null, offline: context.offline, floor: this.#floor, covered: context.covered }, byItself);
    this.#noteSeen(alert);
  }

  /** The hub counts, and its audit holds, which cards were really looked at: shown for a second, uncovered, on a page that is in front. */
  #noteSeen(alert) {
    const looked = alert && isOpen(alert) && !this.#cover.covered() && !this.#seen.has(alert.id) && (this.#desk.dataset.showing === 'card' || innerWidth > 600);
    if (!looked || this.#seenTimer) return;
    this.#seenTimer = setTimeout(() => {
      this.#seenTimer = 0;
      const still = this.#outbox && !this.#lock.locked() && !this.#cover.covered() && document.visibilityState === 'visible' && this.#view === 'list' && this.#chosen === alert.id;
      const current = this.#board.get(alert.id);
      if (!still || !current || !isOpen(current)) return;
      this.#seen.add(alert.id);
      this.#outbox.add(current, 'seen');
    }, seenAfter);
  }

  /**
   * Without a choice by hand the card follows what is this person's to do: a call for help at once, anything else when the hands are off. A
   * choice by hand and one's own work stay. True when the card changed by itself.
   */
  #followTop(alerts) {
    const chosen = alerts.find((alert) => alert.id === this.#chosen);
    const calm = this.#who.duty !== 'on_duty';
    const top = alerts.find((alert) => !this.#putOff.has(alert.id) && (interruptsMe(alert, this.#who) || (calm ? section(alert, this.#who) === 'mine' : comesForward.has(section(alert, this.#who)))));
    const handsOn = this.#lock.handsOffFor() < handsOffTime && !(top && isHelp(top) && interruptsMe(top, this.#who) && !isHelp(chosen ?? {}));
    if (chosen && (this.#chosenByHand || chosen.claimed_by === this.#who.number || handsOn)) return false;
    const next = top ?? chosen;
    const changed = (next?.id ?? null) !== this.#chosen;
    this.#chosen = next?.id ?? null;
    return changed;
  }

  #choose(id) {
    this.#chosen = id;
    this.#chosenByHand = true;
    this.#card?.chosenByHand();
    if (this.#desk) this.#desk.dataset.showing = 'card';
    this.#draw();
  }

  #openCard(id) {
    this.#view = 'list';
    this.#choose(id);
  }

  #go(view) {
    this.#view = view;
    if (view === 'team') this.#feed.readColleagues();
    if (view === 'referrals') { this.#newReferrals = false; this.#feed.readReferrals(); }
    if (view === 'queue' && !this.#floor.queue()) this.#feed.readQueue();
    this.#draw();
  }

  #tick() {
    this.#lockWhenDue();
    if (this.#chosenByHand && !sheetIsOpen() && this.#lock.handsOffFor() > handsOffTime * 4) this.#chosenByHand = false;
    // Whose tablet is switched off nobody is told of; who chooses among colleagues sees it within seconds.
    this.#ticks += 1;
    if (this.#ticks % 5 === 0 && (sheetIsOpen() || this.#view === 'team') && this.#feed.offlineSince() === null && !this.#lock.locked()) this.#feed.readColleagues(1);
    this.#draw();
  }

  #lockWhenDue = () => { if (this.#lock.isDue()) this.#lockAll(); };

  #lockAll() {
    this.#lock.set(true);
    this.#showLocked();
  }

  #showLocked() {
    hush();
    this.#build();
  }

  #unlocked(who) {
    if (who.staff_number !== this.#me.staff_number) { this.#end(''); return; }
    this.#me = who;
    this.#lock.set(false);
    this.#build();
    this.#outbox.send();
  }

  #leaving() {
    return new Leaving(this.#floor, this.#who, {
      mine: () => this.#board.inOrder(this.#who).filter((alert) => section(alert, this.#who) === 'mine').length,
      whoIsHere: () => this.#whoIsHere(),
      tell: (key) => this.#tell(text(key)),
      gone: () => this.#end(''),
    });
  }

  /** Signed out, here or by the hub: nothing stays on the screen or in memory. */
  #end(note) {
    if (!this.#outbox) return;
    closeSheet();
    hush();
    document.removeEventListener('visibilitychange', this.#lockWhenDue);
    clearInterval(this.#timer);
    clearTimeout(this.#seenTimer);
    this.#cover.stop();
    this.#feed.stop();
    this.#outbox.stop();
    this.#outbox = null;
    this.#lock.stop();
    this.#page.className = '';
    this.#ended(note);
  }
}
