// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/app/hub_settings.h"

#include "hub/app/alert_settings.h"

#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/settings_owner.h"

namespace silverlane::hub {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kOneDay = 24 * 3600;
constexpr std::size_t kLongestPageAddress = 58;   // with a code it still fits a slip's symbol of version 7

fs::path resolved(const fs::path& folder, const std::string& name) { return name.empty() ? fs::path{} : (folder / name).lexically_normal(); }

std::optional<fs::path> optional_path(config::TableReader& table, std::string_view key, const fs::path& folder) {
    const auto name = table.optional_text(key);
    if (!name || name->empty()) return std::nullopt;
    return resolved(folder, *name);
}

Milliseconds seconds(config::TableReader& table, std::string_view key, Milliseconds fallback, std::int64_t least, std::int64_t most) {
    return Milliseconds{1000 * table.integer(key, fallback.count() / 1000, least, most)};
}

ListenSettings read_listen(config::TableReader table, const fs::path& folder) {
    ListenSettings listen;
    listen.address = table.text("address", listen.address);
    listen.port = static_cast<std::uint16_t>(table.integer("port", listen.port, 0, 65535));
    listen.certificate = resolved(folder, table.required_text("certificate"));
    listen.key = resolved(folder, table.required_text("key"));
    listen.threads = static_cast<int>(table.integer("threads", listen.threads, 2, 256));
    listen.most_connections = static_cast<int>(table.integer("most_connections", listen.most_connections, 16, 65535));
    listen.most_from_one_address = static_cast<int>(table.integer("most_from_one_address", listen.most_from_one_address, 0, 65535));
    listen.longest_body = static_cast<std::size_t>(table.integer("longest_body_kib", 512, 16, 4096)) * 1024;
    listen.request_within = Milliseconds{table.integer("request_within_ms", listen.request_within.count(), 1'000, 60'000)};
    listen.most_streams = static_cast<std::size_t>(table.integer("most_streams", 4096, 16, 65535));
    table.finish();
    return listen;
}

DataSettings read_data(config::TableReader table, const fs::path& folder, const fs::path& installed_share) {
    DataSettings data;
    data.folder = resolved(folder, table.text("folder", data.folder.string()));
    data.share = optional_path(table, "share", folder).value_or(installed_share);
    table.finish();
    return data;
}

RuleSettings read_rules(config::TableReader table, const fs::path& folder, const fs::path& share) {
    RuleSettings rules;
    rules.policies = optional_path(table, "policies", folder).value_or(share / "policies");
    rules.folder = optional_path(table, "folder", folder);
    table.finish();
    return rules;
}

KeySettings read_keys(config::TableReader table, const fs::path& folder, bool hosts_drivers, bool has_phone_door) {
    KeySettings keys;
    keys.visit_codes = resolved(folder, table.required_text("visit_codes"));
    keys.identifiers = optional_path(table, "identifiers", folder);
    keys.portal = optional_path(table, "portal", folder);
    if (keys.portal && !keys.identifiers) {
        table.mistake("identifiers", "the portal's tokens name Wi-Fi sessions, which are kept under the bank's key", "write identifiers = \"keys/identifiers.key\"");
    }
    if (keys.portal && !has_phone_door) table.mistake("portal", "the portal sends phones to a page, which needs a port of its own", "write port = 8444 under [phone]");
    if (hosts_drivers && !keys.identifiers) {
        table.mistake("identifiers", "the drivers below need the bank's key", "write identifiers = \"keys/identifiers.key\"");
    }
    table.finish();
    return keys;
}

void read_branches(config::TableReader table, desk::DeskSettings& desk) {
    desk.utc_offset = std::chrono::minutes{table.integer("utc_offset_minutes", desk.utc_offset.count(), -720, 840)};
    desk.arrival_window = seconds(table, "arrival_window_s", desk.arrival_window, 10, 3600);
    desk.wifi_dwell = seconds(table, "wifi_dwell_s", desk.wifi_dwell, 0, 3600);
    desk.wifi_expires_after = seconds(table, "wifi_expires_after_s", desk.wifi_expires_after, 60, kOneDay);
    desk.left_after = seconds(table, "left_after_s", desk.left_after, 30, kOneDay);
    desk.new_visit_after_left = seconds(table, "new_visit_after_left_s", desk.new_visit_after_left, 0, kOneDay);
    desk.same_visit_within = seconds(table, "same_visit_within_s", desk.same_visit_within, 60, kOneDay);
    desk.priority_calls_per_ordinary = static_cast<int>(table.integer("priority_calls_per_ordinary", desk.priority_calls_per_ordinary, 1, 10));
    table.finish();
}

void read_queue(config::TableReader table, desk::DeskSettings& desk) {
    auto& queue = desk.queue;
    queue.longest_wait = seconds(table, "longest_wait_s", queue.longest_wait, 60, kOneDay);
    queue.longest_priority_wait = seconds(table, "longest_priority_wait_s", queue.longest_priority_wait, 60, kOneDay);
    queue.again_after = seconds(table, "again_after_s", queue.again_after, 0, 3600);
    queue.passes_after = seconds(table, "passes_after_s", queue.passes_after, 0, 3600);
    table.finish();
}

/// Nothing without a port: the phones' page is never answered where tablets and kiosks are.
std::optional<PhoneDoorSettings> read_phone_door(config::TableReader& table, const fs::path& folder, const ListenSettings& listen) {
    PhoneDoorSettings door;
    const bool wanted = table.has("port");
    door.address = table.text("address", "");
    if (door.address.empty()) door.address = listen.address;
    door.port = static_cast<std::uint16_t>(table.integer("port", door.port, 0, 65535));
    door.certificate = optional_path(table, "certificate", folder).value_or(listen.certificate);
    door.key = optional_path(table, "key", folder).value_or(listen.key);
    door.threads = static_cast<int>(table.integer("threads", door.threads, 1, 64));
    door.most_connections = static_cast<int>(table.integer("most_connections", door.most_connections, 16, 65535));
    door.request_within = Milliseconds{table.integer("request_within_ms", door.request_within.count(), 1'000, 60'000)};
    if (wanted && door.port != 0 && door.port == listen.port && door.address == listen.address) {
        table.mistake("port", "'port' is that of [listen]", "give the phones one of their own, which the guest network may reach: port = 8444");
    }
    return wanted ? std::optional{std::move(door)} : std::nullopt;
}

std::optional<PhoneDoorSettings> read_phone(config::TableReader table, const fs::path& folder, const ListenSettings& listen, desk::DeskSettings& desk) {
    auto door = read_phone_door(table, folder, listen);
    auto& phone = desk.phone;
    phone.bank_name_zh = table.text("bank_name_zh", "");
    phone.bank_name_en = table.text("bank_name_en", "");
    phone.contact_phone = table.text("contact", "");
    phone.page_address = table.text("page_address", "");
    const bool fits = phone.page_address.size() <= kLongestPageAddress && phone.page_address.find_first_of("# \t\n") == std::string::npos;
    if (!phone.page_address.empty() && (!phone.page_address.starts_with("https://") || !phone.page_address.ends_with("/phone/") || !fits)) {
        table.mistake("page_address", "'page_address' is none that a slip's symbol can hold",
                      fmt::format("write \"https://HOST/phone/\", at most {} characters, or leave it out", kLongestPageAddress));
    }
    if (!phone.page_address.empty() && !door) table.mistake("page_address", "the page needs a port of its own", "write port = 8444 beside it");
    table.finish();
    return door;
}

void read_staff(config::TableReader table, desk::DeskSettings& desk) {
    desk.wrong_pins_allowed = static_cast<int>(table.integer("wrong_pins_allowed", desk.wrong_pins_allowed, 3, 10));
    desk.wrong_pin_lock = seconds(table, "wrong_pin_lock_s", desk.wrong_pin_lock, 60, kOneDay);
    desk.session_lasts = seconds(table, "session_lasts_s", desk.session_lasts, 600, kOneDay);
    table.finish();
}

void read_rating(config::TableReader table, desk::DeskSettings& desk) {
    if (table.has("flows")) desk.rating_flows = table.texts("flows");
    table.finish();
}

void read_cache(config::TableReader table, desk::DeskSettings& desk) {
    desk.cached_customers = static_cast<std::size_t>(table.integer("customers", static_cast<std::int64_t>(desk.cached_customers), 0, 10'000'000));
    table.finish();
}

void read_feeds(config::TableReader table, desk::FeedSettings& feeds) {
    feeds.matching.window_days = static_cast<int>(table.integer("sale_window_days", feeds.matching.window_days, 1, 90));
    feeds.matching.passer_keeps_ppm = static_cast<std::uint32_t>(10'000 * table.integer("passer_keeps_percent", feeds.matching.passer_keeps_ppm / 10'000, 0, 100));
    table.finish();
}

