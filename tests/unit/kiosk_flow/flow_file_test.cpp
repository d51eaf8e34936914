// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/kiosk_walk.h"

namespace silverlane {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The least a kiosk can run on; `steps` of a flow under test come from each test.
const char* const kHome = R"(id = "home"
name = "name"
first = "home"
[steps.idle]
template = "idle"
title = "text"
timeout = "none"
back = "home"
person = "call_staff"
[steps.home]
template = "home"
title = "text"
timeout = "home"
back = "home"
person = "call_staff"
answers = [{ id = "go", text = "text", goto = "errand/ask" }]
[steps.counter]
template = "notice"
title = "text"
timeout = "result"
back = "back"
person = "call_staff"
answers = [{ id = "ok", text = "text", goto = "back" }]
)";

std::string steps_flow(const std::string& id, const std::vector<std::string>& steps) {
    std::string text = "id = \"" + id + "\"\nname = \"name\"\nfirst = \"" + steps.front() + "\"\n";
    for (const std::string& step : steps) {
        text += "[steps." + step + R"(]
template = "choice"
title = "text"
timeout = "decision"
back = "back"
person = "call_staff"
answers = [{ id = "ok", text = "text", goto = "end" }]
)";
    }
    return text;
}

std::string one_step_flow(const std::string& id) { return steps_flow(id, {"ask"}); }

Result<flow::Flows> load(const std::string& errand) {
    flow::KnownTexts texts;
    texts.keys = {"name", "text"};
    texts.prompts = {flow::engine_prompts().begin(), flow::engine_prompts().end()};
    texts.prompts.insert("P02");
    std::vector<std::pair<std::string, std::string>> files{{"home.toml", kHome}, {"errand.toml", errand}};
    for (const char* id : {"call_staff", "remember_settings", "pin_again", "rating", "offer"}) {
        files.emplace_back(std::string(id) + ".toml", one_step_flow(id));
    }
    files.emplace_back("give_back.toml", steps_flow("give_back", {"card", "passbook"}));
    files.emplace_back("practice.toml", steps_flow("practice", {"over"}));
    return flow::parse_flows(files, texts, flow::Times{});
}

/// The good flow with one line replaced; the lines are numbered from 1 as in an editor.
std::string errand_with(const std::string& line, const std::string& instead) {
    std::string text = one_step_flow("errand");
    const std::size_t at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    return text.replace(at, line.size(), instead);
}

std::string refusal(const std::string& errand) {
    const Result<flow::Flows> flows = load(errand);
    EXPECT_FALSE(flows.ok()) << "was taken";
    return flows.ok() ? std::string{} : flows.error().text();
}

TEST(FlowFile, a_good_file_is_taken) {
    const Result<flow::Flows> flows = load(one_step_flow("errand"));
    ASSERT_TRUE(flows.ok()) << flows.error().text();
    EXPECT_EQ(flows->flows.size(), 9U);
    EXPECT_EQ(flows->help.step.text, "ask");
}

TEST(FlowFile, a_step_without_a_time_out_a_way_back_or_a_way_to_a_person_is_refused_with_its_line) {
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"\n", "")),
                HasSubstr("errand.toml:4:1: step 'ask' has no time-out; add timeout = \"decision\""));
    EXPECT_THAT(refusal(errand_with("back = \"back\"\n", "")),
                HasSubstr("errand.toml:4:1: step 'ask' has no way back; add back = \"back\", or a step, or \"home\""));
    EXPECT_THAT(refusal(errand_with("person = \"call_staff\"\n", "")),
                HasSubstr("errand.toml:4:1: step 'ask' has no way to a person; add person = \"call_staff\""));
}

TEST(FlowFile, an_unknown_key_names_the_nearest_known_one) {
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"decision\"\nprompt = [\"P02\"]")),
                HasSubstr("errand.toml:8:1: unknown key 'prompt'; write 'prompts'"));
}

TEST(FlowFile, an_unknown_target_lists_the_steps_there_are) {
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"nowhere\"")),
                HasSubstr("errand.toml:10:"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"nowhere\"")),
                HasSubstr("no step 'nowhere' in flow 'errand'; write one of ask, home, end, back, return, stay"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"bank/ask\"")), HasSubstr("no flow 'bank'"));
}

