#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""Learns the weights of the Mandarin reader from sentences with one labelled polyphonic character each (`▁` on both sides; labels in a second
file, line by line), and from the words of the lexicon taken as little sentences. Writes voice/mandarin/data/reading-weights.tsv.
Usage: learn_readings.py --lexicon FILE --sentences FILE --labels FILE (--cross-validate [FOLDS] | --output FILE)"""
import argparse
import collections
import itertools
import math
import random

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dictionary_sources import plain_syllable
from reference_reader import Analysis, Lexicon, Reader, Vote, vote_name

Sample = collections.namedtuple("Sample", "character label features votes weight")

OWN = 8  # the mark of the project's own words in the lexicon
SETTINGS = dict(context_penalty=4.0, prior_count=0.3, damp=1.0, vote_penalty=0.3, context_least=2, shared_penalty=1.0, bias_penalty=0.5, iterations=120, scale=32, least_weight=0.4, doubt=2.0)


def read_sentences(sentence_path, label_path):
    """[(text, position, label)]"""
    rows = []
    for sentence, label in zip(open(sentence_path, encoding="utf-8"), open(label_path, encoding="utf-8")):
        before, marked, after = sentence.rstrip("\n").split("▁")
        rows.append((before + marked + after, len(before) + len(marked) - len(marked.lstrip()), plain_syllable(label.strip())))
    return rows


def sentence_sample(lexicon, text, position, label, weight=1.0):
    analysis = Analysis(lexicon, text)
    votes = analysis.votes(position)
    return Sample(analysis.text[position], label, analysis.features(position, votes), votes, weight)


def count_in_words(lexicon):
    """Of words whose dictionaries agree: {character: {reading: number}} and {(character, feature inside the word): {reading: number}}."""
    counts, statistics = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for word, entry in lexicon.words.items():
        if len(word) > 1 and entry.cells and entry.has != OWN:  # own words were picked to show rare readings: their number means nothing
            for position, (votes, _) in enumerate(entry.cells):
                if len(votes) == 1:
                    counts[word[position]][votes[0][0]] += 1
                    for feature in inner_features(word, position, entry):
                        statistics[word[position], feature][votes[0][0]] += 1
    return counts, statistics


def inner_features(word, position, entry):
    padded = [None] * 3 + list(word) + [None] * 3
    at = padded[position:position + 7]
    features = [f"c{offset:+d}=" + at[offset + 3] for offset in (-3, -2, -1, 1, 2, 3) if at[offset + 3]]
    for name, offsets in (("b-", (1, 2)), ("b+", (4, 5)), ("b0", (2, 4))):
        if all(at[offset] for offset in offsets):
            features.append(name + "=" + "".join(at[offset] for offset in offsets))
    return features + [f"w={word}@{position}", f"p={entry.pos}@{min(position, 2)}"]


class Problem:
    """Columns (parameters) and rows (sample x candidate) of the log-linear model."""

    def __init__(self, lexicon, samples, word_counts, settings):
        self.settings, self.lexicon = settings, lexicon
        self.counts = collections.defaultdict(collections.Counter)
        for sample in samples:
            self.counts[sample.character][sample.label] += sample.weight
        self.word_counts, self.word_statistics = word_counts
        self.statistics = collections.defaultdict(collections.Counter)
        for sample in samples:
            for feature in sample.features:
                self.statistics[sample.character, feature][sample.label] += 1
        self.columns, self.penalties = {}, []
        self.candidate_lists = {}

    def candidates(self, character):
        if character not in self.candidate_lists:
            entry = self.lexicon.words.get(character)
            readings = [reading for reading, _ in entry.cells[0][0]] if entry and entry.cells else []
            readings += [reading for reading in self.counts[character] if reading not in readings]
            self.candidate_lists[character] = readings
        return self.candidate_lists[character]

    def column(self, name, penalty, grow):
        index = self.columns.get(name)
        if index is None and grow:
            index = self.columns[name] = len(self.columns)
            self.penalties.append(penalty)
        return index

    def prior(self, character, reading, own):
        """Smoothed share of a reading among the labelled sentences, without the sample's `own` label while learning."""
        counts, candidates = self.counts[character], self.candidates(character)
        total = sum(counts.values()) - (own is not None)
        return (counts[reading] - (own == reading) + self.settings["prior_count"]) / (total + self.settings["prior_count"] * len(candidates))

    def lift(self, table, character, feature, reading, own, share):
        """How much more often a reading was seen with a feature than without looking: the logarithm of the ratio, drawn to 0 where seen rarely."""
        counts = table.get((character, feature))
        if not counts:
            return 0.0
        total = sum(counts.values()) - (own is not None)
        if total <= 0:
            return 0.0
        damp = self.settings["damp"]
        return math.log((counts[reading] - (own == reading) + damp * share) / (total + damp) / share)

    def bias_features(self, character, reading, own=None):
        """What is known of a candidate without its context: [(name, value)]."""
        words = self.word_counts[character]
        entry = self.lexicon.words.get(character)
        known = entry.cells[0][0] if entry and entry.cells else []
        order = next((index for index, vote in enumerate(known) if vote[0] == reading), 9)
        found = [("prior", math.log(self.prior(character, reading, own))),
                 ("words", math.log((words[reading] + 0.5) / (sum(words.values()) + 1.5))), (f"order{order}", 1.0)]
        if order < 9:
            found.append((f"listed{entry.has}.{known[order][1]}", 1.0))
        if reading.endswith("5"):
            found.append(("neutral", 1.0))
        return found

    def vote_features(self, vote):
        say = f"{vote.has}.{vote.say}"
        return [vote_name(vote), f"V{vote.rank}{vote.relation}.{say}", f"V{vote.rank}{vote.length}{vote.relation}", f"V{say}"]

    def row(self, sample, order, reading, grow):
        settings, own = self.settings, sample.label if grow else None
        share = self.prior(sample.character, reading, own)
        entries = {}

        def put(name, penalty, value=1.0):
            index = self.column(name, penalty, grow)
            if index is not None:
                entries[index] = entries.get(index, 0.0) + value

        for name, value in self.bias_features(sample.character, reading, own):
            put("B" + name, settings["shared_penalty"], value)
        put(("bias", sample.character, order), settings["bias_penalty"])
        for vote in sample.votes:
            if vote.reading == reading:
                for name in self.vote_features(vote):
                    put(name, settings["vote_penalty"])
        for feature in sample.features:
            template = feature.partition("=")[0]
            put("L" + template, settings["shared_penalty"], self.lift(self.statistics, sample.character, feature, reading, own, share))
            put("W" + template, settings["shared_penalty"], self.lift(self.word_statistics, sample.character, feature, reading, None, share))
            if sum(self.statistics.get((sample.character, feature), {}).values()) >= settings["context_least"]:
                put((sample.character, feature, order), settings["context_penalty"])
        return entries

    def matrix(self, samples):
        rows, columns, values, starts, gold, weights, count = [], [], [], [], [], [], 0
        for sample in samples:
            candidates = self.candidates(sample.character)
            if sample.label not in candidates or len(candidates) < 2:
                continue
            starts.append(count)
            weights.append(sample.weight)
            for order, reading in enumerate(candidates):
                for index, value in self.row(sample, order, reading, True).items():
                    rows.append(count)
                    columns.append(index)
                    values.append(value)
                if reading == sample.label:
                    gold.append(count)
                count += 1
        matrix = csr_matrix((values, (rows, columns)), shape=(count, len(self.columns)))
        return matrix, np.array(starts), np.array(gold), np.array(weights)

    def learn(self, samples):
        matrix, starts, gold, weights = self.matrix(samples)
        sizes = np.diff(np.append(starts, matrix.shape[0]))
        group = np.repeat(np.arange(len(starts)), sizes)
        penalties, row_weight = np.array(self.penalties), weights[group]
        transposed = matrix.T.tocsr()
        gold_sum = np.asarray(transposed[:, gold] @ weights).ravel()

        def loss(parameters):
            score = matrix @ parameters
            top = np.maximum.reduceat(score, starts)
            raised = np.exp(score - top[group])
            total = np.add.reduceat(raised, starts)
            value = -(weights * (score[gold] - top - np.log(total))).sum() + 0.5 * (penalties * parameters * parameters).sum()
            slope = transposed @ (row_weight * raised / total[group]) - gold_sum + penalties * parameters
            return value, slope

        done = minimize(loss, np.zeros(len(penalties)), jac=True, method="L-BFGS-B", options={"maxiter": self.settings["iterations"], "maxcor": 10})
        self.parameters = done.x

    def predict(self, sample):
        candidates = self.candidates(sample.character)
        if not candidates:
            return None, 0
        scores = [sum(self.parameters[index] * value for index, value in self.row(sample, order, reading, False).items())
                  for order, reading in enumerate(candidates)]
        ranked = sorted(range(len(candidates)), key=lambda order: (-scores[order], order))
        margin = scores[ranked[0]] - scores[ranked[1]] if len(ranked) > 1 else 99.0
        return candidates[ranked[0]], margin


