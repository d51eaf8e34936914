// SPDX-License-Identifier: GPL-3.0-or-later
// The page from the top: finds out who is signed in, then shows the desk (list and card) or the locked screen, and carries what happens
// from the stream to the board and from taps to the outbox.
import { buzzFor, skipBuzzFor } from './buzz.js';
import { Board, isHelp, section } from './board.js';
import { Card } from './card.js';
import { announce, element, icon, refill } from './dom.js';
import * as hub from './hub.js';
import { language, clockTime, placeName, text, useLanguage } from './language.js';
import { List, title } from './list.js';
import { Outbox } from './outbox.js';
import { languageButton, showLock, showSignIn } from './sign-in.js';
import { AlertStream, sequenceOf } from './stream.js';

const page = document.getElementById('page');
const idleTime = 60_000;
const handsOffTime = 8_000;
const lockedKey = 'silverlane.locked';

class Desk {
  #me;
  #board = new Board();
  #outbox;
  #stream = null;
  #streaming = false;
  #offlineSince = null;
  #chosen = null;
  #chosenByHand = false;
  #touched = Date.now();
  #putOff = new Set();
  #locked = sessionStorage.getItem(lockedKey) === 'yes';
  #drawLockCalls = null;
  #timers = [];
  #listRead = false;

  constructor(me) {
    this.#me = me;
    this.#outbox = new Outbox(me.staff_number, this.#board, {
      changed: () => this.#draw(),
      accepted: (alert, tap) => this.#accepted(alert, tap),
      lost: (tap, alert) => this.#lost(tap, alert),
      refused: () => this.#card?.say(text('card.refused')),
      signedOut: () => this.#end('sign_in.ended'),
    });
  }

  async start() {
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, this.#touch, { capture: true });
    this.#timers.push(setInterval(() => this.#tick(), 1000));
    this.#build();
    await this.#readList();
    if (!this.#outbox) return;
    this.#outbox.send();
  }

  /** The whole list, then the stream behind the number that it includes. */
  async #readList() {
    const { status, body } = await hub.openAlerts();
    if (!this.#outbox) return;
    if (status === 401) { this.#end('sign_in.ended'); return; }
    if (status !== 200) {
      this.#setOffline(this.#offlineSince ?? Date.now());
      setTimeout(() => this.#outbox && this.#readList(), 1500 + Math.random() * 1500);
      return;
    }
    const unseen = this.#board.replaceAll(body.alerts, body.sequence);
    if (this.#listRead) unseen.forEach((alert) => this.#attend(alert)); else skipBuzzFor(unseen);
    this.#listRead = true;
    // A reset left the stream open behind the number at which the gap ended; only the first reading opens one.
    if (this.#streaming) this.#setOffline(null);
    if (!this.#stream) this.#openStream(`${this.#me.branch}:${body.sequence}`);
    this.#draw();
  }

  #openStream(after) {
    this.#stream = new AlertStream(after, {
      event: (event) => this.#event(event),
      online: () => { this.#streaming = true; this.#setOffline(null); this.#outbox.send(); },
      offline: (since) => { this.#streaming = false; this.#setOffline(since); },
      signedOut: () => this.#end('sign_in.ended'),
    });
    this.#stream.start();
  }

  #event({ id, name, data }) {
    if (name === 'reset') { this.#readList(); return; }
    if (name !== 'alert') return;
    const alert = JSON.parse(data);
    if (this.#board.apply(alert, sequenceOf(id)) === 'old') return;
    this.#attend(alert);
    this.#draw();
  }

  #attend(alert) {
    if (buzzFor(alert)) announce(isHelp(alert) && this.#locked ? `${placeName(alert.place)} ${text('lock.help')}` : this.#locked ? '' : title(alert));
  }

  #accepted(alert, tap) {
    this.#board.apply(alert);
    if (tap.action === 'release' && alert.state === 'open') this.#putOff.add(alert.id);
    if (tap.action === 'claim') { this.#putOff.delete(alert.id); this.#choose(alert.id); return; }
    this.#chosenByHand = false;
    this.#draw();
  }

  #lost(tap, alert) {
    if (alert) this.#board.apply(alert);
    const who = alert?.claimed_by || this.#board.get(tap.alert)?.claimed_by;
    const sentence = who && who !== this.#me.staff_number ? text('card.lost', { staff: who }) : text('card.over');
    this.#card?.say(sentence);
    announce(sentence);
    this.#draw();
  }

  #setOffline(since) {
    if (since === null ? this.#offlineSince === null : this.#offlineSince !== null) return;
    this.#offlineSince = since;
    announce(since === null ? text('line.back') : text('line.lost'));
    this.#draw();
  }

  #card = null;
  #list = null;
  #bar = null;
  #banner = null;

  #build() {
    document.documentElement.lang = language();
    if (this.#locked) {
      this.#card = this.#list = null;
      const calls = () => this.#board.inOrder(this.#me.staff_number).filter((alert) => alert.passes_lock && section(alert, this.#me.staff_number) === 'help');
      this.#drawLockCalls = showLock(page, this.#me, calls, (who) => this.#unlocked(who), () => this.#leave());
      return;
    }
    this.#drawLockCalls = null;
    this.#bar = element('header', { class: 'bar' });
    this.#banner = element('div', { class: 'banner-place', role: 'status' });
    this.#list = new List((id) => this.#choose(id));
    this.#card = new Card({
      claim: (alert) => this.#outbox.add(alert, 'claim'),
      release: (alert, why) => { if (alert.state === 'open') this.#putOff.add(alert.id); this.#chosenByHand = false; this.#outbox.add(alert, 'release', { why }); },
      outcome: (alert, outcome) => this.#outbox.add(alert, 'outcome', { outcome }),
      homeVisit: (alert) => hub.homeVisit(alert.id),
    });
    refill(page, this.#bar, this.#banner, element('div', { class: 'desk' }, this.#list.root, this.#card.root));
    this.#drawBar();
    this.#draw();
  }

  #drawBar() {
    const button = (name, picture, press) => element('button', { type: 'button', class: 'quiet', 'data-focus': name, onclick: press }, icon(picture), text(`bar.${name}`));
    refill(this.#bar, element('strong', { class: 'branch' }, this.#me.branch_name),
      element('span', { class: `link ${this.#offlineSince ? 'away' : 'here'}` }, icon(this.#offlineSince ? 'offline' : 'wifi'), text(this.#offlineSince ? 'line.off' : 'line.on')),
      element('span', { class: 'me' }, `${this.#me.display_name} ${this.#me.staff_number}`),
      languageButton(() => this.#build()), button('lock', 'lock', () => this.#lock()), button('leave', 'leave', () => this.#leave()));
  }

  #draw() {
    if (this.#locked) { this.#drawLockCalls?.(); return; }
    if (!this.#list) return;
    const me = this.#me.staff_number;
    const alerts = this.#board.inOrder(me, this.#putOff);
    const byItself = this.#followTop(alerts);
    this.#list.draw(alerts, me, this.#chosen, this.#putOff);
    const alert = this.#chosen ? this.#board.get(this.#chosen) : null;
    this.#card.show(alert, { me, waiting: alert ? this.#outbox.waitingFor(alert.id)?.action ?? null : null, offline: this.#offlineSince !== null }, byItself);
    const waiting = this.#outbox.count();
    this.#drawBanner(waiting);
  }

  #bannerDrawn = '';
  #drawBanner(waiting) {
    const signature = `${this.#offlineSince}|${waiting}|${language()}`;
    if (signature === this.#bannerDrawn && this.#banner.isConnected && this.#banner.dataset.drawn === signature) return;
    this.#bannerDrawn = signature;
    this.#banner.dataset.drawn = signature;
    this.#drawBar();
    refill(this.#banner, this.#offlineSince === null ? null : element('p', { class: 'banner' }, icon('offline'),
      element('span', {}, text('line.off_since', { time: clockTime(this.#offlineSince) }), waiting > 0 ? ` ${text('line.waiting', { count: waiting })}` : '')));
  }

  /**
   * Without a choice by hand the card follows the top of the list, a call for help at once, anything else when the hands are off. A choice by
   * hand and one's own work stay. True when the card changed by itself.
   */
  #followTop(alerts) {
    const me = this.#me.staff_number;
    const chosen = alerts.find((alert) => alert.id === this.#chosen);
    const top = alerts.find((alert) => ['help', 'mine', 'waiting'].includes(section(alert, me)) && !this.#putOff.has(alert.id));
    const handsOn = Date.now() - this.#touched < handsOffTime && !(top && isHelp(top) && !isHelp(chosen ?? {}));
    if (chosen && (this.#chosenByHand || chosen.claimed_by === me || handsOn)) return false;
    const next = top ?? chosen;
    const changed = (next?.id ?? null) !== this.#chosen;
    this.#chosen = next?.id ?? null;
    return changed;
  }

  #choose(id) {
    this.#chosen = id;
    this.#chosenByHand = true;
    this.#card?.chosenByHand();
    this.#draw();
  }

  #touch = () => { this.#touched = Date.now(); };

  #tick() {
    if (!this.#locked && Date.now() - this.#touched > idleTime) this.#lock();
    if (this.#chosenByHand && Date.now() - this.#touched > handsOffTime * 4) this.#chosenByHand = false;
    this.#draw();
  }

  #lock() {
    this.#locked = true;
    sessionStorage.setItem(lockedKey, 'yes');
    this.#build();
  }

  #unlocked(who) {
    this.#me = who;
    this.#locked = false;
    sessionStorage.removeItem(lockedKey);
    this.#touch();
    this.#build();
    this.#outbox.send();
  }

  async #leave() {
    await hub.signOut();
    this.#end('');
  }

  /** Signed out, here or by the hub: nothing stays on the screen or in memory. */
  #end(note) {
    if (!this.#outbox) return;
    for (const event of ['pointerdown', 'keydown']) removeEventListener(event, this.#touch, { capture: true });
    this.#timers.forEach(clearInterval);
    this.#stream?.stop();
    this.#outbox.stop();
    this.#outbox = null;
    this.#board.clear();
    sessionStorage.removeItem(lockedKey);
    showSignIn(page, begin, note);
  }
}

function begin(me) { new Desk(me).start(); }

async function open() {
  useLanguage(language());
  const { status, body } = await hub.whoAmI();
  if (status === 200) { begin(body); return; }
  if (status === 401) { showSignIn(page, begin); return; }
  refill(page, element('main', { class: 'door' }, element('p', { class: 'note' }, icon('offline'), text('sign_in.unreachable'))));
  setTimeout(open, 2000 + Math.random() * 1000);
}

open();
