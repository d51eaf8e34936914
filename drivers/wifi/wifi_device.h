// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The RADIUS accounting receiver: a UDP socket and the thread `wifi` that takes what has arrived, commits it in one call (group commit)
// and then answers. Owned by the host's app; status(), port() and counters() from any thread. Sends nothing but answers.
#pragma once

#include <memory>
#include <thread>

#include "base/event_log.h"
#include "drivers/api/arrival_source.h"
#include "drivers/wifi/accounting_intake.h"

namespace silverlane::drivers::wifi {

class WifiReceiver final : public ArrivalSource {
public:
    /// Binds and starts. Everything borrowed must outlive it. Errors: io or conflict when the port cannot be bound.
    static Result<std::unique_ptr<WifiReceiver>> open(WifiSettings settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                                                      protocol::ArrivalSink& sink, const Clock& clock, EventLog& log);
    /// Stops receiving, ends the thread. What was answered is durable; what was not answered will be sent again.
    ~WifiReceiver() override;

    [[nodiscard]] DeviceStatus status() const override;
    [[nodiscard]] std::uint16_t port() const override { return socket_->port(); }
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const override { return intake_.counters(); }

private:
    WifiReceiver(WifiSettings settings, const IdentifierHasher& hasher, const BranchCalendar& calendar, protocol::ArrivalSink& sink,
                 const Clock& clock, EventLog& log, std::unique_ptr<net::UdpReceiver> socket);
    void run();
    void note_durability(bool durable);

    const WifiSettings settings_;
    const Clock& clock_;
    EventLog& log_;
    std::unique_ptr<net::UdpReceiver> socket_;
    AccountingIntake intake_;
    bool was_durable_ = true;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> running_{true};
    std::thread thread_;
};

}  // namespace silverlane::drivers::wifi
