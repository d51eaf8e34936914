// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The screen of the kiosk as kiosk/app sees it: shows scenes and captions, answers with pressed nodes, says where each node stands. Owns the
// presenter, the canvas, the atlas and the focus. Ui thread only; other threads reach it through a WakeDescriptor handed to wait(). It never
// calls the flow, speaks, or decides what is shown.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/result.h"
#include "kiosk/scene/scene.h"
#include "kiosk/ui/caption.h"
#include "kiosk/ui/font_file.h"
#include "kiosk/ui/idle_care.h"
#include "kiosk/ui/input.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/presenter.h"

namespace silverlane::ui {

struct WindowSettings {
    Panel panel;                       ///< from make_panel()
    FontFiles fonts;
    std::filesystem::path icon_folder;
    PresenterKind presenter = PresenterKind::window;
    bool full_screen = true;
    std::string title = "Silverlane";  ///< for window lists of developers; no customer sees it
    keys::InputSettings input;
};

/// What happened since the last call.
struct Happenings {
    bool touched = false;         ///< any touch or key: speech stops, the idle time starts anew (rules 15, 26), even when nothing was pressed
    std::vector<Pressed> pressed;
    /// The focus is here now, where a key or an exploring finger moved it: a node, the nodes of a group, or empty for nowhere.
    std::optional<std::vector<NodeId>> focus;
    bool quit = false;            ///< the window was closed (development only)
};

class KioskWindow {
public:
    /// Opens fonts and display. Errors: not_found (fonts), unavailable (no display), invalid_input (a panel that make_panel did not make).
    static Result<std::unique_ptr<KioskWindow>> create(const WindowSettings& settings, const Clock& clock, EventLog& log);
    /// The same on a presenter of the caller's, for tests and the audit.
    static Result<std::unique_ptr<KioskWindow>> create(const WindowSettings& settings, const Clock& clock, EventLog& log,
                                                       std::unique_ptr<Presenter> presenter);
    ~KioskWindow();

    /// Draws what differs from the picture shown now, and presents it before it returns.
    Result<void> show(const scene::Scene& scene, const Caption& caption);
    /// Only the caption changed; costs its strip.
    Result<void> show_caption(const Caption& caption);

    /// With a headphone in: the first touch of a node moves the focus to it, the second presses it (rule 28).
    void explore(bool on);
    /// How bright the idle picture is, 100 to least_brightness(); every other screen stays as it is. Takes effect at once.
    void set_brightness(int percent);
    /// Where the idle picture stands, up to kFurthestShift pixels from its place; every other screen stays where it is.
    void shift(int dx, int dy);

    /// Takes all input that has arrived, draws press feedback at once, and returns what was pressed. Never waits.
    Happenings take_happenings();
    /// Waits until input may have arrived, one of `descriptors` is readable (the app's wake descriptor), or the time is over. Uses no time
    /// of the processor meanwhile.
    void wait(const std::vector<int>& descriptors, std::optional<Milliseconds> timeout);

    /// Presses a node for the control socket: as a finger would, without the pauses of rule 11. Errors: not_found when the scene has no such
    /// node; forbidden when it cannot be pressed now.
    Result<Pressed> press(const NodeId& id);

    /// Where everything stands.
    [[nodiscard]] const Layout& layout() const;
    /// The picture as a PNG.
    Result<void> screenshot(const std::filesystem::path& path) const;
    [[nodiscard]] const SoftwareCanvas& canvas() const;

    /// The texts that may come (the string catalogue), for prepare_some(). UTF-8.
    void set_catalogue(const std::vector<std::string>& texts);
    /// Draws a few glyphs ahead of need (about a millisecond). Returns whether more are left; call it when there is nothing else to do.
    bool prepare_some();

    [[nodiscard]] const GlyphAtlas& atlas() const;

private:
    struct State;
    explicit KioskWindow(std::unique_ptr<State> state);
    Result<void> repaint(std::vector<PixelRect> damage);
    Result<void> present(const std::vector<PixelRect>& parts);
    void take_care(const IdleCare& care);
    void handle(const RawEvent& arrived, Happenings& happenings, std::vector<PixelRect>& damage);
    void handle_key(const RawEvent& event, Happenings& happenings, std::vector<PixelRect>& damage);
    void add_damage(const std::optional<NodeId>& id, std::vector<PixelRect>& damage) const;
    void add_damage(const std::vector<NodeId>& ids, std::vector<PixelRect>& damage) const;
    /// The focus has moved: what was and what is in it is drawn anew.
    void note_focus(const std::vector<NodeId>& before, Happenings& happenings, std::vector<PixelRect>& damage) const;
    void report_layout();
    std::unique_ptr<State> state_;
};

}  // namespace silverlane::ui
