// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hall_fixture.h"

#include <gtest/gtest.h>

#include <fstream>

#include <fmt/format.h>

#include "hub/store/alerts.h"

namespace silverlane::desk {

namespace {
struct One {
    const char* number;
    const char* role;
    const char* qualifications;
};
constexpr One kStaff[] = {{"1001", "lobby_manager", "[]"},
                          {"1002", "lobby_manager", "[]"},
                          {"2001", "relationship_manager", R"(["fund_sales"])"},
                          {"3001", "branch_head", "[]"},
                          {"4001", "teller", "[]"}};
}  // namespace

Hall::Hall(std::string_view signed_in) {
    std::string staff;
    const auto pin = hash_pin(kPin, random, 1'000);
    for (const auto& each : kStaff) {
        staff += fmt::format("[[staff]]\nnumber = \"{}\"\ndisplay_name = \"样例\"\nrole = \"{}\"\nbranch = \"B001\"\npin_hash = \"{}\"\nqualifications = {}\n",
                             each.number, each.role, pin, each.qualifications);
    }
    std::ofstream(folder / "staff.toml") << staff;
    ImportReport report;
    EXPECT_TRUE(import_staff(folder / "staff.toml", *store, report));
    for (const auto& each : kStaff) {
        if (signed_in.find(each.number) != std::string_view::npos) {
            EXPECT_TRUE(desk->sign_in({each.number, std::string{kPin}}));
        }
    }
}

Session Hall::as(const std::string& number) const {
    for (const auto& each : kStaff) {
        if (number == each.number) return {StaffId{number}, branch, each.role, "tablet-" + number};
    }
    ADD_FAILURE() << "nobody is " << number;
    return session;
}

AlertId Hall::stuck(const std::string& kiosk) {
    const Terminal at{KioskId{kiosk}, branch, kiosk};
    EXPECT_TRUE(desk->notice(at, {IdempotencyKey{next_key()}, "stuck", "F02", "service", "", std::nullopt}));
    const auto alerts = publisher.alerts();
    return alerts.back().id;
}

AlertId Hall::help(const std::string& kiosk) {
    const Terminal at{KioskId{kiosk}, branch, kiosk};
    const auto out = desk->call_staff(at, {IdempotencyKey{next_key()}, "F02", "service", "", std::nullopt});
    EXPECT_TRUE(out);
    return out->alert;
}

protocol::Alert Hall::alert(const AlertId& id) {
    auto found = desk->find_alert(as("3001"), id);
    EXPECT_TRUE(found) << found.error().text();
    return found ? *found : protocol::Alert{};
}

Result<protocol::Alert> Hall::take(const std::string& staff, const AlertId& id) {
    return desk->claim(as(staff), id, {IdempotencyKey{next_key()}, alert(id).version});
}

Result<protocol::Alert> Hall::pass(const std::string& staff, const AlertId& id, const std::string& to_staff, const std::string& to_role) {
    return desk->transfer(as(staff), id, {IdempotencyKey{next_key()}, alert(id).version, to_staff, to_role});
}

Result<protocol::Alert> Hall::close(const std::string& staff, const AlertId& id, const std::string& outcome) {
    return desk->record_outcome(as(staff), id, {IdempotencyKey{next_key()}, alert(id).version, outcome});
}

Result<protocol::Alert> Hall::release(const std::string& staff, const AlertId& id, const std::string& why) {
    return desk->release(as(staff), id, {IdempotencyKey{next_key()}, alert(id).version, why});
}

void Hall::duty(const std::string& staff, const std::string& state, const std::string& zone) {
    const auto said = desk->set_duty(as(staff), {IdempotencyKey{next_key()}, state, zone, 0});
    EXPECT_TRUE(said) << said.error().text();
}

void Hall::wait(Milliseconds time) {
    clock.advance(time);
    EXPECT_TRUE(desk->run_due_jobs());
}

std::string Hall::story(const AlertId& id) {
    std::string told;
    EXPECT_TRUE(store->read([&](store::Connection& connection) -> Result<void> {
        for (const auto& each : store::Alerts(connection).changes_of(id)) told += (told.empty() ? "" : " ") + each.what;
        return {};
    }));
    return told;
}

}  // namespace silverlane::desk
