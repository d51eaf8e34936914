// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Carries the desk's committed events onto the open streams. Called on the writer thread; it frames and hands over, and never waits.
#pragma once

#include "hub/desk/desk.h"
#include "net/event_stream.h"

namespace silverlane::http {

class StreamPublisher final : public desk::Publisher {
public:
    explicit StreamPublisher(net::EventStream& streams) : streams_(streams) {}
    void publish(const desk::BranchEvent& event) override;
    void tell_now(const BranchId& branch, const std::string& audience, std::string_view name, const std::string& data) override;
    [[nodiscard]] std::size_t staff_listening(const BranchId& branch) const override;

private:
    net::EventStream& streams_;
};

}  // namespace silverlane::http
