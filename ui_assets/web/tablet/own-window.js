// SPDX-License-Identifier: GPL-3.0-or-later
// The window of the person who is signed in: which it is, here and at the hub, and the calls of numbers to it.
import { personName } from './language.js';
import { askWithdrawal } from './withdraw.js';

const callStillMeant = 15_000;
const toldEvery = 60_000;
const remembered = 'silverlane.window';

/** Where this tablet was last; 0 when nobody has said. */
export const rememberedWindow = () => Number(localStorage.getItem(remembered)) || 0;

export class OwnWindow {
  #who;
  #outbox;
  #feed;
  #setDuty;
  #say;
  #toldAt = -toldEvery;

  /** `who`: {duty, window}, changed here and read whenever it matters. `setDuty(state)` tells the hub state and window; `say(words)` tells the person what is done. */
  constructor(who, outbox, feed, setDuty, say) {
    this.#who = who;
    this.#outbox = outbox;
    this.#feed = feed;
    this.#setDuty = setDuty;
    this.#say = say;
  }

  /** The hub shows a teller their own window alone; what this tablet remembers of yesterday it has to be told. Not again and again: the same
      person may be at two tablets. */
  tell() {
    if (!this.#who.window || this.#who.duty === 'off' || this.#outbox.waits('duty') || performance.now() - this.#toldAt < toldEvery) return;
    this.#toldAt = performance.now();
    this.#setDuty(this.#who.duty);
  }

  /** What can be done with numbers, for the views of the queue and of the counter. */
  actions() {
    const send = (what, extra) => this.#outbox.request('queue', `/v1/staff/queue/${what}`, extra, { within: callStillMeant });
    const mine = () => this.#who.window;
    return {
      window: (window) => {
        this.#who.window = window;
        localStorage.setItem(remembered, String(window));
        this.#feed.forgetCounter();
        this.#setDuty(this.#who.duty === 'off' ? 'on_duty' : this.#who.duty);   // its answer brings the counter
      },
      call: (ticket, window) => send('call', { window, ticket: ticket.ticket }),
      callNext: () => send('call', { window: mine() }),
      recall: (ticket) => send('recall', { ticket: ticket.ticket, window: ticket.window || mine() }),
      move: (ticket, service) => send('move', { ticket: ticket.ticket, service }),
      end: (ticket, how) => send('end', { ticket: ticket.ticket, how }),
      withdraw: (person, ticket) => askWithdrawal({ window: mine(), ticket: ticket.ticket }, personName(person), (words) => { this.#say(words); this.#feed.readCounter(true); }),
      doneAndNext: (ticket) => { send('end', { ticket: ticket.ticket, how: 'done' }); send('call', { window: mine() }); },
    };
  }
}
