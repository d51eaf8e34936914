// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/http/stream_publisher.h"

#include "hub/http/event_replay.h"

namespace silverlane::http {

void StreamPublisher::publish(const desk::BranchEvent& event) {
    streams_.publish(topic_of(event.branch, event.audience), event.sequence,
                     net::frame_event(event_id(event.branch, event.sequence), event.name, event.data));
}

std::size_t StreamPublisher::staff_listening(const BranchId& branch) const {
    return streams_.listeners(topic_of(branch, "staff"), "staff:");
}

}  // namespace silverlane::http
