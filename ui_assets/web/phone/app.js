// SPDX-License-Identifier: GPL-3.0-or-later
// The page on a customer's phone: gets in by what stands behind the # of its address, asks the notice, shows the number's place, and flashes when
// it is called. It keeps nothing but the language: the session is a cookie that scripts cannot read, and the hub says all the rest after a reload.
import { refill, say } from './dom.js';
import * as hub from './hub.js';
import { clockTime, language, text, useOtherLanguage } from './language.js';
import * as screens from './screens.js';
import { TicketStream } from './stream.js';

/** Of the notices in texts/. A new wording gets a new name and is asked anew. */
const textVersions = { service: 'phone-service-1', slip: 'phone-slip-1', marketing: 'phone-marketing-1' };
const flashFor = 30000;
const vibrateEvery = 4000;
const vibration = [700, 300, 700];

const page = document.getElementById('page');
let view = null;
let screen = 'opening';
let heardAt = null;
let isLost = false;
let failed = false;
let busy = false;
let left = { label: '', all: false };
/** The call that the person has been told of, and whether it still flashes. */
let call = { key: '', flashing: false, timer: null, vibrating: null };

/** Which text asks for this purpose: whoever came by the slip reads one of their own. */
const versionOf = (purpose) => textVersions[purpose === 'service' && !view.choices_last ? 'slip' : purpose];
const asked = (purpose) => {
  const consent = view.consents.find((each) => each.purpose === purpose);
  return consent?.chosen !== undefined && consent.text_version === versionOf(purpose);
};
const granted = (purpose) => view.consents.find((each) => each.purpose === purpose)?.chosen === true;
const mayAgree = (purpose) => view.consents.find((each) => each.purpose === purpose)?.may_agree === true;

/** Which screen comes when nobody has pressed anything: the notice first, marketing apart and only after yes, then the queue. */
function nextScreen() {
  if (!view.branch_name_zh) return 'nothing';
  if (view.can_choose && view.ticket_state !== 'ended') {
    if (!asked('service')) return 'notice';
    if (granted('service') && mayAgree('marketing') && !asked('marketing')) return 'marketing';
  }
  return 'place';
}

const act = {
  seen: () => { stopFlashing(); draw(); },
  showChoices: () => show('choices'),
  showNotice: () => show('notice'),
  showPlace: () => show('place'),
  choose,
  forget,
};

function draw() {
  document.documentElement.lang = language();
  const other = document.getElementById('language');
  other.textContent = text('language.other');
  other.lang = language() === 'en' ? 'zh-CN' : 'en';
  const who = view ? screens.names(view) : {};
  document.getElementById('bank').textContent = who.branch ? (who.bank ? text('bank', who) : who.branch) : '';
  const ofTicket = !['forgotten', 'over', 'nothing'].includes(screen);
  const called = ofTicket && view?.ticket_state === 'called';
  const missed = ofTicket && view?.ticket_state === 'missed';
  document.title = called ? text('title.called', { window: view.window }) : text('title');
  const body = screen === 'forgotten' ? screens.forgotten(left) : screens[screen](view, act);
  refill(page, called ? screens.calledBanner(view, { flashing: call.flashing, act }) : null, missed ? screens.missedBanner(view) : null, ...body);
  page.setAttribute('aria-busy', String(busy));
  const banner = document.getElementById('offline');
  const words = failed ? text('slow') : heardAt ? text('offline', { time: clockTime(heardAt) }) : text('offline.never');
  banner.hidden = !isLost && !failed;
  const shown = banner.hidden ? '' : words;
  if (banner.textContent !== shown) banner.textContent = shown;
}

/** Another screen, because the person asked for it: its beginning is what eyes and screen reader meet next. */
function show(name) {
  screen = name;
  failed = false;
  draw();
  scrollTo(0, 0);
  page.focus({ preventScroll: true });
}

function stopFlashing() {
  clearTimeout(call.timer);
  clearInterval(call.vibrating);
  navigator.vibrate?.(0);
  call.flashing = false;
}

function startFlashing() {
  stopFlashing();
  call.flashing = true;
  navigator.vibrate?.(vibration);
  call.vibrating = setInterval(() => navigator.vibrate?.(vibration), vibrateEvery);
  call.timer = setTimeout(() => { stopFlashing(); draw(); }, flashFor);
}

