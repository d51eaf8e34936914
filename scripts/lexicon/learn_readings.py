#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: Silverlane contributors
"""Learns the weights of the Mandarin reader from sentences with one labelled polyphonic character each (`▁` on both sides; labels in a second
file, line by line), and from the words of the lexicon taken as little sentences. Writes voice/mandarin/data/reading-weights.tsv.
Usage: learn_readings.py --lexicon FILE --sentences FILE --labels FILE (--cross-validate [FOLDS] | --output FILE)"""
import argparse
import collections
import math
import random

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dictionary_sources import plain_syllable
from reference_reader import Analysis, Lexicon, Vote, vote_name

Sample = collections.namedtuple("Sample", "character label features votes weight")

SETTINGS = dict(context_penalty=0.5, shared_penalty=0.05, bias_penalty=0.5, word_weight=0.0, iterations=120, scale=32, least_weight=3, doubt=2.0)
# Penalty factors of single templates, beside 1.
TEMPLATE_PENALTY = {}
DROPPED = set()


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


def word_samples(lexicon, characters, word_weight):
    """Each word as a little sentence for its characters: only the features that lie inside the word, and no vote (the word would vote for itself)."""
    samples = []
    if word_weight <= 0:
        return samples
    for word, entry in lexicon.words.items():
        if len(word) < 2 or not entry.cells:
            continue
        for position, character in enumerate(word):
            votes = entry.cells[position][0]
            if character not in characters or not votes:
                continue
            if len(votes) > 1:
                continue
            weight = word_weight * max(0.5, (130 - entry.cost) / 8 / math.log(10)) 
            samples.append(Sample(character, votes[0][0], inner_features(word, position, entry), [], weight))
    return samples


def count_in_words(lexicon):
    """{character: {reading: number of words that read it so}}, of words whose dictionaries agree."""
    counts = collections.defaultdict(collections.Counter)
    for word, entry in lexicon.words.items():
        if len(word) > 1 and entry.cells:
            for character, (votes, _) in zip(word, entry.cells):
                if len(votes) == 1:
                    counts[character][votes[0][0]] += 1
    return counts


