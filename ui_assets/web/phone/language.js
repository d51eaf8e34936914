// SPDX-License-Identifier: GPL-3.0-or-later
// The page's words by key. The language is the phone's own until its owner presses the other one; that press alone is remembered.
import chinese from './texts/zh-CN.js';
import english from './texts/en.js';

const tables = { 'zh-CN': chinese, en: english };
const remembered = 'silverlane.phone.language';

function firstLanguage() {
  try { if (tables[localStorage.getItem(remembered)]) return localStorage.getItem(remembered); } catch { /* a private window */ }
  return /^zh/i.test(navigator.language) ? 'zh-CN' : 'en';
}

let current = firstLanguage();
export const language = () => current;

export function useOtherLanguage() {
  current = current === 'en' ? 'zh-CN' : 'en';
  try { localStorage.setItem(remembered, current); } catch { /* then for this page only */ }
}

/** The text of `key` with {name} replaced; the key itself when there is none, so that a gap is seen and not silent. */
export function text(key, values = {}) {
  const pattern = tables[current][key] ?? key;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** "10:32" by the phone's own zone. */
export const clockTime = (time) => new Intl.DateTimeFormat(current, { hour: '2-digit', minute: '2-digit', hour12: false }).format(time);
