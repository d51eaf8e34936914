// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_protocol.h"

#include <gtest/gtest.h>

#include "base/random_source.h"
#include "drivers/passbook/passbook_settings.h"

namespace silverlane::drivers::passbook {
namespace {

TEST(BookRecord, WhatIsWrittenIsReadBack) {
    const BookRecord records[] = {{"", "", 1, 1, 20, 12}, {"", "a-1", 1, 1, 20, 12}, {"a-1", "a-2", 1, 2, 20, 12}, {"a-240", "", 13, 1, 20, 12}};
    for (const BookRecord& record : records) EXPECT_EQ(parse_book_record(to_json(record)).value(), record) << to_json(record);
}

TEST(BookRecord, APrintedLineMovesTheNextOneDownAndOntoTheNextPage) {
    BookRecord record{"", "a-1", 1, 1, 2, 2};
    record = with_printed_line(record);
    EXPECT_EQ(record, (BookRecord{"a-1", "", 1, 2, 2, 2}));
    record.printing = "a-2";
    record = with_printed_line(record);
    EXPECT_EQ(record, (BookRecord{"a-2", "", 2, 1, 2, 2}));
    EXPECT_FALSE(record.full());
    for (const char* id : {"a-3", "a-4"}) {
        record.printing = id;
        record = with_printed_line(record);
    }
    EXPECT_TRUE(record.full());
}

TEST(BookRecord, WhatNoStripeCanSayIsCorrupt) {
    for (const char* wrong : {
             "", "null", "[]", "{",
             R"({"last_line":"a","printing":"","page":0,"next_row":1,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":1,"next_row":3,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":4,"next_row":1,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":1.5,"next_row":1,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":1,"next_row":1,"rows_a_page":2,"pages":2})",
             R"({"last_line":"","printing":"","page":1,"next_row":2,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"b","page":3,"next_row":1,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":3,"next_row":2,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a b","printing":"","page":1,"next_row":2,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":1,"next_row":2,"rows_a_page":2,"pages":100})",
             R"({"last_line":7,"printing":"","page":1,"next_row":2,"rows_a_page":2,"pages":2})",
             R"({"last_line":"a","printing":"","page":99999999999999999999,"next_row":2,"rows_a_page":2,"pages":2})",
         }) {
        EXPECT_EQ(parse_book_record(wrong).error().code(), ErrorCode::corrupt) << wrong;
    }
}

TEST(PrinterRecord, WhatIsWrittenIsReadBackAndTheRestIsCorrupt) {
    KeyedHash name;
    name.bytes[0] = 0xab;
    const PrinterRecord records[] = {{}, {BookPosition::in_slot, Mechanism::jammed, name, 7}, {BookPosition::in_throat, Mechanism::free, {}, 1}};
    for (const PrinterRecord& record : records) EXPECT_EQ(parse_printer_record(to_json(record)).value(), record);
    for (const char* wrong : {"", "{}", R"({"book":"away","mechanism":"free","name":"","open_page":1})",
                              R"({"book":"none","mechanism":"open","name":"","open_page":1})",
                              R"({"book":"none","mechanism":"free","name":"abc","open_page":1})",
                              R"({"book":"none","mechanism":"free","name":"","open_page":0})"}) {
        EXPECT_EQ(parse_printer_record(wrong).error().code(), ErrorCode::corrupt) << wrong;
    }
}

TEST(BookRecord, AnyDamageIsSurvived) {
    SeededRandom random{11};
    const std::string good = to_json(BookRecord{"a-1", "a-2", 1, 2, 20, 12});
    for (int i = 0; i < 2'000; ++i) {
        std::string damaged = good;
        for (int hits = 0; hits < 3; ++hits) damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
        const auto record = parse_book_record(damaged);
        if (!record) continue;
        EXPECT_LE(record->next_row, record->rows_a_page);
        EXPECT_LE(record->page, record->pages + 1);
    }
}

TEST(HandMove, WordsAreUnderstoodAndOthersAreNot) {
    EXPECT_EQ(read_hand_move("insert book-1")->token, "book-1");
    EXPECT_FALSE(read_hand_move("insert book-1")->open_page.has_value());
    EXPECT_EQ(read_hand_move("insert my book page 12\r\n")->open_page, 12);
    EXPECT_EQ(read_hand_move("insert my book page 12\r\n")->token, "my book");
    EXPECT_EQ(read_hand_move("turn\n")->does, HandDoes::turn);
    EXPECT_EQ(read_hand_move("pull_after_ink")->does, HandDoes::pull_after_ink);
    for (const char* wrong : {"", "insert", "insert ", "insert  page 1", "insert b page x", "insert b page 100", "turn page", "Take"}) {
        EXPECT_FALSE(read_hand_move(wrong).has_value()) << wrong;
    }
}

class PassbookSettingsTest : public ::testing::Test {
protected:
    PassbookSettings read(std::string_view text) {
        document_.emplace(config::Document::parse(text, "kiosk.toml").value());
        return read_passbook_settings(document_->root(mistakes_), "/var/lib/kiosk");
    }
    std::optional<config::Document> document_;
    config::Mistakes mistakes_;
};

TEST_F(PassbookSettingsTest, DefaultsStandWhereNothingIsSaid) {
    const PassbookSettings settings = read("");
    EXPECT_TRUE(mistakes_.empty()) << mistakes_.text();
    EXPECT_EQ(settings.folder, "/var/lib/kiosk/passbooks");
    EXPECT_EQ(settings.rows_a_page, 20);
    EXPECT_EQ(settings.pages, 12);
    EXPECT_TRUE(settings.socket.empty());
}

TEST_F(PassbookSettingsTest, EveryMistakeIsNamed) {
    read("rows_a_page = 41\npages = 0\nfont = \"/nowhere.ttc\"\npage = 3\n");
    EXPECT_EQ(mistakes_.all().size(), 4U) << mistakes_.text();
}

}  // namespace
}  // namespace silverlane::drivers::passbook
