# SPDX-License-Identifier: GPL-3.0-or-later
"""The staff tablet page with the real hub in Chromium: bytes of the first visit, navigation to first card, frames of a list of two hundred."""
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def figures(build):
    subprocess.run([str(ROOT / "scripts" / "install-page-peers.sh")], check=True)
    done = subprocess.run(["node", "measure.mjs"], capture_output=True, text=True, cwd=ROOT / "tests" / "tablet", env={**os.environ, "SILVERLANE_PREFIX": str(build)})
    if done.returncode != 0:
        raise RuntimeError(f"measure.mjs ended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
