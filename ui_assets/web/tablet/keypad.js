// SPDX-License-Identifier: GPL-3.0-or-later
// A large number pad that types into the field that was touched last. A keyboard types into the same fields.
import { element, icon } from './dom.js';
import { text } from './language.js';

/** `target()` answers the input to type into; `done()` is the pad's own confirm key. */
export function keypad(target, done, doneLabel) {
  const type = (digit) => {
    const input = target();
    if (input.value.length < input.maxLength) input.value += digit;
    input.dispatchEvent(new Event('input'));
  };
  const erase = () => { const input = target(); input.value = input.value.slice(0, -1); };
  const key = (label, press, attributes = {}) =>
    element('button', { type: 'button', class: 'key', onclick: press, onpointerdown: (event) => event.preventDefault(), ...attributes }, label);
  return element('div', { class: 'keypad', role: 'group', 'aria-label': text('sign_in.keypad') },
    ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => key(digit, () => type(digit))),
    key(icon('erase'), erase, { 'aria-label': text('sign_in.erase') }),
    key('0', () => type('0')),
    key(doneLabel, done, { class: 'key go' }));
}

/** A field for digits. inputmode none: the pad is there already, the system's own keyboard would cover it. */
export function numberField(name, label, kind, longest) {
  const input = element('input', {
    id: name, name, type: kind, inputmode: 'none', maxlength: String(longest), autocomplete: kind === 'password' ? 'off' : 'username', spellcheck: 'false',
  });
  return { input, row: element('p', { class: 'field' }, element('label', { for: name }, label), input) };
}
