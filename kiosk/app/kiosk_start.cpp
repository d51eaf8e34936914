// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What is started once the first screen stands, one piece between two looks at the input, the quickest to be missed first; and what the
// started parts report.
#include <algorithm>
#include <memory>
#include <utility>

#include "kiosk/app/fit_check.h"
#include "kiosk/app/kiosk_app.h"
#include "kiosk/app/start_check.h"
#include "voice/sound/audio_output_by_name.h"
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
        refresh_day();
        follow_state();
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
    const auto load = [share = settings_.share, times = settings_.times, style = settings_.voice.style, panel = panel_,
                       branch = settings_.branch, varieties = settings_.voice.varieties]() -> Result<Loaded> {
        auto loaded = load_texts_and_flows(share, times, style);
        if (!loaded) return loaded;
        const auto fits = check_fit(loaded->flows, loaded->texts, branch, panel, font_files(share), flow::TextSize::largest, varieties);
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
    auto opened = FitCheck::open(flows_, texts_, settings_.branch, panel_, font_files(settings_.share), flow::TextSize::largest,
                                 settings_.voice.varieties);
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
    auto reader = voice::MandarinReader::load(reading_files(settings_));
    if (!reader) {
        log_.write(LogEvent(LogLevel::error, "voice_unavailable").with("error", reader.error()));
        return;
    }
    const auto presence = settings_.voice.presence ? voice::Presence::on : voice::Presence::off;
    voice::SynthesisedSpeaker::Parts parts{*reader, voice::tested_espeak(*reader, settings_.voice.data_folder, presence),
                                           voice::audio_output_named(settings_.voice.loudspeaker, clock_), nullptr};
    parts.on_change = [this] { wake_.wake(); };
    parts.cantonese = cantonese_readings();
    if (settings_.voice.private_ear.empty() && settings_.voice.loudspeaker.empty()) {
        log_.write(LogEvent(LogLevel::warning, "private_ear_is_the_loudspeaker"));  // for a demonstration on a desk, never for a branch
    }
    if (settings_.voice.private_ear != "none") parts.private_ear = voice::audio_output_named(settings_.voice.private_ear, clock_);
    parts.presence_of_packs = presence;
    auto packs = voice::PackCatalogue::load(settings_.voice.packs);
    if (packs) parts.packs = std::make_shared<const voice::PackCatalogue>(std::move(*packs));
    else log_.write(LogEvent(LogLevel::error, "recordings_not_loaded").with("error", packs.error()));
    const HallSettings& hall = settings_.hall;
    if (hall.announce) {
        parts.hall.emplace();
        // The same device: a call and what is said to a customer take turns on it.
        if (hall.loudspeaker != settings_.voice.loudspeaker) parts.hall->loudspeaker = voice::audio_output_named(hall.loudspeaker, clock_);
        parts.hall->manner.languages = hall.languages;
        parts.hall->manner.style = settings_.voice.style;
        parts.hall->manner.rounds = hall.repeats;
        parts.hall->manner.volume_step = hall.volume_step;
        parts.hall->progress = &hall_progress_;
    }
    voice_ = std::make_unique<voice::SynthesisedSpeaker>(std::move(parts), progress_, log_, clock_);
    if (hall.announce) hall_.use(voice_.get());
    speaker_.use(voice_.get(), [this] {
        return voice_->health() == voice::VoiceHealth::speaking || voice_->health() == voice::VoiceHealth::recordings_only;
    });
}

/// Only where the branch speaks Cantonese.
std::optional<voice::CantoneseReadings> KioskApp::cantonese_readings() {
    const auto& wanted = settings_.voice.varieties;
    if (std::none_of(wanted.begin(), wanted.end(), [](const flow::Variety& one) { return one.tag == "yue"; })) return std::nullopt;
    auto readings = voice::CantoneseReadings::load((settings_.share / "cantonese/polyphones-yue.tsv").string());
    if (readings) return std::move(*readings);
    log_.write(LogEvent(LogLevel::error, "voice_variety_unavailable").with("variety", "yue").with("error", readings.error()));
    return std::nullopt;
}

void KioskApp::offer_varieties() {
    if (varieties_settled_ || !voice_ || voice_->health() == voice::VoiceHealth::starting) return;
    varieties_settled_ = true;
    for (const flow::Variety& variety : settings_.voice.varieties) {
        if (voice_->can_say(variety.tag)) {
            varieties_.push_back(variety);
            continue;
        }
        log_.write(LogEvent(LogLevel::error, "voice_variety_not_offered").with("variety", variety.tag));
        help_.report("device_fault", state_.place, whose_turn(), "sound");
    }
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
        if (!state->up) hall_.hub_lost();
        if (!state->up) facts_.waiting = facts_.wait_low = facts_.wait_high = std::nullopt;
        if (state->up) assist_.hub_returned();
        happen(flow::HubChanged{state->up});
        if (state->up) help_.hub_returned();
        return;
    }
    const auto& event = std::get<protocol::KioskEvent>(news);
    if (event.kind != protocol::KioskEvent::Kind::glance) {
        if (event.kind == protocol::KioskEvent::Kind::ring) assist_.heard(event);
        else help_.heard(event);
        return follow_state();
    }
    hear(event.glance);
}

void KioskApp::hear(const protocol::BranchGlance& glance) {
    if (!hall_.heard(glance)) return;
    facts_.waiting = glance.waiting;
    facts_.called = glance.called;
    facts_.wait_low = facts_.wait_high = std::nullopt;
    if (glance.wait.to_minutes > 0) {
        facts_.wait_low = glance.wait.from_minutes;
        facts_.wait_high = glance.wait.to_minutes;
    }
    dirty_ = true;
    follow_state();
}

void KioskApp::show_calling() {
    auto calling = hall_.calling();
    if (calling == facts_.calling) return;
    facts_.calling = std::move(calling);
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
