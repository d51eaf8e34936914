// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Reads the text form: a tokeniser and a descent parser. The grammar stands in docs/rules.md.
#include <algorithm>
#include <charconv>
#include <optional>

#include "base/suggestion.h"
#include "base/utf8.h"
#include "hub/rules/expression.h"
#include "hub/rules/predicate_form.h"
#include "hub/rules/text_words.h"

namespace silverlane::rules {
namespace {

constexpr int kDeepestBrackets = 4 * kDeepest;   // brackets and nots inside each other, so that the parser's own stack is bounded
constexpr std::size_t kMostBytesRead = 4 * kLongestRuleBytes;

struct Token {
    enum class Kind { word, quoted, number, sign, end };
    Kind kind = Kind::end;
    std::string text;
    std::size_t at = 0;   // byte
};

std::size_t column_of(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, byte);
    return 1 + static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [](char each) { return (static_cast<unsigned char>(each) & 0xc0U) != 0x80U; }));
}

class Tokens {
public:
    Tokens(std::string_view text, std::optional<Error>& error) : text_(text), error_(error) {}

    std::vector<Token> all() {
        std::vector<Token> out;
        do {
            out.push_back(next());
        } while (!error_ && out.back().kind != Token::Kind::end);
        return out;
    }

private:
    Token next() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
        const std::size_t begin = at_;
        if (begin == text_.size()) return {Token::Kind::end, "the end", begin};
        if (is_word_byte(text_[begin])) {
            while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
            std::string word(text_.substr(begin, at_ - begin));
            return {looks_like_number(word) ? Token::Kind::number : Token::Kind::word, std::move(word), begin};
        }
        if (text_[begin] == '"') return quoted();
        for (const std::string_view sign : {"==", "!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ","}) {
            if (text_.substr(begin).substr(0, sign.size()) != sign) continue;
            at_ += sign.size();
            return {Token::Kind::sign, std::string(sign), begin};
        }
        return fault(begin, "a sign that means nothing here");
    }

    Token fault(std::size_t at, const std::string& what) {
        error_ = Error(ErrorCode::invalid_input, "column " + std::to_string(column_of(text_, at)) + ": " + what);
        return {Token::Kind::end, "", at};
    }

    Token quoted() {
        const std::size_t begin = at_++;
        std::string out;
        while (at_ < text_.size() && text_[at_] != '"') {
            const std::size_t sign = at_;
            if (text_[at_] != '\\') {
                out += text_[at_++];
            } else if (!escape(out)) {
                return fault(sign, "expected \\\\, \\\", \\n, \\t or \\x and two digits of a code below 80");
            }
        }
        if (at_ == text_.size()) return fault(begin, "the quote is never closed");
        ++at_;
        return {Token::Kind::quoted, std::move(out), begin};
    }

