# SPDX-License-Identifier: GPL-3.0-or-later
"""A hub (and kiosk) on a sample bank for a measurement: prepares a folder, starts the programs, ends them."""
import pathlib
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Lobby:
    def __init__(self, build, customers=300, drivers="kiosk"):
        self.build = build
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="silverlane-bench-"))
        self.programs = []
        subprocess.run([ROOT / "scripts" / "prepare-lobby.sh", build, self.folder], check=True, capture_output=True,
                       env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SILVERLANE_CUSTOMERS": str(customers), "SILVERLANE_DRIVERS": drivers, "HOME": str(self.folder)})

    def start(self, name, *arguments, ready=None, environment=None):
        log = open(self.folder / f"{name}.log", "wb")
        process = subprocess.Popen([self.build / "bin" / name, *map(str, arguments)], stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        self.programs.append(process)
        while ready:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"{name} ended: " + open(self.folder / f"{name}.log").read()[-2000:])
            found = re.search(ready, line)
            if found:
                return process, found
        return process, None

    def close(self):
        for process in reversed(self.programs):
            process.terminate()
        for process in self.programs:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
