#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the named benchmarks (all but `build` when none is named), each several times, and prints the median of every figure: one JSON object
a line on standard output, a table on standard error. Usage: run.py BUILD [NAME...]"""
import json
import os
import pathlib
import statistics
import subprocess
import sys

import kiosk_figures
import packet_to_stream

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program(build, name, *arguments):
    """Figures of a benchmark program that prints JSON lines."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    done = subprocess.run([str(build / "tests" / name), *arguments], capture_output=True, text=True, env=environment, cwd=ROOT)
    if done.returncode != 0:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def clean_build(_build):
    """Configure and build everything from nothing, without ccache, on this machine's cores."""
    folder = ROOT / "build" / "clean"
    subprocess.run(["rm", "-rf", folder], check=True)
    environment = {**os.environ, "CCACHE_DISABLE": "1"}
    import time
    start = time.monotonic()
    subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1"], check=True,
                   capture_output=True, env=environment)
    subprocess.run(["cmake", "--build", folder], check=True, capture_output=True, env=environment)
    taken = time.monotonic() - start
    subprocess.run(["rm", "-rf", folder], check=True)
    return [{"name": "clean_build", "value": taken, "unit": "s"}]


BENCHMARKS = {
    "hub": (lambda build: program(build, "hub_bench"), 3),
    "packet_to_stream": (packet_to_stream.figures, 3),
    "voice": (lambda build: program(build, "voice_bench"), 3),
    "ui": (lambda build: program(build, "ui_bench"), 3),
    "kiosk": (kiosk_figures.figures, 1),
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
        out.append(figure)
    return out


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or [name for name in BENCHMARKS if name != "build"]
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}")
    print(json.dumps({"machine": machine()}))
    print(f"machine: {machine()}", file=sys.stderr)
    for name in names:
        measure, times = BENCHMARKS[name]
        for figure in median_of([measure(build) for _ in range(times)]):
            figure["runs"] = times
            print(json.dumps(figure), flush=True)
            peer = f"  {figure['peer']} {figure['peer_value']}  ratio {figure['ratio']}" if "peer" in figure else ""
            print(f"{figure['name']:<44} {figure['value']:>12} {figure['unit']:<6}{peer}", file=sys.stderr)


if __name__ == "__main__":
    main()
