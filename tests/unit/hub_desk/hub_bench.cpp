// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How fast the desk is on this machine, on a real file, durable (WAL, synced before an answer): prints one JSON object a line, the middle of three runs. The
// processor time is that of the whole program, callers included. Usage: hub_bench [part of a name]; the file is in the temporary folder.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "hub/decision/decide.h"
#include "path_samples.h"
#include "tests/bench/thousand_rules.h"

namespace {

using namespace silverlane;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double counted(const desk::SampleBank& bank, std::string_view counter) { return std::stod(bank.counted(counter)); }

struct Measured {
    double value = 0;                      ///< in the unit of the report
    double processor_microseconds = 0;     ///< an arrival; 0 = not measured
    double requests_a_group = 0;           ///< calls that shared one transaction
    bool operator<(const Measured& other) const { return value < other.value; }
};

/// Runs `deliver(caller, tick)` on a thread each, together `arrivals` arrivals. The desk's clock goes on as the wall's does, because ids begin with
/// the time and a clock that stands would scatter them over the tables as no real day does.
template <class Deliver>
Measured deliver_from(desk::SampleBank& bank, int callers, int arrivals, Deliver deliver) {
    const auto start = std::chrono::steady_clock::now();
    const double processor = processor_seconds();
    const double requests = counted(bank, "requests_done");
    const double groups = counted(bank, "groups_written");
    std::vector<std::thread> threads;
    const auto opened = bank.clock.now();
    const auto tick = [&bank, opened, start] { bank.clock.jump_to(opened + Milliseconds{static_cast<std::int64_t>(seconds_since(start) * 1'000)}); };
    for (int caller = 0; caller < callers; ++caller) threads.emplace_back([&deliver, &tick, caller] { deliver(caller, tick); });
    for (auto& thread : threads) thread.join();
    return {arrivals / seconds_since(start), (processor_seconds() - processor) * 1e6 / arrivals,
            (counted(bank, "requests_done") - requests) / (counted(bank, "groups_written") - groups)};
}

void add_people(desk::SampleBank& bank, int number, bool agreeing = false) {
    std::vector<desk::SamplePerson> people(static_cast<std::size_t>(number), agreeing ? desk::agreeing_person(1) : desk::story_person());
    for (int i = 0; i < number; ++i) {
        auto& person = people[static_cast<std::size_t>(i)];
        person.number = i + 1;
        if (!agreeing) continue;
        person.birth = fmt::format("{}-03-02", 1936 + i % 30);
        person.risk_level = 1 + i % 5;
    }
    bank.add(people);
}

/// `callers` threads, each delivering `each` arrivals of different people, `batch` a call.
Measured arrivals_a_second(int callers, int each, int batch, bool known) {
    desk::SampleBank bank;
    bank.publisher.remember = false;
    if (known) add_people(bank, 300);
    std::vector<std::vector<std::vector<protocol::Arrival>>> work(static_cast<std::size_t>(callers));
    for (int caller = 0; caller < callers; ++caller) {
        for (int i = 0; i < each; i += batch) {
            std::vector<protocol::Arrival> group;
            for (int j = 0; j < batch; ++j) {
                auto arrival = bank.wifi(known ? (caller * each + i + j) % 300 + 1 : 100'000 + caller * each + i + j, fmt::format("{}-{}", caller, i + j));
                arrival.session += fmt::format("-{}-{}", caller, i + j);
                group.push_back(std::move(arrival));
            }
            work[static_cast<std::size_t>(caller)].push_back(std::move(group));
        }
    }
    return deliver_from(bank, callers, callers * each, [&](int caller, const auto& tick) {
        for (const auto& group : work[static_cast<std::size_t>(caller)]) {
            tick();
            if (!bank.desk->accept(group)) std::abort();
        }
    });
}

/// Every arrival is of somebody new: opens a visit, decides, raises an alert, publishes. With a thousand campaigns everybody has agreed to
/// profiling and marketing, so that every campaign is looked at and what was named is written down.
Measured first_arrivals_a_second(int callers, int people, int batch, bool with_rules = false) {
    desk::SampleBank bank;
    bank.publisher.remember = false;
    if (with_rules) {
        bank.close();
        bank.rules = bench::thousand_rules();
        bank.open();
    }
    add_people(bank, people, with_rules);
    std::vector<protocol::Arrival> work;
    for (int i = 1; i <= people; ++i) work.push_back(bank.wifi(i, fmt::format("a{}", i)));
    return deliver_from(bank, callers, people, [&](int caller, const auto& tick) {
        for (int i = caller * batch; i < people; i += callers * batch) {
            tick();
            if (!bank.desk->accept({work.begin() + i, work.begin() + std::min(people, i + batch)})) std::abort();
        }
    });
}

Measured ticket_milliseconds_p99() {
    desk::SampleBank bank;
    std::vector<double> took;
    for (int i = 0; i < 300; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (!bank.desk->issue_ticket(bank.terminal, bank.ticket_request(fmt::format("t{}", i)))) std::abort();
        took.push_back(seconds_since(start) * 1'000);
    }
    std::sort(took.begin(), took.end());
    return {took[took.size() * 99 / 100], 0, 0};
}

/// What the figures rest on: file system and device of the database, and how it is written.
void name_the_disk() {
    const auto folder = std::filesystem::temp_directory_path();
    std::ifstream mounts("/proc/mounts");
    std::string device, place, kind, rest, best, found = "unknown";
    while (mounts >> device >> place >> kind && std::getline(mounts, rest)) {
        if (!folder.string().starts_with(place) || place.size() < best.size()) continue;
        best = place;
        found = fmt::format("{} on {}", kind, device);
    }
    const desk::DeskSettings settings;
    fmt::print("{{\"disk\":\"{}: {}\",\"journal\":\"WAL, synced before an answer\",\"most_requests_in_a_transaction\":{}}}\n", folder.string(), found, settings.longest_group);
}

template <class Measure>
void report(std::string_view wanted, std::string_view name, std::string_view unit, Measure measure) {
    if (name.find(wanted) == std::string_view::npos) return;
    std::vector<Measured> values;
    for (int i = 0; i < 3; ++i) values.push_back(measure());
    std::sort(values.begin(), values.end());
    // The budget is for batches, which the output names; one by one a caller waits for the disk each time.
    const bool bounded = name.find("_1000_rules_") != std::string_view::npos && name.find("_batch_") != std::string_view::npos;
    fmt::print("{{\"name\":\"{}\",\"value\":{:.1f},\"unit\":\"{}\"{}}}\n", name, values[1].value, unit, bounded ? ",\"at_least\":8000" : "");
    if (const double processor = values[1].processor_microseconds; processor > 0) {
        fmt::print("{{\"name\":\"{}_processor\",\"value\":{:.1f},\"unit\":\"us an arrival\"}}\n", name, processor);
        fmt::print("{{\"name\":\"{}_group\",\"value\":{:.1f},\"unit\":\"requests\"}}\n", name, values[1].requests_a_group);
    }
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view wanted = count > 1 ? arguments[1] : "";
    // Under a profiler that slows everything fifty times nobody waits for all of it: hub_bench hub_first_arrivals_1000_rules_profiled
    if (wanted == "hub_first_arrivals_1000_rules_profiled") {
        first_arrivals_a_second(1, 2'000, 100, true);
        return 0;
    }
    name_the_disk();
    report(wanted, "hub_arrivals_unknown_64_callers", "per second", [] { return arrivals_a_second(64, 400, 1, false); });
    report(wanted, "hub_arrivals_joining_64_callers", "per second", [] { return arrivals_a_second(64, 400, 1, true); });
    report(wanted, "hub_arrivals_joining_4_callers_batch_100", "per second", [] { return arrivals_a_second(4, 10'000, 100, true); });
    report(wanted, "hub_first_arrivals_decided_64_callers", "per second", [] { return first_arrivals_a_second(64, 6'400, 1); });
    report(wanted, "hub_first_arrivals_decided_4_callers_batch_100", "per second", [] { return first_arrivals_a_second(4, 6'400, 100); });
    report(wanted, "hub_first_arrivals_1000_rules_64_callers", "per second", [] { return first_arrivals_a_second(64, 6'400, 1, true); });
    report(wanted, "hub_first_arrivals_1000_rules_4_callers_batch_100", "per second", [] { return first_arrivals_a_second(4, 12'800, 100, true); });
    report(wanted, "hub_first_arrivals_1000_rules_64_callers_batch_100", "per second", [] { return first_arrivals_a_second(64, 25'600, 100, true); });
    report(wanted, "hub_ticket_p99_one_caller", "ms", [] { return ticket_milliseconds_p99(); });
    return 0;
}
