// SPDX-License-Identifier: GPL-3.0-or-later
// What a kiosk does besides money and tickets: things to borrow, a visit at home, activities, the quiz, the rating or one offer, settings that
// come back, what is known and forgotten, practice, and texts saved while it runs. Usage: node services.mjs PREFIX FOLDER
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { cardOf, filesBelow, found, pinOf } from "./bank-data.mjs";
import { Lobby } from "./lobby.mjs";
import { Person, expect, play } from "./person.mjs";
import { run, until } from "./programs.mjs";
import { Staff } from "./staff.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const person = new Person(lobby);
const share = `${folder}/share`;

// Sample customers: with consent to marketing and a pension but no deposit (the family's deposits campaign); with kept settings; with
// consent to service alone; with no consent at all.
const kWantsToHear = 31, kDeclines = 53, kKeptSettings = 1, kNewSettings = 4, kForgotten = 6, kNoConsent = 14;
const kPhones = ["10055512345", "10066654321", "10077798765"];

/// Hub and kiosk get a share folder of their own, in which files can be saved; and nobody is held out of the campaigns.
function ownShare() {
  cpSync(`${prefix}/share/silverlane`, share, { recursive: true, dereference: true });
  const edit = (file, from, to) => {
    const text = readFileSync(file, "utf8");
    if (!from.test(text)) throw new Error(`${file} has no ${from}`);
    writeFileSync(file, text.replace(from, to));
  };
  for (const name of ["hub", "kiosk"]) edit(`${folder}/${name}.toml`, /^share = .*$/m, `share = "${share}"`);
  edit(`${share}/policies/contact.toml`, /^of_ten_thousand = \d+/m, "of_ten_thousand = 0");
  edit(`${folder}/bank/campaigns/time_deposit_family.toml`, /^holdout_of_ten_thousand = \d+/m, "holdout_of_ten_thousand = 0");
}

/// What a few lines of Python say of the hub's database, which is opened as `base` and never written.
async function hubDatabase(lines) {
  const script = `import sqlite3, json, sys\nbase = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)\n${lines}`;
  const { out, err, code } = await run("python3", ["-c", script, `${folder}/hub-data/hub.db`]);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

/// Every row of every table of the hub, as text by table.
const hubTables = () => hubDatabase(`names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
print(json.dumps({name: sorted(repr(row) for row in base.execute('SELECT * FROM ' + name)) for name in names}))`);
const hubRows = async (table) => (await hubTables())[table];
const counted = async (name) => Number((await hubRows("branch_count")).find((row) => row.includes(`'${name}'`))?.match(/(\d+)\)$/)?.[1] ?? 0);

async function home() {
  await person.startAnew();
  expect("the next customer finds the factory's settings", (({ text_size, theme, language }) => text_size === "standard" && theme === "standard" && language === "zh-CN")(await person.scene()));
}

/// Until the hub has answered whose card or ticket it is.
const joined = () => until("the visit is joined", async () => (await person.state()).joined);

async function borrow(staff) {
  await home();
  await person.walk("answer.borrow", "answer.glasses", "answer.two", "answer.here");
  await person.at("borrow.coming");
  const loan = await staff.alert("loan", (one) => one.kind === "loan");
  expect("glasses of 200 to this machine, and nobody was asked who they are", loan.place === "K1" && !loan.person && loan.reasons[0].key === "reason.loan_glasses" &&
    loan.reasons[1].arguments.degrees === "200");
  await person.press("answer.ok");
  await person.at("home.home");
}

/// A visit at home with this phone number. Resolves to the picture of its slip; the turn stands at its last screen.
async function bookVisit(phone) {
  await home();
  await person.walk("answer.home_visit", "answer.family", "answer.social_card");
  await person.press((await person.at("home_visit.day")).nodes.find((one) => one.id.startsWith("item.")).id);
  await person.at("home_visit.phone");
  await person.type(phone);
  const typed = await person.scene();
  expect("the number that is typed leaves the screen through no other door", typed.nodes.find((one) => one.id === "entry").secret && !JSON.stringify(typed).includes(phone));
  await person.press("answer.confirm");
  await person.at("home_visit.done");
  const slips = lobby.slips().length;
  await person.press("answer.print");
  await until("the slip", () => lobby.slips().length === slips + 1);
  await person.decided();
  return readFileSync(lobby.slips().at(-1));
}

