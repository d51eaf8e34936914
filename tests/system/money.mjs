// SPDX-License-Identifier: GPL-3.0-or-later
// Money at the kiosk: pension, balance, wrong PINs, a card that stays, a power cut with a card in the machine. What is private stands on the
// screen, on paper and in the private ear, and nowhere else. Usage: node money.mjs PREFIX FOLDER
import { readFileSync, statSync } from "node:fs";
import { cardOf, editCore, filesBelow, found, monthHere, pinOf, written } from "./bank-data.mjs";
import { Lobby } from "./lobby.mjs";
import { Person, expect, play } from "./person.mjs";
import { until } from "./programs.mjs";
import { Staff } from "./staff.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const person = new Person(lobby);
const answers = [];   // all that the kiosk's control socket said

const kArrived = 4, kNotArrived = 14, kForgetful = 20, kLocked = 22;   // sample customers without kept settings
const kPension = 27_182_818, kSavings = 31_415_926, kOpening = 57_721_566;
const kTails = ["8305", "9174", "6842"];

function prepareBank() {
  editCore(folder, (number, row) => {
    const [daily, time] = row.accounts;
    const pension = { summary: "pension", day: 1, amount_fen: kPension };
    if (number === kArrived) {
      Object.assign(daily, { tail: kTails[0], opening_fen: kOpening, monthly: [pension] });
      Object.assign(time, { tail: kTails[1], opening_fen: kSavings });
    }
    if (number === kNotArrived) Object.assign(daily, { tail: kTails[2], opening_fen: kOpening, monthly: [{ ...pension, missed: [monthHere()] }] });
  });
}

async function startKiosk() {
  await lobby.startKiosk({ presenter: "memory" });
  const ask = lobby.control.ask.bind(lobby.control);
  lobby.control.ask = async (message) => { const answer = await ask(message); answers.push(JSON.stringify(answer)); return answer; };
}

/// With card and PIN to `step`.
async function identify(number, flow, step = "answer") {
  await person.hand("card_slot", `insert ${cardOf(number)}`);
  await person.at(`${flow}.pin`);
  await person.hand("pin_pad", `${pinOf(number)} enter`);
  return person.at(`${flow}.${step}`);
}

async function declineRating() {
  await person.at("rating.ask");
  await person.press("answer.no");
  await person.at("home.home");
}

/// A whole turn about the pension. Resolves to what the hall heard of it and what the screen had.
async function pensionTurn(number) {
  await person.startAnew();
  const since = await person.mark();
  await person.walk("answer.pension", "answer.bank_card");
  const scene = await identify(number, "pension");
  const picture = `${folder}/pictures/pension-${number}.png`;
  await lobby.control.screenshot(picture);
  const slips = lobby.slips().length;
  await person.press("answer.print");
  await person.hears("P20", since);
  await person.decided();
  expect("a slip lies in the tray", lobby.slips().length === slips + 1);
  await person.at("pension.take");
  await person.hand("card_slot", "take");
  await declineRating();
  return { heard: await person.loudspeaker(since), scene, picture: readFileSync(picture), said: await person.said(since) };
}

async function pension() {
  const arrived = await pensionTurn(kArrived);
  const slip = lobby.slips().at(-1);
  expect("the slip with the amount can be read by its owner alone", (statSync(slip).mode & 0o077) === 0);
  const missing = await pensionTurn(kNotArrived);
  expect("the screen has the amount, and its dump has not", arrived.scene.nodes.some((one) => one.id === "value.pension_amount" && one.secret && !("shown" in one)));
  expect("not arrived: no amount on the screen, and what it says is private", missing.scene.nodes.every((one) => one.id !== "value.pension_amount") &&
    missing.scene.nodes.find((one) => one.id === "title").secret);
  expect("the two screens look different", !arrived.picture.equals(missing.picture));
  expect("the hall hears the same, byte for byte, whether it has come or not", arrived.heard === missing.heard && arrived.heard.includes("P39"));
  for (const turn of [arrived, missing]) expect("nothing is said in private while the handset lies", turn.said.every((one) => one.channel !== "private_ear"));
}

