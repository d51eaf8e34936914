// SPDX-License-Identifier: GPL-3.0-or-later
// A kiosk whose sound devices cannot be opened: screens and captions go on, staff are told once that the sound is at fault, and nobody is
// invited to lift a handset that gives none. Usage: node no-sound.mjs PREFIX FOLDER
import { cardOf, pinOf } from "./bank-data.mjs";
import { Lobby } from "./lobby.mjs";
import { Person, expect, play } from "./person.mjs";
import { until } from "./programs.mjs";
import { Staff } from "./staff.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const person = new Person(lobby);
const kSomebody = 4;

async function balance() {
  await person.startAnew();
  const since = await person.mark();
  await person.press("answer.balance");
  await person.hand("card_slot", `insert ${cardOf(kSomebody)}`);
  await person.at("balance.pin");
  await person.hand("pin_pad", `${pinOf(kSomebody)} enter`);
  const place = await person.at("balance.which", "balance.amount");
  if (place.step === "which") await person.press("item.1");
  const shown = await person.at("balance.amount");
  expect("the figure is on the screen", shown.nodes.some((one) => one.id === "value.balance" && one.secret));
  expect("the words of the screen are given as captions", await person.hears("P42", since));
  await until("its captions end", async () => (await person.state()).speaking === "no", 30_000, 100);
  expect("nobody is invited to lift the handset", (await person.said(since)).every((one) => one.prompt !== "P44"));
}

await play(lobby, async () => {
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory", audio: "none-such" });
  const staff = await new Staff(lobby, "1001").signIn();
  const fault = await staff.alert("the fault of the sound", (one) => one.kind === "device_fault");
  expect("staff are told which part it is", fault.reasons.some((one) => one.key === "reason.part_sound"));
  expect("the flow knows that the private ear is away", (await person.state()).devices_away.includes("private_ear"));
  await balance();
  expect("staff were told once", (await staff.alerts()).filter((one) => one.kind === "device_fault").length === 1);
});
