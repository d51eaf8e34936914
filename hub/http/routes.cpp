// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/routes.h"

#include <array>

#include "hub/http/assist_routes.h"
#include "hub/http/bank_routes.h"
#include "hub/http/duty_routes.h"
#include "hub/http/kiosk_routes.h"
#include "hub/http/open_routes.h"
#include "hub/http/phone_routes.h"
#include "hub/http/queue_routes.h"
#include "hub/http/service_routes.h"
#include "hub/http/staff_routes.h"

namespace silverlane::http {
namespace {

constexpr std::size_t kLongestId = 64;

constexpr std::array kRoutes = {
    Route{"POST", "/v1/arrivals", Caller::terminal, take_arrivals},
    Route{"POST", "/v1/tickets", Caller::terminal, issue_ticket},
    Route{"POST", "/v1/visit-codes/scan", Caller::terminal, scan_visit_code},
    Route{"POST", "/v1/help-calls", Caller::terminal, call_staff},
    Route{"POST", "/v1/help-calls/reason", Caller::terminal, add_help_reason},
    Route{"POST", "/v1/help-calls/cancel", Caller::terminal, cancel_help},
    Route{"POST", "/v1/turn-notices", Caller::terminal, take_turn_notice},
    Route{"POST", "/v1/consents", Caller::terminal, choose_consent},
    Route{"GET", "/v1/glance", Caller::terminal, show_glance},
    Route{"POST", "/v1/reserved-numbers", Caller::terminal, reserve_numbers},
    Route{"GET", "/v1/kiosk/stream", Caller::terminal, open_kiosk_stream},

    Route{"POST", "/v1/cards/greet", Caller::terminal, greet_card},
    Route{"POST", "/v1/after-task", Caller::terminal, decide_after_task},
    Route{"POST", "/v1/offers/answer", Caller::terminal, answer_offer},
    Route{"POST", "/v1/ratings", Caller::terminal, take_rating},
    Route{"POST", "/v1/loans", Caller::terminal, take_loan},
    Route{"POST", "/v1/home-visits", Caller::terminal, book_home_visit},
    Route{"GET", "/v1/activities", Caller::terminal, list_activities},
    Route{"POST", "/v1/sign-ups", Caller::terminal, sign_up},
    Route{"POST", "/v1/quiz-totals", Caller::terminal, count_quiz},
    Route{"POST", "/v1/known", Caller::terminal, show_known},
    Route{"POST", "/v1/forget", Caller::terminal, forget_visit},

    Route{"POST", "/v1/assist/screen", Caller::terminal, take_assist_screen},
    Route{"GET", "/v1/staff/alerts/{id}/assist", Caller::staff, show_assist_screen},
    Route{"POST", "/v1/staff/alerts/{id}/ring", Caller::staff, ring_node},

    Route{"POST", "/v1/bank/nonces", Caller::terminal, make_bank_nonce},
    Route{"POST", "/v1/bank/sessions", Caller::terminal, open_bank_session},
    Route{"POST", "/v1/bank/sessions/close", Caller::terminal, close_bank_session},
    Route{"POST", "/v1/bank/pension", Caller::terminal, show_pension},
    Route{"POST", "/v1/bank/accounts", Caller::terminal, show_accounts},
    Route{"POST", "/v1/bank/balance", Caller::terminal, show_balance},
    Route{"POST", "/v1/bank/passbook", Caller::terminal, show_passbook_lines},
    Route{"POST", "/v1/bank/passbook/printed", Caller::terminal, take_printed_line},

    Route{"POST", "/v1/staff/sign-in", Caller::newcomer, sign_in},
    Route{"POST", "/v1/staff/sign-out", Caller::staff, sign_out},
    Route{"GET", "/v1/staff/me", Caller::staff, show_me},
    Route{"GET", "/v1/staff/alerts", Caller::staff, list_alerts},
    Route{"GET", "/v1/staff/stream", Caller::staff, open_staff_stream},
    Route{"POST", "/v1/staff/alerts/{id}/claim", Caller::staff, claim_alert},
    Route{"POST", "/v1/staff/alerts/{id}/release", Caller::staff, release_alert},
    Route{"POST", "/v1/staff/alerts/{id}/outcome", Caller::staff, record_outcome},
    Route{"POST", "/v1/staff/alerts/{id}/seen", Caller::staff, see_alert},
    Route{"POST", "/v1/staff/alerts/{id}/transfer", Caller::staff, transfer_alert},
    Route{"POST", "/v1/staff/alerts/{id}/identity", Caller::staff, answer_identity},
    Route{"POST", "/v1/staff/duty", Caller::staff, set_duty},
    Route{"GET", "/v1/staff/colleagues", Caller::staff, list_colleagues},
    Route{"POST", "/v1/staff/hand-over", Caller::staff, hand_over},
    Route{"GET", "/v1/staff/referrals", Caller::staff, list_referrals},
    Route{"POST", "/v1/staff/withdrawal", Caller::staff, withdraw_for_customer},
    Route{"GET", "/v1/staff/alerts/{id}/home-visit", Caller::staff, show_home_visit},
    Route{"GET", "/v1/staff/alerts/{id}/talk-track", Caller::staff, show_talk_track},
    Route{"GET", "/v1/staff/sign-ups", Caller::staff, list_sign_ups},

    Route{"GET", "/v1/staff/queue", Caller::staff, show_queue},
    Route{"POST", "/v1/staff/queue/call", Caller::staff, call_next_number},
    Route{"POST", "/v1/staff/queue/recall", Caller::staff, call_number_again},
    Route{"POST", "/v1/staff/queue/move", Caller::staff, move_number},
    Route{"POST", "/v1/staff/queue/end", Caller::staff, end_number},
    Route{"GET", "/v1/staff/counter", Caller::staff, show_counter},

    Route{"POST", "/v1/phone/open", Caller::phone_newcomer, open_phone},
    Route{"GET", "/v1/phone/view", Caller::phone, show_phone_view},
    Route{"POST", "/v1/phone/choice", Caller::phone, choose_on_phone},
    Route{"POST", "/v1/phone/forget", Caller::phone, forget_on_phone},
    Route{"GET", "/v1/phone/stream", Caller::phone, open_phone_stream},
    Route{"GET", "/v1/phone/code.svg", Caller::phone, show_phone_code},
    Route{"GET", "/phone", Caller::phone_page, go_to_phone_page},
    Route{"GET", "/phone/*", Caller::phone_page, show_phone_file},

    Route{"GET", "/health", Caller::anyone, show_health},
    Route{"GET", "/metrics", Caller::anyone, show_metrics},
    Route{"GET", "/v1/openapi.json", Caller::anyone, show_api_document},
    Route{"GET", "/", Caller::anyone, go_to_tablet},
    Route{"GET", "/tablet", Caller::anyone, go_to_tablet},
    Route{"GET", "/tablet/*", Caller::anyone, show_tablet_file},
};

}  // namespace

std::span<const Route> all_routes() { return kRoutes; }

std::optional<std::string> match(std::string_view pattern, std::string_view path) {
    if (pattern.ends_with('*')) {
        pattern.remove_suffix(1);
        if (!path.starts_with(pattern)) return std::nullopt;
        return std::string(path.substr(pattern.size()));
    }
    constexpr std::string_view placeholder = "{id}";
    const std::size_t at = pattern.find(placeholder);
    if (at == std::string_view::npos) return pattern == path ? std::optional<std::string>{""} : std::nullopt;
    const std::string_view before = pattern.substr(0, at);
    const std::string_view after = pattern.substr(at + placeholder.size());
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
    const std::string_view id = path.substr(before.size(), path.size() - before.size() - after.size());
    if (id.size() > kLongestId || id.find('/') != std::string_view::npos) return std::nullopt;
    return std::string(id);
}

}  // namespace silverlane::http
