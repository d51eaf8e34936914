// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A product manager saves rule files while the hub runs, in every way in which editors and copies save; what is bad never runs.
#include "hub/campaigns/rule_watch.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "tests/unit/hub_campaigns/rule_folder.h"

namespace silverlane::campaigns {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// What the watch said and handed on, to be waited for. Any thread.
class Heard final : public EventLog {
public:
    void write(const LogEvent& event) override {
        std::string line = event.name();
        for (const auto& [field, value] : event.fields()) line += " " + field + "=" + value;
        const std::scoped_lock lock(mutex_);
        lines_.push_back(line);
        news_.notify_all();
    }
    void take(std::shared_ptr<const decision::Rules> rules) {
        const std::scoped_lock lock(mutex_);
        taken_.push_back(std::move(rules));
        news_.notify_all();
    }
    /// The rules handed on as number `count`; nothing when they never come.
    std::shared_ptr<const decision::Rules> taken(std::size_t count) {
        std::unique_lock lock(mutex_);
        news_.wait_for(lock, std::chrono::seconds{30}, [&] { return taken_.size() >= count; });
        return taken_.size() >= count ? taken_[count - 1] : nullptr;
    }
    std::size_t taken_so_far() {
        const std::scoped_lock lock(mutex_);
        return taken_.size();
    }
    /// Whether so many rules were not only handed on, but counted and logged too.
    bool logged_taken(std::size_t count) {
        std::unique_lock lock(mutex_);
        return news_.wait_for(lock, std::chrono::seconds{30}, [&] {
            return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [](const std::string& each) { return each.starts_with("rules_taken"); })) >= count;
        });
    }
    std::string line_with(const std::string& part) {
        std::unique_lock lock(mutex_);
        std::string found;
        news_.wait_for(lock, std::chrono::seconds{30}, [&] {
            for (const auto& each : lines_) found = each.find(part) == std::string::npos ? found : each;
            return !found.empty();
        });
        return found;
    }

private:
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<std::string> lines_;
    std::vector<std::shared_ptr<const decision::Rules>> taken_;
};

class RuleWatchTest : public ::testing::Test {
protected:
    void watch_from(const std::string& version) {
        auto started = RuleWatch::start(folder.files, version, clock, [this](const LoadedRules& loaded) -> Result<void> {
            heard.take(loaded.rules);
            return {};
        }, heard);
        ASSERT_TRUE(started) << started.error().text();
        watch = std::move(*started);
    }
    void watch_what_runs() {
        const auto rules = load_rules(folder.files);
        ASSERT_TRUE(rules) << rules.error().text();
        watch_from(rules->rules->version);
    }
    std::uint64_t count(const std::string& name) {
        for (const auto& [each, value] : watch->counters()) {
            if (each == name) return value;
        }
        return UINT64_MAX;
    }
    /// Written beside and renamed over, as most editors save.
    void save_beside(const std::string& name, const std::string& content) const {
        save(folder.file(name + ".new"), content);
        fs::rename(folder.file(name + ".new"), folder.file(name));
    }
    [[nodiscard]] std::string with_priority(const std::string& priority) const {
        auto content = content_of(folder.file("campaigns/annuity.toml"));
        const auto at = content.find("priority = ");
        return content.replace(at, content.find('\n', at) - at, "priority = " + priority);
    }
    static int priority_of(const decision::Rules& rules, const std::string& id) {
        for (const auto& each : rules.campaigns) {
            if (each.id.text == id) return each.priority;
        }
        return 1'000;
    }

    const SystemClock clock;
    RuleFolder folder;
    Heard heard;
    std::unique_ptr<RuleWatch> watch;   // last: it goes first
};

TEST_F(RuleWatchTest, WhatWasSavedIsTakenWithinASecondInEveryWayOfSaving) {
    watch_what_runs();
    const auto before = clock.monotonic();
    save(folder.file("campaigns/annuity.toml"), with_priority("11"));
    const auto first = heard.taken(1);
    const auto waited = clock.monotonic() - before;
    ASSERT_TRUE(first);
    EXPECT_EQ(priority_of(*first, "annuity"), 11);
    RecordProperty("milliseconds_from_save_to_rules", static_cast<int>(waited.count()));
    save_beside("campaigns/annuity.toml", with_priority("12"));
    const auto second = heard.taken(2);
    ASSERT_TRUE(second);
    EXPECT_EQ(priority_of(*second, "annuity"), 12);
    folder.edit("policies/contact.toml", "most_marketing_in_7_days = 2", "most_marketing_in_7_days = 1");
    const auto third = heard.taken(3);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->policy.most_marketing_in_7_days, 1);
    EXPECT_TRUE(heard.logged_taken(3));
    EXPECT_EQ(count("taken"), 3U);
    EXPECT_EQ(count("refused"), 0U);
    EXPECT_THAT(heard.line_with("rules_taken"), HasSubstr("campaigns=17"));
}

TEST_F(RuleWatchTest, AFileThatIsTooLargeIsRefusedByNameAndWhatRanGoesOn) {
    watch_what_runs();
    const auto fits = with_priority("11");
    save(folder.file("campaigns/annuity.toml"), fits + std::string(1024 * 1024, '#'));
    const auto line = heard.line_with("rules_refused");
    EXPECT_THAT(line, HasSubstr("campaigns/annuity.toml:1:1: the file has "));
    EXPECT_THAT(line, HasSubstr("at most 1048576 are read"));
    EXPECT_EQ(heard.taken_so_far(), 0U);
    save(folder.file("campaigns/annuity.toml"), fits);
    const auto taken = heard.taken(1);
    ASSERT_TRUE(taken);
    EXPECT_EQ(priority_of(*taken, "annuity"), 11);
}

