#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Campaign rules on one arrival: our own figures, and the same 1,000 rules on the same 50 customers by the npm packages json-logic-js and
json-rules-engine, in one run; both must find the same rules to hold; and how soon a saved rule file is in force. Usage: rules_figures.py BUILD"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import rule_saves

PEERS = pathlib.Path(__file__).resolve().parents[1] / "jsonlogic"


def lines(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def beside_peers(build):
    if shutil.which("npm") is None:
        return [{"name": "rules_beside_peers", "skipped": "npm is not installed; it fetches the peers"}]
    subprocess.run([PEERS / "install.sh"], check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        ours = lines([build / "tests" / "rules_bench", "--write", folder])[0]
        peers = lines(["node", PEERS / "peers_bench.mjs", folder])
    return [{"name": f"rules_1000_beside_{peer['peer'].replace('-', '_')}_p50", "value": ours["value"], "unit": "us", "peer": peer["peer"],
             "peer_value": round(peer["value"], 1), "ratio_at_most": 1} for peer in peers]


def figures(build):
    """For tests/bench/run.py."""
    return lines([build / "tests" / "rules_bench"]) + beside_peers(build) + rule_saves.figures(build)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for figure in figures(pathlib.Path(sys.argv[1]).resolve()):
        print(json.dumps(figure))
