# SPDX-License-Identifier: GPL-3.0-or-later
"""What Linux says about a program and everything it started: proportional memory, processor time, wake-ups of each thread."""
import os
import pathlib


def _stat(pid):
    """Parent and session, or None when the process is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[3])


def tree(root):
    """The process, its descendants, and whatever else lives in its session."""
    known = {int(name): _stat(name) for name in os.listdir("/proc") if name.isdigit()}
    found = {root}
    grown = True
    while grown:
        grown = False
        for pid, stat in known.items():
            if stat and pid not in found and (stat[0] in found or stat[1] == root):
                found.add(pid)
                grown = True
    return sorted(found)


def proportional_memory_mib(root):
    total = 0
    for pid in tree(root):
        try:
            for line in open(f"/proc/{pid}/smaps_rollup", encoding="ascii"):
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except PermissionError as refused:
            # Kiosk and hub show their memory to root alone; a program that is left out would be measured as small.
            raise SystemExit(f"{refused.filename}: run the measurements as root") from refused
        except OSError:
            pass
    return total / 1024


def processor_seconds(root):
    """Of all threads that live now, to the nanosecond; the clock's tick would be too coarse for a program at rest."""
    total = 0
    for pid in tree(root):
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
            try:
                total += int((task / "schedstat").read_text(encoding="ascii").split()[0])
            except (OSError, IndexError):
                pass
    return total / 1e9


def wake_ups(root):
    """How often each thread has gone to sleep by itself so far: {(thread id, thread name): count}."""
    counts = {}
    for pid in tree(root):
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
            try:
                name = (task / "comm").read_text().strip()
                for line in (task / "status").read_text().splitlines():
                    if line.startswith("voluntary_ctxt_switches:"):
                        counts[(int(task.name), name)] = int(line.split()[1])
            except OSError:
                pass
    return counts
