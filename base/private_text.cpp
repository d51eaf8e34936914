// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "base/private_text.h"

#include <cstring>

namespace silverlane {

void zero(std::string& text) {
    // explicit_bzero also covers the small-string buffer; capacity, because a shrunk string keeps its old bytes.
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

}  // namespace silverlane
