// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/hall_calls.h"

#include <utility>

namespace silverlane::kiosk {

namespace {

/// A number that is called on the screen alone stands out for so long: two rounds of the voice and the pause between.
constexpr Milliseconds kShown{20'000};
/// And one that was called aloud a little longer than it was heard, for who looks up late.
constexpr Milliseconds kAfterwards{6'000};
/// Should the voice never report an end.
constexpr Milliseconds kLongest{60'000};

}  // namespace

bool HallCalls::heard(const protocol::BranchGlance& glance) {
    // A hub of an older version does not say when: its calls are shown in the row of numbers, and never aloud.
    if (!glance.at) return true;
    if (newest_ && *glance.at < *newest_) return false;
    newest_ = glance.at;
    std::map<std::string, UtcTime> now;
    for (const auto& call : glance.calls) now.emplace(call.label, call.called_at);  // of two alike the newer stands first
    const auto before = std::exchange(known_, std::move(now));
    for (const auto& [label, called_at] : before) {
        if (!known_.contains(label)) take_back(label);
    }
    for (auto call = glance.calls.rbegin(); call != glance.calls.rend(); ++call) {   // as staff called them
        if (known_.at(call->label) != call->called_at) continue;
        const auto earlier = before.find(call->label);
        if (earlier == before.end() || earlier->second < call->called_at) take(*call, *glance.at);
    }
    return true;
}

void HallCalls::hub_lost() {
    shown_.reset();
    newest_.reset();  // the hub may come back with a clock that was put right
}

void HallCalls::take(const protocol::HallCall& call, UtcTime at) {
    // Both times are the hub's, so that a clock of this terminal that is wrong calls nobody, and silences nobody.
    if (at - call.called_at > settings_.stale_after) {
        log_.write(LogEvent(LogLevel::notice, "hall_call_stale").with("age_ms", (at - call.called_at).count()));
        return;
    }
    if (call_aloud(call) || call.passed) return;   // nobody is to walk to that window any more
    const bool voice_is_calling = shown_ && shown_->announcement != 0 && clock_.monotonic() < shown_->until;
    if (!voice_is_calling) shown_ = Shown{{call.label, call.window}, clock_.monotonic() + kShown, 0};
}

bool HallCalls::call_aloud(const protocol::HallCall& call) {
    if (voice_ == nullptr || is_quiet(settings_, calendar_.minute_of_day(clock_.now()))) return false;
    const auto ticket = voice::HallTicket::from_label(call.label);
    const auto window = voice::HallWindow::numbered(call.window);
    if (!ticket || !window) {
        log_.write(LogEvent(LogLevel::warning, "hall_call_not_spoken").with("error", ticket ? window.error() : ticket.error()));
        return false;
    }
    const std::uint64_t id = ++last_id_;
    if (!call.passed) announced_.emplace(id, scene::Calling{call.label, call.window});
    voice_->announce({id, *ticket, *window, call.times > 1, call.passed});
    return true;
}

void HallCalls::take_back(const std::string& label) {
    if (shown_ && shown_->calling.label == label) shown_.reset();
    const auto ticket = voice::HallTicket::from_label(label);
    if (voice_ != nullptr && ticket) voice_->withdraw(*ticket);
}

void HallCalls::heard(const voice::HallProgress& progress) {
    const auto announced = announced_.find(progress.announcement);
    if (announced == announced_.end()) return;
    const auto now = clock_.monotonic();
    if (progress.kind == voice::HallProgress::Kind::started) {
        shown_ = Shown{announced->second, now + kLongest, progress.announcement};
        return;
    }
    if (shown_ && shown_->announcement == progress.announcement) shown_->until = now + kAfterwards;
    announced_.erase(announced);
}

std::optional<scene::Calling> HallCalls::calling() const {
    if (!shown_ || clock_.monotonic() >= shown_->until) return std::nullopt;
    return shown_->calling;
}

std::optional<MonotonicTime> HallCalls::due() const {
    if (!shown_ || clock_.monotonic() >= shown_->until) return std::nullopt;
    return shown_->until;
}

}  // namespace silverlane::kiosk
