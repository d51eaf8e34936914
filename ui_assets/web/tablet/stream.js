// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the hub's server-sent events and keeps reading: after any loss it opens again behind the last event it had. It uses fetch and not
// EventSource, because EventSource hides two things a lobby needs to know: the heartbeat (a Wi-Fi that died silently is noticed by its
// absence) and the status (401 means sign in, not try again).

const silence = 14000;        // the hub sends a heartbeat every 5 s
const shortestWait = 300;
const longestWait = 8000;

/** The number in "0791:42". */
export const sequenceOf = (id) => Number(id.slice(id.lastIndexOf(':') + 1)) || 0;

/** Splits a stream of text into events: {id, name, data}. Fields and line ends as in the HTML standard, 9.2.6. */
export class EventParser {
  #rest = '';
  #event = { id: '', name: 'message', data: [] };

  feed(text) {
    const found = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (this.#event.data.length > 0) found.push({ ...this.#event, data: this.#event.data.join('\n') });
        this.#event = { id: '', name: 'message', data: [] };
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') this.#event.data.push(value);
      else if (field === 'event') this.#event.name = value;
      else if (field === 'id') this.#event.id = value;
    }
    return found;
  }
}

export class AlertStream {
  #last;
  #handlers;
  #running = false;
  #failures = 0;
  #abort = null;
  #wake = () => {};
  #heard = Date.now();
  #online = false;

  /** `handlers`: event({id, name, data}), online(), offline(since), signedOut(). `after` is the id of the last event already known. */
  constructor(after, handlers) {
    this.#last = after;
    this.#handlers = handlers;
  }

  start() {
    this.#running = true;
    addEventListener('online', this.#nudge);
    addEventListener('offline', this.#drop);
    document.addEventListener('visibilitychange', this.#nudge);
    this.#run();
  }

  stop() {
    this.#running = false;
    removeEventListener('online', this.#nudge);
    removeEventListener('offline', this.#drop);
    document.removeEventListener('visibilitychange', this.#nudge);
    this.#abort?.abort();
    this.#wake();
  }


  #nudge = () => { if (!document.hidden) this.#wake(); };
  #drop = () => this.#abort?.abort();

  async #run() {
    while (this.#running) {
      await this.#readOnce();
      if (!this.#running) return;
      if (this.#online || this.#failures === 0) this.#handlers.offline(this.#heard);
      this.#online = false;
      // Doubling, with a random part so that a branch's tablets do not all return in the same instant.
      const wait = Math.min(longestWait, shortestWait * 2 ** this.#failures) * (0.5 + Math.random() / 2);
      this.#failures += 1;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.#wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  }

  async #readOnce() {
    this.#abort = new AbortController();
    let watch = setTimeout(() => this.#abort.abort(), silence);
    const alive = () => {
      this.#heard = Date.now();
      clearTimeout(watch);
      watch = setTimeout(() => this.#abort.abort(), silence);
    };
    try {
      const response = await fetch('/v1/staff/stream', {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': this.#last }, cache: 'no-store', credentials: 'same-origin', signal: this.#abort.signal,
      });
      if (response.status === 401) { this.#running = false; this.#handlers.signedOut(); return; }
      if (!response.ok) return;
      alive();
      this.#failures = 0;
      this.#online = true;
      this.#handlers.online();
      await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader(), alive);
    } catch { /* lost; run() opens it again */ } finally {
      clearTimeout(watch);
    }
  }

  async #read(reader, alive) {
    const parser = new EventParser();
    for (;;) {
      const { value, done } = await reader.read();
      if (done || !this.#running) return;
      alive();
      for (const event of parser.feed(value)) {
        if (event.id) this.#last = event.id;
        this.#handlers.event(event);
      }
    }
  }
}
