// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "base/pin_hash.h"
#include "base/private_text.h"
#include "base/random_source.h"
#include "ctl/commands.h"
#include "drivers/pin_block/pin_block.h"

namespace silverlane::ctl {

namespace {

/// Creates the file readable by its owner alone; an existing one is never overwritten, because a lost key cannot be had again.
Result<void> write_secret(const std::string& file, const std::string& text) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return Error{ErrorCode::io, "cannot create " + file + "; it exists already, or the folder is missing"};
    const std::string line = text + '\n';
    const bool written = write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && fsync(descriptor) == 0;
    close(descriptor);
    if (!written) return Error{ErrorCode::io, "cannot write " + file};
    return {};
}

Result<std::string> the_one_file(const Words& words, const char* usage) {
    if (words.size() != 1) return Error{ErrorCode::invalid_input, std::string("usage: silverlanectl ") + usage};
    return words.front();
}

}  // namespace

Result<void> make_key(const Words& words) {
    auto file = the_one_file(words, "make-key FILE");
    if (!file) return file.error();
    SystemRandom random;
    return write_secret(*file, make_token(32, random));
}

Result<void> make_pin_keys(const Words& words) {
    if (words.size() != 2) return Error{ErrorCode::invalid_input, "usage: silverlanectl make-pin-keys PRIVATE PUBLIC"};
    return drivers::pin_block::make_key_pair(words[0], words[1]);
}

Result<void> enrol(const Words& words) {
    auto file = the_one_file(words, "enrol TOKEN_FILE");
    if (!file) return file.error();
    SystemRandom random;
    const std::string token = make_token(32, random);
    if (auto written = write_secret(*file, token); !written) return written.error();
    std::printf("token_hash = \"%s\"\n", hash_token(token).hexadecimal().c_str());
    return {};
}

Result<void> hash_pin(const Words&) {
    std::string pin;
    std::getline(std::cin, pin);
    SystemRandom random;
    if (pin.size() < 6 || pin.find_first_not_of("0123456789") != std::string::npos) {
        zero(pin);
        return Error{ErrorCode::invalid_input, "a PIN has six figures or more; write it on standard input"};
    }
    const std::string hash = silverlane::hash_pin(pin, random);
    zero(pin);
    std::printf("pin_hash = \"%s\"\n", hash.c_str());
    return {};
}

}  // namespace silverlane::ctl
