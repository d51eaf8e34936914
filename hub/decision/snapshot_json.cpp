// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "hub/decision/facts.h"
#include "hub/decision/snapshot_json.h"

namespace silverlane::decision {

namespace {

using protocol::JsonWriter;
using Json = nlohmann::json;

// What a new snapshot has is not written, lists of small things are arrays: a record holds a snapshot and must stay within 4 KiB.
void write_text(JsonWriter& json, std::string_view name, std::string_view value) {
    if (!value.empty()) json.text(name, value);
}
void write_number(JsonWriter& json, std::string_view name, std::int64_t value) {
    if (value != 0) json.integer(name, value);
}
void write_flag(JsonWriter& json, std::string_view name, bool value) {
    if (value) json.boolean(name, value);
}
void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& values) {
    if (!values.empty()) json.texts(name, values);
}
std::string text_of(const std::optional<Date>& date) { return date ? to_text(*date) : std::string{}; }
void write_date(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
    if (date) json.text(name, to_text(*date));
}

template <class List, class Write>
void write_rows(JsonWriter& json, std::string_view name, const List& list, Write write) {
    if (list.empty()) return;
    json.key(name);
    json.begin_array();
    for (const auto& each : list) {
        json.begin_array();
        write(each);
        json.end_array();
    }
    json.end_array();
}

void write_portrait(JsonWriter& json, const CustomerFacts& customer) {
    if (!customer.portrait_numbers.empty()) {
        json.key("portrait_numbers");
        json.begin_object();
        for (const auto& [name, value] : customer.portrait_numbers) json.integer(name, value);
        json.end_object();
    }
    if (!customer.portrait_texts.empty()) {
        json.key("portrait_texts");
        json.begin_object();
        for (const auto& [name, value] : customer.portrait_texts) json.text(name, value);
        json.end_object();
    }
}

void write_customer(JsonWriter& json, const CustomerFacts& customer) {
    json.key("customer");
    json.begin_object();
    json.text("id", customer.id.text);
    write_text(json, "gender", customer.gender);
    write_date(json, "birth", customer.birth);
    write_text(json, "tier", customer.tier);
    write_number(json, "asset_band", customer.asset_band);
    write_number(json, "risk_level", customer.risk_level);
    write_date(json, "risk_assessed", customer.risk_assessed);
    write_rows(json, "holdings", customer.holdings, [&](const Holding& each) {
        json.text(each.kind);
        json.text(text_of(each.matures));
        json.integer(each.risk);
        json.integer(each.amount_band);
    });
    write_texts(json, "tags", customer.tags);
    write_texts(json, "consents", customer.consents);
    write_flag(json, "own_staff", customer.own_staff);
    write_date(json, "customer_since", customer.customer_since);
    write_date(json, "first_visit", customer.first_visit);
    write_number(json, "visits_in_30_days", customer.visits_in_30_days);
    write_text(json, "relationship_manager", customer.relationship_manager.text);
    write_rows(json, "contacts", customer.contacts, [&](const Contact& each) {
        json.text(to_text(each.day));
        for (const auto* text : {&each.channel, &each.outcome, &each.campaign.text, &each.group}) json.text(*text);
    });
    write_rows(json, "rests", customer.rests, [&](const Rest& each) {
        json.text(each.campaign.text);
        json.text(each.group);
        json.text(to_text(each.until));
        json.text(each.why);
    });
    write_rows(json, "signals", customer.signals, [&](const Signal& each) {
        json.text(each.kind);
        json.text(each.product_class);
        json.text(to_text(each.day));
        json.integer(each.strength);
    });
    write_portrait(json, customer);
    json.end_object();
}

void write_visit(JsonWriter& json, const VisitFacts& visit) {
    json.key("visit");
    json.begin_object();
    write_text(json, "id", visit.visit.text);
    write_text(json, "branch", visit.branch.text);
    write_text(json, "path", visit.branch_path);
    write_texts(json, "evidence", visit.evidence);
    write_text(json, "service", visit.service);
    write_flag(json, "priority", visit.priority);
    write_texts(json, "needs", visit.needs);
    write_flag(json, "claimed", visit.claimed);
    write_number(json, "waited", visit.waited_minutes);
    write_number(json, "ahead", visit.ahead);
    if (visit.minutes_to_call) json.integer("to_call", *visit.minutes_to_call);
    write_flag(json, "in_trouble", visit.in_trouble);
    std::vector<std::string> shown;
    for (const auto& each : visit.shown_in_visit) shown.push_back(each.text);
    write_texts(json, "shown", shown);
    write_texts(json, "told", visit.told_in_visit);
    json.end_object();
}

void write_branch(JsonWriter& json, const BranchFacts& branch) {
    json.key("branch");
    json.begin_object();
    write_number(json, "on_duty", branch.staff_on_duty);
    write_number(json, "free", branch.staff_free);
    write_texts(json, "qualifications", branch.qualifications_present);
    write_rows(json, "use", branch.use, [&](const CampaignUse& each) {
        json.text(each.campaign.text);
        json.integer(each.in_all);
        json.integer(each.today_here);
        json.integer(each.today_by_staff_least);
        if (each.stock_left) json.integer(*each.stock_left);
    });
    json.end_object();
}

/// Reads straight through; the first mistake is kept.
class Reader {
public:
    explicit Reader(const Json& object, std::string place) : object_(object), place_(std::move(place)) {
        if (!object.is_object()) wrong("", "an object");
    }
    [[nodiscard]] const Json* find(std::string_view name) const {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(name);
        return found == object_.end() ? nullptr : &*found;
    }
    std::string text(std::string_view name) {
        const auto* found = find(name);
        if (found == nullptr) return {};
        if (found->is_string()) return found->get<std::string>();
        wrong(name, "a text");
        return {};
    }
    std::int64_t number(std::string_view name) {
        const auto* found = find(name);
        if (found == nullptr) return 0;
        if (found->is_number_integer()) return found->get<std::int64_t>();
        wrong(name, "a whole number");
        return 0;
    }
    int small(std::string_view name) { return in_range(number(name), name); }
    int in_range(std::int64_t value, std::string_view name) {
        if (value >= INT32_MIN && value <= INT32_MAX) return static_cast<int>(value);
        wrong(name, "a number of 32 bits");
        return 0;
    }
    bool flag(std::string_view name) {
        const auto* found = find(name);
        if (found == nullptr) return false;
        if (found->is_boolean()) return found->get<bool>();
        wrong(name, "true or false");
        return false;
    }
    std::optional<Date> date_of(const std::string& text_of_date, std::string_view name) {
        if (text_of_date.empty()) return std::nullopt;
        auto date = parse_date(text_of_date);
        if (date) return *date;
        wrong(name, "a day as 2026-11-27");
        return std::nullopt;
    }
    std::optional<Date> date(std::string_view name) { return date_of(text(name), name); }
    std::vector<std::string> texts(std::string_view name) {
        std::vector<std::string> values;
        const auto* found = find(name);
        if (found == nullptr) return values;
        const bool all = found->is_array() && std::all_of(found->begin(), found->end(), [](const Json& each) { return each.is_string(); });
        if (!all) wrong(name, "a list of texts");
        else values = found->get<std::vector<std::string>>();
        return values;
    }
    /// Calls `read(row)` for every row of `texts` texts and `numbers` whole numbers, in the order that `shape` says: 's' and 'n'; '?' a number that may be absent.
    template <class Read>
    void rows(std::string_view name, std::string_view shape, Read read) {
        const auto* found = find(name);
        if (found == nullptr) return;
        if (!found->is_array()) wrong(name, "a list of rows");
        for (const auto& row : *found) {
            if (!fits(row, shape)) wrong(fmt::format("{}", name), fmt::format("rows of {}", shape));
            if (!mistake_.empty()) return;
            read(row);
        }
    }
    void wrong(std::string_view name, std::string_view expected) {
        if (mistake_.empty()) mistake_ = fmt::format("{}{}{}: expected {}", place_, name.empty() ? "" : ".", name, expected);
    }
    [[nodiscard]] const std::string& mistake() const { return mistake_; }

private:
    static bool fits(const Json& row, std::string_view shape) {
        if (!row.is_array() || row.size() > shape.size()) return false;
        for (std::size_t i = 0; i < shape.size(); ++i) {
            if (i >= row.size()) return shape[i] == '?';
            if (shape[i] == 's' ? !row[i].is_string() : !row[i].is_number_integer()) return false;
        }
        return true;
    }

