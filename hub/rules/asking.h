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

static_assert(static_cast<int>(Truth::no) == 0 && static_cast<int>(Truth::yes) == 1 && static_cast<int>(Truth::unknown) == 2);

inline Truth turned_if(bool turned, bool holds) { return holds != turned ? Truth::yes : Truth::no; }

inline Truth opposite(Truth truth) {
    if (truth == Truth::unknown) return truth;
    return truth == Truth::yes ? Truth::no : Truth::yes;
}

/// In a list of rules: one of the predicates so far was unknown.
inline constexpr std::uint32_t kMetUnknown = 0x8000'0000U;

/// One evaluation. Asks a predicate when it is first needed and remembers the answer.
class Asking {
public:
    Asking(const std::vector<Question>& questions, const std::vector<Node>& nodes, const std::vector<std::int64_t>& numbers, const std::vector<std::uint32_t>& bit_numbers,
           Evaluation& evaluation)
        : questions_(questions.data()), nodes_(nodes.data()), numbers_(numbers.data()), bit_numbers_(bit_numbers.data()), answers_(evaluation.answers.data()),
          bits_(evaluation.bits.data()), truths_(evaluation.predicates.data()), asked_(evaluation.asked.data()) {}

    /// The two frequent kinds are answered anew each time: that is faster than to look whether they were answered before.
    Truth ask(std::uint32_t number) {
        const Question& question = questions_[number];
        if (question.kind == Question::Kind::range || question.kind == Question::Kind::any_of_four) return remember(number, at_once(question, answers_, bits_));
        return asked_[number] != 0 ? truths_[number] : remember(number, answer(question));
    }

    /// One of these two kinds. With everything handed in: what is written to `asked` could be anything to the compiler, members too.
    static Truth at_once(const Question& question, const Evaluation::Answer* answers, const std::uint64_t* bits) {
        const Evaluation::Answer& about = answers[question.asked];
        bool holds = static_cast<std::uint64_t>(about.number) - question.range.low <= question.range.width;
        if (question.kind != Question::Kind::range) [[unlikely]] holds = any_of_four(bits, question.four);
        return truth_of(about.known, holds != question.turned);
    }

    Verdict part(std::uint32_t number) {
        const Node& node = nodes_[number];
        switch (node.kind) {
            case Expression::Kind::predicate: return {ask(node.question), node.question};
            case Expression::Kind::all: return group<Truth::no>(number + 1, node.next);
            case Expression::Kind::any: return group<Truth::yes>(number + 1, node.next);
            case Expression::Kind::negation: {
                if (node.next == number + 1) return {Truth::no, kNoPredicate};   // not always
                const Verdict inner = part(number + 1);
                return {opposite(inner.truth), inner.deciding};
            }
            case Expression::Kind::always: break;
        }
        return {};
    }

    Verdict of_two(const std::array<std::uint32_t, 2>& two) {
        const Truth first = remember(two[0], at_once(questions_[two[0]], answers_, bits_));
        const Truth second = remember(two[1], at_once(questions_[two[1]], answers_, bits_));
        if (first == Truth::yes || second == Truth::yes) return {Truth::yes, kNoPredicate};
        if (first == Truth::no && second == Truth::unknown) return {second, two[1]};
        return {first, two[0]};
    }

    /// The first predicate of the columns that left it open whether this rule holds. One did.
    std::uint32_t first_unknown(const std::array<Column, kColumns>& columns, std::uint32_t rule) {
        for (const Column& column : columns) {
            const bool two = column.questions[rule].kind == Question::Kind::either;
            const Verdict verdict = two ? of_two(column.questions[rule].two) : Verdict{truths_[column.numbers[rule]], column.numbers[rule]};
            if (verdict.truth == Truth::unknown) return verdict.deciding;
        }
        return kNoPredicate;
    }

