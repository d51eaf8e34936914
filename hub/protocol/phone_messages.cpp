// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/protocol/phone_messages.h"

#include "hub/protocol/field_checks.h"
#include "hub/protocol/field_reader.h"
#include "hub/protocol/json_writer.h"
#include "hub/protocol/wait_codec.h"

namespace silverlane::protocol {

namespace {

constexpr std::size_t kLongestCode = 512;

/// The fields that PhoneView and PhonePlace have in common, under the same names.
template <class View>
void write_place(JsonWriter& json, const View& view) {
    json.text("ticket_label", view.ticket_label);
    json.text("ticket_state", view.ticket_state);
    json.integer("ahead", view.ahead);
    json.key("wait");
    write(json, view.wait);
    json.integer("window", view.window);
    json.integer("calls", view.calls);
}

}  // namespace

Result<PhoneOpen> phone_open_from_json(std::string_view text) {
    FieldReader reader(text);
    PhoneOpen open{reader.text_or_empty("visit_code", kLongestCode), reader.text_or_empty("portal_token", kLongestCode)};
    if (open.visit_code.empty() == open.portal_token.empty()) reader.mistake("visit_code", "exactly one of visit_code and portal_token");
    return reader.finish_with(std::move(open));
}

std::string to_json(const PhoneView& view) {
    JsonWriter json;
    json.begin_object();
    json.text("bank_name_zh", view.bank_name_zh);
    json.text("bank_name_en", view.bank_name_en);
    json.text("branch_name_zh", view.branch_name_zh);
    json.text("branch_name_en", view.branch_name_en);
    json.text("contact_phone", view.contact_phone);
    write_place(json, view);
    json.text("visit_code", view.visit_code);
    json.key("consents");
    json.begin_array();
    for (const auto& each : view.consents) {
        json.begin_object();
        json.text("purpose", each.purpose);
        if (each.chosen) json.boolean("chosen", *each.chosen);
        json.text("text_version", each.text_version);
        json.boolean("may_agree", each.may_agree);
        json.end_object();
    }
    json.end_array();
    json.boolean("can_choose", view.can_choose);
    json.boolean("choices_last", view.choices_last);
    json.integer("consent_record_days", view.consent_record_days);
    json.end_object();
    return json.take();
}

std::string to_json(const PhonePlace& place) {
    JsonWriter json(256);
    json.begin_object();
    write_place(json, place);
    json.end_object();
    return json.take();
}

Result<PhoneChoice> phone_choice_from_json(std::string_view text) {
    FieldReader reader(text);
    PhoneChoice choice;
    choice.key = IdempotencyKey{reader.text("key")};
    choice.purpose = read_word(reader, "purpose", {"service", "wifi", "marketing"});
    choice.granted = reader.boolean("granted");
    choice.text_version = reader.text("text_version", 64);
    return reader.finish_with(std::move(choice));
}

Result<PhoneForget> phone_forget_from_json(std::string_view text) {
    FieldReader reader(text);
    PhoneForget forget{IdempotencyKey{reader.text("key")}};
    return reader.finish_with(std::move(forget));
}

}  // namespace silverlane::protocol
