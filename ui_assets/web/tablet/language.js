// SPDX-License-Identifier: GPL-3.0-or-later
// The page's words by key, in the language this tablet was last used in. Keys from the hub (reason.*, say.*, place.* …) stand in the same
// tables; tests/tablet checks that both languages hold every key that the hub's sources name.
import chinese from './texts/zh-CN.js';
import english from './texts/en.js';

const tables = { 'zh-CN': chinese, en: english };
const remembered = 'silverlane.language';
let current = tables[localStorage.getItem(remembered)] ? localStorage.getItem(remembered) : 'zh-CN';

export const languages = Object.keys(tables);
export const language = () => current;

export function useLanguage(tag) {
  current = tag;
  localStorage.setItem(remembered, tag);
  document.documentElement.lang = tag;
}

export const has = (key) => tables[current][key] !== undefined;

/** The text of `key` with {name} replaced; the key itself when there is none, so that a gap is seen and not silent. */
export function text(key, values = {}) {
  const pattern = tables[current][key] ?? tables['zh-CN'][key] ?? key;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** How staff address a person: the surname with the form of address of this language; the surname alone where the bank holds none. */
export function personName(person) {
  if (!person?.name) return '';
  return has(`person.${person.honorific}`) ? text(`person.${person.honorific}`, { name: person.name }) : person.name;
}

/** "K1" is 1 号机; every other place has its own text. */
export function placeName(place) {
  if (!place) return '';
  if (has(`place.${place}`)) return text(`place.${place}`);
  const kiosk = /^K(\d+)$/.exec(place);
  return kiosk ? text('place.kiosk', { number: kiosk[1] }) : place;
}

/** A text that may be missing: `prefix.value`, or the value itself. */
export const named = (prefix, value) => (has(`${prefix}.${value}`) ? text(`${prefix}.${value}`) : value);

/** A line from the hub: {key, arguments}. An argument that is itself a word of ours (a need) is shown in words. */
export function line(from) {
  const values = { ...from.arguments };
  if (values.need) values.need = named('need', values.need);
  // What the branch or a campaign named itself comes in both languages: title_zh and title_en are {title}.
  const ending = current === 'en' ? '_en' : '_zh';
  for (const [name, value] of Object.entries(from.arguments ?? {})) if (name.endsWith(ending)) values[name.slice(0, -ending.length)] = value;
  if (values.cue) return values.cue;
  // A bank's own campaign brings its words along as zh and en, where this page has none for its key.
  const brought = has(from.key) ? undefined : from.arguments?.[current === 'en' ? 'en' : 'zh'];
  return brought || text(from.key, values);
}

/** A wait is a range, never one number that somebody could be held to. {from_minutes, to_minutes} as the hub estimates it; `words` for a range. */
export function waitRange({ from_minutes: from, to_minutes: to }, words = 'wait.range') {
  if (to <= 1) return text('wait.soon');
  if (from <= 0) return text('wait.within', { to });
  return text(words, { from, to: Math.max(to, from + 1) });
}

/** "10:32" by the tablet's own zone. */
export const clockTime = (time) => new Intl.DateTimeFormat(current, { hour: '2-digit', minute: '2-digit', hour12: false }).format(time);
