// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// From a kiosk's POST of an arrival to the alert's bytes in the hands of a tablet that listens to the branch: 500 a second over real HTTP, a
// thousand campaigns, a million customers, SQLite, durable. Senders and listeners are a process of their own. The database is
// made once in FOLDER and each run works on a copy. One JSON object a line. Without TLS. Usage: arrival_bench FOLDER [customers] [seconds]
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/pin_hash.h"
#include "base/random_source.h"
#include "hub/desk/desk.h"
#include "hub/http/router.h"
#include "hub/http/stream_publisher.h"
#include "hub/store/branches.h"
#include "hub/store/customers.h"
#include "hub/store/sqlite/sqlite_store.h"
#include "hub/store/staff_accounts.h"
#include "net/http_client.h"
#include "tests/bench/thousand_rules.h"

namespace {

using namespace silverlane;

constexpr int kBranches = 20;
constexpr int kSenders = 16;
constexpr int kRate = 500;
constexpr std::int64_t kInOneTransaction = 20'000;
constexpr std::string_view kPin = "135790";

class NoLog final : public EventLog {
public:
    void write(const LogEvent&) override {}
};

std::int64_t nanoseconds() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

[[noreturn]] void give_up(std::string_view why) {
    fmt::print(stderr, "arrival_bench: {}\n", why);
    std::exit(1);
}
template <class T>
T must(Result<T> result) {
    if (!result) give_up(result.error().text());
    return std::move(*result);
}
void must(const Result<void>& result) {
    if (!result) give_up(result.error().text());
}

BranchId branch_number(int number) { return BranchId{fmt::format("B{:03}", number)}; }
std::string token_of(int branch) { return fmt::format("device-token-of-branch-{}", branch); }

/// A hash that stands for the customer's reference: spread like a real one, without the cost of making it.
KeyedHash reference_of(std::int64_t customer) {
    KeyedHash hash;
    auto value = static_cast<std::uint64_t>(customer) * 0x9e3779b97f4a7c15ULL + 1;
    for (auto& byte : hash.bytes) {
        value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
        byte = static_cast<std::uint8_t>(value >> 56U);
    }
    return hash;
}

void put_customer(store::Customers& customers, std::int64_t number, UtcTime now) {
    store::CustomerRow row;
    row.id = CustomerId{fmt::format("C{:08}", number)};
    // The name leads from the alert back to the arrival; it is invented like everything else.
    row.surname = CustomerName{PrivateText{std::to_string(number)}};
    row.gender = number % 2 == 0 ? "female" : "male";
    row.birth = fmt::format("{}-03-02", 1936 + number % 30);
    row.tier = std::string(1, static_cast<char>('A' + number % 5));
    row.risk_level = 1 + static_cast<int>(number % 5);
    row.risk_assessed = "2026-09-01";
    row.products = fmt::format(R"([{{"kind":"time_deposit","amount_fen":{},"matures":"2027-03-27","risk":1}},{{"kind":"fund","amount_fen":1234567,"risk":2}}])", 1'000'000 * (1 + number % 700));
    row.tags = fmt::format(R"(["tag-{}"])", number % 50);
    row.needs = "[]";
    customers.put(row);
    customers.put_identity(static_cast<int>(protocol::IdentifierKind::customer_reference), reference_of(number), row.id);
    for (const auto* purpose : {"service", "wifi", "profiling", "marketing"}) customers.put_consent(row.id, {purpose, true, now, "2026-09", "branch", now});
}

void make_database(const std::filesystem::path& file, std::int64_t customers) {
    auto store = must(store::open_sqlite_store({file, 5'000, 2, 0}));
    SystemRandom random;
    const auto now = SystemClock().now() - std::chrono::hours{1};
    must(store->write([&](store::Connection& connection) -> Result<void> {
        for (int i = 0; i < kBranches; ++i) {
            const auto branch = branch_number(i);
            store::Branches(connection).put({branch, "样例支行", "Sample branch", 480, 24 * 60 - 1, ""});
            store::Branches(connection).put_terminal({KioskId{fmt::format("K{}", i)}, branch, "K1", "K", hash_token(token_of(i))});
            store::StaffAccounts(connection).put({StaffId{fmt::format("{}", 1'000 + i)}, branch, "lobby_manager", "样例", hash_pin(kPin, random, 1'000), "[]"});
        }
        return {};
    }));
    for (std::int64_t from = 1; from <= customers; from += kInOneTransaction) {
        must(store->write([&](store::Connection& connection) -> Result<void> {
            store::Customers rows(connection);
            for (auto number = from; number < from + kInOneTransaction && number <= customers; ++number) put_customer(rows, number, now);
            return {};
        }));
        must(store->checkpoint());
    }
}

/// Times of sending, by customer.
class Sent {
public:
    explicit Sent(std::size_t most) : at_(most + 1) {}
    void note(std::int64_t customer) { at_[static_cast<std::size_t>(customer)] = nanoseconds(); }
    [[nodiscard]] std::int64_t at(std::int64_t customer) const { return at_[static_cast<std::size_t>(customer)]; }

private:
    std::vector<std::atomic<std::int64_t>> at_;
};

std::string sign_in(const net::ClientSettings& settings, int branch) {
    net::HttpClient client(settings);
    net::Request request;
    request.method = "POST";
    request.path = "/v1/staff/sign-in";
    request.headers.add("Content-Type", "application/json");
    request.body = fmt::format(R"({{"staff_number":"{}","pin":"{}"}})", 1'000 + branch, kPin);
    const auto answer = must(client.send(request));
    const auto cookie = answer.headers.first("Set-Cookie");
    if (answer.status != 200 || !cookie) give_up(fmt::format("sign-in was answered with {}", answer.status));
    return cookie->substr(0, cookie->find(';'));
}

/// The processes of kiosks and tablets: sends, listens, prints the figures.
void act_as_clients(std::uint16_t port, std::int64_t customers, int seconds) {
    const net::ClientSettings settings{fmt::format("http://127.0.0.1:{}", port), {}, Milliseconds{5'000}, Milliseconds{10'000}, 1 << 20};
    const int arrivals = kRate * seconds;
    Sent sent(static_cast<std::size_t>(customers));
    std::mutex mutex;
    std::vector<std::int64_t> took;
    std::vector<bool> seen(static_cast<std::size_t>(customers) + 1, false);
    std::atomic<bool> listening{true};
    std::vector<std::thread> tablets;
    for (int branch = 0; branch < kBranches; ++branch) {
        tablets.emplace_back([&, branch, cookie = sign_in(settings, branch)] {
            net::Request request;
            request.method = "GET";
            request.path = "/v1/staff/stream";
            request.headers.add("Cookie", cookie);
            static_cast<void>(net::read_event_stream(settings, request, Milliseconds{30'000}, [&](const net::StreamedEvent& event) {
                const auto now = nanoseconds();
                const auto at = event.data.find("\"name\":\"");
                if (at == std::string::npos || event.data.find("\"kind\":\"arrival\"") == std::string::npos) return;
                const auto customer = std::strtoll(event.data.c_str() + at + 8, nullptr, 10);
                const std::lock_guard lock(mutex);
                if (customer <= 0 || customer > customers || seen[static_cast<std::size_t>(customer)] || sent.at(customer) == 0) return;
                seen[static_cast<std::size_t>(customer)] = true;
                took.push_back(now - sent.at(customer));
            }, listening));
        });
    }
    std::this_thread::sleep_for(std::chrono::seconds{1});
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> senders;
    for (int sender = 0; sender < kSenders; ++sender) {
        senders.emplace_back([&, sender] {
            net::HttpClient client(settings);
            const SystemClock clock;
            for (int i = sender; i < arrivals; i += kSenders) {
                std::this_thread::sleep_until(start + std::chrono::microseconds{std::int64_t{i} * 1'000'000 / kRate});
                // All over the table, as people come.
                const auto customer = static_cast<std::int64_t>(static_cast<std::uint64_t>(i) * 7'919 % static_cast<std::uint64_t>(customers)) + 1;
                const int branch = i % kBranches;
                protocol::Arrival arrival;
                arrival.key = IdempotencyKey{fmt::format("arrival-{}", i)};
                arrival.branch = branch_number(branch);
                arrival.source = "wifi:controller";
                arrival.kind = protocol::EvidenceKind::wifi_start;
                arrival.event_time = arrival.received_time = clock.now();
                arrival.identifiers = {{protocol::IdentifierKind::customer_reference, reference_of(customer), protocol::Proof::authenticated}};
                arrival.session = fmt::format("session-{}", i);
                arrival.inside = true;
                arrival.place = "entrance";
                net::Request request;
                request.method = "POST";
                request.path = "/v1/arrivals";
                request.headers.add("Authorization", "Bearer " + token_of(branch));
                request.headers.add("Content-Type", "application/json");
                request.body = protocol::to_json(std::vector{arrival});
                sent.note(customer);
                const auto answer = client.send(request);
                if (!answer || answer->status != 200) give_up(answer ? answer->body : answer.error().text());
            }
        });
    }
    for (auto& each : senders) each.join();
    const double lasted = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    for (int i = 0; i < 100; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        const std::lock_guard lock(mutex);
        if (took.size() >= static_cast<std::size_t>(arrivals)) break;
    }
    listening = false;
    for (auto& each : tablets) each.join();
    if (took.size() != static_cast<std::size_t>(arrivals)) give_up(fmt::format("{} arrivals made {} alerts", arrivals, took.size()));
    std::sort(took.begin(), took.end());
    const auto at = [&](double part) { return static_cast<double>(took[static_cast<std::size_t>(part * static_cast<double>(took.size() - 1))]) / 1e6; };
    fmt::print("{{\"name\":\"arrival_to_stream_rate\",\"value\":{:.1f},\"unit\":\"per second\"}}\n", arrivals / lasted);
    fmt::print("{{\"name\":\"arrival_to_stream_p50\",\"value\":{:.2f},\"unit\":\"ms\",\"at_most\":10}}\n", at(0.5));
    fmt::print("{{\"name\":\"arrival_to_stream_p99\",\"value\":{:.2f},\"unit\":\"ms\",\"at_most\":50}}\n", at(0.99));
    fmt::print("{{\"name\":\"arrival_to_stream_longest\",\"value\":{:.2f},\"unit\":\"ms\"}}\n", at(1));
    std::fflush(stdout);
}

/// The hub as silverlane-hub puts it together, without TLS and without drivers.
void act_as_hub(const std::filesystem::path& file, int tell_port, pid_t clients) {
    NoLog log;
    const SystemClock clock;
    SystemRandom random;
    auto store = must(store::open_sqlite_store({file, 5'000, 4, 0}));
    auto streams = net::EventStream::start({}, clock, log);
    http::StreamPublisher publisher(*streams);
    std::array<std::uint8_t, 32> key{};
    auto desk = must(desk::Desk::start({}, *store, bench::thousand_rules(), HashKey{key}, publisher, clock, random, log));
    const auto pages = must(http::StaticFiles::load(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "ui_assets/web/tablet"));
    const http::Metrics metrics;
    const std::string document = "{}";
    http::Router router(http::Services{*desk, *streams, pages, document, metrics, log, clock});
    net::ServerSettings settings;
    auto server = must(net::HttpServer::start(settings, [&](const net::Request& request) { return router.answer(request); }, streams.get(), log));
    const std::uint16_t port = server->port();
    if (write(tell_port, &port, sizeof port) != sizeof port) give_up("the clients are gone");
    int status = 0;
    waitpid(clients, &status, 0);
    server->stop(Milliseconds{1'000});
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) std::exit(1);
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) give_up("usage: arrival_bench FOLDER [customers] [seconds]");
    const std::filesystem::path folder = words[1];
    const std::int64_t customers = count > 2 ? std::atoll(words[2]) : 1'000'000;
    const int seconds = count > 3 ? std::atoi(words[3]) : 20;
    std::signal(SIGPIPE, SIG_IGN);
    std::filesystem::create_directories(folder);
    const auto file = folder / fmt::format("customers-{}.db", customers);
    if (!std::filesystem::exists(file)) {
        const auto unfinished = folder / "unfinished.db";
        std::filesystem::remove(unfinished);
        make_database(unfinished, customers);
        std::filesystem::rename(unfinished, file);
    }
    const auto work = folder / "run.db";
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(work.string() + end);
    std::filesystem::copy_file(file, work);
    std::array<int, 2> port_pipe{};
    if (pipe(port_pipe.data()) != 0) give_up("no pipe");
    // Before any thread: a process with threads does not fork.
    const pid_t child = fork();
    if (child == 0) {
        std::uint16_t port = 0;
        if (read(port_pipe[0], &port, sizeof port) != sizeof port) give_up("the hub is gone");
        act_as_clients(port, customers, seconds);
        return 0;
    }
    act_as_hub(work, port_pipe[1], child);
    return 0;
}
