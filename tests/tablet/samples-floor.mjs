// SPDX-License-Identifier: GPL-3.0-or-later
// A branch in the middle of a morning, for the page's tests and pictures: who is on duty, the queue, what was passed on.
import { alertOf } from './backend.mjs';
import { place } from './backend-floor.mjs';
import { arrival, silent, six } from './samples.mjs';

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

/** Known by a typed tail: staff make sure before the name is used. */
export const guess = (fields = {}) => arrival({ id: 'guess1', ticket_label: 'A015', place: 'waiting', evidence: ['phone_tail', 'ticket'], first_sentence: { key: 'say.ask_name_first', arguments: {} },
  person: { name: '王', honorific: 'female', age_band: '65-69', tier: '', needs: [], claimed_identity: true }, reasons: [{ key: 'reason.known_customer', arguments: {} }], ...fields });

/** An opportunity beside what is due. */
export const opportunity = (fields = {}) => arrival({ id: 'chance1', ticket_label: 'A016', alert_class: 'marketing', group: 'reason.campaign.time_deposit_family', product_risk: 1, place: 'waiting', evidence: ['card', 'ticket'],
  person: { name: '赵', honorific: 'male', age_band: '60-64', tier: 'B', needs: [], claimed_identity: false },
  reasons: [{ key: 'reason.deposit_matures_soon', arguments: { days: '3' } }, { key: 'reason.campaign.time_deposit_family', arguments: {} }],
  news: [{ line: { key: 'news.ticket_taken', arguments: { ticket: 'A012' } }, at: ago(300) }, { line: { key: 'news.wait_over', arguments: { ticket: 'A012', minutes: '20' } }, at: ago(30) }],
  outcomes: ['interested', 'applied', 'declined', 'not_now', 'referred'], ...fields });

export const device = (fields = {}) => alertOf({ id: 'device1', kind: 'device_fault', alert_class: 'service', urgency: 'b', interrupts: true, place: 'K2', evidence: ['kiosk'],
  reasons: [{ key: 'reason.device_fault', arguments: {} }, { key: 'reason.part_printer', arguments: {} }], outcomes: ['helped', 'false_alarm'], raised_at: ago(400), ...fields });

export const visit = (fields = {}) => alertOf({ id: 'visit1', kind: 'visit_request', place: 'K1', evidence: ['kiosk'], interrupts: false, raised_at: ago(4000),
  reasons: [{ key: 'reason.visit_passbook', arguments: {} }, { key: 'reason.call_back_by', arguments: { day: '2026-12-01' } }], outcomes: ['booked', 'helped', 'declined'], ...fields });

export const referral = (fields = {}) => arrival({ id: 'refer1', kind: 'referral', ticket_label: 'A009', place: 'seats', referred_by: '1002', wanted_role: 'relationship_manager', offered_to: ['2001'],
  qualification: 'wealth', group: 'reason.campaign.large_deposit', product_risk: 2, evidence: ['card', 'ticket'], person: { name: '冯', honorific: 'female', age_band: '65-69', tier: 'A', needs: [], claimed_identity: false },
  reasons: [{ key: 'reason.campaign.large_deposit', arguments: {} }, { key: 'reason.assessment_over', arguments: {} }], outcomes: ['interested', 'booked', 'declined', 'not_now', 'referred'], raised_at: ago(150), ...fields });

export const recover = (fields = {}) => alertOf({ id: 'recover1', kind: 'recover', urgency: 'b', interrupts: true, offered_to: ['9001'], place: 'counter', ticket_label: 'A004', evidence: ['ticket'],
  reasons: [{ key: 'reason.rated_wait', arguments: {} }, { key: 'reason.wants_manager', arguments: {} }], first_sentence: { key: 'say.sorry_how_was_it', arguments: {} }, outcomes: ['helped', 'booked', 'declined'], raised_at: ago(90), ...fields });

/** What a talk track says at the seat, as the hub answers it. */
export const talkTrack = (fields = {}) => ({ explanation_zh: '混合基金有涨有跌，不保本。过去好不代表以后好。您看看能不能接受一段时间是亏的。',
  explanation_en: 'A balanced fund goes up and down and may lose value. A good past says nothing about the future.', product_risk: 3, cooling_days: 0, recording_required: false, ...fields });

/** Fills a backend: `backend.put` tells the tablets that are there already. */
export function morning(backend, { head = false } = {}) {
  const { floor } = backend;
  for (const [number, fields] of Object.entries({ 1001: { state: 'on_duty', zone: 'lobby' }, 1002: { state: 'serving', zone: 'waiting', open_claims: 2 }, 2001: { state: 'on_duty', zone: 'seats' },
    3001: { state: 'on_duty', window: 3 }, 9001: { state: 'on_duty' } })) Object.assign(floor.colleagues.find((each) => each.staff_number === number), fields);
  floor.tickets = [
    place({ ticket: 't8', label: 'A008', state: 'called', window: 3, calls: 1, needs: ['hearing', 'slow_speech'], since: ago(50), missed_from: ago(-130) }),
    place({ ticket: 't7', label: 'T002', state: 'called', window: 1, calls: 2, priority: true, service: 'passbook', since: ago(200) }),
    place({ ticket: 't3', label: 'T003', priority: true, alert: 'arrival2', needs: ['hearing', 'company'], since: ago(320) }),
    place({ ticket: 't12', label: 'A012', alert: 'arrival1', needs: ['slow_speech'], since: ago(300) }),
    place({ ticket: 't13', label: 'A013', service: 'transfer', since: ago(280) }),
    place({ ticket: 't15', label: 'A015', alert: 'guess1', since: ago(240) }),
    place({ ticket: 't16', label: 'A016', alert: 'chance1', service: 'other', since: ago(200) }),
    place({ ticket: 't50', label: 'B201', outside: true, since: ago(180) }),
    place({ ticket: 't5', label: 'A005', state: 'missed', window: 2, calls: 3, since: ago(900) }),
  ];
  floor.people.set('t8', { person: { name: '孙', honorific: 'female', age_band: '75-79', tier: '', needs: ['slow_speech'], claimed_identity: false },
    cue: { key: 'reason.deposit_matures_today', arguments: {} }, news: [{ line: { key: 'news.help', arguments: {} }, at: ago(700) }] });
  floor.referrals = [
    { alert: 'r1', kind: 'arrival', ticket_label: 'A002', person_mask: '蒋**', to_staff: '2001', to_role: '', state: 'closed', outcome: 'sold', at: ago(7000) },
    { alert: 'r2', kind: 'arrival', ticket_label: 'A006', person_mask: '韩**', to_staff: '2001', to_role: '', state: 'claimed', outcome: '', at: ago(2000) },
    { alert: 'r3', kind: 'arrival', ticket_label: 'A007', person_mask: '', to_staff: '', to_role: 'relationship_manager', state: 'returned', outcome: '', at: ago(900) },
  ];
  backend.talkTracks.set('chance1', talkTrack({ product_risk: 1, explanation_zh: '存期内取，利息按活期算。您这笔钱什么时候要用？我们看几年合适。', explanation_en: 'Taken out early it earns current interest. When will you need this money?' }));
  backend.talkTracks.set('refer1', talkTrack({ product_risk: 2, recording_required: true, cooling_days: 15 }));
  for (const alert of [...six(), guess(), opportunity(), device(), visit(), referral(), ...(head ? [recover()] : []), silent({ id: 'wifi3', raised_at: ago(900) })]) backend.put(alert);
  floor.setDuty('1001', {});
  floor.queueMoved();
}
