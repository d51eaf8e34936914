// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/queue/queue_protocol.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "base/hexadecimal.h"
#include "base/keyed_hash.h"
#include "base/utf8.h"

namespace silverlane::drivers::queue {

namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 32;
constexpr std::size_t kLongestId = 128;
constexpr std::size_t kLongestWord = 32;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestPersonal = 256;
constexpr std::size_t kMostIdentifiers = 8;

/// The value below a pointer, or null. A pointer into something that is no object is simply absent.
const Json* find(const Json& root, const std::string& pointer) {
    if (pointer.empty()) return nullptr;
    try {
        const Json::json_pointer path{pointer};
        return root.contains(path) ? &root.at(path) : nullptr;
    } catch (const Json::exception&) {
        return nullptr;   // "/a/x" into an array: contains() throws on an index that is no number
    }
}

/// A text or whole number as text; empty when it is absent, too long, of another type, or holds control characters.
std::string text_at(const Json& root, const std::string& pointer, std::size_t longest) {
    const Json* value = find(root, pointer);
    if (value == nullptr) return {};
    if (value->is_number_integer()) return value->dump();
    if (!value->is_string()) return {};
    const auto& text = value->get_ref<const std::string&>();
    const bool clean = std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return clean && text.size() <= longest ? text : std::string{};
}

std::string first_at(const Json& root, const std::vector<std::string>& pointers, std::size_t longest) {
    for (const std::string& pointer : pointers) {
        std::string text = text_at(root, pointer, longest);
        if (!text.empty()) return text;
    }
    return {};
}

/// Overwrites every text of the tree: names and numbers that nobody asked for go the same way as those that were hashed.
void zero_texts(Json& node) {
    if (node.is_string()) return zero(node.get_ref<std::string&>());
    if (!node.is_structured()) return;
    for (Json& child : node) zero_texts(child);
}

std::optional<EventMeaning> meaning_of(const Profile& profile, const std::string& event, const std::string& state) {
    const auto look_up = [&](const std::string& name) -> std::optional<EventMeaning> {
        const auto found = std::find_if(profile.events.begin(), profile.events.end(), [&](const auto& entry) { return entry.first == name; });
        if (found == profile.events.end()) return std::nullopt;
        return found->second;
    };
    if (!state.empty()) {
        if (const auto refined = look_up(event + ' ' + state)) return refined;
    }
    return look_up(event);
}

std::optional<protocol::EvidenceIdentifier> hashed_identifier(const Json& entry) {
    static constexpr std::array<std::pair<std::string_view, protocol::IdentifierKind>, 5> kKinds = {{
        {"phone", protocol::IdentifierKind::phone}, {"phone_tail", protocol::IdentifierKind::phone_tail},
        {"card", protocol::IdentifierKind::card}, {"customer_reference", protocol::IdentifierKind::customer_reference},
        {"device", protocol::IdentifierKind::device}}};
    static constexpr std::array<std::pair<std::string_view, protocol::Proof>, 4> kProofs = {{
        {"possession", protocol::Proof::possession}, {"authenticated", protocol::Proof::authenticated}, {"claim", protocol::Proof::claim},
        {"corroboration", protocol::Proof::corroboration}}};
    const std::string type = text_at(entry, "/type", kLongestWord);
    const std::string proof = text_at(entry, "/proof", kLongestWord);
    const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& known) { return known.first == type; });
    const auto strength = std::find_if(kProofs.begin(), kProofs.end(), [&](const auto& known) { return known.first == proof; });
    const auto bytes = from_hexadecimal(text_at(entry, "/value", 64));
    if (kind == kKinds.end() || !bytes || bytes->size() != 32) return std::nullopt;
    protocol::EvidenceIdentifier identifier;
    identifier.kind = kind->second;
    identifier.proof = strength == kProofs.end() ? protocol::Proof::corroboration : strength->second;
    std::copy(bytes->begin(), bytes->end(), identifier.hash.bytes.begin());
    return identifier;
}

/// The tree, or nothing; deeper than kDeepest is nothing too.
std::optional<Json> parse(std::string_view body) {
    bool too_deep = false;
    const auto watch = [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > kDeepest;
        return !too_deep;
    };
    Json root = Json::parse(body.begin(), body.end(), watch, false);
    if (too_deep || !root.is_object()) return std::nullopt;
    return root;
}

