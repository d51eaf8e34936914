// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/flow/times.h"

#include <string_view>

namespace silverlane::flow {
namespace {

void seconds(config::TableReader& table, std::string_view key, Milliseconds& value, int least, int most) {
    const auto fallback = std::chrono::duration_cast<std::chrono::seconds>(value).count();
    value = std::chrono::seconds{table.integer(key, fallback, least, most)};
}

}  // namespace

Times read_times(config::TableReader& table) {
    Times times;
    seconds(table, "repeat_s", times.repeat, 5, 60);
    seconds(table, "hint_s", times.hint, 10, 110);
    seconds(table, "stuck_s", times.stuck, 25, 118);
    seconds(table, "screen_idle_s", times.idle, 120, 300);
    seconds(table, "sign_s", times.idle_signing, 180, 300);
    seconds(table, "warn_s", times.warning, 45, 300);
    seconds(table, "hold_s", times.pause, 30, 300);
    seconds(table, "wait_limit_s", times.wait_limit, 3, 60);
    seconds(table, "help_slow_s", times.help_slow, 30, 120);
    seconds(table, "media_left_s", times.medium_left, 10, 60);
    seconds(table, "home_rest_s", times.home_rest, 10, 300);
    seconds(table, "speech_limit_s", times.speech_limit, 20, 120);
    if (times.hint <= times.repeat) table.mistake("hint_s", "'hint_s' is not longer than 'repeat_s'", "write a larger hint_s");
    if (times.stuck <= times.hint) table.mistake("stuck_s", "'stuck_s' is not longer than 'hint_s'", "write a larger stuck_s");
    return times;
}

}  // namespace silverlane::flow
