// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>

#include "base/pin_hash.h"
#include "base/private_text.h"
#include "base/random_source.h"
#include "ctl/commands.h"
#include "drivers/pin_block/pin_block.h"

namespace silverlane::ctl {

namespace {

std::string why_not_created(const std::string& file) {
    const int why = errno;
    if (why == EEXIST) return file + " is there already, and a key that is in use cannot be had again once it is overwritten; write another name";
    if (why == ENOENT) return "cannot create " + file + ": its folder is not there; make it first, or write another place";
    return "cannot create " + file + ": " + std::generic_category().message(why) + "; run it as the user of the service, sudo -u silverlane-hub, or write another place";
}

/// Creates the file readable by its owner alone; an existing one is never overwritten, because a lost key cannot be had again.
Result<void> write_secret(const std::string& file, const std::string& text) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return Error{ErrorCode::io, why_not_created(file)};
    const std::string line = text + '\n';
    const bool written = write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && fsync(descriptor) == 0;
    close(descriptor);
    if (!written) return Error{ErrorCode::io, "cannot write " + file};
    return {};
}

Result<std::string> the_one_file(const Words& words, const char* usage) {
    if (words.size() != 1 || words.front().starts_with("--")) return Error{ErrorCode::invalid_input, std::string("name one file that is to be made: silverlanectl ") + usage};
    return words.front();
}

/// A line of standard input; at a terminal asked for, and not shown.
std::string line_unseen() {
    termios before{};
    const bool at_terminal = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &before) == 0;
    if (at_terminal) {
        termios unseen = before;
        unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
        std::fputs("PIN, six figures or more: ", stderr);
    }
    std::string line;
    std::getline(std::cin, line);
    if (at_terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::fputs("\n", stderr);
    }
    return line;
}

}  // namespace

Result<void> make_key(const Words& words) {
    auto file = the_one_file(words, "make-key visit-codes.key");
    if (!file) return file.error();
    SystemRandom random;
    return write_secret(*file, make_token(32, random));
}

Result<void> make_pin_keys(const Words& words) {
    if (words.size() != 2) return Error{ErrorCode::invalid_input, "name two files that are to be made: silverlanectl make-pin-keys bank-pin.key bank-pin.pub"};
    return drivers::pin_block::make_key_pair(words[0], words[1]);
}

Result<void> enrol(const Words& words) {
    auto file = the_one_file(words, "enrol kiosk-1.token");
    if (!file) return file.error();
    SystemRandom random;
    const std::string token = make_token(32, random);
    if (auto written = write_secret(*file, token); !written) return written.error();
    std::printf("token_hash = \"%s\"\n", hash_token(token).hexadecimal().c_str());
    return {};
}

Result<void> hash_pin(const Words& words) {
    if (!words.empty()) return Error{ErrorCode::invalid_input, "the PIN stands on no command line, where others could read it: write silverlanectl hash-pin alone, and then the PIN"};
    std::string pin = line_unseen();
    SystemRandom random;
    if (pin.size() < 6 || pin.find_first_not_of("0123456789") != std::string::npos) {
        zero(pin);
        return Error{ErrorCode::invalid_input, "a PIN has six figures or more and nothing else; write silverlanectl hash-pin, and then the PIN"};
    }
    const std::string hash = silverlane::hash_pin(pin, random);
    zero(pin);
    std::printf("pin_hash = \"%s\"\n", hash.c_str());
    return {};
}

}  // namespace silverlane::ctl
