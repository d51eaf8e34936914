// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/compression.h"

#include <sstream>

#include <Poco/DeflatingStream.h>

namespace silverlane::net {

std::string gzip(std::string_view plain) {
    constexpr int kHighestEffort = 9;
    std::ostringstream packed;
    Poco::DeflatingOutputStream deflate(packed, Poco::DeflatingStreamBuf::STREAM_GZIP, kHighestEffort);
    deflate.write(plain.data(), static_cast<std::streamsize>(plain.size()));
    deflate.close();
    return packed.str();
}

}  // namespace silverlane::net
