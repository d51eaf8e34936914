// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes the text form.
#include <algorithm>
#include <array>
#include <cctype>

#include "hub/rules/expression.h"
#include "hub/rules/predicate_form.h"
#include "hub/rules/text_words.h"

namespace silverlane::rules {
namespace {

constexpr std::array<std::string_view, 24> kReserved{"all", "always", "and", "any", "at", "between", "count", "days", "exists", "greater", "in", "is",
                                                     "least", "less", "missing", "most", "none", "not", "of", "or", "segment", "since", "than", "under"};

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\') out += {'\\', byte};
        else if (byte == '\n') out += "\\n";
        else if (byte == '\t') out += "\\t";
        else if (code < 0x20 || code == 0x7f) out += {'\\', 'x', "0123456789abcdef"[code >> 4U], "0123456789abcdef"[code & 15U]};
        else out += byte;
    }
    return out + '"';
}

std::string word(std::string_view text) {
    const bool plain = !text.empty() && !is_reserved(text) && !looks_like_number(text) && std::all_of(text.begin(), text.end(), is_word_byte);
    return plain ? std::string(text) : quoted(text);
}

std::vector<std::string> values_of(const Predicate& predicate) {
    std::vector<std::string> out;
    for (const std::string& text : predicate.texts) out.push_back(word(text));
    for (const std::int64_t number : predicate.numbers) out.push_back(std::to_string(number));
    return out;
}

std::string list(const std::vector<std::string>& values) {
    std::string out = "[";
    for (const std::string& value : values) out += (out.size() == 1 ? "" : ", ") + value;
    return out + "]";
}

std::string subject(const Subject& subject) {
    switch (subject.of) {
        case Subject::Of::days_since: return "days since " + word(subject.name);
        case Subject::Of::count: return "count of " + word(subject.name) + " in " + std::to_string(subject.window_days) + " days";
        case Subject::Of::segment: return "segment " + word(subject.name);
        default: return word(subject.name);
    }
}

bool needs_brackets(const Expression& part) {
    return (part.kind == Expression::Kind::all || part.kind == Expression::Kind::any) && part.parts.size() > 1;
}

void write(const Expression& expression, std::string& out);

void write_part(const Expression& part, std::string& out) {
    if (needs_brackets(part)) out += "(";
    write(part, out);
    if (needs_brackets(part)) out += ")";
}

void write_group(const Expression& expression, std::string& out) {
    const bool all = expression.kind == Expression::Kind::all;
    if (expression.parts.size() < 2) {   // "and" and "or" need two
        out += all ? "all of (" : "any of (";
        for (const Expression& part : expression.parts) write(part, out);
        out += ")";
        return;
    }
    for (std::size_t i = 0; i < expression.parts.size(); ++i) {
        if (i > 0) out += all ? " and " : " or ";
        write_part(expression.parts[i], out);
    }
}

void write(const Expression& expression, std::string& out) {
    switch (expression.kind) {
        case Expression::Kind::always: out += "always"; break;
        case Expression::Kind::predicate: out += to_text(expression.predicate); break;
        case Expression::Kind::negation:
            out += "not ";
            if (expression.parts.empty()) out += "always";
            else write_part(expression.parts[0], out);
            break;
        case Expression::Kind::all:
        case Expression::Kind::any: write_group(expression, out); break;
    }
}

}  // namespace

bool is_reserved(std::string_view word) { return std::binary_search(kReserved.begin(), kReserved.end(), word); }

bool is_word_byte(char byte) {
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x80 || std::isalnum(code) != 0 || byte == '_' || byte == '.' || byte == '/' || byte == '-';
}

bool looks_like_number(std::string_view word) {
    if (!word.empty() && word.front() == '-') word.remove_prefix(1);
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

std::string to_text(const Predicate& predicate) {
    std::string out = subject(predicate.subject);
    if (predicate.subject.of == Subject::Of::segment) return out;
    const TestWord& test = word_of(predicate.test);
    out.append(" ").append(test.words);
    const std::vector<std::string> values = values_of(predicate);
    switch (test.operand) {
        case Operand::nothing: break;
        case Operand::two: out += " " + (values.size() == 2 ? values[0] + " and " + values[1] : list(values)); break;
        case Operand::one:
        case Operand::one_or_list: out += " " + (values.size() == 1 ? values[0] : list(values)); break;
        case Operand::list: out += " " + list(values); break;
    }
    return out;
}

std::string to_text(const Expression& expression) {
    std::string out;
    write(expression, out);
    return out;
}

}  // namespace silverlane::rules
