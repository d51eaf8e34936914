// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// kiosk.toml as values: what this terminal is, where its hub is, what is connected to it. Read once at start, then immutable. Relative paths
// count from the folder of the file. A key that is not known, or a value outside its range, is a mistake with file and line; all mistakes
// are shown in one run. It opens nothing that it names: kiosk/app/start_check.h does.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/result.h"
#include "config/reader.h"
#include "kiosk/settings/driver_settings.h"
#include "kiosk/flow/state.h"
#include "kiosk/flow/times.h"
#include "kiosk/keys/key_table.h"
#include "voice/spoken/spoken_forms.h"

namespace silverlane::kiosk {

/// [branch]
struct BranchSettings {
    BranchId id;                                       ///< id: as the hub knows it
    std::map<std::string, std::string> names;          ///< name."zh-CN", name.en: shown in the top line and on the slip
    std::vector<int> pension_days;                     ///< pension_days: days of the month on which pensions arrive, 1 to 31
    std::chrono::minutes utc_offset{480};              ///< utc_offset_minutes: the branch's wall clock
};

/// [terminal]
struct TerminalSettings {
    KioskId id;                                        ///< id: also the place that staff see ("K1")
    std::string role = "door";                         ///< role: door, seated or passbook; what the home screen offers first
    std::string presenter = "window";                  ///< presenter: window (X11), texture (KMSDRM), memory (no display)
    bool full_screen = true;                           ///< full_screen: false gives the window a frame, for development
};

/// [panel]: measured, never guessed; sizes on the screen are millimetres of this panel.
struct PanelSettings {
    int width_px = 1920;                               ///< width
    int height_px = 1080;                              ///< height
    double diagonal_inch = 0;                          ///< diagonal_inch: required; `orientation` must agree with width and height
    double lower_edge_mm = 800;                        ///< lower_edge_mm: of the picture above the floor
    int night_brightness = 60;                         ///< night_brightness: of the idle picture at night, in per cent; never under 7:1
    int night_from_minute = 21 * 60;                   ///< night_from, night_to: "21:00", the branch's time; equal: no night
    int night_to_minute = 7 * 60;
    int shift_every_minutes = 10;                      ///< shift_every_minutes: the idle picture moves by a pixel; 0: never
};

/// [hub]
struct HubSettings {
    std::string url;                                                 ///< url: "https://hub.example:8443"
    std::optional<std::filesystem::path> trusted_certificate;        ///< trusted_certificate: PEM; absent: the machine's authorities
    std::filesystem::path device_token_file;                         ///< device_token_file: one line, readable by the kiosk only
};

/// [voice]
struct VoiceSettings {
    bool enabled = true;                               ///< enabled: false for a terminal without a loudspeaker; captions stay
    std::string loudspeaker;                           ///< loudspeaker: name of the sound device; empty: the system's default; none; file:PATH
    std::string private_ear = "none";                  ///< private_ear: sound device of the handset or headphone, or none
    std::string data_folder;                           ///< data_folder: of espeak-ng; empty: where Debian puts it
    std::vector<flow::Variety> varieties;              ///< varieties: spoken Chinese besides Mandarin; each has its name in variety_names
    std::filesystem::path words;                       ///< words: the bank's own readings (docs/voice.md); empty for none
    voice::SpokenStyle style;                          ///< yao, liang: see voice/spoken/spoken_forms.h; true unless the bank says otherwise
    std::vector<std::filesystem::path> packs;          ///< packs: folders of recordings (docs/voice-packs.md), the first one wins
    bool presence = true;                              ///< presence: consonants raised for old ears, see docs/voice-sound.md
};

/// [hall]: only on the one terminal of a branch that calls the numbers.
struct HallSettings {
    bool announce = false;                             ///< announce: chime and voice for every call of the branch's queue
    std::string loudspeaker;                           ///< loudspeaker: sound device of the hall; empty: the system's default
    std::vector<std::string> languages{"zh-CN"};       ///< languages: said one after the other
    int repeats = 2;                                   ///< repeats: how often a call is said, 1 to 3
    int volume_step = 4;                               ///< volume_step: 0 to 6, 4 dB apart; a customer's volume does not change it
    Milliseconds stale_after{30'000};                  ///< stale_after_s: an older call is only shown
    int quiet_from_minute = 0;                         ///< quiet_from, quiet_to: "12:30", the branch's time; equal: never quiet
    int quiet_to_minute = 0;
};

struct KioskSettings {
    std::filesystem::path file;
    BranchSettings branch;
    TerminalSettings terminal;
    PanelSettings panel;
    HubSettings hub;
    std::filesystem::path identifier_key;              ///< [keys] identifiers: 64 hexadecimal digits, the same bank-wide
    VoiceSettings voice;
    HallSettings hall;
    keys::InputSettings input;                         ///< [input], see kiosk/keys/key_table.h
    flow::Times times;                                 ///< [times], see kiosk/flow/times.h
    DriverSettings drivers;                            ///< [drivers.*]
    std::filesystem::path data;                        ///< [data] folder: outbox, tickets of the virtual printer
    std::filesystem::path share;                       ///< [data] share: flows, strings, icons, fonts, voice
    bool test_control = false;                         ///< [security] test_control: allows --control; no package ships it true
};

/// Whatever of the file can be read; what is wrong with it goes to `mistakes`, also that it cannot be opened or is not TOML.
KioskSettings read_kiosk_settings(const std::filesystem::path& file, const std::filesystem::path& installed_share, config::Mistakes& mistakes);

/// Errors: not_found; invalid_input, one mistake a line. `installed_share`: what `share` is when the file does not say.
Result<KioskSettings> load_kiosk_settings(const std::filesystem::path& file, const std::filesystem::path& installed_share);

/// The effective values, one a line, for --check-config. No secret is read for it.
std::string describe(const KioskSettings& settings);

/// Whether this minute of the day is night, also over midnight.
bool is_night(const PanelSettings& panel, int minute_of_day);

/// Whether the hall is not called aloud at this minute of the day, also over midnight. The screens show the calls all the same.
bool is_quiet(const HallSettings& hall, int minute_of_day);

/// The branch's name in this language, or in the first that there is.
std::string branch_name(const BranchSettings& branch, std::string_view language);

}  // namespace silverlane::kiosk