TEST(FlowFile, a_step_that_nothing_leads_to_is_refused) {
    EXPECT_THAT(refusal(one_step_flow("errand") + "[steps.island]\ntemplate = \"notice\"\ntitle = \"text\"\ntimeout = \"result\"\n"
                                                  "back = \"home\"\nperson = \"call_staff\"\n"
                                                  "answers = [{ id = \"ok\", text = \"text\", goto = \"end\" }]\n"),
                HasSubstr("errand.toml:11:1: step 'island' cannot be reached; lead an answer or a happening to it, or remove it"));
}

TEST(FlowFile, a_fifth_answer_is_refused) {
    std::string five;
    for (const char* id : {"a", "b", "c", "d", "e"}) five += std::string(", { id = \"") + id + "\", text = \"text\", goto = \"end\" }";
    const std::string text = refusal(errand_with("answers = [{ id = \"ok\", text = \"text\", goto = \"end\" }", "answers = [" + five.substr(2)));
    EXPECT_THAT(text, HasSubstr("errand.toml:10:"));
    EXPECT_THAT(text, HasSubstr("answer number 5; offer at most 4 answers"));
}

TEST(FlowFile, an_answer_that_takes_the_place_of_another_is_no_fifth) {
    const auto with = [](std::initializer_list<const char*> guards) {
        std::string answers = "{ id = \"ok\", text = \"text\", goto = \"end\" }";
        int number = 0;
        for (const char* guard : guards) {
            answers += ", { id = \"answer_" + std::to_string(++number) + "\", text = \"text\", goto = \"end\"";
            if (*guard != 0) answers += std::string(", when = \"") + guard + "\"";
            answers += " }";
        }
        return errand_with("answers = [{ id = \"ok\", text = \"text\", goto = \"end\" }", "answers = [" + answers);
    };
    EXPECT_TRUE(load(with({"", "", "not joined", "joined"})).ok());
    EXPECT_THAT(refusal(with({"", "", "joined", "joined"})), HasSubstr("answer number 5; offer at most 4 answers"));
    EXPECT_THAT(refusal(with({"", "", "not joined", "joined", "joined"})), HasSubstr("answer number 6; offer at most 4 answers"));
}

TEST(FlowFile, a_text_or_prompt_that_nobody_wrote_is_refused) {
    EXPECT_THAT(refusal(errand_with("title = \"text\"", "title = \"missing.text\"")),
                HasSubstr("errand.toml:6:9: no text 'missing.text'; add it to every file of config/strings"));
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"decision\"\nprompts = [\"P99\"]")),
                HasSubstr("errand.toml:8:12: no prompt 'P99'"));
}

TEST(FlowFile, a_condition_must_exist_and_be_able_to_come_true) {
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"decision\"\nprompts = [\"P02 when rich\"]")),
                HasSubstr("errand.toml:8:12: no condition 'rich'; write one of joined, by_possession"));
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"decision\"\nprompts = [\"P02 when method=card\"]")),
                HasSubstr("errand.toml:8:12: nothing sets 'method' to 'card'"));
}

TEST(FlowFile, a_wait_that_may_never_end_is_refused) {
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"wait\"")),
                HasSubstr("errand.toml:7:11: step 'ask' may wait for ever; add [[steps.ask.on]] event = \"waited_too_long\""));
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"none\"")), HasSubstr("only the idle screen may have"));
}

TEST(FlowFile, words_outside_the_closed_lists_are_answered_with_the_list) {
    EXPECT_THAT(refusal(errand_with("template = \"choice\"", "template = \"popup\"")), HasSubstr("errand.toml:5:12:"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "do = [\"book_money\"], goto = \"end\"")),
                HasSubstr("no deed 'book_money'; write one of issue_ticket"));
    EXPECT_THAT(refusal(one_step_flow("errand") + "[[steps.ask.on]]\nevent = \"earthquake\"\ngoto = \"end\"\n"),
                HasSubstr("errand.toml:12:9: no happening 'earthquake'; write one of card_tapped"));
}

