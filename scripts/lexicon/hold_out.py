#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the whole front end (house words, names, lexicon, learnt weights) is right on sentences that it has not learnt from: learns from four
fifths of the labelled sentences, compiles a lexicon of that, and asks `silverlanectl voice read` for the held-out fifth.
Usage: hold_out.py BUILD NAME.sent [FOLD ...]; NAME.lb holds the readings; folds are 0 to 4, all when none is named."""
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "voice/mandarin/data"
FOLDS = 5


def learn(rows, folder):
    (folder / "learn.sent").write_text("".join(sentence + "\n" for sentence, _ in rows), encoding="utf-8")
    (folder / "learn.lb").write_text("".join(label + "\n" for _, label in rows), encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "scripts/lexicon/learn_readings.py", "--lexicon", DATA / "lexicon.tsv", "--sentences", folder / "learn.sent",
                    "--labels", folder / "learn.lb", "--output", folder / "weights.tsv"], check=True, stdout=subprocess.DEVNULL)


def share_of(build, folder):
    voice = folder / "share/voice"
    voice.mkdir(parents=True)
    for name in ("polyphones.tsv", "surnames.tsv", "given_names.tsv"):
        shutil.copy(DATA / name, voice)
    subprocess.run([build / "bin/silverlane-compile-lexicon", DATA / "lexicon.tsv", folder / "weights.tsv", voice / "mandarin.lexicon"], check=True)
    return voice.parent


def share_right(build, share, rows):
    parts = [sentence.split("▁") for sentence, _ in rows]
    texts = "".join("".join(three) + "\n" for three in parts)
    done = subprocess.run([build / "bin/silverlanectl", "voice", "read", "--lang", "zh-CN", "--share", share], input=texts, capture_output=True,
                          text=True, check=True)
    right = 0
    for (before, marked, _), (_, label), line in zip(parts, rows, done.stdout.splitlines(), strict=True):
        place = len(before) + len(marked) - len(marked.lstrip())
        right += line.split("\t")[1].split(" ")[place] == label.replace("u:", "v")
    return right / len(rows)


def main(build, sentences, *folds):
    build, sentences = pathlib.Path(build).resolve(), pathlib.Path(sentences)
    rows = list(zip(sentences.read_text(encoding="utf-8").splitlines(), sentences.with_suffix(".lb").read_text(encoding="utf-8").splitlines(),
                    strict=True))
    random.Random(20261127).shuffle(rows)
    shares = []
    for fold in map(int, folds or range(FOLDS)):
        held_out = rows[fold::FOLDS]
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            learn([row for place, row in enumerate(rows) if place % FOLDS != fold], folder)
            shares.append(share_right(build, share_of(build, folder), held_out))
        print(f"fold {fold}: {100 * shares[-1]:.2f} % of {len(held_out)}", flush=True)
    print(f"mean: {100 * sum(shares) / len(shares):.2f} %")


if __name__ == "__main__":
    main(*sys.argv[1:])
