// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/audit/audit.h"

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "kiosk/audit/pixels.h"
#include "kiosk/audit/requirements.h"

namespace silverlane::audit {
namespace {

constexpr std::array kSizes{flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest};
constexpr std::array kThemes{flow::Theme::standard, flow::Theme::white, flow::Theme::black};
constexpr std::size_t kThreads = 2;

const char* name_of(flow::TextSize size) {
    switch (size) {
        case flow::TextSize::standard: return "standard text";
        case flow::TextSize::large: return "large text";
        case flow::TextSize::largest: return "largest text";
    }
    return "";
}

const char* name_of(flow::Theme theme) {
    switch (theme) {
        case flow::Theme::standard: return "warm paper";
        case flow::Theme::white: return "white ground";
        case flow::Theme::black: return "black ground";
    }
    return "";
}

std::string name_of(const ui::Panel& panel) {
    return fmt::format("{} {} x {}", panel.orientation() == ui::Orientation::portrait ? "standing" : "lying", panel.width_px, panel.height_px);
}

/// What makes two scenes the same for every check.
std::string look_of(const scene::Scene& scene) {
    std::string look = scene::dump(scene) + (scene.covered ? "|covered" : "|") + (scene.attention ? "|attention" : "|");
    for (const scene::Scene::Prompt& prompt : scene.prompts) look += '|' + prompt.id + prompt.caption;
    return look + std::to_string(static_cast<int>(scene.occasion));
}

/// One picture of each kind of screen is painted.
std::string kind_of(const scene::Scene& scene, const Moment& moment) {
    return fmt::format("{} {} {} {} {} {} {}", static_cast<int>(scene.arrangement), scene.overlay.has_value(), scene.covered, scene.attention,
                       moment.state.more_open, moment.state.page > 0, moment.state.digits.count());
}

/// A language on a panel: what one thread looks at in one go.
struct Slice {
    std::string language;
    ui::Panel panel;
    bool first_of_language = false;
    bool pictures = false;
};

struct Counts {
    long scenes = 0;
    long layouts = 0;
    long pictures = 0;
    std::set<std::string> said;
};

/// Looks at every moment of one slice.
class Auditor {
public:
    Auditor(const AuditInput& input, const Walk& walk, const std::vector<Moment>& heard, const Slice& slice, ui::FontFile& font,
            Pictures* pictures, Findings& findings, Counts& counts)
        : input_(input), walk_(walk), heard_(heard), slice_(slice), context_(input.flows, input.texts, input.banned, font), pictures_(pictures),
          findings_(findings), counts_(counts) {
        context_.input = input.input;
    }

    void run() {
        learn_key_places();
        std::set<std::string> looks;
        std::set<std::string> kinds;
        for (const Moment& moment : walk_.moments) {
            const scene::Scene scene = scene_of(moment, flow::TextSize::standard, flow::Theme::standard);
            if (!looks.insert(look_of(scene)).second) continue;
            if (slice_.first_of_language) {
                ++counts_.scenes;
                check_scene({moment, scene, fmt::format("{}, {}", moment.variant, slice_.language)}, context_, findings_);
            }
            const bool painted = pictures_ != nullptr && kinds.insert(kind_of(scene, moment)).second;
            look_at(moment, painted);
        }
        if (slice_.first_of_language) listen();
    }

private:
    scene::Scene scene_of(const Moment& moment, flow::TextSize size, flow::Theme theme) const {
        flow::State state = moment.state;
        state.preferences.language = slice_.language;
        state.preferences.text_size = size;
        state.preferences.theme = theme;
        scene::Facts facts = moment.facts;
        const auto name = input_.branch_names.find(slice_.language);
        facts.branch_name = name == input_.branch_names.end() ? std::string{} : name->second;
        return scene::build(input_.flows, state, facts, input_.texts);
    }

    /// Where the keys stand on the first screen, with and without the second row.
    void learn_key_places() {
        for (const Moment& moment : walk_.moments) {
            if (context_.key_places.size() > 0 && !moment.state.more_open) continue;
            const scene::Scene scene = scene_of(moment, flow::TextSize::standard, flow::Theme::standard);
            const ui::Metrics metrics(slice_.panel, flow::TextSize::standard);
            const ui::Layout layout = ui::lay_out(scene, metrics, ui::theme_for(flow::Theme::standard), context_.font);
            for (auto& [id, rect] : key_places(layout)) context_.key_places.try_emplace(id, rect);
            if (moment.state.more_open) return;
        }
    }

