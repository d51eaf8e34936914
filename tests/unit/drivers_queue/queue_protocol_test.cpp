// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/queue_protocol.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/random_source.h"

namespace silverlane::drivers::queue {
namespace {

std::string recorded(const std::string& name) {
    std::ifstream stream(SILVERLANE_SOURCE_DIR "/drivers/queue/traces/" + name);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

Profile profile(const std::string& name) {
    auto loaded = load_profile(SILVERLANE_SOURCE_DIR "/config/queue-profiles/" + name + ".toml");
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text());
    return loaded.ok() ? *loaded : Profile{};
}

TicketEvent event_of(const Profile& with, const std::string& body) {
    auto read = read_event(with, body);
    EXPECT_TRUE(std::holds_alternative<TicketEvent>(read)) << body;
    return std::holds_alternative<TicketEvent>(read) ? std::get<TicketEvent>(std::move(read)) : TicketEvent{};
}

std::string unusable(const Profile& with, std::string_view body) {
    const auto read = read_event(with, body);
    return std::holds_alternative<Unusable>(read) ? std::string(name_of(std::get<Unusable>(read))) : "usable";
}

TEST(QueueProtocol, ReadsAQmaticVisit) {
    const Profile qmatic = profile("qmatic");
    const TicketEvent event = event_of(qmatic, recorded("qmatic-visit-create.json"));
    EXPECT_EQ(event.meaning, EventMeaning::created);
    EXPECT_EQ(event.branch, "1");
    EXPECT_EQ(event.visit, "85");
    EXPECT_EQ(event.ticket, "A007");
    EXPECT_EQ(event.service, "Service 1");
    EXPECT_EQ(event.customer_reference.open(PrivateDoor::keyed_hash), "alice-7788");
    EXPECT_EQ(event.phone.open(PrivateDoor::keyed_hash), "13800138000");
    EXPECT_EQ(event_of(qmatic, recorded("qmatic-visit-call.json")).meaning, EventMeaning::called);
    EXPECT_EQ(event_of(qmatic, recorded("qmatic-visit-call.json")).window, 1);
    EXPECT_EQ(event_of(qmatic, recorded("qmatic-visit-end.json")).meaning, EventMeaning::ended);
}

TEST(QueueProtocol, QmaticsZoneHasNoColon) {
    EXPECT_EQ(event_of(profile("qmatic"), recorded("qmatic-visit-create.json")).event_time, UtcTime{Milliseconds{1'795'298'400'757}});
    EXPECT_EQ(read_time(profile("qmatic"), "2016-01-11T13:47:19.584+0100"), *parse_rfc3339("2016-01-11T12:47:19.584Z"));
}

TEST(QueueProtocol, QmaticsEventsAreToldApartByBranchVisitNameAndTime) {
    const Profile qmatic = profile("qmatic");
    const std::string create = recorded("qmatic-visit-create.json");
    const TicketEvent first = event_of(qmatic, create);
    EXPECT_EQ(identity_of(qmatic, first), identity_of(qmatic, event_of(qmatic, create)));
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\"branchId\":1", "\"branchId\":2"}, {"\"visitId\":85", "\"visitId\":86"}, {"22:00:00.757", "22:00:00.758"}, {"VISIT_CREATE", "VISIT_CALL"}}) {
        std::string other = create;
        other.replace(other.find(from), from.size(), to);
        EXPECT_NE(identity_of(qmatic, first), identity_of(qmatic, event_of(qmatic, other))) << to;
    }
}

