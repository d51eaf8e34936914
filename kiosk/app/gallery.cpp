// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/gallery.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "kiosk/app/sample_turns.h"
#include "kiosk/app/start_check.h"
#include "kiosk/flow/engine.h"
#include "kiosk/ui/kiosk_window.h"
#include "kiosk/ui/png_file.h"

namespace silverlane::kiosk {
namespace {

/// One picture's subject: a template, and the step that shows it.
struct Subject {
    const char* name;
    const char* what;
    flow::Place place;
    std::function<void(flow::State&)> change = [](flow::State&) {};
    bool only_lying = false;   ///< a mark on a template that stands here already: a standing panel shows nothing new
};

struct Variant {
    bool upright = false;
    flow::TextSize size = flow::TextSize::standard;
    flow::Theme theme = flow::Theme::standard;
    const char* language = "zh-CN";
};

constexpr std::array kSizes{flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest};
constexpr std::array kThemes{flow::Theme::standard, flow::Theme::white, flow::Theme::black};
constexpr std::array kSizeNames{"standard", "large", "largest"};
constexpr std::array kThemeNames{"paper", "white", "black"};
constexpr int kLyingWidth = 720;
constexpr int kUprightWidth = 405;

const char* name_of(flow::TextSize size) { return kSizeNames.at(static_cast<std::size_t>(size)); }
const char* name_of(flow::Theme theme) { return kThemeNames.at(static_cast<std::size_t>(theme)); }

flow::Place at(const char* flow, const char* step) { return {FlowId{flow}, StepId{step}}; }

std::vector<Subject> subjects() {
    const auto pin = [](flow::State& state) { state.pin_digits = 3; };
    const auto practice = [](flow::State& state) { state.practice = true; };
    return {
        {"idle", "Nobody is here: the queue at a glance", at("home", "idle")},
        {"home", "The first screen, four answers a page", at("home", "home")},
        {"choice", "A question; what the bank brought stands in pages", at("balance", "which")},
        {"confirm", "Two opposite answers of one size", at("identify", "consent")},
        {"number_entry", "Digits typed on the screen", at("identify", "phone")},
        {"pin_entry", "Digits typed on the PIN pad", at("balance", "pin"), pin},
        {"insert_item", "What goes where", at("passbook", "insert")},
        {"wait", "Work in progress", at("passbook", "printing")},
        {"result", "What the person came for; practised", at("balance", "amount"), practice},
        {"notice", "Something to know, in pages, while a call is out", at("known", "list"),
         [](flow::State& state) { state.help.state = flow::HelpState::sent; }},
        {"pointed_at", "A button that staff point at", at("take_ticket", "service"),
         [](flow::State& state) {
             state.help = {flow::HelpState::claimed, "1001", "company", {}, false, true, NodeId{"answer.transfer"}};
             state.say = {"pointed_at"};
         },
         true},
        {"rating", "Four faces", at("rating", "faces")},
        {"warning", "Are you still there?", at("take_ticket", "service"),
         [](flow::State& state) {
             state.phase = flow::Phase::warning;
             state.warning_seconds_left = 45;
         }},
    };
}

/// Every size on every ground as the panel lies; every size as it stands; and the longest labels, in English at the largest size.
std::vector<Variant> variants(const Subject& subject) {
    std::vector<Variant> all;
    for (const auto theme : kThemes) {
        for (const auto size : kSizes) all.push_back({false, size, theme});
    }
    if (!subject.only_lying) {
        for (const auto size : kSizes) all.push_back({true, size, flow::Theme::standard});
    }
    all.push_back({false, flow::TextSize::largest, flow::Theme::standard, "en"});
    if (!subject.only_lying) all.push_back({true, flow::TextSize::largest, flow::Theme::standard, "en"});
    return all;
}

std::string file_name(const Subject& subject, const Variant& variant) {
    return fmt::format("{}-{}-{}-{}-{}.png", subject.name, variant.upright ? "upright" : "lying", name_of(variant.size), name_of(variant.theme),
                       variant.language);
}

/// README.md: a heading a subject, its pictures by ground and size.
std::string index_of(const std::vector<Subject>& all) {
    std::string text =
        "# Gallery\n\nEvery template at three text sizes and on three grounds, as the kiosk draws it on a panel of 21.5 inch, lying and standing, "
        "scaled down. Written by `./dev gallery`; do not edit by hand. Why it looks so: [design.md](../design.md).\n";
    for (const Subject& subject : all) {
        text += fmt::format("\n## {}\n{}.\n\n", subject.name, subject.what);
        for (const Variant& variant : variants(subject)) {
            text += fmt::format("<img src=\"{}\" width=\"{}\" alt=\"{}, {}, {} text, {} ground, {}\">\n", file_name(subject, variant),
                                variant.upright ? 200 : 320, subject.name, variant.upright ? "standing" : "lying", name_of(variant.size),
                                name_of(variant.theme), variant.language);
        }
    }
    return text;
}

class Gallery {
public:
    Gallery(const KioskSettings& settings, const Clock& clock, EventLog& log) : settings_(settings), clock_(clock), log_(log) {}

