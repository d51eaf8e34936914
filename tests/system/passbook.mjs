// SPDX-License-Identifier: GPL-3.0-or-later
// Passbooks on the real programs: what was interrupted by a power cut, a hub that died, a hand or a jam ends with the same ink as what was
// not, byte for byte. Usage: node passbook.mjs PREFIX FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { bookOf, editCore, filesBelow, found, monthHere, written } from "./bank-data.mjs";
import { Lobby } from "./lobby.mjs";
import { Person, expect, play } from "./person.mjs";
import { until } from "./programs.mjs";
import { Staff } from "./staff.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const person = new Person(lobby);

// Sample customers with a passbook; all get the same account, so that all books must end alike.
const kUndisturbed = 3, kPowerCuts = 1, kPulled = 4, kJammed = 16, kShort = 7;
const kLines = 17, kRows = 6;                    // rows: as the sample kiosk's printer has them
const kOpening = 57_721_566, kPension = 27_182_818, kTaken = 14_142_135;

function prepareBank() {
  const [year, month] = monthHere().split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 - (kLines - 1) / 2, 1)).toISOString().slice(0, 10);
  editCore(folder, (number, row) => {
    if (![kUndisturbed, kPowerCuts, kPulled, kJammed, kShort].includes(number)) return;
    const account = row.accounts.find((one) => one.passbook);
    Object.assign(account, { opened: first, opening_fen: kOpening,
      monthly: [{ summary: "pension", day: 1, amount_fen: kPension }, { summary: "withdrawal", day: 1, amount_fen: -kTaken }] });
    account.passbook.first_line = 1;
    if (number === kShort) Object.assign(account.passbook, { rows_a_page: 2 * kRows, pages: 1 });
  });
}

const linesLeft = async () => Number((await person.state()).dump.match(/^fact\.lines_left = (\d+)$/m)?.[1] ?? NaN);
const printed = async (left) => until(`no more than ${left} lines left`, async () => (await linesLeft()) <= left);

async function openFlow() {
  await person.startAnew();
  await person.press("answer.passbook");
  await person.at("passbook.insert");
}

/// Turns the page whenever it is asked for, until the book can be taken.
async function printOn() {
  for (;;) {
    const { step } = await person.at("passbook.turn", "passbook.take");
    if (step === "take") return;
    await person.hand("passbook", "turn");
    await person.at("passbook.printing", "passbook.take");
  }
}

async function takeBook() {
  await person.hand("passbook", "take");
  await until("a screen without the book", async () => !["passbook.take", "give_back.passbook"].includes(await person.place()));
}

/// The pictures of a book's pages and its stripe, by the book's place in the printer's folder; the newest book is the one that was not known.
const shelves = new Map();
function pages(number) {
  const root = `${folder}/kiosk-data/passbooks`;
  const known = new Set(shelves.values());
  const books = readdirSync(root, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name);
  if (!shelves.has(number)) shelves.set(number, books.find((name) => !known.has(name)));
  const book = `${root}/${shelves.get(number)}`;
  const { last_line, printing } = JSON.parse(readFileSync(`${book}/stripe.json`, "utf8"));
  return { last: last_line, printing: printing ?? "", ink: readdirSync(book).filter((name) => name.endsWith(".png")).sort().map((name) => readFileSync(`${book}/${name}`)) };
}

function expectSameBook(what, number) {
  const [good, book] = [pages(kUndisturbed), pages(number)];
  expect(`${what}: line ${book.last} is the last, as it should be`, book.last === good.last && book.printing === "");
  expect(`${what}: ${book.ink.length} pages, the same dots as in the undisturbed book`,
         book.ink.length === good.ink.length && book.ink.every((page, index) => page.equals(good.ink[index])));
}

async function undisturbed() {
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kUndisturbed)}`);
  const turn = await person.at("passbook.turn");
  expect("a full page: the kiosk asks for the next and says how many lines are left", turn.nodes.some((one) => one.id === "detail.lines_left") &&
    await linesLeft() === kLines - kRows);
  await person.hears("P65");
  await printOn();
  await person.decided();
  await takeBook();
  await person.at("rating.ask");
  await person.press("answer.no");
  const book = pages(kUndisturbed);
  expect(`${kLines} lines on three pages`, book.last === String(kLines) && book.ink.length === Math.ceil(kLines / kRows));
  expect("no two pages alike", new Set(book.ink.map((page) => page.toString("latin1"))).size === book.ink.length);
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kUndisturbed)} page 3`);
  await person.at("passbook.take");
  expect("put in again there is nothing to print", pages(kUndisturbed).last === book.last && pages(kUndisturbed).ink.every((page, at) => page.equals(book.ink[at])));
  await takeBook();
}