async function homeVisit(staff, head) {
  const first = await bookVisit(kPhones[0]);
  await person.press("answer.ok");
  await rateBadly(staff, head);
  const request = await staff.alert("visit_request", (one) => one.kind === "visit_request");
  expect("staff learn of the visit and by when to call back, not of the phone", request.reasons.some((one) => one.key === "reason.call_back_by") &&
    !staff.heard.includes(kPhones[0]));
  await staff.claim(request);
  expect("who takes it gets the number", (await staff.ask("GET", `/v1/staff/alerts/${request.id}/home-visit`)).phone === kPhones[0]);
  const second = await bookVisit(kPhones[1]);
  // The minute stands on the slip; but for that, a slip that held the number would differ.
  const pairs = [[first, second]];
  if (!first.equals(second)) { await person.press("answer.ok"); await person.at("rating.ask"); await person.press("answer.no"); pairs.push([second, await bookVisit(kPhones[0])]); }
  expect("the slip is the same whatever the number is", pairs.some(([one, other]) => one.equals(other)));
  await person.press("answer.ok");
  await person.at("rating.ask");
  await person.press("answer.no");
}

/// From the question how it was; only the head of the branch hears of it.
async function rateBadly(staff, head) {
  await person.at("rating.ask");
  const ratings = (await hubRows("rating")).length;
  await person.press("answer.yes");
  const faces = (await person.at("rating.faces")).nodes.filter((one) => one.role === "answer");
  const sizes = new Set(faces.map((one) => `${one.rectangle_px.width}x${one.rectangle_px.height}`));
  expect("four faces of one size", faces.length === 4 && sizes.size === 1);
  await person.walk("answer.poor", "answer.wait", "answer.yes");
  await person.at("rating.manager_told");
  const recover = await head.alert("recover", (one) => one.kind === "recover");
  expect("the head hears of it, and nothing about who it was", !recover.person && recover.ticket_label === "" && recover.reasons.some((one) => one.key === "reason.rated_wait"));
  await person.press("answer.ok");
  await until("the rating is kept", async () => (await hubRows("rating")).length === ratings + 1);
  expect("nobody else does", (await staff.alerts()).every((one) => one.kind !== "recover") && !staff.heard.includes("recover") && head.heard.includes("recover"));
  await person.at("home.home");
}

async function activity(phone) {
  await home();
  await person.press("answer.activities");
  const which = await person.at("activities.which");
  await person.press(which.nodes.find((one) => one.id === "item.phone_class").id);
  await person.press("answer.one");
  if (phone) {
    await person.press("answer.leave");
    await person.at("activities.number");
    await person.type(phone);
    await person.press("answer.confirm");
  } else {
    await person.press("answer.none");
  }
  const done = await person.at("activities.done");
  const number = (await person.state()).dump.match(/^fact\.place_number = (\d+)$/m)[1];
  await person.decided();
  await person.press("answer.ok");
  await person.at("rating.ask");
  await person.press("answer.no");
  return { number, ids: done.nodes.map((one) => one.id).join(" ") };
}

async function activities(staff) {
  const without = await activity(null);
  const withPhone = await activity(kPhones[2]);
  expect("with and without a phone number: the same screen, the next place", without.ids === withPhone.ids && without.number === "1" && withPhone.number === "2");
  const rows = await hubRows("sign_up");
  expect("only the number that was left is kept", rows.length === 2 && rows[0].endsWith("None)") && rows[1].includes(kPhones[2]));
  const told = await until("staff know", async () => { const all = (await staff.alerts()).filter((one) => one.kind === "event_signup"); return all.length === 2 && all; });
  expect("staff see who comes by number, not by phone", told.every((one) => one.reasons[0].arguments.number) && !staff.heard.includes(kPhones[2]));
}

