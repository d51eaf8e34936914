// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// People who press anything, in a world that answers as it likes:
//   random_walks [--walks N] [--presses N] [--seed N] [--drawn-of-hundred N]
// Walk number i is that of seed + i, so `--walks 1 --seed S` repeats one. Each press takes a target of the layout; in the drawn share a finger
// takes it on a window in memory, and what is drawn is drawn. After every event the screen must lay out, 叫人 must be in reach and call, and
// 退出 must lead home. At the end the heap must not have grown since the first fifth of the walks. Prints one JSON object a line; exits 1 and
// names the walk and its presses when something is wrong. One thread; nothing outside this process is touched.
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "base/clock.h"
#include "base/event_log.h"
#include "kiosk/flow/engine.h"
#include "kiosk/scene/builder.h"
#include "kiosk/scene/text_catalogue.h"
#include "kiosk/ui/kiosk_window.h"
#include "kiosk/ui/theme.h"
#include "tests/support/answering_world.h"
#include "tests/unit/kiosk_ui/sample_scenes.h"

namespace {

using namespace silverlane;
using namespace std::chrono_literals;
using Stopwatch = std::chrono::steady_clock;

constexpr int kPressesHome = 4;              ///< 退出, and the questions that may be asked once on the way out
constexpr std::size_t kWarmUpOfHundred = 20;
constexpr std::size_t kFewestToJudgeMemory = 1'000;
constexpr long kHeapMayGrowKb = 512;         ///< every glyph of every size has not been drawn when the warm-up ends
constexpr long kResidentMayGrowKb = 8 * 1024;

/// For the handler of a crash: which walk it was.
volatile std::sig_atomic_t current_walk_seed = 0;

struct Options {
    std::size_t walks = 10'000;
    std::size_t presses = 30;
    std::uint32_t seed = 1;
    std::size_t drawn_of_hundred = 2;
};

/// Shows on no display and keeps nothing, unlike the presenter of the window's own tests.
class ForgetfulPresenter final : public ui::Presenter {
public:
    Result<void> present(const ui::SoftwareCanvas&, const std::vector<ui::PixelRect>&) override { return {}; }
    std::vector<ui::RawEvent> take_events() override { return std::exchange(events_, {}); }
    [[nodiscard]] std::vector<int> descriptors() const override { return {}; }
    [[nodiscard]] std::string name() const override { return "none"; }
    void put(const ui::RawEvent& event) { events_.push_back(event); }

private:
    std::vector<ui::RawEvent> events_;
};

/// What stays the same for all walks.
struct Kiosk {
    const scene::TextCatalogue& texts;
    const flow::Flows& flows;
    ManualClock clock{UtcTime{}};
    SilentLog log;
    ForgetfulPresenter* fingers = nullptr;
    std::unique_ptr<ui::KioskWindow> window;
    std::vector<ui::Panel> panels{ui::samples::landscape(), ui::samples::portrait()};
    scene::Facts facts;
    std::set<std::string> places;
    std::size_t presses = 0;
    std::size_t drawn_presses = 0;

    Kiosk(const scene::TextCatalogue& all_texts, const flow::Flows& all_flows) : texts(all_texts), flows(all_flows) {
        auto presenter = std::make_unique<ForgetfulPresenter>();
        fingers = presenter.get();
        window = ui::KioskWindow::create(ui::samples::settings(panels.front()), clock, log, std::move(presenter)).value();
        facts.branch_name = "和平路网点";
        facts.clock_text = "14:05";
        facts.waiting = 6;
        facts.wait_low = 10;
        facts.wait_high = 15;
    }
};

class Walk {
public:
    Walk(Kiosk& kiosk, std::uint32_t seed, bool drawn)
        : kiosk_(kiosk), world_(seed), drawn_(drawn), panel_(kiosk.panels[drawn ? 0 : seed % kiosk.panels.size()]),
          state_(flow::first_state(kiosk.flows)) {}

    /// What is wrong, or nothing.
    std::string go(std::size_t presses) {
        happen(flow::Tick{kiosk_.clock.monotonic(), false});
        for (std::size_t i = 0; i < presses && wrong_.empty(); ++i) {
            hear_answers();
            something_else();
            press_anything();
        }
        return wrong_;
    }
    [[nodiscard]] const std::string& trail() const { return trail_; }

private:
    [[nodiscard]] std::string place() const { return state_.place.flow.text + '/' + state_.place.step.text; }
    [[nodiscard]] scene::Scene scene() const { return scene::build(kiosk_.flows, state_, kiosk_.facts, kiosk_.texts); }

