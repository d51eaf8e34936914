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
    must("imported: 1 branch, 0 terminals, 0 staff, 0 activities, 1 customer\n" in text and "feeds: 0 signals, 0 contacts, 270 sales (0 came" in text, "one is one", text)
    must(stat.S_IMODE(os.stat(listed).st_mode) == 0o600, "the list is for the hub's user alone", oct(os.stat(listed).st_mode))

    os.remove(os.path.join(bank, "sales.csv"))
    write(bank, "customers.jsonl", '{"id":"C1","surname":"欧阳"}\n{"id":"C2","surname":"欧阳","products":[{"kind":"time_depsoit"}]}\n')
    code, text, errors = run()
    must(code == 1 and errors.startswith("customers.jsonl:2:38: products.kind: expected one of the 19 product classes, not 'time_depsoit' (product 1); did you mean 'time_deposit'?\n"),
         "a holding that no rule would know is named", text, errors)
    must("customers.jsonl: 1 of 2 rows taken, 1 refused\n" in text and "\n1 row refused; each" in text, "the rest is taken", text)
    write(bank, "customers.jsonl", '{"id":"C1","surname":"欧阳"}\n')
    for words, expected in ((("--import", bank + "s"), "there is no folder {0}s; did you mean '{0}'?".format(bank)), (("--import", os.path.join(bank, "branch.toml")), "is a file; name the folder in which it lies")):
        done = subprocess.run([PROGRAM, "--config", os.path.join(folder, "hub.toml"), *words], capture_output=True, text=True, check=False)
        must(done.returncode == 2 and expected in done.stderr, "an import of what is not there", done.stderr)
    done = subprocess.run([PROGRAM, "--config", "nope.toml"], capture_output=True, text=True, check=False, cwd=folder)
    must(done.returncode == 2 and done.stderr.startswith("silverlane-hub: there is no settings file nope.toml (looked for {}/nope.toml). Name it with --config FILE.".format(folder)), "settings that are not there", done.stderr)
    done = subprocess.run([PROGRAM, "--config", "hbu.toml"], capture_output=True, text=True, check=False, cwd=folder)
    must(done.returncode == 2 and "did you mean 'hub.toml'?" in done.stderr and "certificate" not in done.stderr, "settings under another name", done.stderr)
    done = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=False)
    must(done.returncode == 0 and "for example\n  silverlane-hub --config /etc/silverlane/hub.toml --check-config\n" in done.stdout and "--import FOLDER" in done.stdout, "help shows an example", done.stdout)
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
