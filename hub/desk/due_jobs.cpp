// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/due_jobs.h"

#include <pthread.h>

#include "hub/desk/bank_news.h"
#include "hub/desk/call_work.h"
#include "hub/desk/dispatch_work.h"
#include "hub/desk/feed_work.h"
#include "hub/desk/job_work.h"
#include "hub/desk/kiosk_call.h"
#include "hub/desk/task_work.h"
#include "hub/desk/wake_work.h"

namespace silverlane::desk {

namespace {
constexpr std::chrono::minutes kRetentionEvery{10};
constexpr std::chrono::minutes kTimeKeptEvery{1};
}  // namespace

DueJobs::DueJobs(const Office& office, store::Store& store, Writer& writer, AssistBoard& assists)
    : office_(office), store_(store), writer_(writer), requests_(store, writer), assists_(assists), retention_kept_(office.clock.now()),
      clock_leap_(office.settings.clock_leap_held) {
    thread_ = std::thread([this] { work_until_closed(); });
    pthread_setname_np(thread_.native_handle(), "jobs");
}

DueJobs::~DueJobs() {
    ended_.close();
    thread_.join();
}

void DueJobs::work_until_closed() {
    // The first run after the first pause: a test that calls run() itself, and pauses for an hour, has nobody beside it.
    while (!ended_.closed()) {
        static_cast<void>(ended_.take_for(office_.settings.jobs_every));
        if (ended_.closed()) return;
        if (auto done = run(); !done) office_.log.write(LogEvent(LogLevel::warning, "jobs_failed").with("error", done.error()));
    }
}

Result<void> DueJobs::look_at_the_clock() {
    if (clock_looked_at_) return {};
    const auto newest = requests_.read_of<std::optional<UtcTime>>([](store::Connection& connection) -> Result<std::optional<UtcTime>> {
        return store::Branches(connection).newest_time();
    });
    if (!newest) return newest.error();
    clock_leap_.start(office_.clock, *newest);
    clock_looked_at_ = true;
    return {};
}

bool DueJobs::clock_is_believed() {
    const bool leapt = clock_leap_.holds(office_.clock);
    if (leapt && !clock_doubted_) office_.log.write(LogEvent(LogLevel::warning, "clock_leapt").with("now", std::string_view{to_rfc3339(office_.clock.now())}));
    clock_doubted_ = leapt;
    return !leapt;
}

Result<void> DueJobs::run() {
    const std::lock_guard lock(mutex_);
    if (auto looked = look_at_the_clock(); !looked) return looked;
    // First and by itself: what is read for staff and phones must not be of a day that is closed.
    const bool believed = clock_is_believed();
    if (believed) {
        if (auto closed = requests_.done_by([this](Change& change) { close_days(change, behind_); }); !closed) return closed;
    }
    const auto moved = writer_.take_moved_queues();
    const auto now = office_.clock.now();
    queues_to_tell_.insert(moved.begin(), moved.end());
    const auto news = queue_news(now);
    if (!news) return news.error();
    const bool retention_due = believed && (now - retention_kept_ >= kRetentionEvery || now < retention_kept_);
    const bool time_due = believed && (now < time_kept_ || now - time_kept_ >= kTimeKeptEvery);
    const bool room_due = now - room_looked_for_ >= office_.settings.dispatch->caps.look_again || now < room_looked_for_;
    const bool clock_went_back = now < last_run_;
    std::map<AlertId, bool> heard;
    auto done = requests_.done_by([&](Change& change) {
        if (clock_went_back) follow_clock_back(change);
        take_bank_news(change);
        do_due_work(change, believed);
        // Nobody's number is passed by a clock that leapt.
        if (believed) pass_unanswered(change);
        if (room_due) look_for_room(change, believed);
        if (room_due) heard = tell_who_can_hear(change, calls_heard_);
        tell_glances(change, moved);
        for (const auto& each : *news) {
            tell_queue(change, each.branch, each.view);
            tell_phones(change, each.branch, each.phones);
        }
        if (time_due) change.branches.keep_newest_time(change.now);
        if (retention_due) {
            change.decisions.still_in_force(change.rules.version, change.now);
            keep_retention(change);
            raise_cooling_calls(change);
            count_sales(change.connection, BranchCalendar{office_.settings.utc_offset}.day(change.now), change.now);
        }
    });
    if (!done) return done;
    forget_ended_assists();
    for (const auto& each : *news) {
        queues_to_tell_.erase(each.branch);
        queue_told_[each.branch] = now;
    }
    if (retention_due) retention_kept_ = now;
    if (time_due) time_kept_ = now;
    if (room_due) room_looked_for_ = now;
    if (room_due) calls_heard_ = std::move(heard);
    last_run_ = now;
    return store_.checkpoint();
}

/// What staff and phones are to hear of the queues that moved, of each branch at most so often. Read beside the writer, which has better to do;
/// what moves in between is told in the next round.
Result<std::vector<DueJobs::QueueNews>> DueJobs::queue_news(UtcTime now) {
    std::vector<BranchId> due;
    for (const auto& branch : queues_to_tell_) {
        const auto told = queue_told_.find(branch);
        // A clock that was put back must not silence a branch.
        if (told == queue_told_.end() || now < told->second || now - told->second >= office_.settings.queue.told_every) due.push_back(branch);
    }
    if (due.empty()) return std::vector<QueueNews>{};
    return requests_.read_of<std::vector<QueueNews>>([&](store::Connection& connection) -> Result<std::vector<QueueNews>> {
        std::vector<QueueNews> news;
        for (const auto& branch : due) {
            auto view = queue_of(connection, office_, branch);
            auto phones = phone_news(connection, office_, branch, view);
            news.push_back({branch, std::move(view), std::move(phones)});
        }
        return news;
    });
}

/// A screen goes with its call.
void DueJobs::forget_ended_assists() {
    for (const AlertId& alert : assists_.alerts()) {
        const auto open = requests_.read_of<bool>([&](store::Connection& connection) -> Result<bool> { return call_is_open(connection, alert); });
        if (open && !*open) assists_.forget(alert);
    }
}

}  // namespace silverlane::desk
