# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""The reference of the Mandarin reader: segmentation, votes of the dictionaries, context features and the decision, as the C++ reader in
voice/mandarin does them. Learning uses it, and tests/unit/voice/reader_golden.tsv is written with it. Integers only, code points only."""
import collections

from dictionary_sources import is_hanzi

LONGEST_WORD = 8
Vote = collections.namedtuple("Vote", "rank length relation has say reading begin")
Token = collections.namedtuple("Token", "begin end text pos")
Entry = collections.namedtuple("Entry", "cost pos has cells")  # cells: None, or for each character [(reading, say)] and whether it is settled

_PUNCTUATION = dict(zip(",;:?!()", "，；：？！（）"))


def normal_character(character):
    if "0" <= character <= "9" or "０" <= character <= "９":
        return "0"
    if "a" <= character <= "z" or "A" <= character <= "Z" or "Ａ" <= character <= "Ｚ" or "ａ" <= character <= "ｚ":
        return "A"
    if character in "\t\n\x0b\x0c\r \u00a0\u3000":
        return " "
    return _PUNCTUATION.get(character, character)


def parse_cells(text, has):
    cells = []
    for cell in text.split(" "):
        settled = cell.endswith("!")
        votes = []
        for part in cell.rstrip("!").split("/") if cell != "-" else []:
            reading, _, say = part.partition(":")
            votes.append((reading, int(say) if say else has))
        cells.append((votes, settled))
    return cells


class Lexicon:
    """words: {word: Entry}"""

    def __init__(self, words, unknown):
        self.words, self.unknown = words, unknown

    @staticmethod
    def load(path):
        words, unknown = {}, 0
        for line in open(path, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if fields[0] == "#unknown":
                unknown = int(fields[1])
            elif not line.startswith("#"):
                has = int(fields[3]) if len(fields) > 3 else 0
                words[fields[0]] = Entry(int(fields[1]), fields[2], has, parse_cells(fields[4], has) if has else None)
        return Lexicon(words, unknown)

    def segment(self, run):
        """Ends of the words of a run of hanzi: least total cost, the longer word on a tie."""
        length = len(run)
        best, step = [0] * (length + 1), [0] * length
        for begin in range(length - 1, -1, -1):
            least = None
            for end in range(begin + 1, min(length, begin + LONGEST_WORD) + 1):
                entry = self.words.get(run[begin:end])
                if entry is None and end > begin + 1:
                    continue
                total = (entry.cost if entry else self.unknown) + best[end]
                if least is None or total <= least:
                    least, step[begin] = total, end
            best[begin] = least
        ends, at = [], 0
        while at < length:
            at = step[at]
            ends.append(at)
        return ends


class Analysis:
    """A text cut into tokens."""

    def __init__(self, lexicon, text):
        self.lexicon = lexicon
        self.text = "".join(normal_character(character) for character in text)
        self.tokens, self.token_of, self.run_of = [], [], {}
        at, length = 0, len(self.text)
        while at < length:
            character, end = self.text[at], at + 1
            if is_hanzi(character):
                while end < length and is_hanzi(self.text[end]):
                    end += 1
                self._add_run(at, end)
            elif character in "0A":
                while end < length and self.text[end] == character:
                    end += 1
                self._add(at, end, character, "m" if character == "0" else "eng")
            else:
                self._add(at, end, character, "x")
            at = end

    def _add(self, begin, end, text, pos):
        self.tokens.append(Token(begin, end, text, pos))
        self.token_of += [len(self.tokens) - 1] * (end - begin)

    def _add_run(self, begin, end):
        start = begin
        for stop in self.lexicon.segment(self.text[begin:end]):
            word = self.text[start:begin + stop]
            entry = self.lexicon.words.get(word)
            self._add(start, begin + stop, word, entry.pos if entry else "un")
            start = begin + stop
        for position in range(begin, end):
            self.run_of[position] = (begin, end)

    def votes(self, position):
        """What the words of the lexicon that cover the hanzi at `position` say about it, leftmost first."""
        run_begin, run_end = self.run_of[position]
        token = self.tokens[self.token_of[position]]
        found = []
        for begin in range(max(run_begin, position - LONGEST_WORD + 1), position + 1):
            for end in range(max(position + 1, begin + 2), min(run_end, begin + LONGEST_WORD) + 1):
                entry = self.lexicon.words.get(self.text[begin:end])
                if entry and entry.cells and entry.cells[position - begin][0]:
                    found.append((begin, end, entry))
        longest = max((end - begin for begin, end, _ in found), default=0)
        votes = []
        for begin, end, entry in found:
            if (begin, end) == (token.begin, token.end):
                relation = "s"
            elif begin >= token.begin and end <= token.end:
                relation = "i"
            elif begin <= token.begin and end >= token.end:
                relation = "c"
            else:
                relation = "x"
            for reading, say in entry.cells[position - begin][0]:
                votes.append(Vote(0 if end - begin == longest else 1, min(4, end - begin), relation, entry.has, say, reading, begin))
        return votes

    def settled(self, position):
        """The reading that the token's own word fixes, or None."""
        token = self.tokens[self.token_of[position]]
        entry = self.lexicon.words.get(token.text)
        if token.end - token.begin < 2 or not entry or not entry.cells:
            return None
        votes, settled = entry.cells[position - token.begin]
        return votes[0][0] if settled else None

    def _at(self, index):
        return "^" if index < 0 else "$" if index >= len(self.text) else self.text[index]

    def _token(self, index):
        if index < 0:
            return Token(-1, 0, "^", "^")
        return self.tokens[index] if index < len(self.tokens) else Token(-1, 0, "$", "$")

    def features(self, position, votes):
        """The names of the context features of the hanzi at `position`."""
        here = [self._at(position + offset) for offset in range(-3, 4)]
        order = self.token_of[position]
        left, token, right = (self._token(order + offset) for offset in (-1, 0, 1))
        offset = position - token.begin
        top = next((vote for vote in votes if vote.rank == 0), None)
        return ["c-3=" + here[0], "c-2=" + here[1], "c-1=" + here[2], "c+1=" + here[4], "c+2=" + here[5], "c+3=" + here[6],
                "b-=" + here[1] + here[2], "b+=" + here[4] + here[5], "b0=" + here[2] + here[4],
                f"w={token.text}@{offset}", f"p={token.pos}@{min(offset, 2)}", "l=" + left.text, "r=" + right.text,
                "lp=" + left.pos, "rp=" + right.pos, "v=" + (top.reading + top.relation if top else "-")]


