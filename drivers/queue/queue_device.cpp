// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/queue_device.h"

namespace silverlane::drivers::queue {

namespace {

constexpr Milliseconds kLongestStop{2'000};

}  // namespace

Result<std::unique_ptr<QueueReceiver>> QueueReceiver::open(QueueSettings settings, const IdentifierHasher& hasher,
                                                           const BranchCalendar& calendar, protocol::ArrivalSink& sink, const Clock& clock,
                                                           EventLog& log) {
    std::unique_ptr<QueueReceiver> receiver(new QueueReceiver(std::move(settings), hasher, calendar, sink, clock, log));
    TicketIntake& intake = receiver->intake_;
    auto server = net::HttpServer::start(receiver->settings_.server, [&intake](const net::Request& request) { return intake.answer(request); },
                                         nullptr, log);
    if (!server) return server.error().within("opening the queue webhook receiver");
    receiver->server_ = std::move(server).value();
    for (const SourceSettings& source : receiver->settings_.sources) {
        if (source.hook) receiver->hooks_.push_back(std::make_unique<HookRegistration>(source, log));
    }
    log.write(LogEvent{LogLevel::notice, "queue_opened"}
                  .with("port", receiver->port())
                  .with("sources", static_cast<std::int64_t>(receiver->settings_.sources.size())));
    return receiver;
}

QueueReceiver::QueueReceiver(QueueSettings settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                             protocol::ArrivalSink& sink, const Clock& clock, EventLog& log)
    : settings_(std::move(settings)), log_(log), intake_(settings_, hasher, calendar, sink, clock, log) {}

QueueReceiver::~QueueReceiver() {
    if (server_ == nullptr) return;
    hooks_.clear();
    server_->stop(kLongestStop);
    log_.write(LogEvent{LogLevel::notice, "queue_closed"});
}

DeviceStatus QueueReceiver::status() const {
    if (!intake_.durable()) return {DeviceState::hardware_error, "arrivals cannot be stored; events are answered 503"};
    return {DeviceState::online, "listening on TCP port " + std::to_string(server_->port())};
}

std::vector<std::pair<std::string, std::uint64_t>> QueueReceiver::counters() const {
    auto values = intake_.counters();
    const net::ServerCounters server = server_->counters();
    values.emplace_back("http_too_large", server.too_large);
    values.emplace_back("http_timed_out", server.timed_out);
    values.emplace_back("http_malformed", server.malformed);
    values.emplace_back("http_refused_connections", server.refused_connections);
    std::uint64_t registered = 0;
    std::uint64_t failed = 0;
    for (const auto& hook : hooks_) {
        registered += hook->registered();
        failed += hook->failed();
    }
    values.emplace_back("hook_registered", registered);
    values.emplace_back("hook_failed", failed);
    return values;
}

}  // namespace silverlane::drivers::queue