def inner_features(word, position, entry):
    padded = [None] * 3 + list(word) + [None] * 3
    at = padded[position:position + 7]
    features = [f"c{offset:+d}=" + at[offset + 3] for offset in (-3, -2, -1, 1, 2, 3) if at[offset + 3]]
    for name, offsets in (("b-", (1, 2)), ("b+", (4, 5)), ("b0", (2, 4)), ("t-", (0, 1, 2)), ("t+", (4, 5, 6))):
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
        self.word_counts = word_counts
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

    def bias_features(self, character, reading):
        """What is known of a candidate without its context: [(name, value)]."""
        counts, words = self.counts[character], self.word_counts[character]
        entry = self.lexicon.words.get(character)
        known = entry.cells[0][0] if entry and entry.cells else []
        order = next((index for index, vote in enumerate(known) if vote[0] == reading), 9)
        found = [("prior", math.log((counts[reading] + 0.1) / (sum(counts.values()) + 0.5))),
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
        settings = self.settings
        entries = {}

        def put(name, penalty, value=1.0):
            index = self.column(name, penalty, grow)
            if index is not None:
                entries[index] = entries.get(index, 0.0) + value

        for name, value in self.bias_features(sample.character, reading):
            put("B" + name, settings["shared_penalty"], value)
        put(("bias", sample.character, order), settings["bias_penalty"])
        for vote in sample.votes:
            if vote.reading == reading:
                for name in self.vote_features(vote):
                    put(name, settings["shared_penalty"])
        for feature in sample.features:
            template = feature.partition("=")[0]
            if template not in DROPPED:
                put((sample.character, feature, order), settings["context_penalty"] * TEMPLATE_PENALTY.get(template, 1.0))
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


def cross_validate(lexicon, samples, words, word_counts, settings, folds=5, only=None, report=None):
    fold, results = folds_of(samples, folds), []
    for held in range(folds) if only is None else only:
        training = [sample for sample, part in zip(samples, fold) if part != held]
        problem = Problem(lexicon, training, word_counts, settings)
        problem.learn(training + words)
        right = 0
        for index, sample in enumerate(samples):
            if fold[index] != held:
                continue
            reading, margin = problem.predict(sample)
            right += reading == sample.label
            if report is not None:
                report.append((index, reading, margin, dict(problem.counts[sample.character])))
        results.append(right / fold.count(held))
    return results, problem


def whole(value, scale, least, most):
    return max(-most, min(most, round(value * scale))) if abs(value * scale) >= least else 0


def write_weights(problem, characters, path, settings):
    """The learnt parameters as whole numbers: `char`, `vote` and context rows, as voice/mandarin/data/README.md describes."""
    scale, least = settings["scale"], settings["least_weight"]
    value = {name: problem.parameters[index] for name, index in problem.columns.items()}
    lines = [f"option\tscale\t{scale}", f"option\tdoubt\t{round(settings['doubt'] * scale)}"]
    for character in sorted(characters):
        candidates = problem.candidates(character)
        bias = [sum(value.get("B" + name, 0.0) * amount for name, amount in problem.bias_features(character, reading))
                + value.get(("bias", character, order), 0.0) for order, reading in enumerate(candidates)]
        bias = [amount - max(bias) for amount in bias]
        lines.append(f"char\t{character}\t{' '.join(candidates)}\t{' '.join(str(whole(amount, scale, 1, 32000)) for amount in bias)}")
    says = sorted({(entry.has, say) for word, entry in problem.lexicon.words.items() if entry.cells and len(word) > 1
                   for votes, _ in entry.cells for _, say in votes})
    for rank in (0, 1):
        for length in (2, 3, 4):
            for relation in "sicx":
                for has, say in says:
                    vote = Vote(rank, length, relation, has, say, "", 0)
                    weight = whole(sum(value.get(name, 0.0) for name in problem.vote_features(vote)), scale, 1, 32000)
                    if weight:
                        lines.append(f"vote\t{vote_name(vote)}\t{weight}")
    rows = collections.defaultdict(dict)
    for name, amount in value.items():
        if isinstance(name, tuple) and name[0] != "bias":
            weight = whole(amount, scale, least, 127)
            if weight:
                rows[name[0], name[1]][name[2]] = weight
    for (character, feature), weights in sorted(rows.items()):
        lines.append(f"{character}\t{feature}\t" + " ".join(str(weights.get(order, 0)) for order in range(max(weights) + 1)))
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    return len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("lexicon", "sentences", "labels"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--cross-validate", type=int, nargs="?", const=5, metavar="FOLDS")
    parser.add_argument("--output")
    arguments = parser.parse_args()
    lexicon = Lexicon.load(arguments.lexicon)
    rows = read_sentences(arguments.sentences, arguments.labels)
    samples = [sentence_sample(lexicon, *row) for row in rows]
    characters = {sample.character for sample in samples}
    words, word_counts = word_samples(lexicon, characters, SETTINGS["word_weight"]), count_in_words(lexicon)
    if arguments.cross_validate:
        results, _ = cross_validate(lexicon, samples, words, word_counts, SETTINGS, arguments.cross_validate)
        print("folds", " ".join(f"{result:.4f}" for result in results), f"mean {sum(results) / len(results):.4f}")
    if arguments.output:
        problem = Problem(lexicon, samples, word_counts, SETTINGS)
        problem.learn(samples + words)
        many = {word for word, entry in lexicon.words.items() if len(word) == 1 and entry.cells and len(entry.cells[0][0]) > 1}
        print(write_weights(problem, characters | many, arguments.output, SETTINGS), "context rows")


if __name__ == "__main__":
    main()
