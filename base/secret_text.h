// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A secret shared with a peer (RADIUS secret, webhook token), read from a file of its own so that no configuration file holds one. Not
// copyable by accident, no formatter, zeroed when it goes. Immutable after construction; any thread may read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace silverlane {

class SecretText {
public:
    explicit SecretText(std::string text) : text_(std::move(text)) {}
    SecretText(SecretText&& other) noexcept;
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    SecretText& operator=(SecretText&&) = delete;
    ~SecretText();

    /// Reads the first line. Errors name the file and never its contents: not_found; forbidden when others than the owner can read it
    /// (with the command that mends it); invalid_input when the first line is empty.
    static Result<SecretText> load(const std::filesystem::path& file);

    /// The bytes, for computing or comparing an authenticator and nothing else.
    [[nodiscard]] std::string_view bytes() const { return text_; }

private:
    std::string text_;
};

}  // namespace silverlane
