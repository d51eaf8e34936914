// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A small hub on a real socket: it writes down what was asked of it and answers as it was told to. Any thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "net/event_stream.h"
#include "net/http_server.h"

namespace silverlane::hub_link {

class TestHub {
public:
    /// `port` 0 = any free one.
    explicit TestHub(std::uint16_t port = 0);
    ~TestHub();

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    struct Seen { std::string path, body, authorization, last_event_id; };
    /// From now on this path answers so. Paths without an answer of their own get 200 {}.
    void answer(const std::string& path, int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {});
    [[nodiscard]] std::vector<Seen> seen(const std::string& path) const;
    /// Waits until this path was asked for `count` times; false after 10 s.
    bool wait_for(const std::string& path, std::size_t count);
    /// Sends one event to whoever reads the kiosk stream.
    void publish(std::uint64_t number, const std::string& data);
    void stop();

private:
    net::Answer handle(const net::Request& request);
    struct Told { int status = 200; std::string body = "{}"; std::vector<std::pair<std::string, std::string>> headers; };

    SystemClock clock_;
    SilentLog log_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, Told> told_;
    std::vector<Seen> seen_;
    std::unique_ptr<net::EventStream> streams_;
    std::unique_ptr<net::HttpServer> server_;
};

}  // namespace silverlane::hub_link
