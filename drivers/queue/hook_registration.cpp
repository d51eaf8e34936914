// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/hook_registration.h"

#include <pthread.h>

#include "net/http_client.h"

namespace silverlane::drivers::queue {

HookRegistration::HookRegistration(const SourceSettings& source, EventLog& log) : source_(source), log_(log) {
    thread_ = std::thread([this] { run(); });
}

HookRegistration::~HookRegistration() {
    stop_.close();
    thread_.join();
}

void HookRegistration::run() {
    pthread_setname_np(pthread_self(), "queue_hooks");
    try {
        while (!stop_.closed()) {
            register_once();
            static_cast<void>(stop_.take_for(source_.hook->every));
        }
    } catch (...) {
        log_.write(LogEvent{LogLevel::error, "queue_thread_failed"}.with("source", std::string_view{source_.name}));
    }
}

void HookRegistration::register_once() {
    const HookSettings& hook = *source_.hook;
    std::string callback = hook.callback;
    if (source_.token != nullptr && !source_.token_query.empty()) {
        callback += (callback.find('?') == std::string::npos ? '?' : '&') + source_.token_query + '=' + std::string(source_.token->bytes());
    }
    net::Request request;
    request.method = "GET";
    request.path = hook.path;
    request.query.emplace_back("url", callback);
    if (hook.authorization != nullptr) request.headers.add("Authorization", std::string(hook.authorization->bytes()));
    net::ClientSettings settings;
    settings.base_url = hook.server;
    // A connection of its own each time: minutes apart, and a server that restarted must not cost one attempt.
    const auto response = net::HttpClient{settings}.send(request);
    const bool well = response.ok() && response->status >= 200 && response->status < 300;
    ++(well ? registered_ : failed_);
    if (well == was_well_) return;
    was_well_ = well;
    log_.write(LogEvent{well ? LogLevel::notice : LogLevel::warning, well ? "queue_hook_registered" : "queue_hook_refused"}
                   .with("source", std::string_view{source_.name})
                   .with("status", response.ok() ? response->status : 0));
}

}  // namespace silverlane::drivers::queue
