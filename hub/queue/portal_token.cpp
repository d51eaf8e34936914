// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/queue/portal_token.h"

#include <array>
#include <charconv>
#include <span>

#include <fmt/format.h>

#include "base/hexadecimal.h"

namespace silverlane::queue {

namespace {
constexpr std::string_view kPrefix = "SP1.";
constexpr std::size_t kDigits = 32;
constexpr std::size_t kLongest = 512;
constexpr std::int64_t kLatestSecond = 253'402'300'799;   // the year 9999

std::string signature(const HashKey& key, std::string_view signed_part) {
    return key.hash(fmt::format("portal|{}", signed_part)).hexadecimal().substr(0, kDigits);
}

std::string in_hexadecimal(std::string_view text) {
    return to_hexadecimal(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::optional<std::string> from_digits(std::string_view digits) {
    const auto bytes = from_hexadecimal(digits);
    if (!bytes) return std::nullopt;
    return std::string(bytes->begin(), bytes->end());
}

/// "branch.seconds.nas.session": the four parts, or nothing.
std::optional<std::array<std::string_view, 4>> parts_of(std::string_view text) {
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto dot = text.find('.');
        if ((dot == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
        parts.at(i) = text.substr(0, dot);
        if (dot != std::string_view::npos) text.remove_prefix(dot + 1);
    }
    return parts;
}

}  // namespace

std::string make_portal_token(const HashKey& key, const PortalClaim& claim) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(claim.expires.time_since_epoch()).count();
    const auto body = fmt::format("{}{}.{}.{}.{}", kPrefix, in_hexadecimal(claim.branch.text), seconds, in_hexadecimal(claim.nas),
                                  in_hexadecimal(claim.session.open(PrivateDoor::protocol_codec)));
    return fmt::format("{}.{}", body, signature(key, body));
}

std::optional<PortalClaim> read_portal_token(const HashKey& key, std::string_view token) {
    if (const auto mark = token.rfind('#'); mark != std::string_view::npos) token.remove_prefix(mark + 1);
    if (token.size() > kLongest || token.size() <= kPrefix.size() + kDigits + 1 || !token.starts_with(kPrefix)) return std::nullopt;
    const auto body = token.substr(0, token.size() - kDigits - 1);
    if (token[body.size()] != '.' || !equal_in_constant_time(token.substr(body.size() + 1), signature(key, body))) return std::nullopt;
    const auto parts = parts_of(body.substr(kPrefix.size()));
    if (!parts) return std::nullopt;
    const auto& [branch_digits, seconds_text, nas_digits, session_digits] = *parts;
    auto branch = from_digits(branch_digits);
    auto nas = from_digits(nas_digits);
    auto session = from_digits(session_digits);
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(seconds_text.data(), seconds_text.data() + seconds_text.size(), seconds);
    const bool counted = failed == std::errc{} && end == seconds_text.data() + seconds_text.size() && seconds >= 0 && seconds <= kLatestSecond;
    if (!branch || branch->empty() || !nas || !session || !counted) return std::nullopt;
    return PortalClaim{BranchId{std::move(*branch)}, std::move(*nas), PrivateText{std::move(*session)}, UtcTime{Milliseconds{seconds * 1'000}}};
}

std::string wifi_session_of(const PortalClaim& claim, const IdentifierHasher& hasher) {
    std::string name = claim.nas + '/';
    if (!claim.session.empty()) name += hasher.session(claim.session).hexadecimal().substr(0, 16);
    return name;
}

}  // namespace silverlane::queue
