// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/queue/visit_code.h"

#include <fmt/format.h>

namespace silverlane::queue {

namespace {
constexpr std::string_view kPrefix = "SL1.";
constexpr std::size_t kDigits = 32;
std::string signature(const HashKey& key, const BranchId& branch, std::string_view ticket) {
    return key.hash(fmt::format("visit-code|{}|{}", branch.text, ticket)).hexadecimal().substr(0, kDigits);
}
std::string_view without_address(std::string_view code) {
    const auto mark = code.rfind('#');
    return mark == std::string_view::npos ? code : code.substr(mark + 1);
}
}  // namespace

std::string make_visit_code(const HashKey& key, const BranchId& branch, const TicketId& ticket) {
    return fmt::format("{}{}.{}", kPrefix, ticket.text, signature(key, branch, ticket.text));
}

std::optional<TicketId> ticket_named_by(std::string_view code) {
    code = without_address(code);
    if (code.size() <= kPrefix.size() + kDigits + 1 || code.size() > 128 || code.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
    const auto dot = code.size() - kDigits - 1;
    if (code[dot] != '.' || dot == kPrefix.size()) return std::nullopt;
    return TicketId{std::string{code.substr(kPrefix.size(), dot - kPrefix.size())}};
}

std::optional<TicketId> read_visit_code(const HashKey& key, const BranchId& branch, std::string_view code) {
    auto ticket = ticket_named_by(code);
    if (!ticket || !equal_in_constant_time(code.substr(code.size() - kDigits), signature(key, branch, ticket->text))) return std::nullopt;
    return ticket;
}

}  // namespace silverlane::queue
