#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every message that the hub writes against its schema in the API document: known fields only, and none that is required missing.

Usage: check_messages.py OPENAPI_DOCUMENT PRINT_MESSAGES
"""
import copy
import json
import subprocess
import sys

import jsonschema

# Bodies that only a page or an operator sends; the hub reads them and never writes them.
SENT_TO_HUB = {
    "SignIn": {"staff_number": "1001", "pin": "100100"},
    "Claim": {"key": "k", "version": 1},
    "Release": {"key": "k", "version": 1, "why": "not_now"},
    "Outcome": {"key": "k", "version": 1, "outcome": "helped"},
    "Transfer": {"key": "k", "version": 1, "to_staff": "1002", "to_role": ""},
    "HandOver": {"key": "k", "to_staff": "1002"},
    "StaffWithdrawal": {"key": "k", "alert": "a", "purposes": ["marketing"]},
    "Seen": {"key": "k", "version": 1},
    "IdentityAnswer": {"key": "k", "version": 1, "right": True},
    "CallNext": {"key": "k", "window": 3},
    "TicketCall": {"key": "k", "ticket": "t", "window": 3},
    "TicketMove": {"key": "k", "ticket": "t", "service": "passbook"},
    "TicketEnd": {"key": "k", "ticket": "t", "how": "back"},
    "PhoneOpen": {"visit_code": "SL1.t.0"},
    "PhoneChoice": {"key": "k", "purpose": "marketing", "granted": True, "text_version": "phone-marketing-1"},
    "PhoneForget": {"key": "k"},
}
# Small answers that a route writes itself.
WRITTEN_BY_ROUTES = {
    "ArrivalsAccepted": {"accepted": 1}, "Accepted": {"accepted": True}, "Health": {"status": "ok"}, "Nothing": {},
    "Conflict": {"error": {"code": "conflict", "message": "somebody was first"}, "alert": None},
    "WentOn": {"error": {"code": "conflict", "message": "the customer has gone on"}, "screen": None},
}


def closed(node):
    """The same schema, taking no field that it does not name."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    if made.get("type") == "object" and made.get("properties") and "additionalProperties" not in made:
        made["additionalProperties"] = False
    return made


def main():
    document = json.load(open(sys.argv[1], encoding="utf-8"))
    printed = subprocess.run([sys.argv[2]], check=True, capture_output=True, text=True).stdout.splitlines()
    samples = [(line.split(" ", 1)[0], json.loads(line.split(" ", 1)[1])) for line in printed]
    samples += list(SENT_TO_HUB.items()) + list(WRITTEN_BY_ROUTES.items())
    schemas = document["components"]["schemas"]
    strict = {"components": {"schemas": {name: schema if name == "Conflict" else closed(schema) for name, schema in schemas.items()}}}
    # allOf and closed objects do not go together; Conflict is held against its open parts.
    strict["components"]["schemas"]["Error"] = schemas["Error"]

    faults = 0
    seen = set()
    for name, body in samples:
        seen.add(name)
        validator = jsonschema.Draft202012Validator({**copy.deepcopy(strict), "$ref": f"#/components/schemas/{name}"})
        for error in validator.iter_errors(body):
            print(f"{name}: {error.json_path}: {error.message}")
            faults += 1
        for field in schemas[name].get("required", []):
            less = {key: value for key, value in body.items() if key != field}
            if validator.is_valid(less):
                print(f"{name}: the schema takes a body without '{field}'")
                faults += 1
    parts = {"Line", "News", "Colleague", "Referral", "Person", "WaitRange", "KeptPreferences", "EvidenceIdentifier", "LocalText", "Offer", "Activity", "SignUpEntry", "KnownItem", "BankAccount",
             "PassbookLine", "HallCall", "CounterPerson", "PhoneConsent", "AssistNode"}
    for name in set(schemas) - seen - parts:
        print(f"{name}: no sample; add one to print_messages.cpp")
        faults += 1
    print(f"{len(samples)} bodies of {len(seen)} schemas, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
