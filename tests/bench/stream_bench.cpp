// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 3,000 open streams in 500 branches through the hub's own HTTP server, with 50 among them that never read: from publish() to the bytes in the
// client's hands, how many deliveries a second, and what a stream costs in memory. Clients are a process of their own, so that the server's
// memory is the server's. One JSON object a line. Without TLS. Usage: stream_bench [seconds]
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "net/event_stream.h"
#include "net/http_server.h"

namespace {

using namespace silverlane;

constexpr int kBranches = 500;
constexpr int kStreams = 3'000;
constexpr int kStalled = 50;
constexpr int kEventsASecond = 5'600;   // 5,500 are to be reached; so many that 33,000 deliveries remain beside the stalled clients
constexpr int kWarmUpSeconds = 5;
constexpr int kStalledReceiveBytes = 4'096;   // else the kernel would read for a stalled client longer than the benchmark lasts
constexpr std::size_t kEventBytes = 600;   // as long as the card of an arrival
constexpr int kMostLatencies = 4'000'000;

class NoLog final : public EventLog {
public:
    void write(const LogEvent&) override {}
};

std::int64_t nanoseconds() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// What the process holds of the machine's memory, in KiB, without what it shares with others.
double resident_kib() {
    std::ifstream statistics("/proc/self/statm");
    long whole = 0, resident = 0, shared = 0;
    statistics >> whole >> resident >> shared;
    return static_cast<double>(resident - shared) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
}

void allow_open_files(rlim_t wanted) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < wanted) {
        fmt::print(stderr, "stream_bench: {} open files are allowed, {} are needed\n", limit.rlim_cur, wanted);
        std::exit(1);
    }
}

struct Client {
    int descriptor = -1;
    bool stalled = false;
    std::string rest;    // of an event that has not come whole
};

/// The clients' process: opens every stream, reads what comes, and writes how long each delivery took, in ns, to `report` at the end.
class Clients {
public:
    Clients(std::uint16_t port, int report) : port_(port), report_(report), epoll_(epoll_create1(0)) { took_.reserve(kMostLatencies); }

    void run(int end) {
        for (int i = 0; i < kStreams; ++i) open(i);
        const char ready = 'r';
        if (write(report_, &ready, 1) != 1) std::exit(1);
        epoll_event ending{};
        ending.events = EPOLLIN;
        ending.data.u64 = kStreams;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, end, &ending);
        std::array<epoll_event, 512> events{};
        for (bool ended = false; !ended;) {
            const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                const auto number = events[static_cast<std::size_t>(i)].data.u64;
                if (number == kStreams) ended = true;
                else take(clients_[number]);
            }
        }
        const std::uint64_t number = took_.size();
        send_all(&number, sizeof number);
        send_all(&closed_, sizeof closed_);
        send_all(took_.data(), number * sizeof took_[0]);
    }

private:
    void send_all(const void* data, std::size_t bytes) const {
        const auto* at = static_cast<const char*>(data);
        while (bytes > 0) {
            const auto written = write(report_, at, bytes);
            if (written <= 0) std::exit(1);
            at += written;
            bytes -= static_cast<std::size_t>(written);
        }
    }

    void open(int number) {
        Client client;
        // Evenly among the branches: one stalled client has healthy ones beside it.
        client.stalled = number % (kStreams / kStalled) == 0;
        client.descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port_);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (client.stalled) setsockopt(client.descriptor, SOL_SOCKET, SO_RCVBUF, &kStalledReceiveBytes, sizeof kStalledReceiveBytes);
        const auto request = fmt::format("GET /stream?topic={}&subscriber=staff:{} HTTP/1.1\r\nHost: hub\r\n\r\n", number % kBranches, number);
        if (connect(client.descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
            send(client.descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
            std::perror("stream_bench: connect");
            std::exit(1);
        }
        clients_.push_back(std::move(client));
        if (clients_.back().stalled) return;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = static_cast<std::uint64_t>(number);
        epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_.back().descriptor, &event);
    }

    void take(Client& client) {
        const auto got = recv(client.descriptor, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        const auto now = nanoseconds();
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            ++closed_;
            epoll_ctl(epoll_, EPOLL_CTL_DEL, client.descriptor, nullptr);
        }
        if (got <= 0) return;
        client.rest.append(buffer_.data(), static_cast<std::size_t>(got));
        std::size_t from = 0;
        for (auto end = client.rest.find("\n\n"); end != std::string::npos; end = client.rest.find("\n\n", from)) {
            const auto at = client.rest.find("data: ", from);
            if (at < end) {
                std::int64_t sent = 0;
                std::from_chars(client.rest.data() + at + 6, client.rest.data() + end, sent);
                if (sent > 0) took_.push_back(now - sent);
            }
            from = end + 2;
        }
        client.rest.erase(0, from);
    }

    const std::uint16_t port_;
    const int report_;
    const int epoll_;
    std::vector<Client> clients_;
    std::array<char, 64 * 1024> buffer_{};
    std::vector<std::int64_t> took_;
    std::uint64_t closed_ = 0;
};

void receive_all(int from, void* data, std::size_t bytes) {
    auto* at = static_cast<char*>(data);
    while (bytes > 0) {
        const auto got = read(from, at, bytes);
        if (got <= 0) {
            fmt::print(stderr, "stream_bench: the clients' process ended early\n");
            std::exit(1);
        }
        at += got;
        bytes -= static_cast<std::size_t>(got);
    }
}

