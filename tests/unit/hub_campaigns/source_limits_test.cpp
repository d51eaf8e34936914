// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Whoever can save a file into the rule folder cannot fill the hub's memory by it: sizes and numbers are bounded, and told by name.
#include <gmock/gmock.h>

#include "hub/campaigns/source_files.h"
#include "tests/unit/hub_campaigns/rule_folder.h"

namespace silverlane::campaigns {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class SourceLimitsTest : public ::testing::Test {
protected:
    fs::path file(const std::string& name, std::size_t bytes) const {
        save(folder / name, std::string(bytes, '#'));
        return folder / name;
    }
    testing::TemporaryFolder folder;
    config::Mistakes mistakes;
};

TEST_F(SourceLimitsTest, a_file_of_the_longest_is_read_and_one_byte_more_is_not) {
    SourceFiles sources(folder.path(), mistakes, {100, 200, 10, 1'000});
    EXPECT_EQ(sources.read_text(file("fits.toml", 100)).size(), 100U);
    EXPECT_EQ(sources.read_text(file("table.tsv", 200)).size(), 200U);
    EXPECT_TRUE(sources.over_limits().empty());
    EXPECT_EQ(sources.read_text(file("over.toml", 101)), "");
    ASSERT_EQ(sources.over_limits().all().size(), 1U);
    EXPECT_EQ(sources.over_limits().all()[0].position.file, (folder / "over.toml").string());
    EXPECT_THAT(sources.over_limits().text(), HasSubstr("the file has 101 bytes; at most 100 are read"));
}

TEST_F(SourceLimitsTest, the_files_together_have_a_number) {
    SourceFiles sources(folder.path(), mistakes, {100, 200, 2, 1'000});
    for (const char* name : {"a.toml", "b.toml"}) EXPECT_EQ(sources.read_text(file(name, 1)).size(), 1U);
    EXPECT_EQ(sources.read_text(file("c.toml", 1)), "");
    EXPECT_THAT(sources.over_limits().text(), HasSubstr("c.toml:1:1: this would be file 3 of the rules; at most 2 are read"));
}

TEST_F(SourceLimitsTest, the_files_together_have_a_size_and_one_mistake_says_so) {
    SourceFiles sources(folder.path(), mistakes, {100, 200, 10, 250});
    for (const char* name : {"a.toml", "b.toml", "c.toml", "d.toml"}) sources.read_text(file(name, 100));
    EXPECT_THAT(sources.over_limits().text(), HasSubstr("c.toml:1:1: with the 100 bytes of this file the rules have 300; at most 250 are read"));
    EXPECT_EQ(sources.over_limits().all().size(), 1U);
}

TEST_F(SourceLimitsTest, a_folder_is_not_even_listed_beyond_the_number) {
    SourceFiles sources(folder.path(), mistakes, {100, 200, 3, 1'000});
    for (const char* name : {"a.toml", "b.toml", "c.toml"}) file(name, 1);
    EXPECT_EQ(sources.list(folder.path(), ".toml", SourceFiles::Presence::required).size(), 3U);
    file("d.toml", 1);
    EXPECT_TRUE(sources.list(folder.path(), ".toml", SourceFiles::Presence::required).empty());
    EXPECT_THAT(sources.over_limits().text(), HasSubstr("more than 3 files *.toml"));
}

TEST(RuleBookLimits, a_file_that_is_too_large_is_the_one_mistake_that_is_told) {
    const RuleFolder folder;
    ASSERT_TRUE(load_rules(folder.files).ok());
    // A hole: it has the size without taking the disk.
    fs::resize_file(folder.file("tags.toml"), SourceLimits{}.longest_file + 1);
    const auto refused = load_rules(folder.files);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().text(), HasSubstr("tags.toml:1:1: the file has 1048577 bytes; at most 1048576 are read"));
    EXPECT_EQ(refused.error().text().find('\n'), std::string::npos) << refused.error().text();
}

}  // namespace
}  // namespace silverlane::campaigns