/** Compares with what was so before; what is new is said, and a call is shown with all that a phone has. */
function take(fresh) {
  const before = view;
  view = { ...before, ...fresh };
  heardAt = new Date();
  isLost = false;
  const key = view.ticket_state === 'called' ? `${view.ticket_label}/${view.window}/${view.calls}` : '';
  if (key !== call.key) {
    call.key = key;
    if (key) {
      startFlashing();
      say(text('said.called', { label: view.ticket_label, window: view.window }), { now: true });
      scrollTo(0, 0);
    } else {
      stopFlashing();
    }
  }
  if (view.ticket_state === 'missed' && before?.ticket_state !== 'missed') say(text('said.missed', { label: view.ticket_label }), { now: true });
  if (view.ticket_state === 'waiting' && (before?.ahead !== view.ahead || before?.ticket_state !== 'waiting')) {
    say(text('said.place', { label: view.ticket_label, place: screens.placeLine(view) }));
  }
  if (screen === 'opening' || screen === 'nothing') screen = nextScreen();
  // Done at the counter: nothing is left to choose or to wait for.
  if (view.ticket_state === 'ended' && ['notice', 'marketing', 'choices'].includes(screen)) screen = 'place';
  draw();
}

const stream = new TicketStream({
  place: take,
  called: take,
  view: take,
  lost: () => { isLost = true; draw(); },
  over: () => { stopFlashing(); view = null; show('over'); },
});

async function choose(purpose, agreed) {
  if (busy) return;
  busy = true;
  failed = false;
  const wasNotice = screen;
  // The portal's notice speaks of the tail, the time and the phone's being here: one text, and so one press for both purposes that it covers.
  const purposes = purpose === 'service' && view.choices_last ? ['service', 'wifi'] : [purpose];
  for (const each of purposes) {
    const choice = { key: hub.newKey(), purpose: each, granted: agreed, text_version: versionOf(purpose) };
    const { status, body } = await hub.untilTaken(() => hub.choose(choice));
    if (status === 401) { busy = false; stream.stop(); view = null; return show('over'); }
    failed = status !== 200;
    if (failed) break;
    view = { ...view, consents: body.consents };
  }
  busy = false;
  if (failed) return draw();
  return show(wasNotice === 'choices' ? 'choices' : nextScreen());
}

async function forget() {
  if (busy) return;
  busy = true;
  const key = hub.newKey();
  const { status } = await hub.untilTaken(() => hub.forget(key));
  busy = false;
  if (status !== 204 && status !== 401) { failed = true; draw(); return; }
  stream.stop();
  stopFlashing();
  left = { label: view?.ticket_state === 'ended' ? '' : view?.ticket_label ?? '', all: view?.choices_last === true };
  view = null;
  show('forgotten');
}

/** The code leaves the address at once: a screen shot, a shared link or the browser's history shall not hold it. */
function shownInAddress() {
  const shown = decodeURIComponent(location.hash.slice(1));
  if (shown) history.replaceState(null, '', location.pathname);
  return shown;
}

async function start() {
  draw();
  const shown = shownInAddress();
  if (shown) {
    const { status } = await hub.untilTaken(() => hub.open(shown));
    if (status === 0 || status === 503 || status === 429) { isLost = true; draw(); setTimeout(() => begin(shown), 4000); return; }
  }
  await begin('');
}

async function begin(shown) {
  if (shown) {
    const { status } = await hub.untilTaken(() => hub.open(shown));
    if (status !== 204) { setTimeout(() => begin(shown), 4000); return; }
  }
  const { status, body } = await hub.view();
  if (status === 200) {
    take(body);
    if (body.branch_name_zh) stream.start();
    return;
  }
  if (status === 401) { show('nothing'); return; }
  isLost = true;
  draw();
  setTimeout(() => begin(''), 4000);
}

document.getElementById('language').addEventListener('click', () => { useOtherLanguage(); draw(); });
// A slip scanned while the page is open already.
addEventListener('hashchange', () => { stream.stop(); view = null; screen = 'opening'; start(); });
start();