    void happen(const flow::Event& event) {
        flow::Outcome outcome = flow::step(kiosk_.flows, std::move(state_), event);
        state_ = std::move(outcome.state);
        kiosk_.places.insert(place());
        for (const flow::Effect& effect : outcome.effects) {
            for (flow::Event& answer : world_.answer(effect, state_)) answers_.push_back(std::move(answer));
        }
    }

    /// Answers come in the order of the questions; some only after more presses.
    void hear_answers() {
        constexpr std::size_t kMostAtOnce = 16;
        for (std::size_t i = 0; i < kMostAtOnce && !answers_.empty() && !world_.one_in(4); ++i) {
            const flow::Event answer = std::move(answers_.front());
            answers_.pop_front();
            happen(answer);
        }
    }

    void something_else() {
        if (world_.one_in(8)) happen(world_.of_its_own(state_));
        const Milliseconds time{world_.one_in(6) ? 1'000 * world_.below(200) : 600};
        kiosk_.clock.advance(time);
        happen(flow::Tick{kiosk_.clock.monotonic(), world_.one_in(4)});
    }

    void press_anything() {
        const scene::Scene now = scene();
        if (drawn_) static_cast<void>(kiosk_.window->show(now, {}));
        const ui::Layout laid = drawn_ ? kiosk_.window->layout() : lay_out(now);
        std::vector<const ui::PlacedNode*> targets;
        bool person = false;
        for (const ui::PlacedNode& placed : laid.nodes) {
            if (!placed.pressable() || !placed.node.action) continue;
            targets.push_back(&placed);
            person = person || placed.node.action->kind == flow::ActionKind::call_staff;
        }
        if (!person) return complain("nobody can be called");
        check_ways_out();
        // Whoever presses anything presses what is large: half of the presses are answers.
        std::vector<const ui::PlacedNode*> answers;
        for (const ui::PlacedNode* target : targets) {
            if (target->node.role == scene::Role::answer) answers.push_back(target);
        }
        const auto& chosen = !answers.empty() && world_.one_in(2) ? answers : targets;
        const ui::PlacedNode& target = *chosen[world_.below(chosen.size())];
        trail_ += fmt::format("{} {}; ", place(), target.node.id.text);
        ++kiosk_.presses;
        if (drawn_ && !press_with_finger(target)) return complain(fmt::format("a finger on {} presses nothing", target.node.id.text));
        happen(flow::Touched{});
        happen(*target.node.action);
    }

    [[nodiscard]] ui::Layout lay_out(const scene::Scene& now) const {
        return ui::lay_out(now, {panel_, now.preferences.text_size}, ui::theme_for(now.preferences.theme), kiosk_.window->atlas().measurer());
    }

    bool press_with_finger(const ui::PlacedNode& target) {
        kiosk_.clock.advance(600ms);  // past the pauses after a change of screen and after the same target
        ui::RawEvent event{ui::RawEvent::Kind::down, 1, (target.hit.left + target.hit.right) / 2, (target.hit.top + target.hit.bottom) / 2,
                           ui::RawEvent::Key::none, 0};
        kiosk_.fingers->put(event);
        static_cast<void>(kiosk_.window->take_happenings());
        event.kind = ui::RawEvent::Kind::up;
        kiosk_.fingers->put(event);
        const ui::Happenings happenings = kiosk_.window->take_happenings();
        ++kiosk_.drawn_presses;
        return happenings.pressed.size() == 1 && happenings.pressed.front().id == target.node.id;
    }

    /// From this very state: a person can be called, and 退出 leads home.
    void check_ways_out() {
        const flow::Outcome called = flow::step(kiosk_.flows, state_, flow::Action{flow::ActionKind::call_staff, {}});
        if (called.state.help.state == flow::HelpState::none) return complain("calling somebody does nothing");
        flow::State leaving = state_;
        leaving = flow::step(kiosk_.flows, std::move(leaving), flow::Touched{}).state;
        for (int press = 0; press < kPressesHome && leaving.turn_open; ++press) {
            leaving = flow::step(kiosk_.flows, std::move(leaving), flow::Action{flow::ActionKind::exit, {}}).state;
        }
        if (leaving.turn_open) complain(fmt::format("no way out: {} presses on exit end at {}/{}", kPressesHome, leaving.place.flow.text, leaving.place.step.text));
    }

    void complain(const std::string& what) {
        if (wrong_.empty()) wrong_ = fmt::format("at {}: {}", place(), what);
    }

    Kiosk& kiosk_;
    testing::AnsweringWorld world_;
    bool drawn_;
    ui::Panel panel_;
    flow::State state_;
    std::deque<flow::Event> answers_;
    std::string trail_;
    std::string wrong_;
};

void print(const char* name, double value, const char* unit) { fmt::print("{{\"name\":\"{}\",\"value\":{:.3f},\"unit\":\"{}\"}}\n", name, value, unit); }

long heap_kb() { return static_cast<long>(mallinfo2().uordblks / 1024); }

long resident_kb() {
    long pages = 0;
    long total = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld", &total, &pages) != 2) pages = 0;
        std::fclose(file);
    }
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

extern "C" void name_the_walk(int signal) {
    std::array<char, 32> text{};
    auto number = static_cast<unsigned long>(current_walk_seed);
    std::size_t at = text.size();
    text[--at] = '\n';
    do {
        text[--at] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number > 0);
    constexpr char kBefore[] = "random_walks: crashed in the walk of --walks 1 --seed ";
    if (write(2, kBefore, sizeof kBefore - 1) < 0 || write(2, text.data() + at, text.size() - at) < 0) _exit(3);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

/// Exit status.
int walk_all(Kiosk& kiosk, const Options& options) {
    const std::size_t warm = options.walks * kWarmUpOfHundred / 100;
    long heap = heap_kb();
    long resident = resident_kb();
    const auto begun = Stopwatch::now();
    for (std::size_t i = 0; i < options.walks; ++i) {
        if (i == warm) {
            heap = heap_kb();
            resident = resident_kb();
        }
        const auto seed = static_cast<std::uint32_t>(options.seed + i);
        current_walk_seed = static_cast<std::sig_atomic_t>(seed);
        Walk walk(kiosk, seed, seed % 100 < options.drawn_of_hundred);
        const std::string wrong = walk.go(options.presses);
        if (wrong.empty()) continue;
        fmt::print(stderr, "random_walks: --walks 1 --seed {} --presses {}: {}\n  after {}\n", seed, options.presses, wrong, walk.trail());
        return 1;
    }
    const double seconds = std::chrono::duration<double>(Stopwatch::now() - begun).count();
    heap = heap_kb() - heap;
    resident = resident_kb() - resident;
    std::size_t steps = 0;
    for (const auto& [id, flow] : kiosk.flows.flows) {
        for (const auto& [step_id, step] : flow.steps) {
            ++steps;
            if (!kiosk.places.contains(id.text + '/' + step_id.text)) fmt::print(stderr, "  never seen: {}/{}\n", id.text, step_id.text);
        }
    }
    print("walks", static_cast<double>(options.walks), "walks");
    print("walks_presses", static_cast<double>(kiosk.presses), "presses");
    print("walks_presses_drawn", static_cast<double>(kiosk.drawn_presses), "presses");
    print("walks_steps_seen", 100.0 * static_cast<double>(kiosk.places.size()) / static_cast<double>(steps), "%");
    print("walks_time", seconds, "s");
    print("walks_heap_growth", static_cast<double>(heap), "KiB");
    print("walks_resident_growth", static_cast<double>(resident), "KiB");
    const bool allocator_tells = heap_kb() > 0;  // a sanitizer's does not, and keeps what was freed
    if (!allocator_tells || options.walks < kFewestToJudgeMemory || (heap <= kHeapMayGrowKb && resident <= kResidentMayGrowKb)) return 0;
    fmt::print(stderr, "random_walks: memory grew after the warm-up: heap {} KiB, resident {} KiB\n", heap, resident);
    return 1;
}

bool read_options(int count, char** words, Options& options) {
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string word = words[i];
        const auto value = std::strtoul(words[i + 1], nullptr, 10);
        if (word == "--walks") options.walks = value;
        else if (word == "--presses") options.presses = value;
        else if (word == "--seed") options.seed = static_cast<std::uint32_t>(value);
        else if (word == "--drawn-of-hundred") options.drawn_of_hundred = value;
        else return false;
    }
    return count % 2 == 1;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    if (!read_options(count, words, options)) {
        std::fputs("random_walks [--walks N] [--presses N] [--seed N] [--drawn-of-hundred N]\n", stderr);
        return 2;
    }
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, name_the_walk);
    const std::filesystem::path sources = SILVERLANE_SOURCE_DIR;
    auto texts = scene::TextCatalogue::load(sources / "config/strings", {"zh-CN", "en"});
    if (!texts) {
        fmt::print(stderr, "random_walks: {}\n", texts.error().text());
        return 2;
    }
    auto flows = flow::load_flows(sources / "config/flows", texts->known(), flow::Times{});
    if (!flows) {
        fmt::print(stderr, "random_walks: {}\n", flows.error().text());
        return 2;
    }
    Kiosk kiosk(*texts, *flows);
    return walk_all(kiosk, options);
}
