// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the webhook receiver does with one request: find the source, check who sends, read the event, commit it, and only then answer 200.
// Owned by QueueReceiver; answer() by the server's request threads at once, everything shared is atomic or immutable. No socket in here.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/keyed_hash.h"
#include "drivers/queue/queue_protocol.h"
#include "drivers/queue/queue_settings.h"
#include "hub/protocol/arrival.h"
#include "net/http_message.h"

namespace silverlane::drivers::queue {

enum class Count : std::uint8_t {
    received, recorded, ignored_event, unknown_event, unknown_branch, unknown_path, wrong_method, wrong_token, not_utf8, malformed,
    missing_visit, time_unreadable, clock_ahead, without_identity,
    label_cut,      ///< longer than a message holds: its beginning is shown and called
    without_label,  ///< nothing to show or call in the hall; the visit is taken all the same
    not_durable,    ///< answered 503 because the arrival could not be stored
    count_of_counts,
};
std::string_view name_of(Count count);

class TicketIntake {
public:
    /// Borrows everything; all must outlive it.
    TicketIntake(const QueueSettings& settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                 protocol::ArrivalSink& sink, const Clock& clock, EventLog& log);

    net::Response answer(const net::Request& request);

    /// The names of Count, then the same per source as "source.<name>.<...>" where not zero. Any thread.
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const;
    /// Whether the last commit succeeded; true before the first.
    [[nodiscard]] bool durable() const { return durable_; }

private:
    using Counters = std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Count::count_of_counts)>;
    struct Heard {
        const SourceSettings* source = nullptr;
        Counters* counters = nullptr;
        UtcTime received{};
    };
    net::Response record(const Heard& heard, const TicketEvent& event);
    net::Response refuse(const Heard& heard, Unusable reason, const std::string& body);
    protocol::Arrival arrival_of(const Heard& heard, const TicketEvent& event, const BranchId& branch);
    void count(Count what, Counters* source);

    const QueueSettings& settings_;
    const IdentifierHasher& hasher_;
    const BranchCalendar& calendar_;
    protocol::ArrivalSink& sink_;
    const Clock& clock_;
    EventLog& log_;
    std::vector<std::unique_ptr<Counters>> per_source_;   ///< beside settings_.sources
    Counters all_{};
    std::atomic<bool> durable_{true};
};

}  // namespace silverlane::drivers::queue
