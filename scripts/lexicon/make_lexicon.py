#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""Makes voice/mandarin/data/lexicon.tsv out of CC-CEDICT (file given) and Debian's python3-jieba, rime-data-terra-pinyin, libchewing3-data and
opencc, and the project's own words.  Usage: make_lexicon.py --cedict FILE --own FILE --output FILE [--least-frequency N]"""
import argparse
import os

import dictionary_sources as sources
from reference_reader import LONGEST_WORD

CEDICT, TERRA, CHEWING, OWN, PROPER, UNIHAN = 1, 2, 4, 8, 16, 32
TRUSTED_FREQUENCY = 60
OWN_FREQUENCY = 200  # what an own word counts that jieba does not know, so that it stands as a word
RARE_FREQUENCY = 3  # times in jieba's count; rarer words stay only when they tell something unusual


class Dictionaries:
    def __init__(self, cedict_path, own_path):
        self.own = sources.read_own_words(own_path)
        self.cedict, self.proper = sources.read_cedict(cedict_path)
        self.tables = {CEDICT: self.cedict, TERRA: sources.read_terra(), CHEWING: sources.read_chewing(), PROPER: self.proper}
        self.jieba = sources.read_jieba()
        self.unihan = sources.read_unihan()
        self.total = sum(frequency for frequency, _ in self.jieba.values())

    def character_readings(self, character):
        """All readings of a lone character, the likelier first: CC-CEDICT's, then those of the mainland dictionaries that Unihan lists."""
        listed, usual = self.unihan.get(character, ([], ""))
        readings = [reading[0] for reading in self.cedict.get(character, [])]
        readings += [reading[0] for reading in self.proper.get(character, []) if reading[0] not in readings]
        if not readings:
            readings = [usual] if usual else listed[:1]
        if usual in readings:
            readings.remove(usual)
            readings.insert(0, usual)
        return readings


def polyphones(dictionaries):
    """{character: readings} of every character that has a reading; 一 and 不 are left to tone sandhi."""
    characters = {word for table in (dictionaries.cedict, dictionaries.proper) for word in table if len(word) == 1}
    characters |= {character for character, (listed, usual) in dictionaries.unihan.items() if usual and listed}
    table = {character: dictionaries.character_readings(character) for character in characters}
    table.update({"一": ["yi1"], "不": ["bu4"], "〇": ["ling2"]})
    return table


def is_trusted(say, frequency):
    """Whether a reading that nobody contradicts needs no classifier when its word is a token. CC-CEDICT and chewing, which were made independently,
    agree with 99.7 % of the labels; CC-CEDICT and terra alone with 96 %, so they settle frequent words only."""
    return say & (CEDICT | CHEWING) == CEDICT | CHEWING or (say & (CEDICT | TERRA) == CEDICT | TERRA and frequency >= TRUSTED_FREQUENCY)


def own_cells(word, cells, own):
    """The project's own readings; for other characters what the dictionaries agree on."""
    found = []
    for character, (votes, settled) in zip(word, cells or [([], False)] * len(word)):
        if character in own:
            found.append(([(own[character], OWN)], False))
        else:
            found.append(([(votes[0][0], OWN)] if len(votes) == 1 else [], settled))
    return found


def is_said(word, cells, own):
    """Whether the dictionaries say the project's readings of a word already."""
    return cells is not None and all([reading for reading, _ in cells[index][0]] == [own[character]] for index, character in enumerate(word) if character in own)