TEST(QueueProtocol, TheCompositeQueueIdBecomesTheOneOfRest) {
    EXPECT_EQ(rest_queue_id(110'000'000'001), 1);
    EXPECT_EQ(rest_queue_id(1'410'000'000'003), 14);
    EXPECT_EQ(rest_queue_id(7), 7) << "already plain";
}

TEST(QueueProtocol, AnUnknownEventIsSaidToBeUnknown) {
    EXPECT_EQ(unusable(profile("qmatic"), recorded("qmatic-session-start.json")), "unknown_event");
    EXPECT_EQ(unusable(profile("qmatic"), "{}"), "unknown_event");
    EXPECT_EQ(unusable(profile("qmatic"), R"({"eventName":7})"), "unknown_event");
}

TEST(QueueProtocol, EveryParameterButTheVisitIsOptional) {
    const Profile qmatic = profile("qmatic");
    const TicketEvent bare = event_of(qmatic, R"({"eventName":"VISIT_CREATE","parameters":{"visitId":85}})");
    EXPECT_TRUE(bare.branch.empty());
    EXPECT_TRUE(bare.ticket.empty());
    EXPECT_FALSE(bare.event_time.has_value());
    EXPECT_TRUE(bare.customer_reference.empty());
    EXPECT_EQ(unusable(qmatic, R"({"eventName":"VISIT_CREATE","parameters":{"branchId":1}})"), "missing_visit");
    EXPECT_EQ(unusable(qmatic, R"({"eventName":"VISIT_CREATE","parameters":[1,2]})"), "missing_visit");
    EXPECT_EQ(unusable(qmatic, R"({"eventName":"VISIT_CREATE","parameters":{"visitId":{"a":1}}})"), "missing_visit");
    EXPECT_EQ(unusable(qmatic, R"({"eventName":"VISIT_CREATE","parameters":{"visitId":"a\u0007b"}})"), "missing_visit");
}

TEST(QueueProtocol, ReadsWaitwhileByStateAndItsOwnEventId) {
    const Profile waitwhile = profile("waitwhile");
    std::string body = recorded("waitwhile-visit-created.json");
    const TicketEvent created = event_of(waitwhile, body);
    EXPECT_EQ(created.meaning, EventMeaning::created);
    EXPECT_EQ(created.event_id, "0T6HyBrXIZuDl73ViyRp");
    EXPECT_TRUE(created.phone.empty());
    EXPECT_EQ(created.event_time, *parse_rfc3339("2026-11-21T22:00:00.923Z"));
    body.replace(body.find("visit.created"), 13, "visit.updated");
    EXPECT_EQ(event_of(waitwhile, body).meaning, EventMeaning::ignored);
    body.replace(body.find("WAITING"), 7, "SERVING");
    EXPECT_EQ(event_of(waitwhile, body).meaning, EventMeaning::called);
}

TEST(QueueProtocol, ReadsOurOwnEventWithHashedIdentifiers) {
    const TicketEvent event = event_of(profile("silverlane"), recorded("silverlane-created.json"));
    ASSERT_EQ(event.hashed.size(), 1U);
    EXPECT_EQ(event.hashed[0].kind, protocol::IdentifierKind::card);
    EXPECT_EQ(event.hashed[0].proof, protocol::Proof::possession);
    EXPECT_EQ(event.hashed[0].hash.bytes[1], 0x11);
    const TicketEvent odd = event_of(profile("silverlane"), R"({"kind":"CALLED","visit_id":"1","identifiers":[{"type":"card","value":"00"},7,{"type":"shoe"}]})");
    EXPECT_TRUE(odd.hashed.empty()) << "what is no hash does not pass";
}

TEST(QueueProtocol, NullDatesAreNoTime) {
    const Profile qmatic = profile("qmatic");
    for (const char* text : {"", "0001-01-01T00:00:00", "1900-01-01T00:00:00Z", "yesterday", "2026-11-21T22:00:00"}) {
        EXPECT_FALSE(read_time(qmatic, text).has_value()) << text;
    }
    Profile local = qmatic;
    local.zone = std::chrono::minutes{480};
    EXPECT_EQ(read_time(local, "2026-11-22T06:00:00.5795926"), *parse_rfc3339("2026-11-21T22:00:00.579Z"));
}

TEST(QueueProtocol, BadTextAndBadJsonAreToldApart) {
    const Profile qmatic = profile("qmatic");
    EXPECT_EQ(unusable(qmatic, "{\"eventName\":\"\xff\xfe\"}"), "not_utf8");
    for (const char* body : {"", "{", "[]", "null", "7", "\"text\"", "{\"a\":1}}", "{'a':1}", "{\"eventName\":NaN}"}) {
        EXPECT_EQ(unusable(qmatic, body), "malformed") << body;
    }
    EXPECT_EQ(unusable(qmatic, "{\"a\":" + std::string(20'000, '[') + std::string(20'000, ']') + "}"), "malformed") << "too deep";
    EXPECT_EQ(unusable(qmatic, std::string(60'000, '[')), "malformed");
}

TEST(QueueProtocol, ComparesTokensAndSignatures) {
    EXPECT_TRUE(token_is_right("Bearer s3cret", "s3cret"));
    EXPECT_TRUE(token_is_right("s3cret", "s3cret"));
    EXPECT_FALSE(token_is_right("s3cre", "s3cret"));
    EXPECT_FALSE(token_is_right("", ""));
    // RFC 4231, test case 2.
    const std::string digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    EXPECT_TRUE(signature_is_right(digest, "what do ya want for nothing?", "Jefe"));
    EXPECT_TRUE(signature_is_right("sha256=" + digest, "what do ya want for nothing?", "Jefe"));
    EXPECT_FALSE(signature_is_right(digest, "what do ya want for nothing!", "Jefe"));
    EXPECT_FALSE(signature_is_right("", "x", "Jefe"));
    EXPECT_FALSE(signature_is_right("zz", "x", "Jefe"));
}

TEST(QueueProtocol, SurvivesRandomDamage) {
    SeededRandom random{20261122};
    const std::vector<std::pair<Profile, std::string>> seeds = {{profile("qmatic"), recorded("qmatic-visit-create.json")},
                                                                {profile("waitwhile"), recorded("waitwhile-visit-created.json")},
                                                                {profile("silverlane"), recorded("silverlane-created.json")}};
    int usable = 0;
    for (int round = 0; round < 3'000; ++round) {
        const auto& [with, seed] = seeds[random.below(seeds.size())];
        std::string body = seed;
        for (std::uint64_t n = random.below(4); n > 0; --n) body[random.below(body.size())] = static_cast<char>(random.below(256));
        if (random.below(8) == 0) body.resize(random.below(body.size()));
        if (unusable(with, body) == "usable") ++usable;
    }
    EXPECT_GT(usable, 300) << "some must stay readable, or nothing was tested";
}

TEST(QueueProfile, NamesWhatIsWrongInItWithLines) {
    auto document = config::Document::parse(
        "name = \"x\"\nevent = \"eventName\"\n[fields]\nvisit = \"/v\"\ntickt = \"/t\"\n[events]\nA = \"arrived\"\n[deduplicate]\nby = [\"number\"]\n",
        "x.toml");
    config::Mistakes mistakes;
    static_cast<void>(read_profile(document->root(mistakes)));
    const std::string text = mistakes.text();
    for (const char* wanted : {"x.toml:2", "JSON pointer", "x.toml:5", "tickt", "x.toml:7", "x.toml:9"}) {
        EXPECT_NE(text.find(wanted), std::string::npos) << wanted << " in\n" << text;
    }
}

TEST(QueueProtocol, AWindowIsTheOneNumberInItsName) {
    EXPECT_EQ(window_in("Counter 3"), 3);
    EXPECT_EQ(window_in("3号窗口"), 3);
    EXPECT_EQ(window_in("12"), 12);
    EXPECT_EQ(window_in("007"), 7);
    for (const char* none : {"", "Counter", "2-3", "1 of 4", "1000", "99999999999999999999", "0"}) EXPECT_EQ(window_in(none), 0) << none;
}

TEST(QueueProtocol, OurOwnEventTellsTheWindowAndACallOnceMore) {
    const auto event = event_of(profile("silverlane"), R"({"kind":"RECALLED","branch":"1","visit_id":"9","ticket_label":"A012","window":4})");
    EXPECT_EQ(event.meaning, EventMeaning::recalled);
    EXPECT_EQ(event.window, 4);
    EXPECT_EQ(event_of(profile("silverlane"), R"({"kind":"CALLED","branch":"1","visit_id":"9","counter":"窗口 4"})").window, 4);
}

}  // namespace
}  // namespace silverlane::drivers::queue
