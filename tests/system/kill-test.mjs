// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the kiosk or the hub at a random moment of the story, at least 50 times, while packets come in and tickets are taken. Afterwards
// nothing that was acknowledged is lost and no alert appears twice. Usage: node kill-test.mjs PREFIX FOLDER [KILLS] [SEED]
import { readFileSync } from "node:fs";
import { Lobby } from "./lobby.mjs";
import { until, run } from "./programs.mjs";

const [prefix, folder, killsText, seedText] = process.argv.slice(2);
const kills = Number(killsText ?? 50);
let seed = Number(seedText ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const random = (bound) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((seed / 2_147_483_648) * bound); };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const lobby = new Lobby(prefix, folder);
const visitors = readFileSync(`${folder}/bank/customers.jsonl`, "utf8").trim().split("\n").map((line) => JSON.parse(line)).filter((row) => {
  const granted = new Set(row.consents.filter((one) => one.granted).map((one) => one.purpose));
  return granted.has("service") && granted.has("wifi");
}).map((row) => `sample-${row.id.slice(2)}`);

/// The packet of one visitor; resolves to whether the controller got its answer.
async function arrive(number) {
  const { out } = await lobby.radius("Start", `KILL${number}`, { Class: `CIF:${visitors[number]}`, "Calling-Station-Id": `02-11-22-33-${hex(number >> 8)}-${hex(number & 255)}` },
    { retries: 8, within: 1 });
  return /Received Accounting-Response/.test(out);
}
const hex = (value) => value.toString(16).padStart(2, "0").toUpperCase();

/// Walks as far to a ticket as the kiosk lives. Resolves to the label that the screen showed, or null.
async function takeTicket() {
  try {
    for (const node of ["answer.take_ticket", "answer.other", "answer.neither"]) {
      await until(node, async () => {
        const scene = await lobby.control.scene();
        if (scene.template === "idle") await lobby.control.press(scene.nodes.find((one) => one.pressable).id).catch(() => {});
        return scene.nodes.some((one) => one.id === node && one.pressable);
      }, 6_000);
      await until(`press ${node}`, async () => (await lobby.control.press(node).then(() => true, () => false)), 3_000);
    }
    return await until("a number", async () => (await lobby.control.ask({ do: "state" })).ticket, 6_000);
  } catch { return null; }   // the kiosk was killed on the way; what it printed is counted from the tray
}

async function main() {
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });
  const acknowledged = [];
  const shown = [];
  let killed = 0;
  for (let number = 0; killed < kills; number += 1) {
    const packet = arrive(number);
    const ticket = number % 3 === 0 ? takeTicket() : null;
    await pause(random(number % 3 === 0 ? 2_500 : 120));
    if (number % 2 === 0) { await lobby.kiosk.kill(); await lobby.startKiosk({ presenter: "memory" }); }
    else { await lobby.hub.kill(); await lobby.startHub(); }
    killed += 1;
    if (await packet) acknowledged.push(visitors[number]);
    const label = ticket && await ticket;
    if (label) shown.push(label);
  }

  // Everything acknowledged arrives, and nothing more.
  const tablet = await lobby.openTablet("1001", "135790");
  const arrivals = async () => (await lobby.alerts(tablet)).filter((one) => one.kind === "arrival" && one.person);
  await until("every acknowledged visitor has a card", async () => (await arrivals()).length >= acknowledged.length, 30_000, 200);
  await pause(2_000);
  const alerts = await arrivals();
  const faults = [];
  // A packet whose answer was lost with the process may have been kept all the same: kept once is right, so at most one card a visitor.
  if (alerts.length < acknowledged.length) faults.push(`${acknowledged.length} acknowledged, ${alerts.length} cards`);
  if (alerts.length > killed) faults.push(`${killed} visitors, ${alerts.length} cards`);
  if (new Set(alerts.map((one) => one.id)).size !== alerts.length) faults.push("one alert stands twice in the list");
  const labels = lobby.slips().map((file) => file.split("/").pop()).filter((name) => !name.includes("copy"));
  if (new Set(shown).size !== shown.length) faults.push(`a number was given twice: ${shown.join(" ")}`);
  // By the hub's own record of who it is: two people may have one surname and come in one moment.
  const twice = await run("python3", ["-c", `import sqlite3, sys
base = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
print(base.execute("SELECT count(*) - count(DISTINCT visit.customer) FROM alert JOIN visit ON visit.id = alert.visit WHERE alert.kind = 'arrival' AND visit.customer IS NOT NULL").fetchone()[0])`,
  `${folder}/hub-data/hub.db`]);
  if (twice.code !== 0 || twice.out.trim() !== "0") faults.push(`${twice.out.trim() || twice.err} cards too many of one person`);
  const ends = await lobby.close();
  console.log(`${killed} kills, ${acknowledged.length} packets acknowledged, ${alerts.length} cards, ${shown.length} numbers shown, ${labels.length} slips in the tray`);
  for (const fault of faults) console.error(fault);
  for (const [name, exit] of ends) if (name !== "Xvfb" && exit.code !== 0) faults.push(`${name} did not end cleanly: ${JSON.stringify(exit)}`);
  process.exit(faults.length === 0 ? 0 : 1);
}

main().catch(async (error) => { console.error(error); await lobby.close(); process.exit(1); });
