# SPDX-License-Identifier: GPL-3.0-or-later
"""From the rename of a saved campaign file to the hub's rules in force, from outside: the hub runs on the sample bank, a changed file takes the
place of the old one as an editor does it, and /metrics is asked again and again until it counts the new rules as taken. With the sample bank's
campaigns and with a thousand."""
import http.client
import pathlib
import re
import ssl
import statistics
import subprocess
import time

import lobby

SAVES = 20
LONGEST_S = 10
ASK_EVERY_S = 0.001


class Metrics:
    """One connection that stays open."""

    def __init__(self, port, certificate):
        self.connection = http.client.HTTPSConnection("127.0.0.1", port, context=ssl.create_default_context(cafile=certificate), timeout=LONGEST_S)

    def value(self, name):
        self.connection.request("GET", "/metrics")
        text = self.connection.getresponse().read().decode()
        found = re.search(rf"^{name} (\d+)$", text, re.M)
        if not found:
            raise RuntimeError(f"/metrics has no {name}")
        return int(found.group(1))


def save(file, number, elsewhere):
    """Writes the file with another lever beside the watched folders, and puts it in place. Returns when it was put there."""
    changed, count = re.subn(r"(?m)^priority = -?\d+", f"priority = {number}", file.read_text(encoding="utf-8"), count=1)
    if count != 1:
        raise RuntimeError(f"{file} has no priority to change")
    elsewhere.write_text(changed, encoding="utf-8")
    begun = time.perf_counter()
    elsewhere.rename(file)
    return begun


def measure(build, campaigns):
    hall = lobby.Lobby(build)
    try:
        bank = hall.folder / "bank"
        if campaigns:
            subprocess.run([build / "bin" / "silverlanectl", "sample", "campaigns", "--count", str(campaigns), "--out", hall.folder / "rules"], check=True, capture_output=True)
            settings = hall.folder / "hub.toml"
            settings.write_text(settings.read_text(encoding="utf-8").replace('[rules]\nfolder = "bank"', '[rules]\nfolder = "rules"'), encoding="utf-8")
            bank = hall.folder / "rules"
        _, found = hall.start("silverlane-hub", "--config", hall.folder / "hub.toml", ready=r"is ready: https://[^:]+:(\d+)")
        metrics = Metrics(int(found.group(1)), hall.folder / "hub.crt")
        file = sorted(each for each in (bank / "campaigns").iterdir() if "\npriority = " in each.read_text(encoding="utf-8"))[0]
        taken = metrics.value("silverlane_rules_taken")
        times = []
        for number in range(1, SAVES + 1):
            begun = save(file, number, hall.folder / "saved.tmp")
            while metrics.value("silverlane_rules_taken") == taken:
                if time.perf_counter() - begun > LONGEST_S:
                    raise RuntimeError("the saved file was not taken: " + (hall.folder / "silverlane-hub.log").read_text()[-2000:])
                time.sleep(ASK_EVERY_S)
            times.append((time.perf_counter() - begun) * 1000)
            taken += 1
        if metrics.value("silverlane_rules_taken") != taken:
            raise RuntimeError("a save was taken twice")
        return times, len(list((bank / "campaigns").iterdir()))
    finally:
        hall.close()


def figures(build):
    """For rules_figures.py."""
    out = []
    for campaigns in (0, 1000):
        times, count = measure(pathlib.Path(build), campaigns)
        name = f"save_to_rules_{count}_campaigns" if campaigns else "save_to_rules_sample_bank"
        out.append({"name": f"{name}_p50", "value": round(statistics.median(times), 1), "unit": "ms", "at_most": 1000})
        out.append({"name": f"{name}_longest_of_{SAVES}", "value": round(max(times), 1), "unit": "ms", "at_most": 2000})
    return out
