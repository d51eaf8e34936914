// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "hub/http/routes.h"

namespace silverlane::http {
namespace {

using nlohmann::json;

json document() {
    std::ifstream file(SILVERLANE_SOURCE_DIR "/docs/api/openapi.json");
    return json::parse(file);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

TEST(ApiDocumentTest, the_document_and_the_route_table_name_the_same_routes) {
    const json paths = document().at("paths");
    std::set<std::string> documented;
    for (const auto& [path, operations] : paths.items()) {
        for (const auto& [method, operation] : operations.items()) documented.insert(method + " " + path);
    }
    std::set<std::string> answered;
    for (const Route& route : all_routes()) answered.insert(lower(route.method) + " " + std::string(route.pattern));
    EXPECT_EQ(documented, answered);
}

TEST(ApiDocumentTest, the_document_says_who_may_call_each_route) {
    const json paths = document().at("paths");
    for (const Route& route : all_routes()) {
        const json& operation = paths.at(std::string(route.pattern)).at(lower(route.method));
        const json& security = operation.at("security");
        const std::string expected = route.caller == Caller::terminal ? "device" : route.caller == Caller::staff ? "session"
                                     : route.caller == Caller::phone ? "phone" : "";
        if (expected.empty()) {
            EXPECT_TRUE(security.empty()) << route.pattern;
        } else {
            ASSERT_EQ(security.size(), 1U) << route.pattern;
            EXPECT_TRUE(security[0].contains(expected)) << route.pattern;
        }
        // A phone is let in whatever it shows.
        const bool may_be_unknown = route.caller != Caller::anyone && route.caller != Caller::phone_page && route.caller != Caller::phone_newcomer;
        EXPECT_EQ(operation.at("responses").contains("401"), may_be_unknown) << route.pattern;
        const bool has_rate = route.caller == Caller::staff || route.caller == Caller::phone || route.caller == Caller::phone_newcomer;
        if (!has_rate) continue;
        ASSERT_TRUE(operation.at("responses").contains("429")) << route.pattern;
        EXPECT_EQ(operation.at("responses").at("429").at("$ref"), "#/components/responses/TooOften") << route.pattern;
    }
}

TEST(ApiDocumentTest, every_reference_leads_somewhere_and_every_schema_is_used) {
    const json whole = document();
    std::set<std::string> used;
    std::function<void(const json&)> walk = [&](const json& node) {
        if (node.is_object() && node.contains("$ref")) {
            const std::string target = node.at("$ref").get<std::string>();
            ASSERT_TRUE(target.starts_with("#/")) << target;
            EXPECT_TRUE(whole.contains(json::json_pointer(target.substr(1)))) << target;
            used.insert(target.substr(target.rfind('/') + 1));
        }
        for (const auto& child : node) {
            if (child.is_structured()) walk(child);
        }
    };
    walk(whole);
    for (const auto& [name, schema] : whole.at("components").at("schemas").items()) EXPECT_TRUE(used.contains(name)) << name;
}

}  // namespace
}  // namespace silverlane::http
