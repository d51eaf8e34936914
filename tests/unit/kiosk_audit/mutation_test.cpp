// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Planted faults: each breaks one thing of a sound screen, and the audit must name the rule that it breaks.
#include "audit_bench.h"

#include <fstream>
#include <sstream>

namespace silverlane::audit {
namespace {

using flow::ActionKind;
using flow::Arrangement;
using scene::Role;

struct Mutation {
    const char* name;
    int rule;
    Arrangement on;
    void (*scene)(Bench&);   ///< breaks what is meant
    void (*layout)(Bench&);  ///< breaks where it stands
};

void nothing(Bench&) {}

constexpr Arrangement kChoice = Arrangement::choice;

const Mutation kMutations[] = {
    {"letters_under_the_floor", 1, kChoice, nothing, [](Bench& b) { b.placed("foot.clock").style.cap_px = b.px(4.5); }},
    {"a_label_under_the_default_size", 2, kChoice, nothing, [](Bench& b) { b.placed("fixed.back").style.cap_px = b.px(7.0); }},
    {"a_caption_under_the_default_size", 2, kChoice, nothing, [](Bench& b) { b.layout.caption_style.cap_px = b.px(6.5); }},
    {"a_heading_too_small", 3, kChoice, nothing, [](Bench& b) { b.placed("title").style.cap_px = b.px(9); }},
    {"a_line_that_reaches_over_its_place", 3, kChoice, nothing, [](Bench& b) { b.placed("title").lines.front().left += b.px(400); }},
    {"two_things_on_one_spot", 3, kChoice, nothing, [](Bench& b) { b.placed("title").rect = b.answers().front()->rect; }},
    {"a_text_that_does_not_fit", 3, kChoice, nothing, [](Bench& b) { b.layout.overflows.push_back({NodeId{"title"}, "too long"}); }},
    {"no_key_for_the_text_size", 3, kChoice, [](Bench& b) { b.remove("service.text_size"); }, nothing},
    {"pale_words", 4, kChoice, nothing, [](Bench& b) { b.placed("title").paint.ink = {0x66, 0x66, 0x66}; }},
    {"a_pale_icon", 4, kChoice, nothing, [](Bench& b) { b.answers().front()->paint.mark = {0x77, 0x99, 0x77}; }},
    {"a_pale_border", 4, kChoice, nothing, [](Bench& b) { b.answers().front()->paint.border = {0xE8, 0xE0, 0xD0}; }},
    {"pale_words_on_a_key_that_is_off", 4, kChoice, [](Bench& b) { b.first(Role::answer).state.enabled = false; },
     [](Bench& b) { b.answers().front()->paint.ink = {0x77, 0x77, 0x77}; }},
    {"a_pale_focus_ring", 4, kChoice, [](Bench& b) { b.theme.focus = {0xD0, 0xD8, 0xE0}; }, nothing},
    {"lines_too_close", 5, kChoice, nothing,
     [](Bench& b) {
         auto& lines = b.placed("title").lines;
         lines.push_back(lines.front());
         lines.back().baseline += b.px(14);
     }},
    {"paragraphs_too_close", 5, Arrangement::notice, nothing,
     [](Bench& b) {
         const int too_low = b.placed("title").lines.back().baseline + b.px(20) - b.placed("line.1").lines.front().baseline;
         for (auto& line : b.placed("line.1").lines) line.baseline += too_low;
     }},
    {"an_instruction_of_four_lines", 5, kChoice, nothing,
     [](Bench& b) {
         auto& lines = b.placed("title").lines;
         while (lines.size() < 4) {
             lines.push_back(lines.back());
             lines.back().baseline += b.px(40);
         }
     }},
    {"a_key_of_fifteen_millimetres", 7, kChoice, nothing,
     [](Bench& b) { b.placed("service.louder").hit.bottom = b.placed("service.louder").hit.top + b.px(15); }},
    {"an_answer_of_fifty_millimetres", 7, kChoice, nothing,
     [](Bench& b) { b.answers().front()->hit.right = b.answers().front()->hit.left + b.px(50); }},
    {"a_gap_of_three_millimetres", 8, kChoice, nothing,
     [](Bench& b) { b.placed("service.louder").hit.left = b.placed("service.stop").hit.right + b.px(3); }},
    {"targets_that_overlap", 8, kChoice, nothing,
     [](Bench& b) { b.placed("service.louder").hit.left = b.placed("service.stop").hit.right - b.px(3); }},
    {"opposites_seven_millimetres_apart", 8, Arrangement::confirm, nothing,
     [](Bench& b) { b.answers()[1]->hit.top = b.answers()[0]->hit.bottom + b.px(7); }},
    {"a_tap_that_presses_another", 9, kChoice, nothing, [](Bench& b) { b.answers()[1]->hit = b.answers()[0]->hit; }},
    {"a_press_that_must_be_quick", 10, kChoice, nothing, [](Bench& b) { b.answers()[1]->hit = b.answers()[0]->hit; }},
    {"a_repeat_that_counts", 11, kChoice, [](Bench& b) { b.context.input.same_target_pause = Milliseconds{100}; }, nothing},
    {"a_tap_meant_for_the_screen_before", 11, kChoice, [](Bench& b) { b.context.input.screen_change_pause = Milliseconds{100}; }, nothing},
    {"a_key_out_of_reach", 13, kChoice, nothing, [](Bench& b) { move(b.answers().front()->hit, 0, -b.answers().front()->hit.top); }},
    {"a_focus_that_skips", 14, kChoice, nothing, [](Bench& b) { b.placed("service.louder").node.id = NodeId{"service.stop"}; }},
    {"a_keypad_key_without_a_meaning", 14, kChoice, nothing, [](Bench& b) { b.placed("fixed.hear_again").hit = {}; }},
    {"digits_in_an_open_text", 20, kChoice, [](Bench& b) { b.node("title").shown += kPlantedDigits; }, nothing},
    {"digits_on_the_loudspeaker", 20, kChoice, [](Bench& b) { b.scene.prompts.front().spoken += " 97,391.58"; }, nothing},
    {"a_secret_prompt_for_everybody", 20, kChoice, [](Bench& b) { b.scene.prompts.front().secret_spoken = PrivateText{"secret"}; }, nothing},
    {"a_secret_with_an_open_text", 21, kChoice, [](Bench& b) { b.node("title").secret = PrivateText{"secret"}; }, nothing},
    {"no_key_to_cover_the_screen", 21, kChoice, [](Bench& b) { b.remove("service.hide"); }, nothing},
    {"a_cover_that_does_not_cover", 21, kChoice, [](Bench& b) { b.moment.state.covered = true; }, nothing},
    {"figures_for_the_voice", 24, kChoice, [](Bench& b) { b.scene.prompts.front().spoken = "3258"; }, nothing},
    {"no_key_to_stop", 26, kChoice, [](Bench& b) { b.remove("service.stop"); }, nothing},
    {"no_key_to_hear_again", 26, kChoice, [](Bench& b) { b.remove("fixed.hear_again"); }, nothing},
    {"a_prompt_of_three_sentences", 26, kChoice, [](Bench& b) { b.scene.prompts.front().spoken = "请坐。请坐。请坐。"; }, nothing},
    {"a_sentence_of_twenty_four_hanzi", 26, kChoice,
     [](Bench& b) { b.scene.prompts.front().spoken = "请您坐在这里请您坐在这里请您坐在这里请您坐在这里。"; }, nothing},
    {"nothing_to_be_said", 27, kChoice, [](Bench& b) { b.first(Role::answer).spoken.clear(); }, nothing},
    {"nothing_to_be_shown", 27, kChoice, [](Bench& b) { b.node("title").shown.clear(); }, nothing},
    {"a_prompt_without_a_caption", 27, kChoice, [](Bench& b) { b.scene.prompts.front().caption.clear(); }, nothing},
    {"a_node_without_a_name", 27, kChoice, [](Bench& b) { b.node("title").text_key.clear(); }, nothing},
    {"a_node_that_stands_nowhere", 27, kChoice, nothing, [](Bench& b) { std::erase_if(b.layout.nodes, [](const auto& one) { return one.node.id.text == "title"; }); }},
    {"no_key_for_the_language", 29, kChoice, [](Bench& b) { b.remove("service.language"); }, nothing},
    {"an_english_word_in_chinese", 29, kChoice, [](Bench& b) { b.node("title").shown = "请看 VIP 说明"; }, nothing},
    {"a_voice_in_another_language", 29, kChoice, [](Bench& b) { b.scene.prompts.front().spoken = "Please wait."; }, nothing},
    {"a_fifth_answer", 30, kChoice,
     [](Bench& b) {
         while (std::count_if(b.scene.nodes.begin(), b.scene.nodes.end(), [](const auto& one) { return one.role == Role::answer; }) < 5) {
             scene::Node more = b.first(Role::answer);
             more.id.text += "x" + std::to_string(b.scene.nodes.size());
             b.scene.nodes.push_back(std::move(more));
         }
     },
     nothing},
    {"two_questions", 30, kChoice, [](Bench& b) { b.scene.nodes.push_back(b.node("title")); }, nothing},
    {"no_position", 30, kChoice, [](Bench& b) { b.remove("position"); }, nothing},
    {"a_word_of_jargon", 31, kChoice, [](Bench& b) { b.node("title").shown = "系统提示"; }, nothing},
    {"a_word_that_blames", 31, kChoice, [](Bench& b) { b.scene.prompts.front().caption = "操作错误。"; }, nothing},
    {"an_icon_without_a_word", 31, kChoice, nothing, [](Bench& b) { b.answers().front()->lines.clear(); }},
    {"a_small_icon", 31, kChoice, nothing, [](Bench& b) { b.answers().front()->icon.right = b.answers().front()->icon.left + b.px(9); }},
    {"no_way_back", 32, kChoice, [](Bench& b) { b.remove("fixed.back"); }, nothing},
    {"no_exit", 32, kChoice, [](Bench& b) { b.remove("fixed.exit"); }, nothing},
    {"two_fixed_keys_changed_places", 32, kChoice, nothing, [](Bench& b) { std::swap(b.placed("fixed.back").rect, b.placed("fixed.exit").rect); }},
    {"nobody_to_call", 33, kChoice, [](Bench& b) { b.remove("fixed.call_staff"); }, nothing},
    {"the_call_is_elsewhere", 33, kChoice, nothing, [](Bench& b) { move(b.placed("fixed.call_staff").rect, b.px(4), 0); }},
    {"the_call_is_small", 33, kChoice, nothing,
     [](Bench& b) { b.placed("fixed.call_staff").hit.bottom = b.placed("fixed.call_staff").hit.top + b.px(22); }},
    {"a_call_that_nobody_hears_of", 33, kChoice, [](Bench& b) { b.moment.state.help.state = flow::HelpState::sent; }, nothing},
    {"cancel_smaller_than_confirm", 35, Arrangement::confirm, nothing, [](Bench& b) { b.answers()[1]->rect.right -= b.px(20); }},
    {"one_answer_larger_than_the_others", 37, kChoice, nothing, [](Bench& b) { b.answers()[1]->rect.right -= b.px(20); }},
    {"one_answer_in_smaller_letters", 37, kChoice, nothing, [](Bench& b) { b.answers()[1]->style.cap_px -= 4; }},
    {"a_focus_trap", kFocusTrap, kChoice, nothing, [](Bench& b) { for (auto& one : b.layout.nodes) one.node.id = NodeId{"same"}; }},
    {"two_digits_changed_places", kKeypadLayout, Arrangement::number_entry, nothing, [](Bench& b) { std::swap(b.placed("key.1").rect, b.placed("key.9").rect); }},
    {"no_more_settings", kRestoreDefaults, kChoice, [](Bench& b) { b.remove("service.more"); }, nothing},
    {"an_entry_without_an_explanation", kEntryLabel, Arrangement::number_entry, [](Bench& b) { b.remove("line.1"); }, nothing},
    {"answers_before_the_question", kReadingOrder, kChoice, nothing, [](Bench& b) { move(b.placed("title").rect, b.px(30), b.px(200)); }},
    {"a_picture_that_says_nothing", kPicturesSpoken, Arrangement::insert_item, [](Bench& b) { b.node("picture").spoken.clear(); }, nothing},
};

std::string name_of_mutation(const ::testing::TestParamInfo<Mutation>& info) { return info.param.name; }
void PrintTo(const Mutation& mutation, std::ostream* out) { *out << mutation.name; }

class Planted : public ::testing::TestWithParam<Mutation> {};
INSTANTIATE_TEST_SUITE_P(Fault, Planted, ::testing::ValuesIn(kMutations), name_of_mutation);

TEST_P(Planted, is_reported_under_its_rule) {
    const Mutation& mutation = GetParam();
    const Moment moment = mutation.on == Arrangement::confirm ? moment_where([](const Moment& one, const flow::Step& step) {
        return step.arrangement == Arrangement::confirm && one.variant == "entered";
    })
                          : mutation.on == Arrangement::number_entry ? moment_where([](const Moment& one, const flow::Step& step) {
        return step.arrangement == Arrangement::number_entry && step.needs.empty() && one.variant == "entered";
    })
                                                                     : plain(mutation.on);
    Bench sound(moment);
    const Findings before = sound.look();
    ASSERT_EQ(before.count(mutation.rule), 0) << "the screen is not sound to begin with:\n" << text_of(before);
    Bench broken(moment);
    mutation.scene(broken);
    broken.lay_out();
    mutation.layout(broken);
    const Findings after = broken.look();
    EXPECT_TRUE(after.has(mutation.rule)) << "not found; what was found:\n" << text_of(after);
}

class PlantedInThePicture : public ::testing::Test {
protected:
    PlantedInThePicture() : bench_(plain(kChoice)), pictures_(Pictures::open(fonts(), source("ui_assets/icons"), bench_.panel).value()) {}
    Findings look(bool grey = false) {
        bench_.lay_out();
        Findings findings;
        if (grey) pictures_->check_grey(bench_.view(), findings);
        else pictures_->check(bench_.view(), findings);
        return findings;
    }
    Bench bench_;
    std::unique_ptr<Pictures> pictures_;
};

TEST_F(PlantedInThePicture, a_sound_screen_has_no_finding) {
    EXPECT_EQ(text_of(look()), "");
    EXPECT_EQ(text_of(look(true)), "");
}

TEST_F(PlantedInThePicture, pale_words_are_seen_in_the_pixels) {
    bench_.theme.paper.ink = {0x70, 0x70, 0x70};
    EXPECT_TRUE(look().has(4));
}

TEST_F(PlantedInThePicture, an_icon_that_is_not_there_is_seen_in_the_pixels) {
    bench_.first(Role::answer).icon = "no_such_icon";
    EXPECT_TRUE(look().has(4));
}

TEST_F(PlantedInThePicture, a_mark_of_the_same_grey_is_no_mark) {
    bench_.theme.attention = bench_.theme.paper.ground;
    EXPECT_TRUE(look(true).has(6));
}

TEST_F(PlantedInThePicture, a_press_that_looks_the_same_is_reported) {
    bench_.theme.answer.ink = bench_.theme.answer.ground;
    EXPECT_TRUE(look().has(12));
}

TEST_F(PlantedInThePicture, a_focus_ring_cut_by_the_edge_is_reported) {
    bench_.lay_out();
    auto& rect = bench_.answers().front()->rect;
    rect.left = 0;
    Findings findings;
    pictures_->check(bench_.view(), findings);
    EXPECT_TRUE(findings.has(kFocusRing));
}

TEST(PlantedInThePictureOfACover, a_secret_that_is_not_covered_is_reported) {
    Bench bench(moment_where([](const Moment& moment, const flow::Step& step) { return step.arrangement == Arrangement::number_entry && step.needs.empty() && moment.state.covered; }));
    const auto pictures = Pictures::open(fonts(), source("ui_assets/icons"), bench.panel).value();
    Findings sound;
    pictures->check(bench.view(), sound);
    EXPECT_FALSE(sound.has(21)) << text_of(sound);
    for (auto& one : bench.layout.nodes) one.covered = false;
    Findings broken;
    pictures->check(bench.view(), broken);
    EXPECT_TRUE(broken.has(21));
}

/// Flows, words or times that are wrong, asked about one moment.
class PlantedInTheFlow : public ::testing::Test {
protected:
    PlantedInTheFlow() : flows_(testing::shipped_flows()), font_(ui::FontFile::open(fonts()).value()) {}
    Findings look(const Moment& moment) {
        Context context(flows_, testing::shipped_texts(), banned(), *font_);
        Findings findings;
        check_moment(moment, context, findings);
        return findings;
    }
    Findings look_at_flows() {
        Context context(flows_, testing::shipped_texts(), banned(), *font_);
        Findings findings;
        check_flows(shipped_walk(), context, findings);
        return findings;
    }
    Findings happen(const Moment& moment, const flow::Event& event, const flow::State& after, std::vector<flow::Effect> effects = {}) {
        Context context(flows_, testing::shipped_texts(), banned(), *font_);
        Findings findings;
        const scene::Scene shown = scene::build(flows_, moment.state, moment.facts, testing::shipped_texts());
        check_happening(moment, shown, {"planted", event, false, false, false}, {after, std::move(effects)}, context, findings);
        return findings;
    }
    flow::Flows flows_;
    std::unique_ptr<ui::FontFile> font_;
};

TEST_F(PlantedInTheFlow, a_sound_moment_has_no_finding_of_time) {
    const Findings findings = look(plain(kChoice));
    for (const int rule : {15, 16, 17, 18, 29, 36}) EXPECT_EQ(findings.count(rule), 0) << text_of(findings);
}

TEST_F(PlantedInTheFlow, a_warning_after_thirty_seconds_is_reported) {
    flows_.times.idle = Milliseconds{30'000};
    EXPECT_TRUE(look(plain(kChoice)).has(15));
}

TEST_F(PlantedInTheFlow, a_warning_of_ten_seconds_is_reported) {
    flows_.times.warning = Milliseconds{10'000};
    EXPECT_TRUE(look(plain(kChoice)).has(16));
}

TEST_F(PlantedInTheFlow, a_turn_that_never_ends_is_reported) {
    flows_.times.pause = Milliseconds{100'000'000};
    EXPECT_TRUE(look(plain(kChoice)).has(18));
}

TEST_F(PlantedInTheFlow, a_screen_that_changes_by_itself_is_reported) {
    const Moment moment = plain(kChoice);
    flow::State after = moment.state;
    after.place = flows_.home;
    EXPECT_TRUE(happen(moment, flow::HubChanged{false}, after).has(17));
}

TEST(PlantedOnTheScreen, a_card_that_was_left_and_is_not_named_is_reported) {
    Moment moment = plain(flow::Arrangement::choice);
    moment.state.medium = flow::Medium::card;
    moment.state.giving_back = moment.state.medium_reported = true;
    Bench bench(moment);
    EXPECT_FALSE(bench.look().has(23)) << text_of(bench.look());
    bench.remove("status.medium");
    EXPECT_TRUE(bench.look().has(23));
}

TEST_F(PlantedInTheFlow, an_entry_that_is_forgotten_is_reported) {
    Moment moment = plain(kChoice);
    moment.state.entries["planted"] = "yes";
    flow::State after = moment.state;
    after.entries.erase("planted");
    EXPECT_TRUE(happen(moment, flow::Touched{}, after).has(34));
}

TEST_F(PlantedInTheFlow, the_account_goes_with_the_card_and_nothing_else_does) {
    Moment moment = plain(kChoice);
    moment.state.medium = flow::Medium::card;
    moment.state.entries["accounts"] = "a1";
    flow::State after = moment.state;
    after.entries.erase("accounts");
    EXPECT_TRUE(happen(moment, flow::Touched{}, after).has(34)) << "the card is still in";
    after.giving_back = true;
    EXPECT_FALSE(happen(moment, flow::Touched{}, after).has(34));
    moment.state.entries["planted"] = "yes";
    EXPECT_TRUE(happen(moment, flow::Touched{}, after).has(34));
}

TEST_F(PlantedInTheFlow, a_way_back_that_changes_an_entry_is_reported) {
    Moment moment = plain(kChoice);
    moment.state.entries["planted"] = "yes";
    flow::State after = moment.state;
    after.entries["planted"] = "no";
    EXPECT_TRUE(happen(moment, flow::Action{ActionKind::back, {}}, after).has(32));
}

TEST_F(PlantedInTheFlow, a_sound_that_nobody_sees_is_reported) {
    const Moment moment = plain(kChoice);
    EXPECT_TRUE(happen(moment, flow::Touched{}, moment.state, {flow::SoundChime{"call"}}).has(23));
}

TEST_F(PlantedInTheFlow, a_first_screen_without_a_way_to_a_counter_is_reported) {
    const Moment home = moment_where([&](const Moment& moment, const flow::Step&) { return moment.state.place == flows_.home && moment.state.page == 0; });
    EXPECT_FALSE(look(home).has(36)) << text_of(look(home));
    flows_.counter = flows_.idle;
    EXPECT_TRUE(look(home).has(36));
}

TEST_F(PlantedInTheFlow, a_flow_of_nine_steps_is_reported) {
    flows_.flows.begin()->second.steps_shown = 9;
    EXPECT_TRUE(look_at_flows().has(30));
}

TEST_F(PlantedInTheFlow, two_purposes_in_one_press_are_reported) {
    for (auto& [id, flow] : flows_.flows) {
        for (auto& [step_id, step] : flow.steps) {
            for (flow::Answer& answer : step.answers) {
                if (!answer.then.purposes.empty()) answer.then.purposes.emplace_back("marketing");
            }
        }
    }
    EXPECT_TRUE(look_at_flows().has(38));
}

TEST_F(PlantedInTheFlow, a_step_that_nothing_leads_to_is_reported) {
    flow::Flow& first = flows_.flows.begin()->second;
    flow::Step island = first.steps.begin()->second;
    island.id = StepId{"island"};
    first.steps.emplace(island.id, island);
    const Walk walk = explore(flows_, testing::shipped_texts(), {flow::first_state(flows_)}, {4, 1}, {});
    Context context(flows_, testing::shipped_texts(), banned(), *font_);
    Findings findings;
    check_flows(walk, context, findings);
    const auto all = findings.all();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const Finding& one) { return one.rule == kReachable && one.where.step == "island"; }));
}

TEST_F(PlantedInTheFlow, a_toggle_without_words_is_reported) {
    const auto read = [](const char* language) {
        std::stringstream text;
        text << std::ifstream(source("config/strings") / (std::string(language) + ".toml")).rdbuf();
        return text.str();
    };
    std::string chinese = read("zh-CN");
    const std::string show = "\nshow = \"打开\"";
    const std::size_t at = chinese.find(show);
    ASSERT_NE(at, std::string::npos);
    chinese.replace(at, show.size(), "\nshow = \"遮住\"");
    const auto texts = scene::TextCatalogue::parse({{"zh-CN", chinese}, {"en", read("en")}});
    ASSERT_TRUE(texts.ok()) << texts.error().text();
    Context context(flows_, *texts, banned(), *font_);
    Findings findings;
    check_stays(plain(kChoice), context, findings);
    const auto all = findings.all();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [](const Finding& one) { return one.rule == kToggles && one.where.node == "service.hide"; }));
}

TEST_F(PlantedInTheFlow, what_a_person_leaves_behind_is_named) {
    flow::State after = flow::fresh_state(flows_, flow::first_state(flows_));
    EXPECT_EQ(left_behind(flows_, after), "");
    after.entries["service"] = "cash";
    EXPECT_NE(left_behind(flows_, after).find("service"), std::string::npos);
    flow::State large = flow::fresh_state(flows_, flow::first_state(flows_));
    large.preferences.text_size = flow::TextSize::large;
    EXPECT_NE(left_behind(flows_, large), "");
}

}  // namespace
}  // namespace silverlane::audit
