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
    {"explain.told_before", "本次到店已经说过，不再说：{reason}", "Told in this visit already, so not again: {reason}"},
    {"explain.and", "、", ", "},
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
    {"explain.campaigns", "全部 {many} 个活动：", "All {many} {many|campaign|campaigns}:"},
    {"explain.all_campaigns", "全部 {many} 个活动：{verdict}", "All {many} {many|campaign|campaigns}: {verdict}"},
    {"explain.campaign", "{campaign}：{verdict}", "{campaign}: {verdict}"},
    {"explain.campaign_for", "{campaign}：{verdict}（{what}）", "{campaign}: {verdict} ({what})"},
    {"explain.deciding", "{question}：{answer} ← 决定性的", "{question}: {answer} <- decided"},
    {"explain.question", "{question}：{answer}", "{question}: {answer}"},
    {"consent.service", "服务", "service"}, {"consent.wifi", "Wi-Fi 到店", "wifi"}, {"consent.settings", "记住设置", "settings"}, {"consent.profiling", "个性化", "profiling"},
    {"consent.marketing", "营销", "marketing"}, {"consent.survey", "回访", "survey"},
    {"event.arrival", "到店", "arrival"}, {"event.ticket", "取号", "ticket"}, {"event.long_wait", "等待过久", "long_wait"}, {"event.kiosk_offer", "终端办完业务", "kiosk_offer"},
    {"event.maturity", "到期", "maturity"}, {"event.assessment_over", "风险评估过期", "assessment_over"}, {"event.inflow", "大额进账", "inflow"}, {"event.browse", "浏览过产品", "browse"},
    {"event.first_visit", "第一次来", "first_visit"}, {"event.honeymoon", "新客户期", "honeymoon"}, {"event.experience", "体验不好", "experience"},
    {"channel.tablet", "平板", "tablet"}, {"channel.kiosk", "终端", "kiosk"}, {"channel.teller", "柜台", "teller"},
    {"status.draft", "草稿", "draft"}, {"status.approved", "已批准", "approved"}, {"status.paused", "暂停", "paused"}, {"status.ended", "已结束", "ended"},
    {"need.slow_speech", "慢一点说", "speak slowly"}, {"need.company", "要人陪", "company"}, {"need.hearing", "听不清", "hard of hearing"}, {"need.sight", "看不清", "hard to see"},
    {"need.priority", "要优先", "priority"}, {"need.wheelchair", "用轮椅", "wheelchair"},
    {"qualification.wealth", "理财", "wealth"}, {"qualification.fund", "基金", "fund"}, {"qualification.insurance", "保险", "insurance"},
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
    {"verdict.no_customer", "不知道是谁，或没有同意服务", "nobody known, or no consent to service"}, {"verdict.no_service_consent", "没有同意服务", "no consent to service"},
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
    {"reason.deposit_matures_soon", "存款 {days} 天后到期", "A deposit matures in {days} {days|day|days}"}, {"reason.deposit_matures_today", "存款今天到期", "A deposit matures today"},
    {"reason.deposit_matured", "存款 {days} 天前到期", "A deposit matured {days} {days|day|days} ago"}, {"reason.holding_matures_soon", "持有的产品 {days} 天后到期", "A holding matures in {days} {days|day|days}"},
    {"reason.holding_matures_today", "持有的产品今天到期", "A holding matures today"}, {"reason.holding_matured", "持有的产品 {days} 天前到期", "A holding matured {days} {days|day|days} ago"},
    {"reason.assessment_over", "风险评估已过期", "The risk assessment is over"}, {"reason.wants_company", "想要人陪", "Wants company"},
    {"reason.declared_need", "说过的需要：{need}", "Declared need: {need}"}, {"reason.priority_ticket", "优先号", "A priority ticket"},
    {"reason.known_customer", "认识的客户", "A known customer"}, {"reason.long_wait", "已等 {minutes} 分钟", "Has waited {minutes} {minutes|minute|minutes}"},
    {"reason.rated_low_before", "上次评价低", "Was not satisfied last time"}, {"reason.problem_again", "为同一个问题又来了", "Here again for the same problem"},
    {"reason.first_visit", "第一次来", "First visit"}, {"reason.new_customer", "新客户", "A new customer"}, {"reason.may_be_interested", "可能感兴趣", "May be interested"},
    {"guide.sales_zone", "引导至销售专区或客户经理", "Lead to the sales zone or the relationship manager"}, {"caution.no_closing_today", "今天不成交，留时间考虑", "No closing today: leave time to think"},
    {"caution.manager_calls_later", "大堂不提产品，见过面后由客户经理联系", "No product in the lobby: once they were met the relationship manager calls"},
    {"say.welcome", "欢迎您", "Welcome"}, {"say.take_a_seat", "请坐", "Please take a seat"}, {"say.come_along", "我陪您", "I will come along"},
    {"command.now_visit", "现在推算，什么都不留下：到店 {visit}", "Decided now, and nothing of it kept: visit {visit}"},
    {"command.now_arriving", "现在推算，什么都不留下：当作客户刚刷卡到店", "Decided now, and nothing of it kept: as if the customer arrived with a card"},
    {"command.service_never_given", "这位客户没有表示过是否同意服务：不用银行的任何资料", "This customer has not consented to service: nothing of the bank's record is used"},
    {"command.service_refused", "这位客户不同意服务，或者撤回了同意：不用银行的任何资料", "This customer has refused service, or taken the consent back: nothing of the bank's record is used"},
    {"command.service_refused_today", "这位客户今天不同意服务：不用银行的任何资料", "This customer has refused service for today: nothing of the bank's record is used"},
    {"command.service_unused", "这位客户对服务的同意已有 24 个月没有用到，不再有效：不用银行的任何资料", "This customer's consent to service was not used for 24 months and stands no longer: nothing of the bank's record is used"},
    {"command.no_card", "所以不出卡片。呼叫帮助、在终端说了需要、等待过久时，仍会出一张不带姓名的卡片",
     "So no card is made. A call for help, a need told at a kiosk or a wait that is too long still makes one, without a name"},
    {"command.no_offer", "所以终端什么都不推荐", "So a kiosk offers nothing"},
    {"command.card_is_over", "不再出卡片：本次到店的卡片已经结束。再出一张的话会写：", "No other card is made: this visit had its card, and that is over. Another would say:"},
    {"command.records", "共 {many} 条记录", "{many} {many|record|records}"},
    {"command.not_readable", "，{many} 条读不出来", ", {many} not readable"},
    {"command.result", "{same} 条相同，{different} 条不同，{without} 条没有规则，{faults} 条读不出来", "{same} the same, {different} different, {without} without their rules, {faults} not readable"},
    {"command.visit", "到店 {visit}", "visit {visit}"}, {"command.line", "第 {number} 行", "line {number}"},
    {"command.differs", "{where}：现在推算出来不一样", "{where} is decided otherwise now"},
    {"command.differs_unseen", "{where}：现在推算出来不一样；加上 --explain 就能看到", "{where} is decided otherwise now; with --explain it is shown"},
    {"say.ask_name_first", "请问您贵姓", "May I ask your name"}, {"say.sorry_for_the_wait", "让您久等了", "Sorry for the wait"},
};

}  // namespace

decision::ExplainWords decide_words(std::string_view language) {
    decision::ExplainWords words;
    for (const auto& each : kWords) words.emplace(each.key, language == "zh" ? each.zh : each.en);
    return words;
}

}  // namespace silverlane::ctl
