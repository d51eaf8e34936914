#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""silverlane-hub --import as branch IT runs it: what it prints, where the refused rows lie, and what it says of campaigns that a branch cannot show.

import_command_test.py PROGRAM SOURCE_FOLDER
"""
import datetime
import os
import shutil
import stat
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]
NOW = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def must(condition, what, *shown):
    if not condition:
        sys.exit("FAILED: {}\n{}".format(what, "\n".join(str(each) for each in shown)))


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(text)


with tempfile.TemporaryDirectory() as folder:
    bank, rules = os.path.join(folder, "bank"), os.path.join(folder, "rules")
    os.makedirs(bank)
    shutil.copytree(SOURCE + "/config/samples", rules)
    for name in ("branch.toml", "staff.toml", "customers.jsonl"):
        os.remove(os.path.join(rules, name))
    write(folder, "hub.toml", '[listen]\ncertificate = "hub.crt"\nkey = "hub.key"\n[data]\nfolder = "data"\nshare = "{0}"\n[rules]\npolicies = "{0}/policies"\nfolder = "rules"\n'
                              '[keys]\nvisit_codes = "visit-codes.key"\n'.format(SOURCE + "/config"))

    def run():
        done = subprocess.run([PROGRAM, "--config", os.path.join(folder, "hub.toml"), "--import", bank], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    listed = os.path.join(folder, "data", "import-refused.txt")
    write(bank, "branch.toml", 'id = "0791"\nname_zh = "湖滨"\n')
    write(bank, "customers.jsonl", '{"id":"C1","surname":"欧阳"}\n')
    sales = ["id,customer,product_class,time,staff"]
    sales += ["x{},C1,{},{},1001".format(number, "fund" if number % 10 else "fnud", NOW) for number in range(300)]
    write(bank, "sales.csv", "\n".join(sales + ["y1,C1,欧阳样例,{},1001".format(NOW)]) + "\n")
    code, text, errors = run()
    must(code == 1, "refused rows are an exit code", code, text, errors)
    must("customers.jsonl: 1 of 1 rows taken, 0 refused\n" in text and "sales.csv: 270 of 301 rows taken, 31 refused\n" in text, "each file is counted", text)
    must("31 rows refused; each with its place and reason stands in " + listed in text, "the list is named", text)
    shown = errors.splitlines()
    must(shown[0] == "sales.csv:2:7: product_class 'fnud': not one of the 19; did you mean 'fund'?", "where and what", errors)
    must(len(shown) == 21 and shown[20] == "... and 11 more", "the first twenty are shown", errors)
    lines = open(listed, encoding="utf-8").read().splitlines()
    must(len(lines) == 31 and lines[:20] == shown[:20] and lines[30].startswith("sales.csv:302:7: product_class: expected at most 64 ASCII"), "all of them lie in the list", lines[-2:])
    must("欧阳" not in text + errors + "".join(lines), "no name is repeated", lines[-1])
    must(stat.S_IMODE(os.stat(listed).st_mode) == 0o600, "the list is for the hub's user alone", oct(os.stat(listed).st_mode))

    os.remove(os.path.join(bank, "sales.csv"))
    code, text, errors = run()
    must(code == 0 and not os.path.exists(listed) and "refused; each" not in text, "a good import leaves no old list", code, text, errors)
    must("campaigns_not_here" not in errors, "no campaign names a place yet", errors)

    bond = os.path.join(rules, "campaigns", "savings_bond.toml")
    with open(bond, encoding="utf-8") as file:
        saved = file.read().replace("\ngroup =", '\nplaces = ["CN/36"]\ngroup =')
    write(rules, "campaigns/savings_bond.toml", saved)
    code, text, errors = run()
    must(code == 0 and 'campaigns_not_here branch="0791" campaign="savings_bond" campaigns="1"' in errors and 'path = ' in errors and "branch.toml" in errors,
         "whoever imports a branch without a path learns what is never shown there, and what to write", text, errors)
    write(bank, "branch.toml", 'id = "0791"\nname_zh = "湖滨"\npath = "CN/31/0791"\n')
    code, text, errors = run()
    must(code == 0 and 'campaigns_not_here branch="-" campaign="savings_bond"' in errors, "places where nobody lies are said", errors)
    write(bank, "branch.toml", 'id = "0791"\nname_zh = "湖滨"\npath = "CN/36/0791"\n')
    code, text, errors = run()
    must(code == 0 and "campaigns_not_here" not in errors, "with the path all is well", errors)
print("ok")
