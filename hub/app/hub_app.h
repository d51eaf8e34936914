// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The whole hub: everything it owns, in the order in which it is built; it ends in reverse. Owned by main; start() and the destructor on the
// main thread. It decides nothing itself.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/random_source.h"
#include "drivers/api/arrival_source.h"
#include "hub/app/hub_settings.h"
#include "hub/app/start_files.h"
#include "hub/bank/bank_window.h"
#include "hub/campaigns/rule_watch.h"
#include "hub/desk/desk.h"
#include "hub/http/metrics.h"
#include "hub/http/router.h"
#include "hub/http/stream_publisher.h"
#include "hub/store/store.h"
#include "net/event_stream.h"
#include "net/http_server.h"

namespace silverlane::hub {

/// Arrivals of the drivers that the hub hosts itself go straight to the desk, which returns when they are durable.
class DeskSink final : public protocol::ArrivalSink {
public:
    explicit DeskSink(desk::Desk& desk) : desk_(desk) {}
    Result<void> commit(const std::vector<protocol::Arrival>& arrivals) override {
        Result<void> accepted = desk_.accept(arrivals);
        accepting_ = accepted.ok();
        return accepted;
    }
    [[nodiscard]] bool accepting() const override { return accepting_; }

private:
    desk::Desk& desk_;
    std::atomic<bool> accepting_{true};
};

/// Opens the database of these settings; makes its folder when it is not there. Errors: those of open_sqlite_store.
Result<std::unique_ptr<store::Store>> open_store(const HubSettings& settings, bool beside_the_hub = false);

class HubApp {
public:
    /// Builds and starts everything out of what load_start_up() has opened. Errors name what could not be opened and where it was named.
    static Result<std::unique_ptr<HubApp>> start(StartUp start_up, const Clock& clock, EventLog& log);
    ~HubApp();
    HubApp(const HubApp&) = delete;
    HubApp& operator=(const HubApp&) = delete;

    /// "https://127.0.0.1:8443", with the port that was really taken.
    [[nodiscard]] std::string address() const;
    /// The same for phones; empty when there is no page for them.
    [[nodiscard]] std::string phone_address() const;

private:
    HubApp(StartUp start_up, const Clock& clock, EventLog& log) : settings_(std::move(start_up.settings)), files_(std::move(start_up.files)), clock_(clock), log_(log) {}
    Result<void> open_data();
    Result<void> open_desk();
    Result<void> watch_rules(const campaigns::LoadedRules& running);
    Result<void> open_bank();
    Result<void> open_server();
    Result<void> open_phone_door();
    /// The counts of one listener and its router, on /metrics as silverlane_<name>_...
    void add_door_metrics(const std::string& name, const std::optional<http::Router>& router, const std::atomic<const net::HttpServer*>& server);
    Result<void> open_drivers();
    void add_metrics();

    const HubSettings settings_;
    StartFiles files_;      // the key of the slips' codes goes to the desk
    const Clock& clock_;
    EventLog& log_;
    SystemRandom random_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<net::EventStream> streams_;
    std::optional<http::StreamPublisher> publisher_;
    std::unique_ptr<desk::Desk> desk_;
    std::unique_ptr<campaigns::RuleWatch> rule_watch_;
    std::unique_ptr<bank::BankCore> core_;
    std::optional<bank::BankWindow> window_;
    http::Metrics metrics_;
    std::optional<http::Router> router_;
    std::unique_ptr<net::HttpServer> server_;
    std::atomic<const net::HttpServer*> counted_server_{nullptr};
    std::optional<http::Router> phone_router_;
    std::unique_ptr<net::HttpServer> phone_server_;
    std::atomic<const net::HttpServer*> counted_phone_server_{nullptr};
    std::optional<BranchCalendar> calendar_;
    std::optional<DeskSink> sink_;
    std::unique_ptr<drivers::ArrivalSource> wifi_;
    std::unique_ptr<drivers::ArrivalSource> queue_;
    std::atomic<bool> drivers_open_{false};
};

}  // namespace silverlane::hub
