#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""silverlane-hub --check-config before a start, as branch IT runs it: whatever the start would refuse it refuses, in the same words, all of it
at once; and what it passes starts.

check_config_test.py HUB SILVERLANECTL SOURCE_FOLDER
"""
import os
import signal
import subprocess
import sys
import tempfile

HUB, CTL, SOURCE = sys.argv[1], sys.argv[2], sys.argv[3]
KEYS = ("hub.key", "visit-codes.key", "identifiers.key", "portal.key", "bank-pin.key")


def must(condition, what, *shown):
    if not condition:
        sys.exit("FAILED: {}\n{}".format(what, "\n".join(str(each) for each in shown)))


def make(folder):
    """A hub with every kind of key that there is, at ports of its own; and its settings."""
    def tool(*words):
        subprocess.run(words, cwd=folder, check=True, capture_output=True)
    tool("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=hub", "-keyout", "hub.key", "-out", "hub.crt")
    for name in ("visit-codes.key", "identifiers.key", "portal.key"):
        tool(CTL, "make-key", name)
    tool(CTL, "make-pin-keys", "bank-pin.key", "bank-pin.pub")
    for page in ("tablet", "phone"):
        os.makedirs(os.path.join(folder, "share", "web", page))
        with open(os.path.join(folder, "share", "web", page, "index.html"), "w", encoding="utf-8") as out:
            out.write("<!doctype html>\n")
    os.makedirs(os.path.join(folder, "share", "api"))
    for name, text in (("share/api/openapi.json", "{}\n"), ("core.jsonl", "")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)
    settings = os.path.join(folder, "hub.toml")
    with open(settings, "w", encoding="utf-8") as out:
        out.write('[listen]\nport = 0\ncertificate = "hub.crt"\nkey = "hub.key"\n[data]\nfolder = "data"\nshare = "share"\n'
                  '[phone]\nport = 0\nbank_name_zh = "样例银行"\nbank_name_en = "Sample Bank"\n[keys]\nvisit_codes = "visit-codes.key"\nidentifiers = "identifiers.key"\nportal = "portal.key"\n'
                  '[bank]\ncore = "sandbox"\ncustomers = "core.jsonl"\npin_key = "bank-pin.key"\n')
    return settings


def check(settings):
    done = subprocess.run([HUB, "--config", settings, "--check-config"], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def start(settings):
    """Exit code and what was said; 0 when it was ready and ended by a signal."""
    hub = subprocess.Popen([HUB, "--config", settings], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    ready = hub.stdout.readline()
    if ready:
        hub.send_signal(signal.SIGTERM)
    out, errors = hub.communicate()
    return hub.returncode, ready + out, errors


def refused_by_both(settings, what, *expected):
    code, out, errors = check(settings)
    must(code == 2 and not out, what + ": the check refuses it", code, out, errors)
    for each in expected:
        must(each in errors, what + ": named", each, errors)
    started, _, said = start(settings)
    must(started == 2 and said == errors, what + ": the start says the same", started, errors, said)
    return errors


with tempfile.TemporaryDirectory() as folder:
    settings = make(folder)
    place = lambda name: os.path.join(folder, name)
    code, out, errors = check(settings)
    must(code == 0 and "keys.portal = " + place("portal.key") in out and not errors, "a good hub passes", code, out, errors)
    must(not os.path.exists(place("data")), "a check makes nothing")
    code, out, errors = start(settings)
    must(code == 0 and out.startswith("silverlane-hub is ready: https://127.0.0.1:"), "and starts", code, out, errors)

    for name in KEYS:
        os.chmod(place(name), 0o644)
    told = refused_by_both(settings, "keys that others may read", *("key file {0} is readable by others; run: chmod 600 {0}".format(place(name)) for name in KEYS))
    for setting in ("[listen]", "[keys] visit_codes", "[keys] identifiers", "[keys] portal", "[bank] pin_key"):
        must("\n{}: key file ".format(setting) in told, "the setting that names it", setting, told)
    must(len(told.splitlines()) == 1 + len(KEYS), "each once", told)
    os.chmod(place("hub.key"), 0o640)
    refused_by_both(settings, "a group", "key file {} is readable by others".format(place("hub.key")))
    for name in KEYS:
        os.chmod(place(name), 0o600)
    must(check(settings)[0] == 0, "mended as it says", check(settings))

    for name in ("identifiers.key", "portal.key"):
        os.rename(place(name), place(name + ".away"))
    refused_by_both(settings, "keys that are not there", *("there is no key file {}; make one with silverlanectl make-key".format(place(name)) for name in ("identifiers.key", "portal.key")))
    for name in ("identifiers.key", "portal.key"):
        os.rename(place(name + ".away"), place(name))

    os.rename(place("hub.crt"), place("other.crt"))
    os.rename(place("share/web/phone"), place("share/web/fone"))
    with open(settings, encoding="utf-8") as file:
        saved = file.read()
    with open(settings, "w", encoding="utf-8") as out:
        out.write(saved + "[rules]\nfolder = \"nowhere\"\n[cache]\ncustomer = 10\n")
    refused_by_both(settings, "mistakes of the settings and of the files", "unknown key 'customer'", "[listen]: cannot read " + place("hub.crt"), "[data] share: ", "[rules]: ")
    os.rename(place("other.crt"), place("hub.crt"))
    os.rename(place("share/web/fone"), place("share/web/phone"))
    with open(settings, "w", encoding="utf-8") as out:
        out.write(saved.replace('folder = "data"', 'folder = "hub.crt/data"'))
    refused_by_both(settings, "a folder that cannot be", "[data] folder: " + place("hub.crt") + " is not a folder")

    # Files of the other program.
    kiosk = SOURCE + "/config/kiosk.toml"
    told = refused_by_both(kiosk, "a kiosk's file", "these are a kiosk's settings, not a hub's; check them with silverlane-kiosk --config {} --check-config".format(kiosk))
    must(len(told.splitlines()) == 1, "and no mistake that is none", told)
    for hub in (SOURCE + "/config/hub.toml", settings):
        done = subprocess.run([CTL, "check", hub], capture_output=True, text=True, check=False)
        must(done.returncode != 0 and not done.stdout and "holds a hub's settings, and this command checks a kiosk's; run silverlane-hub --check-config --config " + hub in done.stderr
             and len(done.stderr.splitlines()) == 1, "silverlanectl check with a hub's file", done.returncode, done.stdout, done.stderr)
print("ok")
