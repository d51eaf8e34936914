// SPDX-License-Identifier: GPL-3.0-or-later
// The rule language beside json-logic-js: what can be said in it comes out the same, what cannot is refused with words.
// The published cases of jsonlogic.com are taken when the environment variable SILVERLANE_JSONLOGIC_CASES names a copy of their tests.json;
// cases.json are our own, of every operation that they have.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import fs from "node:fs";
import test from "node:test";
import jsonLogic from "json-logic-js";

const RULES = 2000;
const probe = process.env.SILVERLANE_RULES_PROBE;
const lines = text => text.split("\n").filter(line => line !== "").map(line => JSON.parse(line));

function ask(mode, input) {
  const done = spawnSync(probe, mode, {input, encoding: "utf8", maxBuffer: 1 << 28});
  assert.equal(done.status, 0, done.stderr);
  return lines(done.stdout);
}

// What the language has and JSONLogic has no word for (docs/rules.md).
jsonLogic.add_operation("days_within", (days, window, today) => days.filter(day => day <= today && day > today - window).length);
jsonLogic.add_operation("under", (path, places) => places.some(place => path === place || path.startsWith(place + "/")));

test("two thousand conditions on complete facts come out the same", () => {
  const rows = ask(["--random", String(RULES)]);
  assert.equal(rows.length, RULES);
  let held = 0;
  for (const {logic, data, truth, reads_back} of rows) {
    const theirs = jsonLogic.truthy(jsonLogic.apply(logic, data));
    assert.equal(truth, theirs ? "yes" : "no", JSON.stringify({logic, data}));
    assert.ok(reads_back, JSON.stringify(logic));
    held += theirs ? 1 : 0;
  }
  assert.ok(held > RULES / 5 && held < RULES * 4 / 5, `${held} held`);
});

function compare(cases) {
  const answers = ask(["--cases"], cases.map(([logic, data]) => JSON.stringify([logic, data ?? null]) + "\n").join(""));
  assert.equal(answers.length, cases.length);
  const refused = new Map();
  let same = 0;
  answers.forEach((answer, at) => {
    const [logic, data] = cases[at];
    if (answer.refused !== undefined) {
      assert.match(answer.refused, /; /, `${JSON.stringify(logic)}: no advice in '${answer.refused}'`);
      const reason = answer.refused.replace(/^\S*: /, "").replace(/;.*/, "");
      refused.set(reason, (refused.get(reason) ?? 0) + 1);
      return;
    }
    const theirs = jsonLogic.truthy(jsonLogic.apply(logic, data));
    // A missing fact is unknown, which like JSONLogic's null does not hold by itself.
    assert.equal(answer.truth === "yes", theirs, `${JSON.stringify(logic)} on ${JSON.stringify(data)}: ${answer.truth}`);
    same++;
  });
  return {same, refused};
}

test("our own cases of every operation", () => {
  const {can, cannot} = JSON.parse(fs.readFileSync("cases.json", "utf8"));
  const said = compare(can);
  assert.equal(said.same, can.length, `refused: ${JSON.stringify([...said.refused])}`);
  const not_said = compare(cannot);
  assert.equal(not_said.same, 0);
});

const published = process.env.SILVERLANE_JSONLOGIC_CASES;
test("the published cases", {skip: published ? false : "SILVERLANE_JSONLOGIC_CASES names no copy of jsonlogic.com/tests.json"}, () => {
  const cases = JSON.parse(fs.readFileSync(published, "utf8")).filter(one => Array.isArray(one));
  for (const [logic, data, expected] of cases) assert.deepEqual(jsonLogic.apply(logic, data), expected);
  const {same, refused} = compare(cases);
  console.log(`${cases.length} published cases: ${same} the same, ${cases.length - same} refused`);
  for (const [reason, count] of [...refused].sort((a, b) => b[1] - a[1])) console.log(`  ${count} ${reason}`);
  assert.ok(same > cases.length / 3);
});