    const Json& object_;
    std::string place_;
    std::string mistake_;
};

std::string at(const Json& row, std::size_t column) { return row[column].get<std::string>(); }

void read_history(Reader& reader, CustomerFacts& customer) {
    const auto number = [&](const Json& row, std::size_t column) { return reader.in_range(row[column].get<std::int64_t>(), "a number of a row"); };
    const auto day = [&](const Json& row, std::size_t column, std::string_view name) { return reader.date_of(at(row, column), name).value_or(Date{}); };
    reader.rows("holdings", "ssnn", [&](const Json& row) {
        customer.holdings.push_back({at(row, 0), reader.date_of(at(row, 1), "holdings"), number(row, 2), number(row, 3)});
    });
    reader.rows("contacts", "sssss", [&](const Json& row) {
        customer.contacts.push_back({day(row, 0, "contacts"), at(row, 1), at(row, 2), CampaignId{at(row, 3)}, at(row, 4)});
    });
    reader.rows("rests", "ssss", [&](const Json& row) { customer.rests.push_back({CampaignId{at(row, 0)}, at(row, 1), day(row, 2, "rests"), at(row, 3)}); });
    reader.rows("signals", "sssn", [&](const Json& row) { customer.signals.push_back({at(row, 0), at(row, 1), day(row, 2, "signals"), number(row, 3)}); });
}

void read_portrait(Reader& reader, CustomerFacts& customer) {
    if (const auto* numbers = reader.find("portrait_numbers")) {
        for (const auto& [name, value] : numbers->items()) {
            if (value.is_number_integer()) customer.portrait_numbers.emplace(name, value.get<std::int64_t>());
            else reader.wrong("portrait_numbers", "whole numbers");
        }
    }
    if (const auto* texts = reader.find("portrait_texts")) {
        for (const auto& [name, value] : texts->items()) {
            if (value.is_string()) customer.portrait_texts.emplace(name, value.get<std::string>());
            else reader.wrong("portrait_texts", "texts");
        }
    }
}

CustomerFacts read_customer(Reader& reader) {
    CustomerFacts customer;
    customer.id = CustomerId{reader.text("id")};
    customer.gender = reader.text("gender");
    customer.birth = reader.date("birth");
    customer.tier = reader.text("tier");
    customer.asset_band = reader.small("asset_band");
    customer.risk_level = reader.small("risk_level");
    customer.risk_assessed = reader.date("risk_assessed");
    customer.tags = reader.texts("tags");
    customer.consents = reader.texts("consents");
    customer.own_staff = reader.flag("own_staff");
    customer.customer_since = reader.date("customer_since");
    customer.first_visit = reader.date("first_visit");
    customer.visits_in_30_days = reader.small("visits_in_30_days");
    customer.relationship_manager = StaffId{reader.text("relationship_manager")};
    read_history(reader, customer);
    read_portrait(reader, customer);
    return customer;
}

VisitFacts read_visit(Reader& reader) {
    VisitFacts visit;
    visit.visit = VisitId{reader.text("id")};
    visit.branch = BranchId{reader.text("branch")};
    visit.branch_path = reader.text("path");
    visit.evidence = reader.texts("evidence");
    visit.service = reader.text("service");
    visit.priority = reader.flag("priority");
    visit.needs = reader.texts("needs");
    visit.claimed = reader.flag("claimed");
    visit.waited_minutes = reader.small("waited");
    visit.ahead = reader.small("ahead");
    if (reader.find("to_call") != nullptr) visit.minutes_to_call = reader.small("to_call");
    visit.in_trouble = reader.flag("in_trouble");
    for (auto& each : reader.texts("shown")) visit.shown_in_visit.emplace_back(std::move(each));
    visit.told_in_visit = reader.texts("told");
    return visit;
}

BranchFacts read_branch(Reader& reader) {
    BranchFacts branch;
    branch.staff_on_duty = reader.small("on_duty");
    branch.staff_free = reader.small("free");
    branch.qualifications_present = reader.texts("qualifications");
    reader.rows("use", "snnn?", [&](const Json& row) {
        const auto number = [&](std::size_t column) { return reader.in_range(row[column].get<std::int64_t>(), "use"); };
        branch.use.push_back({CampaignId{at(row, 0)}, number(1), number(2), number(3), row.size() > 4 ? std::optional{number(4)} : std::nullopt});
    });
    return branch;
}

}  // namespace

