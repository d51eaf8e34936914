// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A Unix socket that takes one request a line and answers one line, served inside the kiosk's own poll: nothing here waits. For tests and
// support only; the file is readable by its owner only and removed at the end. It knows no request.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace silverlane::kiosk {

class LineSocket {
public:
    /// The path appears when connections are accepted, not before. Errors: conflict when somebody listens there already; io.
    static Result<std::unique_ptr<LineSocket>> open(const std::filesystem::path& path);
    ~LineSocket();
    LineSocket(const LineSocket&) = delete;
    LineSocket& operator=(const LineSocket&) = delete;

    /// What becomes readable when serve() has something to do; appended.
    void add_to(std::vector<int>& descriptors) const;
    /// An answer did not fit into the socket: serve() should be called again soon.
    [[nodiscard]] bool has_unsent() const;
    /// Takes what has come and answers each complete line with `answer`.
    void serve(const std::function<std::string(const std::string&)>& answer);

private:
    struct Peer { std::string incoming, outgoing; };
    LineSocket(std::filesystem::path path, int listener) : path_(std::move(path)), listener_(listener) {}
    void accept_new();
    bool read_from(int descriptor, Peer& peer, const std::function<std::string(const std::string&)>& answer);
    bool write_to(int descriptor, Peer& peer);

    std::filesystem::path path_;
    int listener_;
    std::map<int, Peer> peers_;
};

}  // namespace silverlane::kiosk
