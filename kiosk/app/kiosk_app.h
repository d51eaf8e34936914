// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The kiosk put together: the only place that knows window, voice, flow, hub link and devices at once. Built top to bottom, destroyed in
// reverse. run() is the ui thread's loop: it waits in one poll on the window, the wake descriptor of all queues and the next moment at
// which anything is due, and never on a disk, a network or a device. The first screen stands before voice, hub and devices are started.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/event_log.h"
#include "base/random_source.h"
#include "base/wake_descriptor.h"
#include "kiosk/app/control.h"
#include "kiosk/app/devices.h"
#include "kiosk/app/effects_assist.h"
#include "kiosk/app/effects_help.h"
#include "kiosk/app/effects_money.h"
#include "kiosk/app/effects_passbook.h"
#include "kiosk/app/effects_services.h"
#include "kiosk/app/effects_slips.h"
#include "kiosk/app/effects_tickets.h"
#include "kiosk/app/effects_visit.h"
#include "kiosk/app/ending_signals.h"
#include "kiosk/app/flow_reload.h"
#include "kiosk/app/hall_calls.h"
#include "kiosk/app/hub_asker.h"
#include "kiosk/settings/kiosk_settings.h"
#include "kiosk/app/line_socket.h"
#include "kiosk/app/media_worker.h"
#include "kiosk/app/options.h"
#include "kiosk/app/recording_speaker.h"
#include "kiosk/app/voice_watch.h"
#include "kiosk/flow/engine.h"
#include "kiosk/hub_link/hub_link.h"
#include "kiosk/scene/builder.h"
#include "kiosk/scene/text_catalogue.h"
#include "kiosk/speech/presenter.h"
#include "kiosk/ui/kiosk_window.h"
#include "voice/speaker/synthesised_speaker.h"

namespace silverlane::kiosk {

class KioskApp final : private ControlTarget {
public:
    /// Checks that what the settings name is there (check_start), and loads texts and flows. Errors: as those and the loaders';
    /// forbidden when --control is asked for and the configuration does not allow it.
    static Result<std::unique_ptr<KioskApp>> create(KioskSettings settings, Options options, AdvanceableClock& clock, EventLog& log);
    ~KioskApp() override;

    /// The effective settings, for --check-config.
    [[nodiscard]] std::string describe() const;
    /// Whether every step fits on the panel. Errors: unsupported, naming the steps.
    [[nodiscard]] Result<void> check_panel() const;
    /// Until SIGTERM, SIGINT or the closing of the window. Returns the exit status.
    int run();

private:
    KioskApp(KioskSettings settings, Options options, AdvanceableClock& clock, EventLog& log, scene::TextCatalogue texts, flow::Flows flows);

    // kiosk_app.cpp: the loop
    Result<void> open_window();
    void loop();
    bool take_input();
    void take_news();
    void wait_for_something();
    [[nodiscard]] std::optional<Milliseconds> time_to_next() const;
    /// One event of the flow, its effects, and what they lead to at once; then the screen and the voice follow.
    void happen(flow::Event event);
    void apply(const flow::Event& event);
    void follow_state();
    /// The scene of the present state, on the screen and to the voice.
    void show_state();
    void tick_if_due();
    void refresh_clock_text();
    void refresh_day();
    void care_for_panel(int minute_of_day);
    void show_caption();

    // kiosk_effects.cpp: who carries out what
    void carry_out(const std::vector<flow::Effect>& effects);
    void carry_out(const flow::Effect& effect);
    void ask(const flow::Ask& ask);
    void give_back(flow::Medium medium);
    void report_trouble(const flow::ReportTrouble& trouble);
    void reset_customer();
    [[nodiscard]] std::string ticket_label() const;
    [[nodiscard]] WhoseTurn whose_turn() const;