async function quiz() {
  await home();
  const since = await person.mark();
  await person.walk("answer.quiz", "answer.call_back", "answer.next", "answer.move", "answer.next", "answer.doctor", "answer.next");
  await person.at("quiz.over");
  await until("the month's count", async () => (await counted("quiz:2/3")) === 1);
  expect("two of three right: counted by month, with nobody's name", true);
  const said = (await person.said(since)).filter((one) => one.prompt !== "P81").map((one) => one.text ?? "").join("");   // P81: 答错也没关系
  expect("no answer is called wrong", (await person.hears("P83", since)) && !/错|不对|wrong/i.test(said));
  await person.press("answer.again");
  await person.walk("answer.call_back", "answer.next", "answer.no", "answer.next", "answer.doctor", "answer.next");
  expect("all right: it says so", (await person.at("quiz.over")).nodes.find((one) => one.id === "title").text_key === "quiz.over.all");
  await person.press("answer.ok");
  await person.at("home.home");
}

/// A balance with card and PIN, to the moment at which the card is taken; resolves to where the kiosk goes then.
async function balanceTurn(number) {
  await home();
  await person.press("answer.balance");
  await person.hand("card_slot", `insert ${cardOf(number)}`);
  await person.at("balance.pin");
  await person.hand("pin_pad", `${pinOf(number)} enter`);
  if ((await person.at("balance.which", "balance.amount")).step === "which") await person.press("item.1");
  await person.at("balance.amount");
  await person.decided();
  await person.press("answer.ok");
  await person.at("balance.take");
  await person.hand("card_slot", "take");
  return person.at("offer.ask", "rating.ask");
}

async function offers(staff) {
  const asked = await counted("ratings_asked");
  for (const [number, answer] of [[kWantsToHear, "yes"], [kDeclines, "no"]]) {
    const since = await person.mark();
    const scene = await balanceTurn(number);
    expect("who agreed to marketing gets one offer", scene.flow === "offer");
    const [yes, no] = ["answer.yes", "answer.no"].map((id) => scene.nodes.find((one) => one.id === id).rectangle_px);
    expect("two buttons of one size, and what it is stands on the screen alone", yes.width === no.width && yes.height === no.height &&
      scene.nodes.filter((one) => one.id.startsWith("item.")).every((one) => one.secret) && !/整存整取|定期/.test(await person.loudspeaker(since)));
    await person.press(`answer.${answer}`);
    if (answer === "yes") { await person.at("offer.told"); await person.press("answer.ok"); }
    await until("a home screen", async () => ["home.home", "home.idle"].includes(await person.place()));
    expect("and no rating with it", await counted("ratings_asked") === asked);
  }
  const referral = await staff.alert("referral", (one) => one.kind === "referral");
  expect("yes brings a person, no is counted", referral.place === "K1" && await counted("offer_wanted:time_deposit_family") === 1 &&
    await counted("offer_declined:time_deposit_family") === 1 && (await staff.alerts()).filter((one) => one.kind === "referral").length === 1);
  for (const number of [kNewSettings, kNoConsent]) {
    expect("who did not agree gets none, and is asked how it was", (await balanceTurn(number)).flow === "rating");
    await person.press("answer.no");
  }
}

async function settings() {
  await home();
  await person.hand("card", cardOf(kNewSettings));
  await joined();
  await person.press("service.text_size");
  await person.press("fixed.exit");
  await person.at("remember_settings.ask");
  await person.press("answer.yes");
  await until("the hub keeps them", async () => (await hubRows("preferences")).some((row) => row.includes("C00004")));

  await home();
  await person.hand("card", cardOf(kNewSettings));
  await until("large type", async () => (await person.scene()).text_size === "large");
  expect("the card brings the settings back", true);
  await person.walk("answer.take_ticket", "answer.other", "answer.neither");
  await person.at("take_ticket.slip");
  const slips = lobby.slips().length;
  await until("the slip", async () => lobby.slips().length > slips || /^printed = 1$/m.test((await person.state()).dump));
  const { out } = await run("zbarimg", ["-q", "--raw", lobby.slips().at(-1)]);
  await person.press("answer.ok");

  await home();
  await person.hand("scanner", out.trim());
  const greeting = await person.at("home.greeting");
  expect("so does the ticket", greeting.text_size === "large");

  await home();
  await lobby.radius("Start", "SERVICES1", { "User-Name": "+8610000000001", "Calling-Station-Id": "02-11-22-33-44-66" });
  await person.walk("answer.identify", "answer.phone", "answer.agree");
  await person.type("0001");
  await person.press("answer.confirm");
  await person.at("identify.done");
  await until("the hub knows the visitor by the typed tail too", async () => (await hubRows("visit")).some((row) => row.includes("'C00001'") && row.includes("phone_tail")));
  const { dump } = await person.state();
  const scene = await person.scene();
  expect("a typed tail brings no settings, although the hub has some of this customer", scene.text_size === "standard" && scene.theme === "standard" &&
    /^settings_taken = false$/m.test(dump) && (await hubRows("preferences")).some((row) => row.includes("C00001")));
  await person.press("answer.go_on");
}