std::optional<BankSettings> read_bank(config::TableReader table, const fs::path& folder) {
    const auto core = table.one_of("core", "none", {"none", "sandbox"});
    const auto customers = optional_path(table, "customers", folder);
    const auto pin_key = optional_path(table, "pin_key", folder);
    table.finish();
    if (core == "none") return std::nullopt;
    if (!customers) table.mistake("customers", "the sandbox needs its people and accounts", "write customers = \"bank/core.jsonl\"");
    if (!pin_key) table.mistake("pin_key", "the sandbox needs the key that opens PIN blocks", "write pin_key = \"keys/bank-pin.key\"");
    return BankSettings{customers.value_or(""), pin_key.value_or("")};
}

}  // namespace

std::optional<HubSettings> read_hub_settings(const fs::path& file, const fs::path& installed_share, config::Mistakes& mistakes) {
    const auto document = config::Document::load(file, mistakes);
    if (!document) return std::nullopt;
    if (config::settings_owner(*document) == config::SettingsOwner::kiosk) {
        mistakes.add({file.string(), 1, 1}, "these are a kiosk's settings, not a hub's", fmt::format("check them with silverlane-kiosk --config {} --check-config", file.string()));
        return std::nullopt;
    }
    auto root = document->root(mistakes);
    const fs::path folder = fs::absolute(file).parent_path();
    HubSettings settings;
    settings.file = file;
    settings.listen = read_listen(root.table("listen"), folder);
    settings.data = read_data(root.table("data"), folder, installed_share);
    settings.rules = read_rules(root.table("rules"), folder, settings.data.share);
    read_branches(root.table("branches"), settings.desk);
    read_queue(root.table("queue"), settings.desk);
    settings.phone_door = read_phone(root.table("phone"), folder, settings.listen, settings.desk);
    read_staff(root.table("staff"), settings.desk);
    read_rating(root.table("rating"), settings.desk);
    read_cache(root.table("cache"), settings.desk);
    read_feeds(root.table("feeds"), settings.feeds);
    settings.feeds.utc_offset = settings.desk.utc_offset;
    settings.desk.alerts = read_alerts(root.table("alerts"));
    settings.sandbox_bank = read_bank(root.table("bank"), folder);
    auto drivers = root.table("drivers");
    if (drivers.present()) {
        if (drivers.has("wifi")) settings.wifi = drivers::wifi::read_wifi_settings(drivers.table("wifi"), folder);
        if (drivers.has("queue")) {
            settings.queue = drivers::queue::read_queue_settings(drivers.table("queue"), folder, settings.data.share / "queue-profiles");
        }
        drivers.finish();
    }
    settings.keys = read_keys(root.table("keys"), folder, settings.wifi.has_value() || settings.queue.has_value(), settings.phone_door.has_value());
    root.finish();
    return settings;
}

