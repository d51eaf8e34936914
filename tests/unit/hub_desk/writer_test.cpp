// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What callers hear, and what stays, when a request, a group or a listener fails: the writer behind the desk, on a real file.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "desk_fixture.h"
#include "hub/desk/writer.h"

namespace silverlane::desk {
namespace {

constexpr std::string_view kStaff[] = {"staff"};

class ThrowingStore final : public store::Store {
public:
    explicit ThrowingStore(store::Store& inner) : inner_(inner) {}
    Result<void> write(const Work& work) override { return inner_.write(work); }
    Result<void> commit(const Work& work) override {
        if (throws) throw std::runtime_error("the storage broke");
        return inner_.commit(work);
    }
    Result<void> make_durable() override { return inner_.make_durable(); }
    Result<void> read(const Work& work) override { return inner_.read(work); }
    Result<void> checkpoint() override { return inner_.checkpoint(); }
    [[nodiscard]] int schema_version() const override { return inner_.schema_version(); }
    std::atomic<bool> throws{false};

private:
    store::Store& inner_;
};

/// A disk that holds up whoever waits for it, or fails.
class DiskStore final : public store::Store {
public:
    explicit DiskStore(store::Store& inner) : inner_(inner) {}
    Result<void> write(const Work& work) override { return inner_.write(work); }
    Result<void> commit(const Work& work) override { return inner_.commit(work); }
    Result<void> make_durable() override {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return !holds_; });
        if (fails_) return Error(ErrorCode::io, "the disk broke");
        lock.unlock();
        return inner_.make_durable();
    }
    Result<void> read(const Work& work) override { return inner_.read(work); }
    Result<void> checkpoint() override { return inner_.checkpoint(); }
    [[nodiscard]] int schema_version() const override { return inner_.schema_version(); }
    void hold(bool on, bool fail = false) {
        const std::lock_guard lock(mutex_);
        holds_ = on;
        fails_ = fail;
        moved_.notify_all();
    }

private:
    store::Store& inner_;
    std::mutex mutex_;
    std::condition_variable moved_;
    bool holds_ = false, fails_ = false;
};

class ThrowingPublisher final : public Publisher {
public:
    void publish(const BranchEvent&) override { throw std::runtime_error("nobody can be told"); }
    [[nodiscard]] std::size_t staff_listening(const BranchId&) const override { return 1; }
};

/// A writer of its own on the sample bank's file.
class WriterTest : public ::testing::Test {
protected:
    [[nodiscard]] Office office(Publisher& publisher) { return {bank.settings, rules, key, publisher, bank.clock, bank.random, bank.log, cards}; }
    [[nodiscard]] std::int64_t probe() {
        std::int64_t value = 0;
        EXPECT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
            value = store::Branches(connection).read_probe();
            return {};
        }));
        return value;
    }
    SampleBank bank;
    const RulesInForce rules{bank.rules};
    CardCache cards{100};
    const HashKey key{std::array<std::uint8_t, 32>{}};
};

TEST_F(WriterTest, AGroupThatThrowsIsAnErrorToItsCallersAndTheNextOneIsServed) {
    ThrowingStore store(*bank.store);
    const auto shared = office(bank.publisher);
    Writer writer(store, shared);
    const auto work = [](Change& change) -> Result<void> { change.branches.write_probe(7); return {}; };
    store.throws = true;
    const auto refused = writer.run(work);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::unavailable);
    EXPECT_EQ(bank.log.count("desk_group_threw"), 1U);
    store.throws = false;
    EXPECT_TRUE(writer.run(work));
    EXPECT_EQ(probe(), 7);
}

TEST_F(WriterTest, AListenerThatThrowsDoesNotMakeWhatIsDurableLookRefused) {
    ThrowingPublisher publisher;
    const auto shared = office(publisher);
    Writer writer(*bank.store, shared);
    EXPECT_TRUE(writer.run([&](Change& change) -> Result<void> {
        change.branches.write_probe(8);
        change.publish(bank.branch, "alert", "staff", "{}");
        return {};
    }));
    EXPECT_EQ(probe(), 8);
    EXPECT_EQ(bank.log.count("desk_group_not_told"), 1U);
}

