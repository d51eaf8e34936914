// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Plays a WLAN controller: one Accounting-Request Start (RFC 2866), repeated until it is answered, three times at most.
#include <cstdio>
#include <cstdlib>

#include "base/clock.h"
#include "base/random_source.h"
#include "base/secret_text.h"
#include "ctl/arguments.h"
#include "ctl/commands.h"
#include "drivers/wifi/wifi_protocol.h"
#include "net/udp_receiver.h"

namespace silverlane::ctl {

namespace {

namespace wifi = drivers::wifi;

wifi::Bytes start_packet(const std::string& reference, const std::string& station, std::string_view secret, RandomSource& random) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(SystemClock{}.now().time_since_epoch()).count();
    return wifi::RequestBuilder(wifi::Code::accounting_request, static_cast<std::uint8_t>(random.below(256)))
        .add(wifi::AttributeType::status_type, wifi::kStart)
        .add(wifi::AttributeType::session, make_token(4, random))
        .add(wifi::AttributeType::nas_identifier, "silverlanectl")
        .add(wifi::AttributeType::called_station, station)
        .add(wifi::AttributeType::nas_port_type, std::uint32_t{19})
        .add(wifi::AttributeType::event_timestamp, static_cast<std::uint32_t>(seconds))
        .add(wifi::AttributeType::class_, reference)
        .sign(secret);
}

}  // namespace

Result<void> arrive(const Words& words) {
    auto arguments = Arguments::parse(words, {"address", "port", "secret", "reference", "station"});
    if (!arguments) return arguments.error();
    const auto port = arguments->integer("port", 1813);
    const auto secret_file = arguments->required("secret", "the file with the secret that the Wi-Fi controller and its receiver share", "/etc/silverlane/radius.secret");
    const auto reference = arguments->required("reference", "the bank's reference of the customer behind the receiver's class_prefix", "CIF:sample-0001");
    if (!port) return port.error();
    if (!secret_file) return secret_file.error();
    if (!reference) return reference.error();
    auto secret = SecretText::load(*secret_file);
    if (!secret) return secret.error();
    auto socket = net::UdpReceiver::bind("0.0.0.0", 0, 65'536);
    if (!socket) return socket.error();
    SystemRandom random;
    net::Datagram receiver;
    receiver.peer_address = arguments->option("address").value_or("127.0.0.1");
    receiver.peer_port = static_cast<std::uint16_t>(*port);
    const auto packet = start_packet(*reference, arguments->option("station").value_or("96-F7-FF-9A-BF-33:Bank-Guest"), secret->bytes(), random);
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (auto sent = (*socket)->answer(receiver, packet); !sent) return sent.error();
        const auto answer = (*socket)->receive(Milliseconds{3'000});
        if (!answer) continue;
        if (answer->bytes.size() < 20 || answer->bytes[0] != 5 || answer->bytes[1] != packet[1]) continue;
        std::puts("answered: the arrival is durable");
        if (reference->find(':') == std::string::npos) std::puts("no prefix stands before the reference; a receiver whose class_prefix is CIF: knows nobody by it: --reference CIF:...");
        return {};
    }
    return Error{ErrorCode::timed_out, "no answer from " + receiver.peer_address + ':' + std::to_string(*port) +
                                           "; wrong port or secret, or the receiver cannot write to its disk"};
}

}  // namespace silverlane::ctl