    // kiosk_start.cpp: after the first screen, one piece at a time
    void plan_start();
    void start_control();
    void start_checking_panel();
    void refuse_panel(const Error& error);
    void start_voice();
    std::optional<voice::CantoneseReadings> cantonese_readings();
    /// Once the voice has tested itself: which of the configured varieties may be chosen. Staff hear of one that is missing.
    void offer_varieties();
    void start_hub_link();
    void start_devices();
    void start_sources();
    void start_watching_files();
    void prepare_glyphs();
    /// Saved flows and texts, once nobody stands here.
    void take_saved_files();
    void hear(const hub_link::News& news);
    void hear(const PrinterNews& news);
    void hear(const protocol::BranchGlance& glance);
    /// The number that is being called, on the screen as in the hall.
    void show_calling();

    // kiosk_devices.cpp: what cards, passbooks, the PIN pad and the private ear report
    void take_device_news();
    void watch_voice();
    void hear(const drivers::CardSlotEvent& event);
    void hear(const drivers::PassbookEvent& event);
    void hear(const MediaNews& news);
    void give_back_what_was_left();

    // ControlTarget
    [[nodiscard]] const scene::Scene& scene() const override { return scene_; }
    [[nodiscard]] const ui::Layout& layout() const override { return window_->layout(); }
    [[nodiscard]] const ui::Panel& panel() const override { return panel_; }
    [[nodiscard]] const flow::State& flow_state() const override { return state_; }
    [[nodiscard]] std::string caption() const override { return presenter_.caption().text; }
    [[nodiscard]] std::vector<Spoken> spoken_since(std::uint64_t number) const override { return speaker_.since(number); }
    [[nodiscard]] bool hub_reached() const override { return hub_reached_; }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> conditions() const override;
    Result<void> press(const NodeId& node) override;
    Result<void> act_on_device(const std::string& kind, const std::string& data) override;
    Result<void> screenshot(const std::string& path) override { return window_->screenshot(path); }
    Result<void> advance(Milliseconds by) override;

    const KioskSettings settings_;
    const Options options_;
    AdvanceableClock& clock_;
    EventLog& log_;
    SystemRandom random_;
    const MonotonicTime begun_;
    scene::TextCatalogue texts_;                 // replaced together with the flows, when saved files are taken over
    flow::Flows flows_;
    ui::Panel panel_;

    WakeDescriptor wake_;                        // behind every queue below
    voice::ProgressQueue progress_{256, &wake_};
    hub_link::NewsQueue news_{256, &wake_};
    voice::HallProgressQueue hall_progress_{64, &wake_};
    BoundedQueue<PrinterNews> printer_news_{16, &wake_};
    BoundedQueue<MediaNews> media_news_{64, &wake_};
    DeviceQueues device_queues_;
    EndingSignals signals_;

    flow::State state_;
    scene::Facts facts_;
    scene::Scene scene_;
    std::deque<flow::Event> pending_;
    bool dirty_ = true;
    bool running_ = true;
    int exit_status_ = 0;
    std::unique_ptr<ui::KioskWindow> window_;
    std::unique_ptr<voice::SynthesisedSpeaker> voice_;   // after what it reports to
    std::vector<flow::Variety> varieties_;               // that can be said here
    bool varieties_settled_ = false;
    RecordingSpeaker speaker_;
    speech::Presenter presenter_;

    HubAsker hub_;
    TicketEffects tickets_;
    HelpEffects help_;
    AssistEffects assist_;
    VisitEffects visit_;
    MoneyEffects money_;
    ServiceEffects services_;
    SlipEffects slips_;
    PassbookEffects passbook_;
    HallCalls hall_;
    std::optional<IdentifierHasher> hasher_;
    std::unique_ptr<hub_link::Outbox> outbox_;
    std::unique_ptr<hub_link::HubLink> link_;
    std::unique_ptr<Devices> devices_;
    std::unique_ptr<PrinterWorker> printer_worker_;
    std::unique_ptr<MediaWorker> media_worker_;
    std::unique_ptr<ArrivalSources> sources_;            // deliver into the link; gone before it
    std::unique_ptr<LineSocket> control_;
    std::unique_ptr<FlowReload> reload_;
    std::deque<std::function<void()>> start_;            // what is still to be started
    VoiceWatch voice_watch_;
    bool glyphs_left_ = true;
    bool hub_reached_ = false;
};

}  // namespace silverlane::kiosk
