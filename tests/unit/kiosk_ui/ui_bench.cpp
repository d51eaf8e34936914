// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Measures the kiosk's screen and prints one JSON object a line: start to the first complete home screen, a press to changed pixels, a
// screen change, processor time while idle. With --gallery FOLDER it draws every sample scene as PNG instead.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "sample_scenes.h"

namespace {

using namespace silverlane;
using namespace silverlane::ui;
using Stopwatch = std::chrono::steady_clock;

double milliseconds_since(Stopwatch::time_point start) {
    return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count();
}

void print(const char* name, double value, const char* unit) { fmt::print("{{\"name\":\"{}\",\"value\":{:.3f},\"unit\":\"{}\"}}\n", name, value, unit); }

double percentile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

double processor_milliseconds() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

long resident_kilobytes() {
    long pages = 0;
    long total = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld", &total, &pages) != 2) pages = 0;
        std::fclose(file);
    }
    return pages * 4;
}

int gallery(const std::string& folder) {
    const SystemClock clock;
    SilentLog log;
    for (const Panel& panel : {samples::landscape(), samples::portrait()}) {
        auto window = KioskWindow::create(samples::settings(panel), clock, log).value();
        for (const char* language : {"zh-CN", "en"}) {
            for (const auto size : {flow::TextSize::standard, flow::TextSize::large, flow::TextSize::largest}) {
                for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
                    flow::Preferences preferences;
                    preferences.language = language;
                    preferences.text_size = size;
                    preferences.theme = theme;
                    for (const auto& [name, scene] : samples::all(preferences)) {
                        const bool chinese = preferences.language == "zh-CN";
                        const Caption caption = chinese ? Caption{"请按一个。拿不准,就按其他。", 0, 15} : Caption{"Please press one of the answers.", 7, 12};
                        static_cast<void>(window->show(scene, caption));
                        for (const Overflow& overflow : window->layout().overflows) {
                            fmt::print("overflow {} {} {} size {}: {} {}\n", panel.width_px, name, language, static_cast<int>(size), overflow.id.text, overflow.why);
                        }
                        const std::string file = fmt::format("{}/{}_{}_{}_{}_{}.png", folder, panel.width_px > 1500 ? "l" : "p", name, language,
                                                             static_cast<int>(size), static_cast<int>(theme));
                        if (!window->screenshot(file)) return 1;
                    }
                }
            }
        }
    }
    return 0;
}

int measure(PresenterKind kind) {
    const SystemClock clock;
    SilentLog log;
    WindowSettings settings = samples::settings(samples::landscape());
    settings.presenter = kind;
    settings.full_screen = false;
    settings.input.limits.same_target_pause = settings.input.limits.screen_change_pause = Milliseconds{0};
    const auto start = Stopwatch::now();
    auto created = KioskWindow::create(settings, clock, log);
    if (!created) {
        std::fprintf(stderr, "%s\n", created.error().text().c_str());
        return 1;
    }
    KioskWindow& window = **created;
    print("ui_create", milliseconds_since(start), "ms");
    const auto home = samples::make("home", {});
    if (!window.show(home, {})) return 1;
    print("ui_create_to_home_screen", milliseconds_since(start), "ms");
    print("ui_home_glyphs", window.atlas().glyph_count(), "glyphs");
    print("ui_resident", static_cast<double>(resident_kilobytes()), "kB");

    // Press to changed pixels, without SDL's delivery: the finger's event until the picture has been handed over.
    std::vector<double> changes;
    std::vector<double> captions;
    const auto choice = samples::make("choice", {});
    if (!window.show(choice, {}) || !window.show(home, {})) return 1;
    for (int i = 0; i < 100; ++i) {
        const auto begin = Stopwatch::now();
        if (!window.show(i % 2 == 0 ? choice : home, {})) return 1;
        changes.push_back(milliseconds_since(begin));
        const auto caption_begin = Stopwatch::now();
        if (!window.show_caption({"请按一个。拿不准,就按其他。", 0, static_cast<std::size_t>(1 + i % 4)})) return 1;
        captions.push_back(milliseconds_since(caption_begin));
    }
    print("ui_screen_change_p50", percentile(changes, 0.5), "ms");
    print("ui_screen_change_p99", percentile(changes, 0.99), "ms");
    print("ui_caption_p99", percentile(captions, 0.99), "ms");

    window.set_catalogue({"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"});
    double longest = 0;
    for (bool more = true; more;) {
        const auto begin = Stopwatch::now();
        more = window.prepare_some();
        longest = std::max(longest, milliseconds_since(begin));
    }
    print("ui_prepare_longest_step", longest, "ms");

    const double before = processor_milliseconds();
    const auto idle_begin = Stopwatch::now();
    while (milliseconds_since(idle_begin) < 5000) {
        static_cast<void>(window.take_happenings());
        window.wait({}, Milliseconds{5000 - static_cast<long>(milliseconds_since(idle_begin))});
    }
    print("ui_idle_processor", (processor_milliseconds() - before) / milliseconds_since(idle_begin) * 100, "%");
    return 0;
}

/// A press in memory: finger down until the changed picture is handed to the presenter.
int measure_press() {
    const SystemClock clock;
    SilentLog log;
    WindowSettings settings = samples::settings(samples::landscape());
    settings.input.limits.same_target_pause = settings.input.limits.screen_change_pause = Milliseconds{0};
    auto presenter = std::make_unique<MemoryPresenter>();
    MemoryPresenter& fingers = *presenter;
    auto window = KioskWindow::create(settings, clock, log, std::move(presenter)).value();
    if (!window->show(samples::make("home", {}), {})) return 1;
    std::vector<double> times;
    for (int i = 0; i < 500; ++i) {
        std::vector<const PlacedNode*> targets;
        for (const PlacedNode& placed : window->layout().nodes) {
            if (placed.pressable()) targets.push_back(&placed);
        }
        const PixelRect& hit = targets[static_cast<std::size_t>(i) % targets.size()]->hit;
        RawEvent event{RawEvent::Kind::down, 1, (hit.left + hit.right) / 2, (hit.top + hit.bottom) / 2, RawEvent::Key::none, 0};
        fingers.put(event);
        const auto begin = Stopwatch::now();
        static_cast<void>(window->take_happenings());
        times.push_back(milliseconds_since(begin));
        event.kind = RawEvent::Kind::up;
        fingers.put(event);
        static_cast<void>(window->take_happenings());
    }
    print("ui_press_feedback_drawn_p50", percentile(times, 0.5), "ms");
    print("ui_press_feedback_drawn_p99", percentile(times, 0.99), "ms");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], "--gallery") == 0) return gallery(argv[2]);
    const bool memory = argc == 2 && std::strcmp(argv[1], "--memory") == 0;
    const int result = measure(memory ? PresenterKind::memory : PresenterKind::window);
    return result != 0 ? result : measure_press();
}
