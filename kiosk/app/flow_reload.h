// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Takes over saved flow and text files while the kiosk runs: watches both folders, waits until nobody is saving any more, reads everything
// with the loaders of the start on a thread of its own (`flow_reload`, alive only while it reads), and hands the result out when nobody is
// using the kiosk. Files with a mistake are refused as a whole: it is logged with file and line, and what runs stays. Owned and called by
// the ui thread; its descriptor joins that thread's poll and is readable only when take() has something to do.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "base/event_log.h"
#include "base/file_watch.h"
#include "base/result.h"
#include "base/wake_descriptor.h"
#include "kiosk/flow/flow_file.h"
#include "kiosk/scene/text_catalogue.h"

namespace silverlane::kiosk {

/// Flows and the texts they name: taken over together or not at all.
struct Loaded {
    scene::TextCatalogue texts;
    flow::Flows flows;
};

/// share/strings and share/flows. Errors: those of the loaders, one mistake a line.
Result<Loaded> load_texts_and_flows(const std::filesystem::path& share, const flow::Times& times, const voice::SpokenStyle& style = {});

class FlowReload {
public:
    /// How long nothing may be saved before the files are read: an editor, or a copy of several files, has finished by then.
    static constexpr Milliseconds kQuiet{300};

    /// Reads what take() hands out; called on the thread `flow_reload`. May refuse for reasons of its own (a step that does not fit).
    using Loader = std::function<Result<Loaded>()>;

    /// Watches share/flows and share/strings. Errors: io.
    static Result<std::unique_ptr<FlowReload>> open(const std::filesystem::path& share, Loader load, EventLog& log);
    /// Waits for a reading that has begun.
    ~FlowReload();
    FlowReload(const FlowReload&) = delete;
    FlowReload& operator=(const FlowReload&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// What was saved, once, when it is fit to run and `idle` (nobody's turn is open). To be called whenever the descriptor is readable and
    /// when a turn has ended; never waits.
    std::optional<Loaded> take(bool idle, MonotonicTime now);

private:
    using Outcome = std::shared_ptr<Result<Loaded>>;   // the queue copies nothing large

    FlowReload(std::unique_ptr<FileWatch> watch, Loader load, EventLog& log);
    Result<void> join_descriptors();
    void drain();
    void begin_when_quiet(MonotonicTime now);
    void begin_reading();
    void hear_outcome(bool idle);
    void refuse(const Error& error);

    std::unique_ptr<FileWatch> watch_;
    const Loader load_;
    EventLog& log_;
    int descriptor_ = -1;   // epoll over the watch, the timer and the queue's wake
    int timer_ = -1;
    WakeDescriptor wake_;
    BoundedQueue<Outcome> outcomes_{1, &wake_};
    std::optional<MonotonicTime> saved_at_;   // the last save that was not read yet
    bool reading_ = false;
    bool stale_ = false;                      // saved again while it was read
    std::optional<Loaded> ready_;
    std::thread thread_;
};

}  // namespace silverlane::kiosk
