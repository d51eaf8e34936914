// SPDX-License-Identifier: GPL-3.0-or-later
// Hears of the own ticket: the hub's events while they come, and asking again while they do not (no stream left, a network that swallows them, a
// phone that slept). It tells `heard` and `lost` apart, so that the page never shows old news as new.
import * as hub from './hub.js';

const betweenQuestions = 15000;   // without a stream
const silence = 14000;            // the hub gives a sign of life every 5 s

export class TicketStream {
  #handlers;
  #source = null;
  #running = false;
  #timer = null;
  #watch = null;
  #lastId = '';
  #failures = 0;
  #eventsHeard = 0;

  /** `handlers`: place(body), called(body), view(body), lost(), over(). */
  constructor(handlers) { this.#handlers = handlers; }

  start() {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener('visibilitychange', this.#woken);
    addEventListener('pageshow', this.#woken);
    addEventListener('online', this.#woken);
    addEventListener('offline', this.#gone);
    this.#open();
    this.#askLater();
  }

  stop() {
    this.#running = false;
    document.removeEventListener('visibilitychange', this.#woken);
    removeEventListener('pageshow', this.#woken);
    removeEventListener('online', this.#woken);
    removeEventListener('offline', this.#gone);
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
    this.#source?.abort();
  }

  /** A phone that slept has missed events, and its connection is mostly dead without knowing it. */
  #woken = () => {
    if (document.hidden || !this.#running) return;
    this.#ask();
    this.#source?.abort();
    this.#open();
  };
  #gone = () => this.#handlers.lost();

  /** An answer that was on its way while an event came is from before it: it must not take a call back, so it is asked again. */
  async #ask(tries = 3) {
    const heard = this.#eventsHeard;
    const { status, body } = await hub.view();
    if (!this.#running) return;
    if (status === 200 && heard !== this.#eventsHeard) { if (tries > 1) await this.#ask(tries - 1); return; }
    if (status === 200) this.#handlers.view(body);
    else if (status === 401) { this.stop(); this.#handlers.over(); } else this.#handlers.lost();
  }

  #askLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (!this.#running) return;
      if (!this.#source && !document.hidden) await this.#ask();
      if (!this.#source && this.#running) this.#open();
      this.#askLater();
    }, betweenQuestions);
  }

  async #open() {
    const source = new AbortController();
    this.#source = source;
    const alive = () => {
      clearTimeout(this.#watch);
      this.#watch = setTimeout(() => source.abort(), silence);
    };
    try {
      const response = await fetch('/v1/phone/stream', {
        headers: { Accept: 'text/event-stream', ...(this.#lastId ? { 'Last-Event-ID': this.#lastId } : {}) }, cache: 'no-store', credentials: 'same-origin', signal: source.signal,
      });
      if (response.status === 401) { this.stop(); this.#handlers.over(); return; }
      if (!response.ok) return;
      alive();
      this.#failures = 0;
      // What happened between the page's last question and this moment is in neither.
      this.#ask();
      await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader(), alive);
    } catch { /* lost; asked again below */ } finally {
      if (this.#source === source) {
        this.#source = null;
        this.#openLater();
      }
    }
  }

  /** Each time after a longer wait, with a random part so that a hall of phones does not return in the same instant. */
  #openLater() {
    if (!this.#running || document.hidden) return;
    const wait = Math.min(betweenQuestions, 1000 * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#failures = Math.min(this.#failures + 1, 5);
    setTimeout(() => { if (this.#running && !this.#source) { this.#ask(); this.#open(); } }, wait);
  }

  async #read(reader, alive) {
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !this.#running) return;
      alive();
      rest += value;
      const frames = rest.split('\n\n');
      rest = frames.pop();
      frames.forEach((frame) => this.#take(frame));
    }
  }

  #take(frame) {
    let name = '';
    let data = '';
    for (const line of frame.split('\n')) {
      if (line.startsWith('event: ')) name = line.slice(7);
      else if (line.startsWith('data: ')) data = line.slice(6);
      else if (line.startsWith('id: ')) this.#lastId = line.slice(4);
    }
    if (name === 'reset') this.#ask();
    else if (name === 'place' || name === 'called') { this.#eventsHeard += 1; this.#handlers[name](JSON.parse(data)); }
  }
}
