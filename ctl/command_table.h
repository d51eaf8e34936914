// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Commands by name, with what their --help prints: one table for the program and one for each command that has words of its own. Any thread.
#pragma once

#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#include "ctl/commands.h"

namespace silverlane::ctl {

struct Command {
    std::string_view name;
    Result<void> (*run)(const Words&);
    const char* usage;                ///< the line as it is written, and behind some blanks what it does
    const char* example;              ///< lines that can be typed as they stand, but for the names of files
    const char* help = nullptr;       ///< what --help prints instead of both
    bool has_words = false;           ///< of its own, which know their --help
};

/// The command of this name; null when there is none.
const Command* find_command(std::span<const Command> commands, std::string_view name);

/// "no command 'chek'; did you mean 'check'?", or with all names behind it.
std::string no_command(std::span<const Command> commands, std::string_view name);

/// Whether --help is among the words.
bool asks_for_help(const Words& words);

/// The command's help: `before` is what stands before its usage ("silverlanectl campaigns ").
void print_help(const Command& command, std::string_view before);

/// All commands, a line each, and an example.
void print_commands(std::FILE* where, std::span<const Command> commands, std::string_view before);

/// Runs the command that the first word names, with the rest, or prints help where it is asked for. Without a word: prints all commands.
/// Errors: invalid_input for no command or a name that is none; those of the command.
Result<void> run_command(std::span<const Command> commands, const Words& words, std::string_view before);

}  // namespace silverlane::ctl
