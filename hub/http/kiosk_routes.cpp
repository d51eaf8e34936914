// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/kiosk_routes.h"

#include "hub/http/answers.h"
#include "hub/http/event_replay.h"

namespace silverlane::http {
namespace {

/// A terminal speaks for its own branch only; a source that serves many branches is hosted by the hub itself.
Result<std::vector<protocol::Arrival>> arrivals_in(std::string_view body, const BranchId& branch) {
    Result<std::vector<protocol::Arrival>> arrivals = protocol::arrivals_from_json(body);
    if (!arrivals.ok()) return arrivals;
    for (std::size_t index = 0; index < arrivals->size(); ++index) {
        if ((*arrivals)[index].branch == branch) continue;
        return Error(ErrorCode::forbidden, "field 'arrivals[" + std::to_string(index) + "].branch' is not this terminal's");
    }
    return arrivals;
}

}  // namespace

net::Answer take_arrivals(const Services& services, const Call& call) {
    const Result<std::vector<protocol::Arrival>> arrivals = arrivals_in(call.request.body, call.terminal->branch);
    if (!arrivals.ok()) return error_answer(arrivals.error());
    const Result<void> accepted = services.desk.accept(*arrivals);
    if (!accepted.ok()) return error_answer(accepted.error());
    return json_answer("{\"accepted\":" + std::to_string(arrivals->size()) + "}");
}

net::Answer issue_ticket(const Services& services, const Call& call) {
    const auto request = protocol::ticket_request_from_json(call.request.body);
    if (!request.ok()) return error_answer(request.error());
    return json_or_error(services.desk.issue_ticket(*call.terminal, *request));
}

net::Answer scan_visit_code(const Services& services, const Call& call) {
    const auto scan = protocol::visit_code_scan_from_json(call.request.body);
    if (!scan.ok()) return error_answer(scan.error());
    return json_or_error(services.desk.greet(*call.terminal, *scan));
}

net::Answer call_staff(const Services& services, const Call& call) {
    const auto help = protocol::help_call_from_json(call.request.body);
    if (!help.ok()) return error_answer(help.error());
    return json_or_error(services.desk.call_staff(*call.terminal, *help));
}

net::Answer add_help_reason(const Services& services, const Call& call) {
    const auto reason = protocol::help_reason_from_json(call.request.body);
    if (!reason.ok()) return error_answer(reason.error());
    return done_or_error(services.desk.add_help_reason(*call.terminal, *reason));
}

net::Answer cancel_help(const Services& services, const Call& call) {
    const auto cancelled = protocol::help_cancelled_from_json(call.request.body);
    if (!cancelled.ok()) return error_answer(cancelled.error());
    return done_or_error(services.desk.cancel_help(*call.terminal, *cancelled));
}

net::Answer take_turn_notice(const Services& services, const Call& call) {
    const auto notice = protocol::turn_notice_from_json(call.request.body);
    if (!notice.ok()) return error_answer(notice.error());
    return done_or_error(services.desk.notice(*call.terminal, *notice));
}

net::Answer choose_consent(const Services& services, const Call& call) {
    const auto choice = protocol::consent_choice_from_json(call.request.body);
    if (!choice.ok()) return error_answer(choice.error());
    const Result<protocol::Accepted> accepted = services.desk.choose_consent(*call.terminal, *choice);
    // Byte for byte the same for 0, 1 or many matches: a reply tells nobody who is a customer.
    return accepted.ok() ? net::Answer(json_answer("{\"accepted\":true}")) : net::Answer(error_answer(accepted.error()));
}

net::Answer show_glance(const Services& services, const Call& call) { return json_or_error(services.desk.glance(call.terminal->branch)); }

net::Answer reserve_numbers(const Services& services, const Call& call) { return json_or_error(services.desk.reserve_numbers(*call.terminal)); }

net::Answer open_kiosk_stream(const Services& services, const Call& call) {
    const std::string audience = "kiosk:" + call.terminal->kiosk.text;
    return open_stream(services, call.request, call.terminal->branch, audience, audience);
}

}  // namespace silverlane::http
