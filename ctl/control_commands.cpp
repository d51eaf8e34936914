// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "ctl/commands.h"

namespace silverlane::ctl {

namespace {

Result<std::string> ask_socket(const std::string& path, const std::string& line) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return Error{ErrorCode::invalid_input, "the socket's path is too long: " + path};
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval longest{5, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    std::string answer;
    const std::string message = line + '\n';
    bool sent = false;
    if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        sent = send(descriptor, message.data(), message.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(message.size());
    }
    char buffer[4096];
    while (sent && answer.find('\n') == std::string::npos) {
        const ssize_t got = recv(descriptor, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        answer.append(buffer, static_cast<std::size_t>(got));
    }
    close(descriptor);
    if (!sent) return Error{ErrorCode::unavailable, "nobody listens at " + path + "; start the kiosk with --control " + path + " (test_control = true in its kiosk.toml), or name the socket that it was started with"};
    if (answer.empty()) return Error{ErrorCode::timed_out, "no answer from " + path};
    return answer.substr(0, answer.find('\n'));
}

}  // namespace

namespace {

Result<void> ask_and_print(const std::string& socket, const nlohmann::json& message) {
    auto answer = ask_socket(socket, message.dump());
    if (!answer) return answer.error();
    std::puts(answer->c_str());
    if (answer->find("\"error\"") != std::string::npos) return Error{ErrorCode::invalid_input, "the kiosk refused"};
    return {};
}

}  // namespace

Result<void> device(const Words& words) {
    if (words.size() < 3) {
        return Error{ErrorCode::invalid_input,
                     "write SOCKET, a device (scanner, card, printer, card_slot, pin_pad, passbook or private_ear) and what happens to it, for example silverlanectl device kiosk.socket card sample-card-0001"};
    }
    std::string data = words[2];
    for (std::size_t i = 3; i < words.size(); ++i) data += ' ' + words[i];
    return ask_and_print(words[0], {{"do", "device"}, {"kind", words[1]}, {"data", data}});
}

Result<void> picture(const Words& words) {
    if (words.size() != 2) return Error{ErrorCode::invalid_input, "write SOCKET and a file, for example silverlanectl picture kiosk.socket /tmp/kiosk.png"};
    return ask_and_print(words[0], {{"do", "screenshot"}, {"path", words[1]}});
}

Result<void> press(const Words& words) {
    if (words.size() != 2) return Error{ErrorCode::invalid_input, "write SOCKET and a node, for example silverlanectl press kiosk.socket answer.take_ticket"};
    return ask_and_print(words[0], {{"do", "press"}, {"node", words[1]}});
}

}  // namespace silverlane::ctl
