// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What branch IT reads when a flow, a text or a setting is wrong: a copy of the shipped files with one fault planted, for each kind of fault.
#include "ctl/content_check.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace silverlane::ctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::filesystem::path kSources = SILVERLANE_SOURCE_DIR;

std::string content_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// The shipped configuration in a folder of its own.
class ContentCheck : public ::testing::Test {
protected:
    ContentCheck() { std::filesystem::copy(kSources / "config", folder_ / "config", std::filesystem::copy_options::recursive); }

    /// Replaces the first `was` of a file by `is`; returns the line where it stood.
    int plant(const std::string& file, const std::string& was, const std::string& is) {
        std::string text = content_of(folder_ / "config" / file);
        const std::size_t at = text.find(was);
        EXPECT_NE(at, std::string::npos) << was << " is not in " << file;
        if (at == std::string::npos) return 0;
        const int line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        std::ofstream(folder_ / "config" / file, std::ios::binary) << text.replace(at, was.size(), is);
        return line;
    }
    void append(const std::string& file, const std::string& text) { std::ofstream(folder_ / "config" / file, std::ios::app) << text; }

    ContentReport report() {
        ContentFolders folders = folders_below(folder_ / "config", {});
        folders.icons = kSources / "ui_assets/icons";
        folders.settings = folder_ / "config/kiosk.toml";
        return check_content(folders, {});
    }
    std::string mistakes() { return report().mistakes.text(); }
    std::string warnings() { return report().warnings.text(); }

    testing::TemporaryFolder folder_;
};

TEST_F(ContentCheck, the_shipped_files_have_neither_mistakes_nor_warnings) {
    const ContentReport found = report();
    EXPECT_THAT(found.lines(), IsEmpty());
    EXPECT_THAT(found.summary(), AllOf(HasSubstr(" flows, "), HasSubstr(" texts in 2 languages: no mistakes, no warnings")));
}

TEST_F(ContentCheck, a_nearly_right_name_is_answered_with_file_line_and_the_name_that_was_meant) {
    const int icon = plant("flows/take_ticket.toml", "icon = \"transfer\"", "icon = \"transfre\"");
    const int text = plant("flows/identify.toml", "\"identify.method.title\"", "\"identify.methode.title\"");
    const int target = plant("flows/home.toml", "goto = \"take_ticket/service\"", "goto = \"take_ticket/servce\"");
    const int key = plant("flows/withdraw.toml", "timeout = ", "timeuot = ");
    const std::string all = mistakes();
    EXPECT_THAT(all, HasSubstr("take_ticket.toml:" + std::to_string(icon) + ":8: no icon 'transfre'; did you mean 'transfer'?"));
    EXPECT_THAT(all, HasSubstr("identify.toml:" + std::to_string(text) + ":9: no text 'identify.methode.title'; did you mean 'identify.method.title'?"));
    EXPECT_THAT(all, HasSubstr("home.toml:" + std::to_string(target) + ":8: no step 'servce' in flow 'take_ticket'; did you mean 'service'?"));
    EXPECT_THAT(all, HasSubstr("withdraw.toml:" + std::to_string(key) + ":1: unknown key 'timeuot'; write 'timeout'"));
}

TEST_F(ContentCheck, an_icon_that_nobody_has_drawn_says_where_to_draw_it) {
    plant("flows/take_ticket.toml", "icon = \"cash\"", "icon = \"elephant\"");
    EXPECT_THAT(mistakes(), AllOf(HasSubstr("no icon 'elephant'; draw "), HasSubstr("ui_assets/icons/elephant.svg")));
}

