// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A rate that stays bounded under any number of names, and gives nobody fresh tries by them; held against one that remembers everybody.
#include "hub/http/rate_limit.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "memory_desk.h"

namespace silverlane::http {
namespace {

MonotonicTime at(std::int64_t ms) { return MonotonicTime{Milliseconds{ms}}; }

/// The slow, obvious one: it forgets nobody.
class Unbounded {
public:
    explicit Unbounded(Rate rate) : rate_(rate) {}
    bool allows(const std::string& key, std::int64_t now_ms) {
        auto& [thousandths, filled] = buckets_.try_emplace(key, rate_.burst * 1'000, now_ms).first->second;
        thousandths = std::min<std::int64_t>(rate_.burst * 1'000, thousandths + (now_ms - filled) * rate_.per_second);
        filled = now_ms;
        if (thousandths < 1'000) return false;
        thousandths -= 1'000;
        return true;
    }

private:
    const Rate rate_;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> buckets_;
};

TEST(RateLimit, FillsUpAgainSteadilyAndSaysWhenThereIsATry) {
    RateLimit limit({3, 2, 4});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allows("a", at(0)));
    EXPECT_EQ(limit.wait_for("a", at(0)), Milliseconds{500});
    EXPECT_EQ(limit.wait_for("a", at(400)), Milliseconds{100});
    EXPECT_FALSE(limit.allows("a", at(499)));
    EXPECT_TRUE(limit.allows("a", at(500)));
    EXPECT_FALSE(limit.allows("a", at(500)));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allows("a", at(100'000)));
    EXPECT_FALSE(limit.allows("a", at(100'000))) << "rest is not saved up beyond the burst";
}

TEST(RateLimit, ManyNamesGiveNobodyFreshTries) {
    RateLimit limit({3, 1, 16});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allows("attacker", at(0)));
    for (int i = 0; i < 10'000; ++i) {
        static_cast<void>(limit.allows("name-" + std::to_string(i), at(1)));
        ASSERT_FALSE(limit.allows("attacker", at(2))) << "after " << i << " other names";
        ASSERT_LE(limit.keys(), 16U);
    }
    EXPECT_TRUE(limit.allows("attacker", at(1'000)));
}

TEST(RateLimit, WhoeverIsNewWhenAllAreOverTheirLimitSharesOneBucket) {
    RateLimit limit({3, 1, 4});
    for (const char* name : {"a", "b", "c", "d"}) {
        for (int i = 0; i < 4; ++i) static_cast<void>(limit.allows(name, at(0)));
    }
    int let_in = 0;
    for (int i = 0; i < 100; ++i) let_in += limit.allows("new-" + std::to_string(i), at(0)) ? 1 : 0;
    EXPECT_EQ(let_in, 3) << "a customer who comes in that moment has a chance; a hundred names are no more than one";
    EXPECT_EQ(limit.keys(), 4U);
    EXPECT_TRUE(limit.allows("new-100", at(1'000))) << "a second later those who rested make room";
    EXPECT_EQ(limit.keys(), 4U);
}

TEST(RateLimit, AsLongAsThereIsRoomItIsTheObviousOne) {
    std::mt19937 random(20'261'128);
    for (int round = 0; round < 200; ++round) {
        const Rate rate{1 + static_cast<int>(random() % 20), 1 + static_cast<int>(random() % 10), 32};
        RateLimit limit(rate);
        Unbounded obvious(rate);
        std::int64_t now = 0;
        for (int step = 0; step < 500; ++step) {
            now += random() % 4 == 0 ? static_cast<std::int64_t>(random() % 3'000) : static_cast<std::int64_t>(random() % 40);
            const std::string key = "k" + std::to_string(random() % 32);
            ASSERT_EQ(limit.allows(key, at(now)), obvious.allows(key, now)) << "round " << round << " step " << step;
        }
    }
}

TEST(RateLimit, WhoeverIsOverStaysOverWhateverOthersDo) {
    // Random crowds of many more names than are remembered, in any rhythm: a name that was turned away is turned away until its own time.
    std::mt19937 random(791);
    int turned_away = 0;
    for (int round = 0; round < 100; ++round) {
        const Rate rate{1 + static_cast<int>(random() % 5), 1 + static_cast<int>(random() % 3), 8 + random() % 56};
        RateLimit limit(rate);
        std::map<std::string, std::int64_t> not_before;
        std::int64_t now = 0;
        for (int step = 0; step < 2'000; ++step) {
            now += static_cast<std::int64_t>(random() % 20);
            const std::string key = "k" + std::to_string(random() % 3 == 0 ? random() % 4 : random() % 1'000);
            const auto wait = limit.wait_for(key, at(now));
            ASSERT_LE(limit.keys(), rate.most_keys);
            if (const auto own = not_before.find(key); own != not_before.end() && now < own->second) {
                ASSERT_GT(wait.count(), 0) << key << " was told to wait until " << own->second << " and got in at " << now << ", round " << round;
            }
            // Whoever shared the strangers' bucket has no time of their own.
            if (wait.count() == 0 || !limit.knows(key)) continue;
            ++turned_away;
            not_before[key] = now + wait.count();
        }
    }
    EXPECT_GT(turned_away, 1'000);
}

class StaffLimits : public ::testing::Test {
protected:
    int answered(int times, const std::string& path = "/v1/staff/alerts/alert-1/seen") {
        int count = 0;
        for (int i = 0; i < times; ++i) count += hub.answer(Hub::from_staff("POST", path, R"({"key":"k)" + std::to_string(i) + R"(","version":4})")).status != 429 ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::uint64_t limited(const std::string& who) const {
        for (const auto& [name, value] : hub.router.counts()) {
            if (name == "limited{who=\"" + who + "\"}") return value;
        }
        return UINT64_MAX;
    }
    IdleStreams streams;
    Hub hub{streams};
};

TEST_F(StaffLimits, AFloodOfOnePersonIsTurnedAwayWithTheTimeToComeAgain) {
    EXPECT_EQ(answered(1'000), 300);
    const auto refused = hub.answer(Hub::from_staff("POST", "/v1/staff/alerts/alert-1/seen", R"({"key":"k","version":4})"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.first("Retry-After"), "1");
    EXPECT_NE(refused.body.find("too_many"), std::string::npos);
    EXPECT_EQ(limited("staff"), 701U);
    hub.clock.advance(Milliseconds{1'000});
    EXPECT_EQ(answered(100), 20);
}

TEST_F(StaffLimits, ASecondTabletOfTheSamePersonIsTheSamePersonAndOthersAreNot) {
    hub.desk.sessions["second-tablet"] = "1001";
    hub.desk.sessions["colleague"] = "1002";
    answered(400);
    const auto with = [this](const std::string& cookie) {
        auto made = Hub::request("GET", "/v1/staff/me");
        made.headers.add("Cookie", "silverlane_session=" + cookie);
        return hub.answer(made).status;
    };
    EXPECT_EQ(with("second-tablet"), 429);
    EXPECT_EQ(with("colleague"), 200);
    EXPECT_EQ(hub.answer(Hub::from_kiosk("GET", "/v1/glance")).status, 200);
}

TEST_F(StaffLimits, TwoHandsNeverMeetIt) {
    // Ten taps a second for ten minutes, each with the list read after it, is more than hands do.
    for (int second = 0; second < 600; ++second) {
        for (int tap = 0; tap < 20; ++tap) ASSERT_NE(hub.answer(Hub::from_staff("GET", "/v1/staff/me")).status, 429) << second;
        hub.clock.advance(Milliseconds{1'000});
    }
}

TEST_F(StaffLimits, AFloodIsOneLineAMinuteThatCountsTheRest) {
    answered(1'000);
    hub.clock.advance(Milliseconds{30'000});
    answered(1'000);
    EXPECT_EQ(std::count(hub.log.names.begin(), hub.log.names.end(), "requests_limited"), 1);
    EXPECT_EQ(std::count(hub.log.names.begin(), hub.log.names.end(), "request_refused"), 0);
    hub.clock.advance(Milliseconds{30'000});
    answered(1'000);
    EXPECT_EQ(std::count(hub.log.names.begin(), hub.log.names.end(), "requests_limited"), 2);
}

TEST_F(StaffLimits, AProbeOfHealthWritesARowAndHasARate) {
    int probed = 0;
    for (int i = 0; i < 100; ++i) probed += hub.answer(Hub::request("GET", "/health")).status == 200 ? 1 : 0;
    EXPECT_EQ(probed, 30);
    EXPECT_EQ(limited("probe"), 70U);
    EXPECT_EQ(hub.answer(Hub::request("GET", "/metrics")).status, 200);
}

TEST_F(StaffLimits, SigningInFromOneAddressHasARateOfItsOwn) {
    const auto sign_in = [this](const std::string& address) {
        auto made = Hub::from_staff("POST", "/v1/staff/sign-in", R"({"staff_number":"1001","pin":"1234"})");
        made.peer_address = address;
        return hub.answer(made).status;
    };
    int checked = 0;
    for (int i = 0; i < 200; ++i) checked += sign_in("10.0.0.9") != 503 ? 1 : 0;
    EXPECT_EQ(checked, 60);
    EXPECT_EQ(limited("sign_in"), 140U);
    EXPECT_NE(sign_in("10.0.0.10"), 503) << "another tablet signs in meanwhile";
    hub.clock.advance(Milliseconds{1'000});
    EXPECT_NE(sign_in("10.0.0.9"), 503);
}

}  // namespace
}  // namespace silverlane::http
