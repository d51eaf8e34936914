// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The loop of the ui thread. What effects do stands in kiosk_effects.cpp, how the rest is started in kiosk_start.cpp.
#include "kiosk/app/kiosk_app.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "kiosk/app/effects_listening.h"
#include "kiosk/app/fit_check.h"
#include "kiosk/app/service_words.h"
#include "kiosk/app/start_check.h"
#include "kiosk/ui/idle_care.h"

namespace silverlane::kiosk {
namespace {

constexpr Milliseconds kMinute{60'000};
/// While something is being said the clock of the flow stands still, and due_in() does not shrink: looked at this often.
constexpr Milliseconds kWhileSpeaking{250};

ui::PresenterKind presenter_kind(const std::string& name) {
    if (name == "memory") return ui::PresenterKind::memory;
    if (name == "texture") return ui::PresenterKind::texture;
    // On a terminal without X the unit asks SDL for KMSDRM, whose windows have no surface of their own.
    const char* driver = std::getenv("SDL_VIDEODRIVER");
    return driver != nullptr && std::string_view(driver) == "kmsdrm" ? ui::PresenterKind::texture : ui::PresenterKind::window;
}

}  // namespace

Result<std::unique_ptr<KioskApp>> KioskApp::create(KioskSettings settings, Options options, AdvanceableClock& clock, EventLog& log) {
    if (options.control && !settings.test_control) {
        return Error(ErrorCode::forbidden, "--control needs [security] test_control = true in " + settings.file.string());
    }
    const auto checked = check_start(settings);
    if (!checked) return checked.error();
    auto loaded = load_texts_and_flows(settings.share, settings.times, settings.voice.style);
    if (!loaded) return loaded.error();
    auto panel = ui::make_panel(settings.panel.width_px, settings.panel.height_px, settings.panel.diagonal_inch,
                                ui::Millimetres{settings.panel.lower_edge_mm});
    if (!panel) return panel.error().within("[panel] of " + settings.file.string());
    std::unique_ptr<KioskApp> app(
        new KioskApp(std::move(settings), std::move(options), clock, log, std::move(loaded->texts), std::move(loaded->flows)));
    app->panel_ = *panel;
    return app;
}

KioskApp::KioskApp(KioskSettings settings, Options options, AdvanceableClock& clock, EventLog& log, scene::TextCatalogue texts,
                   flow::Flows flows)
    : settings_(std::move(settings)), options_(std::move(options)), clock_(clock), log_(log), begun_(clock.monotonic()),
      texts_(std::move(texts)), flows_(std::move(flows)), device_queues_(&wake_), state_(flow::first_state(flows_)),
      speaker_(clock, progress_, options_.control.has_value()), presenter_(speaker_, texts_), hub_(clock, random_),
      tickets_(hub_, settings_, texts_, clock_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      help_(hub_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      assist_(hub_, clock_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      visit_(hub_, settings_, clock_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      money_(hub_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      services_(hub_, settings_, texts_, clock_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      slips_(settings_, texts_, clock_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      passbook_(hub_, texts_, [this](flow::Event event) { pending_.push_back(std::move(event)); }),
      hall_(settings_.hall, BranchCalendar(settings_.branch.utc_offset), clock_, log_) {}

KioskApp::~KioskApp() {
    // The voice goes first: it reports to queues that stand above it.
    speaker_.use(nullptr, {});
    hall_.use(nullptr);
    voice_.reset();
}

std::string KioskApp::describe() const { return kiosk::describe(settings_); }

Result<void> KioskApp::check_panel() const {
    return check_fit(flows_, texts_, settings_.branch, panel_, font_files(settings_.share), flow::TextSize::largest, settings_.voice.varieties);
}

Result<void> KioskApp::open_window() {
    ui::WindowSettings settings;
    settings.panel = panel_;
    settings.fonts = font_files(settings_.share);
    settings.icon_folder = settings_.share / "icons";
    settings.presenter = presenter_kind(options_.presenter.value_or(settings_.terminal.presenter));
    settings.full_screen = settings_.terminal.full_screen;
    settings.input = settings_.input;
    auto window = ui::KioskWindow::create(settings, clock_, log_);
    if (!window) return window.error();
    window_ = std::move(*window);
    return {};
}

int KioskApp::run() {
    auto opened = open_window();
    if (!opened) {
        log_.write(LogEvent(LogLevel::error, "kiosk_not_started").with("error", opened.error()));
        return 1;
    }
    refresh_clock_text();
    happen(flow::Tick{clock_.monotonic(), false});
    log_.write(LogEvent(LogLevel::notice, "kiosk_first_screen").with("after_ms", (clock_.monotonic() - begun_).count()));
    plan_start();
    loop();
    if (sources_) sources_->write_counters(log_);
    log_.write(LogEvent(LogLevel::notice, "kiosk_ended"));
    return exit_status_;
}

void KioskApp::loop() {
    while (running_) {
        const bool busy = take_input();
        take_news();
        speaker_.pass();
        refresh_clock_text();
        tick_if_due();
        if (signals_.take()) running_ = false;
        if (!running_ || busy) continue;
        if (!start_.empty()) {
            const auto next = std::move(start_.front());
            start_.pop_front();
            next();
        } else if (glyphs_left_) {
            glyphs_left_ = window_->prepare_some();
        }
        wait_for_something();
    }
}

bool KioskApp::take_input() {
    const ui::Happenings happenings = window_->take_happenings();
    if (happenings.quit) running_ = false;
    if (happenings.touched) {
        presenter_.touched();
        happen(flow::Touched{});
    }
    speak_input(happenings, presenter_);
    for (const auto& pressed : happenings.pressed) happen(pressed.action);
    return happenings.touched;
}

void KioskApp::take_news() {
    wake_.drain();  // before the queues: what is posted from now on wakes again
    bool captions = false;
    while (const auto progress = progress_.try_take()) {
        captions = true;
        if (progress->kind == voice::Progress::Kind::refused) {
            log_.write(LogEvent(LogLevel::error, "utterance_refused").with("reason", progress->reason));
        }
        if (presenter_.observe(*progress)) happen(flow::SpeechFinished{});
    }
    while (const auto progress = hall_progress_.try_take()) hall_.heard(*progress);
    while (const auto news = news_.try_take()) hear(*news);
    show_calling();
    while (const auto news = printer_news_.try_take()) hear(*news);
    while (auto reading = device_queues_.readings.try_take()) happen(flow::CodeScanned{PrivateText{std::move(reading->data)}});
    while (const auto tap = device_queues_.taps.try_take()) happen(flow::CardTapped{tap->card});
    take_device_news();
    watch_voice();
    if (control_) control_->serve([this](const std::string& line) { return answer_control_line(line, *this); });
    if (captions) show_caption();
    if (reload_) take_saved_files();
    if (!pending_.empty()) follow_state();
}

void KioskApp::happen(flow::Event event) {
    // Time up to now first, so that the quiet time is that of the screen on which it passed.
    if (!std::holds_alternative<flow::Tick>(event)) apply(flow::Tick{clock_.monotonic(), presenter_.speaking()});
    pending_.push_back(std::move(event));
    follow_state();
}

void KioskApp::follow_state() {
    while (!pending_.empty()) {
        const flow::Event event = std::move(pending_.front());
        pending_.pop_front();
        apply(event);
    }
    if (std::exchange(dirty_, false)) show_state();
    // Also when only the hub has answered: the call has its number then.
    const auto call = help_.alert();
    if (call || assist_.telling()) assist_.follow(state_, scene::assist_view(flows_, state_, scene_), call);
}

void KioskApp::show_state() {
    facts_.branch_name = branch_name(settings_.branch, state_.preferences.language);
    scene_ = scene::build(flows_, state_, facts_, texts_);
    bring_listening(state_.listening, presenter_, *window_);
    presenter_.show(scene_);
    const auto shown = window_->show(scene_, to_ui(presenter_.caption()));
    if (!shown) log_.write(LogEvent(LogLevel::error, "screen_not_shown").with("error", shown.error()));
    if (devices_) devices_->enable_for(flows_, state_);
}

void KioskApp::apply(const flow::Event& event) {
    auto outcome = flow::step(flows_, std::move(state_), event);
    state_ = std::move(outcome.state);
    dirty_ = true;
    carry_out(outcome.effects);
}

void KioskApp::show_caption() {
    const auto shown = window_->show_caption(to_ui(presenter_.caption()));
    if (!shown) log_.write(LogEvent(LogLevel::error, "screen_not_shown").with("error", shown.error()));
}

void KioskApp::refresh_clock_text() {
    const int minute = BranchCalendar(settings_.branch.utc_offset).minute_of_day(clock_.now());
    std::string text = fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    if (text == facts_.clock_text) return;
    facts_.clock_text = std::move(text);
    refresh_day();
    if (window_) care_for_panel(minute);
    // A card that was plugged in again is known before the next person needs it.
    if (voice_ && voice_watch_.sound_is_missing() && !state_.turn_open) voice_->look_at_outputs();
    dirty_ = true;
    follow_state();
    if (sources_) sources_->write_counters(log_);  // once a minute, when the clock wakes this thread anyway
}

/// Darker at night, and a pixel further now and then; the window does it on the idle screen only.
void KioskApp::care_for_panel(int minute_of_day) {
    window_->set_brightness(is_night(settings_.panel, minute_of_day) ? settings_.panel.night_brightness : 100);
    if (settings_.panel.shift_every_minutes == 0) return;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(clock_.now().time_since_epoch()).count();
    const auto offset = ui::burn_in_offset(minutes / settings_.panel.shift_every_minutes);
    window_->shift(offset.x, offset.y);
}

void KioskApp::refresh_day() {
    const std::string day = BranchCalendar(settings_.branch.utc_offset).day(clock_.now());
    facts_.month_day = month_day_of(day);
    facts_.weekday = weekday_of(day);
    offer_varieties();
    flow::Terminal terminal;
    terminal.role = settings_.terminal.role;
    terminal.varieties = varieties_;
    const auto& days = settings_.branch.pension_days;
    terminal.pension_day = std::find(days.begin(), days.end(), day_of_month(day)) != days.end();
    if (!(terminal == state_.terminal)) pending_.push_back(flow::TerminalChanged{std::move(terminal)});
}

void KioskApp::tick_if_due() {
    const auto due = flow::due_in(flows_, state_);
    if (!due || !state_.last_tick) return;
    const bool speaking = presenter_.speaking();
    const Milliseconds since = clock_.monotonic() - *state_.last_tick;
    if (since < (speaking ? std::max(*due, kWhileSpeaking) : *due)) return;
    happen(flow::Tick{clock_.monotonic(), speaking});
}

std::optional<Milliseconds> KioskApp::time_to_next() const {
    if (!start_.empty() || glyphs_left_) return Milliseconds{0};
    std::optional<Milliseconds> next;
    const auto consider = [&next](Milliseconds in) {
        in = std::max(in, Milliseconds{0});
        if (!next || in < *next) next = in;
    };
    if (const auto due = flow::due_in(flows_, state_); due && state_.last_tick) {
        const Milliseconds since = clock_.monotonic() - *state_.last_tick;
        consider((presenter_.speaking() ? std::max(*due, kWhileSpeaking) : *due) - since);
    }
    if (const auto due = hall_.due()) consider(*due - clock_.monotonic());
    if (const auto due = speaker_.due()) consider(*due - clock_.monotonic());
    if (control_ && control_->has_unsent()) consider(Milliseconds{5});
    consider(kMinute - clock_.now().time_since_epoch() % kMinute);  // the clock in the top line
    return next;
}

void KioskApp::wait_for_something() {
    std::vector<int> descriptors{wake_.descriptor(), signals_.descriptor()};
    if (control_) control_->add_to(descriptors);
    if (reload_) descriptors.push_back(reload_->descriptor());
    window_->wait(descriptors, time_to_next());
}

Result<void> KioskApp::press(const NodeId& node) {
    const auto pressed = window_->press(node);
    if (!pressed) return pressed.error();
    presenter_.touched();
    happen(flow::Touched{});
    happen(pressed->action);
    return {};
}

Result<void> KioskApp::advance(Milliseconds by) {
    clock_.advance(by);
    speaker_.pass();
    refresh_clock_text();
    happen(flow::Tick{clock_.monotonic(), presenter_.speaking()});
    return {};
}

Result<void> KioskApp::act_on_device(const std::string& kind, const std::string& data) {
    if (!devices_) return Error(ErrorCode::unavailable, "the devices are not started yet");
    auto acted = devices_->act(kind, data);
    if (acted && printer_worker_) printer_worker_->look();
    return acted;
}

std::vector<std::pair<std::string, std::string>> KioskApp::conditions() const {
    std::vector<std::pair<std::string, std::string>> all;
    all.emplace_back("starting", start_.empty() ? "no" : "yes");
    all.emplace_back("speaking", presenter_.speaking() ? "yes" : "no");
    const char* voice = "off";
    if (voice_) {
        switch (voice_->health()) {
            case voice::VoiceHealth::starting: voice = "starting"; break;
            case voice::VoiceHealth::speaking: voice = "speaking"; break;
            case voice::VoiceHealth::recordings_only: voice = "recordings_only"; break;
            case voice::VoiceHealth::captions_only: voice = "captions_only"; break;
        }
    }
    all.emplace_back("voice", voice);
    if (outbox_) all.emplace_back("outbox", outbox_->accepting() ? "accepting" : "refusing");
    if (devices_) {
        for (auto& state : devices_->states()) all.push_back(std::move(state));
    }
    if (sources_) {
        for (auto& state : sources_->states()) all.push_back(std::move(state));
    }
    return all;
}

}  // namespace silverlane::kiosk
