// SPDX-License-Identifier: GPL-3.0-or-later
// A queue machine calls a number; hub and kiosk carry it to the hall's loudspeaker, here a WAV file: chime, words, pause, words; and to the
// idle screen. What is old, served or already said is not said. Usage: node hall.mjs PREFIX FOLDER
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Lobby } from "./lobby.mjs";
import { until } from "./programs.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const expect = (what, truth) => { if (!truth) throw new Error(`expected: ${what}`); console.log(`seen: ${what}`); };
const RATE = 22_050;
const WAV = `${folder}/kiosk-data/hall.wav`;

let visit = 100;
const visits = {};
/// Qmatic's events; `ago` seconds before now.
function tell(name, ticket, { window, ago = 0 } = {}) {
  visits[ticket] ??= ++visit;
  const parameters = { branchId: 1, visitId: visits[ticket], ticket };
  if (window) parameters.servicePointName = `Counter ${window}`;
  return lobby.webhook({ eventName: name, eventTime: new Date(Date.now() - ago * 1_000).toISOString(), parameters });
}

/// Stretches of sound with at least `pause` seconds of silence between, as [begin, end] in seconds.
function stretches(pause) {
  if (!existsSync(WAV)) return [];
  const bytes = readFileSync(WAV);
  const found = [];
  for (let at = 44; at + 1 < bytes.length; at += 2) {
    if (Math.abs(bytes.readInt16LE(at)) < 30) continue;
    const time = (at - 44) / 2 / RATE;
    if (!found.length || time - found.at(-1)[1] > pause) found.push([time, time]);
    found.at(-1)[1] = time;
  }
  return found;
}

/// Crossings of zero a second, which for a tone is twice its frequency.
function frequency([begin, end]) {
  const bytes = readFileSync(WAV);
  let crossings = 0, before = 0;
  for (let sample = Math.floor(begin * RATE); sample < end * RATE; ++sample) {
    const now = bytes.readInt16LE(44 + sample * 2);
    if (before < 0 !== now < 0) ++crossings;
    before = now;
  }
  return crossings / (end - begin) / 2;
}

const idleText = async () => (await lobby.control.scene()).nodes.find((node) => node.id === "detail.called");

async function main() {
  appendFileSync(`${folder}/kiosk.toml`, '\n[hall]\nannounce = true\nloudspeaker = "file:hall.wav"\n');
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });

  expect("the queue machine is answered", (await tell("VISIT_CREATE", "A107")).out === "200");
  await tell("VISIT_CREATE", "B221");
  const called = performance.now();
  await tell("VISIT_CALL", "A107", { window: 2 });
  await until("sound in the hall", () => stretches(2).length > 0, 10_000, 20);
  console.log(`from the machine's call to the chime in the file: ${Math.round(performance.now() - called)} ms`);
  const shown = await until("the number on the idle screen", async () => { const node = await idleText(); return node?.shown?.includes("A107") && node; }, 5_000, 20);
  expect(`the screen shows number and window: ${shown.shown}`, /A107.*2/.test(shown.shown));
  await lobby.control.screenshot(`${folder}/pictures/hall-call.png`);

  // A customer at the same terminal meanwhile.
  const wake = (await lobby.control.scene()).nodes.find((node) => node.pressable);
  await lobby.control.press(wake.id);
  await until("both rounds", () => stretches(2).length === 2 && stretches(2)[1][1] - stretches(2)[1][0] > 3, 30_000, 100);
  const [first, second] = stretches(2);
  const parts = stretches(0.25);
  expect(`a chime of 0.75 s first (${(parts[0][1] - parts[0][0]).toFixed(2)} s)`, Math.abs(parts[0][1] - parts[0][0] - 0.75) < 0.1);
  const pitch = frequency([parts[0][0] + 0.02, parts[0][0] + 0.25]);
  expect(`its first note is 880 Hz (${pitch.toFixed(0)})`, Math.abs(pitch - 880) < 15);
  expect(`the words twice, ${(second[0] - first[1]).toFixed(1)} s apart`, Math.abs(second[0] - first[1] - 4) < 0.8);

  await tell("VISIT_END", "A107");
  await tell("VISIT_CREATE", "C001");
  await tell("VISIT_CALL", "C001", { window: 3, ago: 300 });
  await until("the old call is not said", () => /hall_call_stale/.test(lobby.kiosk.output), 10_000, 50);
  await tell("VISIT_CALL", "B221", { window: 12 });
  await until("the next number", () => stretches(2).length >= 3, 20_000, 50);
  await tell("VISIT_END", "B221");   // served while it is being said: not repeated
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  expect("B221 once, C001 not at all, A107 not again", stretches(2).length === 3);
  expect("the log names no number", !/A107|B221|C001/.test(lobby.kiosk.output.split("\n").filter((line) => /hall_/.test(line)).join("\n")));
}

let failed = null;
try { await main(); } catch (error) { failed = error; }
for (const [name, exit] of await lobby.close()) if (exit.code !== 0 && !failed) failed = new Error(`${name} ended with ${JSON.stringify(exit)}`);
if (failed) { console.error(failed.message); console.error(lobby.kiosk?.output.slice(-2_000)); process.exit(1); }
