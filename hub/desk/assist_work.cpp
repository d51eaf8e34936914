// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/assist_work.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "hub/desk/alert_work.h"

namespace silverlane::desk {
namespace {

constexpr std::size_t kKeysKept = 64;   // of the rings of one call; a page repeats a request within seconds

/// Whatever a kiosk says of them; of the others (PIN, consent, offer) only the kiosk knows, and tells no node.
constexpr std::array<std::string_view, 2> kCustomersAlone{"confirm", "rating"};

bool open_call(const store::AlertRow& row) {
    return (row.kind == "help" || row.kind == "unwell") && row.state <= static_cast<int>(protocol::AlertState::claimed);
}

void tell_kiosk(Publisher& publisher, const store::AlertRow& call, const protocol::AssistRing& ring) {
    protocol::KioskEvent event;
    event.kind = protocol::KioskEvent::Kind::ring;
    event.alert = call.id;
    event.generation = ring.generation;
    event.node = ring.node;
    publisher.tell_now(call.branch, fmt::format("kiosk:{}", call.terminal), "kiosk", protocol::to_json(event));
}

Result<void> may_ring(const protocol::AssistScreen& screen, const protocol::AssistRing& ring) {
    if (ring.generation != screen.generation) return Error(ErrorCode::conflict, "the customer has gone on");
    if (!screen.asked) return Error(ErrorCode::forbidden, "the customer has not asked to be shown");
    if (!screen.may_ring) return Error(ErrorCode::forbidden, "this step is the customer's alone");
    const auto node = std::find_if(screen.nodes.begin(), screen.nodes.end(), [&](const protocol::AssistNode& one) { return one.id == ring.node; });
    if (node != screen.nodes.end() && node->may_ring) return {};
    return Error(ErrorCode::invalid_input, "field 'node': expected a button that can be pointed at");
}

Error no_call() { return Error(ErrorCode::not_found, "no such open call"); }

}  // namespace

protocol::AssistScreen AssistBoard::enforced(protocol::AssistScreen screen) {
    const bool own = std::find(kCustomersAlone.begin(), kCustomersAlone.end(), screen.template_name) != kCustomersAlone.end();
    screen.may_ring = screen.may_ring && screen.asked && !own;
    if (own || (screen.asked && !screen.may_ring)) screen.nodes.clear();
    if (screen.may_ring) return screen;
    for (auto& node : screen.nodes) node.may_ring = false;
    screen.rung.clear();
    return screen;
}

bool AssistBoard::put(protocol::AssistScreen screen) {
    const std::lock_guard lock(mutex_);
    Shown& shown = shown_[screen.alert.text];
    if (screen.generation <= shown.screen.generation) return false;
    shown.screen = std::move(screen);
    return true;
}

std::optional<protocol::AssistScreen> AssistBoard::find(const AlertId& alert) const {
    const std::lock_guard lock(mutex_);
    const auto found = shown_.find(alert.text);
    if (found == shown_.end()) return std::nullopt;
    return found->second.screen;
}

Result<void> AssistBoard::ring(Publisher& publisher, const store::AlertRow& call, const protocol::AssistRing& ring) {
    const std::lock_guard lock(mutex_);
    const auto found = shown_.find(call.id.text);
    if (found == shown_.end()) return Error(ErrorCode::not_found, "the kiosk has not told its screen");
    auto& keys = found->second.rung_keys;
    if (std::find(keys.begin(), keys.end(), ring.key.text) != keys.end()) return {};
    const protocol::AssistScreen& screen = found->second.screen;
    if (auto allowed = may_ring(screen, ring); !allowed) return allowed;
    keys.push_back(ring.key.text);
    if (keys.size() > kKeysKept) keys.pop_front();
    tell_kiosk(publisher, call, ring);
    return {};
}

void AssistBoard::forget(const AlertId& alert) {
    const std::lock_guard lock(mutex_);
    shown_.erase(alert.text);
}

std::vector<AlertId> AssistBoard::alerts() const {
    const std::lock_guard lock(mutex_);
    std::vector<AlertId> found;
    for (const auto& [alert, shown] : shown_) found.push_back(AlertId{alert});
    return found;
}

Result<store::AlertRow> call_of(store::Connection& connection, const Terminal& terminal, const AlertId& alert) {
    auto row = store::Alerts(connection).find(alert);
    if (!row || row->branch != terminal.branch || row->terminal != terminal.kiosk.text || !open_call(*row)) return no_call();
    return std::move(*row);
}

Result<store::AlertRow> call_for(store::Connection& connection, const Session& session, const AlertId& alert) {
    auto row = store::Alerts(connection).find(alert);
    if (!row || row->branch != session.branch || !may_see(session, *row) || !open_call(*row)) return no_call();
    return std::move(*row);
}

bool call_is_open(store::Connection& connection, const AlertId& alert) {
    const auto row = store::Alerts(connection).find(alert);
    return row && open_call(*row);
}

void tell_staff(Publisher& publisher, const store::AlertRow& call, const protocol::AssistScreen& screen) {
    publisher.tell_now(call.branch, call.audience.empty() ? "staff" : "staff:" + call.audience, "assist", protocol::to_json(screen));
}

}  // namespace silverlane::desk
