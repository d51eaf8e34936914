// SPDX-License-Identifier: GPL-3.0-or-later
// One question over the page: a native dialog, so that the focus stays inside, Escape leaves it and the rest is out of reach. At most one.
import { announcers, element, icon, refill } from './dom.js';
import { text } from './language.js';

let open = null;

/**
 * `title` is words, or makes them; `content(close)` makes what stands in it. Where the answer depends on what happens meanwhile, `watch()` says
 * on what, as a text: when that changes, title and content are made anew.
 */
export function openSheet(title, content, watch = null) {
  closeSheet();
  const before = document.activeElement;
  const words = () => (typeof title === 'function' ? title() : title);
  const heading = element('h2', {}, words());
  const dialog = element('dialog', { class: 'sheet', 'aria-label': words() });
  const close = () => dialog.close();
  const body = element('div', { class: 'sheet-body' }, content(close));
  const leave = element('button', { type: 'button', class: 'quiet', 'data-action': 'close-sheet', onclick: close }, icon('close'), text('sheet.close'));
  dialog.append(element('header', {}, heading, leave), body);
  let drawn = watch?.();
  const refresh = () => {
    if (!watch || watch() === drawn) return;
    drawn = watch();
    heading.textContent = words();
    dialog.setAttribute('aria-label', words());
    const inside = body.contains(document.activeElement);
    refill(body, content(close));
    if (inside && !body.contains(document.activeElement)) leave.focus({ preventScroll: true });
  };
  dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener('close', () => {
    // Where another one has opened meanwhile, it has them already.
    if (open?.dialog === dialog) { open = null; document.body.append(...announcers()); }
    dialog.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  // What stands outside an open dialog is out of reach, for a screen reader's ears too.
  dialog.append(...announcers());
  document.body.append(dialog);
  open = { dialog, refresh };
  dialog.showModal();
  return close;
}

export function closeSheet() { open?.dialog.close(); }
/** After anything may have changed. */
export function refreshSheet() { open?.refresh(); }
export const sheetIsOpen = () => open !== null;
