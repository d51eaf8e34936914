// SPDX-License-Identifier: GPL-3.0-or-later
// One lobby: hub, kiosk on a virtual display, tablets in Chromium, a WLAN controller (radclient) and a queue machine (curl). The programs are
// those of PREFIX (a build folder, or /usr), the folder is one that scripts/prepare-lobby.sh made.
import { mkdirSync, readFileSync, readdirSync, existsSync, rmSync } from "node:fs";
import { chromium } from "../tablet/node_modules/playwright-core/index.mjs";
import { KioskControl } from "./kiosk-control.mjs";
import { Program, run, until, virtualDisplay } from "./programs.mjs";

const BROWSER_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

export class Lobby {
  constructor(prefix, folder) {
    this.prefix = prefix;
    this.folder = folder;
    this.ports = Object.fromEntries(readFileSync(`${folder}/ports`, "utf8").trim().split("\n").map((line) => line.split(" = ")));
    this.hubUrl = `https://127.0.0.1:${this.ports.hub_port}`;
    this.tablets = [];
    mkdirSync(`${folder}/pictures`, { recursive: true });
  }

  async startHub() {
    this.hub = new Program("hub", `${this.prefix}/bin/silverlane-hub`, ["--config", `${this.folder}/hub.toml`], { log: `${this.folder}/hub.log` });
    await this.hub.says(/https:\/\/127\.0\.0\.1:\d+/);
  }

  async startKiosk({ width = 1920, height = 1080, presenter = "window", audio = "dummy" } = {}) {
    if (presenter === "window" && !this.display) {
      const { xvfb, display } = await virtualDisplay(this.folder, width, height);
      this.xvfb = xvfb;
      this.display = display;
    }
    this.socket = `${this.folder}/kiosk.socket`;
    rmSync(this.socket, { force: true });
    this.kiosk = new Program("kiosk", `${this.prefix}/bin/silverlane-kiosk`,
      ["--config", `${this.folder}/kiosk.toml`, "--control", this.socket, "--presenter", presenter],
      { log: `${this.folder}/kiosk.log`, env: { DISPLAY: this.display ?? "", SDL_AUDIODRIVER: audio } });
    await until("the kiosk's control socket", () => { if (this.kiosk.exit) throw new Error(this.kiosk.output); return existsSync(this.socket); });
    this.control = await new KioskControl(this.socket).connect();
    await until("the kiosk reaches the hub", async () => (await this.control.ask({ do: "state" })).hub_up, 15_000, 50);
  }

  async openTablet(staffNumber, pin, viewport = { width: 1024, height: 768 }) {
    this.browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: BROWSER_FLAGS });
    const context = await this.browser.newContext({ ignoreHTTPSErrors: true, locale: "zh-CN", viewport });
    const page = await context.newPage();
    const seen = [];   // every event's data as it came over the stream, for "no name anywhere"
    page.on("response", async (response) => { if (/\/v1\/staff\/alerts$/.test(response.url())) seen.push(await response.text().catch(() => "")); });
    await page.goto(`${this.hubUrl}/tablet/`);
    await page.fill("#staff_number", staffNumber);
    await page.fill("#pin", pin);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".link.here", { timeout: 20_000 });
    const tablet = { staffNumber, page, context, seen };
    this.tablets.push(tablet);
    return tablet;
  }

  /// An Accounting-Request by radclient, as the WLAN controller would send it. `within` is radclient's patience in seconds a try.
  radius(status, session, attributes = {}, { secret, retries = 3, within = 3 } = {}) {
    const lines = [`Acct-Status-Type = ${status}`, `Acct-Session-Id = "${session}"`, 'NAS-Identifier = "branch-0791-ap1"', "NAS-Port-Type = Wireless-802.11",
      'Called-Station-Id = "96-F7-FF-9A-BF-33:Bank-Guest"', `Event-Timestamp = ${Math.floor(Date.now() / 1000)}`,
      ...Object.entries(attributes).map(([name, value]) => `${name} = "${value}"`)];
    const shared = secret ?? readFileSync(`${this.folder}/keys/radius.secret`, "utf8").trim();
    return run("radclient", ["-x", "-r", String(retries), "-t", String(within), `127.0.0.1:${this.ports.wifi_port}`, "acct", shared], lines.join(", ") + "\n");
  }

  /// A queue machine's webhook, in Qmatic's form, by curl.
  webhook(event) {
    const token = readFileSync(`${this.folder}/keys/queue.token`, "utf8").trim();
    return run("curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Content-Type: application/json", "-H", `Authorization: Bearer ${token}`,
      "-d", JSON.stringify(event), `http://127.0.0.1:${this.ports.queue_port}/events/qmatic`]);
  }

  slips() {
    const folder = `${this.folder}/kiosk-data/tickets`;
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".png")).sort().map((name) => `${folder}/${name}`) : [];
  }

  async alerts(tablet) {
    return tablet.page.evaluate(async () => (await (await fetch("/v1/staff/alerts")).json()).alerts);
  }

  async metrics() {
    const { out } = await run("curl", ["-sS", "--cacert", `${this.folder}/hub.crt`, `${this.hubUrl}/metrics`]);
    return out;
  }

  async close() {
    this.control?.close();
    await this.browser?.close();
    const ends = [];
    for (const program of [this.kiosk, this.hub, this.xvfb]) if (program) ends.push([program.name, await program.stop()]);
    return ends;
  }
}
