// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What this kiosk owes the hub, on disk: arrivals and the messages of a turn that must not be lost, each under its idempotency key, in the
// order in which they came, for at most a day; and the block of ticket numbers that this kiosk may give out while the hub is away. One
// SQLite file (WAL, synchronous=FULL); a batch handed to commit() is one transaction, so a burst costs one disk flush. A damaged file is
// set aside under another name and a new one begun. Any thread; never the ui thread, because every call may wait for the disk. It sends
// nothing (see delivery.h) and holds keyed hashes only.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/identifier.h"
#include "hub/protocol/arrival.h"
#include "hub/protocol/kiosk_messages.h"

namespace silverlane::hub_link {

/// Stands in the file as its number: new ones come at the end.
enum class MessageKind {
    arrival, ticket, help_reason, help_cancelled, turn_notice, consent, passbook_printed, offer_answer, rating, quiz_total, forget,
};

struct OutboxMessage {
    std::int64_t sequence = 0;      ///< order of delivery
    MessageKind kind = MessageKind::arrival;
    IdempotencyKey key;
    std::string json;               ///< the body as hub/protocol writes it
    int attempts = 0;
};

struct OutboxSettings {
    std::filesystem::path file;
    Milliseconds keep_for{std::chrono::hours{24}};
    std::int64_t most_bytes = 256LL * 1024 * 1024;   ///< beyond it the outbox refuses, as on a full disk
};

class Outbox final : public protocol::ArrivalSink {
public:
    /// Errors: io with the path. A damaged file is no error: it is set aside, logged (`outbox_set_aside`), and a new one begun.
    static Result<std::unique_ptr<Outbox>> open(OutboxSettings settings, const Clock& clock, EventLog& log);
    ~Outbox() override;

    /// See ArrivalSink: on success all of them are on disk. Errors: io (full or failing disk); nothing of the batch is kept then.
    Result<void> commit(const std::vector<protocol::Arrival>& arrivals) override;
    /// False after a write that the disk refused, until one succeeds again.
    [[nodiscard]] bool accepting() const override { return accepting_; }

    /// Keeps one message. The same key again succeeds without effect while the first waits. Errors: io.
    Result<void> add(MessageKind kind, const IdempotencyKey& key, std::string_view json);

    /// The oldest messages behind the sequence `after`, at most `most`, in order. Works on a full disk too.
    Result<std::vector<OutboxMessage>> oldest(std::size_t most, std::int64_t after = 0);
    /// Forgets what the hub acknowledged or will never take.
    Result<void> remove(const std::vector<std::int64_t>& sequences);
    /// Counts one more failed delivery of this message.
    Result<void> count_attempt(std::int64_t sequence);
    /// Drops what is older than `keep_for`; how many. The hub would not know what to do with yesterday's visit.
    Result<std::int64_t> drop_expired();
    Result<std::int64_t> size();
    /// Writes and takes back one row; makes accepting() true again once the disk takes writes. Errors: io.
    Result<void> probe();

    /// Keeps the block that the hub lent. Numbers already given out of an overlapping block are not given again. Errors: io.
    Result<void> keep_reserved(const protocol::ReservedNumbers& block);
    /// The next label of the block ("K001"), durably used up before this returns: a crash wastes a number and never repeats one.
    /// Errors: not_found (no block, or it is used up), io.
    Result<std::string> take_reserved_label();
    /// How many numbers of a block of this service day are left; 0 also when the block is of another day.
    Result<int> reserved_left(std::string_view day);

private:
    struct Statements;
    Outbox(OutboxSettings settings, const Clock& clock, EventLog& log);
    Result<void> begin();
    Result<void> set_aside(const Error& why);
    Result<void> insert(MessageKind kind, const IdempotencyKey& key, std::string_view json);
    template <class Work>
    auto in_transaction(const Work& work) -> decltype(work());
    /// Every disk failure passes here: it decides accepting() and sets a damaged file aside.
    Error note_failure(const Error& error);

    const OutboxSettings settings_;
    const Clock& clock_;
    EventLog& log_;
    std::mutex mutex_;                       // guards the statements and the file beneath them
    std::unique_ptr<Statements> statements_;
    std::atomic<bool> accepting_{true};
};

}  // namespace silverlane::hub_link
