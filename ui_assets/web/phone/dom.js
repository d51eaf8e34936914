// SPDX-License-Identifier: GPL-3.0-or-later
// Builds elements. Text is always set as text, never as markup, so that nothing received can become part of the page's code.

/** element('button', { type: 'button', onclick: f }, 'text', child, null) */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/** A button; `name` finds it again after the page was drawn anew, so that the focus stays where it was. */
export const button = (name, words, press) => element('button', { type: 'button', 'data-name': name, onclick: press }, words);

/** Puts `children` in place of what `parent` held; the focus stays on the control of the same name, when there still is one. */
export function refill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
  parent.replaceChildren(...children.flat().filter(Boolean));
  if (focused) parent.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** Said once by a screen reader: at once, or at the next pause. */
export function say(words, { now = false } = {}) {
  const place = document.getElementById(now ? 'urgent' : 'calm');
  if (place.textContent !== words) place.textContent = words;
}
