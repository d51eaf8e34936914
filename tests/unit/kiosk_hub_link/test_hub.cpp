// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "test_hub.h"

#include "base/check.h"

namespace silverlane::hub_link {

TestHub::TestHub(std::uint16_t port) : streams_(net::EventStream::start({}, clock_, log_)) {
    told_["/v1/glance"] = {200, R"({"waiting":3,"wait":{"from_minutes":5,"to_minutes":10},"called":[],"staff_reachable":1})", {}};
    net::ServerSettings settings;
    settings.port = port;
    settings.threads = 4;
    auto server = net::HttpServer::start(settings, [this](const net::Request& request) { return handle(request); }, streams_.get(), log_);
    SILVERLANE_CHECK(server.ok());
    server_ = std::move(*server);
}

TestHub::~TestHub() { stop(); }

void TestHub::stop() {
    server_->stop(Milliseconds{200});
    streams_->close_subscriber("kiosk:K1");
}

void TestHub::answer(const std::string& path, int status, std::string body, std::vector<std::pair<std::string, std::string>> headers) {
    const std::lock_guard lock(mutex_);
    told_[path] = {status, std::move(body), std::move(headers)};
}

std::vector<TestHub::Seen> TestHub::seen(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    std::vector<Seen> found;
    for (const auto& one : seen_) {
        if (one.path == path) found.push_back(one);
    }
    return found;
}

bool TestHub::wait_for(const std::string& path, std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds{10}, [&] {
        std::size_t found = 0;
        for (const auto& one : seen_) found += one.path == path ? 1U : 0U;
        return found >= count;
    });
}

void TestHub::publish(std::uint64_t number, const std::string& data) {
    streams_->publish("kiosk", number, net::frame_event("0791:" + std::to_string(number), "kiosk", data));
}

net::Answer TestHub::handle(const net::Request& request) {
    const std::lock_guard lock(mutex_);
    seen_.push_back({request.path, request.body, request.headers.first("Authorization").value_or(""),
                     request.headers.first("Last-Event-ID").value_or("")});
    changed_.notify_all();
    if (request.path == "/v1/kiosk/stream") return net::BecomeStream{"kiosk", "kiosk:K1", "", 0, {}};
    const Told told = told_[request.path];
    net::Response response;
    response.status = told.status;
    response.body = told.body;
    for (const auto& [name, value] : told.headers) response.headers.add(name, value);
    return response;
}

}  // namespace silverlane::hub_link
