// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The text/event-stream format to events (HTML Living Standard, 9.2.6), from pieces of any size. Private to net. A value; one thread.
// `retry` is read over: when to come back is the caller's choice.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "net/http_client.h"

namespace silverlane::net {

class EventParser {
public:
    explicit EventParser(std::size_t longest_event) : longest_event_(longest_event) {}

    /// False when one event is longer than allowed; the stream cannot be followed any further.
    bool feed(std::string_view bytes);
    std::optional<StreamedEvent> next();

private:
    void take_line(std::string_view line);

    const std::size_t longest_event_;
    std::string line_;
    bool after_carriage_return_ = false;
    bool at_start_ = true;
    std::string last_id_;  ///< stays for later events without one of their own
    std::string name_;
    std::string data_;
    bool has_data_ = false;
    std::deque<StreamedEvent> ready_;
};

}  // namespace silverlane::net
