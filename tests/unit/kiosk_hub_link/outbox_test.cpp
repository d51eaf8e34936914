// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/outbox.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <thread>

#include "test_files.h"

namespace silverlane::hub_link {
namespace {

using namespace std::chrono_literals;

class OutboxTest : public testing::Test {
protected:
    std::unique_ptr<Outbox> open(std::int64_t most_bytes = 64LL * 1024 * 1024) {
        auto opened = Outbox::open({folder / "outbox.sqlite", 24h, most_bytes}, clock, log);
        EXPECT_TRUE(opened.ok()) << opened.error().text();
        return std::move(*opened);
    }

    TestFolder folder;
    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};
    TestLog log;
};

TEST_F(OutboxTest, KeepsWhatWasCommittedAcrossAReopening) {
    ASSERT_TRUE(open()->commit({arrival("a"), arrival("b")}).ok());
    const auto messages = open()->oldest(10);
    ASSERT_TRUE(messages.ok());
    ASSERT_EQ(messages->size(), 2U);
    EXPECT_EQ((*messages)[0].key.text, "a");
    EXPECT_EQ((*messages)[1].key.text, "b");
    const auto read = protocol::arrival_from_json((*messages)[0].json);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, arrival("a"));
}

TEST_F(OutboxTest, TakesTheSameKeyAgainWithoutEffect) {
    auto outbox = open();
    ASSERT_TRUE(outbox->commit({arrival("a")}).ok());
    ASSERT_TRUE(outbox->commit({arrival("a"), arrival("b")}).ok());
    EXPECT_EQ(*outbox->size(), 2);
}

TEST_F(OutboxTest, KeepsMessagesOfATurnInTheirOrderAmongArrivals) {
    auto outbox = open();
    ASSERT_TRUE(outbox->commit({arrival("a")}).ok());
    ASSERT_TRUE(outbox->add(MessageKind::consent, IdempotencyKey{"c"}, "{\"purposes\":[]}").ok());
    ASSERT_TRUE(outbox->commit({arrival("b")}).ok());
    const auto messages = outbox->oldest(10);
    ASSERT_EQ(messages->size(), 3U);
    EXPECT_EQ((*messages)[1].kind, MessageKind::consent);
    EXPECT_EQ((*messages)[1].json, "{\"purposes\":[]}");
}

TEST_F(OutboxTest, DropsWhatIsOlderThanADayAndNothingElse) {
    auto outbox = open();
    ASSERT_TRUE(outbox->commit({arrival("old")}).ok());
    clock.advance(23h);
    ASSERT_TRUE(outbox->commit({arrival("new")}).ok());
    EXPECT_EQ(*outbox->drop_expired(), 0);
    clock.advance(2h);
    EXPECT_EQ(*outbox->drop_expired(), 1);
    EXPECT_EQ((*outbox->oldest(10))[0].key.text, "new");
}

