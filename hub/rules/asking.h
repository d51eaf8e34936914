// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// One evaluation of compiled rules. Inside hub/rules only; a header, so that the loop over the rules is compiled as one. Allocates nothing.
#pragma once

#include <algorithm>

#include "hub/rules/compiled.h"

namespace silverlane::rules {

inline constexpr std::uint32_t kFewNumbers = 8;   // that are faster looked through than searched

/// What a part came to, and the first predicate that made it so.
struct Verdict {
    Truth truth = Truth::yes;
    std::uint32_t deciding = kNoPredicate;
};

inline Truth turned_if(bool turned, bool holds) { return holds != turned ? Truth::yes : Truth::no; }

inline Truth opposite(Truth truth) {
    if (truth == Truth::unknown) return truth;
    return truth == Truth::yes ? Truth::no : Truth::yes;
}

/// One evaluation. Asks a predicate when it is first needed and remembers the answer.
class Asking {
public:
    Asking(const std::vector<Question>& questions, const std::vector<Node>& nodes, const std::vector<std::int64_t>& numbers, const std::vector<std::uint32_t>& bit_numbers,
           Evaluation& evaluation)
        : questions_(questions.data()), nodes_(nodes.data()), numbers_(numbers.data()), bit_numbers_(bit_numbers.data()), answers_(evaluation.answers.data()),
          bits_(evaluation.bits.data()), truths_(evaluation.predicates.data()), asked_(evaluation.asked.data()) {}

    Truth ask(std::uint32_t number) {
        if (asked_[number] != 0) return truths_[number];
        const Truth truth = answer(questions_[number]);
        asked_[number] = 1;
        truths_[number] = truth;
        return truth;
    }

    Verdict part(std::uint32_t number) {
        const Node& node = nodes_[number];
        switch (node.kind) {
            case Expression::Kind::predicate: return {ask(node.question), node.question};
            case Expression::Kind::all: return group(number, Truth::no, Truth::yes);
            case Expression::Kind::any: return group(number, Truth::yes, Truth::no);
            case Expression::Kind::negation: {
                if (node.next == number + 1) return {Truth::no, kNoPredicate};   // not always
                const Verdict inner = part(number + 1);
                return {opposite(inner.truth), inner.deciding};
            }
            case Expression::Kind::always: break;
        }
        return {};
    }

private:
    /// `settles` ends an all (no) or an any (yes) at once; what is unknown is kept in mind; `otherwise` is what is left.
    Verdict group(std::uint32_t number, Truth settles, Truth otherwise) {
        const std::uint32_t end = nodes_[number].next;
        Verdict out{otherwise, kNoPredicate};
        for (std::uint32_t at = number + 1; at < end; at = nodes_[at].next) {
            const Verdict inner = part(at);
            if (inner.truth == settles) return inner;
            const bool first_unknown = inner.truth == Truth::unknown && out.truth != Truth::unknown;
            if (first_unknown || (out.deciding == kNoPredicate && inner.truth == out.truth)) out = inner;
        }
        return out;
    }

    Truth answer(const Question& question) {
        if (question.kind == Question::Kind::segment) return part(question.root).truth;
        const Evaluation::Answer& about = answers_[question.asked];
        if (question.kind == Question::Kind::known) return turned_if(question.turned, about.known);
        if (!about.known) return Truth::unknown;
        switch (question.kind) {
            case Question::Kind::range: return turned_if(question.turned, about.number >= question.range.low && about.number <= question.range.high);
            case Question::Kind::any_of_four: return turned_if(question.turned, any_of_four(question.four));
            case Question::Kind::number_list: return turned_if(question.turned, in_list(question.span, about.number));
            case Question::Kind::any_of: return turned_if(question.turned, any_bit(question.span));
            case Question::Kind::all_of: return turned_if(question.turned, all_bits(question.span));
            default: return Truth::unknown;
        }
    }

    [[nodiscard]] std::uint64_t bit(std::uint32_t number) const { return bits_[number / 64] >> (number % 64) & 1U; }
    [[nodiscard]] bool any_of_four(const std::array<std::uint32_t, 4>& four) const { return (bit(four[0]) | bit(four[1]) | bit(four[2]) | bit(four[3])) != 0; }

    [[nodiscard]] bool any_bit(Question::Span span) const {
        return std::any_of(bit_numbers_ + span.begin, bit_numbers_ + span.end, [this](std::uint32_t number) { return bit(number) != 0; });
    }
    [[nodiscard]] bool all_bits(Question::Span span) const {
        return std::all_of(bit_numbers_ + span.begin, bit_numbers_ + span.end, [this](std::uint32_t number) { return bit(number) != 0; });
    }
    [[nodiscard]] bool in_list(Question::Span span, std::int64_t number) const {
        const std::int64_t* begin = numbers_ + span.begin;
        const std::int64_t* end = numbers_ + span.end;
        if (span.end - span.begin <= kFewNumbers) return std::find(begin, end, number) != end;
        return std::binary_search(begin, end, number);
    }

    const Question* questions_;
    const Node* nodes_;
    const std::int64_t* numbers_;
    const std::uint32_t* bit_numbers_;
    const Evaluation::Answer* answers_;
    const std::uint64_t* bits_;
    Truth* truths_;
    std::uint8_t* asked_;
};

}  // namespace silverlane::rules
