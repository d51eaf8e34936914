// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "hub/desk/writer.h"

#include <pthread.h>

#include <exception>

namespace silverlane::desk {

Writer::Writer(store::Store& store, const Office& office) : store_(store), office_(office), queue_(office.settings.longest_wait_list) {
    thread_ = std::thread([this] { work_until_closed(); });
    pthread_setname_np(thread_.native_handle(), "writer");
}

Writer::~Writer() {
    queue_.close();
    thread_.join();
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
        // A promise that nobody kept tells its caller by exception; every path above keeps it unless the group threw.
    }
}

Result<void> Writer::run_one(Request& request, store::Connection& connection) {
    request.change = std::make_unique<Change>(connection, office_);
    return connection.nested([&]() -> Result<void> {
        try {
            return request.work(*request.change);
        } catch (const std::exception& thrown) {
            office_.log.write(LogEvent(LogLevel::error, "desk_request_threw").with("what", std::string_view{thrown.what()}));
            return Error(ErrorCode::io, "the request failed inside the hub");
        }
    });
}

void Writer::run_group(std::vector<std::unique_ptr<Request>>& group) {
    const auto written = store_.write([&](store::Connection& connection) -> Result<void> {
        for (auto& request : group) {
            request->outcome = run_one(*request, connection);
            if (connection.transaction_lost()) return Error(ErrorCode::unavailable, "the storage gave up the transaction");
        }
        return {};
    });
    if (written) {
        tell(group);
    } else {
        office_.log.write(LogEvent(LogLevel::error, "desk_group_not_written").with("error", written.error()).with("requests", static_cast<std::int64_t>(group.size())));
        const std::lock_guard lock(counters_mutex_);
        ++counters_["groups_not_written"];
    }
    for (auto& request : group) {
        // What one request was told inside a group that did not become durable may rest on what another one did not write: nobody is told it.
        request->answer.set_value(written ? std::move(request->outcome)
                                          : Result<void>{Error(ErrorCode::unavailable, "the hub cannot write now: " + written.error().text())});
    }
}

void Writer::tell(std::vector<std::unique_ptr<Request>>& group) {
    for (const auto& request : group) {
        if (!request->outcome) continue;
        for (const auto& event : request->change->events) office_.publisher.publish(event);
        for (const auto& note : request->change->notes) office_.log.write(note);
    }
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
