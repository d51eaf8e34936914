// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/service_messages.h"

#include <gtest/gtest.h>

#include "hub/protocol/bank_messages.h"

namespace silverlane::protocol {
namespace {

EvidenceIdentifier some_card() {
    EvidenceIdentifier card{IdentifierKind::card, {}, Proof::possession};
    card.hash.bytes.fill(0xab);
    return card;
}

std::string seen(const PrivateText& text) { return std::string{text.open(PrivateDoor::protocol_codec)}; }

/// Written, read and written again: the same bytes.
template <class T>
void comes_back(const T& message, Result<T> (*read)(std::string_view)) {
    const auto once = to_json(message);
    const auto again = read(once);
    ASSERT_TRUE(again) << once << " " << again.error().text();
    EXPECT_EQ(to_json(*again), once);
}

const IdempotencyKey kKey{"key-1"};
const LocalText kText{"整存整取", "Time deposits", "整存整取储蓄", ""};

TEST(ServiceMessages, EveryMessageComesBackAsItWasSent) {
    comes_back(AfterTaskRequest{kKey, "pension", {TicketId{"t"}, "code", some_card()}}, after_task_request_from_json);
    comes_back(AfterTaskRequest{kKey, "pension", {}}, after_task_request_from_json);
    comes_back(AfterTask{}, after_task_from_json);
    comes_back(AfterTask{AfterTask::What::rating, {}}, after_task_from_json);
    comes_back(AfterTask{AfterTask::What::offer, Offer{"o-1", kText, kText}}, after_task_from_json);
    comes_back(OfferAnswer{kKey, "o-1", true}, offer_answer_from_json);
    comes_back(RatingGiven{kKey, "balance", 4, "hearing", "A012", true}, rating_given_from_json);
    comes_back(LoanAsked{kKey, "glasses", 200, "K1"}, loan_asked_from_json);
    comes_back(HomeVisitAsked{kKey, "family", "passbook", "2026-12-01", "morning", PhoneNumber{PrivateText{"13900000000"}}}, home_visit_asked_from_json);
    comes_back(HomeVisitTaken{"2026-11-23"}, home_visit_taken_from_json);
    comes_back(Activities{{{"talk", kText, "2026-12-01", "09:30", kText, 12}}}, activities_from_json);
    comes_back(SignUp{kKey, "talk", 2, PhoneNumber{PrivateText{"13900000000"}}}, sign_up_from_json);
    comes_back(SignUp{kKey, "talk", 1, std::nullopt}, sign_up_from_json);
    comes_back(SignedUp{7}, signed_up_from_json);
    comes_back(QuizTotal{kKey, 2, 3}, quiz_total_from_json);
    comes_back(KnownRequest{{std::nullopt, "code", std::nullopt}}, known_request_from_json);
    comes_back(KnownRequest{}, known_request_from_json);
    KnownList list;
    list.items.push_back({"needs", {PrivateText{"hearing"}, PrivateText{"company"}}, "closing"});
    list.items.push_back({"bank_record", {}, "bank"});
    comes_back(list, known_list_from_json);
    comes_back(ForgetRequest{kKey, {TicketId{"t"}, std::nullopt, std::nullopt}}, forget_request_from_json);
    comes_back(CardGreeting{kKey, some_card()}, card_greeting_from_json);
}

TEST(BankMessages, EveryMessageComesBackAsItWasSent) {
    KeyedHash hash;
    hash.bytes.fill(3);
    comes_back(BankNonceRequest{kKey}, bank_nonce_request_from_json);
    comes_back(BankNonce{"00112233445566778899aabbccddeeff"}, bank_nonce_from_json);
    comes_back(BankSessionRequest{kKey, {BankMedium::Kind::social_card, hash}, "00112233445566778899aabbccddeeff", PrivateText{"ab12"}}, bank_session_request_from_json);
    comes_back(BankSessionAnswer{"token", ""}, bank_session_answer_from_json);
    comes_back(BankSessionAnswer{"", "pin"}, bank_session_answer_from_json);
    comes_back(BankSessionUse{"token"}, bank_session_use_from_json);
    comes_back(BankSessionClose{kKey, "token"}, bank_session_close_from_json);
    comes_back(PensionState{PensionState::State::arrived, "2026-11", 15, PrivateText{"312050"}}, pension_state_from_json);
    comes_back(PensionState{PensionState::State::not_arrived, "2026-11", 15, {}}, pension_state_from_json);
    comes_back(PensionState{}, pension_state_from_json);
    comes_back(BankAccounts{{{"1", "demand", PrivateText{"0017"}}}}, bank_accounts_from_json);
    comes_back(BankBalanceRequest{"token", "1"}, bank_balance_request_from_json);
    comes_back(BankBalance{PrivateText{"-5"}}, bank_balance_from_json);
    comes_back(PassbookRequest{hash, "12"}, passbook_request_from_json);
    comes_back(PassbookRequest{hash, ""}, passbook_request_from_json);
    comes_back(PassbookLines{{{"13", 2, 5, "2026-11-15", "pension", PrivateText{"312050"}, PrivateText{"400000"}}}, true}, passbook_lines_from_json);
    comes_back(PassbookPrinted{kKey, hash, "13"}, passbook_printed_from_json);
}

TEST(ServiceMessages, ATypedTailIsNoProofUnderAnyName) {
    for (const auto* claim : {R"("kind":"phone_tail","proof":"possession")", R"("kind":"card","proof":"claim")", R"("kind":"phone","proof":"possession")"}) {
        const auto body = std::string(R"({"key":"k","card":{)") + claim + R"(,"hash":")" + std::string(64, 'a') + R"("}})";
        EXPECT_FALSE(card_greeting_from_json(body)) << body;
        EXPECT_FALSE(known_request_from_json(body)) << body;
        EXPECT_FALSE(forget_request_from_json(body)) << body;
        EXPECT_FALSE(after_task_request_from_json(R"({"flow":"pension",)" + body.substr(1))) << body;
    }
}

TEST(ServiceMessages, WhatIsOutOfItsBoundsIsNamed) {
    const auto names = [](const auto& result, std::string_view field) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code(), ErrorCode::invalid_input);
        EXPECT_NE(result.error().text().find(field), std::string::npos) << result.error().text();
    };
    names(rating_given_from_json(R"({"key":"k","flow":"f","rating":5})"), "'rating'");
    names(rating_given_from_json(R"({"key":"k","flow":"f","rating":0})"), "'rating'");
    names(rating_given_from_json(R"({"key":"k","flow":"f","rating":3,"reason":"rude staff"})"), "'reason'");
    names(loan_asked_from_json(R"({"key":"k","item":"umbrella","place":"K1"})"), "'item'");
    names(loan_asked_from_json(R"({"key":"k","item":"glasses","place":"K1 王女士"})"), "'place'");
    names(home_visit_asked_from_json(R"({"key":"k","for_whom":"self","what":"pin","day":"2026-02-30","half":"morning","phone":"13900000000"})"), "'day'");
    names(home_visit_asked_from_json(R"({"key":"k","for_whom":"self","what":"pin","day":"2026-12-01","half":"morning","phone":"139-0000"})"), "'phone'");
    names(sign_up_from_json(R"({"key":"k","activity":"talk","people":3})"), "'people'");
    names(quiz_total_from_json(R"({"key":"k","right":4,"asked":3})"), "'right'");
    names(bank_session_answer_from_json(R"({"refused":"two tries left"})"), "'refused'");
    names(bank_balance_from_json(R"({"amount_fen":"12.50"})"), "'amount_fen'");
    names(bank_balance_from_json(R"({"amount_fen":"-"})"), "'amount_fen'");
    names(passbook_printed_from_json(R"({"key":"k","passbook":")" + std::string(64, '0') + R"(","line":"1a"})"), "'line'");
}

