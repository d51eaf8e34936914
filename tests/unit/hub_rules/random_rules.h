// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A small bank's catalogue, and conditions and facts of it drawn at random from a seed. Tests only; one thread.
#pragma once

#include <random>

#include "hub/rules/catalogue.h"
#include "hub/rules/check.h"
#include "hub/rules/expression.h"
#include "hub/rules/facts.h"

namespace silverlane::rules::test {

/// Numbers, texts, sets, days and a path, profile and context, with and without a vocabulary.
Catalogue sample_catalogue();

class Draw {
public:
    explicit Draw(std::uint64_t seed) : random_(seed) {}

    int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }
    bool chance(int percent) { return number(1, 100) <= percent; }
    template <class T>
    const T& one_of(const std::vector<T>& values) { return values[static_cast<std::size_t>(number(0, static_cast<int>(values.size()) - 1))]; }

    /// Well formed, at most `levels` deep; names of `segments` are used now and then.
    Expression expression(const Catalogue& catalogue, int levels, const std::vector<std::string>& segments = {});
    Predicate predicate(const Catalogue& catalogue);
    /// Each slot missing with that chance, the day too.
    void fill(Facts& facts, const Catalogue& catalogue, int percent_missing);
    std::string path();

private:
    void add_numbers(const FactName& fact, Predicate& out);
    void add_texts(const FactName& fact, Predicate& out);
    std::string text_of(const FactName& fact);

    std::mt19937_64 random_;
};

}  // namespace silverlane::rules::test
