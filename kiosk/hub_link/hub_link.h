// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The kiosk's client of the hub. Three threads of its own: `hub_link` answers what the person's turn asks, `hub_delivery` takes the outbox
// to the hub, `hub_events` reads the hub's event stream and notices when the hub comes and goes. The ui thread only posts asks and takes
// news: it never waits for a disk or a network. Owned by kiosk/app. It knows no flow, no screen and no device.
#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/event_log.h"
#include "base/random_source.h"
#include "base/wake_descriptor.h"
#include "kiosk/hub_link/delivery.h"
#include "kiosk/hub_link/hub_messages.h"
#include "kiosk/hub_link/hub_requests.h"
#include "kiosk/hub_link/link_state.h"
#include "kiosk/hub_link/outbox.h"
#include "net/http_client.h"

namespace silverlane::hub_link {

struct LinkSettings {
    std::string url;                                             ///< "https://hub.example:8443"
    std::optional<std::filesystem::path> trusted_certificate;    ///< PEM; absent: the machine's authorities
    std::string device_token;
    Milliseconds answer_within{3'000};    ///< what a person waits for at most; then the hub counts as away
    Milliseconds deliver_within{5'000};
    Milliseconds longest_silence{35'000}; ///< of the event stream; the hub's heartbeat comes every 15 s
    Milliseconds longest_reconnect{1'500};///< between attempts while the hub is away, so that its return is seen soon
    int least_reserved = 20;              ///< numbers of a day's block; below it a new block is asked for
    BranchCalendar calendar{std::chrono::minutes{480}};
};

using NewsQueue = BoundedQueue<News>;

class HubLink {
public:
    /// Starts the threads. `news` is closed by nobody here and must outlive the link, as must everything else handed in.
    HubLink(LinkSettings settings, Outbox& outbox, NewsQueue& news, const Clock& clock, RandomSource& random, EventLog& log);
    /// Stops; an ask that was taken is finished (at most `answer_within`), one still waiting is dropped.
    ~HubLink();
    HubLink(const HubLink&) = delete;
    HubLink& operator=(const HubLink&) = delete;

    /// Never blocks. The answer comes as news with the same id. Posted::full: the link is stuck; treat it as the hub being away.
    [[nodiscard]] Posted ask(Ask ask) { return asks_.post(std::move(ask)); }
    /// Where the drivers of this kiosk deliver; delivery begins at once. Any thread but ui.
    [[nodiscard]] protocol::ArrivalSink& arrivals() { return sink_; }

private:
    struct Nudge {};
    /// The outbox, plus a nudge to the delivery thread after each batch.
    class NudgingSink final : public protocol::ArrivalSink {
    public:
        NudgingSink(Outbox& outbox, BoundedQueue<Nudge>& nudges) : outbox_(outbox), nudges_(nudges) {}
        Result<void> commit(const std::vector<protocol::Arrival>& arrivals) override;
        [[nodiscard]] bool accepting() const override { return outbox_.accepting(); }

    private:
        Outbox& outbox_;
        BoundedQueue<Nudge>& nudges_;
    };

    void answer_asks();
    void deliver();
    void read_events();
    void on_event(const net::StreamedEvent& event);
    bool read_glance(net::HttpClient& client);
    void tell(News news);
    void nudge();
    [[nodiscard]] net::ClientSettings client_settings(Milliseconds answer_within) const;

    const LinkSettings settings_;
    Outbox& outbox_;
    NewsQueue& news_;
    const Clock& clock_;
    RandomSource& random_;
    EventLog& log_;
    std::atomic<bool> running_{true};
    std::atomic<bool> hub_returned_{false};   // told by whichever thread saw it, taken by hub_delivery
    LinkState state_;
    BoundedQueue<Ask> asks_{32};
    BoundedQueue<Nudge> nudges_{1};       // full means: already nudged
    BoundedQueue<Nudge> event_stop_{1};   // closed to end a wait between two attempts
    WakeDescriptor stream_stop_;          // woken to end the reading of a stream
    NudgingSink sink_{outbox_, nudges_};
    std::string last_event_id_;           // thread hub_events
    std::thread asking_, delivering_, reading_;
};

}  // namespace silverlane::hub_link