TEST(FlowFile, a_name_that_was_nearly_right_is_answered_with_the_one_that_was_meant) {
    EXPECT_THAT(refusal(errand_with("template = \"choice\"", "template = \"chioce\"")),
                HasSubstr("errand.toml:5:12: 'chioce' is not a known template; did you mean 'choice'?"));
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"decison\"")), HasSubstr("did you mean 'decision'?"));
    EXPECT_THAT(refusal(errand_with("title = \"text\"", "title = \"txet\"")), HasSubstr("no text 'txet'; did you mean 'text'? Otherwise add it to"));
    EXPECT_THAT(refusal(errand_with("timeout = \"decision\"", "timeout = \"decision\"\nprompts = [\"P02\",\n  \"P20 when priorty\"]")),
                AllOf(HasSubstr("errand.toml:9:3: no prompt 'P20'; did you mean 'P02'?"),
                      HasSubstr("errand.toml:9:3: no condition 'priorty'; did you mean 'priority'?")));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "do = [\"issue_tikcet\"], goto = \"end\"")), HasSubstr("no deed 'issue_tikcet'; did you mean 'issue_ticket'?"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "needs = \"scaner\", goto = \"end\"")), HasSubstr("no device 'scaner'; did you mean 'scanner'?"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"bakc\"")), HasSubstr("no step 'bakc' in flow 'errand'; did you mean 'back'?"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"counter\"")), HasSubstr("no step 'counter' in flow 'errand'; did you mean 'home/counter'?"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"call-staff/ask\"")), HasSubstr("no flow 'call-staff'; did you mean 'call_staff'?"));
    EXPECT_THAT(refusal(one_step_flow("errand") + "[[steps.ask.on]]\nevent = \"card_taped\"\ngoto = \"end\"\n"),
                HasSubstr("errand.toml:12:9: no happening 'card_taped'; did you mean 'card_tapped'?"));
    EXPECT_THAT(refusal(errand_with("goto = \"end\"", "goto = \"end\", when = \"methd=card\", set = { method = \"card\" }")),
                HasSubstr("nothing sets 'methd' to 'card'; did you mean 'method=card'?"));
    EXPECT_THAT(refusal(errand_with("first = \"ask\"", "first = \"aks\"")), HasSubstr("errand.toml:3:9: no step 'aks'; did you mean 'ask'?"));
}

TEST(FlowFile, a_misspelt_template_is_one_mistake_and_not_also_what_the_template_would_need) {
    EXPECT_EQ(refusal(errand_with("template = \"choice\"", "template = \"numbr_entry\"\ndigits = 4")),
              "errand.toml:5:12: 'numbr_entry' is not a known template; did you mean 'number_entry'?");
}

TEST(FlowFile, a_file_that_is_not_toml_does_not_hide_the_mistakes_of_the_others) {
    flow::KnownTexts texts;
    texts.keys = {"name", "text"};
    const auto flows = flow::parse_flows({{"broken.toml", "id = \"broken\"\nfirst = = 3\n"}, {"errand.toml", errand_with("title = \"text\"", "title = \"nothing\"")}},
                                         texts, {});
    ASSERT_FALSE(flows.ok());
    EXPECT_THAT(flows.error().text(), AllOf(HasSubstr("broken.toml:2:"), HasSubstr("not TOML"), HasSubstr("errand.toml:6:9: no text 'nothing'")));
    EXPECT_THAT(flows.error().text(), Not(HasSubstr("no flow 'home'"))) << "which flows the broken file holds is not known";
}

TEST(FlowFile, all_mistakes_are_shown_in_one_run) {
    const std::string text = refusal(errand_with("title = \"text\"\ntimeout = \"decision\"\nback = \"back\"\n", "title = \"nothing\"\n"));
    EXPECT_THAT(text, HasSubstr("no text 'nothing'"));
    EXPECT_THAT(text, HasSubstr("no time-out"));
    EXPECT_THAT(text, HasSubstr("no way back"));
}

TEST(FlowFile, a_folder_without_flows_and_a_kiosk_without_help_are_refused) {
    EXPECT_EQ(flow::load_flows("/nonexistent", {}, {}).error().code(), ErrorCode::not_found);
    flow::KnownTexts texts;
    texts.keys = {"name", "text"};
    const auto flows = flow::parse_flows({{"home.toml", kHome}, {"errand.toml", one_step_flow("errand")}}, texts, {});
    ASSERT_FALSE(flows.ok());
    EXPECT_THAT(flows.error().text(), HasSubstr("no flow 'call_staff'; add config/flows/call_staff.toml"));
}

}  // namespace
}  // namespace silverlane
