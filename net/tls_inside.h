// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The Poco half of TlsContext, for the two files of net that touch it. Included by no header.
#pragma once

#include <Poco/Net/Context.h>

#include "net/tls.h"

namespace silverlane::net {

struct TlsContext::Inside {
    Poco::Net::Context::Ptr context;
};

}  // namespace silverlane::net
