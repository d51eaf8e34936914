// SPDX-License-Identifier: GPL-3.0-or-later
// Reads "position<TAB>text" lines on standard input and prints, for each, the syllable that the npm package pinyin-pro with its complete
// dictionary gives to the character at that position: the peer of tests/bench/polyphones.py, which installs the packages beside a copy of this.
import fs from "fs";
import {addDict, pinyin} from "pinyin-pro";

addDict(JSON.parse(fs.readFileSync("node_modules/@pinyin-pro/data/json/complete.json", "utf8")));
const answers = [];
for (const line of fs.readFileSync(0, "utf8").split("\n")) {
  if (line === "") continue;
  const tab = line.indexOf("\t");
  const syllables = pinyin(line.slice(tab + 1), {type: "array", toneType: "num", toneSandhi: false});
  answers.push((syllables[Number(line.slice(0, tab))] ?? "").replace("ü", "v").replace(/0$/, "5"));
}
console.log(answers.join("\n"));
