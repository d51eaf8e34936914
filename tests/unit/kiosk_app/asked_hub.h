// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Stands where the hub link would: keeps what was asked, and answers when the test says so.
#pragma once

#include <vector>

#include "kiosk/app/hub_asker.h"

namespace silverlane::kiosk {

class AskedHub {
public:
    AskedHub() {
        asker.use([this](hub_link::Ask ask) {
            asks.push_back(std::move(ask));
            return Posted::accepted;
        });
    }
    template <class Message>
    [[nodiscard]] std::vector<Message> asked_for() const {
        std::vector<Message> found;
        for (const auto& ask : asks) {
            if (const auto* one = std::get_if<Message>(&ask.what)) found.push_back(*one);
        }
        return found;
    }
    void answer(std::size_t which, hub_link::Answered what) { asker.answered({asks.at(which).id, std::move(what)}); }

    ManualClock clock{UtcTime{Milliseconds{1'700'000'000'000}}};
    SeededRandom random{3};
    HubAsker asker{clock, random};
    std::vector<hub_link::Ask> asks;
};

}  // namespace silverlane::kiosk
