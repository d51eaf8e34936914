// SPDX-License-Identifier: GPL-3.0-or-later
// Going home: what is still mine is handed over first, then duty ends, then the session. Each step waits for the hub's answer, so that
// nobody goes believing that a card was handed over that was not.
import * as hub from './hub.js';
import { text } from './language.js';
import { askHandOver } from './pass.js';

export class Leaving {
  #floor;
  #me;
  #actions;

  /** `actions`: mine() -> how many cards are mine, whoIsHere() reads the colleagues anew, tell(key) what went wrong, gone() when the session has ended. */
  constructor(floor, me, actions) {
    this.#floor = floor;
    this.#me = me;
    this.#actions = actions;
  }

  async ask(note = '') {
    await this.#actions.whoIsHere();
    askHandOver(() => this.#actions.mine(), this.#floor, this.#me, (to) => this.#go(to), note);
  }

  async #go(to) {
    // The same key for a second try of this request after a lost answer; two tries, then the person decides.
    const ask = async (path, body) => {
      const keyed = { key: crypto.randomUUID(), ...body };
      const first = await hub.post(path, keyed);
      return first.status === 0 || first.status >= 500 ? hub.post(path, keyed) : first;
    };
    if (to !== null) {
      const { status } = await ask('/v1/staff/hand-over', { to_staff: to });
      if (status === 0 || status >= 500) { this.#actions.tell('leave.no_network'); return; }
      // Somebody who went between the list and the tap: who is there now is asked at once.
      if (status !== 200) { await this.ask(to ? text('leave.refused', { staff: this.#floor.nameOf(to) }) : text('leave.not_done')); return; }
    }
    const { status } = await ask('/v1/staff/duty', { state: 'off', zone: '', window: 0 });
    if (status === 0 || status >= 500) { this.#actions.tell('leave.no_network'); return; }
    await this.signOut();
  }

  async signOut() {
    await hub.signOut();
    this.#actions.gone();
  }
}
