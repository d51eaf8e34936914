// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/delivery.h"

#include <algorithm>
#include <charconv>

#include "kiosk/hub_link/wire.h"

namespace silverlane::hub_link {
namespace {

constexpr Milliseconds kQuietRound{60'000};
constexpr Milliseconds kDiskRound{5'000};

const char* path_of(MessageKind kind) {
    switch (kind) {
        case MessageKind::arrival: return "/v1/arrivals";
        case MessageKind::ticket: return "/v1/tickets";
        case MessageKind::help_reason: return "/v1/help-calls/reason";
        case MessageKind::help_cancelled: return "/v1/help-calls/cancel";
        case MessageKind::turn_notice: return "/v1/turn-notices";
        case MessageKind::consent: return "/v1/consents";
        case MessageKind::passbook_printed: return "/v1/bank/passbook/printed";
        case MessageKind::offer_answer: return "/v1/offers/answer";
        case MessageKind::rating: return "/v1/ratings";
        case MessageKind::quiz_total: return "/v1/quiz-totals";
        case MessageKind::forget: return "/v1/forget";
    }
    return "/v1/arrivals";
}

/// The stored objects are the wire form already; a batch is their list.
std::string batch_body(const std::vector<OutboxMessage>& arrivals) {
    std::string body = "{\"arrivals\":[";
    for (const auto& arrival : arrivals) {
        if (body.back() != '[') body += ',';
        body += arrival.json;
    }
    return body + "]}";
}

/// Retry-After in seconds (RFC 9110, 10.2.3); the date form is not used by the hub. At most a minute.
std::optional<Milliseconds> retry_after(const net::Response& response) {
    const auto value = response.headers.first("Retry-After");
    if (!value) return std::nullopt;
    int seconds = 0;
    const auto parsed = std::from_chars(value->data(), value->data() + value->size(), seconds);
    if (parsed.ec != std::errc{} || seconds < 0) return std::nullopt;
    return Milliseconds{std::min(seconds, 60) * 1'000};
}

}  // namespace

Delivery::Delivery(DeliverySettings settings, net::HttpClient client, std::string device_token, Outbox& outbox, LinkState& state,
                   const Clock& clock, RandomSource& random, EventLog& log)
    : settings_(settings), client_(std::move(client)), device_token_(std::move(device_token)), outbox_(outbox), state_(state),
      clock_(clock), log_(log), back_off_(settings.first_back_off, settings.longest_back_off, random),
      batch_limit_(settings.most_in_batch) {}

Milliseconds Delivery::run() {
    if (outbox_.accepting() || outbox_.probe()) drop_expired();
    const Milliseconds wait = deliver();
    return outbox_.accepting() ? wait : std::min(wait, kDiskRound);
}

void Delivery::drop_expired() {
    if (clock_.monotonic() < next_expiry_) return;
    const auto dropped = outbox_.drop_expired();
    if (dropped && *dropped > 0) log_.write(LogEvent(LogLevel::error, "outbox_expired").with("messages", *dropped));
    next_expiry_ = clock_.monotonic() + kQuietRound;
}

Milliseconds Delivery::deliver() {
    if (clock_.monotonic() < not_before_) return not_before_ - clock_.monotonic();
    for (std::int64_t after = 0;;) {
        auto messages = outbox_.oldest(settings_.most_in_batch, after);
        if (!messages) return kDiskRound;
        if (messages->empty()) return kQuietRound;
        after = messages->back().sequence;
        leave_out_settled(*messages);
        bool all_settled = true;
        for (std::size_t position = 0; position < messages->size();) {
            const Passed passed = deliver_next(*messages, position);
            if (passed == Passed::stop) return wait_after_failure();
            if (passed == Passed::skipped) all_settled = false;
        }
        batch_limit_ = settings_.most_in_batch;
        if (!all_settled) return wait_after_failure();
    }
}

Milliseconds Delivery::wait_after_failure() {
    const Milliseconds wait = std::max(asked_to_wait_.value_or(Milliseconds{0}), back_off_.failed());
    not_before_ = clock_.monotonic() + wait;
    return wait;
}

std::vector<OutboxMessage> Delivery::arrivals_from(const std::vector<OutboxMessage>& messages, std::size_t position) const {
    std::vector<OutboxMessage> batch;
    std::size_t bytes = 0;
    for (; position < messages.size() && messages[position].kind == MessageKind::arrival; ++position) {
        bytes += messages[position].json.size() + 1;
        if (!batch.empty() && (bytes > settings_.most_batch_bytes || batch.size() >= batch_limit_)) break;
        batch.push_back(messages[position]);
    }
    return batch;
}

/// Sends the message or batch at `position` and moves it on.
Delivery::Passed Delivery::deliver_next(const std::vector<OutboxMessage>& messages, std::size_t& position) {
    const bool arrival = messages[position].kind == MessageKind::arrival;
    const auto batch = arrival ? arrivals_from(messages, position) : std::vector<OutboxMessage>{messages[position]};
    const Sent sent = send(path_of(batch.front().kind), arrival ? batch_body(batch) : batch.front().json);
    if (sent == Sent::later) return Passed::stop;
    if (batch.size() > 1 && sent != Sent::acknowledged) {
        batch_limit_ = 1;  // one of them is at fault: find it by sending them singly
        return Passed::on;
    }
    position += batch.size();
    if (sent == Sent::hub_fault) {
        // The hub itself failed on this one. It stays until it expires, and does not hold up what came after it.
        static_cast<void>(outbox_.count_attempt(batch.front().sequence).ok());  // a failing disk only leaves the count too low
        return Passed::skipped;
    }
    if (sent == Sent::refused) {
        log_.write(LogEvent(LogLevel::error, "outbox_message_refused").with("route", path_of(batch.front().kind))
                       .with("key", batch.front().key));
    }
    back_off_.succeeded();
    settle(batch);
    return Passed::on;
}

void Delivery::settle(const std::vector<OutboxMessage>& messages) {
    std::vector<std::int64_t> sequences;
    for (const auto& message : messages) sequences.push_back(message.sequence);
    // Forgotten when the kiosk ends: the same keys are sent again then, and the hub takes them without effect.
    const bool removed = outbox_.remove(sequences).ok();
    for (const auto& message : messages) {
        if (removed) settled_.erase(message.key.text);
        else settled_.insert(message.key.text);
    }
}

void Delivery::leave_out_settled(std::vector<OutboxMessage>& messages) {
    if (settled_.empty()) return;
    const auto had = std::stable_partition(messages.begin(), messages.end(),
                                           [this](const OutboxMessage& message) { return !settled_.contains(message.key.text); });
    const std::vector<OutboxMessage> again(had, messages.end());
    messages.erase(had, messages.end());
    settle(again);
}

Delivery::Sent Delivery::send(const char* path, const std::string& body) {
    asked_to_wait_.reset();
    const auto response = client_.send(request_of("POST", path, body, device_token_));
    if (!response) {
        state_.saw_away();
        return Sent::later;
    }
    const int status = response->status;
    if (is_temporary(status)) {
        asked_to_wait_ = retry_after(*response);
        return Sent::later;
    }
    if (is_not_admitted(status)) {
        log_.write(LogEvent(LogLevel::error, "hub_does_not_admit").with("route", path).with("status", status));
        state_.saw_away();
        return Sent::later;
    }
    state_.saw_up();
    if (status >= 200 && status < 300) return Sent::acknowledged;
    log_.write(LogEvent(LogLevel::warning, "hub_refused").with("route", path).with("status", status));
    return status >= 500 ? Sent::hub_fault : Sent::refused;
}

}  // namespace silverlane::hub_link