struct Published {
    std::uint64_t events = 0;
    double seconds = 0;
};

/// Evenly over time and branches. `measured` events carry the time at which they were published.
Published publish_for(net::EventStream& stream, double seconds, bool measured, std::vector<std::uint64_t>& numbers) {
    const std::string filling(kEventBytes, 'x');
    const auto start = nanoseconds();
    Published done;
    while (true) {
        const auto passed = static_cast<double>(nanoseconds() - start) / 1e9;
        if (passed >= seconds) break;
        const auto due = static_cast<std::uint64_t>(passed * kEventsASecond);
        for (; done.events < due; ++done.events) {
            const auto branch = static_cast<std::size_t>(done.events % kBranches);
            const auto number = ++numbers[branch];
            stream.publish(std::to_string(branch), number,
                           net::frame_event(std::to_string(number), "alert", fmt::format("{} {}", measured ? nanoseconds() : 0, filling)));
        }
        std::this_thread::sleep_for(std::chrono::microseconds{500});
    }
    done.seconds = static_cast<double>(nanoseconds() - start) / 1e9;
    return done;
}

/// `bound`: "at_least" or "at_most" and a number, or empty.
void figure(std::string_view name, double value, std::string_view unit, std::string_view bound = {}) {
    fmt::print("{{\"name\":\"{}\",\"value\":{:.2f},\"unit\":\"{}\"{}}}\n", name, value, unit, bound);
}

void measure(net::EventStream& stream, double seconds, double before_kib, int clients, int end) {
    while (stream.counters().clients < kStreams) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const double idle_kib = resident_kib();
    std::vector<std::uint64_t> numbers(kBranches, 0);
    publish_for(stream, kWarmUpSeconds, false, numbers);
    const auto published = publish_for(stream, seconds, true, numbers);
    const double loaded_kib = resident_kib();
    std::this_thread::sleep_for(std::chrono::milliseconds{500});
    const auto counted = stream.counters();
    if (write(end, "e", 1) != 1) std::exit(1);
    std::uint64_t number = 0, closed = 0;
    receive_all(clients, &number, sizeof number);
    receive_all(clients, &closed, sizeof closed);
    std::vector<std::int64_t> took(number);
    receive_all(clients, took.data(), number * sizeof took[0]);
    std::sort(took.begin(), took.end());
    // The last ones may still be on their way.
    const auto owed = published.events * (kStreams - kStalled) / kBranches * 999 / 1'000;
    if (took.empty() || closed > 0) {
        fmt::print(stderr, "stream_bench: {} deliveries, {} healthy clients were closed\n", took.size(), closed);
        std::exit(1);
    }
    const auto at = [&](double part) { return static_cast<double>(took[static_cast<std::size_t>(part * static_cast<double>(took.size() - 1))]) / 1e6; };
    figure("stream_events", static_cast<double>(published.events) / published.seconds, "per second", ",\"at_least\":5500");
    figure("stream_deliveries", static_cast<double>(number) / published.seconds, "per second", ",\"at_least\":33000");
    figure("stream_delivery_p50", at(0.5), "ms");
    figure("stream_delivery_p99", at(0.99), "ms", ",\"at_most\":5");
    figure("stream_delivery_longest", at(1), "ms");
    figure("stream_memory_idle", (idle_kib - before_kib) / kStreams, "KiB a stream");
    figure("stream_memory_loaded", (loaded_kib - before_kib) / kStreams, "KiB a stream", ",\"at_most\":8");
    figure("stream_stalled_closed", static_cast<double>(counted.closed_slow), "clients");
    if (number < owed) {
        fmt::print(stderr, "stream_bench: {} of at least {} deliveries came\n", number, owed);
        std::exit(1);
    }
}

}  // namespace

int main(int count, char** words) {
    const double seconds = count > 1 ? std::atof(words[1]) : 25;
    allow_open_files(2 * kStreams + 200);
    std::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> report{}, end{}, port_pipe{};
    if (pipe(report.data()) != 0 || pipe(end.data()) != 0 || pipe(port_pipe.data()) != 0) return 1;
    // Before any thread: a process with threads does not fork.
    const pid_t child = fork();
    if (child == 0) {
        std::uint16_t port = 0;
        receive_all(port_pipe[0], &port, sizeof port);
        Clients(port, report[1]).run(end[0]);
        return 0;
    }
    NoLog log;
    const SystemClock clock;
    net::StreamSettings settings;
    settings.most_clients = kStreams + 10;
    settings.heartbeat = Milliseconds{5'000};
    auto stream = net::EventStream::start(settings, clock, log);
    net::ServerSettings server;
    server.most_connections = 1'000;
    const auto handler = [](const net::Request& request) -> net::Answer {
        return net::BecomeStream{*request.query_value("topic"), *request.query_value("subscriber"), {}, 0, {}};
    };
    auto http = net::HttpServer::start(server, handler, stream.get(), log);
    if (!http) {
        fmt::print(stderr, "stream_bench: {}\n", http.error().text());
        return 1;
    }
    const double before = resident_kib();
    const std::uint16_t port = (*http)->port();
    if (write(port_pipe[1], &port, sizeof port) != sizeof port) return 1;
    char ready = 0;
    receive_all(report[0], &ready, 1);
    measure(*stream, seconds, before, report[0], end[1]);
    (*http)->stop(Milliseconds{1'000});
    int status = 0;
    waitpid(child, &status, 0);
    return 0;
}
