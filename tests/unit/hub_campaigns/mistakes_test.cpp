// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Each mistake that a rule file can have, once: told at its line, with what is wrong and what to write, and alone.
#include "tests/unit/hub_campaigns/rule_folder.h"

#include <gmock/gmock.h>

#include <vector>

namespace silverlane::campaigns {
namespace {

using ::testing::HasSubstr;

struct Case {
    std::string name;
    std::string file;
    std::string was, is;        ///< the edit
    std::string at;             ///< the mistake stands on this text's line
    std::string what, instead;  ///< parts of what is told
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

std::string nested(int levels) {
    std::string tree = "{ fact = \"age\", at_least = 60 }";
    for (int level = 1; level < levels; ++level) tree = (level % 2 == 0 ? "{ not = " + tree + " }" : "{ any = [" + tree + ", { fact = \"age\", at_most = " + std::to_string(level) + " }] }");
    return tree;
}

std::string many(const std::string& text, int times) {
    std::string out;
    for (int each = 0; each < times; ++each) out += text;
    return out;
}

const std::string kBond = "campaigns/savings_bond.toml", kAnnuity = "campaigns/annuity.toml", kWords = "talk_tracks/savings_bond.toml";
const std::string kOwnTree = "  { fact = \"holding_classes\", none_of = [\"savings_bond\"] },\n";

const std::vector<Case>& cases() {
    static const std::vector<Case> kCases{
        // Names that stand nowhere.
        {"unknown_product", kBond, "product = \"savings_bond\"", "product = \"saving_bond\"", "product =", "no product 'saving_bond'", "did you mean 'savings_bond'"},
        {"unknown_segment", kBond, "tier = \"silver_pension\"", "tier = \"silver_pensoin\"", "tier =", "no segment 'silver_pensoin'", "did you mean 'silver_pension'? Else add it to segments.toml"},
        {"unknown_scene", kBond, "scene = \"arrival\"", "scene = \"arival\"", "scene =", "no moment 'arival'", "arrival"},
        {"unknown_strategy", kBond, "strategy = \"silver_bonds\"", "strategy = \"silver_bond\"", "strategy =", "no place of the strategy map 'silver_bond'", "for them there is silver_bonds; write it, or plan one in strategies.toml: a [[strategy]] with segment = \"silver_pension\" and scene = \"arrival\""},
        {"unknown_talk_track", kBond, "talk_track = \"savings_bond\"", "talk_track = \"bonds\"", "talk_track =", "no talk track 'bonds'", "or add it to talk_tracks/*.toml"},
        {"no_words_for_the_segment", "campaigns/pension_wealth.toml", "talk_track = \"pension_wealth\"", "talk_track = \"savings_bond\"", "talk_track =", "no words for segment 'near_retirement'", "write them"},
        {"unknown_channel", kBond, "channels = [\"tablet\", \"teller\"]", "channels = [\"tablet\", \"sms\"]", "channels =", "no channel 'sms'", "tablet, kiosk, teller"},
        {"unknown_goal", kBond, "goal = \"sold\"", "goal = \"rich\"", "goal =", "'rich' is not a known goal", ""},
        {"unknown_score", kBond, "reason =", "score = \"magic\"\nreason =", "score =", "no score 'magic'", "no score yet"},
        {"unknown_neighbour", kBond, "reason =", "never_with = [\"annuitty\"]\nreason =", "never_with =", "no campaign or group 'annuitty'", "annuity"},
        {"unknown_key", kBond, "priority =", "prioritty = 3\npriority =", "prioritty", "unknown key 'prioritty'", "priority"},
        {"unknown_status", kBond, "status = \"approved\"", "status = \"aproved\"", "status =", "'aproved' is not a known status", "approved"},
        // Conditions.
        {"unknown_fact", kBond, kOwnTree, "  { fact = \"age\", at_least = 61 },\n  { fact = \"rsk_level\", at_least = 2 },\n", "rsk_level", "rsk_level", "risk_level"},
        {"unknown_tag", kBond, kOwnTree, "  { fact = \"tags\", any_of = [\"pensoin\"] },\n", "pensoin", "pensoin", "pension"},
        {"unknown_segment_in_a_condition", kBond, kOwnTree, "  { segment = \"sliver\" },\n", "sliver", "sliver", ""},
        {"wrong_type", kBond, kOwnTree, "  { fact = \"age\", at_least = \"sixty\" },\n", "sixty", "", ""},
        {"unknown_test", kBond, kOwnTree, "  { fact = \"age\", atleast = 60 },\n", "atleast", "atleast", ""},
        {"never_holds_by_itself", kAnnuity, "age between 45 and 59", "age between 59 and 45", "audience_text =", "", ""},
        {"never_holds_with_the_segment", kBond, kOwnTree, "  { fact = \"age\", at_most = 50 },\n", "[audience]", "nobody of 'silver_pension' at 'arrival' can ever be meant", "compare"},
        {"text_that_is_none", kAnnuity, "age between 45 and 59", "age betwen 45 and 59", "audience_text =", "betwen", ""},
        {"said_twice", kAnnuity, "[quota]", "[audience]\nfact = \"age\"\nat_least = 50\n[quota]", "audience_text =", "say the same thing twice", "remove one"},
        {"depth_31", kBond, kOwnTree, "  " + nested(31) + ",\n", "{ not = {", "more than 30 levels", "write fewer"},
        {"sensitive_tag_brings_it_about", kAnnuity, "age between 45 and 59", "age between 45 and 59 and tags any of [bereavement]", "audience_text =", "'bereavement' is sensitive", "none of"},
        {"weight_without_a_condition", kBond, "when_text = \"tags any of [likes_bonds]\"\n", "", "[[weight]]", "a weight says when it counts", "when_text"},
        // Approval, days, place, quota.
        {"approver_is_the_owner", kBond, "approved_by = \"compliance\"", "approved_by = \"product_manager\"", "approved_by =", "made the campaign and approved it", "another one approves"},
        {"no_approver", kBond, "approved_by = \"compliance\"\n", "", "id =", "'approved_by' is missing", ""},
        {"no_expiry", kBond, "to = \"2030-12-31\"\n", "", "id =", "never ends", "its last day"},
        {"dates_reversed", kBond, "to = \"2030-12-31\"", "to = \"2025-12-31\"", "to = \"2025", "it ends on 2025-12-31 and begins on 2026-01-01", "exchange"},
        {"no_such_day", kBond, "from = \"2026-01-01\"", "from = \"2026-02-30\"", "from =", "2026-02-30", "year-month-day"},
        {"place_that_is_none", kBond, "group =", "places = [\"/CN/36\"]\ngroup =", "places =", "'/CN/36' is no place", "CN/36/0791"},
        {"quota_below_zero", kBond, "per_branch_day = 40", "per_branch_day = -1", "per_branch_day =", "outside what is allowed", "0 to"},
        {"lever_too_long", kBond, "priority = 40", "priority = 51", "priority =", "51", "-50 to 50"},
        {"not_after_what_for_how_long", kBond, "reason =", "not_after = [\"annuity\"]\nreason =", "not_after =", "for how long", "not_after_days"},
        {"one_id_in_two_files", kBond, "id = \"savings_bond\"", "id = \"annuity\"", "id =", "campaign 'annuity' stands in", "an id of its own"},
        {"strategy_of_another_place", kBond, "strategy = \"silver_bonds\"", "strategy = \"silver_wait\"", "strategy =", "'silver_wait' is the map's place for silver at waiting", "strategies.toml"},
        {"reason_is_no_key", kBond, "reason = \"reason.campaign.savings_bond\"", "reason = \"buy\"", "reason =", "a reason is a text key", "reason.campaign."},
        {"offer_of_something_else", kBond, "channels = [\"tablet\", \"teller\"]", "channels = [\"kiosk\"]", "channels =", "a kiosk has no words for it", "[offer]"},
        {"not_toml", kBond, "goal = \"sold\"", "goal = \"sold", "goal =", "not TOML", "quote"},
        // Lines under a heading that is not theirs.
        {"score_below_the_audience", kBond, kOwnTree + "]\n", kOwnTree + "]\nscore = \"history\"\n", "score =", "'score' stands below [audience]", "move the line above [audience]"},
        {"group_below_the_audience", kBond, kOwnTree + "]\n", kOwnTree + "]\ngroup = \"savings\"\n", "group = \"savings\"\n\n[[", "'group' stands below [audience]", "is written above already"},
        {"audience_text_below_the_quota", kAnnuity, "audience_text =", "[offer]\naudience_text =", "audience_text", "'audience_text' stands below [offer]", "move the line above [offer]"},
        {"score_below_a_weight", kBond, "percent = 30", "percent = 30\nscore = \"history\"", "score =", "'score' stands below [[weight]]", "above the first [[weight]]"},
        // Products, tags, segments, moments, map.
        {"no_risk_level", "products.toml", "class = \"fund\"\nrisk = 3\n", "class = \"fund\"\n", "id = \"balanced_fund\"", "has no R level", "risk = 1 to 5"},
        {"no_such_class", "products.toml", "class = \"fund\"", "class = \"funds\"", "class = \"funds\"", "no product class 'funds'", "fund"},
        {"insurance_without_time_to_think", "products.toml", "cooling_days = 15", "cooling_days = 10", "cooling_days = 10", "15 days", "cooling_days = 15"},
        {"tag_without_an_end", "tags.toml", "ttl_days = 400\n", "", "[[tag]]", "'ttl_days' is missing", ""},
        {"tag_twice", "tags.toml", "id = \"salary\"", "id = \"pension\"", "", "tag 'pension' stands here twice", ""},
        {"segment_without_people", "segments.toml", "audience_text = \"age at least 60\"\n", "", "id = \"silver\"", "says nothing of whom it holds", "audience_text"},
        {"unknown_event", "scenes.toml", "events = [\"inflow\"]", "events = [\"inflo\"]", "events = [\"inflo\"]", "no event 'inflo'", "inflow"},
        {"strategy_without_a_segment", "strategies.toml", "segment = \"premier\"", "segment = \"premiere\"", "premiere", "no segment 'premiere'", "premier"},
        {"class_missing", "policies/product-classes.toml", "[[class]]\nid = \"trust\"\nkind = \"wealth\"\nname_zh = \"信托\"\nname_en = \"Trust\"\n", "", "", "product class 'trust' is missing", "[[class]]"},
        {"quiet_tag_unknown", "policies/contact.toml", "\"bereavement\"", "\"bereavment\"", "quiet_tags =", "no tag 'bereavment'", "bereavement"},
        {"policy_looser_than_the_law", "policies/contact.toml", "elder_age = 65", "elder_age = 66", "elder_age =", "66", "65"},
        {"policy_key_unknown", "policies/contact.toml", "[contact]", "[contact]\nmost = 3", "most = 3", "unknown key 'most'", ""},
        // Words.
        {"promise", kWords, "储蓄国债是国家发的，到期还本付息。中途要用钱，", "储蓄国债保本，", "储蓄国债保本", "says '保本'", "nothing but a deposit"},
        {"promise_in_english", kWords, "A savings bond is issued", "A guaranteed savings bond is issued", "A guaranteed", "says 'guarantee'", "no return"},
        {"pressure", kWords, "您这笔钱几年用不着？", "名额就剩今天。", "名额", "says '名额'", "no hurry"},
        {"heard_in_the_hall", kWords, "您好，今天办什么？我陪您。", "您好，您的国债到期了。", "您的国债", "'国债'", "at the seat"},
        {"age_heard_in_the_hall", kWords, "您好，您慢慢走。今天办什么？我陪您。", "您七十岁了，慢慢走。", "七十岁", "", "at the seat"},
        {"no_words_for_elders", kWords, "elder_explanation_zh =", "elder_explanation_zhh =", "", "'elder_explanation_zh' is missing", ""},
        {"words_approved_by_their_writer", kWords, "approved_by = \"compliance\"", "approved_by = \"retail_banking\"", "approved_by =", "wrote it and approved it", "another one"},
        {"risk_not_said", "talk_tracks/steady_wealth.toml", "这个产品不保本，主要投债券", "这个产品主要投债券", "", "does not say that it may lose", "不保本"},
        {"cue_too_long", kBond, "cue_zh = \"可以聊聊：储蓄国债\"", "cue_zh = \"" + many("国", 100) + "\"", "id =", "campaign 'savings_bond': its cue is 300 bytes long", "shorten it to 256 bytes"},
        {"cue_that_promises", kBond, "cue_zh = \"可以聊聊：储蓄国债\"", "cue_zh = \"稳赚的国债\"", "cue_zh =", "says '稳赚'", ""},
    };
    return kCases;
}

class EachMistake : public ::testing::TestWithParam<Case> {};

TEST_P(EachMistake, IsToldAtItsLineAndNothingIsTaken) {
    const auto& one = GetParam();
    const RuleFolder folder;
    folder.edit(one.file, one.was, one.is);
    const auto book = folder.book();
    EXPECT_FALSE(book.rules);
    ASSERT_FALSE(book.mistakes.empty());
    const auto text = book.mistakes.text();
    EXPECT_THAT(text, HasSubstr(one.what));
    EXPECT_THAT(text, HasSubstr(one.instead));
    if (one.at.empty()) return;
    const int line = line_of(content_of(folder.file(one.file)), one.at);
    ASSERT_GT(line, 0) << one.at;
    const auto& found = book.mistakes.all();
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const config::Mistake& each) {
        // The place of a file's top table is its first line.
        return each.position.file == folder.file(one.file).string() && (each.position.line == line || (one.at == "id =" && each.position.line <= line));
    })) << "line " << line << " expected in\n" << text;
}