TEST_F(ContentCheck, kiosk_toml_is_checked_in_the_same_run) {
    plant("flows/home.toml", "template = \"idle\"", "template = \"idel\"");
    append("kiosk.toml", "\n[secruity]\n");
    const int presenter = plant("kiosk.toml", "id = \"K1\"", "presenter = \"windw\"\nid = \"K1\"");
    const std::string all = mistakes();
    EXPECT_THAT(all, HasSubstr("'idel' is not a known template; did you mean 'idle'?"));
    EXPECT_THAT(all, HasSubstr("kiosk.toml:" + std::to_string(presenter) + ":13: 'windw' is not a known presenter; did you mean 'window'?"));
    EXPECT_THAT(all, HasSubstr("unknown key 'secruity'; write 'security'"));
}

TEST_F(ContentCheck, mistakes_stand_in_the_order_of_files_and_lines) {
    plant("flows/withdraw.toml", "template = ", "tempalte = ");
    plant("flows/home.toml", "goto = \"identify/method\"", "goto = \"identify/methd\"");
    plant("flows/home.toml", "prompts = [\"P02\"]", "prompts = [\"P02 when hub_dwn\"]");
    const std::string all = mistakes();
    const std::size_t condition = all.find("hub_dwn"), target = all.find("methd"), key = all.find("tempalte");
    EXPECT_LT(condition, target);
    EXPECT_LT(target, key);
    EXPECT_NE(key, std::string::npos);
}

TEST_F(ContentCheck, a_file_that_is_not_toml_is_named_and_the_others_are_still_checked) {
    plant("strings/en.toml", "[prompts]", "[prompts");
    const int line = plant("flows/withdraw.toml", "id = \"withdraw\"", "id = withdraw");
    plant("flows/identify.toml", "icon = \"ticket\"", "icon = \"tikcet\"");
    const std::string all = mistakes();
    EXPECT_THAT(all, AllOf(HasSubstr("strings/en.toml:4:"), HasSubstr("flows/withdraw.toml:" + std::to_string(line) + ":6: not TOML"), HasSubstr("did you mean 'ticket'?")));
    EXPECT_THAT(all, Not(HasSubstr("no flow 'withdraw'"))) << "what the broken file holds is not known";
    EXPECT_THAT(warnings(), Not(HasSubstr("no flow shows")));
}

TEST_F(ContentCheck, a_key_misspelt_in_one_language_is_brought_together_with_the_other) {
    plant("strings/en.toml", "wake = \"Touch here\"", "wke = \"Touch here\"");
    EXPECT_THAT(mistakes(), AllOf(HasSubstr("'home.idle.wke' is in en only; did you mean 'home.idle.wake'?"),
                                  HasSubstr("'home.idle.wake' is in zh-CN only; did you mean 'home.idle.wke'?")));
}

TEST_F(ContentCheck, a_slot_that_nothing_fills_would_stand_on_the_screen) {
    plant("strings/zh-CN.toml", "{staff}，正在过来。", "{staf}，正在过来。");
    EXPECT_THAT(mistakes(), HasSubstr("'who_is_coming' has a slot {staf} that nothing fills; did you mean 'staff'?"));
}

TEST_F(ContentCheck, a_text_that_the_voice_would_refuse_is_a_mistake) {
    plant("strings/zh-CN.toml", "\"同意记录保留三十天。\"", "\"同意记录保留 30 天。\"");
    plant("strings/zh-CN.toml", "\"请稍等，不用走动。\"", "\"请稍等，WiFi 不好。\"");
    EXPECT_THAT(mistakes(), AllOf(HasSubstr("'identify.consent.page_record' would be spoken with figures"),
                                  HasSubstr("'call_staff.coming.wait' would not be spoken: Latin words in Chinese")));
}

TEST_F(ContentCheck, words_that_hurry_or_blame_are_mistakes) {
    plant("strings/zh-CN.toml", "\"请稍等，不用走动。\"", "\"您必须在这里等。\"");
    plant("strings/en.toml", "\"Please wait here.\"", "\"You Must wait here.\"");
    EXPECT_THAT(mistakes(), AllOf(HasSubstr("'call_staff.coming.wait' says '必须'"), HasSubstr("'call_staff.coming.wait' says 'must'")));
}

