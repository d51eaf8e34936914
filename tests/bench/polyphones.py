#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings in context, ours and those of the npm package pinyin-pro with its complete dictionary, side by side on the same sentences: the
share of marked characters that each reads right. Sentences are a file NAME.sent (one a line, the character between two ▁) with its readings
in NAME.lb (numbered pinyin, one a line); the environment variable SILVERLANE_POLYPHONE_SENTENCES names NAME.sent. The project holds no
sentences of its own: figures mean most on sentences that nothing was learned from.
Usage: polyphones.py BUILD NAME.sent"""
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ["pinyin-pro@3.29.4", "@pinyin-pro/data@1.3.1"]
VARIABLE = "SILVERLANE_POLYPHONE_SENTENCES"


def spelled_alike(reading):
    spelled = reading.strip().lower().replace("u:", "v").replace("ü", "v")
    return "er5" if spelled == "r5" else spelled


def marked_sentences(path):
    """(text, place of the marked character, reading)"""
    sentences = path.read_text(encoding="utf-8").splitlines()
    readings = path.with_suffix(".lb").read_text(encoding="utf-8").splitlines()
    if len(sentences) != len(readings):
        raise RuntimeError(f"{path} has {len(sentences)} sentences and {len(readings)} readings")
    rows = []
    for sentence, reading in zip(sentences, readings):
        before, marked, after = sentence.split("▁")
        rows.append((before + marked + after, len(before) + len(marked) - len(marked.lstrip()), spelled_alike(reading)))
    return rows


def ours(build, rows):
    program = [str(build / "tests" / "reader_bench"), "--read"]
    done = subprocess.run(program, input="".join(text + "\n" for text, _, _ in rows), capture_output=True, text=True, check=True)
    return [line.split(" ")[place] for line, (_, place, _) in zip(done.stdout.splitlines(), rows)]


def pinyin_pro(rows):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, *PACKAGES], check=True, capture_output=True)
        program = shutil.copy(HERE / "pinyin_pro.mjs", folder)
        lines = "".join(f"{place}\t{text}\n" for text, place, _ in rows)
        done = subprocess.run(["node", program], input=lines, capture_output=True, text=True, check=True, cwd=folder)
    return done.stdout.splitlines()


def percent_right(answers, rows):
    if len(answers) != len(rows):
        raise RuntimeError(f"{len(answers)} answers to {len(rows)} sentences")
    return round(100 * sum(answer == reading for answer, (_, _, reading) in zip(answers, rows)) / len(rows), 2)


@functools.lru_cache(maxsize=None)
def figures_of(build, path):
    name = "polyphones_in_context"
    if shutil.which("npm") is None:
        return [{"name": name, "skipped": "npm is not installed; it fetches the peer"}]
    rows = marked_sentences(path)
    # Wrong characters, so that less is better like everywhere in this table; the shares are for reading.
    mine, peer = percent_right(ours(build, rows), rows), percent_right(pinyin_pro(rows), rows)
    wrong = {"unit": "%", "sentences": len(rows)}
    return [{"name": name + "_wrong", "value": round(100 - mine, 2), **wrong, "at_most": 3, "right_percent": mine},
            {"name": name + "_wrong_against_peer", "value": round(100 - mine, 2), **wrong, "peer": "pinyin-pro",
             "peer_value": round(100 - peer, 2), "peer_right_percent": peer, "ratio_at_most": 1}]


def figures(build):
    """For tests/bench/run.py: measured once, however often it is asked."""
    path = os.environ.get(VARIABLE)
    if not path:
        return [{"name": "polyphones_in_context", "skipped": f"{VARIABLE} names no file of marked sentences"}]
    return figures_of(build, pathlib.Path(path))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for figure in figures_of(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])):
        print(json.dumps(figure))
