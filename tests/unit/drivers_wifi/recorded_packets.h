// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The recorded packets of drivers/wifi/traces, by id. For tests; one thread.
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/hexadecimal.h"
#include "drivers/wifi/wifi_protocol.h"

namespace silverlane::drivers::wifi {

struct RecordedPacket {
    std::string id;
    std::string secret;
    Bytes request;
    Bytes response;   ///< empty when none was recorded
};

inline std::vector<RecordedPacket> recorded_packets(const std::string& group) {
    std::ifstream stream(SILVERLANE_SOURCE_DIR "/drivers/wifi/traces/radius-vectors.json");
    const auto all = nlohmann::json::parse(stream);
    std::vector<RecordedPacket> packets;
    for (const auto& entry : all.at(group)) {
        RecordedPacket packet{entry.at("id"), entry.at("secret"), *from_hexadecimal(entry.at("request").get<std::string>()), {}};
        if (entry.contains("response") && entry["response"].is_string()) {
            packet.response = *from_hexadecimal(entry["response"].get<std::string>());
        }
        packets.push_back(std::move(packet));
    }
    return packets;
}

inline RecordedPacket recorded_packet(const std::string& id) {
    for (const char* group : {"positive", "negative"}) {
        for (RecordedPacket& packet : recorded_packets(group)) {
            if (packet.id == id) return packet;
        }
    }
    return {};
}

}  // namespace silverlane::drivers::wifi
