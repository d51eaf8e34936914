// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_framing.h"

#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

namespace silverlane::net {
namespace {

using State = MessageReader::State;
using Kind = BodyFraming::Kind;

TEST(MessageReader, FindsHeadAndBodyWhateverThePiecesAre) {
    const std::string message = "POST /a HTTP/1.1\r\nHost: x\r\n\r\nhello";
    for (std::size_t piece = 1; piece <= message.size(); ++piece) {
        MessageReader reader{1'000, 1'000};
        for (std::size_t at = 0; at < message.size(); at += piece) {
            reader.feed(std::string_view{message}.substr(at, piece));
            if (reader.state() == State::head_complete) reader.begin_body({Kind::length, 5});
        }
        EXPECT_EQ(reader.state(), State::complete) << "pieces of " << piece;
        EXPECT_EQ(reader.head(), "POST /a HTTP/1.1\r\nHost: x\r\n");
        EXPECT_EQ(reader.take_body(), "hello");
    }
}

TEST(MessageReader, ReadsChunksWithExtensionsAndTrailersInAnyPieces) {
    const std::string message = "H\r\n\r\n4;name=\"v\"\r\nWiki\r\n5 \r\npedia\r\n0\r\nExpires: never\r\n\r\nNEXT";
    for (std::size_t piece = 1; piece <= message.size(); ++piece) {
        MessageReader reader{1'000, 1'000};
        for (std::size_t at = 0; at < message.size(); at += piece) {
            reader.feed(std::string_view{message}.substr(at, piece));
            if (reader.state() == State::head_complete) reader.begin_body({Kind::chunked, 0});
        }
        ASSERT_EQ(reader.state(), State::complete) << "pieces of " << piece;
        EXPECT_EQ(reader.take_body(), "Wikipedia");
        EXPECT_EQ(reader.next(), State::head);
        EXPECT_FALSE(reader.untouched());  // NEXT is already there
    }
}

TEST(MessageReader, GoesOnWithARequestThatCameEarly) {
    MessageReader reader{1'000, 1'000};
    ASSERT_EQ(reader.feed("A\r\n\r\n\r\nB\r\n\r\n"), State::head_complete);
    EXPECT_EQ(reader.head(), "A\r\n");
    ASSERT_EQ(reader.begin_body({}), State::complete);
    ASSERT_EQ(reader.next(), State::head_complete);
    EXPECT_EQ(reader.head(), "B\r\n");
}

TEST(MessageReader, PassesOverAFewEmptyLinesAndNotOverAFlood) {
    MessageReader few{1'000, 1'000};
    EXPECT_EQ(few.feed("\r\n\r\nA\r\n\r\n"), State::head_complete);
    MessageReader flood{1'000, 1'000};
    State state = State::head;
    for (int i = 0; i < 100 && state == State::head; ++i) state = flood.feed("\r\n");
    EXPECT_EQ(state, State::malformed);
}

/// Reads a body of single bytes, each a chunk of its own, in pieces of `piece` bytes; how long that took, the best of some times.
std::chrono::nanoseconds time_of_tiny_chunks(std::size_t chunks, std::size_t piece) {
    std::string message;
    for (std::size_t i = 0; i < chunks; ++i) message += "1\r\nx\r\n";
    message += "0\r\n\r\n";
    auto best = std::chrono::nanoseconds::max();
    for (int times = 0; times < 7; ++times) {
        MessageReader reader{1'000, chunks};
        reader.feed("H\r\n\r\n");
        reader.begin_body({Kind::chunked, 0});
        const auto begun = std::chrono::steady_clock::now();
        for (std::size_t at = 0; at < message.size(); at += piece) reader.feed(std::string_view{message}.substr(at, piece));
        best = std::min(best, std::chrono::nanoseconds{std::chrono::steady_clock::now() - begun});
        EXPECT_EQ(reader.state(), State::complete);
        EXPECT_EQ(reader.held(), 2 + 1 + chunks);   // head and body
    }
    return best;
}

TEST(MessageReader, ChunksOfOneByteCostNoMoreInALargePieceThanInASmallOne) {
    // One thread reads for everybody: what an attacker sends must not cost more than its length.
    const auto small = time_of_tiny_chunks(60'000, 512);
    const auto large = time_of_tiny_chunks(60'000, 16'384);
    EXPECT_LT(large.count(), 3 * small.count());
}

TEST(MessageReader, HoldsNoMoreThanItsBounds) {
    MessageReader endless_head{100, 100};
    EXPECT_EQ(endless_head.feed(std::string(101, 'a')), State::head_too_large);
    MessageReader long_head{100, 100};
    EXPECT_EQ(long_head.feed(std::string(200, 'a') + "\r\n\r\n"), State::head_too_large);
    MessageReader counted{100, 100};
    counted.feed("H\r\n\r\n");
    EXPECT_EQ(counted.begin_body({Kind::length, 101}), State::body_too_large);
    MessageReader one_chunk{100, 100};
    one_chunk.feed("H\r\n\r\n");
    one_chunk.begin_body({Kind::chunked, 0});
    EXPECT_EQ(one_chunk.feed("65\r\n"), State::body_too_large);  // 101, said before a byte of it came
    MessageReader many_chunks{100, 100};
    many_chunks.feed("H\r\n\r\n");
    many_chunks.begin_body({Kind::chunked, 0});
    const std::string sixty = "3c\r\n" + std::string(60, 'x') + "\r\n";
    EXPECT_EQ(many_chunks.feed(sixty), State::body);
    EXPECT_EQ(many_chunks.feed(sixty), State::body_too_large);
    MessageReader overflowing{100, 100};
    overflowing.feed("H\r\n\r\n");
    overflowing.begin_body({Kind::chunked, 0});
    EXPECT_EQ(overflowing.feed("10000000000000005\r\n"), State::body_too_large);
    MessageReader endless_trailer{100, 100};
    endless_trailer.feed("H\r\n\r\n");
    endless_trailer.begin_body({Kind::chunked, 0});
    endless_trailer.feed("0\r\n");
    for (int i = 0; i < 20 && endless_trailer.state() == State::body; ++i) endless_trailer.feed("Name: value\r\n");
    EXPECT_EQ(endless_trailer.state(), State::head_too_large);
}

TEST(MessageReader, RefusesWhatReadersUnderstandDifferently) {
    MessageReader bare_line_feed{100, 100};
    EXPECT_EQ(bare_line_feed.feed("GET / HTTP/1.1\nHost: x\n\n"), State::malformed);
    MessageReader tls_hello{100, 100};
    EXPECT_EQ(tls_hello.feed(std::string_view{"\x16\x03\x01", 3}), State::malformed);
    for (const char* chunk : {"g\r\n", "\r\n", "-1\r\n", "0x4\r\n", "4\nWiki\r\n", "4\r\nWikiX\r\n"}) {
        MessageReader reader{100, 100};
        reader.feed("H\r\n\r\n");
        reader.begin_body({Kind::chunked, 0});
        EXPECT_EQ(reader.feed(chunk), State::malformed) << chunk;
    }
}

TEST(MessageReader, TellsACutMessageFromOneThatEndsByClosing) {
    MessageReader cut{100, 100};
    cut.feed("H\r\n\r\n");
    cut.begin_body({Kind::length, 10});
    cut.feed("half");
    EXPECT_EQ(cut.end_of_input(), State::malformed);
    MessageReader until_close{100, 100};
    until_close.feed("H\r\n\r\n");
    until_close.begin_body({Kind::until_close, 0});
    until_close.feed("all of it");
    EXPECT_EQ(until_close.end_of_input(), State::complete);
    EXPECT_EQ(until_close.take_body(), "all of it");
}

}  // namespace
}  // namespace silverlane::net