void write(protocol::JsonWriter& json, const Snapshot& snapshot) {
    json.begin_object();
    json.text("trigger", name_of(snapshot.trigger));
    json.text("day", to_text(snapshot.today));
    json.integer("minute", snapshot.minute_of_day);
    if (snapshot.customer) write_customer(json, *snapshot.customer);
    write_visit(json, snapshot.visit);
    write_branch(json, snapshot.branch);
    json.end_object();
}

std::string to_json(const Snapshot& snapshot) {
    JsonWriter json;
    write(json, snapshot);
    return json.take();
}

Result<Snapshot> snapshot_from(const nlohmann::json& tree) {
    static const Json empty = Json::object();
    Reader root(tree, "snapshot");
    Snapshot snapshot;
    const auto trigger = root.text("trigger");
    const std::array known{Trigger::arrival, Trigger::ticket, Trigger::long_wait, Trigger::kiosk_offer};
    const auto found = std::find_if(known.begin(), known.end(), [&](Trigger each) { return name_of(each) == trigger; });
    if (found == known.end()) root.wrong("trigger", "arrival, ticket, long_wait or kiosk_offer");
    else snapshot.trigger = *found;
    const auto day = root.date("day");
    if (!day) root.wrong("day", "a day as 2026-11-27");
    snapshot.today = day.value_or(Date{});
    snapshot.minute_of_day = root.small("minute");
    std::string mistake = root.mistake();
    const auto part = [&](std::string_view name, auto read) {
        const auto* object = root.find(name);
        Reader reader(object == nullptr ? empty : *object, "snapshot." + std::string{name});
        read(reader);
        if (mistake.empty()) mistake = reader.mistake();
    };
    if (root.find("customer") != nullptr) part("customer", [&](Reader& reader) { snapshot.customer = read_customer(reader); });
    part("visit", [&](Reader& reader) { snapshot.visit = read_visit(reader); });
    part("branch", [&](Reader& reader) { snapshot.branch = read_branch(reader); });
    if (!mistake.empty()) return Error(ErrorCode::invalid_input, mistake);
    return snapshot;
}

Result<Snapshot> snapshot_from_json(std::string_view json) {
    const auto tree = Json::parse(json, nullptr, false);
    if (tree.is_discarded()) return Error(ErrorCode::invalid_input, "a snapshot is JSON");
    return snapshot_from(tree);
}

}  // namespace silverlane::decision
