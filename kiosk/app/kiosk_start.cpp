// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What is started once the first screen stands, one piece between two looks at the input, the quickest to be missed first; and what the
// started parts report.
#include <memory>
#include <utility>

#include "kiosk/app/fit_check.h"
#include "kiosk/app/kiosk_app.h"
#include "kiosk/app/start_check.h"
#include "voice/sound/sdl_audio_output.h"
#include "voice/speaker/self_test.h"

namespace silverlane::kiosk {
void KioskApp::plan_start() {
    if (options_.control) start_.emplace_back([this] { start_control(); });
    start_.emplace_back([this] { start_voice(); });
    start_.emplace_back([this] { start_hub_link(); });
    start_.emplace_back([this] { start_devices(); });
    start_.emplace_back([this] { start_sources(); });
    start_.emplace_back([this] { start_checking_panel(); });
    start_.emplace_back([this] { start_watching_files(); });
    start_.emplace_back([this] {
        prepare_glyphs();
        log_.write(LogEvent(LogLevel::notice, "kiosk_started").with("after_ms", (clock_.monotonic() - begun_).count()));
    });
}

void KioskApp::prepare_glyphs() {
    std::vector<std::string> texts;
    for (const auto& language : texts_.languages()) {
        for (const auto& entry : texts_.entries(language)) texts.push_back(entry.screen);
    }
    window_->set_catalogue(texts);
    glyphs_left_ = true;
}

void KioskApp::start_watching_files() {
    // What does not fit on this panel is refused like any other mistake, before anybody stands before it.
    const auto load = [share = settings_.share, times = settings_.times, panel = panel_, branch = settings_.branch]() -> Result<Loaded> {
        auto loaded = load_texts_and_flows(share, times);
        if (!loaded) return loaded;
        const auto fits = check_fit(loaded->flows, loaded->texts, branch, panel, font_files(share));
        if (!fits) return fits.error();
        return loaded;
    };
    auto watching = FlowReload::open(settings_.share, load, log_);
    if (watching) reload_ = std::move(*watching);
    else log_.write(LogEvent(LogLevel::warning, "flows_not_watched").with("error", watching.error()));
}

void KioskApp::take_saved_files() {
    const bool idle = !state_.turn_open && state_.phase == flow::Phase::open && state_.medium == flow::Medium::none;
    auto loaded = reload_->take(idle, clock_.monotonic());
    if (!loaded) return;
    texts_ = std::move(loaded->texts);
    flows_ = std::move(loaded->flows);
    // Nobody stands here, so there is no place to keep: the next person begins with the new files.
    state_ = flow::fresh_state(flows_, state_);
    state_.place = flows_.idle;
    prepare_glyphs();
    dirty_ = true;
    follow_state();
}

void KioskApp::start_control() {
    auto opened = LineSocket::open(*options_.control);
    if (!opened) {
        log_.write(LogEvent(LogLevel::error, "control_not_opened").with("error", opened.error()));
        return;
    }
    control_ = std::move(*opened);
    log_.write(LogEvent(LogLevel::warning, "control_open").with("path", options_.control->string()));
}

void KioskApp::start_checking_panel() {
    auto opened = FitCheck::open(flows_, texts_, settings_.branch, panel_, font_files(settings_.share));
    if (!opened) return refuse_panel(opened.error());
    // A flow at a time: somebody may touch the screen meanwhile.
    const auto check = std::make_shared<FitCheck>(std::move(*opened));
    start_.emplace_front([this, check] {
        const auto fits = check->result();
        if (!fits) refuse_panel(fits.error());
    });
    for (const auto& [id, flow] : flows_.flows) start_.emplace_front([check, id = id] { check->check(id); });
}

void KioskApp::refuse_panel(const Error& error) {
    log_.write(LogEvent(LogLevel::error, "kiosk_not_started").with("error", error));
    exit_status_ = 2;
    running_ = false;
}

void KioskApp::start_voice() {
    if (!settings_.voice.enabled) return;
    auto reader = voice::MandarinReader::load({settings_.share / "voice/mandarin.lexicon", settings_.share / "voice/polyphones.tsv"});
    if (!reader) {
        log_.write(LogEvent(LogLevel::error, "voice_unavailable").with("error", reader.error()));
        return;
    }
    voice::SynthesisedSpeaker::Parts parts{*reader, voice::tested_espeak(*reader, settings_.voice.data_folder),
                                           std::make_unique<voice::SdlAudioOutput>(settings_.voice.loudspeaker), nullptr};
    if (settings_.voice.private_ear != "none") parts.private_ear = std::make_unique<voice::SdlAudioOutput>(settings_.voice.private_ear);
    voice_ = std::make_unique<voice::SynthesisedSpeaker>(std::move(parts), progress_, log_, clock_);
    speaker_.use(voice_.get(), [this] { return voice_->health() == voice::VoiceHealth::speaking; });
}

void KioskApp::start_hub_link() {
    auto key = HashKey::load(settings_.identifier_key);
    if (key) {
        hasher_.emplace(std::move(*key));
        visit_.use(&*hasher_);
    } else {
        log_.write(LogEvent(LogLevel::error, "identifier_key_missing").with("error", key.error()));
    }
    auto token = read_device_token(settings_.hub.device_token_file);
    auto outbox = hub_link::Outbox::open({settings_.data / "outbox.sqlite"}, clock_, log_);
    if (!token || !outbox) {
        log_.write(LogEvent(LogLevel::error, "hub_link_not_started").with("error", token ? outbox.error() : token.error()));
        happen(flow::HubChanged{false});
        return;
    }
    outbox_ = std::move(*outbox);
    hub_link::LinkSettings link;
    link.url = settings_.hub.url;
    link.trusted_certificate = settings_.hub.trusted_certificate;
    link.device_token = std::move(*token);
    link.calendar = BranchCalendar(settings_.branch.utc_offset);
    link_ = std::make_unique<hub_link::HubLink>(std::move(link), *outbox_, news_, clock_, random_, log_);
    hub_.use([this](hub_link::Ask ask) { return link_->ask(std::move(ask)); });
}

void KioskApp::start_devices() {
    devices_ = std::make_unique<Devices>(settings_, hasher_ ? &*hasher_ : nullptr, device_queues_, clock_, log_);
    if (devices_->printer() != nullptr) {
        printer_worker_ = std::make_unique<PrinterWorker>(*devices_->printer(), printer_news_, log_);
        tickets_.use(printer_worker_.get());
        slips_.use(printer_worker_.get());
    }
    money_.use(devices_->pin_pad());
    if (devices_->card_slot() != nullptr || devices_->passbook_printer() != nullptr) {
        media_worker_ = std::make_unique<MediaWorker>(devices_->card_slot(), devices_->passbook_printer(), media_news_, log_);
        if (devices_->passbook_printer() != nullptr) passbook_.use(media_worker_.get());
    }
    for (const auto& name : devices_->missing()) happen(flow::DeviceChanged{name, false});
    give_back_what_was_left();
    devices_->enable_for(flows_, state_);
}

void KioskApp::start_sources() {
    const bool any = settings_.drivers.wifi || settings_.drivers.queue;
    if (!any) return;
    if (!link_ || !hasher_) {
        log_.write(LogEvent(LogLevel::error, "sources_not_started"));  // why was said when link or key was missing
        return;
    }
    sources_ = std::make_unique<ArrivalSources>(settings_, *hasher_, BranchCalendar(settings_.branch.utc_offset), link_->arrivals(), clock_,
                                                log_);
}

void KioskApp::hear(const hub_link::News& news) {
    if (const auto* answer = std::get_if<hub_link::Answer>(&news)) {
        hub_.answered(*answer);
        return follow_state();
    }
    if (const auto* state = std::get_if<hub_link::HubState>(&news)) {
        hub_reached_ = state->up;
        if (!state->up) facts_.called.clear();
        if (!state->up) facts_.waiting = facts_.wait_low = facts_.wait_high = std::nullopt;
        return happen(flow::HubChanged{state->up});
    }
    const auto& event = std::get<protocol::KioskEvent>(news);
    if (event.kind != protocol::KioskEvent::Kind::glance) {
        help_.heard(event);
        return follow_state();
    }
    facts_.waiting = event.glance.waiting;
    facts_.called = event.glance.called;
    facts_.wait_low = facts_.wait_high = std::nullopt;
    if (event.glance.wait.to_minutes > 0) {
        facts_.wait_low = event.glance.wait.from_minutes;
        facts_.wait_high = event.glance.wait.to_minutes;
    }
    dirty_ = true;
    follow_state();
}

void KioskApp::hear(const PrinterNews& news) {
    if (const auto* ended = std::get_if<PrintEnded>(&news)) {
        tickets_.printed(*ended);
        slips_.printed(*ended);
        return follow_state();
    }
    happen(flow::DeviceChanged{"ticket_printer", std::get<PrinterReady>(news).ready});
}

}  // namespace silverlane::kiosk
