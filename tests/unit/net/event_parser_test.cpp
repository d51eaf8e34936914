// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/event_parser.h"

#include <vector>

#include <gtest/gtest.h>

#include "net/event_stream.h"

namespace silverlane::net {
namespace {

std::vector<StreamedEvent> parsed(std::string_view text, std::size_t piece) {
    EventParser parser{10'000};
    std::vector<StreamedEvent> events;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        EXPECT_TRUE(parser.feed(text.substr(at, piece)));
        while (auto event = parser.next()) events.push_back(*event);
    }
    return events;
}

TEST(EventParser, ReadsEveryLineEndingInAnyPieces) {
    const std::string text = "\xEF\xBB\xBF: hello\r\nid: 1\r\nevent: alert\r\ndata: a\r\ndata:  b\r\n\r\n"
                             "data: bare\rdata: returns\r\rid: 3\ndata\n\nid: 4\n\nretry: 10\ndata:x\n\ndata: unfinished";
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
        const auto events = parsed(text, piece);
        ASSERT_EQ(events.size(), 4U) << "pieces of " << piece;
        EXPECT_EQ(events[0].id, "1");
        EXPECT_EQ(events[0].name, "alert");
        EXPECT_EQ(events[0].data, "a\n b");
        EXPECT_EQ(events[1].id, "1");  // the last id stays
        EXPECT_EQ(events[1].name, "message");
        EXPECT_EQ(events[1].data, "bare\nreturns");
        EXPECT_EQ(events[2].id, "3");
        EXPECT_EQ(events[2].data, "");
        EXPECT_EQ(events[3].id, "4");
        EXPECT_EQ(events[3].data, "x");
    }
}

TEST(EventParser, ReadsWhatFrameEventWrites) {
    const auto events = parsed(frame_event("0791:12", "alert", R"({"a":1})"), 3);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].id, "0791:12");
    EXPECT_EQ(events[0].name, "alert");
    EXPECT_EQ(events[0].data, R"({"a":1})");
}

TEST(EventParser, GivesUpOnAnEventWithoutEnd) {
    EventParser one_line{100};
    EXPECT_FALSE(one_line.feed("data: " + std::string(200, 'x')));
    EventParser many_lines{100};
    bool still = true;
    for (int i = 0; i < 100 && still; ++i) still = many_lines.feed("data: 0123456789\n");
    EXPECT_FALSE(still);
}

}  // namespace
}  // namespace silverlane::net
