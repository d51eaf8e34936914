// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How fast the desk is on this machine, on a real file with synchronous=FULL: prints one JSON object a line. Usage: hub_bench [folder]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "desk_fixture.h"
#include "hub/decision/decide.h"

namespace {

using namespace silverlane;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// `callers` threads, each delivering `each` arrivals of different people, `batch` a call.
double arrivals_a_second(int callers, int each, int batch, bool known) {
    desk::SampleBank bank;
    bank.publisher.remember = false;
    if (known) {
        for (int i = 1; i <= 300; ++i) {
            auto person = desk::story_person();
            person.number = i;
            bank.add(person);
        }
    }
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
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (auto& mine : work) {
        threads.emplace_back([&bank, &mine] {
            for (const auto& group : mine) {
                if (!bank.desk->accept(group)) std::abort();
            }
        });
    }
    for (auto& thread : threads) thread.join();
    return callers * each / seconds_since(start);
}

/// Every arrival is of somebody new: opens a visit, decides, raises an alert, publishes.
double first_arrivals_a_second(int callers, int people) {
    desk::SampleBank bank;
    bank.publisher.remember = false;
    for (int i = 1; i <= people; ++i) {
        auto person = desk::story_person();
        person.number = i;
        bank.add(person);
    }
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (int caller = 0; caller < callers; ++caller) {
        threads.emplace_back([&, caller] {
            for (int i = caller + 1; i <= people; i += callers) {
                if (!bank.desk->accept({bank.wifi(i, fmt::format("a{}", i))})) std::abort();
            }
        });
    }
    for (auto& thread : threads) thread.join();
    return people / seconds_since(start);
}

double claim_milliseconds_p99() {
    desk::SampleBank bank;
    std::vector<double> took;
    for (int i = 0; i < 300; ++i) {
        const auto start = std::chrono::steady_clock::now();
        if (!bank.desk->issue_ticket(bank.terminal, bank.ticket_request(fmt::format("t{}", i)))) std::abort();
        took.push_back(seconds_since(start) * 1'000);
    }
    std::sort(took.begin(), took.end());
    return took[took.size() * 99 / 100];
}

template <class Measure>
void report(std::string_view name, std::string_view unit, Measure measure) {
    std::vector<double> values;
    for (int i = 0; i < 3; ++i) values.push_back(measure());
    std::sort(values.begin(), values.end());
    fmt::print("{{\"name\":\"{}\",\"value\":{:.1f},\"unit\":\"{}\"}}\n", name, values[1], unit);
    std::fflush(stdout);
}

}  // namespace

int main() {
    report("hub_arrivals_unknown_64_callers", "per second", [] { return arrivals_a_second(64, 400, 1, false); });
    report("hub_arrivals_joining_64_callers", "per second", [] { return arrivals_a_second(64, 400, 1, true); });
    report("hub_arrivals_joining_4_callers_batch_100", "per second", [] { return arrivals_a_second(4, 10'000, 100, true); });
    report("hub_first_arrivals_decided_64_callers", "per second", [] { return first_arrivals_a_second(64, 1'000); });
    report("hub_ticket_p99_one_caller", "ms", [] { return claim_milliseconds_p99(); });
    return 0;
}