def folds_of(samples, folds):
    order = list(range(len(samples)))
    random.Random(1).shuffle(order)
    fold = [0] * len(samples)
    for place, index in enumerate(order):
        fold[index] = place % folds
    return fold


def whole(value, scale, most):
    return max(-most, min(most, round(value * scale)))


def context_rows(problem, settings):
    """{(character, feature): whole weights by candidate}. A row is kept when it can move a decision: its largest weight, measured from the
    character's most usual reading, reaches `least_weight`."""
    value = {name: problem.parameters[index] for name, index in problem.columns.items()}
    rows = {}
    for character, feature in set(problem.statistics) | {key for key in problem.word_statistics if key[0] in problem.counts}:
        candidates, template = problem.candidates(character), feature.partition("=")[0]
        if len(candidates) < 2:
            continue
        shares = [problem.prior(character, reading, None) for reading in candidates]
        weights = [value.get("L" + template, 0.0) * problem.lift(problem.statistics, character, feature, reading, None, share)
                   + value.get("W" + template, 0.0) * problem.lift(problem.word_statistics, character, feature, reading, None, share)
                   + value.get((character, feature, order), 0.0) for order, (reading, share) in enumerate(zip(candidates, shares))]
        usual = weights[shares.index(max(shares))]
        weights = [weight - usual for weight in weights]
        if max(abs(weight) for weight in weights) >= settings["least_weight"]:
            rows[character, feature] = [whole(weight, settings["scale"], 32000) for weight in weights]
    return rows


