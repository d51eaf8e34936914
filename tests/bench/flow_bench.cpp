// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures what a branch's own changes may cost, and prints one JSON object a line: loading a flow file of 200 steps beside the shipped ones,
// and drawing a character that was never drawn before, in a window in memory. With --on-display it opens a window on the display instead,
// prints where the second character of the title stands, and shows a new character there at each touch, for display_probe to watch. One thread.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "base/clock.h"
#include "base/event_log.h"
#include "base/utf8.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/text_catalogue.h"
#include "kiosk/ui/kiosk_window.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/kiosk_ui/sample_scenes.h"

namespace {

using namespace silverlane;
using Stopwatch = std::chrono::steady_clock;

constexpr int kSteps = 200;
constexpr int kLoads = 41;
constexpr int kCharacters = 300;

double milliseconds_since(Stopwatch::time_point start) { return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count(); }

/// Of this thread: what the work takes when other programs want the processor too.
double processor_milliseconds() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

double part_of(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

void print(const char* name, double value, const char* unit, double at_most) {
    fmt::print("{{\"name\":\"{}\",\"value\":{:.3f},\"unit\":\"{}\",\"at_most\":{}}}\n", name, value, unit, at_most);
}

/// A chain of questions as full as flows are: three answers, a condition, a happening; every step leads to the next two.
std::string long_flow() {
    std::string text = "id = \"long\"\nname = \"long.text\"\nfirst = \"step_1\"\n";
    for (int i = 1; i <= kSteps; ++i) {
        const int next = std::min(i + 1, kSteps);
        const int after = std::min(i + 2, kSteps);
        text += fmt::format(R"(
[steps.step_{0}]
template = "choice"
title = "long.text"
instructions = ["long.text when joined", "long.text"]
prompts = ["long_prompt"]
timeout = "decision"
back = "back"
person = "call_staff"
[[steps.step_{0}.answers]]
id = "first"
text = "long.text"
icon = "ok"
emphasised = true
set = {{ way = "first" }}
routes = ["step_{2} when not joined"]
goto = "step_{1}"
[[steps.step_{0}.answers]]
id = "second"
text = "long.text"
icon = "no"
set = {{ way = "second" }}
goto = "step_{2}"
[[steps.step_{0}.answers]]
id = "third"
text = "long.text"
icon = "other"
when = "way=first"
goto = "home"
[[steps.step_{0}.on]]
event = "card_tapped"
goto = "step_{2}"
)", i, next, after);
    }
    return text;
}

std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The shipped flows and the long one in a folder; a step of the shipped ones leads to it.
void write_flows(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/flows")) {
        std::string text = content(entry.path());
        if (entry.path().filename() == "home.toml") {
            text += "\n[[steps.counter.answers]]\nid = \"long\"\ntext = \"long.text\"\nicon = \"other\"\ngoto = \"long/step_1\"\n";
        }
        std::ofstream(folder / entry.path().filename(), std::ios::binary) << text;
    }
    std::ofstream(folder / "long.toml", std::ios::binary) << long_flow();
}

int measure_loading() {
    auto texts = scene::TextCatalogue::load(std::filesystem::path(SILVERLANE_SOURCE_DIR) / "config/strings", {"zh-CN", "en"});
    if (!texts) {
        fmt::print(stderr, "flow_bench: {}\n", texts.error().text());
        return 1;
    }
    flow::KnownTexts known = texts->known();
    known.keys.insert("long.text");
    known.prompts.insert("long_prompt");
    const testing::TemporaryFolder folder;
    write_flows(folder.path());
    std::vector<double> times;
    std::vector<double> processor;
    for (int i = 0; i < kLoads; ++i) {
        const double used = processor_milliseconds();
        const auto begin = Stopwatch::now();
        const auto flows = flow::load_flows(folder.path(), known, flow::Times{});
        times.push_back(milliseconds_since(begin));
        processor.push_back(processor_milliseconds() - used);
        if (!flows || flows->flows.at(FlowId{"long"}).steps.size() != kSteps) {
            fmt::print(stderr, "flow_bench: {}\n", flows ? "the long flow is not whole" : flows.error().text());
            return 1;
        }
    }
    print("flow_load_200_steps_and_shipped_p50", part_of(times, 0.5), "ms", 20);
    print("flow_load_200_steps_and_shipped_processor_p50", part_of(processor, 0.5), "ms", 20);
    return 0;
}

/// A screen whose title is to be given characters that were never drawn.
struct UnseenTitle {
    scene::Scene scene = ui::samples::make("notice", {});
    std::size_t next = 0;

