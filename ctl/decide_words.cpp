// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "ctl/decide_words.h"

namespace silverlane::ctl {

namespace {

struct Word { const char* key; const char* zh; const char* en; };

constexpr Word kWords[] = {
    {"explain.language", "zh", "en"},   // which of a campaign's own words are taken
    {"explain.when", "{time}，网点 {branch}，{trigger}，规则版本 {rules}", "{time}, branch {branch}, on {trigger}, rules {rules}"},
    {"explain.nobody", "不知道是谁，或者没有同意服务：不用银行的任何资料", "Nobody known, or no consent to service: nothing of the bank's record is used"},
    {"explain.person", "{age} 岁，层级 {tier}，风险等级 {level}（评估日 {assessed}），同意：{consents}", "Age {age}, tier {tier}, risk level {level} (assessed {assessed}), consents: {consents}"},
    {"explain.card", "卡片，类别：{class}", "The card, class {class}"},
    {"explain.reason", "理由：{reason}", "Reason: {reason}"},
    {"explain.no_reason", "没有理由", "No reason"},
    {"explain.say", "第一句：{sentence}", "First sentence: {sentence}"},
    {"explain.note", "注意：{note}", "Note: {note}"},
    {"explain.role", "给：{role}", "For: {role}"},
    {"explain.qualification", "接的人要有资质：{qualification}", "Who takes it must be qualified: {qualification}"},
    {"explain.primary", "选中：{campaign}（版本 {version}）", "Chosen: {campaign} (version {version})"},
    {"explain.secondary", "第二个：{campaign}（版本 {version}）", "Second: {campaign} (version {version})"},
    {"explain.follow_up", "由客户经理事后联系，大堂不提：{campaign}（版本 {version}）", "The relationship manager calls later, nothing in the lobby: {campaign} (version {version})"},
    {"explain.ghost", "本来会选中，留作对照：{campaign}（版本 {version}）", "Would have been chosen, held out: {campaign} (version {version})"},
    {"explain.no_campaign", "没有营销内容", "No marketing"},
    {"explain.score", "得分 {score}（响应概率 {p}，被选中的可能 {chance}，{arm}）", "Score {score} (propensity {p}, chance of being chosen {chance}, {arm})"},
    {"explain.explored", "是试探抽到的，不是得分最高的", "Drawn by exploration, not the best score"},
    {"explain.campaigns", "全部 {many} 个活动：", "All {many} campaigns:"},
    {"explain.campaign", "{campaign}：{verdict}", "{campaign}: {verdict}"},
    {"explain.campaign_for", "{campaign}：{verdict}（{what}）", "{campaign}: {verdict} ({what})"},
    {"explain.deciding", "{question}：{answer} ← 决定性的", "{question}: {answer} <- decided"},
    {"explain.question", "{question}：{answer}", "{question}: {answer}"},
    {"class.risk", "风险", "risk"}, {"class.service", "服务", "service"}, {"class.care", "关怀", "care"}, {"class.marketing", "营销", "marketing"},
    {"role.branch_head", "网点负责人", "the branch head"},
    {"truth.no", "否", "no"}, {"truth.yes", "是", "yes"}, {"truth.unknown", "不知道", "not known"},
    {"trigger.arrival", "到店", "arrival"}, {"trigger.ticket", "取号", "ticket"}, {"trigger.long_wait", "等待过久", "long wait"}, {"trigger.kiosk_offer", "终端办完业务", "the end of a task at a kiosk"},
    {"arm.full", "完整规则", "full rules"}, {"arm.eligibility_only", "对照组：只看资格", "arm: eligibility only"}, {"arm.no_levers", "对照组：不用优先级", "arm: no levers"},
    {"arm.random_eligible", "对照组：在合格者中随机", "arm: random among the eligible"},
    {"verdict.chosen", "选中", "chosen"}, {"verdict.second", "第二个", "second"}, {"verdict.follow_up", "由客户经理事后联系", "a task of the relationship manager"},
    {"verdict.outbid", "合格，但有更合适的", "came through, but another was better"},
    {"verdict.held_out_of_all", "客户在全行对照组", "the customer is held out of all marketing"},
    {"verdict.held_out_of_campaign", "客户在这个活动的对照组", "the customer is held out of this campaign"},
    {"verdict.never_with_chosen", "不能和选中的一起提", "never in one visit with the chosen one"},
    {"verdict.no_customer", "不知道是谁", "nobody known"}, {"verdict.no_service_consent", "没有同意服务", "no consent to service"},
    {"verdict.claimed_identity", "身份只是自报的", "the identity is only a claim"}, {"verdict.own_staff", "是本行员工", "one of our own staff"},
    {"verdict.no_marketing_consent", "没有同意营销", "no consent to marketing"}, {"verdict.no_profiling_consent", "没有同意个性化", "no consent to profiling"},
    {"verdict.age_unknown", "不知道年龄", "age not known"}, {"verdict.too_young", "未满规定年龄", "too young for marketing"},
    {"verdict.quiet", "有投诉、丧事、欺诈或逾期：不打扰", "a complaint, bereavement, fraud or arrears: left in peace"},
    {"verdict.in_trouble", "正在求助或遇到麻烦", "needs help right now"}, {"verdict.not_approved", "活动未批准、暂停或已结束", "not approved, paused or ended"},
    {"verdict.not_these_days", "不在活动日期内", "not within its dates"}, {"verdict.not_this_event", "不是这个时机", "not at this event"},
    {"verdict.not_this_place", "不在这个网点", "not at this branch"}, {"verdict.not_this_channel", "不在这个渠道", "not in this channel"},
    {"verdict.not_eligible", "不在目标客群", "not in the audience"}, {"verdict.fact_missing", "资料不全，不能断定属于目标客群", "a fact is missing, so the audience cannot be settled"},
    {"verdict.private_offering", "私募产品不在大堂推荐", "private products are never named in a lobby"}, {"verdict.no_assessment", "没有风险评估", "no risk assessment"},
    {"verdict.assessment_over", "风险评估已过期", "the risk assessment is over"}, {"verdict.risk_above_level", "产品风险高于客户等级", "riskier than the customer's level"},
    {"verdict.elder_risk", "老年客户：不提高风险产品", "an elder is never told of high risk"}, {"verdict.elder_lobby", "老年客户：大堂卡片不提", "not on an elder's lobby card"},
    {"verdict.no_relationship_manager", "老年客户：没有客户经理可以事后联系", "an elder without a relationship manager who could call"},
    {"verdict.no_approval", "高龄客户：没有主管批准", "advanced age, and no manager has approved"}, {"verdict.insurance_age", "高龄客户：不推荐保险", "no insurance at this age"},
    {"verdict.insurance_benefits", "这个年龄只能推荐利益确定的保险", "at this age only insurance with determinate benefits"},
    {"verdict.cap_of_visit", "本次到店已经提过", "enough for this visit"}, {"verdict.cap_of_7_days", "7 天内次数已满", "enough in 7 days"}, {"verdict.cap_of_30_days", "30 天内次数已满", "enough in 30 days"},
    {"verdict.resting", "客户拒绝过或说不方便：休息中", "resting: declined, or not now"}, {"verdict.resting_group", "同组活动被拒绝过：休息中", "resting: its group was declined"},
    {"verdict.resting_ignored", "多次展示没有人谈：休息中", "resting: shown several times and nobody spoke of it"},
    {"verdict.not_after", "距另一个活动太近", "too soon after another campaign"}, {"verdict.never_with_shown", "不能和已展示的一起提", "never in one visit with what was shown"},
    {"verdict.quota_in_all", "总名额已用完", "the whole quota is used up"}, {"verdict.quota_of_branch_day", "本网点今天的名额已用完", "this branch's quota of the day is used up"},
    {"verdict.quota_of_staff_day", "员工今天的名额已用完", "the staff's quota of the day is used up"}, {"verdict.quota_of_stock", "没有存货了", "none left in stock"},
    {"verdict.no_capacity", "来不及：没有空闲的员工，或马上叫号", "nobody would be there in time"},
    {"reason.deposit_matures_soon", "存款 {days} 天后到期", "A deposit matures in {days} days"}, {"reason.deposit_matures_today", "存款今天到期", "A deposit matures today"},
    {"reason.deposit_matured", "存款 {days} 天前到期", "A deposit matured {days} days ago"}, {"reason.holding_matures_soon", "持有的产品 {days} 天后到期", "A holding matures in {days} days"},
    {"reason.holding_matures_today", "持有的产品今天到期", "A holding matures today"}, {"reason.holding_matured", "持有的产品 {days} 天前到期", "A holding matured {days} days ago"},
    {"reason.assessment_over", "风险评估已过期", "The risk assessment is over"}, {"reason.wants_company", "想要人陪", "Wants company"},
    {"reason.declared_need", "说过的需要：{need}", "Declared need: {need}"}, {"reason.priority_ticket", "优先号", "A priority ticket"},
    {"reason.known_customer", "认识的客户", "A known customer"}, {"reason.long_wait", "已等 {minutes} 分钟", "Has waited {minutes} minutes"},
    {"reason.rated_low_before", "上次评价低", "Was not satisfied last time"}, {"reason.problem_again", "为同一个问题又来了", "Here again for the same problem"},
    {"reason.first_visit", "第一次来", "First visit"}, {"reason.new_customer", "新客户", "A new customer"}, {"reason.may_be_interested", "可能感兴趣", "May be interested"},
    {"guide.sales_zone", "引导至销售专区或客户经理", "Lead to the sales zone or the relationship manager"}, {"caution.no_closing_today", "今天不成交，留时间考虑", "No closing today: leave time to think"},
    {"caution.manager_calls_later", "大堂不提产品，见过面后由客户经理联系", "No product in the lobby: once they were met the relationship manager calls"},
    {"say.welcome", "欢迎您", "Welcome"}, {"say.take_a_seat", "请坐", "Please take a seat"}, {"say.come_along", "我陪您", "I will come along"},
    {"say.ask_name_first", "请问您贵姓", "May I ask your name"}, {"say.sorry_for_the_wait", "让您久等了", "Sorry for the wait"},
};

}  // namespace

decision::ExplainWords decide_words(std::string_view language) {
    decision::ExplainWords words;
    for (const auto& each : kWords) words.emplace(each.key, language == "zh" ? each.zh : each.en);
    return words;
}

}  // namespace silverlane::ctl
