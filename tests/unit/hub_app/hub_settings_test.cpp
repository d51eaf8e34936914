// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>

#include "hub/app/hub_settings.h"

namespace silverlane::hub {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLeast = "[listen]\ncertificate = \"hub.crt\"\nkey = \"hub.key\"\n[keys]\nvisit_codes = \"codes.key\"\n";

class HubSettingsTest : public ::testing::Test {
protected:
    HubSettingsTest() : folder_(fs::temp_directory_path() / ("silverlane-hub-settings-" + std::to_string(::getpid()))) { fs::create_directories(folder_); }
    ~HubSettingsTest() override { fs::remove_all(folder_); }

    Result<HubSettings> load(const std::string& text) {
        std::ofstream(folder_ / "hub.toml") << text;
        return load_hub_settings(folder_ / "hub.toml", "/usr/share/silverlane");
    }
    std::string mistakes(const std::string& text) {
        const auto loaded = load(text);
        return loaded.ok() ? "" : loaded.error().text();
    }
    fs::path folder_;
};

TEST_F(HubSettingsTest, what_is_required_is_enough_and_the_rest_has_defaults) {
    const auto settings = load(kLeast);
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->listen.port, 8443);
    EXPECT_EQ(settings->listen.certificate, folder_ / "hub.crt");
    EXPECT_EQ(settings->data.folder, "/var/lib/silverlane-hub");
    EXPECT_EQ(settings->data.share, "/usr/share/silverlane");
    EXPECT_EQ(settings->rules.policies, "/usr/share/silverlane/policies");
    EXPECT_FALSE(settings->rules.folder.has_value());
    EXPECT_EQ(settings->desk.wifi_dwell, Milliseconds{60'000});
}

TEST_F(HubSettingsTest, an_unknown_key_is_refused_with_file_line_and_what_to_write) {
    const std::string found = mistakes(std::string(kLeast) + "[staff]\nwrong_pin_lock = 10\n");
    EXPECT_NE(found.find("hub.toml:7:1: unknown key 'wrong_pin_lock'"), std::string::npos) << found;
    EXPECT_NE(found.find("wrong_pin_lock_s"), std::string::npos) << found;
}

TEST_F(HubSettingsTest, all_mistakes_are_shown_in_one_run) {
    const std::string found = mistakes("[listen]\nport = 70000\n[branches]\nutc_offset_minutes = \"eight\"\n");
    for (const char* part : {"'port' is 70000", "certificate", "key", "visit_codes", "utc_offset_minutes"}) {
        EXPECT_NE(found.find(part), std::string::npos) << part << "\n" << found;
    }
}

TEST_F(HubSettingsTest, the_banks_rules_stand_in_one_folder) {
    const auto settings = load(std::string(kLeast) + "[rules]\nfolder = \"bank\"\n");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->rules.folder, folder_ / "bank");
}

TEST_F(HubSettingsTest, a_hub_that_hosts_drivers_needs_the_banks_key) {
    const std::string found = mistakes(std::string(kLeast) + "[drivers.wifi]\nport = 0\n");
    EXPECT_NE(found.find("identifiers"), std::string::npos) << found;
}

TEST_F(HubSettingsTest, queue_and_phone_are_read_and_what_a_slip_cannot_hold_is_refused) {
    const auto settings = load(std::string(kLeast) + "identifiers = \"id.key\"\nportal = \"portal.key\"\n[queue]\nlongest_wait_s = 1200\nagain_after_s = 30\n[phone]\n"
                               "port = 8444\nbank_name_zh = \"B\"\ncontact = \"95588\"\npage_address = \"https://hub.example/phone/\"\n");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->keys.portal->filename(), "portal.key");
    EXPECT_EQ(settings->desk.queue.longest_wait, Milliseconds{1'200'000});
    EXPECT_EQ(settings->desk.queue.again_after, Milliseconds{30'000});
    EXPECT_EQ(settings->desk.phone.page_address, "https://hub.example/phone/");
    EXPECT_NE(mistakes(std::string(kLeast) + "portal = \"portal.key\"\n").find("identifiers"), std::string::npos) << "sessions are named under the bank's key";
    for (const std::string& bad : {std::string{"http://hub.example/phone/"}, std::string{"https://hub.example/"}, std::string{"https://hub.example/phone/#"},
                                   "https://" + std::string(60, 'h') + "/phone/"}) {
        EXPECT_NE(mistakes(std::string(kLeast) + "[phone]\nport = 8444\npage_address = \"" + bad + "\"\n").find("page_address"), std::string::npos) << bad;
    }
}

TEST_F(HubSettingsTest, phones_have_a_door_of_their_own_or_none) {
    const auto without = load(kLeast);
    ASSERT_TRUE(without.ok()) << without.error().text();
    EXPECT_FALSE(without->phone_door);
    EXPECT_NE(describe(*without).find("phone.port = (none"), std::string::npos);
    const auto with = load(std::string(kLeast) + "[phone]\nport = 8444\n");
    ASSERT_TRUE(with.ok()) << with.error().text();
    EXPECT_EQ(with->phone_door->port, 8444);
    EXPECT_EQ(with->phone_door->address, "127.0.0.1");
    EXPECT_EQ(with->phone_door->certificate, folder_ / "hub.crt");
    EXPECT_EQ(with->phone_door->key, folder_ / "hub.key");
    EXPECT_EQ(with->phone_door->most_connections, 512);
    EXPECT_EQ(with->phone_door->request_within, Milliseconds{6'000});
    EXPECT_EQ(with->listen.request_within, Milliseconds{9'500});
    const auto own = load(std::string(kLeast) + "[phone]\nport = 0\naddress = \"10.0.0.5\"\ncertificate = \"public.crt\"\nkey = \"public.key\"\nmost_connections = 2000\nrequest_within_ms = 3000\n");
    ASSERT_TRUE(own.ok()) << own.error().text();
    EXPECT_EQ(own->phone_door->certificate, folder_ / "public.crt");
    EXPECT_EQ(own->phone_door->request_within, Milliseconds{3'000});
    EXPECT_NE(describe(*own).find("phone.most_connections = 2000"), std::string::npos);
}

TEST_F(HubSettingsTest, a_page_that_no_phone_could_reach_is_a_mistake_with_what_to_write) {
    const std::string page = mistakes(std::string(kLeast) + "[phone]\npage_address = \"https://hub.example/phone/\"\n");
    EXPECT_NE(page.find("hub.toml:7:16: the page needs a port of its own; write port = 8444"), std::string::npos) << page;
    const std::string portal = mistakes(std::string(kLeast) + "identifiers = \"id.key\"\nportal = \"portal.key\"\n");
    EXPECT_NE(portal.find("hub.toml:7:10: the portal sends phones to a page"), std::string::npos) << portal;
    const std::string same = mistakes(std::string(kLeast) + "[phone]\nport = 8443\n");
    EXPECT_NE(same.find("'port' is that of [listen]"), std::string::npos) << same;
}

TEST_F(HubSettingsTest, the_sandbox_bank_is_off_unless_asked_for_and_then_needs_its_two_files) {
    const std::string least = "[listen]\ncertificate = \"a\"\nkey = \"b\"\n[keys]\nvisit_codes = \"c\"\n";
    const auto without = load(least);
    ASSERT_TRUE(without.ok()) << without.error().text();
    EXPECT_FALSE(without->sandbox_bank);
    EXPECT_NE(describe(*without).find("bank.core = none"), std::string::npos);
    const auto bare = load(least + "[bank]\ncore = \"sandbox\"\n");
    ASSERT_FALSE(bare.ok());
    EXPECT_NE(bare.error().text().find("bank/core.jsonl"), std::string::npos);
    EXPECT_NE(bare.error().text().find("keys/bank-pin.key"), std::string::npos);
    const auto whole = load(least + "[bank]\ncore = \"sandbox\"\ncustomers = \"core.jsonl\"\npin_key = \"pin.key\"\n[rating]\nflows = [\"quiz\"]\n");
    ASSERT_TRUE(whole.ok()) << whole.error().text();
    EXPECT_EQ(whole->sandbox_bank->customers.filename(), "core.jsonl");
    EXPECT_NE(describe(*whole).find("bank.core = sandbox (invented"), std::string::npos);
    EXPECT_EQ(whole->desk.rating_flows, std::vector<std::string>{"quiz"});
    EXPECT_FALSE(load(least + "[bank]\ncore = \"mainframe\"\n").ok());
}

TEST_F(HubSettingsTest, the_shipped_file_is_accepted_and_names_every_key_with_its_default) {
    const fs::path shipped = fs::path(SILVERLANE_SOURCE_DIR) / "config/hub.toml";
    const auto settings = load_hub_settings(shipped, "/usr/share/silverlane");
    ASSERT_TRUE(settings.ok()) << settings.error().text();

    // The same file with every commented default switched on must mean the same.
    std::ifstream in(shipped);
    std::string on;
    for (std::string line; std::getline(in, line);) {
        const bool a_default = line.starts_with("# ") && line.find(" = ") != std::string::npos && line.find("# folder = \"bank\"") == std::string::npos &&
                               line.find("identifiers") == std::string::npos && line.find("portal") == std::string::npos;
        on += (a_default ? line.substr(2) : line) + "\n";
    }
    const auto spelled_out = load(on);
    ASSERT_TRUE(spelled_out.ok()) << spelled_out.error().text();
    HubSettings same_place = *spelled_out;
    same_place.listen.certificate = settings->listen.certificate;
    same_place.listen.key = settings->listen.key;
    same_place.keys.visit_codes = settings->keys.visit_codes;
    // The phones' door is there by its port alone, which has no default; what else it has does.
    const PhoneDoorSettings as_it_comes;
    ASSERT_TRUE(same_place.phone_door);
    EXPECT_EQ(same_place.phone_door->address, same_place.listen.address);
    EXPECT_EQ(same_place.phone_door->certificate, spelled_out->listen.certificate);
    EXPECT_EQ(same_place.phone_door->key, spelled_out->listen.key);
    EXPECT_EQ(same_place.phone_door->threads, as_it_comes.threads);
    EXPECT_EQ(same_place.phone_door->most_connections, as_it_comes.most_connections);
    EXPECT_EQ(same_place.phone_door->request_within, as_it_comes.request_within);
    same_place.phone_door.reset();
    EXPECT_EQ(describe(same_place), describe(*settings));
    // And it names all there is: what describe() prints stands in the file.
    const std::string effective = describe(*spelled_out);
    for (std::size_t at = 0; at < effective.size(); at = effective.find('\n', at) + 1) {
        const std::string key = effective.substr(at, effective.find(" = ", at) - at);
        if (key == "drivers") continue;
        EXPECT_NE(on.find(key.substr(key.find('.') + 1) + " = "), std::string::npos) << key;
    }
}

TEST_F(HubSettingsTest, a_kind_of_alert_has_steps_of_its_own_and_a_wrong_step_is_named) {
    const std::string least = "[listen]\ncertificate = \"a\"\nkey = \"b\"\n[keys]\nvisit_codes = \"c\"\n";
    const auto settings = load(least + "[alerts]\nopen_claims = 2\n[alerts.plans.stuck]\nsteps = [\"40 second_person\", \"90 branch_head\"]\n");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(settings->desk.alerts.caps.open_claims, 2);
    const auto policy = dispatch::with(dispatch::default_policy(), settings->desk.alerts);
    ASSERT_EQ(policy.plans.at("stuck").ladder.size(), 2U);
    EXPECT_EQ(policy.plans.at("stuck").ladder[1], (dispatch::Rung{std::chrono::seconds{90}, dispatch::Remedy::branch_head}));
    EXPECT_EQ(policy.plans.at("help").ladder[0].after, std::chrono::seconds{30});
    EXPECT_NE(describe(*settings).find("alerts.plans.stuck = 40 second_person, 90 branch_head"), std::string::npos);
    for (const char* steps : {"60", "soon second_person", "60 everybody", "0 again", "60second_person", "4000 again"}) {
        const auto wrong = load(least + "[alerts.plans.stuck]\nsteps = [\"" + steps + "\"]\n");
        ASSERT_FALSE(wrong.ok()) << steps;
        EXPECT_NE(wrong.error().text().find("second_person, branch_head, again, anybody"), std::string::npos) << wrong.error().text();
    }
    EXPECT_FALSE(load(least + "[alerts.plans.stuck]\nsteps = [\"60 again\", \"60 branch_head\"]\n").ok());
    EXPECT_FALSE(load(least + "[alerts]\nopen_claims = 0\n").ok());
}

TEST_F(HubSettingsTest, the_effective_values_hold_no_secret) {
    std::ofstream(folder_ / "radius.secret") << "a-very-secret-word";
    fs::permissions(folder_ / "radius.secret", fs::perms::owner_read);
    const auto settings = load(std::string(kLeast) +
                               "identifiers = \"id.key\"\n[drivers.wifi]\n[[drivers.wifi.client]]\nname = \"c\"\naddress = \"10.0.0.1\"\n"
                               "secret_file = \"radius.secret\"\nbranch = \"0791\"\n");
    ASSERT_TRUE(settings.ok()) << settings.error().text();
    EXPECT_EQ(describe(*settings).find("a-very-secret-word"), std::string::npos);
    EXPECT_NE(describe(*settings).find("drivers = wifi"), std::string::npos);
}

}  // namespace
}  // namespace silverlane::hub
