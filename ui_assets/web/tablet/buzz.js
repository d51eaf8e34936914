// SPDX-License-Identifier: GPL-3.0-or-later
// Vibration, never sound, in the lobby: once for each alert that interrupts. One pulse is somebody who came, two a call for help, three a
// fraud hold, so that the wrist knows before the eye does.
import { isHelp } from './board.js';

const pulse = 180;
const pause = 120;
const done = new Set();

const pulses = (alert) => (alert.kind === 'fraud_hold' ? 3 : isHelp(alert) ? 2 : 1);

/** True when this alert asks for attention now and has not yet. */
export function buzzFor(alert) {
  if (!alert.interrupts || alert.state !== 'open' || done.has(alert.id)) return false;
  done.add(alert.id);
  navigator.vibrate?.(Array.from({ length: pulses(alert) * 2 - 1 }, (_, index) => (index % 2 === 0 ? pulse : pause)));
  return true;
}

/** What was on the list at sign-in is seen, not felt. */
export function skipBuzzFor(alerts) { for (const alert of alerts) if (alert.interrupts) done.add(alert.id); }
