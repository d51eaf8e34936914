// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/ticket_intake.h"

#include <algorithm>

namespace silverlane::drivers::queue {

using protocol::Arrival;
using protocol::EvidenceKind;
using protocol::IdentifierKind;

std::string_view name_of(Count count) {
    switch (count) {
        case Count::received: return "received";
        case Count::recorded: return "recorded";
        case Count::ignored_event: return "ignored_event";
        case Count::unknown_event: return "unknown_event";
        case Count::unknown_branch: return "unknown_branch";
        case Count::unknown_path: return "unknown_path";
        case Count::wrong_method: return "wrong_method";
        case Count::wrong_token: return "wrong_token";
        case Count::not_utf8: return "not_utf8";
        case Count::malformed: return "malformed";
        case Count::missing_visit: return "missing_visit";
        case Count::time_unreadable: return "time_unreadable";
        case Count::clock_ahead: return "clock_ahead";
        case Count::without_identity: return "without_identity";
        case Count::label_cut: return "label_cut";
        case Count::without_label: return "without_label";
        case Count::not_durable: return "not_durable";
        case Count::count_of_counts: break;
    }
    return "unknown";
}

namespace {

constexpr Milliseconds kToleratedAhead{120'000};
constexpr std::size_t kFewestPhoneDigits = 7;

net::Response answered(int status, std::string_view result) {
    net::Response response;
    response.status = status;
    response.body = R"({"result":")" + std::string(result) + "\"}";
    return response;
}

/// The sender's proof, wherever this source carries it.
bool is_authentic(const SourceSettings& source, const net::Request& request) {
    if (source.hmac != nullptr) {
        const auto signature = request.headers.first(source.hmac_header);
        return signature && signature_is_right(*signature, request.body, source.hmac->bytes());
    }
    if (const auto header = request.headers.first(source.token_header); header && token_is_right(*header, source.token->bytes())) return true;
    if (source.token_query.empty()) return false;
    const auto query = request.query_value(source.token_query);
    return query && token_is_right(*query, source.token->bytes());
}

/// Our branch for the machine's, or nothing when the machine also serves branches that are not ours.
const BranchId* branch_of(const SourceSettings& source, const std::string& theirs) {
    if (!source.only_branch.empty()) return &source.only_branch;
    const auto found = std::find_if(source.branches.begin(), source.branches.end(), [&](const auto& entry) { return entry.first == theirs; });
    return found == source.branches.end() ? nullptr : &found->second;
}

bool has_phone_digits(const PrivateText& phone) {
    const std::string_view text = phone.open(PrivateDoor::keyed_hash);
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return static_cast<std::size_t>(digits) >= kFewestPhoneDigits;
}

EvidenceKind kind_of(EventMeaning meaning) {
    if (meaning == EventMeaning::called || meaning == EventMeaning::recalled) return EvidenceKind::ticket_called;
    return meaning == EventMeaning::ended ? EvidenceKind::ticket_ended : EvidenceKind::ticket_created;
}

}  // namespace

TicketIntake::TicketIntake(const QueueSettings& settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                           protocol::ArrivalSink& sink, const Clock& clock, EventLog& log)
    : settings_(settings), hasher_(hasher), calendar_(calendar), sink_(sink), clock_(clock), log_(log) {
    for (std::size_t i = 0; i < settings.sources.size(); ++i) per_source_.push_back(std::make_unique<Counters>());
}

net::Response TicketIntake::answer(const net::Request& request) {
    Heard heard;
    heard.received = clock_.now();
    for (std::size_t i = 0; i < settings_.sources.size(); ++i) {
        if (settings_.sources[i].path != request.path) continue;
        heard.source = &settings_.sources[i];
        heard.counters = per_source_[i].get();
    }
    count(Count::received, heard.counters);
    if (heard.source == nullptr) {
        count(Count::unknown_path, nullptr);
        return answered(404, "unknown_path");
    }
    if (request.method != "POST") {
        count(Count::wrong_method, heard.counters);
        net::Response response = answered(405, "wrong_method");
        response.headers.add("Allow", "POST");
        return response;
    }
    if (!is_authentic(*heard.source, request)) {
        count(Count::wrong_token, heard.counters);
        return answered(401, "wrong_token");
    }
    const auto read = read_event(heard.source->profile, request.body);
    if (const auto* reason = std::get_if<Unusable>(&read)) return refuse(heard, *reason, request.body);
    return record(heard, std::get<TicketEvent>(read));
}

net::Response TicketIntake::refuse(const Heard& heard, Unusable reason, const std::string& body) {
    if (reason == Unusable::unknown_event) {
        // Senders drop a hook that fails: an event that we do not know is not a failure.
        count(Count::unknown_event, heard.counters);
        return answered(200, "ignored");
    }
    count(reason == Unusable::not_utf8 ? Count::not_utf8 : reason == Unusable::malformed ? Count::malformed : Count::missing_visit,
          heard.counters);
    // Of the body only a keyed hash stays, enough to find it again in the sender's own log.
    log_.write(LogEvent{LogLevel::warning, "queue_event_refused"}
                   .with("source", std::string_view{heard.source->name})
                   .with("reason", name_of(reason))
                   .with("raw_hash", std::string_view{hasher_.session(PrivateText{body}).hexadecimal()}));
    return answered(reason == Unusable::missing_visit ? 422 : 400, name_of(reason));
}

net::Response TicketIntake::record(const Heard& heard, const TicketEvent& event) {
    if (event.meaning == EventMeaning::ignored) {
        count(Count::ignored_event, heard.counters);
        return answered(200, "ignored");
    }
    const BranchId* branch = branch_of(*heard.source, event.branch);
    if (branch == nullptr) {
        count(Count::unknown_branch, heard.counters);
        return answered(200, "ignored");
    }
    const bool committed = sink_.commit({arrival_of(heard, event, *branch)}).ok();
    if (durable_.exchange(committed) != committed) {
        log_.write(LogEvent{committed ? LogLevel::notice : LogLevel::error, committed ? "queue_durable_again" : "queue_not_durable"});
    }
    if (!committed) {
        count(Count::not_durable, heard.counters);
        net::Response response = answered(503, "not_durable");
        response.headers.add("Retry-After", "5");
        return response;
    }
    count(Count::recorded, heard.counters);
    return answered(200, "recorded");
}

Arrival TicketIntake::arrival_of(const Heard& heard, const TicketEvent& event, const BranchId& branch) {
    const SourceSettings& source = *heard.source;
    Arrival arrival;
    arrival.branch = branch;
    arrival.source = "queue:" + source.name;
    arrival.kind = kind_of(event.meaning);
    arrival.received_time = heard.received;
    if (!event.event_time && !event.event_time_text.empty()) count(Count::time_unreadable, heard.counters);
    const UtcTime event_time = event.event_time.value_or(heard.received);
    if (event_time > heard.received + kToleratedAhead) count(Count::clock_ahead, heard.counters);
    arrival.event_time = std::min(event_time, heard.received);
    const PrivateText identity{"queue\n" + source.name + identity_of(source.profile, event)};
    arrival.key = IdempotencyKey{"queue-" + hasher_.session(identity).hexadecimal().substr(0, 32)};
    arrival.session = event.branch + '/' + event.visit;
    arrival.ticket_label = event.ticket;
    if (event.ticket_was_cut) count(Count::label_cut, heard.counters);
    if (arrival.kind == EvidenceKind::ticket_created && event.ticket.empty()) count(Count::without_label, heard.counters);
    arrival.service = event.service;
    if (arrival.kind == EvidenceKind::ticket_called) {
        arrival.window = event.window;
        arrival.again = event.meaning == EventMeaning::recalled;
    }
    arrival.identifiers = event.hashed;
    if (!event.customer_reference.empty()) {
        arrival.identifiers.push_back({IdentifierKind::customer_reference, hasher_.customer_reference(event.customer_reference),
                                       source.profile.proof_of_customer_reference});
    }
    if (has_phone_digits(event.phone)) {
        const PhoneHashes phone = hasher_.phone_and_tail(PhoneNumber{event.phone}, branch, calendar_.day(arrival.event_time));
        arrival.identifiers.push_back({IdentifierKind::phone, phone.whole, source.profile.proof_of_phone});
        arrival.identifiers.push_back({IdentifierKind::phone_tail, phone.tail, protocol::Proof::claim});
    }
    if (arrival.kind == EvidenceKind::ticket_created && arrival.identifiers.empty()) count(Count::without_identity, heard.counters);
    return arrival;
}

void TicketIntake::count(Count what, Counters* source) {
    ++all_[static_cast<std::size_t>(what)];
    if (source != nullptr) ++(*source)[static_cast<std::size_t>(what)];
}

std::vector<std::pair<std::string, std::uint64_t>> TicketIntake::counters() const {
    std::vector<std::pair<std::string, std::uint64_t>> values;
    const auto add = [&](const Counters& from, const std::string& prefix, bool zeros) {
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (from[i] != 0 || zeros) values.emplace_back(prefix + std::string(name_of(static_cast<Count>(i))), from[i]);
        }
    };
    add(all_, "", true);
    for (std::size_t i = 0; i < per_source_.size(); ++i) add(*per_source_[i], "source." + settings_.sources[i].name + '.', false);
    return values;
}

}  // namespace silverlane::drivers::queue
