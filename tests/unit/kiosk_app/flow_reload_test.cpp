// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Branch IT saves a flow or a text while the kiosk runs, in every way in which editors and copies save.
#include "kiosk/app/flow_reload.h"

#include <gmock/gmock.h>
#include <poll.h>

#include <atomic>
#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace silverlane::kiosk {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::filesystem::path kShipped = std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config";

class LinesLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        std::string line = event.name();
        for (const auto& [field, value] : event.fields()) line += " " + field + "=" + value;
        lines.push_back(line);
    }
    std::vector<std::string> lines;
};

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::string with(std::string text, const std::string& was, const std::string& is) {
    const std::size_t at = text.find(was);
    EXPECT_NE(at, std::string::npos) << was;
    return text.replace(at, was.size(), is);
}

/// A kiosk's share folder, its reload, and a clock that the test turns.
class FlowReloadTest : public ::testing::Test {
protected:
    FlowReloadTest() {
        for (const char* name : {"flows", "strings"}) std::filesystem::copy(kShipped / name, share.path() / name);
        auto opened = FlowReload::open(share.path(), [this] { return load(); }, log);
        if (!opened) std::abort();
        reload = std::move(*opened);
    }
    ~FlowReloadTest() override { hold.close(); }

    Result<Loaded> load() {
        if (held) {
            static_cast<void>(begun.post(1));
            static_cast<void>(hold.take());
        }
        return load_texts_and_flows(share.path(), flow::Times{});
    }

    std::filesystem::path texts() { return share.path() / "strings/zh-CN.toml"; }
    void save(const std::filesystem::path& file, const std::string& content) { std::ofstream(file, std::ios::binary) << content; }
    void save_title(const std::string& title) { save(texts(), with(content_of(kShipped / "strings/zh-CN.toml"), "title = \"您想办什么？\"", "title = \"" + title + "\"")); }

    [[nodiscard]] bool readable(Milliseconds at_most) const {
        pollfd one{reload->descriptor(), POLLIN, 0};
        return ::poll(&one, 1, static_cast<int>(at_most.count())) == 1;
    }
    std::optional<Loaded> take(bool idle = true) { return reload->take(idle, now); }
    /// Sees what was saved, lets the quiet pass, and follows the descriptor until something is taken or logged.
    std::optional<Loaded> take_after_quiet(bool idle = true) {
        const std::size_t said = log.lines.size();
        EXPECT_FALSE(take(idle)) << "before it was quiet";
        now = now + FlowReload::kQuiet;
        std::optional<Loaded> taken = take(idle);
        while (!taken && log.lines.size() == said) {
            if (!readable(10s)) {
                ADD_FAILURE() << "nothing wakes the kiosk";
                break;
            }
            taken = take(idle);
        }
        return taken;
    }
    static std::string title_of(const Loaded& loaded) { return loaded.texts.fill("home.home.title", "zh-CN").shown; }

    testing::TemporaryFolder share;
    LinesLog log;
    std::atomic<bool> held{false};
    BoundedQueue<int> begun{4}, hold{4};
    MonotonicTime now{1h};
    std::unique_ptr<FlowReload> reload;
};

TEST_F(FlowReloadTest, nothing_wakes_the_kiosk_while_nothing_is_saved) {
    EXPECT_FALSE(readable(0ms));
    EXPECT_FALSE(take());
    static_cast<void>(content_of(texts()));
    EXPECT_FALSE(readable(50ms)) << "reading is no reason";
}

TEST_F(FlowReloadTest, a_good_save_is_taken_over_once_when_it_is_quiet) {
    save_title("您好，想办什么？");
    EXPECT_TRUE(readable(10s));
    const auto taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "您好，想办什么？");
    EXPECT_THAT(log.lines, ElementsAre(StartsWith("flows_reloaded flows=")));
    now = now + 10s;
    EXPECT_FALSE(take());
    EXPECT_FALSE(readable(0ms));
}

