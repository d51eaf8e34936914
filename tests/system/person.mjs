// SPDX-License-Identifier: GPL-3.0-or-later
// A person at the kiosk, played through its control socket: looks, presses what can be pressed, puts things in, listens. Knows no flow.
import { until } from "./programs.mjs";

export class Person {
  constructor(lobby) { this.lobby = lobby; }

  get control() { return this.lobby.control; }
  scene() { return this.control.scene(); }
  state() { return this.control.ask({ do: "state" }); }
  async place() { const { flow, step } = await this.scene(); return `${flow}.${step}`; }

  /// Resolves to the scene once the kiosk shows one of these steps ("pension.answer").
  async at(...wanted) {
    let last = "";
    try {
      return await until(wanted.join(" or "), async () => {
        const scene = await this.scene();
        last = `${scene.flow}.${scene.step}`;
        return wanted.includes(last) && scene;
      });
    } catch (error) { throw new Error(`${error.message}; it shows ${last}`); }
  }

  /// Presses the node as soon as it can be pressed, and turns pages to find it.
  async press(node) {
    await until(`${node} can be pressed`, async () => {
      const scene = await this.scene();
      const pressable = (id) => [...scene.nodes, ...scene.overlay ?? []].some((one) => one.id === id && one.pressable);
      if (pressable(node)) return true;
      if (scene.nodes.some((one) => one.id === "page.next" && one.pressable)) await this.control.press("page.next");
      else if (scene.template === "idle") await this.control.press("wake");
      return false;
    });
    await this.control.press(node);
  }

  async walk(...nodes) { for (const node of nodes) await this.press(node); }

  /// Types on the screen's keypad.
  async type(digits) { for (const digit of digits) await this.press(`key.${digit}`); }

  /// Does something to a device as soon as the device takes it. A reader counts what it saw half a second ago as still held there.
  async hand(kind, data) {
    let refusal = "";
    const tried = () => this.control.device(kind, data).then(() => true, (error) => { refusal = error.message; return false; });
    try {
      await until(`${kind} takes it`, async () => {
        if (refusal.endsWith("duplicate")) await new Promise((resolve) => setTimeout(resolve, 600));
        return tried();
      });
    } catch (error) { throw new Error(`${error.message} (${refusal})`); }
  }

  /// To the home screen of a turn that nobody has touched, whatever stands there now.
  async startAnew() {
    for (let presses = 0; presses < 6; presses += 1) {
      const scene = await this.scene();
      if (scene.template === "idle") await this.control.press("wake");
      const state = await this.state();
      if (state.flow === "home" && state.step === "home" && !/^joined = true/m.test(state.dump)) return;
      await this.control.press("fixed.exit").catch(() => {});
    }
    throw new Error(`not at home: ${await this.place()}`);
  }

  /// Where the log of what was said ends now; for said() and loudspeaker().
  async mark() { return (await this.control.spoken(0)).spoken.at(-1)?.number ?? 0; }
  async said(since = 0) { return (await this.control.spoken(since)).spoken; }

  /// What everybody in the hall can hear, as text that two walks can be compared by.
  async loudspeaker(since) {
    return (await this.said(since)).filter((one) => one.what === "chime" || one.channel === "loudspeaker")
      .map((one) => JSON.stringify([one.what, one.prompt, one.language ?? "", one.text ?? "", one.caption ?? ""])).join("\n");
  }

  /// Until the hub has said what comes after the task: who leaves more quickly is asked nothing.
  decided() { return until("what comes after the task", async () => /^after_task = [12] /m.test((await this.state()).dump)); }

  hears(prompt, since = 0) {
    return until(`the kiosk says ${prompt}`, async () => (await this.said(since)).find((one) => one.prompt === prompt));
  }
}

/// Prints each thing that was seen; throws for the first that was not.
export function expect(what, truth) {
  if (!truth) throw new Error(`expected: ${what}`);
  console.log(`seen: ${what}`);
}

/// Plays `story` and ends the lobby: status 0 only when everything was seen and both programs ended as they should.
export async function play(lobby, story) {
  const began = performance.now();
  let failed = null;
  try { await story(); } catch (error) { failed = error; }
  for (const [name, exit] of await lobby.close()) {
    if (name !== "Xvfb" && exit.code !== 0 && !failed) failed = new Error(`${name} did not end cleanly: ${JSON.stringify(exit)}`);
  }
  if (failed) console.error(`${failed.stack}\nlogs: ${lobby.folder}`);
  else console.log(`all observed in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  process.exit(failed ? 1 : 0);
}
