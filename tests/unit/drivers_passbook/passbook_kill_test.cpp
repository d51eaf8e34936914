// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// kill -9 in the middle of a line. A child process prints, is killed, and another goes on after what the book says; in the end the paper
// must look as if nothing had happened: every line once, in its row.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/random_source.h"
#include "drivers/passbook/passbook_virtual.h"
#include "drivers/transport/whole_file.h"

namespace silverlane::drivers::passbook {
namespace {

constexpr int kRows = 4;
constexpr int kPages = 4;
constexpr int kLines = 14;
constexpr Milliseconds kDeadline{20'000};

class PassbookKillTest : public ::testing::Test {
protected:
    PassbookKillTest() {
        std::string pattern = testing::TempDir() + "/killed-XXXXXX";
        folder_ = mkdtemp(pattern.data());
    }
    ~PassbookKillTest() override { std::filesystem::remove_all(folder_); }

    /// A program with a printer in it.
    struct Program {
        explicit Program(const std::filesystem::path& folder) {
            PassbookSettings settings;
            settings.folder = folder;
            settings.rows_a_page = kRows;
            settings.pages = kPages;
            printer = VirtualPassbookPrinter::open(settings, hasher, events, clock, log).value();
            printer->enable(true);
        }
        /// Gives the next line out, as the interface says: after the book's last one, turning pages on the way.
        OperationOutcome print_next() {
            PassbookState state = printer->read_book(kDeadline).value();
            if (state.wants_turning()) {
                static_cast<void>(printer->eject(kDeadline));
                static_cast<void>(printer->present("turn"));
                while (events.try_take()) {}
                state = printer->read_book(kDeadline).value();
            }
            return printer->print(line(number_of(state.last_line) + 1, state.next_row), kDeadline);
        }
        [[nodiscard]] int last_printed() const { return number_of(printer->read_book(kDeadline).value().last_line); }
        IdentifierHasher hasher{HashKey{std::array<std::uint8_t, 32>{1}}};
        PassbookEvents events{64};
        SystemClock clock;
        SilentLog log;
        std::unique_ptr<VirtualPassbookPrinter> printer;
    };

    static PassbookLine line(int number, int row) {
        return {fmt::format("l-{}", number), row, PrivateText{fmt::format("{:03} 20261122 养老金 {}.00", number, 7 * number)}};
    }
    static int number_of(const std::string& id) { return id.empty() ? 0 : std::stoi(id.substr(2)); }

    std::string paper(const std::filesystem::path& folder) {
        const Program program(folder);
        std::string all;
        for (int page = 1; page <= kPages; ++page) {
            const auto file = program.printer->folder_of(program.hasher.passbook(PrivateText{"book"})) / fmt::format("page-{:02}.png", page);
            all += read_whole_file(file, 1U << 20U).value();
        }
        return all;
    }
    std::string undisturbed_paper() {
        {
            Program program(folder_ / "undisturbed");
            EXPECT_EQ(program.printer->present("insert book"), Presented::accepted);
            for (int i = 0; i < kLines; ++i) EXPECT_EQ(program.print_next(), OperationOutcome::ok);
        }
        return paper(folder_ / "undisturbed");
    }
    /// A child that prints until it is killed, and says each line that it knows is printed.
    static pid_t start_printing(const std::filesystem::path& folder, int said) {
        const pid_t child = fork();
        if (child != 0) return child;
        Program program(folder);
        if (program.printer->status().book == BookPosition::in_throat) static_cast<void>(program.printer->present("turn"));
        while (program.last_printed() < kLines) {
            if (program.print_next() == OperationOutcome::ok && write(said, ".", 1) != 1) break;
        }
        pause();
        _exit(0);
    }
    std::filesystem::path folder_;
};

TEST_F(PassbookKillTest, KilledAtEachStepOfALineTheBookSaysWhetherItIsPrinted) {
    const std::filesystem::path font = PassbookSettings{}.font;
    for (const Stage stage : {Stage::announced, Stage::inked}) {
        const std::filesystem::path folder = folder_ / fmt::format("stage-{}", static_cast<int>(stage));
        std::filesystem::path book_folder;
        {
            Program program(folder);
            ASSERT_EQ(program.printer->present("insert book"), Presented::accepted);
            for (int i = 0; i < 2; ++i) ASSERT_EQ(program.print_next(), OperationOutcome::ok);
            book_folder = program.printer->folder_of(program.hasher.passbook(PrivateText{"book"}));
        }
        const pid_t child = fork();
        if (child == 0) {
            PagePainter painter(paper::Typesetter::open(font, font).value());
            const auto ink = painter.paint_line(line(3, 3).text).value();
            static_cast<void>(Book::open(book_folder, {kRows, kPages}).value().print("l-3", ink, [stage](Stage reached) {
                if (reached == stage) raise(SIGKILL);
                return Goes::on;
            }));
            _exit(1);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        Program again(folder);
        EXPECT_EQ(again.printer->status().book, BookPosition::in_slot);
        EXPECT_EQ(again.last_printed(), stage == Stage::announced ? 2 : 3);
    }
}

TEST_F(PassbookKillTest, KilledAtAnyMomentAgainAndAgainNoLineIsLostOrPrintedTwice) {
    const std::string wanted = undisturbed_paper();
    const std::filesystem::path folder = folder_ / "killed";
    {
        Program program(folder);
        ASSERT_EQ(program.printer->present("insert book"), Presented::accepted);
    }
    SeededRandom random{2'026};
    int kills = 0;
    int known_printed = 0;
    for (; known_printed < kLines; ++kills) {
        ASSERT_LT(kills, 2'000) << "it does not come forward";
        int said[2];
        ASSERT_EQ(pipe2(said, O_CLOEXEC), 0);
        const pid_t child = start_printing(folder, said[1]);
        close(said[1]);
        char dot = 0;
        // Lets a few lines out, then waits a little into the next one.
        for (std::uint64_t lines = random.below(3); lines > 0 && known_printed < kLines && read(said[0], &dot, 1) == 1; --lines) ++known_printed;
        pollfd wait{said[0], POLLIN, 0};
        poll(&wait, 1, static_cast<int>(random.below(25)));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        while (read(said[0], &dot, 1) == 1) ++known_printed;
        close(said[0]);
        Program after(folder);
        if (after.printer->status().book == BookPosition::in_throat) {
            ASSERT_EQ(after.printer->present("turn"), Presented::accepted);
        }
        ASSERT_GE(after.last_printed(), known_printed) << "a line that was said to be printed is lost";
        ASSERT_LE(after.last_printed(), known_printed + 1);
        known_printed = after.last_printed();
    }
    EXPECT_GE(kills, 5);
    EXPECT_TRUE(paper(folder) == wanted) << "every line once, in its row";
}

}  // namespace
}  // namespace silverlane::drivers::passbook
