#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""silverlanectl campaigns check and check, as a product manager runs them, with branches that a campaign's places are compared with.

campaigns_command_test.py PROGRAM SOURCE_FOLDER
"""
import glob
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]
NEVER = "'savings_bond' is for CN/36, and branch 0791 has no path: it is never shown there"


def must(condition, what, *shown):
    if not condition:
        sys.exit("FAILED: {}\n{}".format(what, "\n".join(str(each) for each in shown)))


def run(*words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def hub_database(file, path):
    store = sqlite3.connect(file)
    store.executescript(open(SOURCE + "/hub/store/sqlite/schema.sql", encoding="utf-8").read())
    store.execute("PRAGMA application_id = 0x534C564C")
    store.execute("PRAGMA user_version = {}".format(1 + len(glob.glob(SOURCE + "/hub/store/sqlite/migration-*.sql"))))
    store.execute("INSERT INTO branch VALUES ('0791', '湖滨', 'Lakeside', 480, 1050, '', ?)", (path,))
    store.commit()
    store.close()


with tempfile.TemporaryDirectory() as folder:
    rules, branches, live = (os.path.join(folder, name) for name in ("rules", "branches", "hub.db"))
    shutil.copytree(SOURCE + "/config/samples", rules)
    os.remove(os.path.join(rules, "branch.toml"))
    bond = os.path.join(rules, "campaigns", "savings_bond.toml")
    with open(bond, encoding="utf-8") as file:
        text = file.read()
    check = ("campaigns", "check", "--rules", rules, "--policies", SOURCE + "/config/policies", "--today", "2026-11-27")
    code, out, errors = run(*check)
    must(code == 0 and "0 mistakes, 0 warnings" in out and "places" not in out, "without places there is nothing to compare", out, errors)
    with open(bond, "w", encoding="utf-8") as file:
        file.write(text.replace("\ngroup =", '\nplaces = ["CN/36"]\ngroup ='))
    code, out, errors = run(*check)
    must(code == 0 and "places were not compared with the branches: add --branches" in out, "what could not be checked is said", out, errors)

    for number, path in (("0791", ""), ("0792", "CN/36/0792")):
        os.makedirs(os.path.join(branches, number))
        with open(os.path.join(branches, number, "branch.toml"), "w", encoding="utf-8") as file:
            file.write('id = "{}"\nname_zh = "x"\n{}'.format(number, 'path = "{}"\n'.format(path) if path else ""))
    code, out, errors = run(*check, "--branches", branches)
    must(code == 0 and NEVER in out and 'path = "CN/36/0791", in the branch.toml of 0791' in out and "savings_bond.toml:21:10: warning: " in out, "a branch without a path is named with what to write where", out)
    code, out, errors = run(*check, "--branches", os.path.join(branches, "0792", "branch.toml"))
    must(code == 0 and "0 warnings" in out, "a branch in the place is none", out)
    shutil.copy(os.path.join(branches, "0791", "branch.toml"), rules)
    code, out, errors = run(*check)
    must(code == 0 and NEVER in out, "a branch.toml beside the rules is looked at by itself", out)
    code, out, errors = run("check", rules)
    must(code == 0 and NEVER in out, "silverlanectl check says so too", out, errors)
    hub_database(live, "")
    code, out, errors = run(*check, "--db", live)
    must(code == 0 and NEVER in out, "the branches of a hub's database", out, errors)
    code, out, errors = run(*check, "--branches", os.path.join(folder, "nowhere"))
    must(code == 1 and "nowhere" in errors, "a folder that is not there is named", errors)
    code, out, errors = run(*check, "--db", bond)
    must(code == 1 and "not a database" in errors, "a file that is no database is named", errors)
    code, out, errors = run("campaigns", "--help")
    must(code == 0 and "--branches" in out, "help names it", out, errors)
    code, out, errors = run("--help")
    must(code == 0 and "decide --help" in out, "the program's own help", out, errors)
print("ok")