    Result<void> open() {
        auto texts = scene::TextCatalogue::load(settings_.share / "strings", flow::Flows{}.languages, settings_.voice.style);
        if (!texts) return texts.error().within("reading the texts");
        auto flows = flow::load_flows(settings_.share / "flows", texts->known(), settings_.times);
        if (!flows) return flows.error().within("reading the flows");
        texts_ = std::move(*texts);
        flows_ = std::move(*flows);
        for (const bool upright : {false, true}) {
            ui::WindowSettings window;
            window.panel = ui::make_panel(upright ? 1080 : 1920, upright ? 1920 : 1080, 21.5).value();
            window.fonts = font_files(settings_.share);
            window.icon_folder = settings_.share / "icons";
            window.presenter = ui::PresenterKind::memory;
            auto opened = ui::KioskWindow::create(window, clock_, log_, std::make_unique<ui::MemoryPresenter>());
            if (!opened) return opened.error();
            (upright ? upright_ : lying_) = std::move(*opened);
        }
        return {};
    }

    Result<void> draw(const Subject& subject, const Variant& variant, const std::filesystem::path& folder) {
        flow::State state = fullest_turn(flows_, subject.place, variant.language);
        subject.change(state);
        for (const flow::Conditional& prompt : flow::step_at(flows_, subject.place).prompts) {
            if (flow::holds(prompt.when, state)) state.say.push_back(prompt.name);
        }
        state.occasion = flow::Occasion::entry;
        state.preferences.text_size = variant.size;
        state.preferences.theme = variant.theme;
        const auto scene = scene::build(flows_, state, fullest_hall(branch_name(settings_.branch, variant.language)), texts_);
        ui::Caption caption;
        if (!scene.prompts.empty()) caption.text = scene.prompts.front().caption;
        ui::KioskWindow& window = variant.upright ? *upright_ : *lying_;
        const auto shown = window.show(scene, caption);
        if (!shown) return shown.error();
        return ui::write_small_png(folder / file_name(subject, variant), window.canvas(), variant.upright ? kUprightWidth : kLyingWidth);
    }

private:
    const KioskSettings& settings_;
    const Clock& clock_;
    EventLog& log_;
    scene::TextCatalogue texts_;
    flow::Flows flows_;
    std::unique_ptr<ui::KioskWindow> lying_;
    std::unique_ptr<ui::KioskWindow> upright_;
};

}  // namespace

Result<void> write_gallery(const KioskSettings& settings, const std::filesystem::path& folder, const Clock& clock, EventLog& log) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return Error(ErrorCode::io, folder.string() + ": " + failed.message());
    Gallery gallery(settings, clock, log);
    auto opened = gallery.open();
    if (!opened) return opened.error();
    const std::vector<Subject> all = subjects();
    for (const Subject& subject : all) {
        for (const Variant& variant : variants(subject)) {
            const auto drawn = gallery.draw(subject, variant, folder);
            if (!drawn) return drawn.error();
        }
    }
    std::ofstream index(folder / "README.md");
    index << index_of(all);
    index.close();
    if (!index) return Error(ErrorCode::io, (folder / "README.md").string() + " cannot be written");
    return {};
}

}  // namespace silverlane::kiosk
