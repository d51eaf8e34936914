// SPDX-License-Identifier: GPL-3.0-or-later
// A member of staff without a browser: signed in at the hub, listening to the event stream as a tablet does. Keeps every byte that came.
import https from "node:https";
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { until } from "./programs.mjs";

export class Staff {
  constructor(lobby, number) { this.lobby = lobby; this.number = number; this.heard = ""; this.events = []; }

  request(method, path, body) {
    const options = { method, ca: readFileSync(`${this.lobby.folder}/hub.crt`), headers: { Cookie: this.cookie ?? "" } };
    if (body) options.headers["Content-Type"] = "application/json";
    return new Promise((resolve, reject) => {
      const call = https.request(`${this.lobby.hubUrl}${path}`, options, resolve);
      call.on("error", reject);
      call.end(body ? JSON.stringify(body) : undefined);
    });
  }

  async ask(method, path, body) {
    const response = await this.request(method, path, body);
    let text = "";
    for await (const chunk of response) text += chunk;
    this.heard += text;
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    if (response.headers["set-cookie"]) this.cookie = response.headers["set-cookie"][0].split(";")[0];
    return text ? JSON.parse(text) : {};
  }

  async signIn() {
    await this.ask("POST", "/v1/staff/sign-in", { staff_number: this.number, pin: "135790" });
    await this.listen();
    return this;
  }

  async listen() {
    const stream = await this.request("GET", "/v1/staff/stream");
    if (stream.statusCode !== 200) throw new Error(`no stream: ${stream.statusCode}`);
    this.stream = stream;
    stream.setEncoding("utf8");
    let rest = "";
    stream.on("data", (chunk) => {
      this.heard += chunk;
      rest += chunk;
      const frames = rest.split("\n\n");
      rest = frames.pop();
      for (const frame of frames) {
        const data = frame.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
        try { this.events.push(JSON.parse(data)); } catch { /* a sign of life */ }
      }
    });
    stream.on("error", () => {});   // the hub was killed
  }

  /// The tablet is switched off: the hub has noticed it when this resolves.
  async endStream() {
    this.stream.destroy();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }

  async alerts() { return (await this.ask("GET", "/v1/staff/alerts")).alerts; }
  alert(what, test, within) { return until(what, async () => (await this.alerts()).find(test), within, 40); }

  claim(alert) { return this.ask("POST", `/v1/staff/alerts/${alert.id}/claim`, { key: randomUUID(), version: alert.version }); }
  finish(alert, outcome = "helped") {
    return this.ask("POST", `/v1/staff/alerts/${alert.id}/outcome`, { key: randomUUID(), version: alert.version, outcome });
  }
}
