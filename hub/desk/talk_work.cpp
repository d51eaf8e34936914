// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/talk_work.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/dispatch/audience.h"
#include "hub/store/staff_accounts.h"

namespace silverlane::desk {

namespace {

/// By the lower end of the band, because the age itself stands on no card. Who is not known is spoken to as carefully as an elder.
bool is_spoken_to_as_an_elder(const protocol::Alert& alert, const decision::Policy& policy) {
    const std::string_view band = alert.person ? std::string_view{alert.person->age_band} : std::string_view{};
    int from = 0;
    const auto [end, mistake] = std::from_chars(band.data(), band.data() + band.size(), from);
    return mistake != std::errc{} || from >= std::min(policy.elder_age, 65);
}

Error nothing_to_explain() { return Error(ErrorCode::not_found, "there is nothing to explain on this card"); }

}  // namespace

Result<protocol::TalkTrackPage> talk_track_for(store::Connection& connection, const decision::Rules& rules, const Session& session, const AlertId& id) {
    const auto row = store::Alerts(connection).find(id);
    const bool hall = dispatch::stream_of_role(session.role) != dispatch::kTellers;
    if (!row || row->branch != session.branch || !hall || !may_see(session, *row)) return Error(ErrorCode::not_found, "no such alert in this branch");
    const auto alert = alert_of(*row);
    if (!alert) return alert.error();
    // A task names nothing, because the hall's list shows it: what it is about stands here, for who is to call.
    const bool is_task = row->kind == "follow_up";
    if (is_task && session.role != alert->wanted_role) return Error(ErrorCode::forbidden, fmt::format("this is for a {}", alert->wanted_role));
    if ((alert->product_risk == 0 && !is_task) || row->campaign.empty()) return nothing_to_explain();
    if (!alert->qualification.empty()) {
        const auto me = store::StaffAccounts(connection).find(session.staff);
        const auto mine = me ? texts_from_json(me->qualifications) : std::vector<std::string>{};
        if (std::find(mine.begin(), mine.end(), alert->qualification) == mine.end()) {
            return Error(ErrorCode::forbidden, fmt::format("somebody qualified for {} explains this; pass the card on", alert->qualification));
        }
    }
    const auto campaign = std::find_if(rules.campaigns.begin(), rules.campaigns.end(), [&](const decision::Campaign& each) { return each.id.text == row->campaign; });
    if (campaign == rules.campaigns.end()) return nothing_to_explain();
    const auto& track = campaign->talk_track;
    const auto& product = campaign->product;
    return protocol::TalkTrackPage{is_spoken_to_as_an_elder(*alert, rules.policy) ? track.elder_explanation : track.explanation, product.risk, product.cooling_days,
                                   product.recording_required};
}

}  // namespace silverlane::desk