    void look_at(const Moment& moment, bool painted) {
        for (std::size_t i = 0; i < kSizes.size(); ++i) {
            for (std::size_t j = 0; j < kThemes.size(); ++j) {
                // Nothing moves with the theme, which the second column checks at one size.
                if (i > 0 && j > 0 && !(painted && i == j)) continue;
                const scene::Scene scene = scene_of(moment, kSizes[i], kThemes[j]);
                const ui::Metrics metrics(slice_.panel, kSizes[i]);
                const ui::Theme& theme = ui::theme_for(kThemes[j]);
                const ui::Layout layout = ui::lay_out(scene, metrics, theme, context_.font);
                ++counts_.layouts;
                const View view{moment, scene, layout, metrics, theme,
                                fmt::format("{}, {}, {}, {}, {}", moment.variant, slice_.language, name_of(kSizes[i]), name_of(kThemes[j]), name_of(slice_.panel))};
                if (j == 0) {
                    check_layout(view, context_, findings_);
                    check_icons(view);
                    if (i == 0) places_ = places_of(layout);
                } else {
                    check_rule_04(view, context_, findings_);
                    if (i == 0 && places_of(layout) != places_) findings_.add(3, where(view), "the theme moves something");
                }
                if (painted && i == j) picture(view);
            }
        }
    }

    void picture(const View& view) {
        ++counts_.pictures;
        pictures_->check(view, findings_);
        const std::string arrangement = std::to_string(static_cast<int>(view.scene.arrangement)) + std::to_string(static_cast<int>(view.scene.preferences.theme));
        if (grey_seen_.insert(arrangement).second) pictures_->check_grey(view, findings_);
    }

    void check_icons(const View& view) {
        for (const ui::PlacedNode& placed : view.layout.nodes) {
            if (placed.icon.empty() || !icons_seen_.insert(placed.node.icon).second) continue;
            findings_.looked(31);
            std::error_code failed;
            if (!std::filesystem::exists(input_.icons / (placed.node.icon + ".svg"), failed)) findings_.add(31, where(view, placed.node.id.text), "its icon is not there: " + placed.node.icon);
        }
    }

    /// Everything that was said on the way, also between two screens.
    void listen() {
        for (const Moment& moment : heard_) {
            const scene::Scene scene = scene_of(moment, flow::TextSize::standard, flow::Theme::standard);
            const SceneView view{moment, scene, fmt::format("{}, {}", moment.variant, slice_.language)};
            check_speech(view, context_, findings_);
            check_rule_20(view, context_, findings_);
            check_rule_29(view, context_, findings_);
            check_rule_31(view, context_, findings_);
            if (!is_chinese(slice_.language)) continue;
            for (std::string& text : spoken_texts(scene)) counts_.said.insert(std::move(text));
        }
    }

    static std::vector<ui::PixelRect> places_of(const ui::Layout& layout) {
        std::vector<ui::PixelRect> places;
        for (const ui::PlacedNode& placed : layout.nodes) places.push_back(placed.rect);
        return places;
    }

