// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/secret_text.h"

#include <sys/stat.h>

#include <fstream>

#include "base/private_text.h"

namespace silverlane {

SecretText::SecretText(SecretText&& other) noexcept : text_(other.text_.begin(), other.text_.end()) { zero(other.text_); }

SecretText::~SecretText() { zero(text_); }

Result<SecretText> SecretText::load(const std::filesystem::path& file) {
    struct stat status{};
    if (stat(file.c_str(), &status) != 0) return Error{ErrorCode::not_found, "there is no secret file " + file.string() + "; write the secret into its first line, and chmod 600"};
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Error{ErrorCode::forbidden, "secret file " + file.string() + " is readable by others; run: chmod 600 " + file.string()};
    }
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) return Error{ErrorCode::invalid_input, "secret file " + file.string() + " has an empty first line"};
    SecretText secret{line};
    zero(line);
    return secret;
}

}  // namespace silverlane
