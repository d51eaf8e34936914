// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "voice/recordings/pack_index.h"

#include <gtest/gtest.h>

#include "tests/unit/voice_recordings/sound_maker.h"

namespace silverlane::voice {
namespace {

TEST(PackIndex, ComesBackAsItWasWritten) {
    const TemporaryFolder folder;
    const std::vector<IndexRow> rows{{"P26", 0, 3, "P26.flac", 0x0123456789ABCDEFU, "请问办什么业务？"}, {"P27", 1, 1, "rate-1/P27_1.opus", 7, "您的号码是{ticket}。"}};
    const auto file = folder.path() / kIndexFile;
    ASSERT_TRUE(write_index(file, rows).ok());
    const auto read = read_index(file);
    ASSERT_TRUE(read.ok()) << read.error().text();
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].fingerprint, 0x0123456789ABCDEFU);
    EXPECT_EQ((*read)[1].file, "rate-1/P27_1.opus");
    EXPECT_EQ((*read)[1].rate_step, 1);
    EXPECT_EQ((*read)[1].text, "您的号码是{ticket}。");
}

TEST(PackIndex, RefusesWhatItNeverWrote) {
    const char* broken[] = {
        "P26\t0\t3\tP26.flac\t0\n",                        // a column is missing
        "P26\t0\t3\t../P26.flac\t0\t请坐\n",               // leads out of the pack
        "P26\t0\t3\t/etc/passwd\t0\t请坐\n",
        "P26\t0\t9\tP26.flac\t0\t请坐\n",                  // no such rate
        "P26\t1\t3\tP26.flac\t0\t请坐\n",                  // a part of a text without slots
        "P26\t0\t3\tP26.flac\t0\t请{a}\n",                 // all of a text with slots
        "P26\t3\t3\tP26.flac\t0\t请{a}坐\n",               // a part that the text does not have
        "P26\t2\t3\tP26.flac\t0\t请{a}。\n",               // nothing to say in it
        "P26\tx\t3\tP26.flac\t0\t请坐\n", "P26\t0\t3\tP26.flac\txyz\t请坐\n", "P26\t0\t3\tP26.flac\t0\t\xFF\xFE\n", "\t0\t3\tP26.flac\t0\t请坐\n"};
    for (const char* line : broken) {
        const auto rows = parse_index(std::string("# head\n") + line, "index.tsv");
        ASSERT_FALSE(rows.ok()) << line;
        EXPECT_EQ(rows.error().code(), ErrorCode::corrupt);
        EXPECT_NE(rows.error().text().find("index.tsv:2"), std::string::npos) << rows.error().text();
    }
    EXPECT_EQ(parse_index(std::string(5U << 20U, '#'), "index.tsv").error().code(), ErrorCode::too_large);
    const TemporaryFolder folder;
    EXPECT_EQ(read_index(folder.path() / kIndexFile).error().code(), ErrorCode::not_found);
    EXPECT_EQ(write_index(folder.path() / "none" / kIndexFile, {}).error().code(), ErrorCode::io);
}

TEST(PackIndex, TellsFilesApart) {
    EXPECT_EQ(fingerprint_of(""), 0xCBF29CE484222325U) << "FNV-1a's own start value";
    EXPECT_EQ(fingerprint_of("a"), 0xAF63DC4C8601EC8CU) << "and its published value for one letter";
    EXPECT_NE(fingerprint_of("ab"), fingerprint_of("ba"));
}

}  // namespace
}  // namespace silverlane::voice