TEST_F(WriterTest, TheNextGroupRunsWhileTheDiskIsAwaitedAndNobodyIsAnsweredBefore) {
    DiskStore store(*bank.store);
    const auto shared = office(bank.publisher);
    Writer writer(store, shared);
    bool overlapped = false;
    // Whether the second request waits by the time the first is done is the machine's to say: a few rounds, one is enough.
    for (int round = 0; round < 20 && !overlapped; ++round) {
        const auto told = bank.publisher.events().size();
        store.hold(true);
        std::atomic<bool> first_runs{false}, second_comes{false}, second_ran{false};
        std::atomic<int> answered{0};
        const auto publish = [&](Change& change, const char* data) {
            change.publish(bank.branch, "alert", "staff", data);
            return Result<void>{};
        };
        std::thread first([&] {
            EXPECT_TRUE(writer.run([&](Change& change) -> Result<void> {
                first_runs = true;
                while (!second_comes) std::this_thread::yield();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                return publish(change, "first");
            }));
            ++answered;
        });
        std::thread second([&] {
            while (!first_runs) std::this_thread::yield();
            second_comes = true;
            EXPECT_TRUE(writer.run([&](Change& change) -> Result<void> {
                second_ran = true;
                return publish(change, "second");
            }));
            ++answered;
        });
        for (int i = 0; i < 500 && !second_ran; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        overlapped = second_ran;
        EXPECT_EQ(answered, 0) << "the disk has not answered";
        EXPECT_EQ(bank.publisher.events().size(), told) << "told before it is durable";
        store.hold(false);
        first.join();
        second.join();
        const auto events = bank.publisher.events();
        ASSERT_EQ(events.size(), told + 2);
        EXPECT_EQ(events[told].data, "first");
        EXPECT_EQ(events[told + 1].sequence, events[told].sequence + 1);
    }
    EXPECT_TRUE(overlapped);
}

TEST_F(WriterTest, WhatTheDiskDidNotTakeIsNeitherToldNorAnsweredWithSuccess) {
    DiskStore store(*bank.store);
    const auto shared = office(bank.publisher);
    Writer writer(store, shared);
    const auto told = bank.publisher.events().size();
    store.hold(false, true);
    const auto refused = writer.run([&](Change& change) -> Result<void> {
        change.publish(bank.branch, "alert", "staff", "{}");
        return {};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::unavailable);
    EXPECT_EQ(bank.publisher.events().size(), told);
    EXPECT_EQ(bank.log.count("desk_group_not_durable"), 1U);
    EXPECT_EQ(writer.counters()["groups_not_written"], 1U);
}

TEST_F(WriterTest, ARequestThatThrowsLeavesNothingAndIsWrittenDownOnce) {
    const auto shared = office(bank.publisher);
    Writer writer(*bank.store, shared);
    const auto thrown = writer.run([](Change& change) -> Result<void> {
        change.branches.write_probe(9);
        throw std::runtime_error("a bug");
    });
    ASSERT_FALSE(thrown);
    EXPECT_EQ(thrown.error().code(), ErrorCode::io);
    EXPECT_NE(probe(), 9);
    EXPECT_EQ(bank.log.count("desk_request_threw"), 1U);
}

TEST_F(WriterTest, AmongManyRequestsThoseRefusedAfterWritingGiveBackNumbersAndCounts) {
    const auto shared = office(bank.publisher);
    Writer writer(*bank.store, shared);
    const auto before = bank.desk->last_sequence(bank.branch);
    const auto day = std::string{"2026-11-22"};
    std::vector<std::thread> callers;
    std::atomic<int> refused{0};
    for (int i = 0; i < 30; ++i) {
        callers.emplace_back([&, i] {
            const auto done = writer.run([&, i](Change& change) -> Result<void> {
                // Of three, one goes well, one is refused after it wrote, one after it only counted.
                if (i % 3 != 2) change.publish(bank.branch, "alert", "staff", "{}");
                change.count_of_day(bank.branch, "writer_test");
                if (i % 3 == 0) return {};
                return Error(ErrorCode::conflict, "no");
            });
            if (!done) ++refused;
        });
    }
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(refused, 20);
    EXPECT_EQ(bank.desk->last_sequence(bank.branch), before + 10);
    EXPECT_TRUE(bank.store->read([&](store::Connection& connection) -> Result<void> {
        EXPECT_EQ(store::Branches(connection).counted(bank.branch, day, "writer_test"), 10);
        EXPECT_EQ(store::Events(connection).since(bank.branch, kStaff, before, 100).size(), 10U);
        return {};
    }));
    std::uint64_t expected = before;
    for (const auto& event : bank.publisher.events()) {
        if (event.data == "{}") {
            EXPECT_EQ(event.sequence, ++expected);
        }
    }
}

TEST_F(WriterTest, AUseDoesNotBringBackAConsentWhoseTimeIsOver) {
    const CustomerId customer{"C-old"};
    const auto now = bank.clock.now();
    const auto long_ago = now - std::chrono::hours{24 * 800};
    ASSERT_TRUE(bank.store->write([&](store::Connection& connection) -> Result<void> {
        store::Customers customers(connection);
        EXPECT_TRUE(customers.put_consent(customer, {"marketing", true, long_ago, "1", "branch", long_ago}));
        EXPECT_TRUE(customers.put_consent(customer, {"service", true, long_ago, "1", "branch", now - std::chrono::hours{48}}));
        customers.touch_consents(customer, now, now - std::chrono::hours{24}, now - std::chrono::hours{24 * 730});
        for (const auto& each : customers.consents_of(customer)) EXPECT_EQ(each.last_used, each.purpose == "service" ? now : long_ago);
        return {};
    }));
}

}  // namespace
}  // namespace silverlane::desk