    /// Lets the rules of `in` through a column: what is no has its outcome, the others are written to `out`, those that met something unknown
    /// with a mark. Gives how many.
    std::size_t through(const Column& column, const std::uint32_t* in, std::size_t count, std::uint32_t* out, Outcome* outcomes) {
        const Question* const questions = column.questions.data();
        const std::uint32_t* const numbers = column.numbers.data();
        const Evaluation::Answer* const answers = answers_;
        const std::uint64_t* const bits = bits_;
        Truth* const truths = truths_;
        std::uint8_t* const asked = asked_;
        std::size_t left = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t rule = in[i] & ~kMetUnknown;
            Verdict verdict{Truth::no, numbers[rule]};
            if (questions[rule].kind == Question::Kind::either) [[unlikely]] {
                verdict = of_two(questions[rule].two);
            } else {
                verdict.truth = at_once(questions[rule], answers, bits);
                truths[verdict.deciding] = verdict.truth;
                asked[verdict.deciding] = 1;
            }
            outcomes[rule] = {verdict.truth, true, verdict.deciding};
            out[left] = in[i] | (verdict.truth == Truth::unknown ? kMetUnknown : 0);
            left += verdict.truth != Truth::no ? 1 : 0;
        }
        return left;
    }

    /// `Settles` ends an all (no) or an any (yes) at once; otherwise the first unknown decides, or else the first that has a predicate. All but
    /// the end is written without branches: which way they go could not be foreseen.
    /// From the part at node `at` on; `first_unknown` when one before it was unknown.
    template <Truth Settles>
    Verdict group(std::uint32_t at, std::uint32_t end, bool unknown = false, std::uint32_t first_unknown = kNoPredicate) {
        std::uint32_t first = kNoPredicate;
        while (at < end) {
            const Node& node = nodes_[at];
            Verdict inner{Truth::yes, node.question};
            if (node.kind == Expression::Kind::predicate) [[likely]] {
                inner.truth = ask(node.question);
                ++at;
            } else {
                inner = part(at);
                at = node.next;
            }
            if (inner.truth == Settles) return inner;
            first = first == kNoPredicate ? inner.deciding : first;
            const bool first_of_them = inner.truth == Truth::unknown && !unknown;
            first_unknown = first_of_them ? inner.deciding : first_unknown;
            unknown |= first_of_them;
        }
        if (unknown) return {Truth::unknown, first_unknown};
        return {Settles == Truth::no ? Truth::yes : Truth::no, first};
    }

private:
    /// In arithmetic, because which facts are missing could not be foreseen either.
    static Truth truth_of(bool known, bool holds) {
        const auto is_known = static_cast<unsigned>(known);
        return static_cast<Truth>((is_known & static_cast<unsigned>(holds)) | ((is_known ^ 1U) << 1U));
    }
    Truth remember(std::uint32_t number, Truth truth) {
        asked_[number] = 1;
        truths_[number] = truth;
        return truth;
    }

    Truth answer(const Question& question) {
        if (question.kind == Question::Kind::segment) return part(question.root).truth;
        const Evaluation::Answer& about = answers_[question.asked];
        if (question.kind == Question::Kind::known) return turned_if(question.turned, about.known);
        if (!about.known) return Truth::unknown;
        switch (question.kind) {
            case Question::Kind::number_list: return turned_if(question.turned, in_list(question.span, about.number));
            case Question::Kind::any_of: return turned_if(question.turned, any_bit(question.span));
            case Question::Kind::all_of: return turned_if(question.turned, all_bits(question.span));
            default: return Truth::unknown;
        }
    }

    static std::uint64_t bit_of(const std::uint64_t* bits, std::uint32_t number) { return bits[number / 64] >> (number % 64) & 1U; }
    static bool any_of_four(const std::uint64_t* bits, const std::array<std::uint32_t, 4>& four) {
        return (bit_of(bits, four[0]) | bit_of(bits, four[1]) | bit_of(bits, four[2]) | bit_of(bits, four[3])) != 0;
    }
    [[nodiscard]] std::uint64_t bit(std::uint32_t number) const { return bit_of(bits_, number); }

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
