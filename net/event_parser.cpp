// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/event_parser.h"

#include <utility>

namespace silverlane::net {

bool EventParser::feed(std::string_view bytes) {
    for (const char c : bytes) {
        const bool second_half = std::exchange(after_carriage_return_, c == '\r') && c == '\n';
        if (second_half) continue;
        if (c == '\r' || c == '\n') {
            take_line(line_);
            line_.clear();
        } else {
            line_ += c;
            if (line_.size() + data_.size() > longest_event_) return false;
        }
    }
    return true;
}

std::optional<StreamedEvent> EventParser::next() {
    if (ready_.empty()) return std::nullopt;
    StreamedEvent event = std::move(ready_.front());
    ready_.pop_front();
    return event;
}

void EventParser::take_line(std::string_view line) {
    if (std::exchange(at_start_, false) && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.empty()) {
        if (has_data_) ready_.push_back({last_id_, name_.empty() ? "message" : name_, data_});
        name_.clear();
        data_.clear();
        has_data_ = false;
        return;
    }
    const auto colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    if (field == "data") {
        if (has_data_) data_ += '\n';
        data_ += value;
        has_data_ = true;
    } else if (field == "event") {
        name_ = value;
    } else if (field == "id" && value.find('\0') == std::string_view::npos) {
        last_id_ = value;
    }
}

}  // namespace silverlane::net
