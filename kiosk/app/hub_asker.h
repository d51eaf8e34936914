// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The ui thread's side of the hub link: numbers the asks, remembers what to do with each answer, and gives every new message its own
// idempotency key. With no link (not started yet, or none configured) the answer is "the hub is away". Ui thread only; never waits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/identifier.h"
#include "base/random_source.h"
#include "kiosk/hub_link/hub_messages.h"

namespace silverlane::kiosk {

class HubAsker {
public:
    using WhenAnswered = std::function<void(const hub_link::Answered&)>;

    HubAsker(const Clock& clock, RandomSource& random) : clock_(clock), random_(random) {}

    /// Where asks are posted; never blocks.
    void use(std::function<Posted(hub_link::Ask)> post) { post_ = std::move(post); }

    /// `when_answered` is called once, later, from answered(), or at once when nothing could be asked.
    template <class Message>
    void ask(Message message, WhenAnswered when_answered) {
        // A question that changes nothing needs no key.
        if constexpr (requires { message.key; }) message.key = make_id<IdempotencyKey>(clock_.now(), random_);
        const std::uint64_t id = ++last_id_;
        if (!post_ || post_({id, std::move(message)}) != Posted::accepted) {
            if (when_answered) when_answered(hub_link::HubAway{});
            return;
        }
        if (when_answered) waiting_.emplace(id, std::move(when_answered));
    }
    /// For what is kept for the hub and needs no answer.
    template <class Message>
    void tell(Message message) { ask(std::move(message), {}); }

    void answered(const hub_link::Answer& answer) {
        const auto found = waiting_.find(answer.id);
        if (found == waiting_.end()) return;
        const WhenAnswered then = std::move(found->second);
        waiting_.erase(found);
        then(answer.what);
    }

private:
    const Clock& clock_;
    RandomSource& random_;
    std::function<Posted(hub_link::Ask)> post_;
    std::uint64_t last_id_ = 0;
    std::map<std::uint64_t, WhenAnswered> waiting_;
};

}  // namespace silverlane::kiosk
