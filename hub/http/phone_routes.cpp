// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/phone_routes.h"

#include "hub/http/answers.h"
#include "hub/http/authentication.h"
#include "hub/http/event_replay.h"
#include "hub/queue/code_picture.h"

namespace silverlane::http {
namespace {

std::string subscriber_of(const desk::PhoneSession& phone) { return "phone:" + phone.token_hash.hexadecimal(); }

}  // namespace

net::Answer open_phone(const Services& services, const Call& call) {
    const auto shown = protocol::phone_open_from_json(call.request.body);
    if (!shown.ok()) return error_answer(shown.error());
    const auto token = services.desk.open_phone(*shown);
    if (!token.ok()) return error_answer(token.error());
    // The same words whatever was shown: what it opened, if anything, is for the holder of the cookie to see.
    net::Response response = done();
    response.headers.add("Set-Cookie", phone_cookie_for(token->text));
    return response;
}

net::Answer show_phone_view(const Services& services, const Call& call) { return json_or_error(services.desk.phone_view(*call.phone)); }

net::Answer choose_on_phone(const Services& services, const Call& call) {
    const auto choice = protocol::phone_choice_from_json(call.request.body);
    if (!choice.ok()) return error_answer(choice.error());
    return json_or_error(services.desk.choose_on_phone(*call.phone, *choice));
}

net::Answer forget_on_phone(const Services& services, const Call& call) {
    const auto forget = protocol::phone_forget_from_json(call.request.body);
    if (!forget.ok()) return error_answer(forget.error());
    const auto forgotten = services.desk.forget_on_phone(*call.phone, *forget);
    if (!forgotten.ok()) return error_answer(forgotten.error());
    services.streams.close_subscriber(subscriber_of(*call.phone));
    net::Response response = done();
    response.headers.add("Set-Cookie", ended_phone_cookie());
    return response;
}

net::Answer open_phone_stream(const Services& services, const Call& call) {
    if (!call.phone->opened()) return error_answer(Error(ErrorCode::not_found, "there is no ticket to hear of"));
    // Tablets and kiosks come first: a phone without a stream asks again by itself.
    if (services.streams.counters().clients >= services.most_phone_streams) {
        return error_answer(Error(ErrorCode::unavailable, "too many listen at this moment"));
    }
    return open_stream(services, call.request, call.phone->branch, desk::audience_of(*call.phone), subscriber_of(*call.phone));
}

net::Answer show_phone_code(const Services& services, const Call& call) {
    const auto view = services.desk.phone_view(*call.phone);
    if (!view.ok()) return error_answer(view.error());
    if (view->visit_code.empty()) return error_answer(Error(ErrorCode::not_found, "there is no code to show"));
    auto picture = queue::code_picture(view->visit_code);
    if (!picture.ok()) return error_answer(picture.error());
    net::Response response = json_answer(std::move(*picture));
    response.content_type = "image/svg+xml";
    response.headers.add("Content-Security-Policy", "default-src 'none'");
    return response;
}

net::Answer go_to_phone_page(const Services&, const Call&) {
    net::Response response;
    response.status = 302;
    response.content_type = "text/plain; charset=utf-8";
    response.headers.add("Location", "/phone/");
    return response;
}

net::Answer show_phone_file(const Services& services, const Call& call) {
    return services.phone_pages == nullptr ? no_such_path() : services.phone_pages->answer(call.id, call.request);
}

}  // namespace silverlane::http
