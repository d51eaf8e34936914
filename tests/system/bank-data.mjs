// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox bank of a lobby, before its hub starts: what a test needs to be true on every day of the year, and with figures that cannot be
// anything else when they turn up where they must not.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";

export const pinOf = (number) => String(246_809 + number);
export const cardOf = (number) => `sample-card-${String(number).padStart(4, "0")}`;
export const bookOf = (number) => `sample-book-${String(number).padStart(4, "0")}`;

/// `edit` gets each customer by number and changes it in place.
export function editCore(folder, edit) {
  const file = `${folder}/bank/core.jsonl`;
  const rows = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  rows.forEach((row, index) => edit(index + 1, row));
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n") + "\n");
}

/// The branch's month, "2026-11".
export const monthHere = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

/// An amount in the ways in which figures are written; short forms that a duration or a port could also be are left out.
export function written(fen) {
  const yuan = (fen / 100).toFixed(2);
  const grouped = (text) => Number(text).toLocaleString("en-US", { minimumFractionDigits: text.includes(".") ? 2 : 0 });
  const whole = yuan.slice(0, -3);
  return [String(fen), yuan, grouped(yuan), whole, grouped(whole)].filter((text) => text.length >= 6);
}

/// Which of the values stand in the text as figures of their own, not as part of a longer number or of a hash.
export function found(values, text) {
  return values.filter((value) => new RegExp(`(?<![0-9A-Za-z]|[0-9][.,])${value.replaceAll(".", "\\.")}(?![0-9A-Za-z]|[.,][0-9])`).test(text));
}

/// Every file below a folder but pictures, as [path, text].
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`)
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && !path.endsWith(".png")).map((path) => [path, readFileSync(path, "latin1")]);
}
