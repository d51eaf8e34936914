// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Takes the outbox to the hub, oldest first: arrivals in batches, the rest one by one, each until the hub has acknowledged it. It waits
// for nothing itself: run() does what can be done now and says when to come again. Owned by the thread `hub_delivery`, called only there.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/random_source.h"
#include "kiosk/hub_link/back_off.h"
#include "kiosk/hub_link/link_state.h"
#include "kiosk/hub_link/outbox.h"
#include "net/http_client.h"

namespace silverlane::hub_link {

struct DeliverySettings {
    std::size_t most_in_batch = 500;        ///< the hub takes no more at once
    std::size_t most_batch_bytes = 48 * 1024;  ///< below the hub's bound of a body
    Milliseconds first_back_off{200};
    Milliseconds longest_back_off{10'000};
};

class Delivery {
public:
    Delivery(DeliverySettings settings, net::HttpClient client, std::string device_token, Outbox& outbox, LinkState& state,
             const Clock& clock, RandomSource& random, EventLog& log);

    /// Delivers until the outbox is empty or the hub fails. Returns after how long to come again, unless something new is kept before.
    /// A full disk keeps nothing from the hub: what it holds is sent, once, and taken off it when it can be written again.
    Milliseconds run();
    /// Another thread has reached the hub: the next run() does not wait out the back-off.
    void hub_returned() { not_before_ = {}; }

private:
    enum class Sent { acknowledged, refused, later, hub_fault };
    enum class Passed { on, skipped, stop };
    Sent send(const char* path, const std::string& body);
    Passed deliver_next(const std::vector<OutboxMessage>& messages, std::size_t& position);
    Milliseconds deliver();
    Milliseconds wait_after_failure();
    void drop_expired();
    /// Takes these off the disk; what it does not let go is remembered, so that the hub is not sent it again and again.
    void settle(const std::vector<OutboxMessage>& messages);
    /// Takes out of `messages` what the hub has had already, and tries once more to take it off the disk.
    void leave_out_settled(std::vector<OutboxMessage>& messages);
    std::vector<OutboxMessage> arrivals_from(const std::vector<OutboxMessage>& messages, std::size_t position) const;

    const DeliverySettings settings_;
    net::HttpClient client_;
    const std::string device_token_;
    Outbox& outbox_;
    LinkState& state_;
    const Clock& clock_;
    EventLog& log_;
    BackOff back_off_;
    MonotonicTime not_before_{};            // while the hub is failing
    std::optional<Milliseconds> asked_to_wait_;  // Retry-After of the last answer
    MonotonicTime next_expiry_{};
    std::set<std::string> settled_;         // keys that the hub has acknowledged and a full disk still holds
    std::size_t batch_limit_;               // 1 while one message of a batch is suspected
};

}  // namespace silverlane::hub_link