TicketEvent event_in(const Profile& profile, const Json& root, std::string name, EventMeaning meaning) {
    const ProfileFields& fields = profile.fields;
    TicketEvent event;
    event.meaning = meaning;
    event.event = std::move(name);
    event.event_id = text_at(root, fields.event_id, kLongestId);
    event.branch = text_at(root, fields.branch, kLongestId);
    event.visit = text_at(root, fields.visit, kLongestId);
    event.event_time_text = text_at(root, fields.event_time, kLongestId);
    event.event_time = read_time(profile, event.event_time_text);
    const std::string label = text_at(root, fields.ticket, std::string::npos);   // as long as the body may be
    event.ticket = beginning_of_utf8(label, protocol::kLongestTicketLabel);
    event.ticket_was_cut = event.ticket.size() < label.size();
    event.service = first_at(root, fields.service, kLongestName);
    for (const std::string& pointer : fields.window) {
        if (event.window == 0) event.window = window_in(text_at(root, pointer, kLongestName));
    }
    event.customer_reference = PrivateText{first_at(root, fields.customer_reference, kLongestPersonal)};
    event.phone = PrivateText{first_at(root, fields.phone, kLongestPersonal)};
    if (const Json* list = find(root, fields.hashed_identifiers); list != nullptr && list->is_array()) {
        for (const Json& entry : *list) {
            if (event.hashed.size() == kMostIdentifiers) break;
            if (const auto identifier = hashed_identifier(entry)) event.hashed.push_back(*identifier);
        }
    }
    return event;
}

}  // namespace

std::string_view name_of(Unusable reason) {
    switch (reason) {
        case Unusable::not_utf8: return "not_utf8";
        case Unusable::malformed: return "malformed";
        case Unusable::missing_visit: return "missing_visit";
        case Unusable::unknown_event: return "unknown_event";
    }
    return "unknown";
}

std::variant<TicketEvent, Unusable> read_event(const Profile& profile, std::string_view body) {
    if (!is_valid_utf8(body)) return Unusable::not_utf8;
    std::optional<Json> root = parse(body);
    if (!root) return Unusable::malformed;
    std::string name = text_at(*root, profile.event, kLongestId);
    const auto meaning = meaning_of(profile, name, text_at(*root, profile.state, kLongestId));
    std::variant<TicketEvent, Unusable> outcome = Unusable::unknown_event;
    if (meaning) outcome = event_in(profile, *root, std::move(name), *meaning);
    zero_texts(*root);
    if (const auto* event = std::get_if<TicketEvent>(&outcome)) {
        if (event->meaning != EventMeaning::ignored && event->visit.empty()) return Unusable::missing_visit;
    }
    return outcome;
}

std::optional<UtcTime> read_time(const Profile& profile, std::string_view text) {
    const bool null = text.empty() || std::any_of(profile.null_dates.begin(), profile.null_dates.end(),
                                                  [&](const std::string& start) { return text.starts_with(start); });
    if (null) return std::nullopt;
    if (const auto time = parse_rfc3339(text)) return *time;
    if (!profile.zone) return std::nullopt;
    const auto local = parse_rfc3339(std::string(text) + 'Z');
    if (!local) return std::nullopt;
    return *local - *profile.zone;
}

int window_in(std::string_view name) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto first = std::find_if(name.begin(), name.end(), is_digit);
    const auto behind = std::find_if_not(first, name.end(), is_digit);
    if (std::any_of(behind, name.end(), is_digit)) return 0;
    int number = 0;
    for (auto at = first; at != behind; ++at) {
        number = number * 10 + (*at - '0');
        if (number > protocol::kLargestWindow) return 0;
    }
    return number;
}

std::string identity_of(const Profile& profile, const TicketEvent& event) {
    std::string identity;
    for (const std::string& part : profile.deduplicate_by) {
        identity += '\n';
        if (part == "branch") identity += event.branch;
        else if (part == "visit") identity += event.visit;
        else if (part == "event") identity += event.event;
        else if (part == "event_time") identity += event.event_time_text;
        else if (part == "event_id") identity += event.event_id;
    }
    return identity;
}

std::int64_t rest_queue_id(std::int64_t composite) {
    constexpr std::int64_t kUnit = 100'000'000'000;
    return composite < kUnit / 2 ? composite : (composite + kUnit / 2) / kUnit;
}

bool token_is_right(std::string_view presented, std::string_view token) {
    constexpr std::string_view kScheme = "Bearer ";
    if (presented.starts_with(kScheme)) presented.remove_prefix(kScheme.size());
    return !token.empty() && equal_in_constant_time(presented, token);
}

bool signature_is_right(std::string_view presented, std::string_view body, std::string_view secret) {
    constexpr std::string_view kPrefix = "sha256=";
    if (presented.starts_with(kPrefix)) presented.remove_prefix(kPrefix.size());
    const auto bytes = from_hexadecimal(presented);
    if (!bytes || secret.empty()) return false;
    std::array<std::uint8_t, 32> wanted{};
    unsigned length = 0;
    SILVERLANE_CHECK(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                          reinterpret_cast<const unsigned char*>(body.data()), body.size(), wanted.data(), &length) != nullptr);
    return equal_in_constant_time(*bytes, wanted);
}

}  // namespace silverlane::drivers::queue
