// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/duty_messages.h"

#include "hub/protocol/field_checks.h"
#include "hub/protocol/field_reader.h"

namespace silverlane::protocol {

namespace {

constexpr int kMostWindows = 999;
constexpr std::size_t kLongestNumber = 32;

IdempotencyKey read_key(FieldReader& reader) { return IdempotencyKey{reader.text("key")}; }
std::uint64_t read_version(FieldReader& reader) { return static_cast<std::uint64_t>(reader.integer("version", 0, INT64_MAX)); }

Json json_of(const Colleague& colleague) {
    return {{"staff_number", colleague.staff_number}, {"display_name", colleague.display_name}, {"role", colleague.role}, {"state", colleague.state},
            {"zone", colleague.zone}, {"window", colleague.window}, {"open_claims", colleague.open_claims},
            {"qualifications", colleague.qualifications}, {"listening", colleague.listening}};
}

Json json_of(const Referral& referral) {
    return {{"alert", referral.alert.text}, {"kind", referral.kind}, {"ticket_label", referral.ticket_label}, {"person_mask", referral.person_mask},
            {"to_staff", referral.to_staff}, {"to_role", referral.to_role}, {"state", referral.state}, {"outcome", referral.outcome},
            {"at", to_rfc3339(referral.at)}};
}

}  // namespace

std::string to_json(const Duty& duty) {
    return dump(Json{{"key", duty.key.text}, {"state", duty.state}, {"zone", duty.zone}, {"window", duty.window}});
}

Result<Duty> duty_from_json(std::string_view text) {
    FieldReader reader(text);
    Duty duty;
    duty.key = read_key(reader);
    duty.state = read_word(reader, "state", {"on_duty", "serving", "break", "off"});
    duty.zone = reader.text_or_empty("zone", 64);
    duty.window = static_cast<int>(reader.integer_or("window", 0, 0, kMostWindows));
    return reader.finish_with(std::move(duty));
}

std::string to_json(const DutyChange& change) {
    return dump(Json{{"staff_number", change.staff_number}, {"state", change.state}, {"zone", change.zone}, {"window", change.window}});
}

std::string to_json(const Colleagues& colleagues) {
    Json list = Json::array();
    for (const auto& each : colleagues.colleagues) list.push_back(json_of(each));
    return dump(Json{{"colleagues", std::move(list)}});
}

Result<Transfer> transfer_from_json(std::string_view text) {
    FieldReader reader(text);
    Transfer transfer;
    transfer.key = read_key(reader);
    transfer.version = read_version(reader);
    transfer.to_staff = reader.text_or_empty("to_staff", kLongestNumber);
    transfer.to_role = read_word_or_empty(reader, "to_role", {"lobby_manager", "relationship_manager", "branch_head", "teller"});
    if (transfer.to_staff.empty() == transfer.to_role.empty()) reader.mistake("to_staff", "exactly one of to_staff and to_role");
    return reader.finish_with(std::move(transfer));
}

Result<HandOver> hand_over_from_json(std::string_view text) {
    FieldReader reader(text);
    HandOver hand_over;
    hand_over.key = read_key(reader);
    hand_over.to_staff = reader.text_or_empty("to_staff", kLongestNumber);
    return reader.finish_with(std::move(hand_over));
}

Result<StaffWithdrawal> staff_withdrawal_from_json(std::string_view text) {
    FieldReader reader(text);
    StaffWithdrawal withdrawal;
    withdrawal.key = read_key(reader);
    withdrawal.alert = AlertId{reader.text_or_empty("alert", 64)};
    withdrawal.window = static_cast<int>(reader.integer_or("window", 0, 0, kMostWindows));
    withdrawal.ticket = TicketId{reader.text_or_empty("ticket", 64)};
    withdrawal.purposes = read_purposes(reader);
    if (withdrawal.alert.empty() == (withdrawal.window == 0)) reader.mistake("alert", "exactly one of alert and window");
    if ((withdrawal.window == 0) != withdrawal.ticket.empty()) reader.mistake("ticket", "with a window, the number that was called there");
    return reader.finish_with(std::move(withdrawal));
}

std::string to_json(const HandedOver& handed_over) { return dump(Json{{"alerts", handed_over.alerts}}); }

Result<HandedOver> handed_over_from_json(std::string_view text) {
    FieldReader reader(text);
    HandedOver handed_over;
    handed_over.alerts = static_cast<int>(reader.integer("alerts", 0, INT32_MAX));
    return reader.finish_with(handed_over);
}

Result<Seen> seen_from_json(std::string_view text) {
    FieldReader reader(text);
    Seen seen;
    seen.key = read_key(reader);
    seen.version = read_version(reader);
    return reader.finish_with(std::move(seen));
}

Result<IdentityAnswer> identity_answer_from_json(std::string_view text) {
    FieldReader reader(text);
    IdentityAnswer answer;
    answer.key = read_key(reader);
    answer.version = read_version(reader);
    answer.right = reader.boolean("right");
    return reader.finish_with(std::move(answer));
}

std::string to_json(const Referrals& referrals) {
    Json list = Json::array();
    for (const auto& each : referrals.referrals) list.push_back(json_of(each));
    return dump(Json{{"referrals", std::move(list)}});
}

}  // namespace silverlane::protocol
