// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Text about a person (a name, a phone number, a card token) that cannot be printed, logged, compared with a literal or spoken by
// accident: it has no formatter, no conversion and no stream operator. It is read only through named doors, and a lint counts the
// places that open one. The bytes are zeroed when the value goes. Values, any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace silverlane {

/// Overwrites the bytes before they are given back to the allocator; not removed by the optimiser.
void zero(std::string& text);

/// Zeroes a text of somebody else when the scope ends: a message's bytes, which a codec or a socket needs as a plain string for a moment.
class ZeroedAfterUse {
public:
    explicit ZeroedAfterUse(std::string& text) : text_(text) {}
    ~ZeroedAfterUse() { zero(text_); }
    ZeroedAfterUse(const ZeroedAfterUse&) = delete;
    ZeroedAfterUse& operator=(const ZeroedAfterUse&) = delete;

private:
    std::string& text_;
};

/// Who may read a private text. A new door is a decision of its own (docs/architecture.md, "Private values").
enum class PrivateDoor {
    protocol_codec,   ///< to the hub or the tablet, over TLS
    glyph_drawing,    ///< pixels, where "hide screen" can cover them
    private_speech,   ///< handset or headphone, never the loudspeaker
    keyed_hash,       ///< becomes a hash, and is gone
    storage,          ///< a column whose retention the schema states
    device,           ///< bytes to a printer that hands them to the person
    wording,          ///< becomes words or figures inside another private text, and nothing else
};

class PrivateText {
public:
    PrivateText() = default;
    explicit PrivateText(const std::string& text) : text_(text) {}
    explicit PrivateText(std::string&& text) { take(text); }
    PrivateText(const PrivateText&) = default;
    PrivateText(PrivateText&& other) noexcept { take(other.text_); }
    PrivateText& operator=(PrivateText other) noexcept { take(other.text_); return *this; }
    ~PrivateText() { zero(text_); }

    [[nodiscard]] bool empty() const { return text_.empty(); }

    /// The text, for the one purpose that the door names.
    [[nodiscard]] std::string_view open(PrivateDoor door) const { static_cast<void>(door); return text_; }

private:
    /// A moved string leaves its bytes behind where it was short enough to stand inside the object; here nothing stays.
    void take(std::string& other) noexcept;

    std::string text_;
};

/// Distinct types, so that a name is never handed over where a number is meant.
struct CustomerName { PrivateText text; };
struct PhoneNumber { PrivateText text; };
struct CardToken { PrivateText text; };

}  // namespace silverlane
