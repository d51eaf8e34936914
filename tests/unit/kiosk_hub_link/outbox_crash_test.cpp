// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What commit() acknowledged is there after kill -9 at any moment. A child process commits and names each acknowledged key on a pipe; the
// parent kills it after a random number of acknowledgements and looks.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <set>

#include "kiosk/hub_link/outbox.h"
#include "test_files.h"

namespace silverlane::hub_link {
namespace {

using namespace std::chrono_literals;

/// The child: never returns.
[[noreturn]] void commit_until_killed(const std::filesystem::path& file, int round, int acknowledgements) {
    const SystemClock clock;
    SilentLog log;
    auto outbox = Outbox::open({file, 24h, 64LL * 1024 * 1024}, clock, log);
    if (!outbox) _exit(1);
    for (int i = 0;; ++i) {
        const std::string key = std::to_string(round) + "-" + std::to_string(i);
        if (!(*outbox)->commit({arrival(key), arrival(key + "-second")})) _exit(2);
        const auto label = (*outbox)->take_reserved_label();
        const std::string line = key + " " + (label ? *label : std::string{"-"}) + "\n";
        if (write(acknowledgements, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(3);
    }
}

TEST(OutboxCrash, KeepsEveryAcknowledgedArrivalAndRepeatsNoNumber) {
    const TestFolder folder;
    const auto file = folder / "outbox.sqlite";
    const SystemClock clock;
    SilentLog log;
    SeededRandom random(20'261'122);
    {
        auto outbox = Outbox::open({file, 24h, 64LL * 1024 * 1024}, clock, log);
        ASSERT_TRUE(outbox.ok());
        ASSERT_TRUE((*outbox)->keep_reserved({"K", 1, 100'000, "2023-11-15"}).ok());
    }
    std::set<std::string> acknowledged, labels;
    for (int round = 0; round < 20; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            commit_until_killed(file, round, ends[1]);
        }
        close(ends[1]);
        FILE* lines = fdopen(ends[0], "r");
        const auto moment = 1 + random.below(12);
        char key[64], label[64];
        for (std::uint64_t seen = 0; std::fscanf(lines, "%63s %63s", key, label) == 2;) {
            acknowledged.insert(key);
            EXPECT_TRUE(labels.insert(label).second) << label << " was given out twice";
            if (++seen == moment) kill(child, SIGKILL);  // what it wrote before it died is read to the end
        }
        std::fclose(lines);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    }
    auto outbox = Outbox::open({file, 24h, 64LL * 1024 * 1024}, clock, log);
    ASSERT_TRUE(outbox.ok());
    std::set<std::string> kept;
    const auto messages = (*outbox)->oldest(1'000'000);
    ASSERT_TRUE(messages.ok());
    for (const auto& message : *messages) kept.insert(message.key.text);
    for (const auto& key : acknowledged) {
        EXPECT_TRUE(kept.count(key) == 1 && kept.count(key + "-second") == 1) << key << " was acknowledged and is gone";
    }
    EXPECT_GE(acknowledged.size(), 20U);
}

}  // namespace
}  // namespace silverlane::hub_link