    const AuditInput& input_;
    const Walk& walk_;
    const std::vector<Moment>& heard_;
    const Slice& slice_;
    Context context_;
    Pictures* pictures_;
    Findings& findings_;
    Counts& counts_;
    std::vector<ui::PixelRect> places_;
    std::set<std::string> icons_seen_;
    std::set<std::string> grey_seen_;
};

/// The walk, with what is decided on every single happening, and the states in which something new was said.
Walk walk_all(const AuditInput& input, Context& context, std::vector<Moment>& heard, Findings& findings) {
    std::set<std::string> known;
    const Observer observer = [&](const Moment& before, const scene::Scene& shown, const Happening& happening, const flow::Outcome& outcome) {
        check_happening(before, shown, happening, outcome, context, findings);
        const flow::State& after = outcome.state;
        if (after.generation == before.state.generation) return;
        std::string key = after.place.flow.text + '/' + after.place.step.text + std::to_string(after.page) + std::to_string(static_cast<int>(after.occasion)) +
                          std::to_string(static_cast<int>(after.phase)) + std::to_string(static_cast<int>(after.help.state));
        for (const std::string& prompt : after.say) key += '|' + prompt;
        if (after.ticket) key += '|' + after.ticket->label;
        if (!known.insert(key).second) return;
        Moment moment;
        moment.state = after;
        moment.facts = facts_of(after, {});
        moment.variant = describe(input.flows, after) + " after " + happening.name;
        heard.push_back(std::move(moment));
    };
    return explore(input.flows, input.texts, first_states(input.flows, input.varieties), input.limits, observer);
}

std::vector<Slice> slices_of(const AuditInput& input) {
    std::vector<Slice> slices;
    for (const std::string& language : input.flows.languages) {
        for (std::size_t i = 0; i < input.panels.size(); ++i) {
            slices.push_back({language, input.panels[i], i == 0, language == input.flows.languages.front()});
        }
    }
    return slices;
}

void check_panels(const AuditInput& input, Findings& findings) {
    for (const ui::Panel& panel : input.panels) {
        findings.looked(kResolution);
        const int longer = std::max(panel.width_px, panel.height_px);
        const int shorter = std::min(panel.width_px, panel.height_px);
        if (longer < 1920 || shorter < 1080) findings.add(kResolution, {"", "", "panel", name_of(panel)}, "the panel has too few pixels");
    }
}

void check_input(const ui::InputLimits& input, Findings& findings) {
    constexpr Milliseconds kLeast{500};
    findings.looked(11);
    if (input.same_target_pause < kLeast || input.screen_change_pause < kLeast) findings.add(11, {"", "", "input", ""}, "the pauses between presses are too short");
}

}  // namespace

std::vector<ui::Panel> reference_panels() {
    constexpr double kInches = 21.5;
    return {ui::make_panel(1920, 1080, kInches).value(), ui::make_panel(1080, 1920, kInches).value()};
}

void check_layout(const View& view, Context& context, Findings& findings) {
    check_rule_01(view, context, findings);
    check_rule_02(view, context, findings);
    check_rule_03(view, context, findings);
    check_rule_04(view, context, findings);
    check_rule_05(view, context, findings);
    check_rule_07(view, context, findings);
    check_rule_08(view, context, findings);
    check_rules_09_to_11(view, context, findings);
    check_rule_13(view, context, findings);
    check_rule_14(view, context, findings);
    check_rule_27_strip(view, context, findings);
    check_rule_31_icons(view, context, findings);
    check_rule_32_places(view, context, findings);
    check_rule_33_place(view, context, findings);
    check_equal_answers(view, context, findings);
    check_focus(view, context, findings);
}

void check_scene(const SceneView& view, Context& context, Findings& findings) {
    check_rule_20(view, context, findings);
    check_rule_21(view, context, findings);
    check_rule_26(view, context, findings);
    check_rule_27(view, context, findings);
    check_rule_29(view, context, findings);
    check_rule_30(view, context, findings);
    check_rule_31(view, context, findings);
    check_rule_32(view, context, findings);
    check_rule_33(view, context, findings);
    check_beside(view, context, findings);
    check_speech(view, context, findings);
}

void check_moment(const Moment& moment, Context& context, Findings& findings) {
    check_rules_15_to_18(moment, context, findings);
    check_rule_29_switch(moment, context, findings);
    check_rule_36(moment, context, findings);
    check_stays(moment, context, findings);
}

Result<AuditResult> run_audit(const AuditInput& input) {
    AuditResult result;
    auto first_font = ui::FontFile::open(input.fonts);
    if (!first_font) return first_font.error();
    Context context(input.flows, input.texts, input.banned, **first_font);
    context.input = input.input;
    std::vector<Moment> heard;
    const Walk walk = walk_all(input, context, heard, result.findings);
    check_flows(walk, context, result.findings);
    check_catalogue(context, result.findings);
    check_panels(input, result.findings);
    check_input(input.input, result.findings);

    const std::vector<Slice> slices = slices_of(input);
    std::vector<Findings> found(slices.size());
    std::vector<Counts> counts(slices.size());
    std::vector<std::optional<Error>> failures(slices.size());
    const auto work = [&](std::size_t first) {
        for (std::size_t at = first; at < slices.size(); at += kThreads) {
            auto font = ui::FontFile::open(input.fonts);
            auto pictures = Pictures::open(input.fonts, input.icons, slices[at].panel);
            if (!font || !pictures) {
                failures[at] = font ? pictures.error() : font.error();
                return;
            }
            Auditor(input, walk, heard, slices[at], **font, slices[at].pictures ? pictures->get() : nullptr, found[at], counts[at]).run();
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
    for (const Moment& moment : walk.moments) check_moment(moment, context, result.findings);
    result.turns = check_rule_19(input.random, context, result.findings);
    for (std::thread& thread : threads) thread.join();

    std::set<std::string> said;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        if (failures[i]) return *failures[i];
        result.findings.merge(found[i]);
        result.scenes += counts[i].scenes;
        result.layouts += counts[i].layouts;
        result.pictures += counts[i].pictures;
        said.insert(counts[i].said.begin(), counts[i].said.end());
    }
    check_voice(input.voice, input.texts, said, result.findings);
    result.said = static_cast<long>(said.size());
    result.moments = static_cast<int>(walk.moments.size());
    result.happenings = walk.steps_taken;
    result.left_out = walk.left_out;
    int steps = 0;
    for (const auto& [id, flow] : input.flows.flows) steps += static_cast<int>(flow.steps.size());
    result.places = steps - static_cast<int>(walk.unreached.size());
    return result;
}

}  // namespace silverlane::audit
