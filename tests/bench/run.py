#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the named benchmarks, each several times, and prints the median of every figure: one JSON object a line on standard output, a table on
standard error, where a figure that misses what it must reach is marked. When none is named, all but `build` and those that are part of
`hub`. Exits 3 when something named could not be measured. Usage: run.py BUILD [NAME...]"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import flow_figures
import kiosk_figures
import lobby
import packet_to_stream
import polyphones
import rules_figures
import tablet_figures

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program(build, name, *arguments):
    """Figures of a benchmark program that prints JSON lines."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    done = subprocess.run([str(build / "tests" / name), *arguments], capture_output=True, text=True, env=environment, cwd=ROOT)
    if done.returncode != 0:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    # What a program says of its surroundings stands before its figures.
    for line in lines:
        if "name" not in line:
            print(json.dumps(line), flush=True)
            print(", ".join(f"{key}: {value}" for key, value in line.items()), file=sys.stderr)
    return [line for line in lines if "name" in line]


def audit(build):
    """The kiosk's own audit of every screen; nothing to measure where the program does not know it."""
    kiosk = str(build / "bin" / "silverlane-kiosk")
    if "--audit" not in subprocess.run([kiosk, "--help"], capture_output=True, text=True).stdout:
        return [{"name": "audit_time", "skipped": "this kiosk has no --audit"}]
    hall = lobby.Lobby(build)
    try:
        begun = time.monotonic()
        done = subprocess.run([kiosk, "--config", str(hall.folder / "kiosk.toml"), "--audit"], capture_output=True, text=True, cwd=ROOT)
        taken = time.monotonic() - begun
    finally:
        hall.close()
    # The time counts whatever was found; what was found is the tests' business.
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the audit ended with {done.returncode}: {done.stderr[-2000:]}")
    return [{"name": "audit_time", "value": taken, "unit": "s", "at_most": 60}]


def clean_build(_build):
    """Configure and build everything from nothing, without ccache, on this machine's cores."""
    folder = ROOT / "build" / "clean"
    subprocess.run(["rm", "-rf", folder], check=True)
    environment = {**os.environ, "CCACHE_DISABLE": "1"}
    start = time.monotonic()
    subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1"], check=True,
                   capture_output=True, env=environment)
    subprocess.run(["cmake", "--build", folder], check=True, capture_output=True, env=environment)
    taken = time.monotonic() - start
    subprocess.run(["rm", "-rf", folder], check=True)
    return [{"name": "clean_build", "value": taken, "unit": "s"}]


def whole_hub(build):
    """Once each: hub_bench itself takes the middle of three runs, the others run long enough for their percentiles. The first time, a million
    customers are written to a file that later runs copy."""
    return (program(build, "hub_bench") + rules_figures.figures(build) + program(build, "decide_bench") + program(build, "stream_bench")
            + program(build, "arrival_bench", str(build / "million")) + tablet_figures.figures(build))


BENCHMARKS = {
    "hub": (whole_hub, 1),
    "rules": (rules_figures.figures, 3),
    "decide": (lambda build: program(build, "decide_bench"), 3),
    "streams": (lambda build: program(build, "stream_bench"), 3),
    "arrivals": (lambda build: program(build, "arrival_bench", str(build / "million")), 3),
    "tablet": (tablet_figures.figures, 3),
    "packet_to_stream": (packet_to_stream.figures, 3),
    "voice": (lambda build: program(build, "voice_bench") + program(build, "reader_bench") + program(build, "recordings_bench") + polyphones.figures(build), 3),
    "ui": (lambda build: program(build, "ui_bench"), 3),
    "kiosk": (kiosk_figures.figures, 1),
    "flow": (flow_figures.figures, 1),
    "walks": (lambda build: program(build, "random_walks"), 1),
    "audit": (audit, 1),
    "build": (clean_build, 1),
}


def machine():
    model = "unknown processor"
    for line in open("/proc/cpuinfo", encoding="ascii"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {model}, {memory_gib:.0f} GiB"


def median_of(runs):
    """The runs' figures by name, each with the median value; a peer's figure is the median of the same runs."""
    out = []
    for index, first in enumerate(runs[0]):
        figures = [run[index] for run in runs]
        figure = dict(first)
        for key in ("value", "peer_value"):
            if key in first:
                figure[key] = round(statistics.median(one[key] for one in figures), 3)
        if "peer_value" in figure and figure["peer_value"]:
            figure["ratio"] = round(figure["value"] / figure["peer_value"], 3)
        if "at_most" in figure:
            figure["met"] = figure["value"] <= figure["at_most"]
        if "at_least" in figure:
            figure["met"] = figure["value"] >= figure["at_least"]
        if "ratio_at_most" in figure:
            figure["met"] = figure["ratio"] <= figure["ratio_at_most"]
        out.append(figure)
    return out


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or [name for name in BENCHMARKS if name not in ("build", "rules", "decide", "streams", "arrivals", "tablet")]
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}")
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({"machine": machine(), "load_average_before": load}))
    print(f"machine: {machine()}; load average before: {load}", file=sys.stderr)
    skipped = False
    for name in names:
        measure, times = BENCHMARKS[name]
        for figure in median_of([measure(build) for _ in range(times)]):
            figure["runs"] = times
            print(json.dumps(figure), flush=True)
            if "skipped" in figure:
                skipped = True
                print(f"{figure['name']:<44} not measured: {figure['skipped']}", file=sys.stderr)
                continue
            peer = f"  {figure['peer']} {figure['peer_value']}  ratio {figure['ratio']}" if "peer" in figure else ""
            missed = "  MISSED" if figure.get("met") is False else ""
            print(f"{figure['name']:<44} {figure['value']:>12} {figure['unit']:<6}{peer}{missed}", file=sys.stderr)
    if skipped:
        sys.exit(3)


if __name__ == "__main__":
    main()
