// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/kiosk_window.h"

#include <poll.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "base/utf8.h"
#include "kiosk/ui/draw.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/png_file.h"

namespace silverlane::ui {
namespace {

/// Whether two placed nodes are the same picture. A private text counts as changed: it is not compared.
bool same_picture(const PlacedNode& a, const PlacedNode& b) {
    if (a.node.secret || b.node.secret) return a.covered && b.covered && a.rect == b.rect && a.style == b.style && a.paint == b.paint;
    return a.node.id == b.node.id && a.node.role == b.node.role && a.node.shown == b.node.shown && a.node.icon == b.node.icon &&
           a.node.number == b.node.number && a.node.state == b.node.state && a.rect == b.rect && a.hit == b.hit && a.style == b.style &&
           a.lines == b.lines && a.paint == b.paint && a.icon == b.icon && a.badge == b.badge && a.ribbon == b.ribbon;
}

bool same_screen(const scene::Scene& a, const scene::Scene& b) {
    return a.flow == b.flow && a.step == b.step && a.arrangement == b.arrangement && a.overlay.has_value() == b.overlay.has_value();
}

bool same_look(const scene::Scene& a, const scene::Scene& b) {
    return a.preferences.text_size == b.preferences.text_size && a.preferences.theme == b.preferences.theme && a.attention == b.attention;
}

std::vector<NodeId> answers(const Layout& layout) {
    std::vector<NodeId> found;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.node.role == scene::Role::answer) found.push_back(placed.node.id);
    }
    return found;
}

bool moves_focus(RawEvent::Key key) {
    using Key = RawEvent::Key;
    return key == Key::next || key == Key::previous || key == Key::switch_move || key == Key::switch_select;
}

/// Which ribbons stand under the top line.
std::vector<Ribbon> ribbons(const Layout& layout) {
    std::vector<Ribbon> found;
    for (const PlacedNode& placed : layout.nodes) {
        if (placed.ribbon != Ribbon::none) found.push_back(placed.ribbon);
    }
    return found;
}

constexpr TextUse kPreparedUses[] = {TextUse::body, TextUse::heading, TextUse::label};
constexpr int kGlyphsAtATime = 6;

}  // namespace

struct KioskWindow::State {
    State(const WindowSettings& given, const Clock& clock_given, EventLog& log_given, std::unique_ptr<FontFile> font,
          std::unique_ptr<Presenter> presenter_given)
        : settings(given), clock(clock_given), log(log_given), presenter(std::move(presenter_given)),
          atlas(std::move(font), given.icon_folder), canvas(given.panel.width_px, given.panel.height_px), presses(given.input.limits) {}

    WindowSettings settings;
    const Clock& clock;
    EventLog& log;
    std::unique_ptr<Presenter> presenter;
    GlyphAtlas atlas;
    SoftwareCanvas canvas;
    Painter painter;
    PressTracker presses;
    FocusDriver focus;
    std::optional<std::pair<RawEvent::Key, MonotonicTime>> last_move;
    IdleCare care;
    std::unique_ptr<SoftwareCanvas> cared;  ///< the idle picture as it is shown, while it differs from the canvas
    Caption caption;
    std::optional<scene::Scene> scene;
    Layout layout;
    std::vector<RawEvent> waiting_events;
    std::u32string catalogue;
    std::size_t prepared = 0;
    std::size_t prepared_use = 0;
    std::set<std::string> reported;

    [[nodiscard]] Metrics metrics() const { return {settings.panel, scene ? scene->preferences.text_size : flow::TextSize::standard}; }
    [[nodiscard]] bool idle() const { return scene && scene->arrangement == scene::Template::idle && !scene->overlay; }
    [[nodiscard]] const Theme& theme() const { return theme_for(scene ? scene->preferences.theme : flow::Theme::standard); }
};

KioskWindow::KioskWindow(std::unique_ptr<State> state) : state_(std::move(state)) {}
KioskWindow::~KioskWindow() = default;

Result<std::unique_ptr<KioskWindow>> KioskWindow::create(const WindowSettings& settings, const Clock& clock, EventLog& log) {
    if (settings.panel.px_per_mm <= 0) return Error(ErrorCode::invalid_input, "the panel has no size; make_panel() makes one");
    if (settings.presenter == PresenterKind::memory) return create(settings, clock, log, std::make_unique<MemoryPresenter>());
    auto presenter = open_sdl_presenter(settings.presenter, settings.panel, settings.full_screen, settings.title, settings.input.keys);
    if (!presenter) return presenter.error();
    return create(settings, clock, log, std::move(*presenter));
}

