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

TEST(SandboxData, AFileThatIsNotThereIsNotFound) {
    EXPECT_EQ(load_sandbox_customers("/no/such/file").error().code(), ErrorCode::not_found);
}

}  // namespace
}  // namespace silverlane::bank
