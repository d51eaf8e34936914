// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/bank_news.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hub/desk/consent_work.h"
#include "hub/desk/customer_facts.h"
#include "hub/desk/task_work.h"

namespace silverlane::desk {

namespace {

/// Of answers, because they are what is kept until a time: a customer's id, then "purpose,purpose;task,task". Goes when the hub has taken it up.
constexpr std::string_view kKind = "bank_news";
constexpr std::chrono::hours kKept{91 * 24};
/// In one transaction, so that nobody else waits long for the writer.
constexpr int kMostAtOnce = 100;

std::string text_of(const BankNews& news) {
    std::vector<std::string> tasks;
    for (const auto& each : news.tasks) tasks.push_back(each.text);
    return fmt::format("{};{}", fmt::join(news.refused, ","), fmt::join(tasks, ","));
}

BankNews news_of(std::string_view text) {
    const auto end = std::min(text.find(';'), text.size());
    BankNews news;
    news.refused = split_list(text.substr(0, end));
    for (auto& each : split_list(text.substr(std::min(end + 1, text.size())))) news.tasks.emplace_back(std::move(each));
    return news;
}

}  // namespace

void leave_for_hub(store::Connection& connection, const CustomerId& customer, const BankNews& news, UtcTime now) {
    store::Answers answers(connection);
    const IdempotencyKey key{customer.text};
    BankNews all = news_of(answers.find(kKind, key).value_or(""));
    for (const auto& each : news.refused) {
        if (!has(all.refused, each)) all.refused.push_back(each);
    }
    all.tasks.insert(all.tasks.end(), news.tasks.begin(), news.tasks.end());
    answers.drop(kKind, key);
    answers.put(kKind, key, text_of(all), now + kKept);
}

void take_bank_news(Change& change) {
    for (const auto& each : change.answers.of_kind(kKind, kMostAtOnce)) {
        const CustomerId customer{each.key.text};
        const auto news = news_of(each.answer);
        change.answers.drop(kKind, each.key);
        end_tasks(change, news.tasks);
        if (news.refused.empty()) continue;
        for (const auto& visit : change.visits.lasting_of(customer)) take_back_consent(change, visit.branch, customer, news.refused);
        change.count("refusals_imported");
    }
}

}  // namespace silverlane::desk
