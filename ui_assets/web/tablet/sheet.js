// SPDX-License-Identifier: GPL-3.0-or-later
// One question over the page: a native dialog, so that the focus stays inside, Escape leaves it and the rest is out of reach. At most one.
import { element, icon } from './dom.js';
import { text } from './language.js';

let open = null;

/** `content(close)` makes what stands in it. */
export function openSheet(title, content) {
  closeSheet();
  const before = document.activeElement;
  const dialog = element('dialog', { class: 'sheet', 'aria-label': title });
  const close = () => dialog.close();
  dialog.append(element('header', {}, element('h2', {}, title),
    element('button', { type: 'button', class: 'quiet', 'data-action': 'close-sheet', onclick: close }, icon('close'), text('sheet.close'))),
  element('div', { class: 'sheet-body' }, content(close)));
  dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (open === dialog) open = null;
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  open = dialog;
  dialog.showModal();
  return close;
}

export function closeSheet() { open?.close(); }
export const sheetIsOpen = () => open !== null;
