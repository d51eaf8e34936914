// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// HTTP client with time-outs and a trusted certificate, and a reader of server-sent events. One thread each; Poco stays inside.
#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_message.h"

namespace silverlane::net {

struct ClientSettings {
    std::string base_url;                                   ///< "https://hub.example:8443"
    std::optional<std::filesystem::path> trusted_certificate;  ///< PEM; absent: the machine's authorities
    Milliseconds connect_within{3'000};
    Milliseconds answer_within{5'000};
    std::size_t longest_body = 1024 * 1024;
};

class HttpClient {
public:
    explicit HttpClient(ClientSettings settings);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;

    /// Any status is a value. Errors: unavailable (not sent: no connection), unknown_outcome (sent, no answer), corrupt (no HTTP).
    /// Keeps the connection between calls.
    Result<Response> send(const Request& request);

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct StreamedEvent {
    std::string id;
    std::string name;
    std::string data;
};

/// Reads an event stream until it ends, `keep_going` turns false or nothing, not even a heartbeat, came for `longest_silence`. `keep_going` is
/// looked at when `woken_by` becomes readable (a WakeDescriptor's); without one, every 500 ms. `on_event` is called on the same thread.
/// Returns why it ended; `unauthorised`/`forbidden` for 401/403.
Result<void> read_event_stream(const ClientSettings& settings, const Request& request, Milliseconds longest_silence,
                               const std::function<void(const StreamedEvent&)>& on_event, const std::atomic<bool>& keep_going,
                               int woken_by = -1);

}  // namespace silverlane::net
