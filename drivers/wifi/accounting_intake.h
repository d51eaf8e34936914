// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the RADIUS receiver does with a batch of datagrams: check each in the order of the RFCs, drop silently and count, recognise both
// kinds of retransmission, commit all new evidence in one call, and only then say what to answer. Owned by WifiReceiver; take() by its
// one thread, counters() from any. No socket and no clock in here.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/keyed_hash.h"
#include "drivers/wifi/wifi_evidence.h"
#include "drivers/wifi/wifi_protocol.h"
#include "drivers/wifi/wifi_settings.h"
#include "hub/protocol/arrival.h"
#include "net/udp_receiver.h"

namespace silverlane::drivers::wifi {

/// What is counted beside the drops.
enum class Count : std::uint8_t {
    received, answered, arrivals, repeated_packet, repeated_event, status_server, ignored_status_type, clock_ahead, without_identity,
    not_durable,    ///< left unanswered because nothing could be committed; the client will repeat
    count_of_counts,
};
std::string_view name_of(Count count);

/// One answer, to the datagram at `index` of the batch.
struct PendingAnswer {
    std::size_t index = 0;
    Bytes bytes;
};

class AccountingIntake {
public:
    /// Borrows everything; all must outlive it. `remembered` bounds each of the three memories below, in entries.
    AccountingIntake(const WifiSettings& settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                     protocol::ArrivalSink& sink, std::size_t remembered = 16'384);

    /// Zeroes the datagrams' bytes before it returns. The answers may be sent at once: what they acknowledge is on disk.
    std::vector<PendingAnswer> take(std::vector<net::Datagram>& batch, UtcTime received);

    /// Whether the last commit succeeded; true before the first.
    [[nodiscard]] bool durable() const { return durable_; }
    /// "dropped_<reason>" and the names of Count, then the same per client as "client.<name>.<...>" where not zero. Any thread.
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const;

private:
    static constexpr std::size_t kDrops = static_cast<std::size_t>(Drop::count_of_reasons);
    static constexpr std::size_t kCounts = static_cast<std::size_t>(Count::count_of_counts);
    struct Counters {
        std::array<std::atomic<std::uint64_t>, kDrops> drops{};
        std::array<std::atomic<std::uint64_t>, kCounts> counts{};
    };
    struct Heard {
        std::size_t index = 0;
        const ClientSettings* client = nullptr;
        Counters* counters = nullptr;
        Packet packet;
    };
    struct LastEvent {
        UtcTime time{};
        bool given_by_source = false;
        bool committed = false;
    };
    /// Answers and evidence of one batch, until the commit decides about them.
    struct Batch {
        std::vector<protocol::Arrival> arrivals;
        std::vector<std::string> new_events;        ///< keys of last_events_ that this batch made
        std::vector<std::string> new_sessions;      ///< that this batch put into sessions_
        std::vector<PendingAnswer> certain;         ///< need no commit of this batch
        std::vector<std::pair<PendingAnswer, std::string>> after_commit;   ///< answer, and its packet's name for the answer memory
    };

    void hear(const net::Datagram& datagram, std::size_t index, UtcTime received, Batch& batch);
    [[nodiscard]] const ClientSettings* client_of(const std::string& address) const;
    /// Nothing when the packet may be looked at further; else it was dropped and counted.
    bool passes(const Heard& heard, std::vector<Attribute>& attributes);
    void hear_accounting(const Heard& heard, const AccountingRecord& record, std::string nas, UtcTime received, Batch& batch,
                         std::string packet_name);
    protocol::Arrival arrival_of(const Heard& heard, const AccountingRecord& record, const std::string& nas, const EventTime& event,
                                 UtcTime received, Batch& batch);
    /// The event was heard before (new identifier, larger delay). Without a timestamp by the source, times within 5 s are one event.
    const LastEvent* same_event(const std::string& name, const EventTime& event) const;
    void remember_event(const std::string& name, const EventTime& event, Batch& batch);
    void remember_session(const std::string& session, Batch& batch);
    void forget_sessions(const std::string& controller);
    void finish(Batch& batch);
    void drop(Drop reason, Counters* client);
    void count(Count what, Counters* client);

    const WifiSettings& settings_;
    const IdentifierHasher& hasher_;
    const BranchCalendar& calendar_;
    protocol::ArrivalSink& sink_;
    const std::size_t remembered_;
    std::vector<std::unique_ptr<Counters>> per_client_;   ///< beside settings_.clients
    Counters all_;
    std::atomic<bool> durable_{true};

    // Oldest entries go first. Only packets with the right secret get here, so a flood cannot push anything out.
    std::unordered_map<std::string, Bytes> answers_;           ///< by source, port, identifier and authenticator
    std::deque<std::string> answers_by_age_;
    std::unordered_map<std::string, LastEvent> last_events_;   ///< by session and status type
    std::deque<std::string> events_by_age_;
    std::unordered_set<std::string> sessions_;                 ///< whose Start was heard
    std::deque<std::string> sessions_by_age_;
};

}  // namespace silverlane::drivers::wifi
