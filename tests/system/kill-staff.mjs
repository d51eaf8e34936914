// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the hub at a random moment while staff claim, pass on, close, hand over and change their duty, each with retries under the same
// key as a tablet does. Afterwards every acknowledged step stands, each stands once, and the stream's numbers have no gap.
// Usage: node kill-staff.mjs PREFIX FOLDER [KILLS] [SEED]
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import https from "node:https";
import { Lobby } from "./lobby.mjs";
import { Staff } from "./staff.mjs";
import { until } from "./programs.mjs";

const [prefix, folder, killsText, seedText] = process.argv.slice(2);
const kills = Number(killsText ?? 30);
let seed = Number(seedText ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const random = (bound) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((seed / 2_147_483_648) * bound); };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const lobby = new Lobby(prefix, folder);
const faults = [];
const counts = { steps: 0, retries: 0, refused: 0 };
let over = false;

/// A kiosk's request by hand: the notice that somebody is stuck.
function notice(key) {
  const token = readFileSync(`${folder}/keys/kiosk-1.token`, "utf8").trim();
  const body = JSON.stringify({ key, kind: "stuck", flow: "F02", step: "service", ticket_label: "" });
  return new Promise((resolve, reject) => {
    const call = https.request(`${lobby.hubUrl}/v1/turn-notices`, {
      method: "POST", ca: readFileSync(`${folder}/hub.crt`), headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    }, (response) => { response.resume(); response.on("end", () => resolve(response.statusCode)); });
    call.on("error", reject);
    call.end(body);
  });
}

/// Until an answer comes, whatever happens to the hub meanwhile: the same key, the same body. Refusals (4xx) are answers.
async function surely(what) {
  for (let tries = 0; ; tries += 1) {
    try { return await what(); }
    catch (error) {
      const refused = /: (4\d\d) /.exec(error.message);
      if (refused && refused[1] !== "429") { counts.refused += 1; return { refused: refused[1] }; }
      if (tries > 400) throw error;
      counts.retries += 1;
      await pause(25);
    }
  }
}

/// One member of staff at work until the kills are over: what was acknowledged is remembered with the version it was answered with.
async function work(staff, colleague, acknowledged) {
  const post = (path, body) => { const whole = { key: randomUUID(), ...body }; return surely(() => staff.ask("POST", path, whole)); };
  while (!over) {
    const open = await surely(() => staff.alerts());
    const alert = Array.isArray(open) && open.filter((one) => one.kind === "stuck" && (one.state === "open" || one.claimed_by === staff.number))[0];
    if (!alert) { await pause(5); continue; }
    const mine = alert.claimed_by === staff.number;
    const turn = random(10);
    let step;
    if (!mine) step = ["claimed", await post(`/v1/staff/alerts/${alert.id}/claim`, { version: alert.version })];
    else if (turn < 6) step = ["outcome", await post(`/v1/staff/alerts/${alert.id}/outcome`, { version: alert.version, outcome: "helped" })];
    else if (turn < 8) step = ["transferred", await post(`/v1/staff/alerts/${alert.id}/transfer`, { version: alert.version, to_staff: colleague })];
    else if (turn < 9) { await post("/v1/staff/hand-over", {}); counts.steps += 1; continue; }
    else { await post("/v1/staff/duty", { state: ["on_duty", "serving", "break"][random(3)] }); counts.steps += 1; continue; }
    if (step[1].refused) continue;
    counts.steps += 1;
    acknowledged.push({ what: step[0], by: staff.number, id: step[1].id, version: step[1].version });
  }
}

async function main() {
  await lobby.startHub();
  const people = [await new Staff(lobby, "1001").signIn(), await new Staff(lobby, "1002").signIn()];
  const acknowledged = [];
  const raising = (async () => { while (!over) { await surely(() => notice(randomUUID())).catch(() => {}); await pause(8); } })();
  const working = people.map((one, index) => work(one, people[1 - index].number, acknowledged));
  for (let number = 0; number < kills; number += 1) {
    await pause(60 + random(240));
    await lobby.hub.kill();
    await lobby.startHub();
    for (const one of people) one.listen().catch(() => {});
  }
  await pause(500);
  over = true;
  await Promise.all([...working, raising]);

  // Each version of an alert was reached by one step alone, and no acknowledged one was undone.
  const reached = new Map();
  for (const one of acknowledged) {
    const key = `${one.id} ${one.version}`;
    if (reached.has(key) && reached.get(key).what !== one.what) faults.push(`${key} was reached by ${reached.get(key).what} and by ${one.what}`);
    reached.set(key, one);
  }
  const ended = new Map();
  for (const one of acknowledged.filter((each) => each.what === "outcome")) {
    if (ended.has(one.id)) faults.push(`${one.id} was closed twice`);
    ended.set(one.id, one.version);
  }
  for (const one of acknowledged) if (ended.has(one.id) && one.version > ended.get(one.id)) faults.push(`${one.id}: ${one.what} after its outcome`);
  const left = await people[0].alerts();
  for (const one of left) if (ended.has(one.id)) faults.push(`${one.id} is open again after its outcome`);
  for (const one of acknowledged) {
    const now = left.find((each) => each.id === one.id);
    if (now && now.version < one.version) faults.push(`${one.id} is at ${now.version}, acknowledged at ${one.version}`);
  }
  const buzzing = left.flatMap((one) => one.offered_to);
  if (new Set(buzzing).size !== buzzing.length) faults.push(`somebody has two interrupting cards: ${buzzing.join(" ")}`);
  if (ended.size === 0 || acknowledged.length < kills) faults.push(`too little happened: ${acknowledged.length} steps, ${ended.size} outcomes`);
  console.log(`${kills} kills, ${counts.steps} steps acknowledged, ${ended.size} outcomes, ${counts.retries} retries, ${counts.refused} refused`);
  const ends = await lobby.close();
  for (const [name, exit] of ends) if (exit.code !== 0) faults.push(`${name} did not end cleanly: ${JSON.stringify(exit)}`);
  for (const fault of faults) console.error(fault);
  process.exit(faults.length === 0 ? 0 : 1);
}

await until("a place to work in", () => readFileSync(`${folder}/ports`, "utf8").length > 0);
main().catch(async (error) => { console.error(error); over = true; await lobby.close(); process.exit(1); });
