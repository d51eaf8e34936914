// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What both ends need before TLS can be spoken: the library made ready once for the process, and contexts that hold certificates and
// rules (TLS 1.2 or newer, certificates verified by clients). Private to net. A context may be shared by all threads.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/result.h"

namespace silverlane::net {

/// Makes Poco's TLS ready and ignores SIGPIPE (a peer that went away is an error value here, not a signal). Any thread, any number of times.
void prepare_network();

class TlsContext {
public:
    /// Errors: io (a file is missing or unreadable), forbidden (others than its owner may read the key), invalid_input (certificate and key do not fit).
    static Result<std::shared_ptr<const TlsContext>> for_server(const std::filesystem::path& certificate, const std::filesystem::path& key);
    /// `trusted`: a PEM file with the only trusted authorities or certificates; absent: the machine's authorities.
    static Result<std::shared_ptr<const TlsContext>> for_client(const std::optional<std::filesystem::path>& trusted);

    struct Inside;
    explicit TlsContext(std::unique_ptr<Inside> inside);
    ~TlsContext();
    [[nodiscard]] const Inside& inside() const { return *inside_; }

private:
    std::unique_ptr<Inside> inside_;
};

}  // namespace silverlane::net