TEST(TheTrapOfHeadings, EveryPlainLineOfACampaignIsSentAboveTheHeadingUnderWhichItStands) {
    for (const std::string key : {"audience_text", "cue_zh", "cue_en", "reason", "places", "group", "priority", "from", "to", "status", "version", "talk_track", "strategy", "channels", "holdout_of_ten_thousand"}) {
        const RuleFolder folder;
        auto text = content_of(folder.file(kAnnuity));
        auto begin = text.find("\n" + key + " = ");
        std::string line = key + " = [\"CN/36\"]";
        if (begin != std::string::npos) {
            line = text.substr(begin + 1, text.find('\n', begin + 1) - begin - 1);
            text.erase(begin, line.size() + 1);
        }
        save(folder.file(kAnnuity), text + line + "\n");
        const auto book = folder.book();
        ASSERT_EQ(book.mistakes.all().size(), 1U) << key << "\n" << book.mistakes.text();
        EXPECT_THAT(book.mistakes.text(), HasSubstr("'" + key + "' stands below [quota]"));
        EXPECT_THAT(book.mistakes.text(), HasSubstr("move the line above [quota]"));
    }
}

INSTANTIATE_TEST_SUITE_P(RuleFiles, EachMistake, ::testing::ValuesIn(cases()), [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace silverlane::campaigns
