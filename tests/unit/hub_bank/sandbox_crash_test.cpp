// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A line that was acknowledged as printed is not printed again after kill -9 at any moment. A child process marks line after line and names
// each acknowledged one on a pipe; the parent kills it and looks what the bank would print next.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "hub/bank/sandbox_state.h"
#include "bank_fixture.h"

namespace silverlane::bank {
namespace {

[[noreturn]] void mark_until_killed(const std::filesystem::path& file, std::int64_t from, int acknowledgements) {
    auto state = SandboxState::open(file);
    if (!state) _exit(1);
    for (std::int64_t line = from;; ++line) {
        if (!(*state)->mark_printed(hash_of(4), line)) _exit(2);
        const std::string text = std::to_string(line) + "\n";
        if (write(acknowledgements, text.data(), text.size()) != static_cast<ssize_t>(text.size())) _exit(3);
    }
}

TEST(SandboxCrash, AnAcknowledgedLineStaysPrintedAfterKillNine) {
    Sandbox sandbox;
    sandbox.bank.reset();
    const auto file = sandbox.folder / "sandbox-bank.db";
    SeededRandom random(20'261'127);
    std::int64_t acknowledged = 0;
    for (int round = 0; round < 20; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            mark_until_killed(file, acknowledged + 1, ends[1]);
        }
        close(ends[1]);
        FILE* lines = fdopen(ends[0], "r");
        const auto moment = 1 + random.below(12);
        long line = 0;
        for (std::uint64_t seen = 0; std::fscanf(lines, "%ld", &line) == 1;) {
            acknowledged = line;
            if (++seen == moment) kill(child, SIGKILL);
        }
        std::fclose(lines);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
        auto state = SandboxState::open(file);
        ASSERT_TRUE(state);
        const auto last = (*state)->last_printed(hash_of(4));
        ASSERT_TRUE(last);
        ASSERT_GE(*last, acknowledged);
        ASSERT_LE(*last, acknowledged + 1) << "only the line that was being marked may be ahead";
        acknowledged = *last;
    }
    EXPECT_GE(acknowledged, 20);
}

}  // namespace
}  // namespace silverlane::bank
