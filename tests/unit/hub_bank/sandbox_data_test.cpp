// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/bank/sandbox_data.h"

#include <gtest/gtest.h>

#include <fstream>

#include "bank_fixture.h"

namespace silverlane::bank {
namespace {

std::string mistake_of(Sandbox& sandbox, const std::string& line) {
    const auto file = sandbox.folder / "wrong.jsonl";
    std::ofstream(file) << "\n" << line << "\n";
    const auto customers = load_sandbox_customers(file);
    return customers ? "" : customers.error().text();
}

TEST(SandboxData, AMistakeIsNamedWithFileLineAndField) {
    Sandbox sandbox;
    EXPECT_NE(mistake_of(sandbox, "{").find("wrong.jsonl:2: not the JSON"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, "[]").find("wrong.jsonl:2: expected one JSON object"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, R"({"customer":"C1"})").find("pin_hash: missing"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, R"({"customer":"C1","pin_hash":"x","cards":["12"]})").find("cards: expected 64"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, R"({"customer":"C1","pin_hash":"x","accounts":[{"id":"1","kind":"gold"}]})").find("kind: expected"), std::string::npos);
    const std::string account = R"({"id":"1","kind":"demand","tail":"0001","opened":"2026-01-01","opening_fen":1,"monthly":[{"summary":"pension","day":32,"amount_fen":1}]})";
    EXPECT_NE(mistake_of(sandbox, R"({"customer":"C1","pin_hash":"x","accounts":[)" + account + "]}").find("day: expected a whole number from 1 to 31"), std::string::npos);
}

/// The customer with one account, in which `wrong` stands instead of `right`.
std::string customer_with(const std::string& right, const std::string& wrong) {
    std::string text = R"({"customer":"C1","pin_hash":"x","accounts":[{"id":"A1","kind":"demand","tail":"0421","opened":"2026-01-01","opening_fen":1,)"
                       R"("monthly":[{"summary":"pension","day":15,"amount_fen":312050}],)"
                       R"("passbook":{"hash":"HASH","rows_a_page":18,"pages":8,"first_line":1}}]})";
    text.replace(text.find("HASH"), 4, std::string(64, 'a'));
    if (!right.empty()) text.replace(text.find(right), right.size(), wrong);
    return text;
}

TEST(SandboxData, WhatAKioskWouldRefuseIsRefusedHereWithWhatToWrite) {
    Sandbox sandbox;
    ASSERT_EQ(mistake_of(sandbox, customer_with("", "")), "");
    for (const auto* tail : {"421", "04215", "04x1", "", "０４"}) {
        const auto mistake = mistake_of(sandbox, customer_with("0421", tail));
        EXPECT_NE(mistake.find("wrong.jsonl:2: tail: expected the last four digits"), std::string::npos) << tail << ": " << mistake;
    }
    EXPECT_NE(mistake_of(sandbox, customer_with("\"A1\"", "\"" + std::string(65, 'A') + "\"")).find("id: expected 1 to 64 bytes, found 65"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, customer_with("\"A1\"", "\"\"")).find("id: expected 1 to 64 bytes"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, customer_with("pension", std::string(33, 'p'))).find("summary: expected 1 to 32 bytes"), std::string::npos);
    EXPECT_NE(mistake_of(sandbox, customer_with("\"pages\":8", "\"pages\":80")).find("passbook: expected at most 512 rows"), std::string::npos);
}

TEST(SandboxData, APensionOfNothingOrLessIsRefused) {
    Sandbox sandbox;
    for (const auto* amount : {"0", "-5"}) {
        EXPECT_NE(mistake_of(sandbox, customer_with("312050", amount)).find("amount_fen: expected a whole number from 1 to"), std::string::npos) << amount;
    }
    EXPECT_EQ(mistake_of(sandbox, customer_with("pension\",\"day\":15,\"amount_fen\":312050", "withdrawal\",\"day\":15,\"amount_fen\":-5")), "");
}

TEST(SandboxData, AFileThatIsNotThereIsNotFound) {
    EXPECT_EQ(load_sandbox_customers("/no/such/file").error().code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace silverlane::bank
