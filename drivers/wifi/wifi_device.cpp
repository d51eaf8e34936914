// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/wifi_device.h"

#include <pthread.h>

#include <utility>

namespace silverlane::drivers::wifi {

namespace {

constexpr std::size_t kLargestBatch = 256;
constexpr Milliseconds kLongestWait{60'000};   // stop() ends the wait at once

}  // namespace

Result<std::unique_ptr<WifiReceiver>> WifiReceiver::open(WifiSettings settings, const IdentifierHasher& hasher,
                                                         const BranchCalendar& calendar, protocol::ArrivalSink& sink, const Clock& clock,
                                                         EventLog& log) {
    auto socket = net::UdpReceiver::bind(settings.address, settings.port, settings.receive_buffer_bytes);
    if (!socket) return socket.error().within("opening the Wi-Fi accounting receiver");
    return std::unique_ptr<WifiReceiver>(
        new WifiReceiver(std::move(settings), hasher, calendar, sink, clock, log, std::move(socket).value()));
}

WifiReceiver::WifiReceiver(WifiSettings settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                           protocol::ArrivalSink& sink, const Clock& clock, EventLog& log, std::unique_ptr<net::UdpReceiver> socket)
    : settings_(std::move(settings)), clock_(clock), log_(log), socket_(std::move(socket)), intake_(settings_, hasher, calendar, sink) {
    log_.write(LogEvent{LogLevel::notice, "wifi_opened"}
                   .with("port", socket_->port())
                   .with("clients", static_cast<std::int64_t>(settings_.clients.size())));
    thread_ = std::thread([this] { run(); });
}

WifiReceiver::~WifiReceiver() {
    stopping_ = true;
    socket_->stop();
    thread_.join();
    log_.write(LogEvent{LogLevel::notice, "wifi_closed"});
}

void WifiReceiver::run() {
    pthread_setname_np(pthread_self(), "wifi");
    try {
        while (!stopping_) {
            std::vector<net::Datagram> batch = socket_->receive_batch(kLargestBatch, kLongestWait);
            if (batch.empty()) continue;
            const std::vector<PendingAnswer> answers = intake_.take(batch, clock_.now());
            note_durability(intake_.durable());
            for (const PendingAnswer& answer : answers) {
                // A lost answer costs nothing: the client repeats, and the same evidence has the same key.
                static_cast<void>(socket_->answer(batch[answer.index], answer.bytes));
            }
        }
    } catch (const std::exception& fault) {
        log_.write(LogEvent{LogLevel::error, "wifi_thread_failed"}.with("what", std::string_view{fault.what()}));
    } catch (...) {
        log_.write(LogEvent{LogLevel::error, "wifi_thread_failed"}.with("what", std::string_view{"unknown"}));
    }
    running_ = false;
}

void WifiReceiver::note_durability(bool durable) {
    if (durable == was_durable_) return;
    was_durable_ = durable;
    // Once when it begins and once when it ends, never per packet.
    log_.write(LogEvent{durable ? LogLevel::notice : LogLevel::error, durable ? "wifi_durable_again" : "wifi_not_durable"});
}

DeviceStatus WifiReceiver::status() const {
    if (!running_) return {DeviceState::offline, "the receiving thread has ended"};
    if (!intake_.durable()) return {DeviceState::hardware_error, "arrivals cannot be stored; packets stay unanswered"};
    return {DeviceState::online, "listening on UDP port " + std::to_string(socket_->port())};
}

}  // namespace silverlane::drivers::wifi
