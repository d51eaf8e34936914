// SPDX-License-Identifier: GPL-3.0-or-later
// What each screen holds, from what the hub said: pure of requests and of memory. `act` are the page's actions, called by the buttons.
import { button, element } from './dom.js';
import { language, text } from './language.js';

/** Two answers of one size, in this order everywhere: agreeing first, because its text was read first; neither is chosen beforehand. */
const answers = (...pair) => element('div', { class: 'answers' }, pair);

/** The same where a text is to be read first: always in sight, so that nobody has to look for the one or the other. */
const answersInSight = (...pair) => element('div', { class: 'answers in-sight' }, pair);

/** "3" before you, as a range: who needs it may still be called before, one for every two. */
export function aheadRange(ahead) { return { from: ahead, to: ahead + Math.max(1, Math.ceil(ahead / 2)) }; }

/** The bank's and the branch's name in this language; a branch that bears its bank's name already is not called by it twice. */
export function names(view) {
  const [bank, branch] = language() === 'en' ? [view.bank_name_en, view.branch_name_en] : [view.bank_name_zh, view.branch_name_zh];
  return { bank: branch.startsWith(bank) ? '' : bank, branch };
}

/** The one line that says where the number stands; for eyes and for a screen reader. */
export function placeLine(view) {
  if (view.ahead === 0) return text('place.next');
  return text('place.ahead', aheadRange(view.ahead));
}

/** A range, and no "0" in it. */
function waitLine({ from_minutes: from, to_minutes: to }) {
  if (to <= 0) return null;
  return element('p', {}, from > 0 ? text('place.wait', { from, to }) : text('place.wait_within', { to }));
}

/** What somebody came for, above what they are asked: the number, and how many are before it. */
function numberLine(view) {
  if (!view.ticket_label || view.ticket_state !== 'waiting') return null;
  return element('p', { class: 'yours' }, element('strong', {}, view.ticket_label), ' ', element('span', {}, placeLine(view)));
}

export function calledBanner(view, { flashing, act }) {
  return element('section', { class: `called${flashing ? ' flashing' : ''}`, 'data-name': 'called' },
    element('h1', {}, text(view.calls > 1 ? 'called.again' : 'called.now')),
    element('p', { class: 'number' }, view.ticket_label),
    view.window > 0 ? element('p', { class: 'window' }, text('called.window', { window: view.window })) : null,
    element('p', {}, text('called.slowly')),
    flashing ? button('seen', text('called.seen'), act.seen) : null);
}

export const missedBanner = (view) => element('section', { class: 'missed' },
  element('h1', {}, text('missed.title')), element('p', { class: 'number' }, view.ticket_label), element('p', {}, text('missed.what')));

function ticketPart(view) {
  if (view.ticket_state === 'called' || view.ticket_state === 'missed') return [];   // above every screen
  if (view.ticket_state === 'ended') return [element('h1', {}, text('ended.title')), element('p', {}, text('ended.what'))];
  if (!view.ticket_label) return [element('h1', {}, text('title')), element('p', {}, text('place.none'))];
  return [
    element('h1', {}, text('place.yours')),
    element('p', { class: 'number' }, view.ticket_label),
    element('p', { class: 'place' }, placeLine(view)),
    waitLine(view.wait),
    element('p', {}, text('place.sit')),
    element('p', { class: 'note' }, text('place.keep_open')),
  ];
}

function codePart(view) {
  if (!view.visit_code) return [];
  return [
    element('h2', {}, text('code.title')),
    element('p', {}, text('code.what')),
    // The label is in the address so that another ticket's picture is never taken from the browser's memory.
    element('img', { class: 'code', src: `/v1/phone/code.svg?of=${encodeURIComponent(view.ticket_label)}`, alt: text('code.picture', { label: view.ticket_label }), width: '320', height: '320' }),
  ];
}

/** What a slip let in is for this visit: its words promise no more. */
function forgetPart(view, act) {
  const [note, press] = view.choices_last ? ['forget.note', 'forget.button'] : ['forget.note_visit', 'forget.button_visit'];
  return element('div', { class: 'stack' }, element('p', { class: 'note', id: 'forget-note' }, text(note)), button('forget', text(press), act.forget));
}

export const place = (view, act) => [
  ...ticketPart(view), ...codePart(view),
  element('div', { class: 'stack' }, button('choices', text('choices.open'), act.showChoices)),
  forgetPart(view, act),
];

export function notice(view, act) {
  const who = names(view);
  // Whoever came by the slip has typed nothing and needs no Wi-Fi: the notice speaks of what they hold.
  const words = (key, values) => text(view.choices_last ? key : `${key}_slip`, values);
  return [
    numberLine(view),
    element('h1', {}, text('notice.title')),
    element('p', {}, words('notice.who', who).replace(/ {2,}/g, ' ')),   // without a bank's name of its own
    element('p', {}, words('notice.match')),
    element('p', {}, words('notice.day', { days: view.consent_record_days })),
    element('p', {}, words('notice.free')),
    element('p', {}, view.contact_phone ? text('notice.contact', { phone: view.contact_phone }) : text('notice.contact_staff')),
    answersInSight(button('agree', text('notice.agree'), () => act.choose('service', true)),
      button('refuse', words('notice.refuse'), () => act.choose('service', false))),
  ];
}

export const marketing = (view, act) => [
  numberLine(view),
  element('h1', {}, text('marketing.title')),
  element('p', {}, text('marketing.note')),
  answersInSight(button('agree', text('marketing.agree'), () => act.choose('marketing', true)),
    button('refuse', text('marketing.refuse'), () => act.choose('marketing', false))),
];

const chosenLine = (chosen) => text(chosen === undefined ? 'choices.unknown' : chosen ? 'choices.yes' : 'choices.no');

export const choices = (view, act) => [
  element('h1', {}, text('choices.title')),
  view.choices_last ? null : element('p', { class: 'note' }, text('choices.visit_only')),
  ...['service', 'marketing'].flatMap((purpose) => {
    const { chosen, may_agree: mayAgree } = view.consents.find((each) => each.purpose === purpose) ?? {};
    return [
      element('h2', {}, text(`choices.${purpose}`)),
      element('p', { class: 'chosen' }, chosenLine(chosen)),
      // Withdrawing is one press, as agreeing was; what was never asked in this visit can be refused here too.
      answers(mayAgree ? button(`${purpose}-agree`, text('choices.agree'), () => act.choose(purpose, true)) : '',
        button(`${purpose}-refuse`, text(chosen ? 'choices.withdraw' : 'choices.refuse'), () => act.choose(purpose, false))),
    ];
  }),
  element('div', { class: 'stack' }, button('notice', text('choices.read'), act.showNotice), button('back', text('choices.back'), act.showPlace)),
  forgetPart(view, act),
];

/** `label`: of the number that is left; `all`: whether everything was withdrawn, or this visit forgotten. */
export const forgotten = ({ label, all }) => [
  element('h1', {}, text(all ? 'forget.done' : 'forget.done_visit')), element('p', {}, text(all ? 'forget.done_what' : 'forget.done_what_visit')),
  label ? element('p', { class: 'place' }, text('forget.number', { label })) : null,
];

export const nothing = () => [element('h1', {}, text('nothing.title')), element('p', {}, text('nothing.what')), element('p', {}, text('nothing.help'))];
export const over = () => [element('h1', {}, text('over.title')), element('p', {}, text('over.what'))];
export const opening = () => [element('p', {}, text('opening'))];
