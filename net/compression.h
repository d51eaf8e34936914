// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Packs what is sent often and made once: the files of a page. Pure; any thread. Nothing that holds a secret beside something a stranger
// chose is to be packed, because the size would tell about the secret.
#pragma once

#include <string>
#include <string_view>

namespace silverlane::net {

/// `plain` as a gzip member (RFC 1952) at the highest effort; the same bytes for the same text.
std::string gzip(std::string_view plain);

}  // namespace silverlane::net