def weight_lines(problem, characters, settings):
    """The learnt parameters as whole numbers: `option`, `char`, `vote` and context rows, as voice/mandarin/data/README.md describes."""
    scale = settings["scale"]
    value = {name: problem.parameters[index] for name, index in problem.columns.items()}
    lines = [f"option\tscale\t{scale}", f"option\tdoubt\t{round(settings['doubt'] * scale)}"]
    for character in sorted(characters):
        candidates = problem.candidates(character)
        if len(candidates) < 2:
            continue
        bias = [sum(value.get("B" + name, 0.0) * amount for name, amount in problem.bias_features(character, reading))
                + value.get(("bias", character, order), 0.0) for order, reading in enumerate(candidates)]
        bias = [amount - max(bias) for amount in bias]
        lines.append(f"char\t{character}\t{' '.join(candidates)}\t{' '.join(str(whole(amount, scale, 32000)) for amount in bias)}")
    says = sorted({(entry.has, say) for word, entry in problem.lexicon.words.items() if entry.cells and len(word) > 1
                   for votes, _ in entry.cells for _, say in votes})
    for rank, length, relation, (has, say) in itertools.product((0, 1), (2, 3, 4), "sicx", says):
        vote = Vote(rank, length, relation, has, say, "", 0)
        weight = whole(sum(value.get(name, 0.0) for name in problem.vote_features(vote)), scale, 32000)
        if weight:
            lines.append(f"vote\t{vote_name(vote)}\t{weight}")
    for (character, feature), weights in sorted(context_rows(problem, settings).items()):
        while weights and not weights[-1]:
            weights.pop()
        lines.append(f"{character}\t{feature}\t" + " ".join(map(str, weights)))
    return lines


def cross_validate(lexicon, rows, samples, word_counts, settings, folds, wrong=None):
    """Shares of right readings on the part held out, by the whole-number weights as they would be shipped. `wrong` collects (row, reading)."""
    fold, results = folds_of(samples, folds), []
    for held in range(folds):
        problem = Problem(lexicon, [sample for sample, part in zip(samples, fold) if part != held], word_counts, settings)
        problem.learn([sample for sample, part in zip(samples, fold) if part != held])
        lines = weight_lines(problem, {sample.character for sample in samples}, settings)
        reader, right = Reader(lexicon, lines), 0
        for index in range(len(samples)):
            if fold[index] == held:
                text, position, label = rows[index]
                reading, doubtful = reader.read_at(Analysis(lexicon, text), position)
                right += reading == label
                if wrong is not None and reading != label:
                    wrong.append((rows[index], reading, doubtful))
        results.append(right / fold.count(held))
        print(f"fold {held}: {results[-1]:.4f}, {len(reader.context)} context rows", flush=True)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("lexicon", "sentences", "labels"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--cross-validate", type=int, nargs="?", const=5, metavar="FOLDS")
    parser.add_argument("--output")
    for name, value in SETTINGS.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    arguments = parser.parse_args()
    settings = {name: getattr(arguments, name) for name in SETTINGS}
    lexicon = Lexicon.load(arguments.lexicon)
    rows = read_sentences(arguments.sentences, arguments.labels)
    samples = [sentence_sample(lexicon, *row) for row in rows]
    word_counts = count_in_words(lexicon)
    if arguments.cross_validate:
        results = cross_validate(lexicon, rows, samples, word_counts, settings, arguments.cross_validate)
        print(f"mean {sum(results) / len(results):.4f}")
    if arguments.output:
        problem = Problem(lexicon, samples, word_counts, settings)
        problem.learn(samples)
        many = {word for word, entry in lexicon.words.items() if len(word) == 1 and entry.cells and len(entry.cells[0][0]) > 1}
        with open(arguments.output, "w", encoding="utf-8") as out:
            out.write("\n".join(weight_lines(problem, many | {sample.character for sample in samples}, settings)) + "\n")


if __name__ == "__main__":
    main()
