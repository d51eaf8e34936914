#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""silverlanectl decide as a person runs it: a snapshot, a file of records, a hub's database with its archive of rules.

decide_command_test.py PROGRAM SOURCE_FOLDER
"""
import glob
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]
RULES = ["--rules", SOURCE + "/config/samples", "--policies", SOURCE + "/config/policies"]
SNAPSHOT = {"trigger": "arrival", "day": "2026-11-22", "minute": 600,
            "customer": {"id": "C1", "birth": "1954-03-02", "tier": "B", "risk_level": 3, "risk_assessed": "2026-06-01",
                         "holdings": [["time_deposit", "2026-11-27", 1, 3]], "consents": ["service", "marketing", "profiling"]},
            "visit": {"id": "V1", "branch": "0791"}, "branch": {}}


def decide(*words):
    done = subprocess.run([PROGRAM, "decide", *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def must(condition, what, *shown):
    if not condition:
        sys.exit("FAILED: {}\n{}".format(what, "\n".join(str(each) for each in shown)))


def archive():
    """As the hub keeps it: every rule file below the rule folder by its name, the policies below policies/."""
    kept = {}
    for file in glob.glob(SOURCE + "/config/samples/**/*.t[os][mv]*", recursive=True):
        kept[os.path.relpath(file, SOURCE + "/config/samples")] = open(file, encoding="utf-8").read()
    for file in glob.glob(SOURCE + "/config/policies/*"):
        kept["policies/" + os.path.basename(file)] = open(file, encoding="utf-8").read()
    return json.dumps(kept, ensure_ascii=False)


with tempfile.TemporaryDirectory() as folder:
    snapshot, records, database = (os.path.join(folder, name) for name in ("snapshot.json", "day.jsonl", "hub.db"))
    with open(snapshot, "w", encoding="utf-8") as out:
        json.dump(SNAPSHOT, out)
    code, text, errors = decide("--snapshot", snapshot, *RULES, "--explain", "en")
    must(code == 0 and "A deposit matures in 5 days" in text, "a snapshot is decided and explained", text, errors)
    record = text.split("\n", 1)[0]

    with open(records, "w", encoding="utf-8") as out:
        out.write((record + "\n") * 3)
    code, text, errors = decide("--replay", records, *RULES)
    must(code == 0 and text.startswith("3 the same, 0 different"), "a day is decided again to the same bytes", text, errors)

    with open(records, "a", encoding="utf-8") as out:
        out.write(record.replace('"class":"service"', '"class":"care"') + "\nnonsense\n" + record.replace('"rules":"', '"rules":"other') + "\n")
    code, text, errors = decide("--replay", records, *RULES)
    must(code == 1 and "line 4 is decided otherwise now" in text and '"class":"care"' in text, "the first difference is shown", text, errors)
    must("3 the same, 1 different, 1 without their rules, 1 not readable" in text, "all are counted", text)
    must("line 5:" in errors and "nobody has rules other" in errors, "what cannot be decided again is named", errors)

    store = sqlite3.connect(database)
    store.executescript("CREATE TABLE decision_record (visit TEXT PRIMARY KEY, branch TEXT, at INTEGER, record TEXT) WITHOUT ROWID;"
                        "CREATE TABLE rule_version (version TEXT PRIMARY KEY, last_used INTEGER, body TEXT) WITHOUT ROWID;")
    store.execute("INSERT INTO decision_record VALUES ('V1', '0791', 1, ?)", (record,))
    store.commit()
    code, text, errors = decide("--db", database)
    must(code == 1 and "1 without their rules" in text, "without rules nothing is decided", text, errors)
    code, text, errors = decide("--db", database, *RULES, "--visit", "V1", "--explain", "zh")
    must(code == 0 and "存款 5 天后到期" in text, "a visit out of the database is explained", text, errors)
    store.execute("INSERT INTO rule_version VALUES (?, 1, ?)", (json.loads(record)["rules"], archive()))
    store.commit()
    code, text, errors = decide("--db", database)
    must(code == 0 and text.startswith("1 the same"), "the hub's archive of rules does as well", text, errors)
    store.execute("UPDATE rule_version SET body = ?", (json.dumps({"../outside.toml": "x"}),))
    store.commit()
    code, text, errors = decide("--db", database)
    must(code == 1 and "../outside.toml" in errors and not os.path.exists(os.path.join(folder, "outside.toml")), "an archive writes nowhere else", errors)

    code, text, errors = decide("--db", records)
    must(code == 1 and "not a database" in errors, "a file that is no database is named", errors)
    code, text, errors = decide("--replay", records)
    must(code == 1 and "--rules" in errors, "what is missing is named", errors)
print("ok")
