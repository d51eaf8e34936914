// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// How one make of queue machine words its events: a declarative file in config/queue-profiles, read once at start. A new machine is a
// new file, not new code. Values; one thread reads, any thread uses.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/reader.h"
#include "hub/protocol/arrival.h"

namespace silverlane::drivers::queue {

/// What an event of the machine means to us. `recalled`: a number that did not come is called once more. `ignored` is known and of no consequence (a transfer between queues).
enum class EventMeaning { created, called, recalled, ended, ignored };

/// JSON pointers (RFC 6901) into the body; empty = the machine does not send it.
struct ProfileFields {
    std::string event_id;
    std::string branch;
    std::string visit;
    std::string event_time;
    std::string ticket;
    std::vector<std::string> service;              ///< the first that is there
    std::vector<std::string> customer_reference;   ///< the first that is there
    std::vector<std::string> phone;                ///< the first that is there
    std::vector<std::string> window;               ///< where it is called to ("Counter 1", 12): the first that holds one number
    std::string hashed_identifiers;                ///< list of {type, value (64 hexadecimal digits), proof}
};

struct Profile {
    std::string name;
    std::string event;   ///< pointer to the event's name
    std::string state;   ///< pointer to a state that refines it; the map is then asked for "name state" before "name"
    ProfileFields fields;
    protocol::Proof proof_of_customer_reference = protocol::Proof::possession;
    protocol::Proof proof_of_phone = protocol::Proof::claim;
    std::vector<std::pair<std::string, EventMeaning>> events;
    std::vector<std::string> null_dates;                       ///< a time that begins so is no time
    std::optional<std::chrono::minutes> zone;                  ///< for times without a zone
    std::vector<std::string> deduplicate_by;                   ///< of branch, visit, event, event_time, event_id
};

/// Errors: not_found; invalid_input with every mistake of the file, one a line.
Result<Profile> load_profile(const std::filesystem::path& file);
/// Everything wrong becomes a mistake of the reader.
Profile read_profile(config::TableReader table);

}  // namespace silverlane::drivers::queue