Result<std::unique_ptr<KioskWindow>> KioskWindow::create(const WindowSettings& settings, const Clock& clock, EventLog& log,
                                                         std::unique_ptr<Presenter> presenter) {
    if (settings.panel.px_per_mm <= 0) return Error(ErrorCode::invalid_input, "the panel has no size; make_panel() makes one");
    auto font = FontFile::open(settings.fonts);
    if (!font) return font.error().within("opening the screen");
    log.write(LogEvent(LogLevel::notice, "ui.opened")
                  .with("driver", presenter->name())
                  .with("width", std::int64_t{settings.panel.width_px})
                  .with("height", std::int64_t{settings.panel.height_px}));
    return std::unique_ptr<KioskWindow>(
        new KioskWindow(std::make_unique<State>(settings, clock, log, std::move(*font), std::move(presenter))));
}

const Layout& KioskWindow::layout() const { return state_->layout; }
const SoftwareCanvas& KioskWindow::canvas() const { return state_->canvas; }
const GlyphAtlas& KioskWindow::atlas() const { return state_->atlas; }

Result<void> KioskWindow::screenshot(const std::filesystem::path& path) const { return write_png(path, state_->canvas); }

Result<void> KioskWindow::show(const scene::Scene& scene, const Caption& caption) {
    State& state = *state_;
    const bool new_screen = !state.scene || !same_screen(*state.scene, scene);
    const bool new_look = !state.scene || !same_look(*state.scene, scene);
    const Layout before = std::exchange(state.layout, {});
    state.scene = scene;
    state.layout = lay_out(scene, state.metrics(), state.theme(), state.atlas.measurer());
    report_layout();
    const bool new_answers = answers(before) != answers(state.layout);  // a page was turned: what stands under the finger is another
    if (new_screen || new_answers) state.presses.screen_changed(state.clock.monotonic());
    if (new_screen) state.focus.screen_changed();
    state.focus.keep_within(state.layout);
    const auto rung = std::find_if(state.layout.nodes.begin(), state.layout.nodes.end(), [](const PlacedNode& placed) { return placed.node.state.rung; });
    state.focus.begin_at(rung == state.layout.nodes.end() ? NodeId{} : rung->node.id);

    std::vector<PixelRect> damage;
    // A ribbon or a caption strip that came or moved leaves its traces over the whole screen.
    const bool new_frame = !(before.caption == state.layout.caption) || ribbons(before) != ribbons(state.layout);
    if (new_screen || new_look || new_frame) {
        damage.push_back(state.settings.panel.whole());
    } else {
        for (const PlacedNode& now : state.layout.nodes) {
            const PlacedNode* old = before.find(now.node.id);
            if (old != nullptr && same_picture(*old, now)) continue;
            damage.push_back(drawn_bounds(now, state.metrics()));
            if (old != nullptr) damage.push_back(drawn_bounds(*old, state.metrics()));
        }
        for (const PlacedNode& old : before.nodes) {
            if (state.layout.find(old.node.id) == nullptr) damage.push_back(drawn_bounds(old, state.metrics()));
        }
        if (!(caption == state.caption)) damage.push_back(state.layout.caption);
    }
    state.caption = caption;
    return repaint(std::move(damage));
}

Result<void> KioskWindow::show_caption(const Caption& caption) {
    if (caption == state_->caption) return {};
    state_->caption = caption;
    return repaint({state_->layout.caption});
}

Result<void> KioskWindow::repaint(std::vector<PixelRect> damage) {
    State& state = *state_;
    const PixelRect screen = state.settings.panel.whole();
    std::vector<PixelRect> parts;
    for (const PixelRect& rect : damage) {
        PixelRect part = rect.intersection(screen);
        if (part.empty()) continue;
        // Overlapping parts are united, so that nothing is painted twice.
        for (std::size_t i = 0; i < parts.size();) {
            if (parts[i].overlaps(part)) {
                part = part.united(parts[i]);
                parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
                i = 0;
            } else {
                ++i;
            }
        }
        parts.push_back(part);
    }
    if (parts.empty()) return {};
    state.atlas.begin_frame();
    const DrawState draw_state{state.presses.held(), state.focus.focused(), state.caption};
    for (const PixelRect& part : parts) {
        const ImDrawList& list = state.painter.draw(state.layout, draw_state, state.theme(), state.metrics(), state.atlas, part);
        state.canvas.paint(list, state.atlas.texture(), part);
    }
    return present(parts);
}

