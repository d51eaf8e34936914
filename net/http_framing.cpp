// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_framing.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/private_text.h"

namespace silverlane::net {
namespace {

constexpr std::size_t kLongestChunkLine = 256;
constexpr std::size_t kMostChunkDigits = 15;  // 60 bits: sums cannot overflow
constexpr std::size_t kMostEmptyLines = 4;    // before a start line: RFC 9112, 2.2 asks for one

int hexadecimal_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

MessageReader::~MessageReader() {
    zero(buffer_);
    zero(body_);
}

MessageReader::State MessageReader::feed(std::string_view bytes) {
    buffer_.append(bytes);
    return advance();
}

MessageReader::State MessageReader::end_of_input() {
    if (state_ == State::body && framing_.kind == BodyFraming::Kind::until_close) {
        state_ = State::complete;
    } else if (state_ != State::complete) {
        state_ = State::malformed;
    }
    return state_;
}

MessageReader::State MessageReader::begin_body(BodyFraming framing) {
    SILVERLANE_CHECK(state_ == State::head_complete);
    framing_ = framing;
    remaining_ = framing.kind == BodyFraming::Kind::length ? framing.length : 0;
    trailer_bytes_ = 0;
    chunk_part_ = ChunkPart::size;
    if (framing.kind == BodyFraming::Kind::none || (framing.kind == BodyFraming::Kind::length && framing.length == 0)) {
        state_ = State::complete;
    } else if (framing.kind == BodyFraming::Kind::length && framing.length > longest_body_) {
        state_ = State::body_too_large;
    } else {
        state_ = State::body;
    }
    return advance();
}

MessageReader::State MessageReader::next() {
    SILVERLANE_CHECK(state_ == State::complete);
    head_.clear();
    body_.clear();
    if (buffer_.empty()) zero(buffer_);  // what was moved to the body still stands in its room
    line_start_ = scanned_ = empty_lines_ = 0;
    state_ = State::head;
    return advance();
}

std::string MessageReader::take_body() { return std::exchange(body_, std::string{}); }

MessageReader::State MessageReader::advance() {
    while ((state_ == State::head && read_head()) || (state_ == State::body && read_body())) {
    }
    buffer_.erase(0, std::exchange(taken_, 0));
    return state_;
}

bool MessageReader::stop(State state) {
    state_ = state;
    return false;
}

bool MessageReader::read_head() {
    // Another protocol (a TLS hello on a plain port) is told apart by its first byte instead of being waited for.
    if (!buffer_.empty() && static_cast<unsigned char>(buffer_[0]) < 0x20 && buffer_[0] != '\r') return stop(State::malformed);
    for (;;) {
        const auto line_feed = buffer_.find('\n', scanned_);
        if (line_feed == std::string::npos) break;
        // A bare LF ends a line for some readers and not for others; that is how requests are smuggled.
        if (line_feed == 0 || buffer_[line_feed - 1] != '\r') return stop(State::malformed);
        const bool empty_line = line_feed - line_start_ == 1;
        scanned_ = line_feed + 1;
        if (!empty_line) {
            line_start_ = scanned_;
        } else if (line_start_ == 0) {
            if (++empty_lines_ > kMostEmptyLines) return stop(State::malformed);
            buffer_.erase(0, scanned_);  // RFC 9112, 2.2: empty lines before the start line are passed over
            scanned_ = 0;
        } else {
            if (line_start_ > longest_head_) return stop(State::head_too_large);
            head_ = buffer_.substr(0, line_start_);
            buffer_.erase(0, scanned_);
            return stop(State::head_complete);
        }
    }
    scanned_ = buffer_.size();
    if (buffer_.size() > longest_head_) return stop(State::head_too_large);
    return false;
}

bool MessageReader::read_body() {
    if (framing_.kind == BodyFraming::Kind::chunked) return read_chunked();
    if (framing_.kind == BodyFraming::Kind::until_close) return move_to_body(buffer_.size() - taken_);
    return read_counted();
}

bool MessageReader::read_counted() {
    if (!move_to_body(remaining_)) return false;
    if (remaining_ == 0) state_ = State::complete;
    return true;
}

bool MessageReader::move_to_body(std::uint64_t most) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(most, buffer_.size() - taken_));
    if (count == 0) return false;
    if (body_.size() + count > longest_body_) return stop(State::body_too_large);
    body_.append(buffer_, taken_, count);
    taken_ += count;
    if (framing_.kind != BodyFraming::Kind::until_close) remaining_ -= count;
    return true;
}

bool MessageReader::read_chunked() {
    switch (chunk_part_) {
        case ChunkPart::size: return read_chunk_size();
        case ChunkPart::data:
            if (!move_to_body(remaining_)) return false;
            if (remaining_ == 0) chunk_part_ = ChunkPart::data_end;
            return true;
        case ChunkPart::data_end:
            if (!take_line(2)) return false;
            if (!line_.empty()) return stop(State::malformed);
            chunk_part_ = ChunkPart::size;
            return true;
        case ChunkPart::trailer: return read_trailer();
    }
    return false;
}

bool MessageReader::read_chunk_size() {
    if (!take_line(kLongestChunkLine)) return false;
    std::size_t digits = 0;
    remaining_ = 0;
    while (digits < line_.size() && hexadecimal_digit(line_[digits]) >= 0) {
        if (digits == kMostChunkDigits) return stop(State::body_too_large);
        remaining_ = remaining_ * 16 + static_cast<std::uint64_t>(hexadecimal_digit(line_[digits]));
        ++digits;
    }
    const bool ends_well = digits == line_.size() || line_[digits] == ';' || line_[digits] == ' ' || line_[digits] == '\t';
    if (digits == 0 || !ends_well) return stop(State::malformed);
    if (remaining_ > longest_body_ - std::min(longest_body_, body_.size())) return stop(State::body_too_large);
    chunk_part_ = remaining_ == 0 ? ChunkPart::trailer : ChunkPart::data;
    return true;
}

bool MessageReader::read_trailer() {
    if (!take_line(longest_head_)) return false;
    trailer_bytes_ += line_.size();
    if (trailer_bytes_ > longest_head_) return stop(State::head_too_large);
    if (line_.empty()) state_ = State::complete;  // the fields themselves are dropped: RFC 9112, 7.1.2
    return true;
}

bool MessageReader::take_line(std::size_t longest) {
    const auto line_feed = buffer_.find('\n', taken_);
    if (line_feed == std::string::npos) {
        if (buffer_.size() - taken_ > longest) return stop(State::malformed);
        return false;
    }
    const std::size_t length = line_feed - taken_;
    if (length == 0 || buffer_[line_feed - 1] != '\r' || length > longest + 1) return stop(State::malformed);
    line_.assign(buffer_, taken_, length - 1);
    taken_ = line_feed + 1;
    return true;
}

}  // namespace silverlane::net
