// SPDX-License-Identifier: GPL-3.0-or-later
// Vibration, never sound, in the lobby: once for each alert that interrupts this person, and again when it becomes another matter. One pulse is somebody who came, two a call for
// help, three a fraud hold, so that the wrist knows before the eye does.
import { interruptsMe, isHelp } from './board.js';

const pulse = 180;
const pause = 120;
const done = new Set();

const pulses = (alert) => (alert.kind === 'fraud_hold' ? 3 : isHelp(alert) ? 2 : 1);
/** A card that becomes a call or a long wait, or a call that is about somebody unwell, is felt again; an alert that comes back to somebody is not. */
const cause = (alert) => `${alert.id} ${alert.kind} ${alert.urgency} ${alert.news.filter(({ line }) => ['news.wait_over', 'news.missed_call'].includes(line.key)).length}`;

/** This person has said no to it: should they be asked again, by a colleague or because nobody else came, it is felt again. */
export function feelAgain(alert) { for (const each of [...done]) if (each.startsWith(`${alert.id} `)) done.delete(each); }

/** True when this alert asks for this person's attention now and has not yet. */
export function buzzFor(alert, me) {
  if (!interruptsMe(alert, me) || done.has(cause(alert))) return false;
  done.add(cause(alert));
  navigator.vibrate?.(Array.from({ length: pulses(alert) * 2 - 1 }, (_, index) => (index % 2 === 0 ? pulse : pause)));
  return true;
}

/** What was on the list at sign-in is seen, not felt. */
export function skipBuzzFor(alerts, me) { for (const alert of alerts) if (interruptsMe(alert, me)) done.add(cause(alert)); }
