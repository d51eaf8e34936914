// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "desk_fixture.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace silverlane::desk {

namespace {

std::array<std::uint8_t, 32> key_of(std::uint8_t value) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(value);
    return bytes;
}

PhoneNumber phone_of(int person) { return PhoneNumber{PrivateText{fmt::format("100{:08}", person)}}; }

std::filesystem::path fresh_folder() {
    static std::atomic<int> number{0};
    auto folder = std::filesystem::temp_directory_path() / fmt::format("silverlane-desk-{}-{}", getpid(), number++);
    std::filesystem::create_directories(folder);
    return folder;
}

}  // namespace

std::vector<protocol::Alert> RememberingPublisher::alerts() const {
    std::vector<protocol::Alert> found;
    for (const auto& event : events()) {
        if (event.name != "alert" || event.audience == "staff:teller") continue;   // the same once more, without the person
        auto alert = protocol::alert_from_json(event.data);
        EXPECT_TRUE(alert) << event.data;
        found.push_back(std::move(*alert));
    }
    return found;
}

std::vector<protocol::KioskEvent> RememberingPublisher::kiosk_events(std::string_view kiosk) const {
    std::vector<protocol::KioskEvent> found;
    for (const auto& event : events()) {
        if (event.name == "kiosk" && event.audience == fmt::format("kiosk:{}", kiosk)) found.push_back(*protocol::kiosk_event_from_json(event.data));
    }
    return found;
}

std::size_t RememberingLog::count(std::string_view name) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count(names_.begin(), names_.end(), name));
}

std::string RememberingLog::all() const {
    const std::lock_guard lock(mutex_);
    return fmt::format("{}\n{}", fmt::join(names_, "\n"), fmt::join(lines_, "\n"));
}

SamplePerson story_person() {
    SamplePerson person;
    person.products = R"([{"kind":"time_deposit","amount_fen":5000000,"matures":"2026-11-27","risk":1}])";
    person.granted = {"service", "wifi", "settings"};
    person.preferences = R"({"language":"zh-CN","text_size":"largest","theme":"black","rate_step":2,"volume_step":4})";
    return person;
}

