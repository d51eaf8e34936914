// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/kiosk_window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "kiosk/ui/png_file.h"
#include "window_fixture.h"

namespace silverlane::ui {
namespace {

class Window : public WindowTest {};

TEST_F(Window, TakesAPressOnRelease) {
    EXPECT_TRUE(down("answer.cash1").pressed.empty());
    const Happenings happenings = up("answer.cash1");
    ASSERT_EQ(happenings.pressed.size(), 1U);
    EXPECT_EQ(happenings.pressed[0].id.text, "answer.cash1");
    EXPECT_EQ(happenings.pressed[0].action, (flow::Action{flow::ActionKind::choose, "answer.cash1"}));
}

TEST_F(Window, ShowsThePressAtOnceAndOnlyThere) {
    const Colour before = ground_of("answer.cash1");
    const std::size_t presented = fingers->presented().size();
    down("answer.cash1");
    EXPECT_FALSE(ground_of("answer.cash1") == before);
    ASSERT_EQ(fingers->presented().size(), presented + 1);
    for (const PixelRect& part : fingers->presented().back()) {
        EXPECT_TRUE(hit("answer.cash1").inset(-60).encloses(part));
    }
    up("answer.cash1");
    EXPECT_TRUE(ground_of("answer.cash1") == before);
}

TEST_F(Window, GivesUpAPressThatSlidesOff) {
    down("answer.cash1");
    event(RawEvent::Kind::move, middle_x("answer.transfer2"), middle_y("answer.transfer2"));
    EXPECT_TRUE(up("answer.transfer2").pressed.empty());
}

TEST_F(Window, DoesNotTakeUpAGivenUpPressWhenTheFingerComesBack) {
    down("answer.cash1");
    event(RawEvent::Kind::move, 5, 5);
    event(RawEvent::Kind::move, middle_x("answer.cash1"), middle_y("answer.cash1"));
    EXPECT_TRUE(up("answer.cash1").pressed.empty());
}

TEST_F(Window, IgnoresASecondPressOfTheSameTargetForHalfASecond) {
    EXPECT_EQ(tap("answer.cash1").pressed.size(), 1U);
    clock.advance(499ms);
    EXPECT_TRUE(tap("answer.cash1").pressed.empty());
    clock.advance(1ms);
    EXPECT_EQ(tap("answer.cash1").pressed.size(), 1U);
}

TEST_F(Window, TakesAnotherTargetWithoutAPause) {
    EXPECT_EQ(tap("answer.cash1").pressed.size(), 1U);
    EXPECT_EQ(tap("answer.transfer2").pressed.size(), 1U);
}

TEST_F(Window, IgnoresPressesForHalfASecondAfterTheScreenChanged) {
    show("confirm");
    clock.advance(499ms);
    EXPECT_TRUE(tap("answer.ok1").pressed.empty());
    clock.advance(1ms);
    EXPECT_EQ(tap("answer.ok1").pressed.size(), 1U);
}

TEST_F(Window, IgnoresPressesForHalfASecondAfterThePageTurned) {
    show("choice_pages");
    clock.advance(600ms);
    show("choice_last_page");
    EXPECT_TRUE(tap("answer.card1").pressed.empty()) << "it stands where another stood a moment ago";
    clock.advance(500ms);
    EXPECT_EQ(tap("answer.card1").pressed.size(), 1U);
}

TEST_F(Window, DropsAPressThatBeganOnTheScreenBefore) {
    down("fixed.call_staff");
    show("confirm");
    clock.advance(600ms);
    EXPECT_TRUE(up("fixed.call_staff").pressed.empty());
    EXPECT_EQ(tap("fixed.call_staff").pressed.size(), 1U);
}

TEST_F(Window, DoesNotPauseWhenOnlyTheTextSizeChanged) {
    flow::Preferences larger;
    larger.text_size = flow::TextSize::large;
    show("choice", larger);
    EXPECT_EQ(tap("answer.cash1").pressed.size(), 1U);
}

TEST_F(Window, IgnoresASecondFinger) {
    down("answer.cash1", 1);
    down("answer.transfer2", 2);
    EXPECT_TRUE(up("answer.transfer2", 2).pressed.empty());
    EXPECT_EQ(up("answer.cash1", 1).pressed.size(), 1U);
}

TEST_F(Window, SaysThatItWasTouchedWhereThereIsNothingToPress) {
    const Happenings happenings = event(RawEvent::Kind::down, 5, 5);
    EXPECT_TRUE(happenings.touched);
    EXPECT_TRUE(happenings.pressed.empty());
}

TEST_F(Window, PressesNumberedAnswersByKey) {
    const Happenings happenings = key(RawEvent::Key::digit, '2');
    ASSERT_EQ(happenings.pressed.size(), 1U);
    EXPECT_EQ(happenings.pressed[0].id.text, "answer.transfer2");
    EXPECT_EQ(happenings.pressed[0].source, PressSource::keys);
}

TEST_F(Window, TypesDigitsWhereThereIsAKeypad) {
    show("number_entry");
    clock.advance(600ms);
    ASSERT_EQ(key(RawEvent::Key::digit, '2').pressed.size(), 1U);
    clock.advance(600ms);
    EXPECT_EQ(key(RawEvent::Key::digit, '2').pressed[0].id.text, "key.2");
    EXPECT_EQ(key(RawEvent::Key::erase).pressed[0].id.text, "key.erase");
}

TEST_F(Window, ReachesEveryTargetWithNextAndSelect) {
    std::set<std::string> reached;
    std::size_t targets = 0;
    for (const PlacedNode& placed : window->layout().nodes) targets += placed.pressable() ? 1 : 0;
    for (std::size_t i = 0; i < targets; ++i) {
        key(RawEvent::Key::next);
        clock.advance(600ms);
        const Happenings happenings = key(RawEvent::Key::select);
        ASSERT_EQ(happenings.pressed.size(), 1U);
        reached.insert(happenings.pressed[0].id.text);
    }
    EXPECT_EQ(reached.size(), targets);
}

TEST_F(Window, DrawsAFocusRingOfAMillimetreAndAHalf) {
    key(RawEvent::Key::next);
    const PixelRect first = hit("answer.cash1");
    const Colour focus = theme_for(flow::Theme::standard).focus;
    int ring = 0;
    for (int x = first.left - 20; x < first.left; ++x) ring += window->canvas().pixel(x, (first.top + first.bottom) / 2) == focus ? 1 : 0;
    EXPECT_GE(ring / samples::landscape().px_per_mm, 1.5);
}

TEST_F(Window, ReachesHelpBackAndRepeatByTheirOwnKeys) {
    EXPECT_EQ(key(RawEvent::Key::help).pressed.at(0).id.text, "fixed.call_staff");
    EXPECT_EQ(key(RawEvent::Key::back).pressed.at(0).id.text, "fixed.back");
    EXPECT_EQ(key(RawEvent::Key::repeat).pressed.at(0).id.text, "fixed.hear_again");
}

TEST_F(Window, PressesByNameForTheControlSocket) {
    ASSERT_TRUE(window->press(NodeId{"answer.other4"}).ok());
    EXPECT_EQ(window->press(NodeId{"answer.nothing"}).error().code(), ErrorCode::not_found);
    EXPECT_EQ(window->press(NodeId{"title"}).error().code(), ErrorCode::forbidden);
    show("overlay");
    EXPECT_EQ(window->press(NodeId{"answer.cash1"}).error().code(), ErrorCode::forbidden);
    EXPECT_TRUE(window->press(NodeId{"fixed.call_staff"}).ok());
}

TEST_F(Window, DrawsNothingWhenNothingChanged) {
    const std::size_t presented = fingers->presented().size();
    show("choice");
    EXPECT_EQ(fingers->presented().size(), presented);
}

TEST_F(Window, DrawsOnlyTheStripWhenTheCaptionMoves) {
    ASSERT_TRUE(window->show_caption({"请按一个。", 0, 1}).ok());
    ASSERT_TRUE(window->show_caption({"请按一个。", 1, 2}).ok());
    EXPECT_EQ(fingers->presented().back(), std::vector<PixelRect>{window->layout().caption});
    const std::size_t presented = fingers->presented().size();
    ASSERT_TRUE(window->show_caption({"请按一个。", 1, 2}).ok());
    EXPECT_EQ(fingers->presented().size(), presented);
}

TEST_F(Window, HighlightsTheWordsThatAreSpoken) {
    const auto count = [&] {
        int found = 0;
        const PixelRect strip = window->layout().caption;
        for (int y = strip.top; y < strip.bottom; ++y) {
            for (int x = strip.left; x < strip.right; ++x) {
                found += window->canvas().pixel(x, y) == theme_for(flow::Theme::standard).spoken.ground ? 1 : 0;
            }
        }
        return found;
    };
    ASSERT_TRUE(window->show_caption({"请按一个。", 0, 0}).ok());
    EXPECT_EQ(count(), 0);
    ASSERT_TRUE(window->show_caption({"请按一个。", 0, 1}).ok());
    const int one = count();
    EXPECT_GT(one, 300);
    ASSERT_TRUE(window->show_caption({"请按一个。", 0, 3}).ok());
    EXPECT_GT(count(), 2 * one);
}

TEST_F(Window, TurnsTheCaptionsPageWithTheVoice) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += "这是一句很长的话,";
    ASSERT_TRUE(window->show_caption({text, 0, 1}).ok());
    const auto picture = [&] {
        std::vector<std::uint32_t> pixels;
        const PixelRect strip = window->layout().caption;
        for (int y = strip.top; y < strip.bottom; ++y) {
            const std::uint32_t* row = window->canvas().row(y);
            pixels.insert(pixels.end(), row + strip.left, row + strip.right);
        }
        return pixels;
    };
    const auto first = picture();
    ASSERT_TRUE(window->show_caption({text, 12 * 9 - 2, 12 * 9 - 1}).ok());
    EXPECT_NE(picture(), first);
}

TEST_F(Window, HidesASecretBehindABarWhenCovered) {
    auto scene = samples::make("number_entry", {});
    const auto inside_entry = [&](const std::string& digits, bool covered) {
        for (scene::Node& node : scene.nodes) {
            if (node.role == scene::Role::entry) node.secret = PrivateText(digits);
        }
        scene.covered = covered;
        EXPECT_TRUE(window->show(scene, {}).ok());
        const PixelRect rect = window->layout().find(NodeId{"entry"})->rect;
        std::vector<std::uint32_t> pixels;
        for (int y = rect.top; y < rect.bottom; ++y) pixels.insert(pixels.end(), window->canvas().row(y) + rect.left, window->canvas().row(y) + rect.right);
        return pixels;
    };
    EXPECT_NE(inside_entry("1388", false), inside_entry("1399", false));
    EXPECT_EQ(inside_entry("1388", true), inside_entry("13", true));
}

/// Colours along a row of the canvas, one for each change.
std::size_t changes_along(const SoftwareCanvas& canvas, const PixelRect& part) {
    std::size_t changes = 0;
    const int y = (part.top + part.bottom) / 2;
    for (int x = part.left + 1; x < part.right; ++x) changes += canvas.pixel(x, y) == canvas.pixel(x - 1, y) ? 0 : 1;
    return changes;
}

TEST_F(Window, ShowsPracticeByAPatternOnEveryGround) {
    for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
        flow::Preferences preferences;
        preferences.theme = theme;
        show("pin_entry_practised", preferences);
        const PixelRect ribbon = window->layout().find(NodeId{"status.practice"})->rect;
        const int stripes = samples::landscape().px(Millimetres{16});
        EXPECT_GE(changes_along(window->canvas(), {ribbon.left + 10, ribbon.top, ribbon.left + stripes, ribbon.bottom}), 4U);
        EXPECT_GE(changes_along(window->canvas(), {ribbon.right - stripes, ribbon.top, ribbon.right - 10, ribbon.bottom}), 4U);
        // The edge of the screen is dashed.
        EXPECT_GE(changes_along(window->canvas(), {0, 4, 1920, 8}), 20U);
    }
}

