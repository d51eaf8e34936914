// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/campaigns/rule_watch.h"

#include <poll.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <exception>

namespace silverlane::campaigns {
namespace {

/// The rules, or why not; no exception gets out of the reading of a file.
Result<LoadedRules> load_safely(const RuleFiles& files) {
    try {
        return load_rules(files);
    } catch (const std::exception& fault) {
        return Error(ErrorCode::invalid_input, files.folder.string() + ": " + fault.what());
    }
}

}  // namespace

Result<std::unique_ptr<RuleWatch>> RuleWatch::start(RuleFiles files, std::string running, const Clock& clock, Take take, EventLog& log) {
    auto watch = FileWatch::open({files.folder, files.folder / "campaigns", files.folder / "talk_tracks", files.folder / "scores", files.policies}, {".toml", ".tsv"});
    if (!watch) return watch.error();
    std::unique_ptr<RuleWatch> started(new RuleWatch(std::move(files), std::move(running), std::move(*watch), clock, std::move(take), log));
    started->thread_ = std::thread([owner = started.get()] {
        pthread_setname_np(pthread_self(), "rules_watch");
        owner->run();
    });
    return started;
}

RuleWatch::RuleWatch(RuleFiles files, std::string running, std::unique_ptr<FileWatch> watch, const Clock& clock, Take take, EventLog& log)
    : files_(std::move(files)), running_(std::move(running)), watch_(std::move(watch)), clock_(clock), take_(std::move(take)), log_(log) {}

RuleWatch::~RuleWatch() {
    ends_ = true;
    ending_.wake();
    if (thread_.joinable()) thread_.join();
}

void RuleWatch::wait(std::optional<Milliseconds> longest) {
    std::array<pollfd, 2> both{pollfd{watch_->descriptor(), POLLIN, 0}, pollfd{ending_.descriptor(), POLLIN, 0}};
    static_cast<void>(poll(both.data(), both.size(), longest ? static_cast<int>(std::max<std::int64_t>(longest->count(), 1)) : -1));
}

void RuleWatch::run() {
    // Somebody may have saved since the running rules were read.
    MonotonicTime saved_at = clock_.monotonic();
    bool unread = true;
    while (!ends_) {
        if (watch_->take()) {
            saved_at = clock_.monotonic();
            unread = true;
        }
        if (!unread || watch_->being_written()) {
            wait(std::nullopt);
            continue;
        }
        const Milliseconds since = clock_.monotonic() - saved_at;
        if (since < kQuiet) {
            wait(kQuiet - since);
            continue;
        }
        const auto loaded = load_safely(files_);
        // Saved again meanwhile: what was read may be half of the old and half of the new.
        unread = watch_->take() || watch_->being_written();
        saved_at = clock_.monotonic();
        if (!unread && !ends_) hand_on(loaded);
    }
}

void RuleWatch::hand_on(const Result<LoadedRules>& loaded) {
    if (!loaded) return refuse(loaded.error());
    const decision::Rules& rules = *loaded->rules;
    const bool was_refused = mistakes_.exchange(0) > 0;
    if (rules.version == running_) {
        // The last line of the log must not go on speaking of mistakes.
        if (was_refused) log_.write(LogEvent(LogLevel::notice, "rules_as_before").with("version", running_));
        return;
    }
    if (const auto taken = take_(*loaded); !taken) return refuse(taken.error());
    running_ = rules.version;
    ++taken_;
    log_.write(LogEvent(LogLevel::notice, "rules_taken").with("campaigns", static_cast<std::int64_t>(rules.campaigns.size())).with("version", running_));
}

void RuleWatch::refuse(const Error& error) {
    const std::string text = error.message();
    const auto mistakes = 1 + std::count(text.begin(), text.end(), '\n');
    mistakes_ = static_cast<std::uint64_t>(mistakes);
    ++refused_;
    log_.write(LogEvent(LogLevel::warning, "rules_refused").with("mistakes", static_cast<std::int64_t>(mistakes)).with("error", text.substr(0, text.find('\n'))));
}

std::vector<std::pair<std::string, std::uint64_t>> RuleWatch::counters() const {
    return {{"taken", taken_}, {"refused", refused_}, {"mistakes", mistakes_}};
}

}  // namespace silverlane::campaigns
