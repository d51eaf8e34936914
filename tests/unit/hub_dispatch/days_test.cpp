// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// 100,000 random days of a small branch: people come on duty, serve, take and close, alerts come and are offered by choose(). A plain
// reading of the rules, written down here a second time, watches every offer. The seed is printed with what fails.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "hub/dispatch/assignment.h"

namespace silverlane::dispatch {
namespace {

using protocol::AlertClass;
using protocol::Urgency;

constexpr int kDays = 100'000;
constexpr int kStepsADay = 40;
const UtcTime kMorning{Milliseconds{1'795'298'400'000}};

struct Card {
    Wish wish;
    std::vector<std::string> interrupts;   // whom it interrupts now
};

/// What the branch is at one moment; the model keeps it, and the watcher reads it.
struct Day {
    std::mt19937_64 random;
    std::vector<Person> people;
    std::map<std::string, Card> open;
    UtcTime now = kMorning;
    int alerts = 0;
    std::string fault;

    explicit Day(std::uint64_t seed) : random(seed) {}
    int below(int bound) { return static_cast<int>(random() % static_cast<std::uint64_t>(bound)); }

    void complain(const std::string& what) {
        if (fault.empty()) fault = what;
    }

    void watch_offer(const Wish& wish, const Choice& choice) {
        const auto who = std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.number == choice.staff; });
        if (who == people.end()) return complain("nobody has this number");
        const bool call = wish.unwell || wish.urgency == Urgency::a;
        if (!who->on_duty) complain("somebody who serves was interrupted");
        if (std::find(wish.not_to.begin(), wish.not_to.end(), who->number) != wish.not_to.end()) complain("offered to who has said no");
        if (who->held && choice.displaced != who->held->alert) complain("two interrupting cards at once");
        if (who->held && !call) complain("an ordinary card took another's place");
        if (!who->held && !choice.displaced.empty()) complain("a card was pushed away that nobody had");
        if (!call) {
            int in_hour = 0;
            for (const auto at : who->interrupts) in_hour += now - at < std::chrono::hours{1} ? 1 : 0;
            if (in_hour >= 12) complain("the thirteenth interrupt of an hour");
            if (who->open_claims >= 3) complain("a fourth claim");
        }
        if (!wish.qualification.empty() && std::find(who->qualifications.begin(), who->qualifications.end(), wish.qualification) == who->qualifications.end()) {
            complain("not qualified");
        }
    }

    /// Nobody may have been free when the answer is "nobody".
    void watch_silence(const Wish& wish) {
        if (wish.unwell || wish.urgency == Urgency::a || !wish.qualification.empty() || !wish.not_to.empty()) return;
        for (const auto& each : people) {
            int in_hour = 0;
            for (const auto at : each.interrupts) in_hour += now - at < std::chrono::hours{1} ? 1 : 0;
            if (each.on_duty && each.role != "teller" && !each.held && each.open_claims == 0 && in_hour < 12) complain("somebody free was passed over");
        }
    }

    void offer(Card& card, const Policy& policy) {
        const auto choices = card.wish.unwell ? choose_all(card.wish, people, policy, now) : std::vector<Choice>{};
        auto all = choices;
        if (!card.wish.unwell) {
            const auto one = choose(card.wish, people, policy, now);
            auto turned = people;
            std::reverse(turned.begin(), turned.end());
            const auto again = choose(card.wish, turned, policy, now);
            if (one.has_value() != again.has_value() || (one && one->staff != again->staff)) complain("the order of the list decided");
            if (one) all.push_back(*one);
        }
        if (all.empty()) return watch_silence(card.wish);
        for (const auto& choice : all) {
            watch_offer(card.wish, choice);
            for (auto& each : people) {
                if (each.number != choice.staff) continue;
                if (!choice.displaced.empty()) std::erase(open[choice.displaced].interrupts, each.number);
                each.held = Held{card.wish.alert, card.wish.urgency, card.wish.unwell};
                each.interrupts.push_back(now);
            }
            card.interrupts.push_back(choice.staff);
        }
    }

    void raise(const Policy& policy) {
        Card card;
        card.wish.alert = "a" + std::to_string(++alerts);
        card.wish.urgency = static_cast<Urgency>(below(3));
        card.wish.alert_class = static_cast<AlertClass>(below(4));
        card.wish.unwell = below(40) == 0;
        if (below(8) == 0) card.wish.qualification = "fund_sales";
        if (below(8) == 0) card.wish.not_to = {people[0].number};
        auto& kept = open[card.wish.alert] = card;
        offer(kept, policy);
    }

    void drop_interrupts(Card& card) {
        for (auto& each : people) {
            if (each.held && each.held->alert == card.wish.alert) each.held.reset();
        }
        card.interrupts.clear();
    }

    void claim_or_close(const Policy& policy) {
        auto& who = people[static_cast<std::size_t>(below(static_cast<int>(people.size())))];
        if (who.held && below(2) == 0) {
            auto& card = open[who.held->alert];
            const int weight = policy.weight_of(card.wish.alert_class);
            const auto id = card.wish.alert;
            drop_interrupts(card);
            open.erase(id);
            ++who.open_claims;
            who.open_weight += weight;
        } else if (who.open_claims > 0) {
            who.open_weight -= who.open_weight / who.open_claims;
            --who.open_claims;
            who.idle_since = now;
        }
        for (auto& [id, card] : open) {
            if (card.interrupts.empty()) offer(card, policy);
        }
    }

    void change_duty() {
        auto& who = people[static_cast<std::size_t>(below(static_cast<int>(people.size())))];
        who.on_duty = !who.on_duty;
        if (!who.on_duty && who.held) {
            std::erase(open[who.held->alert].interrupts, who.number);
            who.held.reset();
        }
    }

    void watch_everything() {
        std::map<std::string, int> cards;
        for (const auto& [id, card] : open) {
            for (const auto& number : card.interrupts) ++cards[number];
        }
        for (const auto& each : people) {
            if (cards[each.number] > 1) complain("two interrupting cards at once");
            if (cards[each.number] == 1 && !each.on_duty) complain("a card on the screen of somebody who serves");
        }
    }
};

TEST(RandomDays, NobodyHasTwoInterruptingCardsAndNobodyWhoServesHasOne) {
    const auto policy = default_policy();
    const char* roles[] = {"lobby_manager", "relationship_manager", "branch_head", "teller"};
    for (int number = 0; number < kDays; ++number) {
        Day day(static_cast<std::uint64_t>(number) * 7'919 + 1);
        const int people = 1 + day.below(5);
        for (int i = 0; i < people; ++i) {
            Person one;
            one.number = "10" + std::to_string(i);
            one.role = roles[day.below(4)];
            one.on_duty = day.below(4) != 0;
            one.idle_since = kMorning;
            if (day.below(2) == 0) one.qualifications = {"fund_sales"};
            day.people.push_back(std::move(one));
        }
        for (int step = 0; step < kStepsADay && day.fault.empty(); ++step) {
            day.now += std::chrono::seconds{day.below(400)};
            switch (day.below(4)) {
                case 0:
                case 1: day.raise(policy); break;
                case 2: day.claim_or_close(policy); break;
                default: day.change_duty(); break;
            }
            day.watch_everything();
        }
        ASSERT_EQ(day.fault, "") << "day " << number;
    }
}

}  // namespace
}  // namespace silverlane::dispatch
