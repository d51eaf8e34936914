// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures what a branch's own changes may cost, and prints one JSON object a line: loading a flow file of 200 steps beside the shipped ones,
// and drawing a character that was never drawn before, in a window in memory. One thread.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
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
    for (int i = 0; i < kLoads; ++i) {
        const auto begin = Stopwatch::now();
        const auto flows = flow::load_flows(folder.path(), known, flow::Times{});
        times.push_back(milliseconds_since(begin));
        if (!flows || flows->flows.at(FlowId{"long"}).steps.size() != kSteps) {
            fmt::print(stderr, "flow_bench: {}\n", flows ? "the long flow is not whole" : flows.error().text());
            return 1;
        }
    }
    print("flow_load_200_steps_and_shipped_p50", part_of(times, 0.5), "ms", 20);
    print("flow_load_200_steps_and_shipped_p99", part_of(times, 0.99), "ms", 20);
    return 0;
}

/// Time from a scene with one more character to its picture. The first one opens the full font.
int measure_unseen_characters() {
    const SystemClock clock;
    SilentLog log;
    auto window = ui::KioskWindow::create(ui::samples::settings(ui::samples::landscape()), clock, log).value();
    scene::Scene scene = ui::samples::make("notice", {});
    if (!window->show(scene, {})) return 1;
    scene::Node* title = nullptr;
    for (scene::Node& node : scene.nodes) {
        if (node.role == scene::Role::title) title = &node;
    }
    if (title == nullptr) return 1;
    std::vector<double> times;
    // Rare names first: a character beyond the basic plane, then some of the whole range of hanzi.
    std::vector<char32_t> characters{U'\U00020BB7'};
    for (int i = 0; i < kCharacters; ++i) characters.push_back(static_cast<char32_t>(0x4E00 + i * 63 % 0x51A0));
    for (const char32_t character : characters) {
        title->shown = encode_utf8(std::u32string(U"请") + character + std::u32string(U"到柜台"));
        const int before = window->atlas().glyph_count();
        const auto begin = Stopwatch::now();
        if (!window->show(scene, {})) return 1;
        const double taken = milliseconds_since(begin);
        if (window->atlas().glyph_count() > before) times.push_back(taken);
    }
    if (times.size() < kCharacters / 2 || window->atlas().font().missing_characters() > 0) {
        fmt::print(stderr, "flow_bench: {} unseen characters, {} without a picture\n", times.size(), window->atlas().font().missing_characters());
        return 1;
    }
    print("unseen_character_first_of_full_font", times.front(), "ms", 5);
    print("unseen_character_p50", part_of(times, 0.5), "ms", 5);
    print("unseen_character_p99", part_of(times, 0.99), "ms", 5);
    return 0;
}

}  // namespace

int main() {
    const int loading = measure_loading();
    return loading != 0 ? loading : measure_unseen_characters();
}
