#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""silverlanectl decide as a person runs it: a snapshot, a file of records, a hub's database with its archive of rules.

decide_command_test.py PROGRAM SOURCE_FOLDER
"""
import datetime
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


def hub_database(file):
    """As a hub of this version makes it, with one branch and three customers: the first agreed to everything, the second to service, the third to nothing."""
    store = sqlite3.connect(file)
    store.executescript(open(SOURCE + "/hub/store/sqlite/schema.sql", encoding="utf-8").read())
    migrations = glob.glob(SOURCE + "/hub/store/sqlite/migration-*.sql")
    store.execute("PRAGMA application_id = 0x534C564C")
    store.execute("PRAGMA user_version = {}".format(1 + len(migrations)))
    store.execute("INSERT INTO branch VALUES ('0791', '湖滨', 'Lakeside', 480, 1050, '', 'CN/36/0791')")
    for number in (1, 2, 3):
        store.execute("INSERT INTO customer VALUES (?, '欧阳样例', 'female', '1954-03-02', 'B', 3, ?, ?, '[\"pension\"]', '[]', '2019-04-01', 0, '')",
                      ("C{:05}".format(number), datetime.date.today().isoformat(), '[{"kind":"demand_deposit","amount_fen":7654321,"risk":1}]'))
        for purpose in ("service", "profiling", "marketing")[:(3, 1, 0)[number - 1]]:
            store.execute("INSERT INTO consent (customer, purpose, granted, time, text_version, channel, last_used) VALUES (?, ?, 1, 1760000000000, '2026-09', 'branch', 4000000000000)", ("C{:05}".format(number), purpose))
    store.commit()
    return store


def views(store):
    return store.execute("SELECT branch, staff, what, device FROM view_audit ORDER BY id").fetchall()


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
    code, text, errors = decide("--records", records)
    must(code == 1 and "--rules" in errors and "--db" in errors, "what is missing is named", errors)

    # A customer of the hub's database, now.
    live = os.path.join(folder, "live.db")
    store = hub_database(live)
    counts = [store.execute("SELECT count(*) FROM " + table).fetchone()[0] for table in ("visit", "alert", "decision", "opportunity", "event", "branch_count")]
    code, text, errors = decide("--db", live, "--customer", "C00001")
    must(code == 1 and "keeps no rules" in errors and "--rules" in errors, "a hub that never had rules says so", text, errors)
    must(views(store) == [], "nothing was shown, so nobody looked")
    code, text, errors = decide("--db", live, "--customer", "C00001", *RULES)
    must(code == 0 and "as if the customer arrived" in text and "savings_bond:" in text, "why and why not are told", text, errors)
    must("first_visit" in text and "not at this event" in text, "every campaign has its verdict", text)
    for private in ("欧阳", "样例", "7654321", "76543"):
        must(private not in text + errors, "no name and no amount is printed", text, errors)
    seen = views(store)
    must(len(seen) == 1 and seen[0][0] == "0791" and seen[0][1].startswith("it:") and seen[0][2:] == ("decide customer C00001", "silverlanectl"), "the look is entered", seen)
    now = [store.execute("SELECT count(*) FROM " + table).fetchone()[0] for table in ("visit", "alert", "decision", "opportunity", "event", "branch_count")]
    must(now == counts, "nothing else was written", counts, now)
    code, text, errors = decide("--db", live, "--customer", "C00002", *RULES, "--explain", "zh")
    must(code == 0 and "没有同意营销" in text, "without the consent nothing is marketed", text, errors)
    must(text.startswith("现在推算，什么都不留下") and "同意：服务\n" in text and "Decided" not in text, "the heading and the consents are in the language that was asked for", text)
    must("全部 17 个活动：没有同意营销\n" in text and "savings_bond" not in text, "what closes all is said once", text)
    code, text, errors = decide("--db", live, "--customer", "C00003", *RULES)
    must(code == 0 and "This customer has not consented to service" in text and "So no card is made" in text, "without service there is no card, and why", text, errors)
    must("All 17 campaigns: no consent to service\n" in text and "nobody known" not in text.lower() and "First sentence" not in text and len(text.splitlines()) == 6, "and nothing beside it", text)
    code, text, errors = decide("--db", live, "--customer", "C00003", *RULES, "--explain", "zh")
    must(code == 0 and "所以不出卡片" in text and "全部 17 个活动：没有同意服务\n" in text, "in Chinese too", text, errors)
    code, text, errors = decide("--db", live, "--customer", "C00003", *RULES, "--trigger", "kiosk_offer")
    must(code == 0 and "So a kiosk offers nothing" in text, "nor an offer", text, errors)
    code, text, errors = decide("--db", live, "--customer", "C00009", *RULES)
    must(code == 1 and "no customer 'C00009'" in errors and len(views(store)) == 5, "an unknown customer is named", text, errors)
    code, text, errors = decide("--db", live, "--customer", "C00001", "--branch", "0971", *RULES)
    must(code == 1 and "did you mean '0791'" in errors, "an unknown branch is named with the one that was meant", errors)
    code, text, errors = decide("--db", live, "--customer", "C00001", "--trigger", "tickets", *RULES)
    must(code == 1 and "arrival, ticket, long_wait, kiosk_offer" in errors, "an unknown trigger is named with those that there are", errors)
    code, text, errors = decide("--db", live, "--customer", "C00001", "--trigger", "kiosk_offer", *RULES)
    must(code == 0 and "the end of a task at a kiosk" in text and "The card" not in text, "another trigger is asked for, and an offer is no card", text, errors)

    # Its records, and the rules that it archived.
    store.execute("INSERT INTO rule_version VALUES (?, 1, ?)", (json.loads(record)["rules"], archive()))
    store.execute("INSERT INTO decision (branch, visit, customer, at, trigger, rules, record) VALUES ('0791', 'V1', 'C1', 1, 'arrival', ?, ?)", (json.loads(record)["rules"], record))
    store.commit()
    code, text, errors = decide("--db", live, "--customer", "C00001")
    must(code == 0 and "savings_bond:" in text, "the rules that its hub used last are taken", text, errors)
    before = len(views(store))
    code, text, errors = decide("--db", live, "--visit", "V2", "--explain", "en")
    must(code == 1 and "none of visit V2" in errors and "holds 1 record, and" in errors and "--list" in errors, "a visit that is not there is said, and what to do", text, errors)
    code, text, errors = decide("--db", live, "--list")
    must(code == 0 and "visit V1" in text and "customer C1 " in text and text.endswith("\n1 record\n"), "the records are listed", text, errors)
    code, text, errors = decide("--db", live, "--list", "--customer", "C00001")
    must(code == 1 and "none of customer C00001" in errors, "those of a customer who has none", text, errors)
    code, text, errors = decide("--db", live, "--visit", "V1", "--explain", "en")
    must(code == 0 and "A deposit matures" in text and text.startswith("visit V1\n"), "a visit is explained", text, errors)
    must([row[0] + "|" + row[2] for row in views(store)[before:]] == ["|decide visit V2", "|decide all records", "|decide records of customer C00001", "0791|decide visit V1"],
         "each look is entered", views(store)[before:])
    code, text, errors = decide("--db", live, "--visit", "V1", "--explain", "zh")
    must(code == 0 and text.startswith("到店 V1\n") and text.endswith("1 条相同，0 条不同，0 条没有规则，0 条读不出来\n"), "whole in Chinese", text, errors)
    code, text, errors = decide("--db", live)
    must(code == 0 and text.startswith("1 the same") and len(views(store)) == before + 5, "who only counts has looked at nobody", text, errors)
    with open(records, "w", encoding="utf-8") as out:
        out.write(record + "\n")
    code, text, errors = decide("--records", records, "--db", live)
    must(code == 0 and text.startswith("1 the same"), "records of a file by the rules of a database", text, errors)
    code, text, errors = decide("--snapshot", snapshot, "--db", live)
    must(code == 0 and json.loads(text)["rules"] == json.loads(record)["rules"], "a snapshot by the rules of a database", text, errors)
    before = len(views(store))
    done = subprocess.run([PROGRAM, "campaigns", "rehearse", *RULES, "--db", live, "--branch", "0791"], capture_output=True, text=True, check=False)
    must(done.returncode == 0 and done.stdout.split("\n")[3].startswith("rules ") and done.stdout.split("\n")[4].startswith("1 arrival, 1 visit, ") and "C1" not in done.stdout, "a hub's own days are rehearsed", done.stdout, done.stderr)
    must([row[0] + "|" + row[2] for row in views(store)[before:]] == ["0791|rehearse"], "the look is entered", views(store))

    # How many of the visits it may use, and why not the others.
    def rehearse(*words):
        done = subprocess.run([PROGRAM, "campaigns", "rehearse", *RULES, "--db", live, *words], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr
    code, text, errors = rehearse()
    must(code == 0 and text.startswith("1 recorded arrival, 1 of them can be used: 1 is kept until closing, 0 are kept 90 days (consent to profiling and marketing)\n0 visits since the last closing, 0 with a record\n"), "without visits", text, errors)
    # V1 has its record; C00002 refused marketing since; C00003 refused for today in V4; two were nobody; C00001 came and nothing was decided yet.
    visit = "INSERT INTO visit (id, branch, customer, opened_at, last_seen, place, evidence, needs, claimed) VALUES (?, '0791', ?, 1, 1, '', '', '', 0)"
    for number, customer in ((1, "C00001"), (2, "C00002"), (3, None), (4, None), (5, None), (6, "C00001")):
        store.execute(visit, ("V{}".format(number), customer))
    store.execute("INSERT INTO consent (customer, purpose, granted, time, text_version, channel, last_used) VALUES ('C00002', 'marketing', 0, 1, '', 'kiosk', 1)")
    store.execute("INSERT INTO consent (customer, purpose, granted, time, text_version, channel, last_used, paused_in, paused_by) VALUES ('C00003', 'service', 1, 1, '', 'kiosk', 1, '0791', 'V4')")
    store.execute("INSERT INTO decision (branch, visit, customer, at, trigger, rules, expires, record) VALUES ('0791', 'V0', 'C1', 0, 'arrival', 'x', 4000000000000, 'nonsense')")
    store.commit()
    code, text, errors = rehearse("--branch", "0791")
    must(code == 0 and text.split("rules ", 1)[0] == "2 recorded arrivals, 1 of them can be used: 1 is kept until closing, 1 is kept 90 days (consent to profiling and marketing)\n"
         "  1 cannot be read by this version\n6 visits since the last closing, 1 with a record, 5 without:\n"
         "      2  nobody was recognised, or the visit was forgotten, which leaves no trace of whose it was\n"
         "      1  refused for today at this visit\n"
         "      1  consent to service, profiling or marketing is refused or taken back, and what was recorded went with it\n"
         "      1  a known customer about whom nothing has been decided\n"
         "of visits before that, only what is kept 90 days is left\n", "each visit has one reason", text, errors)
    code, text, errors = rehearse("--json")
    must(code == 0 and json.loads(text)["arrivals"] == 1 and errors.startswith("2 recorded arrivals, "), "a program reads the report alone", text, errors)
    code, text, errors = rehearse("--branch", "0999")
    must(code == 1 and "holds no arrival" in errors and "\n0 recorded arrivals, 0 of them can be used: " in errors, "a branch with nothing", text, errors)
    done = subprocess.run([PROGRAM, "campaigns", "rehearse", *RULES, "--db", live, "--branch", "0501"], capture_output=True, text=True, check=False)
    must(done.returncode == 1 and "holds no arrival" in done.stderr, "another branch has none", done.stderr)
    store.execute("UPDATE decision SET record = ?", (record.replace('"class":"service"', '"class":"care"'),))
    store.commit()
    code, text, errors = decide("--db", live)
    must(code == 1 and "decided otherwise now; with --explain it is shown" in text and "care" not in text, "a part of a record is shown to whoever is entered alone", text, errors)

    # Options that do not go together.
    for words, expected in ((("--db", live, "--customer", "C1", "--visit", "V1"), "one of the two"), (("--customer", "C1"), "it is not said what is decided"),
                            (("--db", live, "--branch", "B"), "go with --customer"), (("--records", records, "--snapshot", snapshot), "each says what is decided"),
                            (("--records", records, "--replay", records), "another name"), (("--db", live, "--explain", "fr"), "zh or en"), (("--db", live, "--policies", "x"), "goes with --rules"),
                            ((), "write --db HUB.db"), (("--db", live, "extra"), "'extra' is no option"), (("--snapshot", snapshot, "--list"), "a snapshot is none")):
        code, text, errors = decide(*words)
        must(code == 1 and expected in errors, "options that do not go together: " + " ".join(words), text, errors)
    code, text, errors = decide("--help")
    must(code == 0 and all(option in text for option in ("--db", "--customer", "--records", "--snapshot", "--visit", "--list", "--branch", "--trigger", "--rules", "--policies", "--explain", "view_audit")),
         "help explains every option", text, errors)

    # Who cannot be entered in the record of views is shown nothing.
    store.execute("CREATE TRIGGER full_disk BEFORE INSERT ON view_audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    store.commit()
    for words in (("--visit", "V1", "--explain", "en"), ("--customer", "C00001"), ("--list",)):
        code, text, errors = decide("--db", live, *words)
        must(code == 1 and text == "" and "without that nobody looks" in errors and "sudo -u silverlane-hub" in errors, "who cannot be entered is shown nothing", text, errors)

    # Of a database of another schema nothing is read but its records.
    store.execute("PRAGMA user_version = 1")
    store.commit()
    code, text, errors = decide("--db", live, "--customer", "C00001", *RULES)
    must(code == 1 and "has schema 1" in errors and "brings the database up to date" in errors, "another schema is said with what to do", text, errors)
    store.close()
print("ok")