    bool escape(std::string& out) {
        const std::string_view rest = text_.substr(at_ + 1);
        if (rest.empty()) return false;
        at_ += 2;
        switch (rest[0]) {
            case '\\':
            case '"': out += rest[0]; return true;
            case 'n': out += '\n'; return true;
            case 't': out += '\t'; return true;
            case 'x': {
                unsigned code = 0x80;
                if (rest.size() < 3 || std::from_chars(rest.data() + 1, rest.data() + 3, code, 16).ptr != rest.data() + 3 || code >= 0x80) return false;
                out += static_cast<char>(code);
                at_ += 2;
                return true;
            }
            default: return false;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<Error>& error_;
};

class TextParser {
public:
    TextParser(std::string_view text, std::vector<Token> tokens, const Catalogue& catalogue, std::optional<Error>& error)
        : text_(text), tokens_(std::move(tokens)), catalogue_(catalogue), error_(error) {}

    Expression run() {
        Expression out = alternatives();
        if (!error_ && peek().kind != Token::Kind::end) expected("'and', 'or' or the end", {"and", "or"});
        return out;
    }

private:
    const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
    bool is_word(std::string_view word, std::size_t ahead = 0) const { return peek(ahead).kind == Token::Kind::word && peek(ahead).text == word; }
    bool is_sign(std::string_view sign) const { return peek().kind == Token::Kind::sign && peek().text == sign; }
    bool take_word(std::string_view word) {
        if (!is_word(word)) return false;
        ++at_;
        return true;
    }
    bool take_sign(std::string_view sign) {
        if (!is_sign(sign)) return false;
        ++at_;
        return true;
    }

    void fault(std::size_t at, const std::string& what) {
        if (!error_) error_ = Error(ErrorCode::invalid_input, "column " + std::to_string(column_of(text_, at)) + ": " + what);
    }

    void expected(const std::string& what, const std::vector<std::string>& words = {}) {
        const Token& found = peek();
        std::string text = "expected " + what + ", found " + (found.kind == Token::Kind::end ? found.text : "'" + found.text + "'");
        const std::string meant = found.kind == Token::Kind::word ? did_you_mean(found.text, words) : "";
        fault(found.at, meant.empty() ? text : text + "; " + meant);
    }

    void need_word(std::string_view word) {
        if (!take_word(word)) expected("'" + std::string(word) + "'", {std::string(word)});
    }
    void need_sign(std::string_view sign) {
        if (!take_sign(sign)) expected("'" + std::string(sign) + "'");
    }

    Expression alternatives() { return chain(Expression::Kind::any, "or"); }

    Expression chain(Expression::Kind kind, std::string_view word) {
        const auto part = [&] { return kind == Expression::Kind::any ? chain(Expression::Kind::all, "and") : primary(); };
        Expression first = part();
        if (error_ || !is_word(word)) return first;
        Expression out{kind, {}, {}};
        out.parts.push_back(std::move(first));
        while (!error_ && take_word(word)) out.parts.push_back(part());
        return out;
    }

    Expression primary() {
        if (++brackets_ > kDeepestBrackets) fault(peek().at, "more than " + std::to_string(kDeepestBrackets) + " brackets and nots inside each other");
        Expression out = error_ ? Expression{} : inside();
        --brackets_;
        return out;
    }

    Expression inside() {
        if (take_word("always")) return {};
        if (take_word("not")) {
            Expression out{Expression::Kind::negation, {}, {}};
            out.parts.push_back(primary());
            return out;
        }
        if ((is_word("all") || is_word("any")) && is_word("of", 1)) {
            Expression out{is_word("all") ? Expression::Kind::all : Expression::Kind::any, {}, {}};
            at_ += 2;
            need_sign("(");
            if (!error_ && !is_sign(")")) out.parts.push_back(alternatives());
            need_sign(")");
            return out;
        }
        if (take_sign("(")) {
            Expression out = alternatives();
            need_sign(")");
            return out;
        }
        return predicate();
    }

    Expression predicate() {
        const std::size_t begin = peek().at;
        Expression out{Expression::Kind::predicate, {}, {}};
        subject(out.predicate.subject);
        if (!error_ && out.predicate.subject.of != Subject::Of::segment) test(out.predicate);
        if (error_) return out;
        std::vector<Mistake> mistakes;
        check_form(out.predicate, catalogue_, "", mistakes);
        if (!mistakes.empty()) fault(begin, text_of(mistakes[0]));
        return out;
    }

    void subject(Subject& out) {
        if (take_word("segment")) {
            out.of = Subject::Of::segment;
            out.name = name("the name of a segment");
        } else if (take_word("days")) {
            need_word("since");
            out.of = Subject::Of::days_since;
            out.name = fact();
        } else if (take_word("count")) {
            need_word("of");
            out.of = Subject::Of::count;
            out.name = fact();
            need_word("in");
            const std::int64_t days = number();
            out.window_days = days < 1 || days > kMostWindowDays ? 0 : static_cast<int>(days);
            need_word("days");
        } else {
            out.name = fact();
        }
    }

    std::string name(const std::string& what, const std::vector<std::string>& known = {}) {
        if (peek().kind == Token::Kind::quoted || (peek().kind == Token::Kind::word && !is_reserved(peek().text))) return tokens_[at_++].text;
        expected(what, known);
        return {};
    }

    std::string fact() {
        const std::size_t begin = peek().at;
        std::string found = name("the name of a fact", catalogue_.names());
        if (!error_ && !catalogue_.find(found)) fault(begin, "unknown fact '" + found + "'; " + advice_among(found, catalogue_.names()));
        return found;
    }

    void test(Predicate& out) {
        static constexpr std::pair<std::string_view, Test> kSigns[] = {{"==", Test::equal}, {"=", Test::equal}, {"!=", Test::not_equal}, {"<", Test::less},
                                                                      {"<=", Test::at_most}, {">", Test::greater}, {">=", Test::at_least}};
        for (const auto& [sign, test] : kSigns) {
            if (!take_sign(sign)) continue;
            out.test = test;
            return value(out);
        }
        const TestWord* found = nullptr;
        for (const TestWord& word : test_words()) {   // the longest that stands here: "is not" before "is"
            if (stands_here(word.words) && (found == nullptr || word.words.size() > found->words.size())) found = &word;
        }
        if (found == nullptr) {
            std::vector<std::string> first_words;
            for (const TestWord& word : test_words()) first_words.emplace_back(word.words.substr(0, word.words.find(' ')));
            return expected("a test such as 'is', 'at least', 'between', 'in', 'any of' or 'exists'", first_words);
        }
        at_ += 1 + static_cast<std::size_t>(std::count(found->words.begin(), found->words.end(), ' '));
        out.test = found->test;
        operand(found->operand, out);
    }

    bool stands_here(std::string_view words) const {
        for (std::size_t ahead = 0;; ++ahead) {
            const std::size_t blank = words.find(' ');
            if (!is_word(words.substr(0, blank), ahead)) return false;
            if (blank == std::string_view::npos) return true;
            words.remove_prefix(blank + 1);
        }
    }

    void operand(Operand operand, Predicate& out) {
        switch (operand) {
            case Operand::nothing: return;
            case Operand::one: return value(out);
            case Operand::two:
                value(out);
                need_word("and");
                return value(out);
            case Operand::one_or_list:
                if (!is_sign("[")) return value(out);
                return list(out);
            case Operand::list: return list(out);
        }
    }

    void list(Predicate& out) {
        need_sign("[");
        do {
            value(out);
        } while (!error_ && take_sign(","));
        need_sign("]");
    }

    void value(Predicate& out) {
        if (error_) return;
        if (peek().kind == Token::Kind::number) out.numbers.push_back(number());
        else if (peek().kind == Token::Kind::word && is_reserved(peek().text)) expected("a value (quote it when it is a word of the language)");
        else out.texts.push_back(name("a value"));
    }

    std::int64_t number() {
        std::int64_t out = 0;
        if (error_) return out;
        if (peek().kind != Token::Kind::number) {
            expected("a whole number");
            return out;
        }
        const std::string& digits = peek().text;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), out).ec != std::errc{}) fault(peek().at, "'" + digits.substr(0, 30) + "' is too large a number");
        ++at_;
        return out;
    }

    std::string_view text_;
    std::vector<Token> tokens_;
    const Catalogue& catalogue_;
    std::optional<Error>& error_;
    std::size_t at_ = 0;
    int brackets_ = 0;
};

}  // namespace

Result<Expression> parse_text(std::string_view text, const Catalogue& catalogue) {
    if (text.size() > kMostBytesRead) return Error(ErrorCode::invalid_input, std::to_string(text.size()) + " bytes; write at most " + std::to_string(kLongestRuleBytes));
    if (!is_valid_utf8(text)) return Error(ErrorCode::invalid_input, "the text is not UTF-8");
    std::optional<Error> error;
    std::vector<Token> tokens = Tokens(text, error).all();
    Expression out;
    if (!error) out = TextParser(text, std::move(tokens), catalogue, error).run();
    if (error) return *error;
    std::vector<Mistake> mistakes;
    check_limits(out, catalogue, mistakes);
    if (!mistakes.empty()) return error_of(mistakes);
    return out;
}

}  // namespace silverlane::rules
