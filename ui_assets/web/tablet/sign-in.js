// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in with staff number and PIN, and the locked screen, which asks for the PIN again and lets a call for help through: its place only.
import { element, icon, refill } from './dom.js';
import * as hub from './hub.js';
import { keypad, numberField } from './keypad.js';
import { language, languages, placeName, text, useLanguage } from './language.js';

const rememberedNumber = 'silverlane.staff_number';

export function languageButton(redraw) {
  const other = languages.find((tag) => tag !== language());
  return element('button', { type: 'button', class: 'quiet', lang: other, 'data-focus': 'language', onclick: () => { useLanguage(other); redraw(); } },
    text('other_language'));
}

function form(number, signedIn) {
  const fields = [];
  const message = element('p', { class: 'problem', role: 'alert' });
  const pin = numberField('pin', text('sign_in.pin'), 'password', 12);
  let staff = null;
  if (number === null) {
    staff = numberField('staff_number', text('sign_in.number'), 'text', 12);
    staff.input.value = localStorage.getItem(rememberedNumber) ?? '';
    fields.push(staff);
  }
  fields.push(pin);
  let active = staff && !staff.input.value ? staff.input : pin.input;
  for (const field of fields) field.input.addEventListener('focus', () => { active = field.input; });

  let busy = false;
  async function submit() {
    const who = (number ?? staff.input.value).trim();
    if (staff && active === staff.input && who && !pin.input.value) { pin.input.focus(); return; }
    if (!who || !pin.input.value || busy) { (who ? pin : staff).input.focus(); return; }
    busy = true;
    message.textContent = text('sign_in.wait');
    const { status, body } = await hub.signIn(who, pin.input.value);
    busy = false;
    pin.input.value = '';
    if (status === 200) {
      localStorage.setItem(rememberedNumber, who);
      signedIn(body);
      return;
    }
    const problems = { 0: 'sign_in.unreachable', 400: 'sign_in.wrong', 401: 'sign_in.wrong', 429: 'sign_in.locked_out' };
    message.textContent = text(problems[status] ?? 'sign_in.unreachable');
    pin.input.focus();
  }

  const made = element('form', { class: 'sign-in', onsubmit: (event) => { event.preventDefault(); submit(); } },
    fields.map((field) => field.row), message,
    keypad(() => active, submit, text('sign_in.go')), element('button', { type: 'submit', class: 'unseen', tabindex: '-1' }, text('sign_in.go')));
  return { made, focus: () => active.focus() };
}

/** The whole page while nobody is signed in. `signedIn` gets the hub's answer. */
export function showSignIn(page, signedIn, note = '') {
  const draw = () => {
    const { made, focus } = form(null, signedIn);
    refill(page, element('main', { class: 'door' },
      element('header', {}, element('h1', {}, text('sign_in.title')), languageButton(draw)),
      note ? element('p', { class: 'note' }, text(note)) : null, made));
    focus();
  };
  draw();
}

/** The locked screen. `calls()` answers the open calls for help; `notMe` signs out. Answers a function that draws it again. */
export function showLock(page, me, calls, signedIn, notMe) {
  const band = element('div', { class: 'lock-calls' });
  let drawn = '';
  const { made, focus } = form(me.staff_number, signedIn);
  const drawCalls = () => {
    const places = calls().map((alert) => placeName(alert.place) || text('place.unknown'));
    if (drawn === places.join('|')) return;
    drawn = places.join('|');
    refill(band, places.map((place) => element('p', { class: 'lock-call' }, icon('help'), element('strong', {}, place), element('span', {}, text('lock.help')))));
  };
  refill(page, element('main', { class: 'door' },
    band,
    element('header', {}, element('h1', {}, icon('lock'), text('lock.title', { name: me.display_name })),
      element('button', { type: 'button', class: 'quiet', onclick: notMe }, text('lock.not_me'))),
    made));
  drawCalls();
  focus();
  return drawCalls;
}