TEST_F(Window, LeavesNoTraceOfPracticeOnTheSameScreen) {
    show("pin_entry");
    const SoftwareCanvas plain = window->canvas();
    show("pin_entry_practised");
    show("pin_entry");
    for (int y = 0; y < plain.height(); ++y) {
        ASSERT_TRUE(std::equal(plain.row(y), plain.row(y) + plain.width(), window->canvas().row(y))) << "row " << y;
    }
}

TEST_F(Window, CoversAPrivateAnswerButNeitherItsNumberNorItsIcon) {
    scene::Scene scene = samples::make("choice_pages", {});
    ASSERT_TRUE(window->show(scene, {}).ok());
    const PlacedNode placed = *window->layout().find(NodeId{"answer.card1"});
    const SoftwareCanvas open = window->canvas();
    scene.covered = true;
    ASSERT_TRUE(window->show(scene, {}).ok());
    const auto same = [&](const PixelRect& part) {
        for (int y = part.top; y < part.bottom; ++y) {
            if (!std::equal(open.row(y) + part.left, open.row(y) + part.right, window->canvas().row(y) + part.left)) return false;
        }
        return true;
    };
    EXPECT_TRUE(same(placed.badge));
    EXPECT_TRUE(same(placed.icon));
    const PlacedLine& line = placed.lines.front();
    EXPECT_FALSE(same({line.left, line.baseline - 20, line.left + static_cast<int>(line.width), line.baseline}));
    const int y = placed.rect.top + placed.rect.height() / 2;
    EXPECT_TRUE(window->canvas().pixel(line.left + 5, y) == window->canvas().pixel(placed.rect.right - 40, y)) << "not even the length shows";
}