Result<HubSettings> load_hub_settings(const fs::path& file, const fs::path& installed_share) {
    config::Mistakes mistakes;
    auto settings = read_hub_settings(file, installed_share, mistakes);
    if (auto checked = mistakes.as_result(); !checked) return checked.error();
    return std::move(*settings);
}

namespace {

void describe_phone_door(const PhoneDoorSettings& door, const std::function<void(const char*, const std::string&)>& line) {
    line("phone.address", door.address);
    line("phone.certificate", door.certificate.string());
    line("phone.key", door.key.string());
    line("phone.threads", std::to_string(door.threads));
    line("phone.most_connections", std::to_string(door.most_connections));
    line("phone.request_within_ms", std::to_string(door.request_within.count()));
}

}  // namespace

std::string describe(const HubSettings& settings) {
    std::string text;
    const auto line = [&text](const char* name, const std::string& value) { text += fmt::format("{} = {}\n", name, value); };
    const auto in_seconds = [](Milliseconds time) { return std::to_string(time.count() / 1000); };
    line("listen.address", settings.listen.address);
    line("listen.port", std::to_string(settings.listen.port));
    line("listen.certificate", settings.listen.certificate.string());
    line("listen.key", settings.listen.key.string());
    line("listen.threads", std::to_string(settings.listen.threads));
    line("listen.most_connections", std::to_string(settings.listen.most_connections));
    line("listen.most_from_one_address", std::to_string(settings.listen.most_from_one_address));
    line("listen.longest_body_kib", std::to_string(settings.listen.longest_body / 1024));
    line("listen.request_within_ms", std::to_string(settings.listen.request_within.count()));
    line("listen.most_streams", std::to_string(settings.listen.most_streams));
    line("data.folder", settings.data.folder.string());
    line("data.share", settings.data.share.string());
    line("rules.policies", settings.rules.policies.string());
    line("rules.folder", settings.rules.folder.value_or("(none: service and care only)").string());
    line("keys.visit_codes", settings.keys.visit_codes.string());
    line("keys.identifiers", settings.keys.identifiers.value_or("(none)").string());
    line("keys.portal", settings.keys.portal.value_or("(none: phones get in by a slip's code only)").string());
    line("branches.utc_offset_minutes", std::to_string(settings.desk.utc_offset.count()));
    line("branches.arrival_window_s", in_seconds(settings.desk.arrival_window));
    line("branches.wifi_dwell_s", in_seconds(settings.desk.wifi_dwell));
    line("branches.wifi_expires_after_s", in_seconds(settings.desk.wifi_expires_after));
    line("branches.left_after_s", in_seconds(settings.desk.left_after));
    line("branches.new_visit_after_left_s", in_seconds(settings.desk.new_visit_after_left));
    line("branches.same_visit_within_s", in_seconds(settings.desk.same_visit_within));
    line("branches.priority_calls_per_ordinary", std::to_string(settings.desk.priority_calls_per_ordinary));
    line("queue.longest_wait_s", in_seconds(settings.desk.queue.longest_wait));
    line("queue.longest_priority_wait_s", in_seconds(settings.desk.queue.longest_priority_wait));
    line("queue.again_after_s", in_seconds(settings.desk.queue.again_after));
    line("queue.passes_after_s", in_seconds(settings.desk.queue.passes_after));
    line("phone.port", settings.phone_door ? std::to_string(settings.phone_door->port) : "(none: there is no page for phones)");
    if (settings.phone_door) describe_phone_door(*settings.phone_door, line);
    line("phone.bank_name_zh", settings.desk.phone.bank_name_zh);
    line("phone.bank_name_en", settings.desk.phone.bank_name_en);
    line("phone.contact", settings.desk.phone.contact_phone);
    line("phone.page_address", settings.desk.phone.page_address.empty() ? "(none: a slip's symbol is the bare code)" : settings.desk.phone.page_address);
    line("staff.wrong_pins_allowed", std::to_string(settings.desk.wrong_pins_allowed));
    line("staff.wrong_pin_lock_s", in_seconds(settings.desk.wrong_pin_lock));
    line("staff.session_lasts_s", in_seconds(settings.desk.session_lasts));
    const auto& caps = settings.desk.alerts.caps;
    line("alerts.open_claims", std::to_string(caps.open_claims));
    line("alerts.capacity", std::to_string(caps.capacity));
    line("alerts.interrupts_an_hour", std::to_string(caps.interrupts_an_hour));
    line("alerts.loops", std::to_string(caps.loops));
    line("alerts.delivery_s", std::to_string(caps.delivery.count()));
    line("alerts.transfer_s", std::to_string(caps.transfer.count()));
    line("alerts.wait_over_minutes", std::to_string(caps.wait_over.count()));
    for (const auto& [kind, plan] : settings.desk.alerts.plans) line(("alerts.plans." + kind).c_str(), ladder_text(plan));
    line("rating.flows", fmt::format("{}", fmt::join(settings.desk.rating_flows, " ")));
    line("cache.customers", std::to_string(settings.desk.cached_customers));
    line("feeds.sale_window_days", std::to_string(settings.feeds.matching.window_days));
    line("feeds.passer_keeps_percent", std::to_string(settings.feeds.matching.passer_keeps_ppm / 10'000));
    line("bank.core", settings.sandbox_bank ? "sandbox (invented: no real account stands behind it)" : "none");
    if (settings.sandbox_bank) {
        line("bank.customers", settings.sandbox_bank->customers.string());
        line("bank.pin_key", settings.sandbox_bank->pin_key.string());
    }
    line("drivers", std::string(settings.wifi ? "wifi " : "") + (settings.queue ? "queue" : ""));
    return text;
}

}  // namespace silverlane::hub