TEST_F(ContentCheck, a_key_that_quotes_somebody_else_may_say_anything) {
    plant("strings/en.toml", "\"Please wait here.\"", "\"You must wait here.\"");
    plant("text-style.toml", "quoting = [", "quoting = [\"call_staff.coming.wait\", ");
    EXPECT_THAT(mistakes(), Not(HasSubstr("says 'must'")));
}

TEST_F(ContentCheck, a_banned_word_inside_another_is_none) {
    plant("strings/en.toml", "\"Please wait here.\"", "\"Mustard is here.\"");
    EXPECT_THAT(mistakes(), Not(HasSubstr("says 'must'")));
}

TEST_F(ContentCheck, house_style_is_a_warning_and_stops_nobody) {
    plant("strings/zh-CN.toml", "P02 = \"您想办什么？请点一个大按钮。\"", "P02 = \"您想办什么？请点屏幕上面的一个大大的按钮然后等一等\"");
    plant("strings/zh-CN.toml", "cash = \"存取现金\"", "cash = \"ATM\"");
    const ContentReport found = report();
    EXPECT_THAT(found.warnings.text(), AllOf(HasSubstr("'P02' has a sentence of 19 hanzi; write at most 14"), HasSubstr("'P02' is a prompt of 24 hanzi; write at most 20"),
                                             HasSubstr("'P02' does not end like a sentence"), HasSubstr("'take_ticket.service.cash' has the Latin letters 'ATM'")));
    EXPECT_THAT(found.lines(), HasSubstr(": warning: 'P02' has a sentence of"));
}

TEST_F(ContentCheck, a_key_that_is_listed_may_be_longer) {
    plant("strings/zh-CN.toml", "P02 = \"您想办什么？请点一个大按钮。\"", "P02 = \"您想办什么？请点屏幕上面的一个大大的按钮然后等一等。\"");
    plant("text-style.toml", "longer = [", "longer = [\"P02\", ");
    EXPECT_THAT(warnings(), IsEmpty());
}

TEST_F(ContentCheck, a_second_word_for_one_thing_is_a_warning_unless_it_is_part_of_a_term) {
    plant("strings/zh-CN.toml", "line = \"工作人员会帮您。\"", "line = \"服务员会帮您。\"");
    plant("strings/en.toml", "line = \"Staff will help you.\"", "line = \"An Employee will help you.\"");
    const std::string all = warnings();
    EXPECT_THAT(all, HasSubstr("'home.counter.line' says '服务员'; the word here is '工作人员' (config/glossary.tsv)"));
    EXPECT_THAT(all, HasSubstr("'home.counter.line' says 'employee'; the word here is 'staff'"));
    EXPECT_THAT(all, Not(HasSubstr("取现"))) << "存取现金 is a term of its own";
}

TEST_F(ContentCheck, texts_and_prompts_that_no_flow_names_are_warnings) {
    for (const char* file : {"strings/zh-CN.toml", "strings/en.toml"}) {
        plant(file, "[home.idle]", "[home.old]\ntitle = \"{time}\"\n[home.idle]");
        plant(file, "[prompts]", std::string("[prompts]\nP99 = ") + (std::string(file).find("zh") != std::string::npos ? "\"好的。\"" : "\"Fine.\""));
    }
    EXPECT_THAT(warnings(), AllOf(HasSubstr("no flow shows 'home.old.title'"), HasSubstr("no flow says 'P99'")));
}

TEST_F(ContentCheck, a_broken_line_of_the_glossary_is_named) {
    append("glossary.tsv", "只有一列\n");
    EXPECT_THAT(mistakes(), HasSubstr("glossary.tsv:"));
    EXPECT_THAT(mistakes(), HasSubstr("1 columns, or no word; write zh, en, avoid_zh, avoid_en"));
}

}  // namespace
}  // namespace silverlane::ctl
