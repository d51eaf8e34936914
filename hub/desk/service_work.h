// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Loans, visits at home, activities of the branch, totals of the quiz. Private to hub/desk; on the writer thread, inside a request; the
// next activities are read on a connection of their own.
#pragma once

#include "hub/desk/change.h"
#include "hub/protocol/service_messages.h"

namespace silverlane::desk {

void take_loan(Change& change, const Terminal& terminal, const protocol::LoanAsked& loan);
Result<protocol::HomeVisitTaken> take_home_visit(Change& change, const Terminal& terminal, const protocol::HomeVisitAsked& visit);
Result<protocol::SignedUp> take_sign_up(Change& change, const Terminal& terminal, const protocol::SignUp& sign_up);
void count_quiz(Change& change, const Terminal& terminal, const protocol::QuizTotal& total);

protocol::Activities next_activities(store::Connection& connection, const BranchId& branch, UtcTime now);
/// Both are written down, also when they are refused. Errors: forbidden; not_found.
Result<protocol::SignUpList> sign_ups_until_tomorrow(Change& change, const Session& session);
Result<protocol::HomeVisitDetails> home_visit_for(Change& change, const Session& session, const AlertId& id);

/// The two texts of an activity as the table keeps them, and back.
std::string local_text_to_json(const protocol::LocalText& text);
protocol::LocalText local_text_from_json(std::string_view json);

}  // namespace silverlane::desk
