// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/writer.h"

#include <pthread.h>

#include <exception>
#include <utility>

#include "hub/desk/interrupt_work.h"

namespace silverlane::desk {

namespace {
/// How far the writer may be ahead of the disk. One sync covers them all.
constexpr std::size_t kMostUnfinished = 4;
}  // namespace

Writer::Writer(store::Store& store, const Office& office)
    : store_(store), office_(office), queue_(office.settings.longest_wait_list), committed_(kMostUnfinished) {
    finishing_ = std::thread([this] { answer_until_closed(); });
    pthread_setname_np(finishing_.native_handle(), "durable");
    thread_ = std::thread([this] { work_until_closed(); });
    pthread_setname_np(thread_.native_handle(), "writer");
}

Writer::~Writer() {
    queue_.close();
    thread_.join();
    committed_.close();
    finishing_.join();
}

Result<void> Writer::run(Work work) {
    auto request = std::make_unique<Request>();
    request->work = std::move(work);
    auto answer = request->answer.get_future();
    switch (queue_.post(std::move(request))) {
        case Posted::accepted: break;
        case Posted::full: return Error(ErrorCode::unavailable, "the hub has more to write than it can; try again soon");
        case Posted::closed: return Error(ErrorCode::unavailable, "the hub is closing");
    }
    return answer.get();
}

void Writer::work_until_closed() {
    while (true) {
        auto group = queue_.take_batch(office_.settings.longest_group);
        if (group.empty()) return;
        try {
            run_group(group);
        } catch (const std::exception& thrown) {
            office_.log.write(LogEvent(LogLevel::error, "desk_group_threw").with("what", std::string_view{thrown.what()}));
        }
        // Whether a group that threw is durable is not known here. The caller tries again with the same key and then learns it.
        for (auto& request : group) answer(*request, Error(ErrorCode::unavailable, "the hub could not finish this; try again with the same key"));
    }
}

void Writer::answer_until_closed() {
    while (auto group = committed_.take()) {
        finish_or_say_so(*group);
        --unfinished_;
    }
}

void Writer::hand_over(Requests group) {
    // The order is kept: what the other thread has is finished first.
    if (unfinished_ == 0 && queue_.size() == 0) {
        finish_or_say_so(group);
        return;
    }
    ++unfinished_;
    static_cast<void>(committed_.put(std::move(group)));   // is closed only after this thread has ended
}

void Writer::finish_or_say_so(Requests& group) {
    try {
        finish(group);
    } catch (const std::exception& thrown) {
        office_.log.write(LogEvent(LogLevel::error, "desk_group_threw").with("what", std::string_view{thrown.what()}));
    }
    for (auto& request : group) answer(*request, Error(ErrorCode::unavailable, "the hub could not finish this; try again with the same key"));
}

void Writer::finish(Requests& group) {
    if (auto durable = store_.make_durable(); !durable) {
        refuse(group, LogEvent(LogLevel::error, "desk_group_not_durable"), durable.error());
        return;
    }
    tell(group);
    for (auto& request : group) answer(*request, std::move(request->outcome));
}

void Writer::refuse(Requests& group, LogEvent event, const Error& why) {
    office_.log.write(event.with("error", why).with("requests", static_cast<std::int64_t>(group.size())));
    {
        const std::lock_guard lock(counters_mutex_);
        ++counters_["groups_not_written"];
    }
    // What one request was told inside a group that did not become durable may rest on what another one did not write: nobody is told it.
    for (auto& request : group) answer(*request, Error(ErrorCode::unavailable, "the hub cannot write now: " + why.text()));
}

void Writer::answer(Request& request, Result<void> outcome) {
    if (std::exchange(request.answered, true)) return;
    request.answer.set_value(std::move(outcome));
}

Result<void> Writer::run_one(Request& request, Group& shared, store::Connection& connection, bool last_try, bool& threw) {
    request.change = std::make_unique<Change>(connection, shared, office_);
    try {
        auto outcome = request.work(*request.change);
        if (outcome) offer_rooms(*request.change);
        return outcome;
    } catch (const std::exception& thrown) {
        threw = true;
        if (last_try) office_.log.write(LogEvent(LogLevel::error, "desk_request_threw").with("what", std::string_view{thrown.what()}));
        return Error(ErrorCode::io, "the request failed inside the hub");
    }
}

Result<void> Writer::run_together(Request& request, Group& shared, store::Connection& connection, bool& again) {
    const auto before = connection.changed_in_all();
    bool threw = false;
    shared.begin_request();
    auto outcome = run_one(request, shared, connection, false, threw);
    // Refused before it wrote anything, as most refusals are: there is nothing to undo in the storage.
    if (!outcome && !threw && !connection.failed() && connection.changed_in_all() == before) shared.undo_request();
    else again = !outcome || connection.failed();
    return outcome;
}

Result<void> Writer::run_apart(Request& request, Group& shared, store::Connection& connection) {
    bool threw = false;
    shared.begin_request();
    auto outcome = connection.nested([&] { return run_one(request, shared, connection, true, threw); });
    if (!outcome) {
        shared.undo_request();
        office_.cards.undo();
    }
    return outcome;
}

Result<void> Writer::write_group(Requests& group, How how, bool& again) {
    const auto rules = office_.rules.get();
    auto written = store_.commit([&](store::Connection& connection) -> Result<void> {
        begin_with_cards(connection);
        Group shared(connection, rules);
        for (auto& request : group) {
            request->outcome = how == How::apart ? run_apart(*request, shared, connection) : run_together(*request, shared, connection, again);
            if (again) return Error(ErrorCode::conflict, "one request of the group is to be undone");
            if (connection.transaction_lost()) return Error(ErrorCode::unavailable, "the storage gave up the transaction");
        }
        shared.write();
        changed_by_us_ = connection.changed_in_all();
        return {};
    });
    if (!written) office_.cards.undo();
    return written;
}

void Writer::begin_with_cards(store::Connection& connection) {
    // Rows that an import wrote, through this connection or beside the hub: the cards may be of before.
    const auto elsewhere = connection.commits_elsewhere();
    if (elsewhere != commits_elsewhere_ || connection.changed_in_all() != changed_by_us_) office_.cards.all_changed();
    commits_elsewhere_ = elsewhere;
    changed_by_us_ = connection.changed_in_all();
    office_.cards.begin_group();
}

void Writer::run_group(Requests& group) {
    // Who fails once tends to fail again (a full disk, a device that sends nonsense): the groups that follow do not pay for a first try.
    constexpr int kGroupsApartAfterAFailure = 16;
    bool again = false;
    const auto how = groups_apart_ > 0 ? How::apart : How::together;
    if (groups_apart_ > 0) --groups_apart_;
    auto written = write_group(group, how, again);
    if (again) {
        groups_apart_ = kGroupsApartAfterAFailure;
        again = false;
        written = write_group(group, How::apart, again);
    }
    if (written) hand_over(std::move(group));
    else refuse(group, LogEvent(LogLevel::error, "desk_group_not_written"), written.error());
}

void Writer::tell(const Requests& group) {
    try {
        for (const auto& request : group) {
            if (!request->outcome) continue;
            for (const auto& event : request->change->events) office_.publisher.publish(event);
            for (const auto& note : request->change->notes) office_.log.write(note);
        }
    } catch (const std::exception& thrown) {
        // It is durable, and the callers hear so. Who listens hears of it with the next change of the same card, or when the list is read anew.
        office_.log.write(LogEvent(LogLevel::error, "desk_group_not_told").with("what", std::string_view{thrown.what()}));
    }
    count(group);
}

void Writer::count(const Requests& group) {
    const std::lock_guard lock(counters_mutex_);
    ++counters_["groups_written"];
    for (const auto& request : group) {
        ++counters_[request->outcome ? "requests_done" : "requests_refused"];
        if (!request->outcome) continue;
        for (const auto& [name, by] : request->change->counts) counters_[name] += by;
        counters_["events_published"] += request->change->events.size();
        moved_queues_.insert(request->change->moved_queues.begin(), request->change->moved_queues.end());
    }
}

std::map<std::string, std::uint64_t> Writer::counters() const {
    const std::lock_guard lock(counters_mutex_);
    return counters_;
}

std::set<BranchId> Writer::take_moved_queues() {
    const std::lock_guard lock(counters_mutex_);
    return std::exchange(moved_queues_, {});
}

}  // namespace silverlane::desk
