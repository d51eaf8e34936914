// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/bank_messages.h"

#include "hub/protocol/field_reader.h"
#include "hub/protocol/field_checks.h"

namespace silverlane::protocol {

namespace {

constexpr EnumName<BankMedium::Kind> kMedia[] = {
    {BankMedium::Kind::card, "card"}, {BankMedium::Kind::social_card, "social_card"}, {BankMedium::Kind::passbook, "passbook"}};
constexpr EnumName<PensionState::State> kPensionStates[] = {{PensionState::State::arrived, "arrived"},
                                                            {PensionState::State::not_arrived, "not_arrived"},
                                                            {PensionState::State::no_pension, "no_pension"}};
constexpr std::size_t kLongestSealedPin = 1'024;   // 512 bytes in hexadecimal, of an RSA key of 4096 bits
constexpr std::size_t kLongestLineId = 12;
constexpr std::size_t kMostAccounts = 64;

std::string open(const PrivateText& text) { return std::string{text.open(PrivateDoor::protocol_codec)}; }

/// Whole fen with a sign at most: what is no number is refused here, and not first where it is shown.
PrivateText read_amount(FieldReader& reader, std::string_view field) {
    auto text = reader.text(field, 20);
    const auto digits = std::string_view{text}.substr(text.starts_with('-') ? 1 : 0);
    if (!is_digits(digits, 1, 18)) reader.mistake(field, "whole fen in decimal digits");
    return PrivateText{std::move(text)};
}

std::string read_session(FieldReader& reader) { return reader.text("session", 128); }

std::string read_line_id(FieldReader& reader, std::string_view field) {
    auto id = reader.text(field, kLongestLineId);
    if (!is_digits(id, 1, kLongestLineId)) reader.mistake(field, "the id of a line, in digits");
    return id;
}

IdempotencyKey read_key(FieldReader& reader) { return IdempotencyKey{reader.text("key")}; }

PassbookLine read_line(FieldReader& reader) {
    PassbookLine line;
    line.id = read_line_id(reader, "id");
    line.page = static_cast<int>(reader.integer("page", 1, 1'000));
    line.row = static_cast<int>(reader.integer("row", 1, 1'000));
    line.day = read_day(reader, "day");
    line.summary = reader.text("summary", 32);
    line.amount_fen = read_amount(reader, "amount_fen");
    line.balance_fen = read_amount(reader, "balance_fen");
    return line;
}

}  // namespace

std::string to_json(const BankNonceRequest& request) { return dump(Json{{"key", request.key.text}}); }

Result<BankNonceRequest> bank_nonce_request_from_json(std::string_view text) {
    FieldReader reader(text);
    BankNonceRequest request{read_key(reader)};
    return reader.finish_with(std::move(request));
}

std::string to_json(const BankNonce& nonce) { return dump(Json{{"nonce", nonce.nonce}}); }

Result<BankNonce> bank_nonce_from_json(std::string_view text) {
    FieldReader reader(text);
    BankNonce nonce{reader.text("nonce", 32)};
    return reader.finish_with(std::move(nonce));
}

std::string to_json(const BankSessionRequest& request) {
    return dump(Json{{"key", request.key.text}, {"medium", name_in(kMedia, request.medium.kind)}, {"hash", request.medium.hash.hexadecimal()},
                     {"nonce", request.nonce}, {"sealed_pin", open(request.sealed_pin)}});
}

Result<BankSessionRequest> bank_session_request_from_json(std::string_view text) {
    FieldReader reader(text);
    BankSessionRequest request;
    request.key = read_key(reader);
    request.medium.kind = reader.one_of("medium", kMedia);
    request.medium.hash = reader.hash("hash");
    request.nonce = reader.text("nonce", 32);
    request.sealed_pin = PrivateText{reader.text("sealed_pin", kLongestSealedPin)};
    return reader.finish_with(std::move(request));
}

std::string to_json(const BankSessionAnswer& answer) {
    if (!answer.refused.empty()) return dump(Json{{"refused", answer.refused}});
    return dump(Json{{"session", answer.session}});
}

Result<BankSessionAnswer> bank_session_answer_from_json(std::string_view text) {
    FieldReader reader(text);
    BankSessionAnswer answer;
    answer.refused = reader.text_or_empty("refused", 16);
    if (answer.refused.empty()) answer.session = read_session(reader);
    else if (answer.refused != "pin" && answer.refused != "card") reader.mistake("refused", "one of pin, card");
    return reader.finish_with(std::move(answer));
}

std::string to_json(const BankSessionUse& use) { return dump(Json{{"session", use.session}}); }

Result<BankSessionUse> bank_session_use_from_json(std::string_view text) {
    FieldReader reader(text);
    BankSessionUse use{read_session(reader)};
    return reader.finish_with(std::move(use));
}

std::string to_json(const BankSessionClose& close) { return dump(Json{{"key", close.key.text}, {"session", close.session}}); }

Result<BankSessionClose> bank_session_close_from_json(std::string_view text) {
    FieldReader reader(text);
    BankSessionClose close;
    close.key = read_key(reader);
    close.session = read_session(reader);
    return reader.finish_with(std::move(close));
}

std::string to_json(const PensionState& pension) {
    Json json{{"state", name_in(kPensionStates, pension.state)}, {"month", pension.month}, {"usual_day", pension.usual_day}};
    if (!pension.amount_fen.empty()) json["amount_fen"] = open(pension.amount_fen);
    return dump(json);
}

Result<PensionState> pension_state_from_json(std::string_view text) {
    FieldReader reader(text);
    PensionState pension;
    pension.state = reader.one_of("state", kPensionStates);
    pension.month = reader.text_or_empty("month", 7);
    pension.usual_day = static_cast<int>(reader.integer("usual_day", 0, 31));
    if (pension.state == PensionState::State::arrived) pension.amount_fen = read_amount(reader, "amount_fen");
    return reader.finish_with(std::move(pension));
}

std::string to_json(const BankAccounts& accounts) {
    Json list = Json::array();
    for (const auto& each : accounts.accounts) list.push_back(Json{{"id", each.id}, {"kind", each.kind}, {"tail", open(each.tail)}});
    return dump(Json{{"accounts", std::move(list)}});
}

Result<BankAccounts> bank_accounts_from_json(std::string_view text) {
    FieldReader reader(text);
    BankAccounts accounts;
    std::size_t index = 0;
    for (const auto& each : reader.array("accounts", true, kMostAccounts)) {
        FieldReader inner(each, reader.inner_place("accounts", index++));
        BankAccount account;
        account.id = inner.text("id", 64);
        account.kind = inner.text("kind", 16);
        if (account.kind != "demand" && account.kind != "time" && account.kind != "social_card") inner.mistake("kind", "one of demand, time, social_card");
        account.tail = PrivateText{inner.text("tail", 4)};
        reader.adopt(inner);
        accounts.accounts.push_back(std::move(account));
    }
    return reader.finish_with(std::move(accounts));
}

std::string to_json(const BankBalanceRequest& request) { return dump(Json{{"session", request.session}, {"account", request.account}}); }

Result<BankBalanceRequest> bank_balance_request_from_json(std::string_view text) {
    FieldReader reader(text);
    BankBalanceRequest request;
    request.session = read_session(reader);
    request.account = reader.text("account", 64);
    return reader.finish_with(std::move(request));
}

std::string to_json(const BankBalance& balance) { return dump(Json{{"amount_fen", open(balance.amount_fen)}}); }

Result<BankBalance> bank_balance_from_json(std::string_view text) {
    FieldReader reader(text);
    BankBalance balance{read_amount(reader, "amount_fen")};
    return reader.finish_with(std::move(balance));
}

std::string to_json(const PassbookRequest& request) {
    return dump(Json{{"passbook", request.passbook.hexadecimal()}, {"last_printed", request.last_printed}});
}

Result<PassbookRequest> passbook_request_from_json(std::string_view text) {
    FieldReader reader(text);
    PassbookRequest request;
    request.passbook = reader.hash("passbook");
    if (!reader.text_or_empty("last_printed", kLongestLineId).empty()) request.last_printed = read_line_id(reader, "last_printed");
    return reader.finish_with(std::move(request));
}

std::string to_json(const PassbookLines& lines) {
    Json list = Json::array();
    for (const auto& each : lines.lines) {
        list.push_back(Json{{"id", each.id}, {"page", each.page}, {"row", each.row}, {"day", each.day}, {"summary", each.summary},
                            {"amount_fen", open(each.amount_fen)}, {"balance_fen", open(each.balance_fen)}});
    }
    return dump(Json{{"lines", std::move(list)}, {"new_book_needed", lines.new_book_needed}});
}

Result<PassbookLines> passbook_lines_from_json(std::string_view text) {
    FieldReader reader(text);
    PassbookLines lines;
    std::size_t index = 0;
    for (const auto& each : reader.array("lines", true)) {
        FieldReader inner(each, reader.inner_place("lines", index++));
        lines.lines.push_back(read_line(inner));
        reader.adopt(inner);
    }
    lines.new_book_needed = reader.boolean("new_book_needed");
    return reader.finish_with(std::move(lines));
}

std::string to_json(const PassbookPrinted& printed) {
    return dump(Json{{"key", printed.key.text}, {"passbook", printed.passbook.hexadecimal()}, {"line", printed.line}});
}

Result<PassbookPrinted> passbook_printed_from_json(std::string_view text) {
    FieldReader reader(text);
    PassbookPrinted printed;
    printed.key = read_key(reader);
    printed.passbook = reader.hash("passbook");
    printed.line = read_line_id(reader, "line");
    return reader.finish_with(std::move(printed));
}

}  // namespace silverlane::protocol
