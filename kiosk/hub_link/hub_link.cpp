// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/hub_link/hub_link.h"

#include <pthread.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "kiosk/hub_link/wire.h"

namespace silverlane::hub_link {
namespace {

/// The main of one of the link's threads: named for the operator's `top -H`, and the one place that catches everything.
template <class Body>
std::thread named_thread(const char* name, EventLog& log, Body body) {
    return std::thread([name, &log, body = std::move(body)] {
        pthread_setname_np(pthread_self(), name);
        try {
            body();
        } catch (const std::exception& fault) {
            log.write(LogEvent(LogLevel::error, "thread_ended_by_fault").with("thread", name).with("fault", fault.what()));
        } catch (...) {
            log.write(LogEvent(LogLevel::error, "thread_ended_by_fault").with("thread", name).with("fault", "unknown"));
        }
    });
}

}  // namespace

HubLink::HubLink(LinkSettings settings, Outbox& outbox, NewsQueue& news, const Clock& clock, RandomSource& random, EventLog& log)
    : settings_(std::move(settings)), outbox_(outbox), news_(news), clock_(clock), random_(random), log_(log),
      state_(log, [this](bool up) {
          tell(HubState{up});
          if (!up) return;
          hub_returned_ = true;
          nudge();
      }) {
    asking_ = named_thread("hub_link", log_, [this] { answer_asks(); });
    delivering_ = named_thread("hub_delivery", log_, [this] { deliver(); });
    reading_ = named_thread("hub_events", log_, [this] { read_events(); });
}

HubLink::~HubLink() {
    running_ = false;
    asks_.close();
    nudges_.close();
    event_stop_.close();
    stream_stop_.wake();
    asking_.join();
    delivering_.join();
    reading_.join();
}

Result<void> HubLink::NudgingSink::commit(const std::vector<protocol::Arrival>& arrivals) {
    auto kept = outbox_.commit(arrivals);
    if (kept) static_cast<void>(nudges_.post(Nudge{}));  // full: a nudge is waiting already
    return kept;
}

net::ClientSettings HubLink::client_settings(Milliseconds answer_within) const {
    net::ClientSettings client;
    client.base_url = settings_.url;
    client.trusted_certificate = settings_.trusted_certificate;
    client.connect_within = std::min(client.connect_within, answer_within / 2);
    client.answer_within = answer_within;
    return client;
}

void HubLink::tell(News news) {
    // Full only when the ui thread has stood still for hundreds of news; the watchdog of the unit ends such a kiosk.
    if (news_.post(std::move(news)) == Posted::full) log_.write(LogEvent(LogLevel::error, "hub_news_dropped"));
}

void HubLink::nudge() { static_cast<void>(nudges_.post(Nudge{})); }

void HubLink::answer_asks() {
    HubRequests requests(net::HttpClient(client_settings(settings_.answer_within / 2)), settings_.device_token, outbox_, state_, clock_,
                         log_, settings_.answer_within);
    constexpr Milliseconds kRound{30'000};
    // Without reserved numbers a hub that goes away takes the tickets with it, so the first block is asked for as soon as there is a hub.
    constexpr Milliseconds kSoon{250};
    bool numbers_kept = false;
    while (running_) {
        const auto ask = asks_.take_for(numbers_kept ? kRound : kSoon);
        if (ask) {
            if (!running_) return;
            tell(Answer{ask->id, requests.answer(*ask)});
            nudge();
        }
        // Between asks, so that the person never waits for it. Also when the day changed.
        if (running_ && state_.contact() == LinkState::Contact::up) {
            numbers_kept = requests.renew_reserved_numbers(settings_.calendar.day(clock_.now()), settings_.least_reserved);
        }
    }
}

void HubLink::deliver() {
    Delivery delivery(DeliverySettings{}, net::HttpClient(client_settings(settings_.deliver_within)), settings_.device_token, outbox_,
                      state_, clock_, random_, log_);
    while (running_) {
        if (hub_returned_.exchange(false)) delivery.hub_returned();
        const Milliseconds wait = delivery.run();
        nudges_.take_for(wait);
    }
}

bool HubLink::read_glance(net::HttpClient& client) {
    const auto response = client.send(request_of("GET", "/v1/glance", "", settings_.device_token));
    if (!response || response->status != 200) {
        if (response && state_.contact() != LinkState::Contact::away) {
            log_.write(LogEvent(LogLevel::error, is_not_admitted(response->status) ? "hub_does_not_admit" : "hub_refused")
                           .with("route", "/v1/glance").with("status", response->status));
        }
        state_.saw_away();
        return false;
    }
    state_.saw_up();
    auto glance = protocol::branch_glance_from_json(response->body);
    if (glance) tell(protocol::KioskEvent{protocol::KioskEvent::Kind::glance, {}, {}, std::move(*glance)});
    return true;
}

void HubLink::read_events() {
    BackOff back_off(Milliseconds{200}, settings_.longest_reconnect, random_);
    net::HttpClient client(client_settings(settings_.answer_within / 2));
    while (running_) {
        if (read_glance(client)) {
            back_off.succeeded();
            auto request = request_of("GET", "/v1/kiosk/stream", "", settings_.device_token);
            request.headers.add("Accept", "text/event-stream");
            if (!last_event_id_.empty()) request.headers.add("Last-Event-ID", last_event_id_);
            const auto ended = net::read_event_stream(client_settings(settings_.deliver_within), request, settings_.longest_silence,
                                                      [this](const net::StreamedEvent& event) { on_event(event); }, running_,
                                                      stream_stop_.descriptor());
            if (!ended && running_) log_.write(LogEvent(LogLevel::warning, "hub_stream_ended").with("error", ended.error()));
        }
        if (running_) event_stop_.take_for(back_off.failed());
    }
}

void HubLink::on_event(const net::StreamedEvent& event) {
    if (!event.id.empty()) last_event_id_ = event.id;
    if (event.name != "kiosk") return;
    auto read = protocol::kiosk_event_from_json(event.data);
    if (!read) {
        log_.write(LogEvent(LogLevel::error, "hub_answer_unreadable").with("route", "/v1/kiosk/stream").with("error", read.error()));
        return;
    }
    tell(std::move(*read));
}

}  // namespace silverlane::hub_link
