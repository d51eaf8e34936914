#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""Cuts a small font out of Debian's fonts-noto-cjk: GB 2312, ASCII, common punctuation, and every character that the given text files
use. The kiosk opens this first (a fifth of a millisecond) and maps the full font only for a character that is not here.

    build_subset.py --font NotoSansCJK-Regular.ttc --face "Noto Sans CJK SC" --output silverlane-regular.otf [--texts FILE ...]
"""
import argparse
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection


def gb2312_characters():
    """All characters of GB/T 2312-1980: 682 marks and 6763 hanzi."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                pass


def wanted_characters(text_files):
    characters = {chr(code) for code in range(0x20, 0x7F)}
    characters.update(chr(code) for code in range(0xA0, 0x100))
    characters.update("‐‑–—‘’“”•…‹›€№℃√×÷≤≥①②③④⑤⑥⑦⑧⑨⑩　、。〈〉《》「」『』【】〓〔〕￥")
    characters.update(gb2312_characters())
    for path in text_files:
        characters.update(pathlib.Path(path).read_text(encoding="utf-8"))
    return {character for character in characters if character >= " "}


def face_number(path, family):
    """The position of a family in the collection; the order differs between releases, so it is looked up by name."""
    with TTCollection(path, lazy=True) as collection:
        for number, font in enumerate(collection.fonts):
            if font["name"].getDebugName(1) == family or font["name"].getBestFamilyName() == family:
                return number
    sys.exit(f"{path} holds no face named {family}; install the Debian package fonts-noto-cjk")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--font", required=True)
    parser.add_argument("--face", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--texts", nargs="*", default=[])
    arguments = parser.parse_args()

    options = subset.Options()
    options.font_number = face_number(arguments.font, arguments.face)
    options.layout_features = []      # no shaping is done, so the tables for it would be dead weight
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright and licence travel with the glyphs (SIL Open Font License 1.1)
    options.notdef_outline = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    font = subset.load_font(arguments.font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(wanted_characters(arguments.texts))))
    subsetter.subset(font)
    pathlib.Path(arguments.output).parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, arguments.output, options)


if __name__ == "__main__":
    main()
