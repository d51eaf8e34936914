// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Writes JSON straight into a text, for the bodies that are written for every arrival: no tree in between. The bytes are those that the
// codecs' tree would give (no blanks, UTF-8 as it is, malformed UTF-8 replaced). It does not check that objects and arrays are closed.
// One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace silverlane::protocol {

class JsonWriter {
public:
    explicit JsonWriter(std::size_t expected_bytes = 1'024) { text_.reserve(expected_bytes); }

    /// Begin and end; inside an object each begins after key().
    void begin_object() { begin('{'); }
    void end_object() { end('}'); }
    void begin_array() { begin('['); }
    void end_array() { end(']'); }

    void key(std::string_view name);
    void text(std::string_view value);
    void boolean(bool value);
    void integer(std::int64_t value);
    void texts(const std::vector<std::string>& values);

    void text(std::string_view name, std::string_view value) { key(name); text(value); }
    void boolean(std::string_view name, bool value) { key(name); boolean(value); }
    void integer(std::string_view name, std::int64_t value) { key(name); integer(value); }
    void texts(std::string_view name, const std::vector<std::string>& values) { key(name); texts(values); }

    /// The finished text; the writer is then empty.
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void begin(char bracket);
    void end(char bracket);
    void separate();
    void quoted(std::string_view value);

    std::string text_;
    bool comma_ = false;   // something stands before in this object or array
};

}  // namespace silverlane::protocol
