// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer who called has on the screen: the step and its buttons, in the customer's order and words. After the customer has pressed
// 指给我看 a button here is pointed at there; nothing here ever presses one. The hub sends text keys; the words come from the kiosk's own files
// (kiosk-texts/<language>.json, made at build time), so that both screens say the same.
import { announce, element, icon, refill } from './dom.js';
import { has, language, text } from './language.js';

const wordsOf = new Map();   // by language: a promise of {flows, texts}

/** The kiosk's words, read once a language; without them buttons are called by number and kind. */
function kioskWords(tag) {
  if (!wordsOf.has(tag)) {
    const read = fetch(`kiosk-texts/${tag}.json`, { credentials: 'same-origin' })
      .then((response) => (response.ok ? response.json() : null))
      .then((words) => (words?.texts ? words : null))
      .catch(() => null);
    wordsOf.set(tag, read);
    read.then((words) => { if (!words) wordsOf.delete(tag); });   // asked again with the next call
  }
  return wordsOf.get(tag);
}

function addStyle() {
  if (document.querySelector('link[href="assist.css"]')) return;
  document.head.append(element('link', { rel: 'stylesheet', href: 'assist.css' }));
}

const longestWay = 6000;   // a ring that is not seen by then was not shown; the button can be tapped again

const isAnswer = (node) => node.role === 'answer';
const isKey = (node) => node.role !== 'answer' && node.role !== 'title';

export class Assist {
  #actions;
  #alert = null;
  #screen = null;
  #words = null;
  #language = '';
  #sent = '';       // the node whose ring is on its way to the kiosk's screen
  #notice = '';
  #drawn = '';

  /** `actions`: ring(alert, generation, node) -> {status, body}, or a promise of it. */
  constructor(actions) {
    this.#actions = actions;
    this.root = element('section', { class: 'assist', 'aria-label': text('assist.title'), hidden: true });
    addStyle();
  }

  /** `screen`: an AssistScreen of this alert. An older one than is shown is dropped. */
  show(alert, screen) {
    if (!screen) { this.hide(); return; }
    const same = alert.id === this.#alert?.id;
    if (same && this.#screen && screen.generation < this.#screen.generation) return;
    if (!same || screen.generation !== this.#screen?.generation) {
      if (screen.rung && screen.rung !== this.#screen?.rung) announce(text('assist.rung_now', { button: this.#nameIn(screen, screen.rung) }));
      this.#sent = '';
      this.#notice = '';
    }
    this.#alert = alert;
    this.#screen = screen;
    this.root.hidden = false;
    this.#readWords();
    this.#draw();
  }

  hide() {
    this.#alert = this.#screen = null;
    this.#sent = this.#notice = this.#drawn = '';
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  async #readWords() {
    const tag = language();
    if (this.#language === tag && this.#words) return;
    this.#language = tag;
    const words = await kioskWords(tag);
    if (this.#language !== tag || !this.#screen) return;
    this.#words = words;
    this.#draw();
  }

  #name(node) {
    const words = this.#words?.texts[node.text_key];
    if (words) return words;
    // An item of a list has no key: what it says is the customer's.
    if (node.number > 0) return text('assist.item', { number: String(node.number) });
    return has(`assist.role.${node.role}`) ? text(`assist.role.${node.role}`) : node.id;
  }
  #nameIn(screen, id) {
    const node = screen.nodes.find((one) => one.id === id);
    return node ? this.#name(node) : id;
  }

  #draw() {
    const screen = this.#screen;
    if (!screen) return;
    const signature = JSON.stringify([screen, this.#words ? this.#language : '', language(), this.#sent, this.#notice]);
    if (signature === this.#drawn) return;
    this.#drawn = signature;
    const notice = this.#notice ? element('p', { class: 'assist-notice' }, icon('warn'), this.#notice) : null;
    refill(this.root, element('h2', {}, this.#step(screen)), this.#state(screen), notice, this.#answers(screen), this.#keys(screen));
  }

  #step(screen) {
    if (!screen.flow) return text('assist.nobody');
    const flow = this.#words?.flows[screen.flow] ?? (has(`flow.${screen.flow}`) ? text(`flow.${screen.flow}`) : screen.flow);
    const title = screen.nodes.find((node) => node.role === 'title');
    return title ? text('assist.step', { flow, title: this.#name(title) }) : flow;
  }

  /** One sentence: what can be done now, and why not. */
  #state(screen) {
    if (!screen.flow) return null;
    if (screen.nodes.length === 0) return element('p', { class: 'assist-state' }, icon('lock'), text('assist.alone'));
    if (!screen.asked) return element('p', { class: 'assist-state' }, text('assist.not_asked'));
    return element('p', { class: 'assist-state' }, text('assist.point'));
  }

  #answers(screen) {
    const answers = screen.nodes.filter(isAnswer);
    return answers.length ? element('ul', { class: 'assist-answers' }, answers.map((node) => element('li', {}, this.#button(screen, node)))) : null;
  }
  #keys(screen) {
    const keys = screen.nodes.filter(isKey);
    return keys.length ? element('ul', { class: 'assist-keys', 'aria-label': text('assist.keys') }, keys.map((node) => element('li', {}, this.#button(screen, node)))) : null;
  }

  #button(screen, node) {
    const rung = screen.rung === node.id;
    const waits = this.#sent === node.id && !rung;
    return element('button', {
      class: `assist-button${rung ? ' rung' : ''}`, type: 'button', 'data-focus': `assist:${node.id}`, 'data-node': node.id,
      'aria-pressed': rung ? 'true' : 'false', disabled: !node.may_ring || !screen.may_ring, onclick: () => this.#ring(node),
    }, node.number > 0 ? element('span', { class: 'assist-number' }, String(node.number)) : null, element('span', { class: 'assist-name' }, this.#name(node)),
    rung ? element('span', { class: 'assist-rung' }, text('assist.rung')) : waits ? element('span', { class: 'assist-rung' }, text('assist.sent')) : null);
  }

  async #ring(node) {
    const [alert, screen] = [this.#alert, this.#screen];
    if (!screen?.may_ring || !node.may_ring || this.#sent === node.id) return;
    this.#sent = node.id;
    this.#notice = '';
    this.#draw();
    setTimeout(() => {
      if (this.#sent !== node.id || this.#screen?.generation !== screen.generation) return;
      this.#sent = '';
      this.#draw();
    }, longestWay);
    const answer = await this.#actions.ring(alert, screen.generation, node.id);
    if (this.#alert?.id !== alert.id || !answer || answer.status === undefined || answer.status < 300 && answer.status > 0) return;
    if (this.#sent === node.id) this.#sent = '';
    // The customer was quicker: what stands there now is shown, and the tap is not carried over to it.
    if (answer.status === 409 && answer.body?.screen) this.show(alert, answer.body.screen);
    this.#notice = text(answer.status === 409 ? 'assist.went_on' : answer.status === 0 ? 'assist.away' : 'assist.refused');
    this.#draw();
  }
}
