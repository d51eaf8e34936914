// SPDX-License-Identifier: GPL-3.0-or-later
// Builds elements. Text is always set as text, never as markup, so that nothing received can become part of the page's code.

/** element('button', { class: 'main', onclick: f, 'aria-label': '…' }, 'text', child, null) */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

/** A symbol of index.html. Decoration: the word beside it says the same. */
export function icon(name) {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#${name}`);
  picture.append(use);
  return picture;
}

/** Puts `children` in place of what `parent` held; the focus stays on the control with the same data-focus, when there still is one. */
export function refill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (focused) parent.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const saidFor = 7_000;

/** Said once by a screen reader: at its next pause, or `now`, over what it is saying. Gone afterwards, so that nobody finds it on the page. */
export function announce(words, { now = false } = {}) {
  const place = words && document.getElementById(now ? 'announce-now' : 'announce');
  if (!place) return;
  const said = element('p', {}, words);
  place.append(said);
  setTimeout(() => said.remove(), saidFor);
}

export const announcers = () => ['announce', 'announce-now'].map((name) => document.getElementById(name)).filter(Boolean);
/** Nothing that was said stays, for whoever takes the tablet next. */
export function hush() { for (const place of announcers()) place.replaceChildren(); }
