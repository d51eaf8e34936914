// SPDX-License-Identifier: GPL-3.0-or-later
// Names hide by themselves when the tablet was put down: when it lies flat and still, or, on a tablet without a sense of position, when
// nobody has touched it for half a minute. Taken up again, or touched, they are back. What is hidden is what tells about a person; place,
// ticket and kind stay, so that a card still says where somebody is needed.

const flat = 12;             // degrees off the table
const restsAfter = 3_000;
const stillWithin = 1.5;     // degrees of change that a table's own shaking makes
const untouchedAfter = 30_000;
const clickComesWithin = 300;   // after the finger is off
const ends = ['pointerup', 'pointercancel', 'keyup'];

export class Cover {
  #changed;
  #covered = false;
  #touched = Date.now();
  #restsSince = null;
  #last = null;
  #senses = false;
  #timer = 0;
  #answers = false;     // a tap that answers a call is on its way
  #answered = 0;

  /** `changed()` is called whenever covered() has changed. */
  constructor(changed) { this.#changed = changed; }

  covered() { return this.#covered; }

  start() {
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, this.#touch, { capture: true });
    for (const event of ends) addEventListener(event, this.#touchEnds);
    addEventListener('click', this.#clicked);   // in the bubble phase: the button has done its work
    addEventListener('deviceorientation', this.#turned);
    document.addEventListener('visibilitychange', this.#hidden);
    this.#timer = setInterval(() => this.#decide(), 1000);
  }

  stop() {
    for (const event of ['pointerdown', 'keydown']) removeEventListener(event, this.#touch, { capture: true });
    for (const event of ends) removeEventListener(event, this.#touchEnds);
    removeEventListener('click', this.#clicked);
    clearTimeout(this.#answered);
    removeEventListener('deviceorientation', this.#turned);
    document.removeEventListener('visibilitychange', this.#hidden);
    clearInterval(this.#timer);
  }

  #touch = (event) => {
    this.#touched = Date.now();
    this.#restsSince = null;
    // What is uncovered is drawn anew, and a button that goes away under the finger is not pressed. Who answers a call and walks off must have
    // answered: the names come behind that tap.
    if (this.#covered && event.target instanceof Element && event.target.closest('[data-answers-call]')) this.#answers = true;
    this.#set(false);
  };

  #touchEnds = () => {
    if (!this.#answers) return;
    clearTimeout(this.#answered);
    this.#answered = setTimeout(this.#clicked, clickComesWithin);
  };

  #clicked = () => {
    clearTimeout(this.#answered);
    if (!this.#answers) return;
    this.#answers = false;
    this.#set(false);
  };

  #turned = ({ beta, gamma }) => {
    if (beta === null || gamma === null) return;
    this.#senses = true;
    const still = this.#last && Math.abs(beta - this.#last.beta) < stillWithin && Math.abs(gamma - this.#last.gamma) < stillWithin;
    this.#last = { beta, gamma };
    if (Math.abs(beta) > flat || Math.abs(gamma) > flat) { this.#restsSince = null; this.#set(false); return; }
    if (!still) this.#restsSince = null; else this.#restsSince ??= Date.now();
    this.#decide();
  };

  #hidden = () => { if (document.visibilityState === 'hidden') this.#set(true); };

  #decide() {
    if (this.#restsSince !== null ? Date.now() - this.#restsSince >= restsAfter && Date.now() - this.#touched >= restsAfter
      : !this.#senses && Date.now() - this.#touched >= untouchedAfter) this.#set(true);
  }

  #set(covered) {
    if (covered === this.#covered || (!covered && this.#answers)) return;
    this.#covered = covered;
    this.#changed();
  }
}
