// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Where one HTTP/1.1 message ends and the next begins (RFC 9112, sections 2.2, 6 and 7), from bytes that arrive in any pieces and with
// hard bounds on what is held. Private to net. A value owned by one connection; no socket and no clock here. It does not read the
// meaning of a head: its owner does, and answers head_complete with begin_body().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace silverlane::net {

struct BodyFraming {
    enum class Kind { none, length, chunked, until_close };
    Kind kind = Kind::none;
    std::uint64_t length = 0;
};

class MessageReader {
public:
    enum class State { head, head_complete, body, complete, head_too_large, body_too_large, malformed };

    MessageReader(std::size_t longest_head, std::size_t longest_body) : longest_head_(longest_head), longest_body_(longest_body) {}
    /// A body may be about a person: no byte of it stays when the connection or the exchange goes.
    ~MessageReader();
    MessageReader(const MessageReader&) = delete;
    MessageReader& operator=(const MessageReader&) = delete;

    /// More bytes from the peer. What is beyond this message is kept for next().
    State feed(std::string_view bytes);
    /// The peer ended its side: completes a body that lasts until then, and cuts any other message short (malformed).
    State end_of_input();
    /// Answers head_complete.
    State begin_body(BodyFraming framing);
    /// Answers complete: goes on with the bytes that were already there.
    State next();

    [[nodiscard]] State state() const { return state_; }
    /// Nothing of a message has come yet.
    [[nodiscard]] bool untouched() const { return state_ == State::head && buffer_.empty(); }
    /// Start line and field lines, each with its CR LF, without the empty line.
    [[nodiscard]] const std::string& head() const { return head_; }
    /// Bytes of this message, and of what follows it, that are held at this moment.
    [[nodiscard]] std::size_t held() const { return buffer_.size() + head_.size() + body_.size(); }
    /// The body as far as it came; the bound counts only what was not taken.
    std::string take_body();

private:
    enum class ChunkPart { size, data, data_end, trailer };

    State advance();
    bool read_head();
    bool read_body();
    bool read_counted();
    bool read_chunked();
    bool read_chunk_size();
    bool read_trailer();
    /// The next line without CR LF into `line_`; false: not complete yet, or broken (then the state says so).
    bool take_line(std::size_t longest);
    bool stop(State state);
    /// Moves up to `most` bytes into the body; false when there were none, or the bound was met.
    bool move_to_body(std::uint64_t most);

    const std::size_t longest_head_;
    const std::size_t longest_body_;
    State state_ = State::head;
    std::string buffer_;
    std::size_t taken_ = 0;         ///< of the buffer, by the body that is being read; given up once a feed, not once a chunk
    std::size_t empty_lines_ = 0;   ///< before this message's start line
    std::size_t line_start_ = 0;
    std::size_t scanned_ = 0;
    std::string head_;
    std::string body_;
    std::string line_;
    BodyFraming framing_;
    std::uint64_t remaining_ = 0;
    std::size_t trailer_bytes_ = 0;
    ChunkPart chunk_part_ = ChunkPart::size;
};

}  // namespace silverlane::net
