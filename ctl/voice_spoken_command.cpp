// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/voice_spoken_command.h"

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

#include "config/suggestion.h"
#include "ctl/arguments.h"
#include "ctl/voice_commands.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::ctl {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error no_such_kind(const std::string& name) {
    const auto kinds = voice::spoken_kind_names();
    const std::string meant = config::did_you_mean(name, kinds);
    return {ErrorCode::not_found, "no kind '" + name + "'; " + (meant.empty() ? "" : meant + " ") + "The kinds are " + config::joined(kinds)};
}

/// One choice of --style: "yao=off".
Result<void> choose(std::string_view choice, voice::SpokenStyle& style) {
    const std::size_t equals = choice.find('=');
    const std::string name(choice.substr(0, equals));
    const std::string_view value = equals == std::string_view::npos ? "" : choice.substr(equals + 1);
    if (name != "yao" && name != "liang") return Error(ErrorCode::invalid_input, "--style has no '" + name + "'; " + config::advice_among(name, {"yao", "liang"}));
    if (value != "on" && value != "off") return Error(ErrorCode::invalid_input, "--style " + name + " is on or off: " + name + "=off");
    (name == "yao" ? style.yao : style.liang) = value == "on";
    return {};
}

Result<voice::SpokenStyle> style_of(std::string_view text) {
    voice::SpokenStyle style;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const auto chosen = choose(text.substr(0, comma), style);
        if (!chosen) return chosen.error();
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return style;
}

/// One value to its words; the count of those that have none.
struct Speaking {
    voice::SpokenKind kind;
    std::string language;
    voice::SpokenStyle style;

    std::size_t say_lines(std::istream& values, std::ostream& answers, std::ostream& complaints, std::size_t& line) const {
        std::size_t refused = 0;
        std::string value;
        while (std::getline(values, value)) {
            ++line;
            if (line == 1 && value.starts_with(kByteOrderMark)) value.erase(0, kByteOrderMark.size());
            if (value.ends_with('\r')) value.pop_back();
            const auto said = voice::spoken(kind, value, language, style);
            // A refused value leaves its line empty, so that answers stand beside their questions.
            answers << (said ? *said : "") << '\n';
            if (said) continue;
            ++refused;
            complaints << "line " << line << ": " << (value.empty() ? "the line is empty" : said.error().text()) << '\n';
        }
        return refused;
    }
};

}  // namespace

Result<void> say_values(const Words& words, std::istream& values, std::ostream& answers, std::ostream& complaints) {
    const auto arguments = Arguments::parse(words, {"lang", "style"});
    if (!arguments) return arguments.error();
    const auto language = arguments->required("lang", "the language in which the values are said", "zh-CN");
    if (!language) return language.error();
    const auto& named = arguments->positional();
    if (named.empty() || named.size() > 2 || (named.size() == 2 && named[1] != "-")) {
        return Error(ErrorCode::invalid_input, "name one kind; values come on standard input. The kinds are " + config::joined(voice::spoken_kind_names()));
    }
    const auto kind = voice::spoken_kind(named.front());
    if (!kind) return no_such_kind(named.front());
    const auto style = style_of(arguments->option("style").value_or(""));
    if (!style) return style.error();
    // A language without spoken forms is told once, not for each line.
    const auto tried = voice::spoken(*kind, "", *language, *style);
    if (!tried && tried.error().code() == ErrorCode::unsupported) return tried.error();
    std::size_t lines = 0;
    const std::size_t refused = Speaking{*kind, *language, *style}.say_lines(values, answers, complaints, lines);
    answers.flush();
    if (!answers) return Error(ErrorCode::io, "the answers could not be written");
    if (refused == 0) return {};
    return Error(ErrorCode::invalid_input, std::to_string(refused) + " of " + std::to_string(lines) + " values have no spoken form");
}

Result<void> voice_spoken(const Words& words) { return say_values(words, std::cin, std::cout, std::cerr); }

}  // namespace silverlane::ctl