Result<void> KioskWindow::present(const std::vector<PixelRect>& parts) {
    State& state = *state_;
    auto presented = [&]() -> Result<void> {
        const PixelRect screen = state.settings.panel.whole();
        if (!state.idle() || state.care.plain()) {
            // From a picture that was moved or dimmed to one that is not, everything changes.
            const bool was_cared = std::exchange(state.cared, nullptr) != nullptr;
            return state.presenter->present(state.canvas, was_cared ? std::vector<PixelRect>{screen} : parts);
        }
        std::vector<PixelRect> moved{screen};
        if (state.cared) {
            moved.clear();
            for (const PixelRect& part : parts) moved.push_back(part.inset(-2 * kFurthestShift).intersection(screen));
        } else {
            state.cared = std::make_unique<SoftwareCanvas>(screen.width(), screen.height());
        }
        for (const PixelRect& part : moved) paint_cared(state.canvas, state.care, part, *state.cared);
        return state.presenter->present(*state.cared, moved);
    }();
    if (!presented) state.log.write(LogEvent(LogLevel::error, "ui.present_failed").with("error", presented.error()));
    return presented;
}

void KioskWindow::report_layout() {
    State& state = *state_;
    for (const Overflow& overflow : state.layout.overflows) {
        const std::string where = fmt::format("{}/{}", state.scene->step.text, overflow.id.text);
        if (!state.reported.insert(where).second) continue;
        state.log.write(LogEvent(LogLevel::error, "ui.text_overflow").with("node", overflow.id).with("step", state.scene->step).with("why", overflow.why));
    }
    for (const PlacedNode& placed : state.layout.nodes) {
        if (placed.icon.empty() || state.atlas.icon(placed.node.icon, placed.icon.width()) != nullptr) continue;
        if (!state.reported.insert("icon/" + placed.node.icon).second) continue;
        state.log.write(LogEvent(LogLevel::error, "ui.icon_missing").with("icon", placed.node.icon));
    }
}

void KioskWindow::add_damage(const std::optional<NodeId>& id, std::vector<PixelRect>& damage) const {
    if (!id) return;
    if (const PlacedNode* placed = state_->layout.find(*id)) damage.push_back(drawn_bounds(*placed, state_->metrics()));
}

void KioskWindow::add_damage(const std::vector<NodeId>& ids, std::vector<PixelRect>& damage) const {
    for (const NodeId& id : ids) add_damage(std::optional<NodeId>(id), damage);
}

void KioskWindow::note_focus(const std::vector<NodeId>& before, Happenings& happenings, std::vector<PixelRect>& damage) const {
    add_damage(before, damage);
    add_damage(state_->focus.focused(), damage);
    happenings.focus = state_->focus.focused();
}

void KioskWindow::explore(bool on) { state_->presses.set_mode(on ? TouchMode::explore : TouchMode::press); }

void KioskWindow::take_care(const IdleCare& care) {
    State& state = *state_;
    if (care == state.care) return;
    state.care = care;
    if (!state.idle()) return;
    state.cared.reset();
    static_cast<void>(present({state.settings.panel.whole()}));  // a failure is in the log; the next picture tries again
}

void KioskWindow::set_brightness(int percent) {
    IdleCare care = state_->care;
    care.brightness_percent = std::clamp(percent, least_brightness(theme_for(flow::Theme::standard)), 100);
    take_care(care);
}

void KioskWindow::shift(int dx, int dy) {
    IdleCare care = state_->care;
    care.shift = {std::clamp(dx, -kFurthestShift, kFurthestShift), std::clamp(dy, -kFurthestShift, kFurthestShift)};
    take_care(care);
}

void KioskWindow::handle_key(const RawEvent& event, Happenings& happenings, std::vector<PixelRect>& damage) {
    State& state = *state_;
    const MonotonicTime now = state.clock.monotonic();
    if (moves_focus(event.key)) {
        // A trembling hand strikes the same key twice; the second stroke is not a wish (EN 301 549 5.8).
        const Milliseconds pause = state.settings.input.limits.move_pause;
        if (state.last_move && state.last_move->first == event.key && now - state.last_move->second < pause) return;
        state.last_move = {event.key, now};
    }
    const std::vector<NodeId> before = state.focus.focused();
    const KeyOutcome outcome = state.focus.key(event, state.layout);
    if (outcome.focus_moved) {
        state.presses.forget_explored();
        note_focus(before, happenings, damage);
    }
    if (outcome.service) {
        const NodeId id{outcome.service->kind == flow::ActionKind::louder ? "service.louder" : "service.quieter"};
        if (state.presses.too_soon(id, now)) return;
        state.presses.note(id, now);
        happenings.pressed.push_back({id, *outcome.service, PressSource::keys, now});
    }
    const PlacedNode* meant = outcome.meant;
    if (meant == nullptr || !meant->pressable() || !meant->node.action || state.presses.too_soon(meant->node.id, now)) return;
    state.presses.note(meant->node.id, now);
    happenings.pressed.push_back({meant->node.id, *meant->node.action, PressSource::keys, now});
}

