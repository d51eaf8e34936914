// SPDX-License-Identifier: GPL-3.0-or-later
// A number from the kiosk to the counter: a customer takes a ticket with a card, opens the page with the slip's code on a phone; a teller calls; the
// phone flashes, the hall hears it, the counter sees the need; nobody comes, and the hall says that it has passed. Usage: node call.mjs PREFIX FOLDER
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { chromium } from "../tablet/node_modules/playwright-core/index.mjs";
import { Lobby } from "./lobby.mjs";
import { Person, expect, play } from "./person.mjs";
import { run, until } from "./programs.mjs";
import { Staff } from "./staff.mjs";

const [prefix, folder] = process.argv.slice(2);
const lobby = new Lobby(prefix, folder);
const person = new Person(lobby);
const WAV = `${folder}/kiosk-data/hall.wav`;

/// Seconds of sound in the hall's recording so far.
function sounding() {
  if (!existsSync(WAV)) return 0;
  const bytes = readFileSync(WAV);
  let loud = 0;
  for (let at = 44; at + 1 < bytes.length; at += 2) if (Math.abs(bytes.readInt16LE(at)) >= 30) loud += 1;
  return loud / 22_050;
}

/// What the slip's symbol holds, as a scanner reads it.
async function codeOnSlip() {
  const slip = await until("the slip lies in the tray", () => lobby.slips().at(-1), 10_000, 50);
  const { out } = await run("zbarimg", ["-q", "--raw", slip]);
  return out.trim();
}

async function story() {
  // The last call comes after two minutes and more; here the same script in seconds.
  writeFileSync(`${folder}/hub.toml`, readFileSync(`${folder}/hub.toml`, "utf8").replace("[phone]", "[queue]\nagain_after_s = 1\npasses_after_s = 2\n\n[phone]"));
  appendFileSync(`${folder}/kiosk.toml`, '\n[hall]\nannounce = true\nloudspeaker = "file:hall.wav"\n');
  await lobby.startHub();
  await lobby.startKiosk({ presenter: "memory" });
  const teller = await new Staff(lobby, "1001").signIn();

  await person.startAnew();
  await person.press("answer.take_ticket");
  await person.at("take_ticket.service");
  await lobby.control.device("card", "sample-card-0001");
  await person.press("answer.cash");
  await person.at("take_ticket.company");
  await person.press("answer.company");
  await person.at("take_ticket.slip");
  const code = await codeOnSlip();
  expect(`the slip's symbol opens the page: ${code.slice(0, 40)}...`, code.startsWith(`https://127.0.0.1:${lobby.ports.phone_port}/phone/#SL1.`));

  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--ignore-certificate-errors"] });
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "zh-CN", viewport: { width: 390, height: 780 } });
    const phone = await context.newPage();
    await phone.goto(code);
    await phone.click('[data-name="refuse"]');
    await phone.waitForSelector(".number");
    const label = await phone.textContent(".number");
    expect(`the phone shows ${label} and its place`, /^A\d{3}$/.test(label) && /下一个|前面/.test(await phone.textContent(".place")));
    const seen = (await teller.ask("GET", "/v1/staff/queue")).tickets.find((each) => each.label === label);
    expect("staff see it waiting, with its need", seen?.state === "waiting" && seen.needs.includes("company"));
    // The card's owner said no on the phone; the counter is for those who said yes.
    await phone.click('[data-name="choices"]');
    await phone.click('[data-name="service-agree"]');
    await phone.waitForSelector('.chosen:has-text("现在：同意")');

    const pressed = performance.now();
    const called = await teller.ask("POST", "/v1/staff/queue/call", { key: randomUUID(), window: 3 });
    expect(`the teller calls ${called.label} to window 3`, called.label === label && called.window === 3);
    await phone.waitForSelector(".called.flashing", { timeout: 5_000 });
    console.log(`from the teller's press to the flash: ${Math.round(performance.now() - pressed)} ms`);
    await phone.screenshot({ path: `${folder}/pictures/phone-called.png` });
    await until("the hall hears a chime and words", () => sounding() > 2, 15_000, 50);
    const idle = await until("the idle screen shows it", async () => (await lobby.control.scene()).nodes.find((node) => node.id === "detail.called" && node.shown?.includes(label))
      ?? (await person.state()).flow !== "idle", 5_000, 50);
    expect("the kiosk goes on", Boolean(idle));
    const counter = await teller.ask("GET", "/v1/staff/counter?window=3");
    expect("the counter sees the need", counter.ticket.label === label && counter.ticket.needs.includes("company"));
    expect("and never a tier or an amount", !/tier|fen|amount/.test(JSON.stringify(counter)));

    await until("the call is over in the hall", async () => { const before = sounding(); await new Promise((resolve) => setTimeout(resolve, 5_500)); return sounding() === before; }, 60_000, 10);
    const again = await teller.ask("POST", "/v1/staff/queue/recall", { key: randomUUID(), ticket: called.ticket, window: 3 });
    expect("called once more", again.calls === 2 && again.state === "called");
    await phone.waitForSelector('h1:has-text("再叫您一次")');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const before = sounding();
    const passed = await teller.ask("POST", "/v1/staff/queue/recall", { key: randomUUID(), ticket: called.ticket, window: 3 });
    expect("nobody came: missed", passed.state === "missed");
    await phone.waitForSelector('h1:has-text("您的号叫过了")');
    await until("the hall says that it has passed", () => sounding() > before + 2, 30_000, 50);
    const alert = await teller.alert("staff look for its holder", (each) => each.kind === "missed_call" && each.ticket_label === label);
    expect("the alert is of this number", alert.ticket_label === label);
    const back = await teller.ask("POST", "/v1/staff/queue/call", { key: randomUUID(), window: 5, ticket: called.ticket });
    expect("it was not thrown away: called again to window 5", back.window === 5);
    await phone.waitForSelector('.called:has-text("5 号窗口")');
    await teller.ask("POST", "/v1/staff/queue/end", { key: randomUUID(), ticket: called.ticket, how: "done" });
    await phone.waitForSelector('h1:has-text("您的号办完了")');
    expect("the kiosk's log names no number", !new RegExp(label).test(lobby.kiosk.output.split("\n").filter((line) => /hall_/.test(line)).join("\n")));
  } finally {
    await browser.close();
  }
}

await play(lobby, story);
