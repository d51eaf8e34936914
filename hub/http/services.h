// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What the route handlers work with, borrowed from the program that owns it all. Everything here may be used from several request
// threads at once.
#pragma once

#include <cstddef>
#include <string>

#include "base/clock.h"
#include "base/event_log.h"
#include "hub/bank/bank_window.h"
#include "hub/desk/desk.h"
#include "hub/http/metrics.h"
#include "hub/http/static_files.h"
#include "net/event_stream.h"

namespace silverlane::http {

struct Services {
    desk::Desk& desk;
    net::EventStream& streams;
    const StaticFiles& tablet_pages;
    const std::string& api_document;      ///< the text of openapi.json
    const Metrics& metrics;
    EventLog& log;
    const Clock& clock;
    /// More missed events than this are not replayed one by one: the client gets "reset" and reads the list.
    std::size_t longest_replay_bytes = 128 * 1024;
    bank::BankWindow* bank = nullptr;     ///< absent: every question about money is answered with 503
    const StaticFiles* phone_pages = nullptr;          ///< absent: there is no page for phones
    std::size_t most_phone_streams = 3'072;            ///< of all streams; with so many open, phones ask again instead of listening
};

}  // namespace silverlane::http
