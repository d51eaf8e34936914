# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""Readers of the openly licensed dictionaries from which the Mandarin lexicon is made. Each answers {simplified word: [readings]}, where a
reading is a list with one syllable a character: lower case, tone as a digit (5 is neutral), `v` for ü. voice/mandarin/data/README.md names the
packages and licences."""
import bz2
import collections
import math
import re
import struct
import subprocess
import unicodedata

JIEBA_PATH = "/usr/lib/python3/dist-packages/jieba/dict.txt"
TERRA_PATH = "/usr/share/rime-data/terra_pinyin.dict.yaml"
CHEWING_FOLDER = "/usr/share/libchewing"
UNIHAN_PATH = "/usr/share/unicode/Unihan_Readings.txt.bz2"


def is_hanzi(character):
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x323AF or code == 0x3007


def all_hanzi(word):
    return bool(word) and all(is_hanzi(character) for character in word)


def plain_syllable(syllable):
    plain = syllable.lower().replace("u:", "v").replace("ü", "v")
    return "er5" if plain == "r5" else plain


def is_syllable(syllable):
    return re.fullmatch(r"[a-zv]+[1-5]", syllable) is not None and syllable != "xx5"


def to_simplified(words):
    """OpenCC's traditional to simplified, word by word."""
    done = subprocess.run(["opencc", "-c", "t2s"], input="\n".join(words), capture_output=True, text=True, check=True)
    return done.stdout.split("\n")


def _add(table, word, reading):
    if all_hanzi(word) and len(reading) == len(word) and all(is_syllable(syllable) for syllable in reading) and reading not in table[word]:
        table[word].append(reading)


def read_cedict(path):
    """Two tables of CC-CEDICT: common words, and proper names (entries whose pinyin begins with a capital). Takes the published file
    (`TRAD SIMP [pin1 yin1] /gloss/`) or tab separated lines `TRAD SIMP pin1 yin1`."""
    common, proper = collections.defaultdict(list), collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\r\n")
        published = re.match(r"(\S+) (\S+) \[([^\]]*)\]", line)
        fields = published.groups() if published else line.split("\t")
        if line.startswith("#") or len(fields) < 3 or not fields[2]:
            continue
        syllables = fields[2].split()
        _add(proper if fields[2][0].isupper() else common, fields[1], [plain_syllable(syllable) for syllable in syllables])
    return common, proper


def read_terra(path=TERRA_PATH):
    """Terra pinyin of Rime. It writes the tones of 一 and 不 as they change; the lexicon leaves these two out."""
    rows = []
    body = open(path, encoding="utf-8").read().split("\n...\n", 1)[1]
    for line in body.split("\n"):
        fields = line.split("\t")
        if len(fields) >= 2 and not line.startswith("#"):
            weight = float(fields[2].rstrip("%")) if len(fields) > 2 and fields[2].endswith("%") else 100.0
            rows.append((fields[0], [plain_syllable(syllable) for syllable in fields[1].split()], weight))
    table = collections.defaultdict(list)
    simplified = to_simplified([row[0] for row in rows])
    for order in sorted(range(len(rows)), key=lambda i: -rows[i][2]):
        if rows[order][2] > 0:
            _add(table, simplified[order], rows[order][1])
    return table