SampleBank::SampleBank(std::optional<std::uint64_t> seed)
    : folder(fresh_folder()), file(folder / "hub.db"), clock(*parse_rfc3339("2026-11-22T02:00:00.000Z")),
      random_source(seed ? std::unique_ptr<RandomSource>(std::make_unique<SeededRandom>(*seed)) : std::make_unique<SystemRandom>()),
      random(*random_source), hasher(HashKey{key_of(5)}) {
    // The jobs thread must not race the test's clock: tests call run_due_jobs() themselves.
    settings.jobs_every = Milliseconds{3'600'000};
    // Tests go to the evening by turning the wall clock; the one about a leap says so itself.
    settings.clock_leap_held = Milliseconds{0};
    open();
    ImportReport report;
    std::ofstream(folder / "branch.toml") << fmt::format(
        "id = \"B001\"\nname_zh = \"样例支行\"\nname_en = \"Sample branch\"\ncloses_at = \"17:30\"\n"
        "[[terminal]]\nid = \"K1\"\nplace = \"K1\"\nseries = \"K\"\ntoken_hash = \"{}\"\n"
        "[[terminal]]\nid = \"K2\"\nplace = \"K2\"\nseries = \"L\"\ntoken_hash = \"{}\"\n",
        hash_token(kDeviceToken).hexadecimal(), hash_token("other").hexadecimal());
    EXPECT_TRUE(import_branch(folder / "branch.toml", *store, report));
    std::string staff;
    for (const auto* number : {"1001", "1002"}) {
        staff += fmt::format("[[staff]]\nnumber = \"{}\"\ndisplay_name = \"样例\"\nrole = \"lobby_manager\"\nbranch = \"B001\"\npin_hash = \"{}\"\n", number,
                             hash_pin(kPin, random, 1'000));
    }
    std::ofstream(folder / "staff.toml") << staff;
    EXPECT_TRUE(import_staff(folder / "staff.toml", *store, report));
    // From now on the branch's day is known to be open.
    EXPECT_TRUE(desk->run_due_jobs());
}

SampleBank::~SampleBank() {
    close();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

void SampleBank::open() {
    auto opened = store::open_sqlite_store({file, 5'000, 4, most_pages});
    ASSERT_TRUE(opened) << opened.error().text();
    store = std::move(*opened);
    auto started = Desk::start(settings, *store, rules, HashKey{key_of(9)}, publisher, clock, random, log);
    ASSERT_TRUE(started) << started.error().text();
    desk = std::move(*started);
}

void SampleBank::close() {
    desk.reset();
    store.reset();
}

void SampleBank::cut_power_and_reopen() {
    const auto cut = folder / fmt::format("cut-{}.db", ++copies_);
    std::filesystem::copy_file(file, cut);
    auto log_file = file;
    log_file += "-wal";
    auto cut_log = cut;
    cut_log += "-wal";
    if (std::filesystem::exists(log_file)) std::filesystem::copy_file(log_file, cut_log);
    close();
    file = cut;
    open();
}

std::string SampleBank::customer_line(const SamplePerson& person) const {
    std::string consents;
    for (const auto& purpose : person.granted) {
        consents += fmt::format("{}{{\"purpose\":\"{}\",\"granted\":true,\"time\":\"2026-10-01T02:00:00Z\",\"text_version\":\"2026-09\",\"channel\":\"branch\"}}",
                                consents.empty() ? "" : ",", purpose);
    }
    return fmt::format(
        "{{\"id\":\"C{0:05}\",\"surname\":\"{1}\",\"given\":\"样例\",\"gender\":\"{2}\",\"birth\":\"{3}\",\"tier\":\"C\",\"risk_level\":{4},"
        "\"risk_assessed\":\"2026-06-01\",\"phone_hash\":\"{5}\",\"card_hashes\":[\"{6}\"],\"reference_hash\":\"{7}\",\"products\":{8},\"tags\":{9},"
        "\"needs\":[],\"consents\":[{10}],\"preferences\":{11}{12}}}\n",
        person.number, person.surname, person.gender, person.birth, person.risk_level, hasher.phone(phone_of(person.number)).hexadecimal(),
        card(person.number).hash.hexadecimal(), hasher.customer_reference(PrivateText{fmt::format("sample-{:04}", person.number)}).hexadecimal(),
        person.products, person.tags, consents, person.preferences,
        person.relationship_manager.empty() ? "" : fmt::format(",\"relationship_manager\":\"{}\"", person.relationship_manager));
}

void SampleBank::add(const std::vector<SamplePerson>& people) {
    {
        std::ofstream lines(folder / "customers.jsonl");
        for (const auto& each : people) lines << customer_line(each);
    }
    ImportReport report;
    ASSERT_TRUE(import_customers(folder / "customers.jsonl", *store, clock.now(), report));
    ASSERT_EQ(report.rejected, 0) << fmt::format("{}", fmt::join(report.problems, "\n"));
}

protocol::Arrival SampleBank::wifi(int person, std::string key, protocol::EvidenceKind kind) const {
    protocol::Arrival arrival;
    arrival.key = IdempotencyKey{std::move(key)};
    arrival.branch = branch;
    arrival.source = "wifi:controller-1";
    arrival.kind = kind;
    arrival.event_time = arrival.received_time = clock.now();
    arrival.identifiers = {{protocol::IdentifierKind::customer_reference,
                            hasher.customer_reference(PrivateText{fmt::format("sample-{:04}", person)}), protocol::Proof::authenticated},
                           tail(person, protocol::Proof::authenticated)};
    arrival.session = fmt::format("10.0.0.1/session-{}", person);
    arrival.inside = true;
    arrival.place = "entrance";
    return arrival;
}

Result<protocol::TicketIssued> SampleBank::ticket_with_card(std::string key) {
    auto request = ticket_request(std::move(key));
    request.card = card(1);
    return desk->issue_ticket(terminal, request);
}

protocol::EvidenceIdentifier SampleBank::card(int person) const {
    return {protocol::IdentifierKind::card, hasher.card(CardToken{PrivateText{fmt::format("sample-card-{:04}", person)}}), protocol::Proof::possession};
}

protocol::EvidenceIdentifier SampleBank::tail(int person, protocol::Proof proof) const {
    return {protocol::IdentifierKind::phone_tail, hasher.phone_tail(phone_of(person), branch, "2026-11-22"), proof};
}

protocol::TicketRequest SampleBank::ticket_request(std::string key) const {
    protocol::TicketRequest request;
    request.key = IdempotencyKey{std::move(key)};
    request.service = "cash";
    return request;
}

Result<protocol::Alert> SampleBank::claim(const protocol::Alert& alert, const std::string& staff, const std::string& key) {
    return desk->claim({StaffId{staff}, branch, "lobby_manager"}, alert.id, {IdempotencyKey{key}, alert.version});
}

std::vector<protocol::Alert> SampleBank::open_alerts() {
    auto list = desk->open_alerts(session);
    EXPECT_TRUE(list);
    return list ? std::move(list->alerts) : std::vector<protocol::Alert>{};
}

protocol::Alert SampleBank::only_alert() {
    auto alerts = open_alerts();
    EXPECT_EQ(alerts.size(), 1U);
    return alerts.empty() ? protocol::Alert{} : alerts.front();
}

std::string SampleBank::counted(std::string_view counter) const {
    for (const auto& [name, value] : desk->counters()) {
        if (name == counter) return std::to_string(value);
    }
    return "0";
}

}  // namespace silverlane::desk
