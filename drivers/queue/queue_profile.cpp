// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/queue_profile.h"

#include <algorithm>

namespace silverlane::drivers::queue {

namespace {

/// RFC 6901, 3: empty, or tokens that each begin with '/', and '~' only as "~0" or "~1".
bool is_pointer(std::string_view text) {
    if (text.empty()) return true;
    if (text.front() != '/') return false;
    for (std::size_t at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1)) {
        if (at + 1 >= text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return false;
    }
    return true;
}

std::string checked(config::TableReader& table, std::string_view key, std::string pointer) {
    if (is_pointer(pointer)) return pointer;
    table.mistake(key, "'" + pointer + "' is no JSON pointer", "write a path like \"/parameters/visitId\" (RFC 6901)");
    return {};
}

std::vector<std::string> read_pointers(config::TableReader& table, std::string_view key) {
    std::vector<std::string> pointers = table.texts(key);
    for (std::string& pointer : pointers) pointer = checked(table, key, std::move(pointer));
    return pointers;
}

ProfileFields read_fields(config::TableReader table) {
    ProfileFields fields;
    const auto pointer = [&](std::string_view key) { return checked(table, key, table.text(key, "")); };
    fields.event_id = pointer("event_id");
    fields.branch = pointer("branch");
    fields.visit = checked(table, "visit", table.required_text("visit"));
    fields.event_time = pointer("event_time");
    fields.ticket = pointer("ticket");
    fields.hashed_identifiers = pointer("hashed_identifiers");
    fields.service = read_pointers(table, "service");
    fields.customer_reference = read_pointers(table, "customer_reference");
    fields.phone = read_pointers(table, "phone");
    fields.window = read_pointers(table, "window");
    table.finish();
    return fields;
}

protocol::Proof read_proof(config::TableReader& table, std::string_view key, std::string_view fallback) {
    const std::string name = table.one_of(key, fallback, {"possession", "authenticated", "claim"});
    if (name == "possession") return protocol::Proof::possession;
    return name == "authenticated" ? protocol::Proof::authenticated : protocol::Proof::claim;
}

void read_events(config::TableReader table, Profile& profile) {
    for (const std::string& event : table.keys()) {
        const std::string meaning = table.one_of(event, "ignored", {"created", "called", "recalled", "ended", "ignored"});
        profile.events.emplace_back(event, meaning == "created" ? EventMeaning::created
                                           : meaning == "called" ? EventMeaning::called
                                           : meaning == "recalled" ? EventMeaning::recalled
                                           : meaning == "ended"  ? EventMeaning::ended
                                                                 : EventMeaning::ignored);
    }
}

}  // namespace

Profile read_profile(config::TableReader table) {
    Profile profile;
    profile.name = table.required_text("name");
    profile.event = checked(table, "event", table.required_text("event"));
    profile.state = checked(table, "state", table.text("state", ""));
    profile.fields = read_fields(table.table("fields"));
    config::TableReader proof = table.table("proof");
    profile.proof_of_customer_reference = read_proof(proof, "customer_reference", "possession");
    profile.proof_of_phone = read_proof(proof, "phone", "claim");
    if (proof.present()) proof.finish();
    read_events(table.table("events"), profile);
    if (profile.events.empty()) table.mistake("events", "no event is known", "add [events] with lines like VISIT_CREATE = \"created\"");
    config::TableReader time = table.table("time");
    profile.null_dates = time.texts("null");
    if (time.has("zone_offset_minutes")) profile.zone = std::chrono::minutes{time.integer("zone_offset_minutes", 0, -840, 840)};
    if (time.present()) time.finish();
    config::TableReader deduplicate = table.table("deduplicate");
    profile.deduplicate_by = deduplicate.texts("by");
    for (const std::string& part : profile.deduplicate_by) {
        const std::vector<std::string> known = {"branch", "visit", "event", "event_time", "event_id"};
        if (std::find(known.begin(), known.end(), part) == known.end()) {
            deduplicate.mistake("by", "'" + part + "' tells no events apart", "choose from branch, visit, event, event_time, event_id");
        }
    }
    if (profile.deduplicate_by.empty()) {
        table.mistake("deduplicate", "a repeated event could not be told from a new one", "add [deduplicate] by = [\"branch\", \"visit\", \"event\", \"event_time\"]");
    }
    if (deduplicate.present()) deduplicate.finish();
    table.finish();
    return profile;
}

Result<Profile> load_profile(const std::filesystem::path& file) {
    auto document = config::Document::load(file);
    if (!document) return document.error();
    config::Mistakes mistakes;
    Profile profile = read_profile(document->root(mistakes));
    if (auto result = mistakes.as_result(); !result) return result.error();
    return profile;
}

}  // namespace silverlane::drivers::queue
