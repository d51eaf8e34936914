// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What every passbook printer has to do, whatever is behind it: above all, that no line is lost or printed twice. A real device joins by
// one more entry in kPrinters; its bench needs hands, a book, and eyes that see what is on its pages.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>

#include "drivers/passbook/passbook_virtual.h"
#include "drivers/transport/whole_file.h"

namespace silverlane::drivers {
namespace {

constexpr int kRows = 4;
constexpr int kPages = 3;

/// A printer on the bench: the device, the hands of person and staff, and eyes.
class BookBench {
public:
    virtual ~BookBench() = default;
    virtual PassbookPrinter& printer() = 0;
    virtual Presented hand(std::string_view words) = 0;
    virtual Result<std::string> hand_from_outside(const std::string& words) = 0;
    virtual void cut_the_power() = 0;
    virtual KeyedHash hash_of(const std::string& token) = 0;
    /// What stands on all pages of a book, as bytes that are equal for equal paper.
    virtual std::string paper_of(const std::string& token) = 0;
    PassbookEvents events{4};
};

class VirtualBench final : public BookBench {
public:
    VirtualBench() {
        std::string pattern = testing::TempDir() + "/books-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        open();
    }
    ~VirtualBench() override {
        printer_.reset();
        std::filesystem::remove_all(folder_);
    }
    PassbookPrinter& printer() override { return *printer_; }
    Presented hand(std::string_view words) override { return printer_->present(words); }
    Result<std::string> hand_from_outside(const std::string& words) override { return present_through(folder_ / "s", words, Milliseconds{5'000}); }
    void cut_the_power() override {
        printer_.reset();
        open();
    }
    KeyedHash hash_of(const std::string& token) override { return hasher_.passbook(PrivateText{token}); }
    std::string paper_of(const std::string& token) override {
        std::string paper;
        for (int page = 1; page <= kPages; ++page) {
            const auto file = printer_->folder_of(hash_of(token)) / fmt::format("page-{:02}.png", page);
            paper += read_whole_file(file, 1U << 20U).ok() ? read_whole_file(file, 1U << 20U).value() : "(blank)";
        }
        return paper;
    }

private:
    void open() {
        passbook::PassbookSettings settings;
        settings.folder = folder_ / "books";
        settings.rows_a_page = kRows;
        settings.pages = kPages;
        settings.socket = folder_ / "s";
        printer_ = passbook::VirtualPassbookPrinter::open(settings, hasher_, events, clock_, log_).value();
    }
    std::filesystem::path folder_;
    SystemClock clock_;
    SilentLog log_;
    IdentifierHasher hasher_{HashKey{std::array<std::uint8_t, 32>{1}}};
    std::unique_ptr<passbook::VirtualPassbookPrinter> printer_;
};

struct PrinterKind {
    const char* name;
    std::unique_ptr<BookBench> (*set_up)();
};
const PrinterKind kPrinters[] = {{"Virtual", [] { return std::unique_ptr<BookBench>(std::make_unique<VirtualBench>()); }}};

class PassbookPrinterContract : public ::testing::TestWithParam<PrinterKind> {
protected:
    PassbookPrinter& printer() { return bench_->printer(); }
    Presented hand(std::string_view words) { return bench_->hand(words); }
    BookPosition position() { return printer().status().book; }
    template <class Event>
    std::optional<Event> next() {
        const auto event = bench_->events.try_take();
        if (!event || !std::holds_alternative<Event>(*event)) return std::nullopt;
        return std::get<Event>(*event);
    }
    [[nodiscard]] bool silent() { return !bench_->events.try_take().has_value(); }
    PassbookState insert(const std::string& token = "book-1") {
        printer().enable(true);
        EXPECT_EQ(hand("insert " + token), Presented::accepted);
        const auto inserted = next<PassbookInserted>();
        EXPECT_TRUE(inserted.has_value());
        return inserted ? inserted->state : PassbookState{};
    }
    PassbookState state() { return printer().read_book(kDeadline).value(); }
    static std::string id(int number) { return fmt::format("2026-{:04}", number); }
    static PassbookLine line(int number, int row) {
        return {id(number), row, PrivateText{fmt::format("20261122 养老金 {:>10}.00  {:>12}.{:02}", 3'000 + number, 10'000 + number, number)}};
    }
    OperationOutcome print(int number) { return printer().print(line(number, state().next_row), kDeadline); }
    void print_until(int last) {
        for (int number = 1; number <= last; ++number) ASSERT_EQ(print(number), OperationOutcome::ok) << number;
    }
    void turn_the_page() {
        ASSERT_TRUE(state().wants_turning());
        ASSERT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
        ASSERT_EQ(hand("turn"), Presented::accepted);
        ASSERT_TRUE(next<PassbookInserted>().has_value());
    }
    std::unique_ptr<BookBench> bench_ = GetParam().set_up();
    static constexpr Milliseconds kDeadline{20'000};
};

TEST_P(PassbookPrinterContract, IsOnlineEmptyAndClosedAtTheStart) {
    EXPECT_EQ(printer().status().device.state, DeviceState::online);
    EXPECT_EQ(position(), BookPosition::none);
    EXPECT_EQ(hand("insert book-1"), Presented::disabled);
    EXPECT_EQ(printer().read_book(kDeadline).error().code(), ErrorCode::not_found);
    EXPECT_EQ(printer().print(line(1, 1), kDeadline), OperationOutcome::failed);
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::failed);
    EXPECT_TRUE(silent());
}

TEST_P(PassbookPrinterContract, ABookSaysWhoseItIsAndWhereItStands) {
    printer().enable(true);
    EXPECT_EQ(hand("insert book-1"), Presented::accepted);
    const auto inserted = next<PassbookInserted>();
    ASSERT_TRUE(inserted.has_value());
    EXPECT_EQ(inserted->book, bench_->hash_of("book-1"));
    EXPECT_EQ(inserted->state, (PassbookState{"", 1, 1, 1, kRows, kPages, inserted->state.book}));
    EXPECT_EQ(inserted->state.book.value_or(inserted->book), inserted->book) << "a printer that can say which book it read says the same";
    EXPECT_EQ(inserted->state.rows_left_on_page(), kRows);
    EXPECT_EQ(position(), BookPosition::in_slot);
    EXPECT_EQ(hand("insert book-2"), Presented::not_now);
    EXPECT_EQ(hand("take"), Presented::not_now);
}

TEST_P(PassbookPrinterContract, LinesComeOneBelowTheOtherAndTheBookKnowsTheLast) {
    insert();
    print_until(3);
    EXPECT_EQ(state(), (PassbookState{id(3), 1, 4, 1, kRows, kPages, state().book}));
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(hand("take"), Presented::accepted);
    EXPECT_EQ(next<PassbookTaken>().value().how, BookTaken::when_given_back);
    EXPECT_EQ(insert("book-2").last_line, "") << "another book has a memory of its own";
    EXPECT_EQ(hand("pull"), Presented::accepted);
    EXPECT_TRUE(next<PassbookTaken>().has_value());
    EXPECT_EQ(insert().last_line, id(3));
}

TEST_P(PassbookPrinterContract, ALineGoesNowhereButWhereTheBookSaysAndNeverTwice) {
    insert();
    print_until(2);
    const std::string paper = bench_->paper_of("book-1");
    EXPECT_EQ(printer().print(line(3, 2), kDeadline), OperationOutcome::failed) << "not over another";
    EXPECT_EQ(printer().print(line(3, 4), kDeadline), OperationOutcome::failed) << "not with a gap";
    EXPECT_EQ(printer().print(line(2, 3), kDeadline), OperationOutcome::failed) << "not the last one again";
    EXPECT_EQ(printer().print(line(3, 3), Milliseconds{0}), OperationOutcome::failed);
    EXPECT_EQ(bench_->paper_of("book-1"), paper);
    EXPECT_EQ(state().last_line, id(2));
    EXPECT_EQ(print(3), OperationOutcome::ok);
}

TEST_P(PassbookPrinterContract, WhatNoLineMayHoldFailsAndLeavesNoInk) {
    insert();
    const std::string paper = bench_->paper_of("book-1");
    const std::string wide(200, 'W');
    for (const std::string& wrong : {std::string{}, std::string("   "), wide, std::string("a\nb"), std::string("\xff"), std::string(5'000, '1')}) {
        EXPECT_EQ(printer().print({id(1), 1, PrivateText{wrong}}, kDeadline), OperationOutcome::failed);
    }
    for (const std::string& wrong : {std::string{}, std::string("a b"), std::string("行"), std::string(61, 'x')}) {
        EXPECT_EQ(printer().print({wrong, 1, PrivateText{"text"}}, kDeadline), OperationOutcome::failed);
    }
    EXPECT_EQ(bench_->paper_of("book-1"), paper);
    EXPECT_EQ(print(1), OperationOutcome::ok);
}

TEST_P(PassbookPrinterContract, AFullPageIsTurnedByThePersonAndPrintingGoesOn) {
    insert();
    print_until(kRows);
    EXPECT_TRUE(state().wants_turning());
    EXPECT_EQ(state().rows_left_on_page(), 0);
    EXPECT_EQ(printer().print(line(5, 1), kDeadline), OperationOutcome::failed) << "the wrong page lies under the head";
    EXPECT_EQ(hand("turn"), Presented::not_now) << "inside it is out of reach";
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(hand("turn"), Presented::accepted);
    const auto again = next<PassbookInserted>();
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->book, bench_->hash_of("book-1"));
    EXPECT_EQ(again->state, (PassbookState{id(4), 2, 1, 2, kRows, kPages, again->state.book}));
    EXPECT_EQ(print(5), OperationOutcome::ok);
}

TEST_P(PassbookPrinterContract, AFullBookTakesNoMore) {
    insert();
    for (int number = 1; number <= kRows * kPages; ++number) {
        if (state().wants_turning()) turn_the_page();
        ASSERT_EQ(print(number), OperationOutcome::ok) << number;
    }
    EXPECT_TRUE(state().full());
    EXPECT_FALSE(state().wants_turning());
    EXPECT_EQ(printer().print(line(99, 1), kDeadline), OperationOutcome::failed);
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(hand("turn"), Presented::not_now);
    EXPECT_EQ(hand("take"), Presented::accepted);
    EXPECT_TRUE(next<PassbookTaken>().has_value());
    EXPECT_TRUE(insert().full()) << "the person is sent for a new one before anything is printed";
}

TEST_P(PassbookPrinterContract, ABookOpenedAtAnotherPageIsNotPrintedOn) {
    printer().enable(true);
    EXPECT_EQ(hand("insert book-1 page 3"), Presented::accepted);
    const auto inserted = next<PassbookInserted>();
    EXPECT_EQ(inserted.value().state.open_page, 3);
    EXPECT_TRUE(inserted->state.wants_turning());
    EXPECT_EQ(printer().print(line(1, 1), kDeadline), OperationOutcome::failed);
    EXPECT_EQ(hand("pull"), Presented::accepted);
    EXPECT_EQ(hand("insert book-1 page 4"), Presented::not_now) << "the book has three";
}

/// The rule that the interface states: after unknown the book is read, and printing goes on after its last line.
TEST_P(PassbookPrinterContract, NoLineIsLostOrPrintedTwiceWhateverHappensInTheMiddleOfOne) {
    insert("undisturbed");
    print_until(3);
    const std::string wanted = bench_->paper_of("undisturbed");
    EXPECT_EQ(hand("pull"), Presented::accepted);
    EXPECT_TRUE(next<PassbookTaken>().has_value());
    const struct { const char* trouble; int printed; } troubles[] = {
        {"jam_before_ink", 1}, {"jam_after_ink", 2}, {"pull_before_ink", 1}, {"pull_after_ink", 2}, {"lose_answer", 2}};
    for (const auto& [trouble, printed] : troubles) {
        SCOPED_TRACE(trouble);
        const std::string book = fmt::format("book-{}", trouble);
        insert(book);
        print_until(1);
        EXPECT_EQ(hand(trouble), Presented::accepted);
        EXPECT_EQ(print(2), OperationOutcome::unknown);
        if (printer().status().device.state == DeviceState::hardware_error) {
            EXPECT_EQ(printer().read_book(kDeadline).error().code(), ErrorCode::unavailable) << "a jammed printer does not guess";
            EXPECT_EQ(hand("clear"), Presented::accepted);
        }
        if (position() == BookPosition::none) {
            EXPECT_EQ(next<PassbookTaken>().value().how, BookTaken::pulled_out_early);
            insert(book);
        }
        EXPECT_EQ(state().last_line, id(printed)) << "as the paper says";
        for (int number = printed + 1; number <= 3; ++number) EXPECT_EQ(print(number), OperationOutcome::ok);
        EXPECT_TRUE(bench_->paper_of(book) == wanted) << "the paper looks as if nothing had happened";
        EXPECT_EQ(hand("pull"), Presented::accepted);
        EXPECT_TRUE(next<PassbookTaken>().has_value());
    }
}

TEST_P(PassbookPrinterContract, PulledOutEarlyTheBookKnowsWhereItStood) {
    insert();
    print_until(2);
    EXPECT_EQ(hand("pull"), Presented::accepted);
    EXPECT_EQ(next<PassbookTaken>().value().how, BookTaken::pulled_out_early);
    EXPECT_EQ(position(), BookPosition::none);
    EXPECT_EQ(printer().print(line(3, 3), kDeadline), OperationOutcome::failed) << "nothing is printed onto nothing";
    EXPECT_EQ(insert().last_line, id(2));
    EXPECT_EQ(print(3), OperationOutcome::ok);
}

TEST_P(PassbookPrinterContract, GivenBackItStaysInTheThroatUntilItIsTaken) {
    insert();
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(position(), BookPosition::in_throat);
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(hand("pull"), Presented::not_now);
    EXPECT_EQ(hand("insert book-2"), Presented::not_now);
    EXPECT_EQ(printer().read_book(kDeadline).error().code(), ErrorCode::not_found);
    EXPECT_EQ(hand("take"), Presented::accepted);
    EXPECT_TRUE(next<PassbookTaken>().has_value());
    EXPECT_TRUE(silent());
}

TEST_P(PassbookPrinterContract, JammedNothingMovesNotEvenAfterAPowerCut) {
    insert();
    print_until(1);
    EXPECT_EQ(hand("jam"), Presented::accepted);
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(printer().status().device.state, DeviceState::hardware_error);
        EXPECT_EQ(position(), BookPosition::unknown);
        EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::failed);
        EXPECT_EQ(printer().print(line(2, 2), kDeadline), OperationOutcome::failed);
        EXPECT_EQ(hand("pull"), Presented::not_now);
        bench_->cut_the_power();
    }
    EXPECT_EQ(hand("clear"), Presented::accepted);
    EXPECT_EQ(print(2), OperationOutcome::ok);
}

TEST_P(PassbookPrinterContract, AfterAPowerCutTheBookIsStillThereAndNobodysTurnGoesOn) {
    insert();
    print_until(2);
    bench_->cut_the_power();
    EXPECT_EQ(position(), BookPosition::in_slot);
    EXPECT_TRUE(silent());
    EXPECT_EQ(state().last_line, id(2));
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    bench_->cut_the_power();
    EXPECT_EQ(position(), BookPosition::in_throat);
}

TEST_P(PassbookPrinterContract, WhatIsNoBookIsGivenBackUnprinted) {
    printer().enable(true);
    EXPECT_EQ(hand("unreadable"), Presented::accepted);
    EXPECT_TRUE(next<PassbookUnreadable>().has_value());
    EXPECT_EQ(printer().read_book(kDeadline).error().code(), ErrorCode::corrupt);
    EXPECT_EQ(printer().print(line(1, 1), kDeadline), OperationOutcome::failed);
    EXPECT_EQ(printer().eject(kDeadline), OperationOutcome::ok);
    EXPECT_EQ(hand("turn"), Presented::not_now);
    EXPECT_EQ(hand("take"), Presented::accepted);
}

TEST_P(PassbookPrinterContract, ABookThatCannotBeToldIsNotDrawnIn) {
    printer().enable(true);
    for (int i = 0; i < 4; ++i) ASSERT_EQ(bench_->events.post(PassbookTaken{}), Posted::accepted);
    EXPECT_EQ(hand("insert book-1"), Presented::queue_full);
    EXPECT_EQ(position(), BookPosition::none);
}

TEST_P(PassbookPrinterContract, CanBePlayedFromOutsideAndOddWordsAreRefused) {
    EXPECT_EQ(bench_->hand_from_outside("insert book-1").value(), "disabled");
    printer().enable(true);
    EXPECT_EQ(bench_->hand_from_outside("insert book-1\n").value(), "accepted");
    EXPECT_EQ(next<PassbookInserted>().value().book, bench_->hash_of("book-1"));
    for (const std::string words : {"insert", "insert ", "burn", "insert x page", "insert x page 0", "insert x page 3y", "insert x page -1"}) {
        const Presented outcome = hand(words);
        EXPECT_TRUE(outcome == Presented::not_understood || outcome == Presented::not_now) << words;
    }
    EXPECT_EQ(hand("insert \xff"), Presented::not_text);
    EXPECT_EQ(hand("insert " + std::string(4'096, 'x')), Presented::too_long);
}

INSTANTIATE_TEST_SUITE_P(Devices, PassbookPrinterContract, ::testing::ValuesIn(kPrinters), [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace silverlane::drivers
