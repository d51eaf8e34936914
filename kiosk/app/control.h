// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The control socket's requests, for tests and support: one JSON object a line in, one out ({"error":"..."} when it could not be done).
//   {"do":"scene"}  {"do":"drawing"}  {"do":"state"}  {"do":"press","node":"answer.cash"}  {"do":"spoken","since":N}
//   {"do":"device","kind":"scanner|card|printer","data":"..."}  {"do":"screenshot","path":"..."}  {"do":"advance","seconds":N}
// Refused altogether where the configuration does not allow it (kiosk_app). It acts only through ControlTarget; ui thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/app/recording_speaker.h"
#include "kiosk/flow/state.h"
#include "kiosk/scene/scene.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/metrics.h"

namespace silverlane::kiosk {

/// What a request may do to the kiosk.
class ControlTarget {
public:
    virtual ~ControlTarget() = default;
    [[nodiscard]] virtual const scene::Scene& scene() const = 0;
    [[nodiscard]] virtual const ui::Layout& layout() const = 0;
    [[nodiscard]] virtual const ui::Panel& panel() const = 0;
    [[nodiscard]] virtual const flow::State& flow_state() const = 0;
    [[nodiscard]] virtual std::string caption() const = 0;
    [[nodiscard]] virtual std::vector<Spoken> spoken_since(std::uint64_t number) const = 0;
    /// Whether the hub has answered and not been lost since (the flow itself begins hopeful).
    [[nodiscard]] virtual bool hub_reached() const = 0;
    /// Name and value of what support asks for: hub, devices, the outbox's state.
    [[nodiscard]] virtual std::vector<std::pair<std::string, std::string>> conditions() const = 0;
    virtual Result<void> press(const NodeId& node) = 0;
    /// Acts on a virtual device; see its README for what `data` means.
    virtual Result<void> act_on_device(const std::string& kind, const std::string& data) = 0;
    virtual Result<void> screenshot(const std::string& path) = 0;
    virtual Result<void> advance(Milliseconds by) = 0;
};

/// The answer to one line; never throws, never ends with a line break.
std::string answer_control_line(const std::string& line, ControlTarget& target);

}  // namespace silverlane::kiosk