    /// Rare names first: a character beyond the basic plane, which opens the full font; then some of the whole range of hanzi.
    void change() {
        const char32_t character = next == 0 ? U'\U00020BB7' : static_cast<char32_t>(0x4E00 + next * 63 % 0x51A0);
        ++next;
        for (scene::Node& node : scene.nodes) {
            if (node.role == scene::Role::title) node.shown = encode_utf8(std::u32string(U"请") + character + std::u32string(U"到柜台"));
        }
    }
};

/// Time from a scene with one more character to its picture.
int measure_unseen_characters() {
    const SystemClock clock;
    SilentLog log;
    auto window = ui::KioskWindow::create(ui::samples::settings(ui::samples::landscape()), clock, log).value();
    UnseenTitle title;
    if (!window->show(title.scene, {})) return 1;
    std::vector<double> times;
    std::vector<double> processor;
    for (int i = 0; i < kCharacters; ++i) {
        title.change();
        const int before = window->atlas().glyph_count();
        const double used = processor_milliseconds();
        const auto begin = Stopwatch::now();
        if (!window->show(title.scene, {})) return 1;
        const double taken = milliseconds_since(begin);
        const double worked = processor_milliseconds() - used;
        if (window->atlas().glyph_count() == before) continue;
        times.push_back(taken);
        processor.push_back(worked);
    }
    if (times.size() < kCharacters / 2 || window->atlas().font().missing_characters() > 0) {
        fmt::print(stderr, "flow_bench: {} unseen characters, {} without a picture\n", times.size(), window->atlas().font().missing_characters());
        return 1;
    }
    print("unseen_character_first_of_full_font", times.front(), "ms", 5);
    print("unseen_character_p50", part_of(times, 0.5), "ms", 5);
    print("unseen_character_p99", part_of(times, 0.99), "ms", 5);
    print("unseen_character_processor_longest", part_of(processor, 1), "ms", 5);
    return 0;
}

/// Until the display goes or a signal ends it.
int show_unseen_characters_on_display() {
    const SystemClock clock;
    SilentLog log;
    ui::WindowSettings settings = ui::samples::settings(ui::samples::landscape());
    settings.presenter = ui::PresenterKind::window;
    auto window = ui::KioskWindow::create(settings, clock, log);
    if (!window) {
        fmt::print(stderr, "flow_bench: {}\n", window.error().text());
        return 1;
    }
    UnseenTitle title;
    title.change();
    if (!(*window)->show(title.scene, {})) return 1;
    for (const ui::PlacedNode& placed : (*window)->layout().nodes) {
        if (placed.node.role != scene::Role::title || placed.lines.empty()) continue;
        const double em = ui::em_px(placed.style);
        fmt::print("{} {}\n", placed.lines.front().left + static_cast<int>(1.5 * em), placed.lines.front().baseline - static_cast<int>(em / 3));
    }
    std::fflush(stdout);
    for (;;) {
        const ui::Happenings happenings = (*window)->take_happenings();
        if (happenings.quit) return 0;
        if (happenings.touched) {
            title.change();
            if (!(*window)->show(title.scene, {})) return 1;
        }
        (*window)->wait({}, std::nullopt);
    }
}

}  // namespace

int main(int count, char** words) {
    if (count == 2 && std::string_view(words[1]) == "--on-display") return show_unseen_characters_on_display();
    const int loading = measure_loading();
    return loading != 0 ? loading : measure_unseen_characters();
}