def word_cells(word, frequency, dictionaries, readings):
    """(has, cells) for a word: what the dictionaries say about its polyphonic characters, and about others that are read unusually in it."""
    says = {bit: table[word] for bit, table in dictionaries.tables.items() if word in table}
    if not says:
        return 0, None
    has, cells, useful = sum(says), [], False
    for index, character in enumerate(word):
        known = readings.get(character, [])
        masks = {}
        for bit, alternatives in says.items():
            for alternative in alternatives:
                masks[alternative[index]] = masks.get(alternative[index], 0) | bit
        if len(known) > 1:
            votes = sorted(masks.items(), key=lambda item: -bin(item[1]).count("1"))
            cells.append((votes, len(votes) == 1 and is_trusted(votes[0][1], frequency)))
            useful = True
        elif character not in "一不" and CEDICT in says and says[CEDICT][0][index] != (known or [""])[0]:
            cells.append(([(says[CEDICT][0][index], has)], True))
            useful = True
        else:
            cells.append(([], False))
    return (has, cells) if useful else (0, None)


def character_cell(character, dictionaries, readings):
    """(has, cells) of a lone character: its readings, the likeliest first, and who lists them."""
    says = {bit: [reading[0] for reading in table[character]] for bit, table in dictionaries.tables.items() if character in table}
    listed = dictionaries.unihan.get(character, ([], ""))[0]
    if listed:
        says[UNIHAN] = listed
    votes = []
    for reading in readings[character]:
        votes.append((reading, sum(bit for bit, list_ in says.items() if reading in list_) or OWN))
    return sum(says) | (OWN if any(say == OWN for _, say in votes) else 0), [(votes, False)]


def format_cells(has, cells):
    columns = []
    for votes, settled in cells:
        text = "/".join(reading if say == has else f"{reading}:{say}" for reading, say in votes) or "-"
        columns.append(text + ("!" if settled else ""))
    return " ".join(columns)


def is_superfluous(word, frequency, has, cells, readings, least_frequency):
    """Whether the lexicon can do without a word: it is rare and says nothing, or says only what its characters are read anyway, or only the
    dictionary of Taiwan's readings holds it."""
    if not has:
        return frequency < least_frequency
    if frequency >= RARE_FREQUENCY:
        return False
    usual = all(not votes or [reading for reading, _ in votes] == readings.get(character, [])[:1] for character, (votes, _) in zip(word, cells))
    return usual or (has == CHEWING and frequency == 0)


def build(dictionaries, readings, least_frequency):
    """{word: (cost, pos, has, cells)}"""
    words = {}
    candidates = set(dictionaries.jieba)
    for table in dictionaries.tables.values():
        candidates |= set(table)
    candidates |= set(readings) | set(dictionaries.own)
    for word in candidates:
        if not sources.all_hanzi(word) or len(word) > LONGEST_WORD:
            continue
        frequency, pos = dictionaries.jieba.get(word, (0, "un"))
        if len(word) == 1:
            if word not in readings:
                continue
            has, cells = character_cell(word, dictionaries, readings)
        else:
            has, cells = word_cells(word, frequency, dictionaries, readings)
        superfluous = len(word) > 1 and is_superfluous(word, frequency, has, cells, readings, least_frequency)
        own = dictionaries.own.get(word)
        if own and (superfluous or not is_said(word, cells, own)):
            has, cells, frequency = OWN, own_cells(word, cells, own), frequency if frequency and not superfluous else OWN_FREQUENCY
        elif superfluous:
            continue
        words[word] = (sources.cost_of(max(1, frequency), dictionaries.total), pos, has, cells)
    return words


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cedict", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--least-frequency", type=int, default=6)
    arguments = parser.parse_args()
    dictionaries = Dictionaries(arguments.cedict, arguments.own)
    readings = polyphones(dictionaries)
    words = build(dictionaries, readings, arguments.least_frequency)
    with open(arguments.output, "w", encoding="utf-8") as out:
        out.write(f"#unknown\t{sources.cost_of(1, dictionaries.total)}\n")
        for word in sorted(words):
            cost, pos, has, cells = words[word]
            out.write(f"{word}\t{cost}\t{pos}" + (f"\t{has}\t{format_cells(has, cells)}" if has else "") + "\n")
    print(f"{len(words)} words, {os.path.getsize(arguments.output)} bytes")


if __name__ == "__main__":
    main()
