// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/service_routes.h"

#include "hub/http/answers.h"

namespace silverlane::http {
namespace {

/// Reads the body and hands it on; what does not read is answered with its mistake.
template <class T, class Work>
net::Answer with_body(const Call& call, Result<T> (*read)(std::string_view), Work work) {
    const auto request = read(call.request.body);
    if (!request.ok()) return error_answer(request.error());
    return work(*request);
}

}  // namespace

net::Answer greet_card(const Services& services, const Call& call) {
    return with_body(call, protocol::card_greeting_from_json, [&](const auto& card) { return json_or_error(services.desk.greet_card(*call.terminal, card)); });
}

net::Answer decide_after_task(const Services& services, const Call& call) {
    return with_body(call, protocol::after_task_request_from_json,
                     [&](const auto& request) { return json_or_error(services.desk.after_task(*call.terminal, request)); });
}

net::Answer answer_offer(const Services& services, const Call& call) {
    return with_body(call, protocol::offer_answer_from_json,
                     [&](const auto& answer) { return done_or_error(services.desk.answer_offer(*call.terminal, answer)); });
}

net::Answer take_rating(const Services& services, const Call& call) {
    return with_body(call, protocol::rating_given_from_json, [&](const auto& given) { return done_or_error(services.desk.rate(*call.terminal, given)); });
}

net::Answer take_loan(const Services& services, const Call& call) {
    return with_body(call, protocol::loan_asked_from_json, [&](const auto& loan) { return done_or_error(services.desk.lend(*call.terminal, loan)); });
}

net::Answer book_home_visit(const Services& services, const Call& call) {
    return with_body(call, protocol::home_visit_asked_from_json,
                     [&](const auto& visit) { return json_or_error(services.desk.book_home_visit(*call.terminal, visit)); });
}

net::Answer list_activities(const Services& services, const Call& call) { return json_or_error(services.desk.activities(call.terminal->branch)); }

net::Answer sign_up(const Services& services, const Call& call) {
    return with_body(call, protocol::sign_up_from_json, [&](const auto& wish) { return json_or_error(services.desk.sign_up(*call.terminal, wish)); });
}

net::Answer count_quiz(const Services& services, const Call& call) {
    return with_body(call, protocol::quiz_total_from_json, [&](const auto& total) { return done_or_error(services.desk.count_quiz(*call.terminal, total)); });
}

net::Answer show_known(const Services& services, const Call& call) {
    return with_body(call, protocol::known_request_from_json, [&](const auto& request) { return json_or_error(services.desk.known(*call.terminal, request)); });
}

net::Answer forget_visit(const Services& services, const Call& call) {
    return with_body(call, protocol::forget_request_from_json, [&](const auto& request) { return done_or_error(services.desk.forget(*call.terminal, request)); });
}

net::Answer show_home_visit(const Services& services, const Call& call) {
    return json_or_error(services.desk.home_visit(*call.session, AlertId{call.id}));
}

net::Answer show_talk_track(const Services& services, const Call& call) {
    return json_or_error(services.desk.talk_track(*call.session, AlertId{call.id}));
}

net::Answer list_sign_ups(const Services& services, const Call& call) { return json_or_error(services.desk.sign_ups(*call.session)); }

}  // namespace silverlane::http