TEST_F(RuleWatchTest, ABadFileIsRefusedWithItsLineAndTheNextGoodOneIsTaken) {
    watch_what_runs();
    const auto good = content_of(folder.file("campaigns/annuity.toml"));
    save(folder.file("campaigns/annuity.toml"), with_priority("99"));
    const auto line = heard.line_with("rules_refused");
    EXPECT_THAT(line, HasSubstr("annuity.toml:" + std::to_string(line_of(with_priority("99"), "priority =")) + ":"));
    EXPECT_THAT(line, HasSubstr("mistakes=1"));
    EXPECT_EQ(heard.taken_so_far(), 0U);
    EXPECT_EQ(count("refused"), 1U);
    EXPECT_EQ(count("mistakes"), 1U);
    save(folder.file("campaigns/annuity.toml"), good + "# mended\n");
    ASSERT_TRUE(heard.taken(1));
    EXPECT_EQ(count("mistakes"), 0U);
}

TEST_F(RuleWatchTest, WhatIsTakenBackToWhatRunsIsSaidToBeWellAgain) {
    watch_what_runs();
    const auto good = content_of(folder.file("campaigns/annuity.toml"));
    save(folder.file("campaigns/annuity.toml"), with_priority("99"));
    ASSERT_FALSE(heard.line_with("rules_refused").empty());
    save(folder.file("campaigns/annuity.toml"), good);
    EXPECT_FALSE(heard.line_with("rules_as_before").empty()) << "else the last word would be of mistakes";
    EXPECT_EQ(heard.taken_so_far(), 0U) << "nothing has changed";
    EXPECT_EQ(count("mistakes"), 0U);
}

TEST_F(RuleWatchTest, AHalfWrittenFileIsNeverTaken) {
    watch_what_runs();
    const auto whole = with_priority("13");
    std::ofstream half(folder.file("campaigns/annuity.toml"), std::ios::binary | std::ios::trunc);
    half << whole.substr(0, whole.size() / 2) << std::flush;
    // Another file is saved well meanwhile: nothing is read while one stands half.
    folder.edit("campaigns/balanced_fund.toml", "priority = -20", "priority = -21");
    std::this_thread::sleep_for(RuleWatch::kQuiet * 3);
    EXPECT_EQ(heard.taken_so_far(), 0U);
    EXPECT_EQ(count("refused"), 0U);
    half << whole.substr(whole.size() / 2);
    half.close();
    const auto rules = heard.taken(1);
    ASSERT_TRUE(rules);
    EXPECT_EQ(priority_of(*rules, "annuity"), 13);
    EXPECT_EQ(priority_of(*rules, "balanced_fund"), -21);
    EXPECT_EQ(heard.taken_so_far(), 1U) << "never one half and then the other";
}

TEST_F(RuleWatchTest, ADeletedFolderIsRefusedAndItsReturnTaken) {
    watch_what_runs();
    fs::rename(folder.files.folder / "campaigns", folder.files.folder / "away");
    EXPECT_THAT(heard.line_with("rules_refused"), HasSubstr("campaigns:1:1: the folder cannot be read"));
    EXPECT_EQ(heard.taken_so_far(), 0U);
    fs::rename(folder.files.folder / "away", folder.files.folder / "campaigns");
    save(folder.file("campaigns/annuity.toml"), with_priority("14"));
    const auto rules = heard.taken(1);
    ASSERT_TRUE(rules);
    EXPECT_EQ(priority_of(*rules, "annuity"), 14);
}

TEST_F(RuleWatchTest, AFolderThatIsExchangedAsAWholeIsTakenOnce) {
    watch_what_runs();
    const auto beside = folder.files.folder.parent_path() / "new";
    fs::copy(folder.files.folder, beside, fs::copy_options::recursive);
    auto changed = with_priority("15");
    save(beside / "campaigns/annuity.toml", changed);
    fs::remove(beside / "campaigns/balanced_fund.toml");
    fs::rename(folder.files.folder, folder.files.folder.parent_path() / "old");
    fs::rename(beside, folder.files.folder);
    const auto rules = heard.taken(1);
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->campaigns.size(), 16U);
    EXPECT_EQ(priority_of(*rules, "annuity"), 15);
    // And what is saved in the new one is seen as well.
    save(folder.file("campaigns/annuity.toml"), with_priority("16"));
    const auto next = heard.taken(2);
    ASSERT_TRUE(next);
    EXPECT_EQ(priority_of(*next, "annuity"), 16);
}

TEST_F(RuleWatchTest, WhatWasSavedBeforeTheWatchBeganIsTakenAndTheSameAgainIsNot) {
    watch_from("an older version");
    ASSERT_TRUE(heard.taken(1));
    const auto same = content_of(folder.file("campaigns/annuity.toml"));
    save(folder.file("campaigns/annuity.toml"), same);
    save(folder.file("campaigns/annuity.toml"), with_priority("17"));
    const auto rules = heard.taken(2);
    ASSERT_TRUE(rules);
    EXPECT_EQ(priority_of(*rules, "annuity"), 17) << "the unchanged save was not handed on";
}

}  // namespace
}  // namespace silverlane::campaigns
