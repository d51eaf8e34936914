// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The value that describes what the world did wrong: a closed code for decisions, a sentence for people, and the chain of what was
// being attempted. Values: copy freely, any thread. Text of an Error is for operators; what a customer sees is chosen from the code in
// kiosk/scene, never from this text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace silverlane {

/// Why an operation did not succeed. Callers branch on this, never on text.
enum class ErrorCode {
    invalid_input,    ///< what was handed in is wrong; trying again unchanged is useless
    not_found,        ///< the named thing does not exist
    conflict,         ///< somebody else was first, or the version is old
    unauthorised,     ///< who you are is not known
    forbidden,        ///< who you are is known, and may not
    too_large,        ///< over a stated bound
    too_many,         ///< over a stated rate or count
    unavailable,      ///< the other side is away; later may work
    timed_out,        ///< the deadline passed and nothing is known to have happened
    unknown_outcome,  ///< something may have happened; never repeat it by itself
    corrupt,          ///< stored or received data contradicts itself
    unsupported,      ///< understood and deliberately not done
    io,               ///< disk, socket or device refused
};

/// The code's name as used in logs and metrics, for example "timed_out".
std::string_view name_of(ErrorCode code);

class Error {
public:
    Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}

    [[nodiscard]] ErrorCode code() const { return code_; }
    [[nodiscard]] const std::string& message() const { return message_; }

    /// Adds what was being attempted, innermost first: Error("no such file").within("reading hub.toml").
    Error within(std::string attempt) const;

    /// "reading hub.toml: no such file", outermost attempt first.
    [[nodiscard]] std::string text() const;

private:
    ErrorCode code_;
    std::string message_;
    std::vector<std::string> attempts_;
};

}  // namespace silverlane
