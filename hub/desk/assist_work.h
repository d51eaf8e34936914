// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The screens of those who called, as their kiosks tell them. In memory and never in the database or its journal: a screen is worth something
// only while somebody stands before it, a kiosk tells it again when the hub comes back, and what was never written need not be deleted.
// Bounded by the number of open calls, one a terminal. Any thread.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "hub/desk/desk.h"
#include "hub/protocol/assist_messages.h"
#include "hub/store/alerts.h"

namespace silverlane::desk {

class AssistBoard {
public:
    /// What the hub makes of a kiosk's word: nothing may be rung before 指给我看, and nothing is seen of a step that says so.
    static protocol::AssistScreen enforced(protocol::AssistScreen screen);

    /// False: an older screen, or the same once more.
    bool put(protocol::AssistScreen screen);
    [[nodiscard]] std::optional<protocol::AssistScreen> find(const AlertId& alert) const;
    /// Tells the kiosk, once for each key. Errors: those of AssistDesk::ring.
    Result<void> ring(Publisher& publisher, const store::AlertRow& call, const protocol::AssistRing& ring);
    void forget(const AlertId& alert);
    [[nodiscard]] std::vector<AlertId> alerts() const;

private:
    struct Shown {
        protocol::AssistScreen screen;
        std::deque<std::string> rung_keys;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Shown> shown_;   // by alert
};

/// An open or claimed call of this terminal. Errors: not_found.
Result<store::AlertRow> call_of(store::Connection& connection, const Terminal& terminal, const AlertId& alert);
/// One that this member of staff may see. Errors: not_found.
Result<store::AlertRow> call_for(store::Connection& connection, const Session& session, const AlertId& alert);
/// Whether the call is still open or claimed.
bool call_is_open(store::Connection& connection, const AlertId& alert);

/// To the staff who may see the call; kept nowhere.
void tell_staff(Publisher& publisher, const store::AlertRow& call, const protocol::AssistScreen& screen);

}  // namespace silverlane::desk
