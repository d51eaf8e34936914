// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/passbook/passbook_book.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "drivers/passbook/passbook_settings.h"

namespace silverlane::drivers::passbook {
namespace {

class BookTest : public ::testing::Test {
protected:
    BookTest() {
        std::string pattern = testing::TempDir() + "/book-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        const std::filesystem::path font = PassbookSettings{}.font;
        painter_ = std::make_unique<PagePainter>(paper::Typesetter::open(font, font).value());
    }
    ~BookTest() override { std::filesystem::remove_all(folder_); }
    Book book() { return Book::open(folder_ / "b", {4, 3}).value(); }
    paper::Raster ink(const std::string& text) { return painter_->paint_line(PrivateText{text}).value(); }
    OperationOutcome print(const std::string& id, const std::string& text) {
        return book().print(id, ink(text), [](Stage) { return Goes::on; });
    }
    std::filesystem::path folder_;
    std::unique_ptr<PagePainter> painter_;
};

TEST_F(BookTest, NobodyElseReadsABookAndItsTextStandsOnThePaperAlone) {
    ASSERT_EQ(print("a-1", "20261122 PENSION 3456.00"), OperationOutcome::ok);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "b")) {
        EXPECT_EQ(entry.status().permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write) << entry.path();
        std::ifstream stream(entry.path(), std::ios::binary);
        std::ostringstream content;
        content << stream.rdbuf();
        EXPECT_EQ(content.str().find("3456"), std::string::npos) << entry.path();
        EXPECT_EQ(content.str().find("PENSION"), std::string::npos) << entry.path();
        ++files;
    }
    EXPECT_EQ(files, 2) << "the stripe and one page";
}

TEST_F(BookTest, ALinesInkStaysInItsRow) {
    paper::Raster page = blank_page(4);
    PagePainter::put(page, 2, ink("gjpqy|Ǻ̈ 龘"));
    EXPECT_FALSE(row_has_ink(page, 1));
    EXPECT_TRUE(row_has_ink(page, 2));
    EXPECT_FALSE(row_has_ink(page, 3));
}

TEST_F(BookTest, AShortMarkLeavesInkThatIsSeen) {
    for (const char* text : {".", "-", "'", "一", "·"}) {
        paper::Raster page = blank_page(4);
        PagePainter::put(page, 4, ink(text));
        EXPECT_TRUE(row_has_ink(page, 4)) << text;
    }
}

TEST_F(BookTest, ABookKeepsTheSizeThatItBeganWith) {
    ASSERT_EQ(print("a-1", "one"), OperationOutcome::ok);
    const auto record = Book::open(folder_ / "b", {20, 12}).value().read();
    EXPECT_EQ(record->rows_a_page, 4);
    EXPECT_EQ(record->pages, 3);
}

TEST_F(BookTest, PaperThatContradictsTheStripeIsNotPrintedOn) {
    ASSERT_EQ(print("a-1", "one"), OperationOutcome::ok);
    const std::filesystem::path stripe = folder_ / "b" / "stripe.json";
    std::ofstream(stripe) << to_json(BookRecord{"", "", 1, 1, 4, 3});
    EXPECT_EQ(book().read().error().code(), ErrorCode::corrupt);
    EXPECT_EQ(print("a-1", "one"), OperationOutcome::failed);
    std::ofstream(stripe) << "{}";
    EXPECT_EQ(book().read().error().code(), ErrorCode::corrupt);
}

TEST_F(BookTest, ADamagedPageIsNotPrintedOn) {
    ASSERT_EQ(print("a-1", "one"), OperationOutcome::ok);
    std::ofstream(folder_ / "b" / "page-01.png") << "ink";
    EXPECT_EQ(book().read().error().code(), ErrorCode::corrupt);
    EXPECT_EQ(print("a-2", "two"), OperationOutcome::failed);
    const auto other = paper::to_png(blank_page(5), kDotsPerInch).value();
    std::ofstream(folder_ / "b" / "page-01.png", std::ios::binary) << other;
    EXPECT_EQ(book().read().error().code(), ErrorCode::corrupt) << "a page of another book";
}

TEST_F(BookTest, ADiskThatRefusesIsUnknownAndTheBookKnowsBetter) {
    ASSERT_EQ(print("a-1", "one"), OperationOutcome::ok);
    // A folder stands where the picture should go, so that the ink cannot come although it was announced.
    const OperationOutcome outcome = book().print("a-2", ink("two"), [this](Stage stage) {
        if (stage == Stage::announced) {
            std::filesystem::create_directory(folder_ / "b" / "page-01.png.unfinished");
            std::ofstream(folder_ / "b" / "page-01.png.unfinished" / "x") << "x";
        }
        return Goes::on;
    });
    EXPECT_EQ(outcome, OperationOutcome::unknown);
    std::filesystem::remove_all(folder_ / "b" / "page-01.png.unfinished");
    EXPECT_EQ(book().read()->last_line, "a-1");
    EXPECT_EQ(print("a-2", "two"), OperationOutcome::ok);
}

}  // namespace
}  // namespace silverlane::drivers::passbook
