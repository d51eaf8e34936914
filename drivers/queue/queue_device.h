// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The queue webhook receiver: an HTTP server on a port of its own, the intake behind it, and the registrations of hooks that have to be
// kept alive. Owned by the host's app; status(), port() and counters() from any thread.
#pragma once

#include <memory>
#include <vector>

#include "drivers/api/arrival_source.h"
#include "drivers/queue/hook_registration.h"
#include "drivers/queue/ticket_intake.h"
#include "net/http_server.h"

namespace silverlane::drivers::queue {

class QueueReceiver final : public ArrivalSource {
public:
    /// Binds and starts. Everything borrowed must outlive it. Errors: of HttpServer::start.
    static Result<std::unique_ptr<QueueReceiver>> open(QueueSettings settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                                                       protocol::ArrivalSink& sink, const Clock& clock, EventLog& log);
    ~QueueReceiver() override;

    [[nodiscard]] DeviceStatus status() const override;
    [[nodiscard]] std::uint16_t port() const override { return server_->port(); }
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> counters() const override;

private:
    QueueReceiver(QueueSettings settings, const IdentifierHasher& hasher, const BranchCalendar& calendar, protocol::ArrivalSink& sink,
                  const Clock& clock, EventLog& log);

    const QueueSettings settings_;
    EventLog& log_;
    TicketIntake intake_;
    std::unique_ptr<net::HttpServer> server_;
    std::vector<std::unique_ptr<HookRegistration>> hooks_;
};

}  // namespace silverlane::drivers::queue
