// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A desk on a real SQLite file with a small invented bank, a clock that tests turn, and a publisher that remembers. For tests and hub_bench.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/keyed_hash.h"
#include "base/pin_hash.h"
#include "base/random_source.h"
#include "hub/decision/rules.h"
#include "hub/desk/bank_import.h"
#include "hub/desk/desk.h"
#include "hub/store/sqlite/sqlite_store.h"

namespace silverlane::desk {

class RememberingPublisher final : public Publisher {
public:
    void publish(const BranchEvent& event) override {
        const std::lock_guard lock(mutex_);
        if (remember) events_.push_back(event);
    }
    void tell_now(const BranchId& branch, const std::string& audience, std::string_view name, const std::string& data) override {
        const std::lock_guard lock(mutex_);
        told_now_.push_back({branch, 0, std::string{name}, audience, data});
    }
    [[nodiscard]] std::size_t staff_listening(const BranchId&) const override { return listening; }
    [[nodiscard]] bool is_listening(const BranchId&, const StaffId& staff) const override {
        const std::lock_guard lock(mutex_);
        return listening > 0 && !away_.contains(staff.text);
    }
    /// This person's tablet is out of reach, or back.
    void set_away(const std::string& staff, bool away) {
        const std::lock_guard lock(mutex_);
        if (away) away_.insert(staff);
        else away_.erase(staff);
    }
    /// What was told to who listens and is kept for nobody.
    [[nodiscard]] std::vector<BranchEvent> told_now() const {
        const std::lock_guard lock(mutex_);
        return told_now_;
    }
    [[nodiscard]] std::vector<BranchEvent> events() const {
        const std::lock_guard lock(mutex_);
        return events_;
    }
    /// Alerts as tablets got them, in order.
    [[nodiscard]] std::vector<protocol::Alert> alerts() const;
    [[nodiscard]] std::vector<protocol::KioskEvent> kiosk_events(std::string_view kiosk) const;

    std::atomic<std::size_t> listening{1};
    bool remember = true;

private:
    mutable std::mutex mutex_;
    std::vector<BranchEvent> events_, told_now_;
    std::set<std::string> away_;
};

class RememberingLog final : public EventLog {
public:
    void write(const LogEvent& event) override {
        const std::lock_guard lock(mutex_);
        names_.push_back(event.name());
        for (const auto& [field, value] : event.fields()) lines_.push_back(field + "=" + value);
    }
    [[nodiscard]] std::size_t count(std::string_view name) const;
    /// Everything that was written, as a program writes it.
    [[nodiscard]] std::string all() const;

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
    std::vector<std::string> names_;
};

/// One customer of the invented bank, as customers.jsonl says it.
struct SamplePerson {
    int number = 1;
    std::string surname = "王";
    std::string gender = "female";
    std::string birth = "1954-03-02";
    std::string products = "[]";
    std::vector<std::string> granted = {"service", "wifi"};
    std::string preferences = "null";
    std::string tags = "[]";
    int risk_level = 2;
    std::string relationship_manager = {};
};

class SampleBank {
public:
    /// With a seed two banks make the same ids; without one they are the system's.
    explicit SampleBank(std::optional<std::uint64_t> seed = std::nullopt);
    ~SampleBank();
    SampleBank(const SampleBank&) = delete;
    SampleBank& operator=(const SampleBank&) = delete;

    /// Opens the store and starts the desk on what is in the folder.
    void open();
    void close();
    /// A copy of the database as it is on disk now, as after a power cut; opens the desk on it.
    void cut_power_and_reopen();
    void add(const SamplePerson& person) { add(std::vector<SamplePerson>{person}); }
    void add(const std::vector<SamplePerson>& people);

    [[nodiscard]] protocol::Arrival wifi(int person, std::string key, protocol::EvidenceKind kind = protocol::EvidenceKind::wifi_start) const;
    [[nodiscard]] protocol::EvidenceIdentifier card(int person) const;
    [[nodiscard]] protocol::EvidenceIdentifier tail(int person, protocol::Proof proof = protocol::Proof::claim) const;
    [[nodiscard]] protocol::TicketRequest ticket_request(std::string key) const;
    /// Takes a ticket with the card of customer 1 tapped on the way.
    Result<protocol::TicketIssued> ticket_with_card(std::string key);
    [[nodiscard]] Result<protocol::Alert> claim(const protocol::Alert& alert, const std::string& staff, const std::string& key);
    /// The only open alert.
    [[nodiscard]] protocol::Alert only_alert();
    [[nodiscard]] std::vector<protocol::Alert> open_alerts();
    [[nodiscard]] std::string counted(std::string_view counter) const;

    std::filesystem::path folder;
    std::filesystem::path file;
    ManualClock clock;
    const std::unique_ptr<RandomSource> random_source;
    RandomSource& random;
    RememberingLog log;
    RememberingPublisher publisher;
    IdentifierHasher hasher;
    DeskSettings settings;
    decision::Rules rules = decision::service_only_rules();
    int most_pages = 0;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Desk> desk;
    const BranchId branch{"B001"};
    const Terminal terminal{KioskId{"K1"}, BranchId{"B001"}, "K1"};
    const Session session{StaffId{"1001"}, BranchId{"B001"}, "lobby_manager"};
    static constexpr std::string_view kDeviceToken = "device-token-of-k1";
    static constexpr std::string_view kPin = "2468";

private:
    [[nodiscard]] std::string customer_line(const SamplePerson& person) const;

    int copies_ = 0;
};

/// The customer of the story: 72, a deposit that matures in five days, consents to service, Wi-Fi and kept settings.
SamplePerson story_person();

}  // namespace silverlane::desk
