// SPDX-License-Identifier: GPL-3.0-or-later
// 指给我看 with the programs: somebody calls and asks to be shown, a member of staff claims the call and points at a button, the screen rings it
// and the voice says it, and nothing is pressed by it; before it was asked for, on a PIN and after the call nobody can point.
// node pointing.mjs PREFIX FOLDER
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { cardOf } from "./bank-data.mjs";
import { Lobby } from "./lobby.mjs";
import { Person, expect, play } from "./person.mjs";
import { until } from "./programs.mjs";
import { Staff } from "./staff.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const person = new Person(lobby);
const kSomebody = 4;

class Assisting extends Staff {
  screen(alert) { return this.ask("GET", `/v1/staff/alerts/${alert.id}/assist`); }
  screenAt(alert, place, test = () => true) {
    return until(`staff see ${place}`, async () => {
      const screen = await this.screen(alert).catch(() => null);
      return screen && `${screen.flow}.${screen.step}` === place && test(screen) && screen;
    }, 10_000, 30);
  }
  /// The status of the answer, and its body.
  async ring(alert, generation, node, key = randomUUID()) {
    const response = await this.request("POST", `/v1/staff/alerts/${alert.id}/ring`, { key, generation, node });
    let text = "";
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode, body: text ? JSON.parse(text) : null };
  }
}

const rung = (scene) => scene.nodes.filter((one) => one.rung).map((one) => one.id).join(" ");
const status = (answer) => answer.status;

async function whoCalls() {
  await person.startAnew();
  await person.walk("answer.take_ticket", "fixed.call_staff", "answer.machine", "answer.go_on");
  await person.at("take_ticket.service");
}

const helpLine = async () => (await person.scene()).nodes.find((one) => one.id === "status.help")?.text_key;

/// Whoever gives a taken call on is promised no more; with nobody at a tablet nobody is promised at all, and with somebody there again they are.
async function whoComesComesNoMore(staff, other) {
  await whoCalls();
  let alert = await staff.claim(await staff.alert("the second call", (one) => one.kind === "help" && one.state === "open" && one.help_reason === "machine"));
  await until("1001 comes", async () => (await helpLine()) === "frame.staff_coming");
  let since = await person.mark();
  alert = await staff.ask("POST", `/v1/staff/alerts/${alert.id}/release`, { key: randomUUID(), version: alert.version, why: "not_now" });
  await until("nobody is promised", async () => (await helpLine()) === "frame.staff_called");
  expect("and the voice says so", await person.hears("call_out", since));
  alert = await other.claim(alert);
  await until("1002 comes", async () => (await helpLine()) === "frame.staff_coming");
  since = await person.mark();
  await staff.endStream();
  await other.endStream();
  await other.ask("POST", "/v1/staff/hand-over", { key: randomUUID() });
  await until("nobody is there", async () => (await helpLine()) === "frame.staff_unreachable");
  expect("the voice says where staff are", await person.hears("nobody_reachable", since));
  await staff.listen();
  await until("a tablet has the call", async () => (await helpLine()) === "frame.staff_called", 60_000, 200);
  expect("staff know of it", (await staff.alerts()).some((one) => one.id === alert.id && one.state === "open"));
  await person.press("fixed.exit");
}

