// SPDX-License-Identifier: GPL-3.0-or-later
// A customer says what they take back: to whoever is with them, in two taps. Nobody agrees to anything here.
import { element, icon } from './dom.js';
import { post } from './hub.js';
import { text } from './language.js';
import { openSheet } from './sheet.js';

/** What a customer means, as the kiosk asks it, and which purposes that is. */
const meanings = [
  ['no_offers', 'close', ['marketing', 'profiling']],
  ['not_known', 'leave', ['service', 'wifi']],
  ['settings', 'erase', ['settings']],
];

/** Why it was not written down, in words for whoever stands with the customer. */
const refusal = (status) => text(status === 0 || status === 503 ? 'withdraw.no_network' : status === 404 ? 'withdraw.nobody' : status === 409 ? 'withdraw.gone_on' : 'withdraw.not_mine');

/**
 * Asks what is taken back and tells the hub. `of`: {alert} or {window, ticket}; `name`: as the page shows it, to be asked for; `done(words)` is told once
 * the hub has it. The same tap again is the same withdrawal.
 */
export function askWithdrawal(of, name, done) {
  const keys = new Map(meanings.map(([meaning]) => [meaning, crypto.randomUUID()]));
  openSheet(text('withdraw.title'), (close) => {
    const said = element('p', { class: 'caution', role: 'alert', hidden: true });
    const tell = async (meaning, purposes, button) => {
      button.disabled = true;
      const { status } = await post('/v1/staff/withdrawal', { key: keys.get(meaning), ...of, purposes });
      button.disabled = false;
      if (status === 200) { close(); done(text(`withdraw.done_${meaning}`)); return; }
      said.hidden = false;
      said.textContent = refusal(status);
    };
    return [element('p', {}, text('withdraw.ask_first', { name })), said, ...meanings.map(([meaning, picture, purposes]) =>
      element('button', { type: 'button', class: 'pick', 'data-withdraw': meaning, 'data-focus': `withdraw-${meaning}`, onclick: (event) => tell(meaning, purposes, event.currentTarget) },
        element('strong', {}, icon(picture), ' ', text(`withdraw.${meaning}`)), element('span', { class: 'faint' }, text(`withdraw.${meaning}_means`))))];
  });
}
