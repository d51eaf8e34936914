// SPDX-License-Identifier: GPL-3.0-or-later
// Starts and stops the programs of a lobby: each as a process of its own, as branch IT would run it. Knows their command lines, nothing else.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

/// Resolves once `test()` gives a truthy value, looking every `every` ms; rejects with `what` after `within` ms.
export async function until(what, test, within = 10_000, every = 10) {
  const end = performance.now() + within;
  for (;;) {
    const value = await test();
    if (value) return value;
    if (performance.now() > end) throw new Error(`not seen within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

export class Program {
  constructor(name, command, args, { log, env = {} }) {
    this.name = name;
    this.output = "";
    this.process = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const file = createWriteStream(log, { flags: "a" });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on("data", (chunk) => { this.output = (this.output + chunk).slice(-100_000); file.write(chunk); });
    }
    this.ended = new Promise((resolve) => this.process.on("exit", (code, signal) => { this.exit = { code, signal }; resolve(this.exit); }));
    this.process.on("error", (error) => { this.output += String(error); });
  }

  async says(pattern, within = 20_000) {
    return until(`${this.name} says ${pattern}`, () => {
      if (this.exit) throw new Error(`${this.name} ended (${JSON.stringify(this.exit)}): ${this.output.slice(-2_000)}`);
      return this.output.match(pattern);
    }, within);
  }

  kill() { this.process.kill("SIGKILL"); return this.ended; }

  async stop() {
    if (this.exit) return this.exit;
    this.process.kill("SIGTERM");
    const patience = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
    const exit = await this.ended;
    clearTimeout(patience);
    return exit;
  }
}

/// A display of its own for a kiosk's window.
export async function virtualDisplay(folder, width, height) {
  const xvfb = new Program("Xvfb", "Xvfb", ["-displayfd", "1", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"], { log: `${folder}/xvfb.log` });
  const [number] = await xvfb.says(/\d+/);
  return { xvfb, display: `:${number}` };
}

export function run(command, args, input = "") {
  return new Promise((resolve) => {
    const child = spawn(command, args);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => { out += chunk; });
    child.stderr.on("data", (chunk) => { err += chunk; });
    child.on("error", (error) => resolve({ code: 127, out, err: String(error) }));
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => {});  // a program may end without reading what it is given
    child.stdin.end(input);
  });
}