await play(lobby, async () => {
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });
  const staff = await new Assisting(lobby, "1001").signIn();
  const other = await new Assisting(lobby, "1002").signIn();

  await whoCalls();
  let alert = await staff.alert("the call with its reason", (one) => one.kind === "help" && one.help_reason === "machine");
  let screen = await staff.screenAt(alert, "take_ticket.service");
  expect("staff see the step and its buttons by key and number", screen.nodes.some((one) => one.id === "answer.cash" && one.number === 1 &&
    one.text_key === "take_ticket.service.cash"));
  alert = await staff.claim(alert);
  await until("the kiosk knows who comes", async () => (await person.scene()).nodes.some((one) => one.text_key === "frame.staff_coming"));
  expect("before it is asked for nobody points", status(await staff.ring(alert, screen.generation, "answer.transfer")) === 403);

  let since = await person.mark();
  await person.press("help.pointing");
  expect("the kiosk says what it means", await person.hears("pointing_on", since));
  screen = await staff.screenAt(alert, "take_ticket.service", (one) => one.may_ring);
  expect("the words of its keys are served to the page", await (async () => {
    const words = await staff.ask("GET", "/tablet/kiosk-texts/zh-CN.json");
    return words.texts["take_ticket.service.cash"] && words.flows.take_ticket && screen.nodes.every((one) => !one.text_key || words.texts[one.text_key]);
  })());
  expect("who has not claimed it does not point", status(await other.ring(alert, screen.generation, "answer.transfer")) === 403);
  expect("an older screen is not pointed at, and the newer comes back", await (async () => {
    const answer = await staff.ring(alert, screen.generation - 1, "answer.transfer");
    return answer.status === 409 && answer.body.screen.generation === screen.generation;
  })());

  since = await person.mark();
  const before = await person.state();
  const key = randomUUID();
  expect("who has claimed it points", status(await staff.ring(alert, screen.generation, "answer.transfer", key)) === 204);
  await until("the button is rung", async () => rung(await person.scene()) === "answer.transfer");
  expect("the same request again points once", status(await staff.ring(alert, screen.generation, "answer.transfer", key)) === 204);
  const said = await person.hears("pointed_at", since);
  expect(`the voice says which: ${said.text}`, /指的是：二，/.test(said.text));
  screen = await staff.screenAt(alert, "take_ticket.service", (one) => one.rung === "answer.transfer");
  expect("staff see that it is rung", screen.nodes.find((one) => one.id === "answer.transfer").may_ring);
  const after = await person.state();
  const held = ({ dump }) => dump.split("\n").filter((one) => /^(place|history|entry|page|digits|ticket|medium)/.test(one)).join("\n");
  expect("nothing was pressed", held(after) === held(before) && held(after).includes("take_ticket/service"));
  await lobby.control.screenshot(`${folder}/pictures/pointed-at.png`);
  expect("it is said once", (await person.said(since)).filter((one) => one.prompt === "pointed_at").length === 1);

  await person.press("answer.transfer");
  await person.at("take_ticket.company");
  expect("the ring goes with the press", rung(await person.scene()) === "");
  await staff.screenAt(alert, "take_ticket.company", (one) => one.may_ring && one.rung === "");
  await person.press("help.pointing");
  screen = await staff.screenAt(alert, "take_ticket.company", (one) => !one.asked);
  expect("it is taken back in one press", status(await staff.ring(alert, screen.generation, "answer.company")) === 403);

  await person.press("help.pointing");
  await person.walk("fixed.back", "fixed.back");
  await person.at("home.home");
  await person.press("answer.balance");
  await person.hand("card_slot", `insert ${cardOf(kSomebody)}`);
  await person.at("balance.pin");
  screen = await staff.screenAt(alert, "balance.pin");
  expect("of a PIN staff see no button and can point at none", screen.asked && !screen.may_ring && screen.nodes.length === 0 &&
    status(await staff.ring(alert, screen.generation, "fixed.back")) === 403 && rung(await person.scene()) === "");
  expect("the customer is told so", (await person.scene()).nodes.some((one) => one.text_key === "frame.staff_see_not"));

  await staff.finish(alert);
  await until("the call is over at the kiosk", async () => !(await person.scene()).nodes.some((one) => one.id === "status.help" || one.id === "help.pointing"));
  const gone = await staff.screen(alert).then(() => false, (error) => / 404 /.test(error.message));
  expect("with the call the screen is gone", gone);
  expect("nothing of it is on the hub's disk", !readFileSync(`${folder}/hub-data/hub.db`).includes("answer.transfer"));
  await person.press("fixed.exit");
  await person.hand("card_slot", "take");

  await whoComesComesNoMore(staff, other);
});
