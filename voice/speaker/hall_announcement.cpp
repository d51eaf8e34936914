// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/speaker/hall_announcement.h"

#include <algorithm>

#include "voice/spoken/spoken_forms.h"

namespace silverlane::voice {

namespace {

constexpr int kLargestWindow = 999;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Result<HallTicket> HallTicket::from_label(std::string_view label) {
    const bool letter = !label.empty() && label.front() >= 'A' && label.front() <= 'Z';
    const std::string_view digits = letter ? label.substr(1) : std::string_view{};
    if (digits.empty() || digits.size() > kMostDigits || !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return Error(ErrorCode::invalid_input, "a number that is called is one capital letter and one to six digits");
    }
    HallTicket ticket;
    ticket.series_ = label.front();
    ticket.count_ = digits.size();
    std::copy(digits.begin(), digits.end(), ticket.digits_.begin());
    return ticket;
}

std::string HallTicket::label() const { return series_ + std::string(digits_.data(), count_); }

Result<HallWindow> HallWindow::numbered(int number) {
    if (number < 1 || number > kLargestWindow) return Error(ErrorCode::invalid_input, "a window that is called has a number of 1 to 999");
    return HallWindow(number);
}

const char* prompt_id_of(const HallAnnouncement& call) { return call.passed ? "P32" : call.again ? "P31" : "P30"; }

Result<std::string> words_of(const HallAnnouncement& call, std::string_view language, SpokenStyle style) {
    const std::string label = call.ticket.label(), window = std::to_string(call.window.number());
    const bool english = language.starts_with("en");
    if (call.passed) {
        const auto ticket = spoken(SpokenKind::ticket, label, language, style);
        if (!ticket) return ticket;
        return english ? *ticket + " was missed. Please see the lobby manager." : *ticket + "已经过号。请找大堂经理。";
    }
    if (!call.again) {
        auto words = spoken(SpokenKind::call, label + "|" + window, language, style);
        if (!words) return words;
        return *words + (english ? "." : "。");
    }
    const auto ticket = spoken(SpokenKind::ticket, label, language, style);
    if (!ticket) return ticket;
    const auto place = spoken(SpokenKind::window, window, language, style);
    if (!place) return place;
    return english ? "Once more, " + *ticket + ", please go to " + *place + "." : "再请" + *ticket + "，到" + *place + "。";
}

}  // namespace silverlane::voice
