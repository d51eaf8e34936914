// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/settings/kiosk_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/utf8.h"
#include "config/settings_owner.h"

namespace silverlane::kiosk {
namespace {

constexpr std::size_t kMostVarieties = 3;
/// What a sound device that is a file begins with (voice/sound/audio_output_by_name.h).
constexpr std::string_view kRecording = "file:";

std::filesystem::path resolved(const std::filesystem::path& folder, const std::string& name) {
    return name.empty() ? std::filesystem::path{} : (folder / name).lexically_normal();
}

BranchSettings read_branch(config::TableReader table) {
    BranchSettings branch;
    branch.id = BranchId{table.required_text("id")};
    branch.utc_offset = std::chrono::minutes{table.integer("utc_offset_minutes", 480, -720, 840)};
    for (const std::int64_t day : table.integers("pension_days", 1, 31)) branch.pension_days.push_back(static_cast<int>(day));
    auto names = table.table("name");
    for (const auto& language : names.keys()) branch.names[language] = names.required_text(language);
    if (branch.names.empty()) table.mistake("name", "the branch has no name", "write name = { \"zh-CN\" = \"...\", en = \"...\" }");
    names.finish();
    table.finish();
    return branch;
}

TerminalSettings read_terminal(config::TableReader table) {
    TerminalSettings terminal;
    terminal.id = KioskId{table.required_text("id")};
    terminal.role = table.one_of("role", "door", {"door", "seated", "passbook"});
    terminal.presenter = table.one_of("presenter", "window", {"window", "texture", "memory"});
    terminal.full_screen = table.boolean("full_screen", true);
    table.finish();
    return terminal;
}

/// "21:30" as minutes of the day.
int time_of_day(config::TableReader& table, const char* key, const char* fallback) {
    const std::string text = table.text(key, fallback);
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
        const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
        if (hour < 24 && minute < 60) return hour * 60 + minute;
    }
    table.mistake(key, "'" + text + "' is no time of day", "write for example \"21:00\"");
    return 0;
}

PanelSettings read_panel(config::TableReader table) {
    PanelSettings panel;
    panel.width_px = static_cast<int>(table.integer("width", 1920, 1080, 7680));
    panel.height_px = static_cast<int>(table.integer("height", 1080, 1080, 7680));
    panel.diagonal_inch = table.number("diagonal_inch", 0, 10, 65);
    panel.lower_edge_mm = table.number("lower_edge_mm", 800, 380, 1220);
    panel.night_brightness = static_cast<int>(table.integer("night_brightness", 60, 10, 100));
    panel.night_from_minute = time_of_day(table, "night_from", "21:00");
    panel.night_to_minute = time_of_day(table, "night_to", "07:00");
    panel.shift_every_minutes = static_cast<int>(table.integer("shift_every_minutes", 10, 0, 240));
    const bool landscape = panel.width_px >= panel.height_px;
    const std::string stated = table.one_of("orientation", landscape ? "landscape" : "portrait", {"landscape", "portrait"});
    if (!table.has("diagonal_inch")) {
        table.mistake("diagonal_inch", "the panel's size is missing", "measure it and write diagonal_inch = 21.5");
    }
    if ((stated == "landscape") != landscape) {
        table.mistake("orientation", fmt::format("a {} panel is not {} by {} pixels", stated, panel.width_px, panel.height_px),
                      "exchange width and height, or correct orientation");
    }
    table.finish();
    return panel;
}

HubSettings read_hub(config::TableReader table, const std::filesystem::path& folder) {
    HubSettings hub;
    hub.url = table.required_text("url");
    const bool secure = hub.url.rfind("https://", 0) == 0;
    const bool same_machine = hub.url.rfind("http://127.0.0.1:", 0) == 0 || hub.url.rfind("http://[::1]:", 0) == 0;
    if (!hub.url.empty() && !secure && !same_machine) {
        table.mistake("url", "the hub is spoken to over TLS only", "write https://..., or http://127.0.0.1:PORT on the same machine");
    }
    if (const auto certificate = table.optional_text("trusted_certificate")) hub.trusted_certificate = resolved(folder, *certificate);
    hub.device_token_file = resolved(folder, table.required_text("device_token_file"));
    table.finish();
    return hub;
}

/// "yue", or a tag that says that it is Chinese spoken in another way ("zh-x-wu", "zh-HK-x-old").
bool is_variety(std::string_view tag) {
    const bool plain = std::all_of(tag.begin(), tag.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
    return plain && tag.size() <= 32 && (tag == "yue" || (tag.starts_with("zh-") && tag.find("x-") != std::string_view::npos));
}

/// What stands on the key: it must fit there, and whoever chooses it must be able to hear it in Chinese.
bool is_variety_name(std::string_view name) {
    constexpr std::size_t kLongestName = 4;
    const std::u32string characters = decode_utf8(name);
    return !name.empty() && characters.size() <= kLongestName &&
           std::all_of(characters.begin(), characters.end(), [](char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; });
}

std::vector<flow::Variety> read_varieties(config::TableReader& voice) {
    std::vector<flow::Variety> varieties;
    auto names = voice.table("variety_names");
    for (const std::string& tag : voice.texts("varieties")) {
        const std::string name = names.text(tag, "");
        const bool twice = std::any_of(varieties.begin(), varieties.end(), [&](const flow::Variety& one) { return one.tag == tag; });
        if (!is_variety(tag) || twice) {
            voice.mistake("varieties", "'" + tag + (twice ? "' stands there twice" : "' is no spoken variety of Chinese"),
                          "write \"yue\" for Cantonese, or the tag of a recorded pack, such as \"zh-x-wu\"");
        } else if (!is_variety_name(name)) {
            voice.mistake("variety_names", "'" + tag + "' has no name of up to four hanzi", "write [voice.variety_names], and there " + tag + " = \"...\"");
        } else {
            varieties.push_back({tag, name});
        }
    }
    if (varieties.size() > kMostVarieties) voice.mistake("varieties", "more than three are too many for one key", "list the three that people ask for");
    names.finish();
    return varieties;
}

/// The name of a sound device; a recording ("file:hall.wav") lies below the data folder unless its path is absolute.
std::string sound_device(config::TableReader& table, const std::filesystem::path& data) {
    const std::string name = table.text("loudspeaker", "");
    if (!name.starts_with(kRecording)) return name;
    return std::string(kRecording) + resolved(data, name.substr(kRecording.size())).string();
}

VoiceSettings read_voice(config::TableReader table, const std::filesystem::path& folder, const std::filesystem::path& data) {
    VoiceSettings voice;
    voice.enabled = table.boolean("enabled", true);
    voice.loudspeaker = sound_device(table, data);
    voice.private_ear = table.text("private_ear", "none");
    if (voice.private_ear.starts_with(kRecording)) {
        table.mistake("private_ear", "what one person hears in private is never recorded", "name the handset's sound device, or none");
    }
    if (!voice.private_ear.empty() && voice.private_ear != "none" && voice.private_ear == voice.loudspeaker) {
        table.mistake("private_ear", "it is the loudspeaker's device, so the hall would hear what is private", "name the handset's sound device, or none");
    }
    voice.data_folder = table.text("data_folder", "");
    voice.varieties = read_varieties(table);
    const std::string words = table.text("words", "");
    if (!words.empty()) voice.words = resolved(folder, words);
    voice.style.yao = table.boolean("yao", voice.style.yao);
    voice.style.liang = table.boolean("liang", voice.style.liang);
    for (const std::string& pack : table.texts("packs")) voice.packs.push_back(resolved(folder, pack));
    voice.presence = table.boolean("presence", true);
    table.finish();
    return voice;
}

void check_hall(config::TableReader& table, const HallSettings& hall, const VoiceSettings& voice) {
    if (hall.languages.empty()) table.mistake("languages", "the hall is called in no language", "write languages = [\"zh-CN\"]");
    for (const std::string& language : hall.languages) {
        if (language == "zh-CN" || language == "en") continue;
        table.mistake("languages", "'" + language + "' cannot be spoken", "choose from \"zh-CN\" and \"en\"");
    }
    if (!hall.announce) return;
    if (!voice.enabled) {
        table.mistake("announce", "the hall is called by the voice, which is off", "write [voice] enabled = true, with loudspeaker = \"none\" if there is none");
    }
    if (voice.private_ear != "none" && hall.loudspeaker == voice.private_ear) {
        table.mistake("loudspeaker", "the hall's loudspeaker is somebody's private ear", "name the device of the hall");
    }
}

HallSettings read_hall(config::TableReader table, const VoiceSettings& voice, const std::filesystem::path& data) {
    HallSettings hall;
    hall.announce = table.boolean("announce", false);
    hall.loudspeaker = sound_device(table, data);
    if (table.has("languages")) hall.languages = table.texts("languages");
    hall.repeats = static_cast<int>(table.integer("repeats", 2, 1, 3));
    hall.volume_step = static_cast<int>(table.integer("volume_step", 4, 0, 6));
    hall.stale_after = std::chrono::seconds{table.integer("stale_after_s", 30, 5, 120)};
    hall.quiet_from_minute = time_of_day(table, "quiet_from", "00:00");
    hall.quiet_to_minute = time_of_day(table, "quiet_to", "00:00");
    check_hall(table, hall, voice);
    table.finish();
    return hall;
}

}  // namespace

namespace {

KioskSettings read_document(const config::Document& document, const std::filesystem::path& file, const std::filesystem::path& installed_share,
                            config::Mistakes& mistakes) {
    auto root = document.root(mistakes);
    const auto folder = std::filesystem::absolute(file).parent_path();
    KioskSettings settings;
    settings.file = file;
    auto data = root.table("data");
    settings.data = resolved(folder, data.text("folder", "/var/lib/silverlane-kiosk"));
    const std::string share = data.text("share", "");
    settings.share = share.empty() ? installed_share : resolved(folder, share);
    data.finish();
    settings.branch = read_branch(root.table("branch"));
    settings.terminal = read_terminal(root.table("terminal"));
    settings.panel = read_panel(root.table("panel"));
    settings.hub = read_hub(root.table("hub"), folder);
    auto keys = root.table("keys");
    settings.identifier_key = resolved(folder, keys.required_text("identifiers"));
    keys.finish();
    settings.voice = read_voice(root.table("voice"), folder, settings.data);
    settings.hall = read_hall(root.table("hall"), settings.voice, settings.data);
    auto input = root.table("input");
    settings.input = keys::read_input_settings(input);
    input.finish();
    auto times = root.table("times");
    settings.times = flow::read_times(times);
    times.finish();
    settings.drivers = read_driver_settings(root.table("drivers"), folder, settings.share, settings.data);
    auto security = root.table("security");
    settings.test_control = security.boolean("test_control", false);
    security.finish();
    root.finish();
    return settings;
}

}  // namespace

KioskSettings read_kiosk_settings(const std::filesystem::path& file, const std::filesystem::path& installed_share, config::Mistakes& mistakes) {
    const auto document = config::Document::load(file, mistakes);
    if (document) return read_document(*document, file, installed_share, mistakes);
    KioskSettings settings;
    settings.file = file;
    settings.share = installed_share;
    return settings;
}

Result<KioskSettings> load_kiosk_settings(const std::filesystem::path& file, const std::filesystem::path& installed_share) {
    const auto document = config::Document::load(file);
    if (!document) return document.error();
    if (config::settings_owner(*document) == config::SettingsOwner::hub) {
        return Error(ErrorCode::invalid_input, file.string() + ": these are a hub's settings, not a kiosk's; check them with silverlane-hub --check-config --config " + file.string());
    }
    config::Mistakes mistakes;
    KioskSettings settings = read_document(*document, file, installed_share, mistakes);
    const auto checked = mistakes.as_result();
    if (!checked) return checked.error();
    return settings;
}

std::string describe(const KioskSettings& settings) {
    std::string text;
    const auto line = [&text](const char* name, const std::string& value) { text += fmt::format("{} = {}\n", name, value); };
    line("branch.id", settings.branch.id.text);
    for (const auto& [language, name] : settings.branch.names) line(("branch.name." + language).c_str(), name);
    line("branch.utc_offset_minutes", std::to_string(settings.branch.utc_offset.count()));
    line("terminal.id", settings.terminal.id.text);
    line("branch.pension_days", fmt::format("{}", fmt::join(settings.branch.pension_days, ", ")));
    line("terminal.role", settings.terminal.role);
    line("terminal.presenter", settings.terminal.presenter);
    line("terminal.full_screen", settings.terminal.full_screen ? "true" : "false");
    line("panel", fmt::format("{}x{}, {} inch, lower edge {} mm", settings.panel.width_px, settings.panel.height_px,
                              settings.panel.diagonal_inch, settings.panel.lower_edge_mm));
    line("hub.url", settings.hub.url);
    line("hub.trusted_certificate", settings.hub.trusted_certificate ? settings.hub.trusted_certificate->string() : "(the machine's)");
    line("hub.device_token_file", settings.hub.device_token_file.string());
    line("keys.identifiers", settings.identifier_key.string());
    line("voice.enabled", settings.voice.enabled ? "true" : "false");
    line("voice.loudspeaker", settings.voice.loudspeaker.empty() ? "(the machine's)" : settings.voice.loudspeaker);
    line("voice.private_ear", settings.voice.private_ear);
    for (const auto& variety : settings.voice.varieties) line(("voice.variety_names." + variety.tag).c_str(), variety.name);
    line("voice.words", settings.voice.words.empty() ? "(none)" : settings.voice.words.string());
    line("voice.yao", settings.voice.style.yao ? "true" : "false");
    line("voice.liang", settings.voice.style.liang ? "true" : "false");
    for (const auto& pack : settings.voice.packs) line("voice.packs", pack.string());
    line("voice.presence", settings.voice.presence ? "true" : "false");
    line("hall.announce", settings.hall.announce ? "true" : "false");
    if (settings.hall.announce) {
        line("hall.loudspeaker", settings.hall.loudspeaker.empty() ? "(the machine's)" : settings.hall.loudspeaker);
        line("hall.languages", fmt::format("{}", fmt::join(settings.hall.languages, ", ")));
        line("hall.repeats", std::to_string(settings.hall.repeats));
        line("hall.volume_step", std::to_string(settings.hall.volume_step));
    }
    line("input", keys::describe(settings.input));
    line("times.screen_idle_s", std::to_string(settings.times.idle.count() / 1000));
    line("times.warn_s", std::to_string(settings.times.warning.count() / 1000));
    line("times.hold_s", std::to_string(settings.times.pause.count() / 1000));
    line("drivers", describe(settings.drivers));
    line("data.folder", settings.data.string());
    line("data.share", settings.share.string());
    line("security.test_control", settings.test_control ? "true" : "false");
    return text;
}

namespace {

bool is_between(int from, int to, int minute_of_day) {
    if (from <= to) return minute_of_day >= from && minute_of_day < to;
    return minute_of_day >= from || minute_of_day < to;
}

}  // namespace

bool is_night(const PanelSettings& panel, int minute_of_day) {
    return is_between(panel.night_from_minute, panel.night_to_minute, minute_of_day);
}

bool is_quiet(const HallSettings& hall, int minute_of_day) {
    return is_between(hall.quiet_from_minute, hall.quiet_to_minute, minute_of_day);
}

std::string branch_name(const BranchSettings& branch, std::string_view language) {
    const auto found = branch.names.find(std::string(language));
    if (found != branch.names.end()) return found->second;
    return branch.names.empty() ? std::string{} : branch.names.begin()->second;
}

}  // namespace silverlane::kiosk
