#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""silverlanectl's help and its short errors, as branch IT meets them: every command shows an example that it takes itself, and what is missing,
misspelt or not there is said first, with what to do.

help_test.py PROGRAM SOURCE_FOLDER
"""
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]
WITH_WORDS = ("campaigns", "voice", "voice pack")


def must(condition, what, *shown):
    if not condition:
        sys.exit("FAILED: {}\n{}".format(what, "\n".join(str(each) for each in shown)))


def run(folder, *words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False, cwd=folder, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


def names_in(text, before=""):
    return re.findall(r"^  {}([a-z-]+) ".format(re.escape(before)), text.split("for example")[0], re.M)


def commands(folder):
    """Every command as its words; those that have words of their own by each of these."""
    found = []
    for name in names_in(run(folder, "--help")[1]):
        if name not in WITH_WORDS:
            found.append([name])
            continue
        for word in names_in(run(folder, name, "--help")[1], "silverlanectl {} ".format(name)):
            below = "{} {}".format(name, word)
            if below in WITH_WORDS:
                found += [[name, word, each] for each in names_in(run(folder, name, word, "--help")[1], "silverlanectl {} ".format(below))]
            else:
                found.append([name, word])
    return found


def examples(help_text):
    lines = re.findall(r"^  (?:echo \S+ \| )?(?:sudo -u \S+ )?silverlanectl (.*)$", help_text, re.M)
    return [line.split("  ")[0].split(" <")[0] for line in lines]


with tempfile.TemporaryDirectory() as folder:
    found = commands(folder)
    must(len(found) > 25 and ["voice", "pack", "index"] in found and ["campaigns", "rehearse"] in found and ["press"] in found, "the commands are found", found)
    tried = 0
    for words in found:
        code, text, errors = run(folder, *words, "--help")
        must(code == 0 and errors == "", "help is an answer", words, text, errors)
        shown = examples(text)
        must(any(line.startswith(" ".join(words) + " ") or line == " ".join(words) for line in shown), "help shows an example", words, text)
        for line in shown:
            # Nothing outside this folder is touched.
            arguments = [os.path.join(folder, word[1:]) if word.startswith("/") else word for word in shlex.split(line.split(" #")[0])]
            if arguments[:1] in (["voice"], ["arrive"]) or arguments[:1] == ["sample"]:
                continue
            code, _, errors = run(folder, *arguments)
            tried += 1
            must(not re.search(r"no option|no command|needs a value|is missing|is no option|write one of|for example", errors), "the command takes its own example", line, errors)
    must(tried > 20, "the examples were tried", tried)

    for words in (["campaigns"], ["voice"], ["voice", "pack"]):
        code, text, errors = run(folder, *words)
        must(code == 1 and "for example\n" in errors and "a word is missing that says what to do: " in errors, "a command with words lists them", words, text, errors)
    code, text, errors = run(folder, "campaigns")
    must("check, list, explain, map, rehearse" in errors and "  silverlanectl campaigns check --rules /etc/silverlane/bank\n" in errors, "with an example", errors)

    shutil.copytree(SOURCE + "/config/samples", os.path.join(folder, "bank"))
    policies = ["--policies", SOURCE + "/config/policies"]
    for words, expected in (
            (["chek"], "no command 'chek'; did you mean 'check'?"),
            (["campaigns", "chek"], "no command 'chek'; did you mean 'check'?"),
            (["voice", "raed"], "no command 'raed'; did you mean 'read'?"),
            (["campaigns", "check"], "--rules is missing: the folder of the bank's rule files ([rules] folder in hub.toml), for example --rules /etc/silverlane/bank"),
            (["campaigns", "check", "--rule", "bank"], "did you mean --rules?"),
            (["campaigns", "check", "--rules", "nowhere"], "there is no folder nowhere (looked for {}/nowhere); name the bank's own, as --rules ".format(folder)),
            (["campaigns", "list", "--rules", "nowhere"], "there is no folder nowhere"),
            (["decide", "--snapshot", "x", "--rules", "nowhere"], "there is no folder nowhere"),
            (["campaigns", "check", "--rules", "bnak"], "there is no folder bnak (looked for {}/bnak); did you mean 'bank'?".format(folder)),
            (["campaigns", "check", "--rules", "bank/campaigns"], "bank/campaigns is a part of the rules; name the whole folder, --rules {}/bank".format(folder)),
            (["campaigns", "check", "--rules", "bank/products.toml"], "bank/products.toml is a file, and a folder is wanted"),
            (["campaigns", "check", "--rules", "."], ". holds no rules (products.toml, campaigns/"),
            (["campaigns", "check", "--rules", "bank", "--policies", "nowhere"], "--policies: there is no folder nowhere"),
            (["campaigns", "explain", "savings_bnd", "--rules", "bank", *policies], "there is no campaign 'savings_bnd'; did you mean 'savings_bond'?"),
            (["campaigns", "explain", "--rules", "bank", *policies], "for example silverlanectl campaigns explain savings_bond --rules bank"),
            (["campaigns", "rehearse", "--rules", "bank", *policies, "--arrivals", "day.jsonl"], "there is no file day.jsonl (looked for "),
            (["voice", "pack", "script", "--strings", "nowhere", "--to", "x.html"], "--strings: there is no folder nowhere"),
            (["voice", "say", "x", "--words", "nope.tsv", "--to", "x.wav"], "--words: there is no file nope.tsv"),
            (["check", "nowhere"], "there is no folder nowhere"),
            (["check", "kisok.toml"], "there is no file kisok.toml"),
            (["draw-flows", "nowhere", "--to", "x"], "there is no folder nowhere"),
            (["decide", "--db", "hub.db"], "there is no file hub.db (looked for {}/hub.db); name the hub's database".format(folder)),
            (["campaigns", "rehearse", "--rules", "bank", *policies, "--db", "hub.db"], "there is no file hub.db (looked for "),
            (["campaigns", "check", "--rules", "bank", *policies, "--db", "hub.db"], "--db: there is no file hub.db"),
            (["campaigns", "check", "--rules", "bank", *policies, "--branches", "braches"], "--branches: there is no folder braches"),
            (["sample", "rules", "--count", "5"], "say what: campaigns or arrivals"),
            (["make-key", "nowhere/key"], "cannot create nowhere/key: its folder is not there"),
            (["make-key", "bank/tags.toml"], "bank/tags.toml is there already"),
            (["sample-bank", "--key", "key", "--to", "x"], "make one with silverlanectl make-key key"),
            (["hash-pin", "135790"], "stands on no command line"),
            (["present", "slot.socket", "take"], "nobody receives at slot.socket; name the socket that kiosk.toml gives this device"),
            (["press", "kiosk.socket", "answer.yes"], "start the kiosk with --control kiosk.socket (test_control = true"),
            (["arrive", "--secret", "radius.secret"], "--reference is missing: the bank's reference of the customer behind the receiver's class_prefix, for example --reference CIF:sample-0001")):
        code, text, errors = run(folder, *words)
        must(code in (1, 2) and expected in errors, " ".join(words), text, errors)
        must(errors.count("\n") == 1 and "contact.toml" not in errors + text, "one line, and nothing that only follows: " + " ".join(words), text, errors)

    # A device that answers with its one word.
    for word, expected in (("disabled", "does not ask for it on the screen that is shown now"), ("not_now", "there is nothing to take"), ("of_a_later_version", "did not take it: of_a_later_version")):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as device:
            path = os.path.join(folder, word)
            device.bind(path)
            asking = subprocess.Popen([PROGRAM, "present", path, "take"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            said, sender = device.recvfrom(4096)
            device.sendto(word.encode(), sender)
            text, errors = asking.communicate()
            must(said == b"take" and asking.returncode == 1 and text == word + "\n" and expected in errors, "a device that did not take it", word, text, errors)

    code, text, errors = run(folder, "sample", "arrivals", "--count", "20", "--out", "day.jsonl")
    must(code == 0, "arrivals are invented", errors)
    code, text, errors = run(folder, "campaigns", "rehearse", "--rules", "bank", *policies, "--arrivals", "day.jsonl", "--campaign", "savings_bnd")
    must(code == 1 and "there is no campaign 'savings_bnd'; did you mean 'savings_bond'?" in errors, "a rehearsal of a misspelt name", errors)
    code, text, errors = run(folder, "check", "bank")
    must(code == 0 and re.match(r"\d+ campaigns: no mistakes, no warnings\n$", text.splitlines(True)[-1]), "a folder of rules alone is counted as that", text, errors)
    for name in os.listdir(os.path.join(folder, "bank", "campaigns")):
        if name != "savings_bond.toml":
            os.remove(os.path.join(folder, "bank", "campaigns", name))
    code, text, errors = run(folder, "campaigns", "check", "--rules", "bank", *policies)
    must(code == 0 and re.search(r"^1 campaign, \d+ segments, .*: 0 mistakes, \d+ warnings?$", text, re.M), "one is one", text, errors)
print("ok")
