// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/wifi/accounting_intake.h"

#include <algorithm>
#include <cstring>

namespace silverlane::drivers::wifi {

using protocol::Arrival;
using protocol::EvidenceKind;

std::string_view name_of(Count count) {
    switch (count) {
        case Count::received: return "received";
        case Count::answered: return "answered";
        case Count::arrivals: return "arrivals";
        case Count::repeated_packet: return "repeated_packet";
        case Count::repeated_event: return "repeated_event";
        case Count::status_server: return "status_server";
        case Count::ignored_status_type: return "ignored_status_type";
        case Count::clock_ahead: return "clock_ahead";
        case Count::without_identity: return "without_identity";
        case Count::not_durable: return "not_durable";
        case Count::count_of_counts: break;
    }
    return "unknown";
}

namespace {

constexpr Milliseconds kSameEventWithin{5'000};

/// RFC 5080, 2.2.2: source address, source port, identifier and authenticator name one packet.
std::string packet_name(const net::Datagram& datagram, const Packet& packet) {
    std::string name = datagram.peer_address + '|' + std::to_string(datagram.peer_port) + '|' + std::to_string(packet.identifier) + '|';
    name.append(reinterpret_cast<const char*>(packet.authenticator.data()), packet.authenticator.size());
    return name;
}

bool is_recorded(std::uint32_t status_type) {
    return status_type == kStart || status_type == kStop || status_type == kInterim || status_type == kAccountingOn ||
           status_type == kAccountingOff;
}

}  // namespace

AccountingIntake::AccountingIntake(const WifiSettings& settings, const IdentifierHasher& hasher, const BranchCalendar& calendar,
                                   protocol::ArrivalSink& sink, std::size_t remembered)
    : settings_(settings), hasher_(hasher), calendar_(calendar), sink_(sink), remembered_(remembered) {
    for (std::size_t i = 0; i < settings.clients.size(); ++i) per_client_.push_back(std::make_unique<Counters>());
}

std::vector<PendingAnswer> AccountingIntake::take(std::vector<net::Datagram>& batch, UtcTime received) {
    Batch work;
    for (std::size_t i = 0; i < batch.size(); ++i) hear(batch[i], i, received, work);
    finish(work);
    for (net::Datagram& datagram : batch) {
        if (!datagram.bytes.empty()) explicit_bzero(datagram.bytes.data(), datagram.bytes.size());
    }
    return std::move(work.certain);
}

const ClientSettings* AccountingIntake::client_of(const std::string& address) const {
    const auto source = parse_address(address);
    const ClientSettings* best = nullptr;
    if (!source) return best;
    for (const ClientSettings& client : settings_.clients) {
        if (client.addresses.covers(*source) && (best == nullptr || client.addresses.bits() > best->addresses.bits())) best = &client;
    }
    return best;
}

void AccountingIntake::hear(const net::Datagram& datagram, std::size_t index, UtcTime received, Batch& batch) {
    Heard heard;
    heard.index = index;
    heard.client = client_of(datagram.peer_address);
    if (heard.client != nullptr) heard.counters = per_client_[static_cast<std::size_t>(heard.client - settings_.clients.data())].get();
    count(Count::received, heard.counters);
    const auto header = read_header(datagram.bytes);
    if (const auto* reason = std::get_if<Drop>(&header)) return drop(*reason, heard.counters);
    if (heard.client == nullptr) return drop(Drop::unknown_client, nullptr);
    heard.packet = std::get<Packet>(header);
    std::vector<Attribute> attributes;
    if (!passes(heard, attributes)) return;
    if (heard.packet.code == static_cast<std::uint8_t>(Code::status_server)) {
        // The health probe of every RADIUS client: silence while nothing could be recorded sends it to the stand-by.
        if (!sink_.accepting()) return count(Count::not_durable, heard.counters);
        count(Count::status_server, heard.counters);
        count(Count::answered, heard.counters);
        batch.certain.push_back({index, accounting_response(heard.packet, heard.client->secret->bytes())});
        return;
    }
    std::string name = packet_name(datagram, heard.packet);
    if (const auto answer = answers_.find(name); answer != answers_.end()) {
        count(Count::repeated_packet, heard.counters);
        count(Count::answered, heard.counters);
        batch.certain.push_back({index, answer->second});
        return;
    }
    const auto record = read_record(attributes);
    if (const auto* reason = std::get_if<Drop>(&record)) return drop(*reason, heard.counters);
    const auto& read = std::get<AccountingRecord>(record);
    hear_accounting(heard, read, read.nas.empty() ? datagram.peer_address : read.nas, received, batch, std::move(name));
}

bool AccountingIntake::passes(const Heard& heard, std::vector<Attribute>& attributes) {
    const std::string_view secret = heard.client->secret->bytes();
    const auto refuse = [&](Drop reason) {
        drop(reason, heard.counters);
        return false;
    };
    const bool accounting = heard.packet.code == static_cast<std::uint8_t>(Code::accounting_request);
    if (!accounting && heard.packet.code != static_cast<std::uint8_t>(Code::status_server)) return refuse(Drop::unexpected_code);
    if (accounting && !request_authenticator_is_right(heard.packet, secret)) return refuse(Drop::wrong_authenticator);
    auto read = read_attributes(heard.packet);
    if (const auto* reason = std::get_if<Drop>(&read)) return refuse(*reason);
    attributes = std::get<std::vector<Attribute>>(std::move(read));
    const bool required = !accounting || heard.client->require_message_authenticator;
    switch (check_message_authenticator(heard.packet, attributes, secret)) {
        case MessageAuthenticator::absent: return required ? refuse(Drop::missing_message_authenticator) : true;
        case MessageAuthenticator::wrong: return refuse(Drop::wrong_message_authenticator);
        case MessageAuthenticator::right: return true;
    }
    return false;
}

void AccountingIntake::hear_accounting(const Heard& heard, const AccountingRecord& record, std::string nas, UtcTime received,
                                       Batch& batch, std::string packet) {
    PendingAnswer answer{heard.index, accounting_response(heard.packet, heard.client->secret->bytes())};
    if (!is_recorded(record.status_type)) {
        // Answered, because a controller repeats what is not answered; there is nothing to record in a tunnel or vendor event.
        count(Count::ignored_status_type, heard.counters);
        count(Count::answered, heard.counters);
        batch.certain.push_back(std::move(answer));
        return;
    }
    const EventTime event = event_time_of(record, received);
    if (event.clock_ahead) count(Count::clock_ahead, heard.counters);
    const std::string name = heard.client->branch.text + '|' + session_name(nas, record.session, hasher_) + '|' +
                             std::to_string(record.status_type);
    if (const LastEvent* known = same_event(name, event)) {
        count(Count::repeated_event, heard.counters);
        if (known->committed) {
            count(Count::answered, heard.counters);
            batch.certain.push_back(std::move(answer));
        } else {
            batch.after_commit.emplace_back(std::move(answer), std::move(packet));
        }
        return;
    }
    batch.arrivals.push_back(arrival_of(heard, record, nas, event, received, batch));
    remember_event(name, event, batch);
    batch.after_commit.emplace_back(std::move(answer), std::move(packet));
}

Arrival AccountingIntake::arrival_of(const Heard& heard, const AccountingRecord& record, const std::string& nas, const EventTime& event,
                                     UtcTime received, Batch& batch) {
    const ClientSettings& client = *heard.client;
    Arrival arrival;
    arrival.branch = client.branch;
    arrival.source = "wifi:" + client.name;
    arrival.session = session_name(nas, record.session, hasher_);
    arrival.event_time = std::min(event.time, received);
    arrival.received_time = received;
    // From the time as the source gave it, so that a clamped event keeps its key when it is repeated.
    arrival.key = key_of(client.branch, arrival.session, record.status_type, event.time, hasher_);
    arrival.identifiers = identifiers_of(record, client, hasher_, calendar_.day(arrival.event_time));
    const bool named = std::any_of(arrival.identifiers.begin(), arrival.identifiers.end(),
                                   [](const auto& id) { return id.kind != protocol::IdentifierKind::device; });
    const auto here = [&](const std::string& station) { return is_access_point(record.called_station, station); };
    arrival.inside = std::any_of(client.inside.begin(), client.inside.end(), here);
    const auto place = std::find_if(client.places.begin(), client.places.end(), [&](const auto& entry) { return here(entry.first); });
    if (place != client.places.end()) arrival.place = place->second;
    switch (record.status_type) {
        case kStart:
            arrival.kind = EvidenceKind::wifi_start;
            remember_session(arrival.session, batch);
            break;
        case kStop: arrival.kind = EvidenceKind::wifi_stop; break;
        case kInterim:
            arrival.kind = EvidenceKind::wifi_update;
            // The Start was lost: it happened Acct-Session-Time ago. Its key stays the Interim's, so a restart changes nothing.
            if (!sessions_.contains(arrival.session) && record.session_seconds) {
                arrival.kind = EvidenceKind::wifi_start;
                arrival.event_time -= std::chrono::seconds{*record.session_seconds};
                remember_session(arrival.session, batch);
            }
            break;
        default:
            arrival.kind = EvidenceKind::wifi_all_stopped;
            arrival.session = session_name(nas, PrivateText{}, hasher_);
            arrival.identifiers.clear();
            forget_sessions(arrival.session);
            break;
    }
    if (arrival.kind == EvidenceKind::wifi_start && !named) count(Count::without_identity, heard.counters);
    return arrival;
}

const AccountingIntake::LastEvent* AccountingIntake::same_event(const std::string& name, const EventTime& event) const {
    const auto found = last_events_.find(name);
    if (found == last_events_.end()) return nullptr;
    const LastEvent& last = found->second;
    const Milliseconds apart = last.time > event.time ? last.time - event.time : event.time - last.time;
    const bool exact = last.given_by_source || event.given_by_source;
    return (exact ? apart == Milliseconds{0} && last.given_by_source == event.given_by_source : apart <= kSameEventWithin) ? &last : nullptr;
}

void AccountingIntake::remember_event(const std::string& name, const EventTime& event, Batch& batch) {
    if (last_events_.insert_or_assign(name, LastEvent{event.time, event.given_by_source, false}).second) {
        events_by_age_.push_back(name);
        if (events_by_age_.size() > remembered_) {
            last_events_.erase(events_by_age_.front());
            events_by_age_.pop_front();
        }
    }
    batch.new_events.push_back(name);
}

void AccountingIntake::remember_session(const std::string& session, Batch& batch) {
    if (!sessions_.insert(session).second) return;
    batch.new_sessions.push_back(session);
    sessions_by_age_.push_back(session);
    if (sessions_by_age_.size() > remembered_) {
        sessions_.erase(sessions_by_age_.front());
        sessions_by_age_.pop_front();
    }
}

void AccountingIntake::forget_sessions(const std::string& controller) {
    const auto gone = [&](const std::string& session) { return session.starts_with(controller); };
    for (const std::string& session : sessions_by_age_) {
        if (gone(session)) sessions_.erase(session);
    }
    sessions_by_age_.erase(std::remove_if(sessions_by_age_.begin(), sessions_by_age_.end(), gone), sessions_by_age_.end());
}

void AccountingIntake::finish(Batch& batch) {
    const bool committed = batch.arrivals.empty() || sink_.commit(batch.arrivals).ok();
    if (!batch.arrivals.empty()) durable_ = committed;
    for (const std::string& name : batch.new_events) {
        const auto event = last_events_.find(name);
        if (event == last_events_.end()) continue;
        // Forgotten when not committed: the client's repetition must be taken as new. Its place in events_by_age_ stays, harmless.
        if (committed) event->second.committed = true;
        else last_events_.erase(event);
    }
    if (!committed) {
        for (const std::string& session : batch.new_sessions) sessions_.erase(session);
        all_.counts[static_cast<std::size_t>(Count::not_durable)] += batch.after_commit.size();
        return;
    }
    all_.counts[static_cast<std::size_t>(Count::arrivals)] += batch.arrivals.size();
    all_.counts[static_cast<std::size_t>(Count::answered)] += batch.after_commit.size();
    for (auto& [answer, name] : batch.after_commit) {
        if (answers_.emplace(name, answer.bytes).second) answers_by_age_.push_back(std::move(name));
        if (answers_by_age_.size() > remembered_) {
            answers_.erase(answers_by_age_.front());
            answers_by_age_.pop_front();
        }
        batch.certain.push_back(std::move(answer));
    }
}

void AccountingIntake::drop(Drop reason, Counters* client) {
    ++all_.drops[static_cast<std::size_t>(reason)];
    if (client != nullptr) ++client->drops[static_cast<std::size_t>(reason)];
}

void AccountingIntake::count(Count what, Counters* client) {
    ++all_.counts[static_cast<std::size_t>(what)];
    if (client != nullptr) ++client->counts[static_cast<std::size_t>(what)];
}

std::vector<std::pair<std::string, std::uint64_t>> AccountingIntake::counters() const {
    std::vector<std::pair<std::string, std::uint64_t>> values;
    const auto add = [&](const Counters& from, const std::string& prefix, bool zeros) {
        for (std::size_t i = 0; i < kCounts; ++i) {
            const std::uint64_t value = from.counts[i];
            if (value != 0 || zeros) values.emplace_back(prefix + std::string(name_of(static_cast<Count>(i))), value);
        }
        for (std::size_t i = 0; i < kDrops; ++i) {
            const std::uint64_t value = from.drops[i];
            if (value != 0 || zeros) values.emplace_back(prefix + "dropped_" + std::string(name_of(static_cast<Drop>(i))), value);
        }
    };
    add(all_, "", true);
    for (std::size_t i = 0; i < per_client_.size(); ++i) add(*per_client_[i], "client." + settings_.clients[i].name + '.', false);
    return values;
}

}  // namespace silverlane::drivers::wifi
