// SPDX-License-Identifier: GPL-3.0-or-later
// The lock of the screen, one for all pages of this browser: the session is theirs too, and another page must not be a way round it. Locked in
// one page they all lock, and each asks for the PIN; a touch in one keeps all of them open. A page in the background locks nobody out: whether
// it was left alone too long is asked when it comes to the front, and when a page opens.

const lockedKey = 'silverlane.locked';
const touchedKey = 'silverlane.touched';   // when, by this tablet's clock; nothing about a person
const idleTime = 60_000;
const writtenEvery = 1_000;
const touches = ['pointerdown', 'keydown'];

export class ScreenLock {
  #locked;
  #lockedElsewhere;
  #touchedHere = Date.now();
  #writtenAt = 0;

  /** Who has just given a PIN is not asked for it again. `lockedElsewhere()` is called when another page has locked this one. */
  constructor({ justSignedIn, lockedElsewhere }) {
    this.#lockedElsewhere = lockedElsewhere;
    this.#locked = !justSignedIn && (localStorage.getItem(lockedKey) === 'yes' || this.isLeftAlone());
    this.set(this.#locked);
  }

  locked() { return this.#locked; }

  /** Milliseconds since this page was touched. */
  handsOffFor() { return Date.now() - this.#touchedHere; }

  /** No page was touched for a minute. A time to come is a clock that was set back: then nothing is known. */
  isLeftAlone() {
    const touched = Number(localStorage.getItem(touchedKey) ?? Date.now());
    return Date.now() - touched > idleTime;
  }

  /** True when it is time to lock this page. */
  isDue() { return !this.#locked && document.visibilityState !== 'hidden' && this.isLeftAlone(); }

  set(locked) {
    this.#locked = locked;
    if (locked) { localStorage.setItem(lockedKey, 'yes'); return; }
    localStorage.removeItem(lockedKey);
    this.#writtenAt = 0;
    this.touch();
  }

  touch = () => {
    this.#touchedHere = Date.now();
    if (Math.abs(this.#touchedHere - this.#writtenAt) < writtenEvery) return;
    this.#writtenAt = this.#touchedHere;
    localStorage.setItem(touchedKey, String(this.#touchedHere));
  };

  start() {
    for (const event of touches) addEventListener(event, this.touch, { capture: true });
    addEventListener('storage', this.#stored);
  }

  /** Signed out: nothing is locked, and nothing is kept of when. */
  stop() {
    for (const event of touches) removeEventListener(event, this.touch, { capture: true });
    removeEventListener('storage', this.#stored);
    this.#locked = false;
    localStorage.removeItem(lockedKey);
    localStorage.removeItem(touchedKey);
  }

  #stored = ({ key, newValue }) => {
    if (key !== lockedKey || newValue !== 'yes' || this.#locked) return;
    this.#locked = true;
    this.#lockedElsewhere();
  };
}
