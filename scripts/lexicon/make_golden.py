#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""Writes what the reference reader reads for sentences on standard input: text, a tab, and for each character the reading (`-` for what is no hanzi,
`?` before a doubtful one). tests/unit/voice/reader_golden.tsv is its own input: the first column is read back.
Usage: make_golden.py LEXICON WEIGHTS < SENTENCES > reader_golden.tsv"""
import sys

from reference_reader import Lexicon, Reader

HEADER = """# SPDX-License-Identifier: GPL-3.0-or-later
# What the reference reader (scripts/lexicon/reference_reader.py) reads, right or not; the C++ reader must read the same. Written by
# scripts/lexicon/make_golden.py; house words are not applied. text <TAB> one reading a character (- no hanzi, ? doubtful)."""


def main():
    reader = Reader(Lexicon.load(sys.argv[1]), open(sys.argv[2], encoding="utf-8"))
    print(HEADER)
    for line in sys.stdin:
        text = line.rstrip("\n").partition("\t")[0]
        if not text or text.startswith("#"):
            continue
        print(text + "\t" + " ".join(("?" if doubtful else "") + reading if reading else "?-" if doubtful else "-" for reading, doubtful in reader.read(text)))


if __name__ == "__main__":
    main()
