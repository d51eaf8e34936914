// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/command_table.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/suggestion.h"
#include "base/split_text.h"

namespace silverlane::ctl {
namespace {

std::vector<std::string> names_of(std::span<const Command> commands) {
    std::vector<std::string> names;
    for (const Command& each : commands) names.emplace_back(each.name);
    return names;
}

void print_example(std::FILE* where, const Command& command) {
    std::fputs("for example\n", where);
    for (const auto line : split_text(command.example, '\n')) std::fprintf(where, "  %.*s\n", static_cast<int>(line.size()), line.data());
}

}  // namespace

const Command* find_command(std::span<const Command> commands, std::string_view name) {
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& each) { return each.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

std::string no_command(std::span<const Command> commands, std::string_view name) {
    return fmt::format("no command '{}'; {}", name, advice_among(name, names_of(commands)));
}

bool asks_for_help(const Words& words) { return std::find(words.begin(), words.end(), "--help") != words.end(); }

void print_help(const Command& command, std::string_view before) {
    if (command.help != nullptr) {
        std::puts(command.help);
        return;
    }
    std::printf("%.*s%s\n", static_cast<int>(before.size()), before.data(), command.usage);
    print_example(stdout, command);
}

void print_commands(std::FILE* where, std::span<const Command> commands, std::string_view before) {
    for (const Command& each : commands) std::fprintf(where, "  %.*s%s\n", static_cast<int>(before.size()), before.data(), each.usage);
    print_example(where, commands.front());
}

Result<void> run_command(std::span<const Command> commands, const Words& words, std::string_view before) {
    const Command* command = words.empty() ? nullptr : find_command(commands, words.front());
    if (command != nullptr && asks_for_help(words) && !command->has_words) {
        print_help(*command, before);
        return {};
    }
    if (command != nullptr) return command->run(Words(words.begin() + 1, words.end()));
    const bool asked = asks_for_help(words) || (!words.empty() && words.front() == "help");
    if (asked || words.empty()) print_commands(asked ? stdout : stderr, commands, before);
    if (asked) return {};
    if (words.empty()) return Error(ErrorCode::invalid_input, "a word is missing that says what to do: " + joined(names_of(commands)));
    return Error(ErrorCode::invalid_input, fmt::format("{} ({}--help says what each does)", no_command(commands, words.front()), before));
}

}  // namespace silverlane::ctl