def vote_name(vote):
    return f"{vote.rank}{vote.length}{vote.relation}.{vote.has}.{vote.say}"


class Reader:
    """The whole decision, with the weights of reading-weights.tsv. House words (polyphones.tsv) come before it and are not part of it."""

    def __init__(self, lexicon, lines):
        self.lexicon, self.candidates, self.bias, self.vote_weights, self.context, self.options = lexicon, {}, {}, {}, {}, {}
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if fields[0] == "char":
                self.candidates[fields[1]] = fields[2].split(" ")
                self.bias[fields[1]] = [int(weight) for weight in fields[3].split(" ")]
            elif fields[0] == "vote":
                self.vote_weights[fields[1]] = int(fields[2])
            elif fields[0] == "option":
                self.options[fields[1]] = int(fields[2])
            elif not line.startswith("#"):
                self.context[fields[0], fields[1]] = [int(weight) for weight in fields[2].split(" ")]

    def read_at(self, analysis, position):
        """(reading, doubtful) of the hanzi at `position`; (None, True) when its reading is not known."""
        character = analysis.text[position]
        settled = analysis.settled(position)
        if settled:
            return settled, False
        if character not in self.candidates:
            entry = self.lexicon.words.get(character)
            return (entry.cells[0][0][0][0], False) if entry and entry.cells else (None, True)
        candidates, scores = self.candidates[character], list(self.bias[character])
        votes = analysis.votes(position)
        for vote in votes:
            if vote.reading in candidates:
                scores[candidates.index(vote.reading)] += self.vote_weights.get(vote_name(vote), 0)
        for feature in analysis.features(position, votes):
            for order, weight in enumerate(self.context.get((character, feature), ())):
                scores[order] += weight
        ranked = sorted(range(len(scores)), key=lambda order: (-scores[order], order))
        return candidates[ranked[0]], len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < self.options["doubt"]

    def read(self, text):
        """One (reading, doubtful) a character; ("", False) for what is no hanzi."""
        analysis = Analysis(self.lexicon, text)
        return [self.read_at(analysis, position) if is_hanzi(character) else ("", False) for position, character in enumerate(analysis.text)]
