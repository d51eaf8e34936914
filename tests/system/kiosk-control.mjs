// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk's control socket: one JSON object a line, answered in order.
import net from "node:net";

export class KioskControl {
  constructor(path) { this.path = path; this.waiting = []; this.buffer = ""; }

  async connect() {
    await new Promise((resolve, reject) => {
      this.socket = net.createConnection(this.path, resolve);
      this.socket.once("error", reject);
    });
    this.socket.on("error", () => this.fail());
    this.socket.on("close", () => this.fail());
    this.socket.on("data", (chunk) => {
      this.buffer += chunk;
      let end;
      while ((end = this.buffer.indexOf("\n")) >= 0) {
        const line = this.buffer.slice(0, end);
        this.buffer = this.buffer.slice(end + 1);
        this.waiting.shift()?.resolve(JSON.parse(line));
      }
    });
    return this;
  }

  /// The kiosk is gone: what waits is refused, and so is whatever is asked later.
  fail() { this.gone = true; for (const one of this.waiting.splice(0)) one.reject(new Error("the kiosk went away")); }

  ask(message) {
    return new Promise((resolve, reject) => {
      if (this.gone) { reject(new Error("the kiosk went away")); return; }
      this.waiting.push({ resolve, reject });
      this.socket.write(JSON.stringify(message) + "\n");
    }).then((answer) => {
      if (answer.error) throw new Error(`kiosk refused ${JSON.stringify(message)}: ${answer.error}`);
      return answer;
    });
  }

  scene() { return this.ask({ do: "scene" }); }
  press(node) { return this.ask({ do: "press", node }); }
  spoken(since = 0) { return this.ask({ do: "spoken", since }); }
  device(kind, data) { return this.ask({ do: "device", kind, data }); }
  screenshot(path) { return this.ask({ do: "screenshot", path }); }
  advance(seconds) { return this.ask({ do: "advance", seconds }); }
  close() { this.socket.end(); }
}
