// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Answers one Ask of the ui thread: by the hub when it is there (normally well under 100 ms), otherwise by what a kiosk alone can do. Owned
// by the thread `hub_link` and called only there. It decides nothing about screens, and keeps what must not be lost in the outbox.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/event_log.h"
#include "kiosk/hub_link/hub_messages.h"
#include "kiosk/hub_link/link_state.h"
#include "kiosk/hub_link/outbox.h"
#include "net/http_client.h"

namespace silverlane::hub_link {

class HubRequests {
public:
    /// `client` answers within a time-out shorter than `longest`.
    HubRequests(net::HttpClient client, std::string device_token, Outbox& outbox, LinkState& state, const Clock& clock, EventLog& log,
                Milliseconds longest)
        : client_(std::move(client)), device_token_(std::move(device_token)), outbox_(outbox), state_(state), clock_(clock), log_(log),
          longest_(longest) {}

    Answered answer(const Ask& ask);
    /// Asks the hub for a block of reserved numbers when fewer than `least` are left of this service day's. True when enough are there.
    bool renew_reserved_numbers(std::string_view day, int least);

private:
    Answered ask_ticket(protocol::TicketRequest request);
    Answered ask_greeting(const protocol::VisitCodeScan& scan);
    Answered ask_help(const protocol::HelpCall& call);
    Answered ask_forgetting(const protocol::ForgetRequest& request);
    /// Asks the hub and reads its answer; nothing is kept when it is away. The bodies may hold what a person said or owns, so they come by
    /// value and are zeroed once they are sent and read.
    template <class T>
    Answered ask_hub(std::string_view method, const char* path, std::string body, Result<T> (*read)(std::string_view));
    /// The same for what the hub answers with nothing but that it is done.
    Answered ask_done(const char* path, std::string body);
    Answered refused(const char* path, int status);
    Answered keep(MessageKind kind, const IdempotencyKey& key, std::string json);
    Answered offline_ticket(protocol::TicketRequest request);
    /// Sends until an answer, a plain refusal to connect, or the deadline; the same key makes a repeat harmless.
    Result<net::Response> post(const char* path, const std::string& body) { return send("POST", path, body); }
    Result<net::Response> send(std::string_view method, const char* path, const std::string& body);

    net::HttpClient client_;
    std::string device_token_;
    Outbox& outbox_;
    LinkState& state_;
    const Clock& clock_;
    EventLog& log_;
    const Milliseconds longest_;
};

}  // namespace silverlane::hub_link