async function knownAndForgotten() {
  const kept = async () => ({ settings: (await hubRows("preferences")).filter((row) => row.includes("C00006")).length,
    granted: (await hubRows("consent")).filter((row) => /^\('C00006', '\w+', 1,/.test(row)).length });
  const before = await kept();
  expect("settings and consents of this customer are held", before.settings === 1 && before.granted > 1);
  await home();
  await person.hand("card", cardOf(kForgotten));
  await joined();
  await person.press("answer.known");
  await person.press("answer.show");
  const list = await person.at("known.list");
  const lines = list.nodes.filter((one) => one.id.startsWith("item."));
  expect("all that is held is listed, and nobody else hears it", lines.length > 0 && lines.every((one) => one.secret) && list.nodes.some((one) => one.id === "page.next"));
  await person.press("answer.forget");
  await person.at("known.forgotten");
  expect("one press forgot it: no settings, no consent, no name on a tablet", JSON.stringify(await kept()) === JSON.stringify({ settings: 0, granted: 0 }) &&
    (await hubRows("visit")).every((row) => !row.includes("C00006")));
  await person.press("answer.ok");
  await person.at("home.home");
  await person.hand("card", cardOf(kForgotten));
  await joined();
  expect("the card brings nothing back", (await person.scene()).text_size === "standard");
}

/// Until all that the kiosk had to tell has reached the hub, and no card of the stories before is about to change by itself: a card counts as
/// delivered, or is told again, when its own time has come.
async function settled() {
  const soonMs = 20_000;
  const due = () => hubDatabase(`print(base.execute('SELECT COUNT(*) FROM alert WHERE wake_at < ${Date.now() + soonMs}').fetchone()[0])`);
  for (let last = ""; ;) {
    const now = JSON.stringify(await hubTables());
    if (now === last && await due() === 0) return;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/// Through one flow of the home screen, by the answers that were pressed least, to the end of practice or back home. Adds the steps it saw.
async function practise(begin, seen, pressed) {
  await person.press(`answer.${begin}`);
  for (let presses = 0; presses < 40; presses += 1) {
    const scene = await person.scene();
    const here = `${scene.flow}.${scene.step}`;
    seen.add(here);
    if (!scene.nodes.some((one) => one.id === "status.practice")) throw new Error(`${here} does not say that this is practice`);
    if (here === "home.home") return;
    if (here === "practice.over") { await person.press("answer.again"); return; }
    const choices = scene.nodes.filter((one) => one.pressable && /^(answer|item|key\.\d)/.test(one.id));
    const times = (one) => pressed.get(here + one.id) ?? 0;
    const next = choices.reduce((best, one) => (best && times(best) <= times(one) ? best : one), null);
    if (!next) throw new Error(`${here}: nothing to press in practice`);
    pressed.set(here + next.id, times(next) + 1);
    await lobby.control.press(next.id);
  }
  throw new Error(`${begin} does not end in practice`);
}

async function practice(staff) {
  await person.startAnew();
  const files = () => JSON.stringify([lobby.slips(), filesBelow(`${folder}/kiosk-data/passbooks`), readFileSync(`${folder}/kiosk-data/card-slot.state`, "utf8")]);
  // But what counts this question itself, and the hub's own jobs, which wrote nothing if no table changed.
  const metrics = async () => (await lobby.metrics()).split("\n").filter((line) => !/^#|^silverlane_http|_(groups_written|requests_done) /.test(line));
  await settled();
  const told = staff.events.length;
  const before = { tables: await hubTables(), files: files(), metrics: await metrics() };
  await person.walk("answer.practice", "answer.begin");
  const seen = new Set();
  const pressed = new Map();
  const flows = ["take_ticket", "passbook", "identify", "pension", "balance", "borrow", "home_visit", "activities", "quiz", "known", "withdraw"];
  for (const flow of flows) await practise(flow, seen, pressed);
  for (const flow of ["pension", "known", "known", "balance", "activities"]) await practise(flow, seen, pressed);
  const ends = ["take_ticket.slip", "passbook.take", "identify.done", "pension.take", "balance.take", "borrow.coming", "home_visit.done", "activities.done",
    "quiz.over", "known.forgotten", "withdraw.done"];
  expect(`practice went through ${seen.size} steps to the end of every flow${ends.filter((one) => !seen.has(one))}`, ends.every((one) => seen.has(one)));
  const slot = await lobby.control.device("card_slot", `insert ${cardOf(kNoConsent)}`).then(() => false, () => true);
  expect("a real card does not go in", slot);
  await lobby.control.press("fixed.exit");
  const home = await person.at("home.home", "home.idle");
  expect("退出 leaves practice at once", home.nodes.every((one) => one.id !== "status.practice"));
  const after = { tables: await hubTables(), files: files(), metrics: await metrics() };
  const changed = Object.keys(before.tables).filter((name) => JSON.stringify(before.tables[name]) !== JSON.stringify(after.tables[name]));
  expect(`no row of the hub's ${Object.keys(before.tables).length} tables changed${changed}`, changed.length === 0);
  const counters = after.metrics.filter((line) => !before.metrics.includes(line));
  expect(`no counter either${counters}`, counters.length === 0);
  expect("no tablet heard of it; no paper, no book, no slot moved", staff.events.length === told && before.files === after.files);
}

async function savedFiles() {
  const strings = `${share}/strings/zh-CN.toml`;
  const flow = `${share}/flows/balance.toml`;
  const text = readFileSync(strings, "utf8");
  // Somebody stands here: their screen does not change under them.
  await person.press((await person.scene()).template === "idle" ? "wake" : "answer.borrow");
  writeFileSync(strings, text.replace(/(\[home\.idle\][^[]*?title = ")[^"]*"/, '$1欢迎光临"'));
  await lobby.kiosk.says(/flows_waiting/);
  const waiting = await person.scene();
  expect("saved while somebody stands here: nothing changes yet", waiting.template !== "idle");
  await person.press("fixed.exit");
  await lobby.kiosk.says(/flows_reloaded/);
  await until("the new words", async () => (await person.scene()).nodes.some((one) => one.id === "title" && one.shown === "欢迎光临"));
  expect("once they have left the screen has the new text", true);

  const good = readFileSync(flow, "utf8");
  const line = good.slice(0, good.indexOf('goto = "pin"')).split("\n").length;
  writeFileSync(flow, good.replace('goto = "pin"', 'goto = "pinn"'));
  const [refused] = await lobby.kiosk.says(/flows_refused.*/);
  expect(`a bad file is refused, and the log says where: ${refused}`, refused.includes(`balance.toml:${line}`));
  await person.press("wake");
  await person.press("answer.balance");
  await person.hand("card_slot", `insert ${cardOf(kNoConsent)}`);
  await person.at("balance.pin");
  expect("the old flow goes on serving", true);
  await person.press("fixed.exit");
  await person.hand("card_slot", "take");
  await until("a home screen", async () => ["home.home", "home.idle"].includes(await person.place()));
}

await play(lobby, async () => {
  ownShare();
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });
  const staff = await new Staff(lobby, "1001").signIn();
  const head = await new Staff(lobby, "9001").signIn();
  await borrow(staff);
  await homeVisit(staff, head);
  await activities(staff);
  await quiz();
  await offers(staff);
  await settings();
  await knownAndForgotten();
  await practice(staff);
  await savedFiles();
  const kept = [["kiosk.log", readFileSync(`${folder}/kiosk.log`, "latin1")], ["hub.log", readFileSync(`${folder}/hub.log`, "latin1")], ...filesBelow(`${folder}/kiosk-data`)];
  const leaks = kept.filter(([, text]) => kPhones.some((phone) => text.includes(phone)) || found(kPhones, text).length > 0).map(([path]) => path);
  expect(`a phone number lies nowhere but with the hub${leaks}`, leaks.length === 0);
});
