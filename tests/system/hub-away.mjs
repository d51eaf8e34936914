// SPDX-License-Identifier: GPL-3.0-or-later
// The hub is away: tickets print from the reserved numbers, packets are answered and wait, 叫人 promises nobody; when the hub is back everything
// that was acknowledged arrives once. Usage: node hub-away.mjs PREFIX FOLDER
import { Lobby } from "./lobby.mjs";
import { until } from "./programs.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const expect = (what, truth) => { if (!truth) throw new Error(`expected: ${what}`); console.log(`seen: ${what}`); };
const state = () => lobby.control.ask({ do: "state" });

async function press(node) {
  await until(`${node} can be pressed`, async () => {
    const scene = await lobby.control.scene();
    if (scene.template === "idle") await lobby.control.press(scene.nodes.find((one) => one.pressable).id).catch(() => {});
    return scene.nodes.some((one) => one.id === node && one.pressable);
  });
  await lobby.control.press(node);
}
const at = (wanted) => until(wanted, async () => { const scene = await lobby.control.scene(); return `${scene.flow}.${scene.step}` === wanted; });

async function main() {
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });
  await lobby.kiosk.says(/numbers_reserved/);
  await lobby.hub.kill();
  await until("the kiosk knows", async () => !(await state()).hub_up, 15_000, 50);

  const answer = await lobby.radius("Start", "AWAY1", { Class: "CIF:sample-0001" });
  expect("the controller's packet is answered while the hub is away", /Received Accounting-Response/.test(answer.out));

  await press("answer.take_ticket");
  await press("answer.cash");
  await press("answer.neither");
  await at("take_ticket.slip");
  const { ticket } = await state();
  expect(`a number of the kiosk's own series: ${ticket}`, /^K\d+$/.test(ticket));
  await until("the slip", () => lobby.slips().length === 1);
  expect("the slip printed", true);

  await press("fixed.call_staff");
  await until("the words", async () => (await lobby.control.spoken(0)).spoken.some((one) => one.prompt === "nobody_reachable"));
  const { spoken } = await lobby.control.spoken(0);
  expect("the chime sounded", spoken.some((one) => one.what === "chime"));
  expect("nobody is promised", spoken.every((one) => !/马上来|正在过来/.test(one.text ?? "")));

  await lobby.startHub();
  await until("the kiosk sees the hub again", async () => (await state()).hub_up, 30_000, 50);
  const tablet = await lobby.openTablet("1001", "135790");
  await until("the arrival that waited", async () => (await lobby.alerts(tablet)).some((one) => one.kind === "arrival" && one.person), 20_000, 100);
  const alerts = await lobby.alerts(tablet);
  expect("one card for the arrival", alerts.filter((one) => one.kind === "arrival").length === 1);
  expect("no call for help comes late", alerts.every((one) => one.kind !== "help"));
}

let failed = null;
try { await main(); } catch (error) { failed = error; }
for (const [name, exit] of await lobby.close()) if (name !== "Xvfb" && exit.code !== 0 && exit.signal !== "SIGKILL" && !failed) failed = new Error(`${name} ended with ${JSON.stringify(exit)}`);
if (failed) { console.error(failed.message); process.exit(1); }