TEST_F(FlowReloadTest, the_end_of_the_quiet_wakes_the_kiosk_by_itself) {
    save_title("您好，想办什么？");
    EXPECT_FALSE(take());
    EXPECT_TRUE(readable(10s)) << "the timer rings";
    now = now + FlowReload::kQuiet;
    held = true;
    EXPECT_FALSE(take());
    EXPECT_TRUE(begun.take_for(10s)) << "and the files are read";
}

TEST_F(FlowReloadTest, while_somebody_uses_the_kiosk_nothing_changes_and_afterwards_it_does) {
    save_title("您好，想办什么？");
    EXPECT_FALSE(take_after_quiet(false));
    EXPECT_THAT(log.lines, ElementsAre("flows_waiting"));
    now = now + 60s;
    EXPECT_FALSE(take(false));
    EXPECT_FALSE(readable(0ms)) << "it waits without waking anybody";
    const auto taken = take(true);
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "您好，想办什么？");
}

TEST_F(FlowReloadTest, a_bad_save_is_refused_with_file_and_line_and_the_next_good_one_is_taken) {
    const auto flow = share.path() / "flows/home.toml";
    const std::string good = content_of(flow);
    save(flow, with(good, "template = \"idle\"", "template = \"idel\""));
    EXPECT_FALSE(take_after_quiet());
    ASSERT_EQ(log.lines.size(), 1U);
    EXPECT_THAT(log.lines.front(), AllOf(StartsWith("flows_refused mistakes=1 error="), HasSubstr("flows/home.toml:8:12: 'idel' is not a known template; did you mean 'idle'?")));
    save(flow, with(good, "goto = \"counter\"", "goto = \"counter\"\n# seen"));
    EXPECT_TRUE(take_after_quiet());
}

TEST_F(FlowReloadTest, a_bad_save_takes_back_a_good_one_that_was_waiting) {
    save_title("您好，想办什么？");
    EXPECT_FALSE(take_after_quiet(false));
    save(texts(), "[prompts\n");
    EXPECT_FALSE(take_after_quiet(false));
    EXPECT_THAT(log.lines.back(), AllOf(StartsWith("flows_refused"), HasSubstr("zh-CN.toml:1:")));
    EXPECT_FALSE(take(true)) << "what runs is what stays";
}

TEST_F(FlowReloadTest, a_half_written_file_is_not_read_before_it_is_closed) {
    const std::string whole = with(content_of(texts()), "title = \"您想办什么？\"", "title = \"您好，想办什么？\"");
    std::ofstream stream(texts(), std::ios::binary);
    stream << whole.substr(0, whole.size() / 2) << std::flush;
    EXPECT_FALSE(take());
    held = true;
    now = now + 60s;
    EXPECT_FALSE(take());
    EXPECT_FALSE(readable(0ms));
    EXPECT_EQ(begun.size(), 0U) << "nobody reads half a file";
    held = false;
    stream << whole.substr(whole.size() / 2);
    stream.close();
    const auto taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "您好，想办什么？");
}

TEST_F(FlowReloadTest, an_editor_that_writes_beside_and_renames_over_is_followed) {
    const auto beside = share.path() / "strings/.zh-CN.toml.swp";
    save(beside, with(content_of(texts()), "title = \"您想办什么？\"", "title = \"您好，想办什么？\""));
    EXPECT_FALSE(take());
    EXPECT_FALSE(readable(0ms)) << "the hidden copy is nobody's business";
    std::filesystem::rename(beside, texts());
    const auto taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "您好，想办什么？");
}

TEST_F(FlowReloadTest, several_saves_in_a_row_are_read_once_when_the_last_is_done) {
    held = true;
    save_title("一");
    EXPECT_FALSE(take());
    now = now + 200ms;
    save_title("二");
    EXPECT_FALSE(take());
    now = now + 200ms;
    EXPECT_FALSE(take());
    EXPECT_EQ(begun.size(), 0U) << "only 200 ms since the last save";
    now = now + 100ms;
    EXPECT_FALSE(take());
    EXPECT_TRUE(begun.take_for(10s));
}

