// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

/// A core that knows one card and answers what a test tells it to.
class OneCardCore final : public bank::BankCore {
public:
    std::optional<Error> fails;
    std::string printed;

    Result<bank::PinCheck> verify_pin(const protocol::BankMedium&, const bank::PinNonce&, const PrivateText& sealed) override {
        if (fails) return *fails;
        if (sealed.open(PrivateDoor::protocol_codec) == "right") return bank::PinCheck{bank::PinCheck::Verdict::right, bank::CoreCustomerId{"C1"}};
        return bank::PinCheck{bank::PinCheck::Verdict::wrong_pin, {}};
    }
    Result<protocol::PensionState> pension(const bank::CoreCustomerId&) override {
        if (fails) return *fails;
        return protocol::PensionState{protocol::PensionState::State::arrived, "2026-11", 15, PrivateText{"312050"}};
    }
    Result<std::vector<protocol::BankAccount>> accounts(const bank::CoreCustomerId&) override {
        return std::vector<protocol::BankAccount>{{"1", "demand", PrivateText{"0017"}}};
    }
    Result<PrivateText> balance(const bank::CoreCustomerId&, std::string_view account) override {
        if (account != "1") return Error(ErrorCode::not_found, "no such account");
        return PrivateText{"1240000"};
    }
    Result<std::vector<bank::Deposit>> deposits(const bank::CoreCustomerId&) override { return std::vector<bank::Deposit>{}; }
    Result<protocol::PassbookLines> passbook_lines(const KeyedHash&, std::string_view last) override {
        if (fails) return *fails;
        protocol::PassbookLines lines;
        if (last.empty()) lines.lines.push_back({"1", 1, 1, "2026-11-15", "pension", PrivateText{"312050"}, PrivateText{"312050"}});
        return lines;
    }
    Result<void> mark_printed(const KeyedHash&, std::string_view line) override {
        if (fails) return *fails;
        printed = std::string{line};
        return {};
    }
};

class BankRoutesTest : public ::testing::Test {
protected:
    net::Response post(const std::string& path, const std::string& body) { return hub.answer(Hub::from_kiosk("POST", path, body)); }
    static std::string field(const std::string& body, const std::string& name) {
        const auto at = body.find("\"" + name + "\":\"");
        if (at == std::string::npos) return {};
        const auto from = at + name.size() + 4;
        return body.substr(from, body.find('"', from) - from);
    }
    net::Response open(const std::string& key, const std::string& pin) {
        const auto nonce = field(post("/v1/bank/nonces", R"({"key":"n"})").body, "nonce");
        return post("/v1/bank/sessions", R"({"key":")" + key + R"(","medium":"card","hash":")" + std::string(64, 'a') + R"(","nonce":")" + nonce +
                                             R"(","sealed_pin":")" + pin + R"("})");
    }

    IdleStreams streams;
    OneCardCore core;
    ManualClock clock{UtcTime{}};
    SeededRandom random{5};
    KeptLog log;
    bank::BankWindow window{bank::WindowSettings{}, core, clock, random, log};
    Hub hub{streams, 64 * 1024, &window};
};

const std::string kBook = R"("passbook":")" + std::string(64, 'b') + "\"";

TEST_F(BankRoutesTest, a_session_answers_pension_accounts_and_balance_and_then_is_closed) {
    const auto session = field(open("s1", "right").body, "session");
    ASSERT_FALSE(session.empty());
    const std::string use = R"({"session":")" + session + R"("})";
    EXPECT_EQ(post("/v1/bank/pension", use).body, R"({"state":"arrived","month":"2026-11","usual_day":15,"amount_fen":"312050"})");
    EXPECT_EQ(post("/v1/bank/accounts", use).body, R"({"accounts":[{"id":"1","kind":"demand","tail":"0017"}]})");
    EXPECT_EQ(post("/v1/bank/balance", R"({"account":"1","session":")" + session + R"("})").body, R"({"amount_fen":"1240000"})");
    EXPECT_EQ(post("/v1/bank/balance", R"({"account":"2","session":")" + session + R"("})").status, 404);
    EXPECT_EQ(post("/v1/bank/pension", use).headers.first("Cache-Control").value_or(""), "no-store");
    EXPECT_EQ(post("/v1/bank/sessions/close", R"({"key":"c1","session":")" + session + R"("})").status, 204);
    EXPECT_EQ(post("/v1/bank/pension", use).status, 404);
    EXPECT_EQ(post("/v1/bank/sessions/close", R"({"key":"c2","session":")" + session + R"("})").status, 204);
}

TEST_F(BankRoutesTest, a_wrong_pin_is_an_answer_and_no_error_so_that_the_terminal_stays_admitted) {
    const auto answer = open("s1", "wrong");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"refused":"pin"})");
}

TEST_F(BankRoutesTest, a_passbook_needs_no_session) {
    EXPECT_NE(post("/v1/bank/passbook", "{" + kBook + "}").body.find("\"summary\":\"pension\""), std::string::npos);
    EXPECT_EQ(post("/v1/bank/passbook", "{" + kBook + R"(,"last_printed":"1"})").body, R"({"lines":[],"new_book_needed":false})");
    EXPECT_EQ(post("/v1/bank/passbook/printed", R"({"key":"p1","line":"1",)" + kBook + "}").status, 204);
    EXPECT_EQ(core.printed, "1");
}

TEST_F(BankRoutesTest, a_core_that_is_away_is_bank_away_on_every_route_and_tells_no_details) {
    const auto session = field(open("s1", "right").body, "session");
    core.fails = Error(ErrorCode::timed_out, "core 10.1.2.3 did not answer");
    for (const auto& answer : {open("s2", "right"), post("/v1/bank/pension", R"({"session":")" + session + R"("})"), post("/v1/bank/passbook", "{" + kBook + "}"),
                               post("/v1/bank/passbook/printed", R"({"key":"p1","line":"1",)" + kBook + "}")}) {
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(answer.body, R"({"error":{"code":"unavailable","message":"bank_away"}})");
        EXPECT_TRUE(answer.headers.first("Retry-After"));
    }
}

TEST_F(BankRoutesTest, without_a_core_every_bank_route_answers_bank_away_whatever_was_sent) {
    Hub bare{streams};
    for (const char* path : {"/v1/bank/nonces", "/v1/bank/sessions", "/v1/bank/sessions/close", "/v1/bank/pension", "/v1/bank/accounts", "/v1/bank/balance",
                             "/v1/bank/passbook", "/v1/bank/passbook/printed"}) {
        const auto answer = bare.answer(Hub::from_kiosk("POST", path, "{}"));
        EXPECT_EQ(answer.status, 503) << path;
        EXPECT_NE(answer.body.find("bank_away"), std::string::npos) << path;
    }
}

TEST_F(BankRoutesTest, whatever_is_no_message_is_a_400_and_nothing_of_it_is_logged) {
    for (const char* path : {"/v1/bank/nonces", "/v1/bank/sessions", "/v1/bank/sessions/close", "/v1/bank/pension", "/v1/bank/accounts", "/v1/bank/balance",
                             "/v1/bank/passbook", "/v1/bank/passbook/printed"}) {
        for (const std::string body : {"", "{", "[]", "7", "{}", "\xff"}) EXPECT_EQ(post(path, body).status, 400) << path << " " << body;
    }
    EXPECT_TRUE(log.names.empty());
}

}  // namespace
}  // namespace silverlane::http
