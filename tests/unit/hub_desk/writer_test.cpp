// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What callers hear, and what stays, when a request, a group or a listener fails: the writer behind the desk, on a real file.
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "desk_fixture.h"
#include "hub/desk/writer.h"

namespace silverlane::desk {
namespace {

class ThrowingStore final : public store::Store {
public:
    explicit ThrowingStore(store::Store& inner) : inner_(inner) {}
    Result<void> write(const Work& work) override {
        if (throws) throw std::runtime_error("the storage broke");
        return inner_.write(work);
    }
    Result<void> read(const Work& work) override { return inner_.read(work); }
    Result<void> checkpoint() override { return inner_.checkpoint(); }
    [[nodiscard]] int schema_version() const override { return inner_.schema_version(); }
    std::atomic<bool> throws{false};

private:
    store::Store& inner_;
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
        EXPECT_EQ(store::Events(connection).since(bank.branch, "staff", before, 100).size(), 10U);
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