async function powerCuts() {
  for (const left of [kLines - 2, kLines - kRows - 2, 2]) {
    await openFlow();
    await person.hand("passbook", `insert ${bookOf(kPowerCuts)}`);
    const turning = printOn().catch(() => {});   // until the power fails
    await printed(left);
    await lobby.kiosk.kill();
    await turning;
    await lobby.startKiosk({ presenter: "memory" });
    await person.at("give_back.passbook");
    expect(`power cut with ${left} lines left: the book comes back first`, true);
    await takeBook();
  }
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kPowerCuts)}`);
  await printOn();
  await takeBook();
  expectSameBook("after three power cuts", kPowerCuts);
}

async function pulledWhileTheHubDies() {
  for (const pull of ["pull_before_ink", "pull_after_ink"]) {
    await openFlow();
    await person.hand("passbook", pull);   // happens at the next line
    await person.hand("passbook", `insert ${bookOf(kPulled)}`);
    await person.at("passbook.pulled");
    expect(`${pull}: the kiosk says that nothing is lost`, (await person.scene()).nodes.some((one) => one.text_key === "passbook.stopped.nothing_lost"));
    await person.press("answer.ok");
  }
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kPulled)}`);
  await printed(kLines);   // the lines have come
  await lobby.hub.kill();
  await person.at("passbook.turn");
  expect("the hub dies: the lines that came are printed", await linesLeft() > 0);
  await person.hand("passbook", "turn");
  await person.at("passbook.away");
  expect("for more the kiosk says that the bank cannot be reached", true);
  await person.press("answer.take");
  await takeBook();
  await lobby.startHub();
  await until("the hub is seen again", async () => (await person.state()).hub_up, 30_000, 50);
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kPulled)}`);
  await printOn();
  await takeBook();
  expectSameBook("pulled twice, and a hub that died", kPulled);
}

async function jammed(staff) {
  await openFlow();
  await person.hand("passbook", "jam_after_ink");
  await person.hand("passbook", `insert ${bookOf(kJammed)}`);
  await person.at("passbook.stopped");
  const fault = await staff.alert("device_fault", (one) => one.kind === "device_fault");
  expect("a jam: staff know which part of which machine", fault.place === "K1" && fault.reasons.some((one) => one.key === "reason.part_passbook_printer"));
  const call = await staff.claim(await staff.alert("the call", (one) => one.kind === "help"));
  await person.hears("who_is_coming");
  expect("and that a person waits; the kiosk says who is coming", true);
  await person.press("answer.take");
  await person.at("passbook.take");
  expect("the book cannot be taken while it is jammed", await lobby.control.device("passbook", "take").then(() => false, () => true));
  await person.hand("passbook", "clear");
  // The way is free, and the machine gives it back by itself: a hand may be quicker than that, or take it then.
  await until("the book is in its owner's hand", async () => {
    for (const move of ["pull", "take"]) if (await lobby.control.device("passbook", move).then(() => true, () => false)) return true;
    return false;
  });
  await until("a screen without the book", async () => (await person.place()) !== "passbook.take");
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kJammed)}`);
  await printOn();
  await takeBook();
  expectSameBook("after the jam", kJammed);
  await staff.finish(call);
}

async function full(staff) {
  await openFlow();
  await person.hand("passbook", `insert ${bookOf(kShort)}`);
  await person.at("passbook.turn");
  await person.hand("passbook", "turn");
  await person.at("passbook.full");
  await staff.alert("the call", (one) => one.kind === "help" && one.reasons.some((reason) => reason.key === "reason.passbook_full"));
  expect("a full book: staff know", pages(kShort).last === String(2 * kRows));
  const slips = lobby.slips().length;
  await person.press("answer.take_ticket");
  await person.at("take_ticket.slip");
  const { ticket } = await person.state();
  expect(`a number of the series that waits less: ${ticket}`, /^T\d+$/.test(ticket));
  await until("the slip", () => lobby.slips().length === slips + 1);
  await person.press("answer.ok");
  await person.at("give_back.passbook");
  expect("the book is given back before the turn ends", true);
  await takeBook();
}

await play(lobby, async () => {
  prepareBank();
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });
  await undisturbed();
  await powerCuts();
  await pulledWhileTheHubDies();
  const staff = await new Staff(lobby, "1001").signIn();
  await jammed(staff);
  await full(staff);
  const amounts = [kOpening, kPension, kTaken, kOpening + kPension, kOpening + kPension - kTaken].flatMap(written);
  const kept = [["log", readFileSync(`${folder}/kiosk.log`, "latin1")], ["log", readFileSync(`${folder}/hub.log`, "latin1")], ["tablet", staff.heard],
    ...filesBelow(`${folder}/kiosk-data`), ...filesBelow(`${folder}/hub-data`)];
  const leaks = kept.filter(([, text]) => found(amounts, text).length > 0).map(([path]) => path);
  expect(`the lines stand on paper and nowhere else${leaks}`, leaks.length === 0);
});
