// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include <array>

#include "hub/queue/code_picture.h"
#include "hub/queue/portal_token.h"
#include "hub/queue/visit_code.h"

namespace silverlane::queue {
namespace {

HashKey key(std::uint8_t value) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(value);
    return HashKey{bytes};
}

PortalClaim claim() { return {BranchId{"0791"}, "branch-0791-ap1", PrivateText{"5F3A9C01"}, UtcTime{Milliseconds{1'795'747'200'000}}}; }

TEST(PortalToken, TheClaimComesBackUnderItsKeyOnly) {
    const auto token = make_portal_token(key(3), claim());
    const auto read = read_portal_token(key(3), token);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->branch, claim().branch);
    EXPECT_EQ(read->nas, claim().nas);
    EXPECT_EQ(read->expires, claim().expires);
    EXPECT_EQ(read->session.open(PrivateDoor::protocol_codec), "5F3A9C01");
    EXPECT_FALSE(read_portal_token(key(4), token));
    EXPECT_TRUE(read_portal_token(key(3), "https://hub.example/phone/#" + token));
}

/// What docs/phone.md tells a portal's maker to write, computed there with openssl: a portal in any language makes the same.
TEST(PortalToken, TheDocumentedExampleIsWhatIsMade) {
    EXPECT_EQ(make_portal_token(key(0x11), claim()),
              "SP1.30373931.1795747200.6272616e63682d303739312d617031.3546334139433031.a7a112d5297a21f64b0834f64bb6b423");
}

TEST(PortalToken, EveryChangedOrMissingCharacterIsNoticed) {
    const auto token = make_portal_token(key(3), claim());
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto forged = token;
        forged[i] = forged[i] == '0' ? '1' : '0';
        EXPECT_FALSE(read_portal_token(key(3), forged)) << i;
        EXPECT_FALSE(read_portal_token(key(3), token.substr(0, i))) << i;
    }
    EXPECT_FALSE(read_portal_token(key(3), std::string(100'000, '.')));
}

TEST(VisitCode, AnAddressInFrontIsPassedOver) {
    const auto code = make_visit_code(key(1), BranchId{"B1"}, TicketId{"01JDTICKET"});
    EXPECT_EQ(read_visit_code(key(1), BranchId{"B1"}, "https://hub.example:8443/phone/#" + code), TicketId{"01JDTICKET"});
    EXPECT_EQ(ticket_named_by("https://hub.example/phone/#" + code), TicketId{"01JDTICKET"});
    EXPECT_EQ(ticket_named_by(code), TicketId{"01JDTICKET"});
    EXPECT_FALSE(ticket_named_by("https://hub.example/phone/#"));
    EXPECT_FALSE(ticket_named_by("SL1.." + std::string(32, '0')));
}

TEST(CodePicture, IsAPlainPictureWithAQuietZoneAndNothingThatRuns) {
    const auto picture = code_picture(make_visit_code(key(1), BranchId{"B1"}, TicketId{"01JDTICKET"}));
    ASSERT_TRUE(picture);
    EXPECT_TRUE(picture->starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
    // The finder pattern's upper edge: seven dark modules, four from either side.
    EXPECT_NE(picture->find("M4 4h7v1h-7z"), std::string::npos);
    for (const auto* bad : {"<script", "href", "style", "onload"}) EXPECT_EQ(picture->find(bad), std::string::npos) << bad;
    EXPECT_FALSE(code_picture(std::string(5'000, 'x')));
}

}  // namespace
}  // namespace silverlane::queue
