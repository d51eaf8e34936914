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

void PrivateText::take(std::string& other) noexcept {
    // Emptied first, and its heap given back: a swap of two texts that both hold something would keep half of a short one where the other's
    // capacity stood, and a copy on the stack.
    zero(text_);
    std::string{}.swap(text_);
    text_.swap(other);
    zero(other);
}

}  // namespace silverlane
