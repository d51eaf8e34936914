// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// UTF-8 (RFC 3629) to code points and back. Pure; any thread. Malformed bytes become U+FFFD, one for each maximal bad run
// (Unicode 15, section 3.9), so that no input can stop a screen or a voice.
#pragma once

#include <string>
#include <string_view>

namespace silverlane {

std::u32string decode_utf8(std::string_view text);
std::string encode_utf8(std::u32string_view code_points);
void append_utf8(std::string& text, char32_t code_point);
bool is_valid_utf8(std::string_view text);
/// The longest beginning of the text that is at most `most` bytes and ends with a whole character. The text is valid UTF-8.
std::string_view beginning_of_utf8(std::string_view text, std::size_t most);

}  // namespace silverlane