TEST_F(Window, IsWrittenSmallForDocuments) {
    const auto path = std::filesystem::temp_directory_path() / "silverlane_small.png";
    ASSERT_TRUE(write_small_png(path, window->canvas(), 960).ok());
    EXPECT_LT(std::filesystem::file_size(path), 60'000U);
    std::ifstream file(path, std::ios::binary);
    std::string head(26, '\0');
    file.read(head.data(), 26);
    EXPECT_EQ(head.substr(16, 8), std::string("\0\0\x03\xC0\0\0\x02\x1C", 8)) << "960 x 540";
    EXPECT_FALSE(write_small_png(path, window->canvas(), 0).ok());
    EXPECT_FALSE(write_small_png(path, window->canvas(), 4000).ok());
    EXPECT_EQ(write_small_png("/nowhere/a.png", window->canvas(), 960).error().code(), ErrorCode::io);
    std::filesystem::remove(path);
}

TEST_F(Window, DrawsTextInTheContrastThatTheThemePromises) {
    for (const auto theme : {flow::Theme::standard, flow::Theme::white, flow::Theme::black}) {
        flow::Preferences preferences;
        preferences.theme = theme;
        show("choice", preferences);
        for (const PlacedNode& placed : window->layout().nodes) {
            if (placed.lines.empty()) continue;
            double best = 1;  // the strongest pixel of the line against the ground that the theme names
            for (const PlacedLine& line : placed.lines) {
                for (int y = line.baseline - placed.style.cap_px; y < line.baseline; ++y) {
                    for (int x = line.left; x < line.left + static_cast<int>(line.width); ++x) {
                        best = std::max(best, contrast_ratio(window->canvas().pixel(x, y), placed.paint.ground));
                    }
                }
            }
            EXPECT_GE(best, theme == flow::Theme::standard ? 10.0 : 20.0) << placed.node.id.text << " theme " << static_cast<int>(theme);
        }
    }
}

TEST_F(Window, LeavesTheSamePictureWhetherDrawnWholeOrInParts) {
    down("answer.cash1");
    up("answer.cash1");
    ASSERT_TRUE(window->show_caption({"请按一个。", 0, 1}).ok());
    ASSERT_TRUE(window->show_caption({}).ok());
    key(RawEvent::Key::next);
    key(RawEvent::Key::next);
    std::vector<std::uint32_t> parts(window->canvas().row(0), window->canvas().row(0) + 1920 * 1080);
    fingers->put({RawEvent::Kind::exposed, 0, 0, 0, RawEvent::Key::none, 0});
    static_cast<void>(window->take_happenings());
    const std::vector<std::uint32_t> whole(window->canvas().row(0), window->canvas().row(0) + 1920 * 1080);
    EXPECT_TRUE(parts == whole);
}

TEST_F(Window, TellsAnOnKeyAndARungNodeWithoutColour) {
    auto scene = samples::make("choice", {});
    const std::vector<std::uint32_t> before(window->canvas().row(0), window->canvas().row(0) + 1920 * 1080);
    scene.preferences.theme = flow::Theme::white;  // two colours only: any difference is one of shape
    ASSERT_TRUE(window->show(scene, {}).ok());
    const std::vector<std::uint32_t> plain(window->canvas().row(0), window->canvas().row(0) + 1920 * 1080);
    for (scene::Node& node : scene.nodes) {
        if (node.id.text == "answer.cash1") node.state.rung = true;
    }
    ASSERT_TRUE(window->show(scene, {}).ok());
    const std::vector<std::uint32_t> rung(window->canvas().row(0), window->canvas().row(0) + 1920 * 1080);
    EXPECT_FALSE(plain == rung);
}

TEST_F(Window, LogsAnIconThatIsNotThereOnce) {
    auto scene = samples::make("choice", {});
    for (scene::Node& node : scene.nodes) {
        if (node.id.text == "answer.cash1") node.icon = "no_such_icon";
    }
    ASSERT_TRUE(window->show(scene, {}).ok());
    ASSERT_TRUE(window->show(scene, {}).ok());
    EXPECT_EQ(std::count(log.names.begin(), log.names.end(), "ui.icon_missing"), 1);
}

TEST_F(Window, PreparesTheCatalogueInSmallSteps) {
    window->set_catalogue({"的一是在不了有和人这中大为上个国", "abc"});
    const int before = window->atlas().glyph_count();
    int steps = 0;
    int last = before;
    while (window->prepare_some()) {
        EXPECT_LE(window->atlas().glyph_count() - last, 6);
        last = window->atlas().glyph_count();
        ASSERT_LT(++steps, 1000);
    }
    EXPECT_GT(window->atlas().glyph_count(), before + 30);
}

TEST(WindowInAWindowSystem, OpensOnSdlsDummyDriver) {
    const ManualClock clock{UtcTime{}};
    ListLog log;
    WindowSettings settings = samples::settings(samples::portrait());
    settings.presenter = PresenterKind::window;
    settings.full_screen = false;
    auto window = KioskWindow::create(settings, clock, log);
    ASSERT_TRUE(window.ok()) << window.error().text();
    EXPECT_TRUE((*window)->show(samples::make("home", {}), {}).ok());
    static_cast<void>((*window)->take_happenings());
}

TEST(WindowInAWindowSystem, IsRefusedWithoutAPanel) {
    const ManualClock clock{UtcTime{}};
    ListLog log;
    EXPECT_EQ(KioskWindow::create({}, clock, log).error().code(), ErrorCode::invalid_input);
}

}  // namespace
}  // namespace silverlane::ui
