// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the net tests share: a certificate made by openssl, a server around a handler, raw sockets that misbehave on purpose.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "base/event_log.h"
#include "net/event_stream.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/socket.h"
#include "tests/support/temporary_folder.h"

namespace silverlane::net {

class RecordingLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
    }
    [[nodiscard]] std::vector<LogEvent> events() const {
        const std::lock_guard lock(mutex_);
        return events_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<LogEvent> events_;
};

/// Made once for the program: a self-signed certificate for localhost and 127.0.0.1.
const TlsFiles& test_certificate();
/// Another one that nobody trusts.
const TlsFiles& other_certificate();

/// Looks again and again until it is so; false after ten seconds.
bool eventually(const std::function<bool()>& so);

/// A server and its stream thread, on a free port.
struct ServedBy {
    explicit ServedBy(Handler handler, ServerSettings settings = {}, StreamSettings stream_settings = {});
    SystemClock clock;
    RecordingLog log;
    std::unique_ptr<EventStream> streams;
    std::unique_ptr<HttpServer> server;
    bool secure;
    [[nodiscard]] std::string url(const std::string& path = "") const;
    [[nodiscard]] ClientSettings client_settings() const;
};

ServerSettings with_tls();

/// Connected plain socket, blocking, with a receive time-out of ten seconds.
Descriptor connect_raw(std::uint16_t port);
void send_raw(const Descriptor& socket, std::string_view bytes);
/// Until the peer ends, resets or is silent for ten seconds.
std::string receive_all(const Descriptor& socket);
/// At least so many bytes, or what came before the end.
std::string receive_some(const Descriptor& socket, std::size_t at_least);
/// Send and receive everything on a fresh connection.
std::string talk(std::uint16_t port, std::string_view bytes);

/// A listener that plays a part: `part` gets each accepted connection in turn, on the peer's own thread.
class ScriptedPeer {
public:
    explicit ScriptedPeer(std::vector<std::function<void(Descriptor&)>> parts);
    ~ScriptedPeer();
    ScriptedPeer(const ScriptedPeer&) = delete;
    ScriptedPeer& operator=(const ScriptedPeer&) = delete;
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] int accepted() const { return accepted_; }

private:
    std::uint16_t port_ = 0;
    int listener_ = -1;
    std::atomic<int> accepted_{0};
    std::thread thread_;
};

}  // namespace silverlane::net