async function balance() {
  await person.startAnew();
  await person.press("answer.balance");
  const which = await identify(kArrived, "balance", "which");
  const accounts = which.nodes.filter((one) => one.id.startsWith("item."));
  expect("two accounts to choose from, their digits on the screen only", accounts.length === 2 && accounts.every((one) => one.secret));
  const since = await person.mark();
  await person.press("item.2");
  const amount = await person.at("balance.amount");
  expect("the figure is on the screen", amount.nodes.some((one) => one.id === "value.balance" && one.secret));
  expect("without the handset the kiosk says how to hear it", await person.hears("P44", since));
  expect("and does not say it", (await person.said(since)).every((one) => one.prompt !== "P43"));
  const lifted = await person.mark();
  await person.hand("private_ear", "handset up");
  const said = await person.hears("P43", lifted);
  expect("with the handset up it is said there alone, and the log has no word of it", said.channel === "private_ear" && !said.text && !said.caption);
  await person.hand("private_ear", "handset down");
  await until("covered", async () => (await person.scene()).covered);
  expect("hung up: the screen is covered", true);
  await person.press("service.hide");
  expect("a touch shows it again", !(await person.scene()).covered);
  await person.press("answer.another");
  await person.press("item.1");
  await person.at("balance.amount");
  const slips = lobby.slips().length;
  await person.press("answer.print");
  await until("the slip", () => lobby.slips().length === slips + 1);
  await person.decided();
  await person.at("balance.take");
  await person.hand("card_slot", "take");
  await declineRating();
}

async function wrongPins(staff) {
  await person.startAnew();
  await person.press("answer.balance");
  await person.hand("card_slot", `insert ${cardOf(kForgetful)}`);
  const since = await person.mark();
  await person.at("balance.pin");
  await person.hand("pin_pad", "111111 enter");
  await person.hears("P12", since);
  expect("after one wrong PIN nobody is called", (await staff.alerts()).every((one) => one.kind !== "help"));
  await person.at("balance.pin");
  await person.hand("pin_pad", "111112 enter");
  await person.at("balance.pin_help");
  const help = await staff.alert("the call", (one) => one.kind === "help");
  expect("two wrong PINs call staff to this machine", help.place === "K1");
  await staff.claim(help);
  await person.hears("who_is_coming", since);
  expect("the kiosk says who is coming", true);
  await person.press("answer.again");
  await person.at("balance.pin");
  await person.hand("pin_pad", `${pinOf(kForgetful)} enter`);
  await person.at("balance.which", "balance.amount");
  expect("the right PIN still counts", true);
  await person.press("fixed.exit");
  await person.hand("card_slot", "take");

  await person.startAnew();
  await person.press("answer.balance");
  await person.hand("card_slot", `insert ${cardOf(kLocked)}`);
  for (const [pin, next] of [["111111", "pin"], ["111112", "pin_help"], ["111113", "pin_help"]]) {
    await person.at("balance.pin");
    const asked = await person.mark();
    await person.hand("pin_pad", `${pin} enter`);
    await person.at("balance.checking", `balance.${next}`);
    if (next === "pin") await person.hears("P12", asked);
    else { await person.at("balance.pin_help"); await person.press("answer.again"); }
  }
  await person.at("balance.pin");
  await person.hand("pin_pad", `${pinOf(kLocked)} enter`);
  await person.at("balance.pin_help");
  expect("after three wrong ones the right PIN opens nothing any more", true);
  await person.press("answer.take");
  await person.at("balance.take");
  await person.hand("card_slot", "take");
}

async function cardLeft(staff) {
  await person.startAnew();
  await person.press("answer.balance");
  await identify(kArrived, "balance", "which");
  await person.press("fixed.exit");
  await person.at("give_back.card");
  const since = await person.mark();
  const before = (await staff.alerts()).filter((one) => one.kind === "arrival").length;
  await lobby.control.advance(19);
  expect("19 s: nobody is told", (await staff.alerts()).every((one) => one.kind !== "media_left"));
  await lobby.control.advance(1.5);
  const left = await staff.alert("media_left", (one) => one.kind === "media_left");
  expect("20 s: staff know that a card was left, where, and no more", left.place === "K1" && left.reasons.some((one) => one.key === "reason.part_card"));
  const chimes = async () => (await person.said(since)).filter((one) => one.what === "chime" && one.prompt === "call").length;
  expect("the machine chimes", await chimes() === 1);
  await person.hears("P22", since);
  await lobby.control.advance(20);
  expect("and goes on chiming", await chimes() === 2);

  for (const node of ["fixed.exit", "fixed.back"]) { await person.press(node); await person.at("give_back.card"); }
  const tapped = await lobby.control.device("card", cardOf(kNotArrived)).then(() => true, () => false);
  expect("while a card is in the slot the reader takes no other", !tapped);
  await person.at("give_back.card");
  const refused = await lobby.control.device("card_slot", `insert ${cardOf(kNotArrived)}`).then(() => false, () => true);
  expect("nobody else is served: no key leads away, no second card goes in", refused);
  await lobby.control.advance(600);
  expect("however long it takes", await person.at("give_back.card"));
  expect("a card that is tapped meanwhile brings nobody", (await staff.alerts()).filter((one) => one.kind === "arrival").length === before);
  await person.hand("card_slot", "take");
  await until("a home screen", async () => ["home.home", "home.idle"].includes(await person.place()));
  expect("taken: the machine is free", (await person.state()).dump.includes("turn_open = false"));
  await until("the alert ends", async () => (await staff.alerts()).every((one) => one.kind !== "media_left"));
  expect("and staff need not come any more", true);
}

