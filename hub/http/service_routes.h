// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The services around a visit: what comes after a task, ratings, loans, home visits, activities, what is known and forgetting it; and the two
// lists of them that staff read. The router has established who calls. Called on request threads. Paths and callers stand in routes.cpp;
// meanings, bodies and statuses in docs/api/openapi.json.
#pragma once

#include "hub/http/routes.h"

namespace silverlane::http {

net::Answer greet_card(const Services& services, const Call& call);
net::Answer decide_after_task(const Services& services, const Call& call);
net::Answer answer_offer(const Services& services, const Call& call);
net::Answer take_rating(const Services& services, const Call& call);
net::Answer take_loan(const Services& services, const Call& call);
net::Answer book_home_visit(const Services& services, const Call& call);
net::Answer list_activities(const Services& services, const Call& call);
net::Answer sign_up(const Services& services, const Call& call);
net::Answer count_quiz(const Services& services, const Call& call);
net::Answer show_known(const Services& services, const Call& call);
net::Answer forget_visit(const Services& services, const Call& call);

net::Answer show_home_visit(const Services& services, const Call& call);
net::Answer show_talk_track(const Services& services, const Call& call);
net::Answer list_sign_ups(const Services& services, const Call& call);

}  // namespace silverlane::http
