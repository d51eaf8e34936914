// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Hub, devices and staff as a walking test meets them: for each effect of a flow the events with which the world may answer it, well, badly
// or not at all, and what the world does of its own accord. By chance, from a seed. To teach it a new effect, add one operator() to Answers;
// an effect that it does not know is not answered, and the flow has to get by. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/state.h"

namespace silverlane::testing {

class AnsweringWorld {
public:
    explicit AnsweringWorld(std::uint32_t seed) : random_(seed) {}

    /// Below `count`, which is at least 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
    bool one_in(std::size_t count) { return below(count) == 0; }

    /// What comes back for this effect, in order; often nothing.
    std::vector<flow::Event> answer(const flow::Effect& effect, const flow::State& state) { return std::visit(Answers{*this, state}, effect); }

    /// One thing that happens without being asked for.
    flow::Event of_its_own(const flow::State& state) {
        switch (below(12)) {
            case 0: return flow::CardTapped{};
            case 1: return flow::CodeScanned{PrivateText{"SL1:code"}};
            case 2: return flow::DeviceChanged{device(), false};
            case 3:
            case 4: return flow::DeviceChanged{device(), true};
            case 5: return flow::HubChanged{false};
            case 6:
            case 7: return flow::HubChanged{true};
            case 8: return flow::HelpClaimed{state.turn, "1023"};
            case 9: return flow::HelpEnded{state.turn};
            case 10: return flow::Touched{};
            default: return flow::SpeechFinished{};
        }
    }

    /// A queue number as the hub gives it, or from the reserved block.
    flow::Ticket ticket(bool priority) {
        flow::Ticket made;
        made.priority = priority;
        made.label = priority ? "T003" : "A012";
        made.offline = one_in(5);
        if (made.offline) return made;
        made.ahead = static_cast<int>(below(30));
        if (one_in(4)) return made;
        made.wait_low = static_cast<int>(5 * below(6));
        made.wait_high = *made.wait_low + 5;
        return made;
    }

    flow::Preferences kept_preferences() {
        flow::Preferences kept;
        kept.text_size = one_in(2) ? flow::TextSize::large : flow::TextSize::largest;
        kept.theme = one_in(2) ? flow::Theme::black : flow::Theme::standard;
        kept.rate_step = static_cast<int>(below(7));
        return kept;
    }

private:
    using Events = std::vector<flow::Event>;

    struct Answers {
        AnsweringWorld& world;
        const flow::State& state;

        Events operator()(const flow::IssueTicket& asked) const {
            if (world.one_in(6)) return {};
            if (world.one_in(6)) return {flow::TicketRefused{asked.request}};
            return {flow::TicketIssued{asked.request, world.ticket(asked.priority)}};
        }
        Events operator()(const flow::PrintTicket&) const {
            constexpr flow::Printed kOutcomes[] = {flow::Printed::ok, flow::Printed::ok, flow::Printed::ok, flow::Printed::failed,
                                                   flow::Printed::unknown};
            return {flow::TicketPrinted{kOutcomes[world.below(5)]}};
        }
        Events operator()(const flow::RaiseHelp&) const {
            if (world.one_in(3)) return {};
            if (world.one_in(3)) return {flow::HelpUnreachable{state.turn}};
            Events events{flow::HelpClaimed{state.turn, "1023"}};
            if (world.one_in(3)) events.emplace_back(flow::HelpEnded{state.turn});
            return events;
        }
        Events operator()(const flow::DeliverCode&) const {
            if (world.one_in(3)) return {flow::CodeNotKnown{state.turn}};
            return joined(true);
        }
        Events operator()(const flow::DeliverCard&) const { return world.one_in(3) ? Events{} : joined(true); }
        Events operator()(const flow::DeliverPhoneTail&) const { return world.one_in(2) ? Events{} : joined(false); }
        Events operator()(const flow::Announce&) const { return {flow::SpeechFinished{}}; }
        template <class Unanswered>
        Events operator()(const Unanswered&) const { return {}; }

        [[nodiscard]] Events joined(bool by_possession) const {
            flow::VisitJoined answer;
            answer.turn = state.turn;
            answer.by_possession = by_possession;
            if (by_possession && world.one_in(2)) {
                answer.preferences = world.kept_preferences();
                answer.settings_consent = flow::SettingsConsent::granted;
            }
            if (world.one_in(2)) answer.ticket = world.ticket(false);
            return {answer};
        }
    };

    std::string device() {
        constexpr const char* kDevices[] = {"card_reader", "scanner", "ticket_printer"};
        return kDevices[below(3)];
    }

    std::mt19937 random_;
};

}  // namespace silverlane::testing
