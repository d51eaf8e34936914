// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/hub_app.h"

#include <sys/resource.h>

#include <algorithm>

#include "drivers/queue/queue_device.h"
#include "drivers/wifi/wifi_device.h"
#include "hub/app/place_warnings.h"
#include "hub/bank/sandbox_bank.h"
#include "hub/store/sqlite/sqlite_store.h"

namespace silverlane::hub {
namespace {

namespace fs = std::filesystem;

// The tablet page takes 14 s without a sign of life for a dead network; it must hear from us well within that.
constexpr Milliseconds kHeartbeat{5'000};
constexpr std::size_t kLongestBacklog = 512 * 1024;   // unsent bytes of one stream
constexpr std::size_t kStreamsOfOne = 8;              // of one member of staff, one kiosk, one phone; a further one ends the oldest
constexpr Milliseconds kLongestGoodbye{3'000};
constexpr std::size_t kLongestPhoneBody = 4 * 1024;   // a code, a choice
constexpr std::size_t kLongestPhoneHeader = 8 * 1024;
constexpr std::size_t kMostHeldOfPhones = 8 * 1024 * 1024;
constexpr Milliseconds kPhoneIdle{5'000};             // a page has its files by then; one that asks again connects again
constexpr std::uint64_t kOtherDescriptors = 256;      // database, watched folders, drivers

/// As many as may be wanted at once, within what the machine's administrator allows; else a crowd of phones would take those of the kiosks.
void allow_descriptors(const HubSettings& settings, EventLog& log) {
    const std::uint64_t phones = settings.phone_door ? static_cast<std::uint64_t>(settings.phone_door->most_connections) : 0;
    const std::uint64_t wanted = static_cast<std::uint64_t>(settings.listen.most_connections) + phones + settings.listen.most_streams + kOtherDescriptors;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted);
    const bool raised = ::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted;
    if (raised) return;
    log.write(LogEvent(LogLevel::warning, "descriptors_few").with("wanted", static_cast<std::int64_t>(wanted)).with("allowed", static_cast<std::int64_t>(limit.rlim_cur)));
}

}  // namespace

Result<std::unique_ptr<store::Store>> open_store(const HubSettings& settings, bool beside_the_hub) {
    std::error_code failed;
    if (fs::create_directories(settings.data.folder, failed)) {
        fs::permissions(settings.data.folder, fs::perms::owner_all, failed);
    }
    if (failed) return Error(ErrorCode::io, "cannot make '" + settings.data.folder.string() + "': " + failed.message());
    store::SqliteSettings sqlite;
    sqlite.file = settings.data.folder / "hub.db";
    sqlite.awaits_each_commit = beside_the_hub;
    return store::open_sqlite_store(sqlite);
}

Result<std::unique_ptr<HubApp>> HubApp::start(StartUp start_up, const Clock& clock, EventLog& log) {
    std::unique_ptr<HubApp> app(new HubApp(std::move(start_up), clock, log));
    // Top to bottom; members are destroyed in reverse, so each may use what stands above it.
    for (const auto step : {&HubApp::open_data, &HubApp::open_desk, &HubApp::open_bank, &HubApp::open_server,
                            &HubApp::open_phone_door, &HubApp::open_drivers}) {
        if (Result<void> opened = ((*app).*step)(); !opened) return opened.error();
    }
    return app;
}

HubApp::~HubApp() {
    // Nothing new comes in, then what runs ends; the members' own order does the rest.
    drivers_open_ = false;
    counted_server_ = nullptr;
    counted_phone_server_ = nullptr;
    if (phone_server_) phone_server_->stop(kLongestGoodbye);
    if (server_) server_->stop(kLongestGoodbye);
    queue_.reset();
    wifi_.reset();
}

Result<void> HubApp::open_data() {
    auto store = open_store(settings_);
    if (!store) return store.error().within("opening the database");
    store_ = std::move(*store);
    return {};
}

Result<void> HubApp::open_desk() {
    net::StreamSettings stream;
    stream.most_clients = settings_.listen.most_streams;
    stream.most_of_one_subscriber = kStreamsOfOne;
    stream.heartbeat = kHeartbeat;
    stream.longest_backlog_bytes = kLongestBacklog;
    streams_ = net::EventStream::start(stream, clock_, log_);
    publisher_.emplace(*streams_);
    auto desk_settings = settings_.desk;
    desk_settings.phone.portal_key = files_.portal;
    if (files_.portal) desk_settings.phone.hasher = files_.identifiers;
    auto desk = desk::Desk::start(std::move(desk_settings), *store_, *files_.rules.rules, std::move(*files_.visit_codes), *publisher_, clock_, random_, log_);
    if (!desk) return desk.error().within("starting the desk");
    desk_ = std::move(*desk);
    return watch_rules(files_.rules);
}

Result<void> HubApp::watch_rules(const campaigns::LoadedRules& running) {
    if (!settings_.rules.folder) return {};
    // Kept beside what is decided by them from the start.
    if (const auto kept = desk_->replace_rules(running.rules, running.source); !kept && kept.error().code() != ErrorCode::unsupported) return kept.error();
    warn_of_places(*running.rules, *store_, log_);
    const auto take = [this](const campaigns::LoadedRules& saved) {
        auto taken = desk_->replace_rules(saved.rules, saved.source);
        if (taken) warn_of_places(*saved.rules, *store_, log_);
        return taken;
    };
    auto watch = campaigns::RuleWatch::start({settings_.rules.policies, *settings_.rules.folder}, running.rules->version, clock_, take, log_);
    if (!watch) return watch.error().within("[rules] folder");
    rule_watch_ = std::move(*watch);
    return {};
}

Result<void> HubApp::open_bank() {
    if (!settings_.sandbox_bank) return {};
    bank::SandboxSettings sandbox;
    sandbox.customers = settings_.sandbox_bank->customers;
    sandbox.pin_key = settings_.sandbox_bank->pin_key;
    sandbox.state = settings_.data.folder / "sandbox-bank.db";
    sandbox.utc_offset = settings_.desk.utc_offset;
    auto core = bank::SandboxBank::open(sandbox, clock_, log_);
    if (!core) return core.error().within("[bank]");
    core_ = std::move(*core);
    window_.emplace(bank::WindowSettings{}, *core_, clock_, random_, log_);
    return {};
}

Result<void> HubApp::open_server() {
    add_metrics();
    allow_descriptors(settings_, log_);
    const http::Services services{*desk_, *streams_, files_.pages, files_.api_document, metrics_, log_, clock_, kLongestBacklog / 2,
                                  window_ ? &*window_ : nullptr, &files_.phone_pages, settings_.listen.most_streams / 4 * 3};
    router_.emplace(services, http::Door::house);
    if (settings_.phone_door) phone_router_.emplace(services, http::Door::phones);
    net::ServerSettings server;
    server.address = settings_.listen.address;
    server.port = settings_.listen.port;
    server.tls = net::TlsFiles{settings_.listen.certificate, settings_.listen.key};
    server.threads = settings_.listen.threads;
    server.most_connections = settings_.listen.most_connections;
    server.most_from_one_address = settings_.listen.most_from_one_address;
    server.longest_body = settings_.listen.longest_body;
    server.slowest_request = settings_.listen.request_within;
    auto started = net::HttpServer::start(server, [this](const net::Request& request) { return router_->answer(request); }, streams_.get(), log_);
    if (!started) return started.error().within("[listen]");
    server_ = std::move(*started);
    counted_server_ = server_.get();
    return {};
}

Result<void> HubApp::open_phone_door() {
    if (!settings_.phone_door) return {};
    const PhoneDoorSettings& door = *settings_.phone_door;
    net::ServerSettings server;
    server.name = "phone";
    server.address = door.address;
    server.port = door.port;
    server.tls = net::TlsFiles{door.certificate, door.key};
    server.threads = door.threads;
    server.most_connections = door.most_connections;
    server.slowest_request = door.request_within;
    server.idle_keep_alive = kPhoneIdle;
    server.longest_body = kLongestPhoneBody;
    server.longest_header = kLongestPhoneHeader;
    server.most_held_bytes = kMostHeldOfPhones;
    auto started = net::HttpServer::start(server, [this](const net::Request& request) { return phone_router_->answer(request); }, streams_.get(), log_);
    if (!started) return started.error().within("[phone]");
    phone_server_ = std::move(*started);
    counted_phone_server_ = phone_server_.get();
    return {};
}

Result<void> HubApp::open_drivers() {
    if (!settings_.wifi && !settings_.queue) return {};
    calendar_.emplace(settings_.desk.utc_offset);
    sink_.emplace(*desk_);
    if (settings_.wifi) {
        auto wifi = drivers::wifi::WifiReceiver::open(*settings_.wifi, *files_.identifiers, *calendar_, *sink_, clock_, log_);
        if (!wifi) return wifi.error().within("[drivers.wifi]");
        wifi_ = std::move(*wifi);
    }
    if (settings_.queue) {
        auto queue = drivers::queue::QueueReceiver::open(*settings_.queue, *files_.identifiers, *calendar_, *sink_, clock_, log_);
        if (!queue) return queue.error().within("[drivers.queue]");
        queue_ = std::move(*queue);
    }
    drivers_open_ = true;
    return {};
}

void HubApp::add_metrics() {
    metrics_.add("hub", [this] { return desk_->counters(); });
    if (rule_watch_) metrics_.add("rules", [this] { return rule_watch_->counters(); });
    add_door_metrics("http", router_, counted_server_);
    if (settings_.phone_door) add_door_metrics("phone_http", phone_router_, counted_phone_server_);
    metrics_.add("stream", [this] {
        const net::StreamCounters counted = streams_->counters();
        return http::NamedCounts{{"clients", counted.clients}, {"delivered", counted.delivered}, {"closed_slow", counted.closed_slow},
                                 {"closed_by_peer", counted.closed_by_peer}, {"closed_surplus", counted.closed_surplus}};
    });
    // The drivers open after the server: until then they have nothing to count.
    if (settings_.wifi) metrics_.add("wifi", [this] { return drivers_open_ ? wifi_->counters() : http::NamedCounts{}; });
    if (settings_.queue) metrics_.add("queue", [this] { return drivers_open_ ? queue_->counters() : http::NamedCounts{}; });
}

void HubApp::add_door_metrics(const std::string& name, const std::optional<http::Router>& router, const std::atomic<const net::HttpServer*>& server) {
    metrics_.add(name, [&router, &server] {
        http::NamedCounts counts = router->counts();
        // The server is there a moment after its first request may be, and gone a moment before its last.
        const net::HttpServer* const listening = server.load();
        if (listening == nullptr) return counts;
        const net::ServerCounters counted = listening->counters();
        counts.insert(counts.end(), {{"connections", counted.connections}, {"requests", counted.requests},
                                     {"refused_connections", counted.refused_connections}, {"gave_way", counted.gave_way},
                                     {"timed_out", counted.timed_out}, {"too_large", counted.too_large}, {"short_of_room", counted.short_of_room},
                                     {"malformed", counted.malformed}, {"handler_faults", counted.handler_faults}});
        return counts;
    });
}

std::string HubApp::address() const { return "https://" + settings_.listen.address + ":" + std::to_string(server_->port()); }

std::string HubApp::phone_address() const {
    return phone_server_ ? "https://" + settings_.phone_door->address + ":" + std::to_string(phone_server_->port()) : std::string{};
}

}  // namespace silverlane::hub
