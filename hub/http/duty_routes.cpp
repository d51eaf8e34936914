// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/duty_routes.h"

#include "hub/http/answers.h"
#include "hub/http/staff_routes.h"
#include "hub/protocol/duty_messages.h"

namespace silverlane::http {

net::Answer set_duty(const Services& services, const Call& call) {
    const auto duty = protocol::duty_from_json(call.request.body);
    if (!duty.ok()) return error_answer(duty.error());
    return json_or_error(services.desk.set_duty(*call.session, *duty));
}

net::Answer list_colleagues(const Services& services, const Call& call) { return json_or_error(services.desk.colleagues(*call.session)); }

net::Answer hand_over(const Services& services, const Call& call) {
    const auto request = protocol::hand_over_from_json(call.request.body);
    if (!request.ok()) return error_answer(request.error());
    return json_or_error(services.desk.hand_over(*call.session, *request));
}

net::Answer withdraw_for_customer(const Services& services, const Call& call) {
    const auto withdrawal = protocol::staff_withdrawal_from_json(call.request.body);
    if (!withdrawal.ok()) return error_answer(withdrawal.error());
    const Result<protocol::Accepted> accepted = services.desk.withdraw_for_customer(*call.session, *withdrawal);
    if (!accepted.ok()) return error_answer(accepted.error());
    return json_answer(R"({"accepted":true})");
}

net::Answer list_referrals(const Services& services, const Call& call) { return json_or_error(services.desk.referrals(*call.session)); }

net::Answer see_alert(const Services& services, const Call& call) {
    const auto seen = protocol::seen_from_json(call.request.body);
    if (!seen.ok()) return error_answer(seen.error());
    return changed_or_conflict(services, call, services.desk.see(*call.session, AlertId{call.id}, *seen));
}

net::Answer transfer_alert(const Services& services, const Call& call) {
    const auto transfer = protocol::transfer_from_json(call.request.body);
    if (!transfer.ok()) return error_answer(transfer.error());
    return changed_or_conflict(services, call, services.desk.transfer(*call.session, AlertId{call.id}, *transfer));
}

net::Answer answer_identity(const Services& services, const Call& call) {
    const auto answer = protocol::identity_answer_from_json(call.request.body);
    if (!answer.ok()) return error_answer(answer.error());
    return changed_or_conflict(services, call, services.desk.answer_identity(*call.session, AlertId{call.id}, *answer));
}

}  // namespace silverlane::http
