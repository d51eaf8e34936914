// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts as the hub sends them, for the page's tests and pictures.
import { alertOf } from './backend.mjs';

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

export const helpCall = (fields = {}) => alertOf({
  id: 'help1', kind: 'help', offered_to: ['1001', '1002'], urgency: 'a', passes_lock: true, place: 'K1', ticket_label: 'A013', evidence: ['ticket'], step: 'F02.service',
  outcomes: ['helped', 'referred', 'false_alarm'], raised_at: ago(8), ...fields,
});

export const arrival = (fields = {}) => alertOf({
  id: 'arrival1', kind: 'arrival', offered_to: ['1001', '1002'], place: 'entrance', ticket_label: 'A012', evidence: ['wifi', 'ticket'],
  person: { name: '王', honorific: 'female', age_band: '70-74', tier: '', needs: ['slow_speech'], claimed_identity: false },
  reasons: [
    { key: 'reason.deposit_matures_soon', arguments: { days: '5' } }, { key: 'reason.assessment_over', arguments: {} },
  ],
  first_sentence: { key: 'say.welcome', arguments: {} },
  outcomes: ['helped', 'referred', 'booked', 'declined', 'not_now'], raised_at: ago(70), ...fields,
});

export const silent = (fields = {}) => arrival({
  id: 'wifi1', interrupts: false, offered_to: [], place: '', ticket_label: '', evidence: ['wifi'], raised_at: ago(200),
  person: { name: '欧阳', honorific: 'male', age_band: '65-69', tier: '', needs: [], claimed_identity: false }, ...fields,
});

/** Two hands and six cards. */
export const six = () => [
  helpCall(),
  alertOf({ id: 'stuck1', kind: 'stuck', offered_to: ['1002'], interrupts: true, urgency: 'b', place: 'K2', ticket_label: 'A010', step: 'F02.priority', evidence: ['ticket'], raised_at: ago(40), outcomes: ['helped', 'referred', 'not_now'] }),
  arrival(),
  arrival({ id: 'arrival2', ticket_label: 'T003', place: 'waiting', evidence: ['card', 'ticket'], raised_at: ago(320), reasons: [{ key: 'reason.priority_ticket', arguments: {} }],
    person: { name: '陈', honorific: 'male', age_band: '80-84', tier: 'B', needs: ['hearing', 'company'], claimed_identity: false }, state: 'claimed', claimed_by: '1002' }),
  silent(),
  silent({ id: 'wifi2', raised_at: ago(500), person: { name: '何', honorific: 'female', age_band: '60-64', tier: '', needs: [], claimed_identity: false } }),
];
