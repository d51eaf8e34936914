// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// `silverlanectl present`: plays a virtual device by hand through its own socket, which works without the kiosk's test control. Only the
// owner of the socket can.
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>

#include "base/private_text.h"
#include "ctl/commands.h"
#include "drivers/api/presentation.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::ctl {

namespace {

constexpr Milliseconds kLongest{20'000};   // a passbook line waits for the disk

/// Without a stream's buffer, in which digits would stay.
std::string all_of_standard_input() {
    std::array<char, drivers::kLongestPresentation + 1> buffer{};
    std::size_t filled = 0;
    ssize_t count = 0;
    while (filled < buffer.size() && (count = read(STDIN_FILENO, buffer.data() + filled, buffer.size() - filled)) > 0) {
        filled += static_cast<std::size_t>(count);
    }
    std::string words(buffer.data(), filled);
    explicit_bzero(buffer.data(), buffer.size());
    return words;
}

std::string joined(const Words& words) {
    std::string all;
    for (std::size_t i = 1; i < words.size(); ++i) all += (i == 1 ? "" : " ") + words[i];
    return all;
}

/// For a person, of the device's one word; of one that is not known here, the word itself.
std::string why_not(const std::string& outcome) {
    using drivers::Presented;
    struct Why {
        Presented outcome;
        const char* words;
    };
    static constexpr Why kWhy[] = {{Presented::disabled, ": the kiosk does not ask for it on the screen that is shown now"},
                                   {Presented::not_understood, ": it knows no such words; the device's README and silverlanectl present --help name some"},
                                   {Presented::not_now, ": there is nothing to take, no room, or it is jammed"},
                                   {Presented::duplicate, ": the same was presented a moment ago"},
                                   {Presented::queue_full, ": it is still busy with what came before; again in a moment"},
                                   {Presented::empty, ": nothing was presented"},
                                   {Presented::too_long, ": that is too long"},
                                   {Presented::not_text, ": that is no text"}};
    for (const Why& each : kWhy) {
        if (outcome == drivers::name_of(each.outcome)) return each.words;
    }
    return ": " + outcome;
}

}  // namespace

Result<void> present(const Words& words) {
    if (words.size() < 2) {
        return Error{ErrorCode::invalid_input, "write the device's socket and what happens to it, for example silverlanectl present /var/lib/silverlane-kiosk/slot.socket insert sample-card-0001; "
                                               "- reads the words from standard input"};
    }
    std::string presentation = words.size() == 2 && words[1] == "-" ? all_of_standard_input() : joined(words);
    const auto answer = drivers::present_through(words[0], presentation, kLongest);
    zero(presentation);
    if (!answer && answer.error().code() == ErrorCode::unavailable) {
        return Error{ErrorCode::unavailable, answer.error().message() + "; name the socket that kiosk.toml gives this device, while the kiosk runs, as the kiosk's user"};
    }
    if (!answer) return answer.error();
    std::puts(answer->c_str());
    if (*answer == drivers::name_of(drivers::Presented::accepted)) return {};
    return Error{ErrorCode::invalid_input, "the device did not take it" + why_not(*answer)};
}

}  // namespace silverlane::ctl
