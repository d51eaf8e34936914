// SPDX-License-Identifier: GPL-3.0-or-later
// How long json-logic-js and json-rules-engine take for the rules and customers that rules_bench --write has written to a folder, and whether
// they find the same rules to hold. Prints one JSON object a line. Usage: node peers_bench.mjs FOLDER
import fs from "node:fs";
import {Engine} from "json-rules-engine";
import jsonLogic from "json-logic-js";

const lines = name => fs.readFileSync(`${process.argv[2]}/${name}`, "utf8").trim().split("\n").map(line => JSON.parse(line));
const [rules, logic, customers, held] = ["rules.jsonl", "logic.jsonl", "facts.jsonl", "held.jsonl"].map(lines);
const ROUNDS = 4;   // over all customers, the first of them to warm up

const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

function same(found, at, peer) {
  if (JSON.stringify(found) !== JSON.stringify(held[at])) throw new Error(`${peer} finds other rules to hold for customer ${at}`);
}

const OPERATORS = {equal: "equal", not_equal: "notEqual", less: "lessThan", at_most: "lessThanInclusive", greater: "greaterThan", at_least: "greaterThanInclusive", in: "in", not_in: "notIn", any_of: "anyOf"};

/// Our JSON form as a condition of json-rules-engine; days_since is a fact that is computed before.
function condition(tree) {
  if (tree.all) return {all: tree.all.map(condition)};
  if (tree.any) return {any: tree.any.map(condition)};
  const fact = tree.fact ?? `days_since_${tree.days_since}`;
  if (tree.between) return {all: [{fact, operator: "greaterThanInclusive", value: tree.between[0]}, {fact, operator: "lessThanInclusive", value: tree.between[1]}]};
  const test = Object.keys(OPERATORS).find(key => key in tree);
  return {fact, operator: OPERATORS[test], value: tree[test]};
}

function jsonLogicTimes() {
  const taken = [];
  for (let round = 0; round < ROUNDS; round++) {
    customers.forEach((facts, at) => {
      const found = [];
      const begun = process.hrtime.bigint();
      for (let i = 0; i < logic.length; i++) if (jsonLogic.apply(logic[i], facts)) found.push(i);
      if (round > 0) taken.push(Number(process.hrtime.bigint() - begun) / 1000);
      same(found, at, "json-logic-js");
    });
  }
  return taken;
}

async function engineTimes() {
  const engine = new Engine(rules.map((rule, i) => ({conditions: {all: [condition(rule)]}, event: {type: "held", params: {i}}})));
  engine.addOperator("anyOf", (fact, values) => fact.some(each => values.includes(each)));
  const taken = [];
  for (let round = 0; round < 2; round++) {
    for (const [at, facts] of customers.entries()) {
      const given = {...facts, days_since_risk_assessed: facts.today - facts.risk_assessed};
      const begun = process.hrtime.bigint();
      const {events} = await engine.run(given);
      if (round > 0) taken.push(Number(process.hrtime.bigint() - begun) / 1000);
      same(events.map(event => event.params.i).sort((a, b) => a - b), at, "json-rules-engine");
    }
  }
  return taken;
}

console.log(JSON.stringify({peer: "json-logic-js", value: median(jsonLogicTimes())}));
console.log(JSON.stringify({peer: "json-rules-engine", value: median(await engineTimes())}));