TEST_F(OutboxTest, RefusesWhenFullAndAcceptsAgainWhenThereIsRoom) {
    auto outbox = open(64 * 1024);
    int kept = 0;
    while (kept < 5'000 && outbox->commit({arrival("key-" + std::to_string(kept))}).ok()) ++kept;
    ASSERT_GT(kept, 10);
    ASSERT_LT(kept, 5'000);
    EXPECT_FALSE(outbox->accepting());
    EXPECT_EQ(log.count("outbox_refused"), 1);
    EXPECT_EQ(*outbox->size(), kept) << "what was acknowledged before is still there";

    std::vector<std::int64_t> delivered;
    const auto oldest = outbox->oldest(100);
    for (const auto& message : *oldest) delivered.push_back(message.sequence);
    ASSERT_TRUE(outbox->remove(delivered).ok());
    EXPECT_TRUE(outbox->probe().ok());
    EXPECT_TRUE(outbox->accepting());
    EXPECT_TRUE(outbox->commit({arrival("after")}).ok());
}

TEST_F(OutboxTest, KeepsNothingOfABatchThatDidNotFit) {
    auto outbox = open(64 * 1024);
    std::vector<protocol::Arrival> batch;
    for (int i = 0; i < 2'000; ++i) batch.push_back(arrival("key-" + std::to_string(i)));
    const auto committed = outbox->commit(batch);
    ASSERT_FALSE(committed.ok());
    EXPECT_EQ(committed.error().code(), ErrorCode::io);
    EXPECT_EQ(*outbox->size(), 0);
}

TEST_F(OutboxTest, SetsAFileThatIsNoDatabaseAsideAndBeginsANewOne) {
    std::ofstream(folder / "outbox.sqlite") << std::string(8'192, 'x');
    auto outbox = open();
    EXPECT_EQ(log.count("outbox_set_aside"), 1);
    EXPECT_TRUE(outbox->commit({arrival("a")}).ok());
    bool found = false;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        found = found || entry.path().filename().string().find(".damaged-") != std::string::npos;
    }
    EXPECT_TRUE(found) << "the damaged file is kept for whoever looks into it";
}

TEST_F(OutboxTest, SetsAFileWithAPageOverwrittenAside) {
    {
        auto outbox = open();
        std::vector<protocol::Arrival> batch;
        for (int i = 0; i < 500; ++i) batch.push_back(arrival("key-" + std::to_string(i)));
        ASSERT_TRUE(outbox->commit(batch).ok());
    }
    {
        std::fstream file(folder / "outbox.sqlite", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4'096 * 3);
        file << std::string(4'096 * 4, '\x5a');
    }
    auto outbox = open();
    EXPECT_EQ(log.count("outbox_set_aside"), 1);
    EXPECT_EQ(*outbox->size(), 0);
}

TEST_F(OutboxTest, IsReadableByItsOwnerOnly) {
    auto outbox = open();
    ASSERT_TRUE(outbox->commit({arrival("a")}).ok());
    for (const char* name : {"outbox.sqlite", "outbox.sqlite-wal"}) {
        const auto mode = std::filesystem::status(folder / name).permissions();
        EXPECT_EQ(mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all), std::filesystem::perms::none) << name;
    }
}

TEST_F(OutboxTest, TakesBatchesFromSeveralThreads) {
    auto outbox = open();
    std::vector<std::thread> drivers;
    for (int driver = 0; driver < 4; ++driver) {
        drivers.emplace_back([&outbox, driver] {
            for (int i = 0; i < 20; ++i) {
                EXPECT_TRUE(outbox->commit({arrival(std::to_string(driver) + "-" + std::to_string(i))}).ok());
            }
        });
    }
    for (auto& driver : drivers) driver.join();
    EXPECT_EQ(*outbox->size(), 80);
}

TEST_F(OutboxTest, NeverGivesTheSameReservedNumberTwice) {
    std::set<std::string> given;
    {
        auto outbox = open();
        ASSERT_TRUE(outbox->keep_reserved({"K", 1, 5, "2023-11-15"}).ok());
        given.insert(*outbox->take_reserved_label());
        given.insert(*outbox->take_reserved_label());
        ASSERT_TRUE(outbox->keep_reserved({"K", 1, 5, "2023-11-15"}).ok()) << "the hub names the same block again";
    }
    auto outbox = open();
    EXPECT_EQ(*outbox->reserved_left("2023-11-15"), 3);
    EXPECT_EQ(*outbox->reserved_left("2023-11-16"), 0) << "a block of yesterday is renewed";
    for (int i = 0; i < 3; ++i) given.insert(*outbox->take_reserved_label());
    EXPECT_EQ(given, (std::set<std::string>{"K001", "K002", "K003", "K004", "K005"}));
    const auto beyond = outbox->take_reserved_label();
    ASSERT_FALSE(beyond.ok());
    EXPECT_EQ(beyond.error().code(), ErrorCode::not_found);
    EXPECT_TRUE(outbox->accepting()) << "having no number left is no failure of the disk";
}

}  // namespace
}  // namespace silverlane::hub_link
