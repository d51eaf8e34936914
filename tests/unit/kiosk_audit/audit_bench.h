// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The shipped kiosk, walked once, and one of its screens laid out so that a test can break something and ask the audit. One thread.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/audit/audit.h"
#include "kiosk/audit/pixels.h"
#include "kiosk/audit/requirements.h"
#include "tests/support/kiosk_walk.h"

namespace silverlane::audit {

inline ui::FontFiles fonts() {
    const std::filesystem::path folder = std::filesystem::path(SILVERLANE_BINARY_DIR) / "share/silverlane/fonts";
    ui::FontFiles files;
    files.subset_regular = folder / "silverlane-regular.otf";
    files.subset_bold = folder / "silverlane-bold.otf";
    files.full_regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    files.full_bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
    return files;
}

inline std::filesystem::path source(const char* path) { return std::filesystem::path(SILVERLANE_SOURCE_DIR) / path; }

inline const BannedWords& banned() {
    static const BannedWords words = BannedWords::load(source("config/words/banned-words.toml")).value();
    return words;
}

inline const Walk& shipped_walk() {
    static const Walk walk = explore(testing::shipped_flows(), testing::shipped_texts(), first_states(testing::shipped_flows()), {}, {});
    return walk;
}

using MomentFilter = std::function<bool(const Moment&, const flow::Step&)>;

inline Moment moment_where(const MomentFilter& wanted) {
    for (const Moment& moment : shipped_walk().moments) {
        if (wanted(moment, flow::step_at(testing::shipped_flows(), moment.state.place))) return moment;
    }
    ADD_FAILURE() << "the walk met no such moment";
    return shipped_walk().moments.front();
}

/// A plain screen with this many answers in the middle of nothing else.
inline Moment plain(flow::Arrangement arrangement) {
    return moment_where([&](const Moment& moment, const flow::Step& step) {
        return step.arrangement == arrangement && moment.variant == "entered" && moment.state.turn_open && step.pages.empty();
    });
}

/// One screen, to be broken.
class Bench {
public:
    explicit Bench(const Moment& given, bool upright = true)
        : font(ui::FontFile::open(fonts()).value()), context(testing::shipped_flows(), testing::shipped_texts(), banned(), *font), moment(given),
          panel(reference_panels()[upright ? 1 : 0]), metrics(panel, flow::TextSize::standard), theme(ui::theme_for(flow::Theme::standard)),
          scene(scene::build(testing::shipped_flows(), moment.state, moment.facts, testing::shipped_texts())) {
        lay_out();
        context.key_places = key_places(layout);
    }

    void lay_out() { layout = ui::lay_out(scene, metrics, theme, *font); }
    [[nodiscard]] View view() const { return {moment, scene, layout, metrics, theme, "broken"}; }
    [[nodiscard]] int px(double millimetres) const { return panel.px_at_least(ui::Millimetres{millimetres}); }

    scene::Node& node(const std::string& id) {
        const auto found = std::find_if(scene.nodes.begin(), scene.nodes.end(), [&](const scene::Node& one) { return one.id.text == id; });
        if (found != scene.nodes.end()) return *found;
        ADD_FAILURE() << "no node " << id;
        return scene.nodes.front();
    }
    scene::Node& first(scene::Role role) {
        const auto found = std::find_if(scene.nodes.begin(), scene.nodes.end(), [&](const scene::Node& one) { return one.role == role; });
        if (found != scene.nodes.end()) return *found;
        ADD_FAILURE() << "no node of this role";
        return scene.nodes.front();
    }
    void remove(const std::string& id) { std::erase_if(scene.nodes, [&](const scene::Node& one) { return one.id.text == id; }); }
    ui::PlacedNode& placed(const std::string& id) {
        const auto found = std::find_if(layout.nodes.begin(), layout.nodes.end(), [&](const ui::PlacedNode& one) { return one.node.id.text == id; });
        if (found != layout.nodes.end()) return *found;
        ADD_FAILURE() << "not placed: " << id;
        return layout.nodes.front();
    }
    /// The answers in their order.
    std::vector<ui::PlacedNode*> answers() {
        std::vector<ui::PlacedNode*> out;
        for (ui::PlacedNode& one : layout.nodes) {
            if (one.node.role == scene::Role::answer) out.push_back(&one);
        }
        return out;
    }
    Findings look() {
        Findings findings;
        check_layout(view(), context, findings);
        check_scene({moment, scene, "broken"}, context, findings);
        return findings;
    }

    std::unique_ptr<ui::FontFile> font;
    Context context;
    Moment moment;
    ui::Panel panel;
    ui::Metrics metrics;
    ui::Theme theme;
    scene::Scene scene;
    ui::Layout layout;
};

inline void move(ui::PixelRect& rect, int x, int y) { rect = {rect.left + x, rect.top + y, rect.right + x, rect.bottom + y}; }

inline std::string text_of(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings.all()) text += line_of(finding) + "\n";
    return text;
}

}  // namespace silverlane::audit