async function powerCut() {
  await person.startAnew();
  await person.walk("answer.pension", "answer.bank_card");
  await identify(kArrived, "pension");
  await lobby.kiosk.kill();
  await startKiosk();
  const scene = await person.at("give_back.card");
  expect("after the power cut the card comes back first", scene.nodes.every((one) => !one.secret));
  await person.hears("P17");
  await person.press("fixed.back");
  await person.at("give_back.card");
  await person.hand("card_slot", "take");
  await until("a home screen", async () => ["home.home", "home.idle"].includes(await person.place()));
  const { dump } = await person.state();
  expect("and nothing of the turn is left", /^secrets = 0$/m.test(dump) && /^pin = 0 digits wrong 0 right false again false$/m.test(dump));
  await person.startAnew();
  await person.walk("answer.pension", "answer.bank_card");
  await identify(kArrived, "pension");
  await person.press("answer.no_print");
  await person.hand("card_slot", "take");
  expect("the next turn with it is served", true);
}

function nothingLeaked(listeners) {
  const amounts = [kPension, kSavings, kOpening].flatMap(written).concat(written(accountBalance()));
  const pins = [kArrived, kNotArrived, kForgetful, kLocked].map(pinOf).concat("111111", "111112", "111113");
  expect("the search finds what it looks for", found([...amounts, ...pins, ...kTails], `{"a":"${kPension}","b":8305,"pin":111112} 314,159.26 元`).length === 4);
  const texts = [["the kiosk's log", readFileSync(`${folder}/kiosk.log`, "utf8")], ["the hub's log", readFileSync(`${folder}/hub.log`, "utf8")],
    ["scenes, states and spoken words", answers.join("\n")], ...listeners.map((one) => [`what came to tablet ${one.number}`, one.heard])];
  for (const [what, text] of texts) {
    const leaked = found([...amounts, ...pins, ...kTails], text);
    expect(`no amount, no PIN, no digits of an account in ${what} (${text.length} characters)${leaked}`, text.length > 200 && leaked.length === 0);
  }
  const kept = [...filesBelow(`${folder}/kiosk-data`), ...filesBelow(`${folder}/hub-data`)];
  const leaks = kept.filter(([, text]) => found([...amounts, ...pins], text).length > 0).map(([path]) => path);
  expect(`nor in any of ${kept.length} files that kiosk and hub keep${leaks}`, kept.length > 3 && leaks.length === 0);
  const spoken = answers.flatMap((one) => JSON.parse(one).spoken ?? []).filter((one) => one.channel === "loudspeaker");
  expect("no figure and no money in what the loudspeaker said", spoken.length > 50 && spoken.every((one) => !/[0-9]|元|块钱/.test(one.text)));
}

/// Of the account in daily use: what it was opened with and a pension a month since.
function accountBalance() {
  const row = JSON.parse(readFileSync(`${folder}/bank/core.jsonl`, "utf8").split("\n")[kArrived - 1]);
  const months = (text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return kOpening + kPension * (months(monthHere()) - months(row.accounts[0].opened));
}

await play(lobby, async () => {
  prepareBank();
  await lobby.startHub();
  await startKiosk();
  const staff = await new Staff(lobby, "1001").signIn();
  const head = await new Staff(lobby, "9001").signIn();
  await pension();
  await balance();
  await wrongPins(staff);
  await cardLeft(staff);
  await powerCut();
  await head.alerts();
  nothingLeaked([staff, head]);
});
