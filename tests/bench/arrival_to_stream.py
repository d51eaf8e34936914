# SPDX-License-Identifier: GPL-3.0-or-later
"""From an arrival's POST to the alert's bytes on an open stream of that branch: 500 a second over real HTTP and TLS, a million customers in the
database, a thousand campaigns, SQLite with synchronous=FULL, everything on this machine. The database is made once, under the build folder
(build/.../million), and reused. Senders and listeners are the program arrival_load; the hub is the real one."""
import json
import pathlib
import shutil
import subprocess

import lobby

CUSTOMERS = 1_000_000
BRANCHES = 100
RATE = 500
SECONDS = 20


def figures(build, customers=CUSTOMERS, seconds=SECONDS):
    folder = build / "million"
    load = build / "tests" / "arrival_load"
    if not (folder / f"ready-{customers}").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        subprocess.run([str(load), "make", str(folder), str(customers), str(BRANCHES)], check=True)
        (folder / f"ready-{customers}").touch()
    hall = lobby.Lobby(build, customers=1)
    try:
        data = hall.folder / "hub-data"
        for line in (hall.folder / "hub.toml").read_text().splitlines():
            if line.strip().startswith("folder"):
                data = hall.folder / line.split('"')[1]
        data.mkdir(parents=True, exist_ok=True)
        # Each run on a copy of its own, so that nobody has come before.
        shutil.copyfile(folder / "hub.db", data / "hub.db")
        campaigns(build, hall)
        _, found = hall.start("silverlane-hub", "--config", hall.folder / "hub.toml", ready=r"https://127\.0\.0\.1:(\d+)")
        done = subprocess.run([str(load), "run", str(folder), found.group(1), str(hall.folder / "hub.crt"), str(RATE), str(seconds)],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"arrival_load ended with {done.returncode}: {done.stderr[-2000:]}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    finally:
        hall.close()


def campaigns(build, hall):
    """A thousand campaigns, made by the same program that people use to try out a large bank."""
    target = pathlib.Path(hall.folder) / "thousand"
    subprocess.run([str(build / "bin" / "silverlanectl"), "sample", "campaigns", "--count", "1000", "--out", str(target)], check=True, capture_output=True)