TEST_F(FlowReloadTest, a_save_while_the_files_are_read_makes_that_reading_void) {
    held = true;
    save_title("一");
    EXPECT_FALSE(take());
    now = now + FlowReload::kQuiet;
    EXPECT_FALSE(take());
    ASSERT_TRUE(begun.take_for(10s));
    save_title("二");
    EXPECT_FALSE(take());
    held = false;
    ASSERT_EQ(hold.post(1), Posted::accepted);
    const auto taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "二");
    EXPECT_EQ(log.lines.size(), 1U);
}

TEST_F(FlowReloadTest, a_deleted_file_is_refused_when_the_others_lead_to_it) {
    std::filesystem::remove(share.path() / "flows/take_ticket.toml");
    EXPECT_FALSE(take_after_quiet());
    EXPECT_THAT(log.lines.back(), AllOf(StartsWith("flows_refused"), HasSubstr("no flow 'take_ticket'")));
    std::filesystem::copy(kShipped / "flows/take_ticket.toml", share.path() / "flows/take_ticket.toml");
    EXPECT_TRUE(take_after_quiet());
}

TEST_F(FlowReloadTest, an_exchanged_folder_is_read_and_watched_from_then_on) {
    std::filesystem::copy(share.path() / "strings", share.path() / "strings.new");
    save(share.path() / "strings.new/zh-CN.toml", with(content_of(texts()), "title = \"您想办什么？\"", "title = \"换了\""));
    EXPECT_FALSE(take());
    std::filesystem::rename(share.path() / "strings", share.path() / "strings.old");
    std::filesystem::rename(share.path() / "strings.new", share.path() / "strings");
    auto taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "换了");
    save(share.path() / "strings.old/zh-CN.toml", "nobody reads this");
    EXPECT_FALSE(readable(0ms));
    save_title("又换了");
    taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "又换了");
}

TEST_F(FlowReloadTest, a_folder_that_was_removed_is_refused_and_taken_when_it_is_back) {
    std::filesystem::remove_all(share.path() / "flows");
    EXPECT_FALSE(take_after_quiet());
    EXPECT_THAT(log.lines.back(), HasSubstr("no flow files in"));
    std::filesystem::copy(kShipped / "flows", share.path() / "flows");
    EXPECT_TRUE(take_after_quiet());
}

TEST_F(FlowReloadTest, a_folder_that_is_a_link_is_followed_to_where_it_leads) {
    const testing::TemporaryFolder linked;
    for (const char* name : {"flows", "strings"}) std::filesystem::create_directory_symlink(share.path() / name, linked.path() / name);
    auto opened = FlowReload::open(linked.path(), [&] { return load_texts_and_flows(linked.path(), flow::Times{}); }, log);
    ASSERT_TRUE(opened);
    reload = std::move(*opened);
    save_title("您好，想办什么？");
    EXPECT_TRUE(take_after_quiet());
    const testing::TemporaryFolder elsewhere;
    std::filesystem::copy(kShipped / "strings", elsewhere.path() / "strings");
    std::filesystem::create_directory_symlink(elsewhere.path() / "strings", linked.path() / "strings.new");
    std::filesystem::rename(linked.path() / "strings.new", linked.path() / "strings");
    const auto taken = take_after_quiet();
    ASSERT_TRUE(taken);
    EXPECT_EQ(title_of(*taken), "您想办什么？");
}

TEST_F(FlowReloadTest, a_loader_that_throws_is_a_refusal) {
    auto opened = FlowReload::open(share.path(), []() -> Result<Loaded> { throw std::runtime_error("out of memory"); }, log);
    ASSERT_TRUE(opened);
    reload = std::move(*opened);
    save_title("一");
    EXPECT_FALSE(take_after_quiet());
    EXPECT_THAT(log.lines.back(), HasSubstr("flows_refused mistakes=1 error=out of memory"));
}

}  // namespace
}  // namespace silverlane::kiosk