_INITIALS = " b p m f d t n l g k h j q x zh ch sh r z c s".split(" ")
_FINALS = ["", "a", "o", "e", "ê", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er"]
_ZERO_INITIAL = {"i": "yi", "ia": "ya", "iê": "ye", "iai": "yai", "iao": "yao", "iou": "you", "ian": "yan", "ien": "yin", "iang": "yang", "ieng": "ying",
                 "io": "yo", "u": "wu", "ua": "wa", "uo": "wo", "uai": "wai", "uei": "wei", "uan": "wan", "uen": "wen", "uang": "wang", "ueng": "weng",
                 "v": "yu", "vê": "yue", "van": "yuan", "ven": "yun", "veng": "yong"}
_AFTER_INITIAL = {"iê": "ie", "iou": "iu", "ien": "in", "ieng": "ing", "uei": "ui", "uen": "un", "ueng": "ong", "vê": "ve", "ven": "vn", "veng": "iong"}


def _zhuyin_syllable(phone):
    initial, medial, final, tone = _INITIALS[phone >> 9 & 63], ["", "i", "u", "v"][phone >> 7 & 3], _FINALS[phone >> 3 & 15], phone & 7
    rime = medial + final
    if not initial:
        rime = _ZERO_INITIAL.get(rime, rime)
    elif not rime:
        rime = "i"
    else:
        rime = _AFTER_INITIAL.get(rime, rime)
        if initial in ("j", "q", "x"):
            rime = rime.replace("v", "u")
    return (initial + rime).replace("ê", "e") + {0: "1", 1: "5"}.get(tone, str(tone))


def read_chewing(folder=CHEWING_FOLDER):
    """libchewing's dictionary: a tree of 8-byte nodes (key, first child, end of children; key 0 is a phrase: offset of its text, frequency)."""
    tree = open(folder + "/index_tree.dat", "rb").read()
    texts = open(folder + "/dictionary.dat", "rb").read()

    def node(index):
        at = index * 8
        return struct.unpack_from("<H", tree, at)[0], int.from_bytes(tree[at + 2:at + 5], "little"), int.from_bytes(tree[at + 5:at + 8], "little")

    rows = []

    def walk(begin, end, phones):
        for index in range(begin, end):
            key, first, second = node(index)
            if key == 0:
                rows.append((texts[first:texts.index(b"\0", first)].decode("utf-8"), phones, second))
            elif len(phones) < 8:
                walk(first, second, phones + [_zhuyin_syllable(key)])

    walk(node(0)[1], node(0)[2], [])
    table = collections.defaultdict(list)
    rows.sort(key=lambda row: -row[2])
    for (_, phones, _), word in zip(rows, to_simplified([row[0] for row in rows])):
        _add(table, word, phones)
    return table


def read_jieba(path=JIEBA_PATH):
    """{word: (frequency, part of speech)}"""
    table = {}
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        table[fields[0]] = (max(1, int(fields[1])), fields[2] if len(fields) > 2 else "un")
    return table


def read_own_words(path):
    """{word: {character: reading}} of voice/mandarin/data/own_words.tsv."""
    table = collections.defaultdict(dict)
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            character, reading, words = line.rstrip("\n").split("\t")
            for word in words.split(" "):
                if character not in word or table[word].setdefault(character, reading) != reading:
                    raise ValueError(f"{path}: {word} does not hold {character}, or says two readings of it")
    return table


def _marked_to_numbered(marked):
    tones = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
    tone, letters = "5", ""
    for character in unicodedata.normalize("NFD", marked.replace("ü", "v").replace("ǘ", "v\u0301").replace("ǚ", "v\u030c").replace("ǜ", "v\u0300").replace("ǖ", "v\u0304")):
        if character in tones:
            tone = tones[character]
        elif character.isalpha():
            letters += character
    return letters + tone


def read_unihan(path=UNIHAN_PATH):
    """{character: (readings that a modern mainland dictionary lists, most usual reading or '')}"""
    listed, usual = collections.defaultdict(list), {}
    for line in bz2.open(path, "rt", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 3 or fields[1] not in ("kTGHZ2013", "kXHC1983", "kMandarin", "kHanyuPinlu"):
            continue
        character = chr(int(fields[0][2:], 16))
        if fields[1] == "kMandarin":
            usual[character] = _marked_to_numbered(fields[2].split()[0])
            continue
        for entry in fields[2].split():
            for marked in re.sub(r"\(\d+\)", "", entry.split(":")[-1]).split(","):
                reading = _marked_to_numbered(marked)
                if reading not in listed[character]:
                    listed[character].append(reading)
    return {character: (listed.get(character, []), usual.get(character, "")) for character in set(listed) | set(usual)}


def cost_of(frequency, total):
    """The cost of a word in eighths of a natural logarithm, at most 255."""
    return min(255, round(8 * math.log(total / frequency)))
