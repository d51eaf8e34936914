// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The window as somebody uses it who listens, who has a keypad, or who is not there.
#include <algorithm>

#include "kiosk/ui/draw.h"
#include "window_fixture.h"

namespace silverlane::ui {
namespace {

using Key = RawEvent::Key;
using Ids = std::vector<NodeId>;

std::vector<std::uint32_t> pixels_of(const SoftwareCanvas& canvas, const PixelRect& rect) {
    std::vector<std::uint32_t> pixels;
    for (int y = rect.top; y < rect.bottom; ++y) pixels.insert(pixels.end(), canvas.row(y) + rect.left, canvas.row(y) + rect.right);
    return pixels;
}

class Listener : public WindowTest {
protected:
    Happenings touch_text(const std::string& id) {
        const PixelRect rect = window->layout().find(NodeId{id})->rect;
        event(RawEvent::Kind::up, 0, 0);
        return event(RawEvent::Kind::down, (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2);
    }
};

TEST_F(Listener, HearsWithTheFirstTouchAndPressesWithTheSecond) {
    window->explore(true);
    const Happenings first = down("answer.cash1");
    EXPECT_EQ(first.focus, (Ids{NodeId{"answer.cash1"}}));
    EXPECT_TRUE(first.touched);
    EXPECT_TRUE(up("answer.cash1").pressed.empty());
    clock.advance(499ms);
    EXPECT_TRUE(tap("answer.cash1").pressed.empty()) << "the repeat guard holds here too";
    clock.advance(1ms);
    EXPECT_EQ(tap("answer.cash1").pressed.size(), 1U);
}

TEST_F(Listener, AnotherNodeIsHeardFirstAgain) {
    window->explore(true);
    tap("answer.cash1");
    clock.advance(600ms);
    EXPECT_TRUE(tap("answer.transfer2").pressed.empty());
    clock.advance(600ms);
    EXPECT_TRUE(tap("answer.cash1").pressed.empty()) << "it was left in between";
}

TEST_F(Listener, HearsWhatCannotBePressedToo) {
    window->explore(true);
    EXPECT_EQ(touch_text("title").focus, (Ids{NodeId{"title"}}));
}

TEST_F(Listener, AKeyInBetweenMakesTheNextTouchExplore) {
    window->explore(true);
    tap("answer.cash1");
    clock.advance(600ms);
    key(Key::next);
    clock.advance(600ms);
    EXPECT_TRUE(tap("answer.cash1").pressed.empty());
}

TEST_F(Listener, ANewScreenIsExploredAnew) {
    window->explore(true);
    tap("fixed.call_staff");
    show("confirm");
    clock.advance(600ms);
    EXPECT_TRUE(tap("fixed.call_staff").pressed.empty());
    clock.advance(600ms);
    EXPECT_EQ(tap("fixed.call_staff").pressed.size(), 1U);
}

TEST_F(Listener, WhoTakesTheHeadphoneOutTouchesAsEverybodyDoes) {
    window->explore(true);
    tap("answer.cash1");
    window->explore(false);
    clock.advance(600ms);
    EXPECT_EQ(tap("answer.transfer2").pressed.size(), 1U);
}

TEST_F(Listener, ASecondFingerDoesNotExplore) {
    window->explore(true);
    down("answer.cash1", 1);
    EXPECT_FALSE(down("answer.transfer2", 2).focus);
}

using Finger = Listener;

TEST_F(Finger, WhoseLiftingWasNeverReportedDoesNotKeepOthersOut) {
    down("answer.cash1", 1);
    clock.advance(9s);
    down("answer.transfer2", 2);
    EXPECT_TRUE(up("answer.transfer2", 2).pressed.empty());
    clock.advance(1s);
    down("answer.transfer2", 3);
    EXPECT_EQ(up("answer.transfer2", 3).pressed.size(), 1U);
}

TEST_F(Finger, TakesOverFromTheMouseThatAWindowSystemMakesOfIt) {
    down("answer.cash1", kMousePointer);
    down("answer.cash1", 9);
    const Happenings lifted = up("answer.cash1", 9);
    ASSERT_EQ(lifted.pressed.size(), 1U);
    EXPECT_EQ(lifted.pressed[0].id.text, "answer.cash1");
    EXPECT_TRUE(up("answer.cash1", kMousePointer).pressed.empty()) << "one touch is one press";
}

using Keypad = Listener;

TEST_F(Keypad, TellsWhereTheFocusCame) {
    EXPECT_EQ(key(Key::next).focus, (Ids{NodeId{"answer.cash1"}}));
    clock.advance(300ms);
    EXPECT_EQ(key(Key::switch_move).focus->size(), 4U);
    EXPECT_FALSE(key(Key::help).focus);
}

TEST_F(Keypad, ATremblingHandMovesOnce) {
    key(Key::next);
    clock.advance(249ms);
    EXPECT_FALSE(key(Key::next).focus);
    clock.advance(1ms);
    EXPECT_EQ(key(Key::next).focus, (Ids{NodeId{"answer.transfer2"}}));
}

TEST_F(Keypad, ChangesTheVolumeAlsoWhereItsKeyStandsBehindMore) {
    const Happenings quieter = key(Key::quieter);
    ASSERT_EQ(quieter.pressed.size(), 1U);
    EXPECT_EQ(quieter.pressed[0].action, (flow::Action{flow::ActionKind::quieter, {}}));
    EXPECT_TRUE(key(Key::quieter).pressed.empty()) << "the repeat guard holds for it too";
}

TEST_F(Keypad, DrawsARingAroundEachNodeOfAGroup) {
    const Colour focus = theme_for(flow::Theme::standard).focus;
    const auto ringed = [&](const std::string& id) {
        const PixelRect rect = hit(id);
        int ring = 0;
        for (int x = rect.left - 20; x < rect.left; ++x) ring += window->canvas().pixel(x, (rect.top + rect.bottom) / 2) == focus ? 1 : 0;
        return ring / samples::landscape().px_per_mm;
    };
    key(Key::switch_move);
    for (const char* id : {"answer.cash1", "answer.transfer2", "answer.passbook3", "answer.other4"}) EXPECT_GE(ringed(id), 1.5) << id;
    clock.advance(300ms);
    key(Key::switch_move);
    EXPECT_EQ(ringed("answer.cash1"), 0.0);
    EXPECT_GE(ringed("fixed.back"), 1.5);
}

TEST_F(Keypad, ShowsItsRingInEveryTheme) {
    for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
        const Theme& colours = theme_for(theme);
        EXPECT_GE(contrast_ratio(colours.focus, colours.paper.ground), 3.0);
        EXPECT_GE(contrast_ratio(colours.focus, colours.header), 3.0);
    }
}

class Covered : public WindowTest {
protected:
    /// The picture of a node whose private text is `words`.
    std::vector<std::uint32_t> picture(const std::string& scene_name, scene::Role role, const std::string& words, bool covered) {
        auto scene = samples::make(scene_name, {});
        const auto node = std::find_if(scene.nodes.begin(), scene.nodes.end(), [&](const scene::Node& one) { return one.role == role; });
        node->secret = PrivateText(words);
        node->shown.clear();
        scene.covered = covered;
        EXPECT_TRUE(window->show(scene, {}).ok());
        return pixels_of(window->canvas(), window->layout().find(node->id)->rect);
    }
    std::vector<std::uint32_t> strip(const std::string& words, bool covered) {
        auto scene = samples::make("choice", {});
        scene.covered = covered;
        Caption caption;
        caption.secret = PrivateText(words);
        caption.utterance = ++utterance;
        EXPECT_TRUE(window->show(scene, caption).ok());
        return pixels_of(window->canvas(), window->layout().caption);
    }
    std::uint64_t utterance = 0;
};

TEST_F(Covered, EveryPrivateTextIsABarThatTellsNothing) {
    const std::vector<std::pair<const char*, scene::Role>> places{{"result", scene::Role::value},      {"result", scene::Role::title},
                                                                  {"result", scene::Role::detail},     {"choice", scene::Role::title},
                                                                  {"notice", scene::Role::instruction}, {"choice", scene::Role::answer},
                                                                  {"number_entry", scene::Role::entry}};
    for (const auto& [name, role] : places) {
        EXPECT_NE(picture(name, role, "张三丰", false), picture(name, role, "李四", false)) << name << ' ' << static_cast<int>(role);
        EXPECT_EQ(picture(name, role, "张三丰", true), picture(name, role, "李四", true)) << name << ' ' << static_cast<int>(role);
    }
}

TEST_F(Covered, PrivateWordsInTheStripAreDrawnAndCovered) {
    EXPECT_NE(strip("余额是两千元。", false), strip("余额是三百元。", false));
    EXPECT_EQ(strip("余额是两千元。", true), strip("余额是三百元零五角。", true));
}

TEST_F(Covered, TheNextPrivateCaptionIsDrawnAlthoughItCannotBeCompared) {
    Caption one;
    one.secret = PrivateText("余额是两千元。");
    one.utterance = 1;
    Caption other;
    other.secret = PrivateText("余额是三百元。");
    other.utterance = 2;
    ASSERT_TRUE(window->show_caption(one).ok());
    const auto before = pixels_of(window->canvas(), window->layout().caption);
    ASSERT_TRUE(window->show_caption(other).ok());
    EXPECT_NE(pixels_of(window->canvas(), window->layout().caption), before);
}

/// Keeps what was shown, which is not always the canvas.
class ShownPresenter final : public Presenter {
public:
    explicit ShownPresenter(const Panel& panel) : picture(panel.width_px, panel.height_px) {}
    Result<void> present(const SoftwareCanvas& canvas, const std::vector<PixelRect>& damage) override {
        for (const PixelRect& part : damage) paint_cared(canvas, IdleCare{}, part, picture);
        ++shown;
        return {};
    }
    std::vector<RawEvent> take_events() override { return std::exchange(events, {}); }
    [[nodiscard]] std::vector<int> descriptors() const override { return {}; }
    [[nodiscard]] std::string name() const override { return "shown"; }
    SoftwareCanvas picture;
    std::vector<RawEvent> events;
    int shown = 0;
};

class IdlePicture : public testing::Test {
protected:
    IdlePicture() {
        auto made = std::make_unique<ShownPresenter>(samples::landscape());
        presenter = made.get();
        window = KioskWindow::create(samples::settings(samples::landscape()), clock, log, std::move(made)).value();
        show("idle");
    }
    void show(const std::string& name) { EXPECT_TRUE(window->show(samples::make(name, {}), {}).ok()); }
    static std::uint32_t whole_sum(const SoftwareCanvas& canvas) {
        std::uint32_t sum = 0;
        for (const std::uint32_t pixel : pixels_of(canvas, {0, 0, canvas.width(), canvas.height()})) sum = sum * 31 + pixel;
        return sum;
    }
    ManualClock clock{UtcTime{}};
    ListLog log;
    ShownPresenter* presenter = nullptr;
    std::unique_ptr<KioskWindow> window;
};

TEST_F(IdlePicture, ThePictureIsDarkerAtNightAndNoDarkerThanCanBeRead) {
    const Colour bright = presenter->picture.pixel(3, 500);
    window->set_brightness(80);
    const int least = least_brightness(theme_for(flow::Theme::standard));
    EXPECT_EQ(presenter->picture.pixel(3, 500), dimmed(bright, std::max(80, least)));
    window->set_brightness(1);
    EXPECT_EQ(presenter->picture.pixel(3, 500), dimmed(bright, least));
    window->set_brightness(100);
    EXPECT_EQ(presenter->picture.pixel(3, 500), bright);
}

TEST_F(IdlePicture, WhoComesAtNightSeesAFullPicture) {
    window->set_brightness(1);
    window->shift(4, -3);
    show("choice");
    EXPECT_EQ(whole_sum(presenter->picture), whole_sum(window->canvas()));
    window->shift(-4, 2);
    EXPECT_EQ(whole_sum(presenter->picture), whole_sum(window->canvas())) << "moved only while idle";
    show("idle");
    EXPECT_NE(whole_sum(presenter->picture), whole_sum(window->canvas()));
}

TEST_F(IdlePicture, ThePictureMovesByAtMostSixPixels) {
    window->shift(100, -100);
    const PixelRect middle{400, 400, 900, 600};
    const PixelRect moved{406, 394, 906, 594};
    EXPECT_EQ(pixels_of(presenter->picture, moved), pixels_of(window->canvas(), middle));
}

TEST_F(IdlePicture, WhatChangesOnAMovedPictureChangesWhereItIsShown) {
    window->shift(5, 5);
    auto scene = samples::make("idle", {});
    const auto title = std::find_if(scene.nodes.begin(), scene.nodes.end(), [](const scene::Node& one) { return one.role == scene::Role::title; });
    title->shown = "请点这里";
    ASSERT_TRUE(window->show(scene, {}).ok());
    const PixelRect all{0, 0, 1920 - 5, 1080 - 5};
    EXPECT_EQ(pixels_of(presenter->picture, {5, 5, 1920, 1080}), pixels_of(window->canvas(), all));
}

TEST_F(IdlePicture, AFingerHitsWhatItSees) {
    window->shift(6, 6);
    clock.advance(600ms);
    const auto& nodes = window->layout().nodes;
    const auto wake = std::find_if(nodes.begin(), nodes.end(),
                                   [](const PlacedNode& one) { return one.pressable() && one.node.role == scene::Role::answer; });
    ASSERT_NE(wake, nodes.end());
    const int x = wake->hit.right - 1 + 6;  // the last column of the key, where it is shown
    const int y = (wake->hit.top + wake->hit.bottom) / 2;
    presenter->events = {{RawEvent::Kind::down, 1, x, y, RawEvent::Key::none, 0}, {RawEvent::Kind::up, 1, x, y, RawEvent::Key::none, 0}};
    EXPECT_EQ(window->take_happenings().pressed.size(), 1U);
}

TEST_F(IdlePicture, NothingIsDrawnWhileNothingIsAsked) {
    window->set_brightness(70);
    window->shift(1, 1);
    const int shown = presenter->shown;
    window->set_brightness(70);
    window->shift(1, 1);
    show("idle");
    EXPECT_EQ(presenter->shown, shown);
}

}  // namespace
}  // namespace silverlane::ui