void KioskWindow::handle(const RawEvent& arrived, Happenings& happenings, std::vector<PixelRect>& damage) {
    State& state = *state_;
    RawEvent event = arrived;
    if (state.cared) {  // a finger aims at the picture where it is shown
        event.x -= state.care.shift.x;
        event.y -= state.care.shift.y;
    }
    const std::optional<NodeId> held_before = state.presses.held();
    const MonotonicTime now = state.clock.monotonic();
    switch (event.kind) {
        case RawEvent::Kind::down:
            happenings.touched = true;
            state.presses.down(event, state.layout, now);
            if (auto explored = state.presses.take_explored()) {
                const std::vector<NodeId> before = state.focus.focused();
                state.focus.put_on(*explored);
                note_focus(before, happenings, damage);
            }
            break;
        case RawEvent::Kind::move: state.presses.move(event, state.layout); break;
        case RawEvent::Kind::up:
            if (auto pressed = state.presses.up(event, state.layout, now)) happenings.pressed.push_back(std::move(*pressed));
            break;
        case RawEvent::Kind::cancel: state.presses.cancel(); break;
        case RawEvent::Kind::key:
            happenings.touched = true;
            handle_key(event, happenings, damage);
            break;
        case RawEvent::Kind::exposed: damage.push_back(state.settings.panel.whole()); break;
        case RawEvent::Kind::quit: happenings.quit = true; break;
    }
    if (held_before != state.presses.held()) {
        add_damage(held_before, damage);
        add_damage(state.presses.held(), damage);
    }
}

Happenings KioskWindow::take_happenings() {
    State& state = *state_;
    Happenings happenings;
    std::vector<RawEvent> events = std::exchange(state.waiting_events, {});
    const std::vector<RawEvent> fresh = state.presenter->take_events();
    events.insert(events.end(), fresh.begin(), fresh.end());
    for (const RawEvent& event : events) {
        // Feedback is drawn for each event, so that a quick tap is seen as a press and a release.
        std::vector<PixelRect> damage;
        handle(event, happenings, damage);
        if (!damage.empty()) static_cast<void>(repaint(std::move(damage)));  // a failure is in the log; input goes on
    }
    return happenings;
}

void KioskWindow::wait(const std::vector<int>& descriptors, std::optional<Milliseconds> timeout) {
    State& state = *state_;
    // Presenting may have read events from the connection already; then the descriptor is quiet although something is there.
    state.waiting_events = state.presenter->take_events();
    if (!state.waiting_events.empty()) return;
    std::vector<pollfd> watched;
    for (const int descriptor : state.presenter->descriptors()) watched.push_back({descriptor, POLLIN, 0});
    for (const int descriptor : descriptors) watched.push_back({descriptor, POLLIN, 0});
    const int limit = timeout ? static_cast<int>(std::clamp<std::int64_t>(timeout->count(), 0, 3'600'000)) : -1;
    static_cast<void>(::poll(watched.data(), watched.size(), limit));  // whatever ended the wait, the caller looks at everything
}

Result<Pressed> KioskWindow::press(const NodeId& id) {
    State& state = *state_;
    if (!state.scene || scene::find_node(*state.scene, id) == nullptr) {
        return Error(ErrorCode::not_found, fmt::format("no node {} on this screen", id.text));
    }
    const scene::Node* node = scene::find_pressable(*state.scene, id);
    const PlacedNode* placed = state.layout.find(id);
    if (node == nullptr || placed == nullptr || !placed->pressable()) {
        return Error(ErrorCode::forbidden, fmt::format("{} cannot be pressed now", id.text));
    }
    return Pressed{id, *node->action, PressSource::control, state.clock.monotonic()};
}

void KioskWindow::set_catalogue(const std::vector<std::string>& texts) {
    std::set<char32_t> characters;
    for (const std::string& text : texts) {
        for (const char32_t code_point : decode_utf8(text)) {
            if (code_point >= U' ') characters.insert(code_point);
        }
    }
    state_->catalogue.assign(characters.begin(), characters.end());
    state_->prepared = 0;
    state_->prepared_use = 0;
}

bool KioskWindow::prepare_some() {
    State& state = *state_;
    if (state.prepared_use >= std::size(kPreparedUses)) return false;
    const TextStyle style = state.metrics().style(kPreparedUses[state.prepared_use]);
    const std::u32string_view rest = std::u32string_view(state.catalogue).substr(state.prepared);
    int added = 0;
    std::size_t looked_at = 0;
    while (looked_at < rest.size() && added < kGlyphsAtATime) added += state.atlas.prepare(rest.substr(looked_at++, 1), style, 1);
    state.prepared += looked_at;
    if (state.prepared >= state.catalogue.size()) {
        state.prepared = 0;
        ++state.prepared_use;
    }
    return state.prepared_use < std::size(kPreparedUses);
}

}  // namespace silverlane::ui