TEST(BankMessages, AnAmountIsThereOnlyWhenThePensionHasCome) {
    EXPECT_FALSE(pension_state_from_json(R"({"state":"arrived","month":"2026-11","usual_day":15})"));
    const auto late = pension_state_from_json(R"({"state":"not_arrived","month":"2026-11","usual_day":15,"amount_fen":"1"})");
    ASSERT_TRUE(late);
    EXPECT_TRUE(late->amount_fen.empty());
    EXPECT_EQ(seen(pension_state_from_json(R"({"state":"arrived","month":"2026-11","usual_day":15,"amount_fen":"312050"})")->amount_fen), "312050");
}

TEST(ServiceMessages, NoInputMakesACodecThrow) {
    for (const auto* body : {"", "{", "[]", "null", "7", "{\"key\":7}", "{\"key\":\"k\",\"card\":7}", "{\"items\":[7]}", "{\"lines\":[7],\"new_book_needed\":1}", "\xff"}) {
        EXPECT_FALSE(after_task_request_from_json(body));
        EXPECT_FALSE(after_task_from_json(body));
        EXPECT_FALSE(rating_given_from_json(body));
        EXPECT_FALSE(known_list_from_json(body));
        EXPECT_FALSE(activities_from_json(body));
        EXPECT_FALSE(passbook_lines_from_json(body));
        EXPECT_FALSE(bank_session_request_from_json(body));
    }
}

}  // namespace
}  // namespace silverlane::protocol
