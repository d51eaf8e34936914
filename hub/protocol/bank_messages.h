// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What a kiosk asks of the bank's core by way of the hub: a session after card and PIN, the pension, accounts and balances, a passbook's
// lines. Amounts and account tails are private texts; no message says how many tries a PIN has left. Values, any thread. Contract:
// docs/hub-protocol.md; wire form: docs/api/openapi.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/keyed_hash.h"
#include "base/private_text.h"
#include "base/result.h"

namespace silverlane::protocol {

/// What was put into the kiosk, as its keyed hash: IdentifierHasher::card for both cards, IdentifierHasher::passbook for the book.
struct BankMedium {
    enum class Kind { card, social_card, passbook };
    Kind kind = Kind::card;
    KeyedHash hash;
    bool operator==(const BankMedium&) const = default;
};

struct BankNonceRequest { IdempotencyKey key; };

/// 32 hexadecimal digits, for one PIN of this terminal, within two minutes. The PIN pad seals the PIN together with these 16 bytes.
struct BankNonce { std::string nonce; };

struct BankSessionRequest {
    IdempotencyKey key;                   ///< the same key again is no second try of the PIN
    BankMedium medium;
    std::string nonce;
    PrivateText sealed_pin;               ///< as drivers/pin_block seals it, hexadecimal; nobody but the bank's core opens it
};

/// Either a session or a refusal: "pin" (wrong: try again) or "card" (not known or not usable: to the counter). Nothing more is said.
struct BankSessionAnswer { std::string session; std::string refused; };

/// Whatever the session allows to ask. It dies 5 minutes after its last use, or when closed, or with the hub.
struct BankSessionUse { std::string session; };
struct BankSessionClose { IdempotencyKey key; std::string session; };

struct PensionState {
    enum class State { arrived, not_arrived, no_pension };
    State state = State::no_pension;
    std::string month;                    ///< "2026-11": which month's pension this is about; empty for no_pension
    int usual_day = 0;                    ///< of the month, 1..31; 0 for no_pension
    PrivateText amount_fen;               ///< decimal digits; only when it has arrived
};

struct BankAccount {
    std::string id;                       ///< of this session's answers; no account number
    std::string kind;                     ///< demand | time | social_card
    PrivateText tail;                     ///< the last four digits
};
struct BankAccounts { std::vector<BankAccount> accounts; };

struct BankBalanceRequest { std::string session; std::string account; };
struct BankBalance { PrivateText amount_fen; };

/// No PIN: who holds the book may read it (level L1).
struct PassbookRequest {
    KeyedHash passbook;
    std::string last_printed;             ///< id of the last line that the book itself names; empty: a new book, or it could not be read
};

struct PassbookLine {
    std::string id;                       ///< decimal digits; grows by one from line to line of a passbook account, for ever
    int page = 0;                         ///< from 1: where the bank expects it; the book's own word goes before it
    int row = 0;                          ///< from 1, on that page
    std::string day;                      ///< "2026-11-15"
    std::string summary;                  ///< key of the word printed: opening | pension | withdrawal | deposit | interest
    PrivateText amount_fen;               ///< signed: "-80000"
    PrivateText balance_fen;
};
/// The lines that are still to be printed and have room in this book, in order. Asking again before PassbookPrinted gives the same lines.
struct PassbookLines { std::vector<PassbookLine> lines; bool new_book_needed = false; };

/// The line stands in the book. Sent after each line; in any order and any number of times the highest one counts.
struct PassbookPrinted { IdempotencyKey key; KeyedHash passbook; std::string line; };

std::string to_json(const BankNonceRequest&);
Result<BankNonceRequest> bank_nonce_request_from_json(std::string_view);
std::string to_json(const BankNonce&);
Result<BankNonce> bank_nonce_from_json(std::string_view);
std::string to_json(const BankSessionRequest&);
Result<BankSessionRequest> bank_session_request_from_json(std::string_view);
std::string to_json(const BankSessionAnswer&);
Result<BankSessionAnswer> bank_session_answer_from_json(std::string_view);
std::string to_json(const BankSessionUse&);
Result<BankSessionUse> bank_session_use_from_json(std::string_view);
std::string to_json(const BankSessionClose&);
Result<BankSessionClose> bank_session_close_from_json(std::string_view);
std::string to_json(const PensionState&);
Result<PensionState> pension_state_from_json(std::string_view);
std::string to_json(const BankAccounts&);
Result<BankAccounts> bank_accounts_from_json(std::string_view);
std::string to_json(const BankBalanceRequest&);
Result<BankBalanceRequest> bank_balance_request_from_json(std::string_view);
std::string to_json(const BankBalance&);
Result<BankBalance> bank_balance_from_json(std::string_view);
std::string to_json(const PassbookRequest&);
Result<PassbookRequest> passbook_request_from_json(std::string_view);
std::string to_json(const PassbookLines&);
Result<PassbookLines> passbook_lines_from_json(std::string_view);
std::string to_json(const PassbookPrinted&);
Result<PassbookPrinted> passbook_printed_from_json(std::string_view);

}  // namespace silverlane::protocol
