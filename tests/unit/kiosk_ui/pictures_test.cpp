// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A handful of screens as an eye sees them from across the room: grey, 96 pixels on the long side. Where something large moved, vanished or
// changed its colour, the picture differs; another version of a font does not. Kept in pictures/*.pgm; after a change that was looked at,
// run with UPDATE_GOLDEN=1.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_log.h"
#include "kiosk/ui/kiosk_window.h"
#include "sample_scenes.h"

namespace silverlane::ui {
namespace {

constexpr int kLongSide = 96;
constexpr int kMostDifference = 28;            // of 255, in one pixel
constexpr double kMostMeanDifference = 1.5;  // over all

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey;
};

class NoLog final : public EventLog {
public:
    void write(const LogEvent&) override {}
};

Picture seen(const SoftwareCanvas& canvas) {
    const int divisor = std::max(canvas.width(), canvas.height()) / kLongSide;
    Picture picture{canvas.width() / divisor, canvas.height() / divisor, {}};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            long sum = 0;
            for (int row = y * divisor; row < (y + 1) * divisor; ++row) {
                for (int column = x * divisor; column < (x + 1) * divisor; ++column) {
                    const Colour pixel = canvas.pixel(column, row);
                    sum += (pixel.red * 30 + pixel.green * 59 + pixel.blue * 11) / 100;
                }
            }
            picture.grey.push_back(static_cast<std::uint8_t>(sum / (static_cast<long>(divisor) * divisor)));
        }
    }
    return picture;
}

std::filesystem::path file_of(const std::string& name) {
    return std::filesystem::path(SILVERLANE_SOURCE_DIR) / "tests/unit/kiosk_ui/pictures" / (name + ".pgm");
}

void keep(const std::string& name, const Picture& picture) {
    std::ofstream file(file_of(name), std::ios::binary);
    file << "P5\n" << picture.width << ' ' << picture.height << "\n255\n";
    file.write(reinterpret_cast<const char*>(picture.grey.data()), static_cast<std::streamsize>(picture.grey.size()));
}

Picture kept(const std::string& name) {
    std::ifstream file(file_of(name), std::ios::binary);
    Picture picture;
    std::string kind;
    int most = 0;
    file >> kind >> picture.width >> picture.height >> most;
    file.get();
    if (!file || kind != "P5") return {};
    picture.grey.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    file.read(reinterpret_cast<char*>(picture.grey.data()), static_cast<std::streamsize>(picture.grey.size()));
    return picture;
}

struct Shot {
    const char* name;
    const char* scene;
    bool upright;
    flow::Theme theme;
};

std::ostream& operator<<(std::ostream& out, const Shot& shot) { return out << shot.name; }

class Pictures : public testing::TestWithParam<Shot> {};

TEST_P(Pictures, AreAsTheyWereLookedAt) {
    const Shot& shot = GetParam();
    flow::Preferences preferences;
    preferences.theme = shot.theme;
    const ManualClock clock{UtcTime{}};
    NoLog log;
    const auto window = KioskWindow::create(samples::settings(shot.upright ? samples::portrait() : samples::landscape()), clock, log).value();
    ASSERT_TRUE(window->show(samples::make(shot.scene, preferences), {}).ok());
    const Picture now = seen(window->canvas());
    if (std::getenv("UPDATE_GOLDEN") != nullptr) keep(shot.name, now);
    const Picture before = kept(shot.name);
    ASSERT_EQ(before.width, now.width) << file_of(shot.name) << " is missing or of another size";
    ASSERT_EQ(before.height, now.height);
    double total = 0;
    for (std::size_t i = 0; i < now.grey.size(); ++i) {
        const int difference = std::abs(int{now.grey[i]} - int{before.grey[i]});
        total += difference;
        ASSERT_LE(difference, kMostDifference) << "at " << i % static_cast<std::size_t>(now.width) << ", " << i / static_cast<std::size_t>(now.width);
    }
    EXPECT_LE(total / static_cast<double>(now.grey.size()), kMostMeanDifference);
}

INSTANTIATE_TEST_SUITE_P(AHandful, Pictures,
                         testing::Values(Shot{"home", "home", false, flow::Theme::standard}, Shot{"idle", "idle", false, flow::Theme::standard},
                                         Shot{"pages_black", "choice_pages_more", false, flow::Theme::black},
                                         Shot{"pin_practised", "pin_entry_practised", true, flow::Theme::standard},
                                         Shot{"result_white", "practised_result", true, flow::Theme::white}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace silverlane::ui
