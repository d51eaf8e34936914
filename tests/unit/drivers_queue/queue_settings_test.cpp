// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/queue_settings.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace silverlane::drivers::queue {
namespace {

class QueueSettingsTest : public ::testing::Test {
protected:
    QueueSettingsTest() {
        std::string pattern = testing::TempDir() + "/queue-settings-XXXXXX";
        folder_ = mkdtemp(pattern.data());
        std::ofstream(folder_ / "queue.token") << "t0ken\n";
        chmod((folder_ / "queue.token").c_str(), 0600);
    }
    ~QueueSettingsTest() override { std::filesystem::remove_all(folder_); }
    QueueSettings read(const std::string& text) {
        auto document = config::Document::parse(text, "kiosk.toml");
        EXPECT_TRUE(document.ok()) << (document.ok() ? "" : document.error().text());
        mistakes_ = {};
        config::TableReader root = document->root(mistakes_);
        return read_queue_settings(root.table("drivers").table("queue"), folder_, SILVERLANE_SOURCE_DIR "/config/queue-profiles");
    }
    std::filesystem::path folder_;
    config::Mistakes mistakes_;
};

constexpr const char* kSource = "[drivers.queue]\nport = 0\n[[drivers.queue.source]]\nname = \"hall\"\nprofile = \"qmatic\"\ntoken_file = \"queue.token\"\n";

TEST_F(QueueSettingsTest, ReadsASourceWithProfileTokenAndBranches) {
    const QueueSettings settings = read(std::string(kSource) + "token_query = \"token\"\n[drivers.queue.source.branches]\n1 = \"0791\"\n"
                                        "[drivers.queue.source.hook]\nserver = \"http://127.0.0.1:1\"\ncallback = \"http://kiosk/events/hall\"\n");
    EXPECT_TRUE(mistakes_.empty()) << mistakes_.text();
    ASSERT_EQ(settings.sources.size(), 1U);
    EXPECT_EQ(settings.sources[0].path, "/events/hall");
    EXPECT_EQ(settings.sources[0].token->bytes(), "t0ken");
    EXPECT_EQ(settings.sources[0].profile.event, "/eventName");
    EXPECT_EQ(settings.sources[0].branches.at(0).second, BranchId{"0791"});
    EXPECT_EQ(settings.sources[0].hook->path, "/qpevents/hooks/register");
}

TEST_F(QueueSettingsTest, TheCustomerParameterCanBeNamedPerSource) {
    const QueueSettings settings = read(std::string(kSource) + "branch = \"0791\"\ncustomer_reference = \"/parameters/custom3\"\n");
    EXPECT_TRUE(mistakes_.empty()) << mistakes_.text();
    EXPECT_EQ(settings.sources[0].profile.fields.customer_reference, std::vector<std::string>{"/parameters/custom3"});
}

TEST_F(QueueSettingsTest, ASourceWithoutBranchOrProofIsAMistake) {
    read(kSource);
    EXPECT_NE(mistakes_.text().find("branch"), std::string::npos);
    read("[drivers.queue]\n[[drivers.queue.source]]\nname = \"hall\"\nprofile = \"qmatic\"\nbranch = \"1\"\n");
    EXPECT_NE(mistakes_.text().find("prove itself"), std::string::npos) << mistakes_.text();
}

TEST_F(QueueSettingsTest, AProfileIsANameAndNotAPath) {
    read("[drivers.queue]\n[[drivers.queue.source]]\nname = \"hall\"\nprofile = \"../queue-profiles/qmatic\"\ntoken_file = \"queue.token\"\nbranch = \"1\"\n");
    EXPECT_NE(mistakes_.text().find("no profile name"), std::string::npos) << mistakes_.text();
    read("[drivers.queue]\n[[drivers.queue.source]]\nname = \"hall\"\nprofile = \"nemo\"\ntoken_file = \"queue.token\"\nbranch = \"1\"\n");
    EXPECT_FALSE(mistakes_.empty());
}

TEST_F(QueueSettingsTest, EveryShippedProfileIsRight) {
    int profiles = 0;
    for (const auto& file : std::filesystem::directory_iterator(SILVERLANE_SOURCE_DIR "/config/queue-profiles")) {
        const auto profile = load_profile(file.path());
        EXPECT_TRUE(profile.ok()) << profile.error().text();
        ++profiles;
    }
    EXPECT_EQ(profiles, 3);
}

}  // namespace
}  // namespace silverlane::drivers::queue
