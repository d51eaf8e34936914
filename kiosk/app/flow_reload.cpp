// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/app/flow_reload.h"

#include <pthread.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <exception>
#include <system_error>
#include <utility>

namespace silverlane::kiosk {
namespace {

Error system_error(const std::string& what) { return {ErrorCode::io, what + ": " + std::generic_category().message(errno)}; }

void ring_in(int timer, Milliseconds in) {
    itimerspec when{};
    const auto milliseconds = std::max<std::int64_t>(in.count(), 1);
    when.it_value.tv_sec = milliseconds / 1000;
    when.it_value.tv_nsec = static_cast<long>(milliseconds % 1000) * 1'000'000;
    timerfd_settime(timer, 0, &when, nullptr);
}

std::int64_t lines_of(const std::string& text) { return 1 + std::count(text.begin(), text.end(), '\n'); }

}  // namespace

Result<Loaded> load_texts_and_flows(const std::filesystem::path& share, const flow::Times& times, const voice::SpokenStyle& style) {
    const flow::Flows defaults;
    auto texts = scene::TextCatalogue::load(share / "strings", defaults.languages, style);
    if (!texts) return texts.error();
    auto flows = flow::load_flows(share / "flows", texts->known(), times);
    if (!flows) return flows.error();
    return Loaded{std::move(*texts), std::move(*flows)};
}

Result<std::unique_ptr<FlowReload>> FlowReload::open(const std::filesystem::path& share, Loader load, EventLog& log) {
    auto watch = FileWatch::open({share / "flows", share / "strings"}, {".toml"});
    if (!watch) return watch.error();
    std::unique_ptr<FlowReload> reload(new FlowReload(std::move(*watch), std::move(load), log));
    const auto joined = reload->join_descriptors();
    if (!joined) return joined.error();
    return reload;
}

FlowReload::FlowReload(std::unique_ptr<FileWatch> watch, Loader load, EventLog& log)
    : watch_(std::move(watch)), load_(std::move(load)), log_(log) {}

FlowReload::~FlowReload() {
    if (thread_.joinable()) thread_.join();
    if (timer_ >= 0) close(timer_);
    if (descriptor_ >= 0) close(descriptor_);
}

Result<void> FlowReload::join_descriptors() {
    descriptor_ = epoll_create1(EPOLL_CLOEXEC);
    if (descriptor_ < 0) return system_error("epoll");
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (timer_ < 0) return system_error("timerfd");
    for (const int one : {watch_->descriptor(), timer_, wake_.descriptor()}) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = one;
        if (epoll_ctl(descriptor_, EPOLL_CTL_ADD, one, &event) != 0) return system_error("epoll");
    }
    return {};
}

std::optional<Loaded> FlowReload::take(bool idle, MonotonicTime now) {
    drain();
    if (watch_->take()) {
        saved_at_ = now;
        stale_ = reading_;
        ready_.reset();
    }
    hear_outcome(idle);
    begin_when_quiet(now);
    if (!idle || !ready_) return std::nullopt;
    std::optional<Loaded> taken = std::exchange(ready_, std::nullopt);
    log_.write(LogEvent(LogLevel::notice, "flows_reloaded").with("flows", static_cast<std::int64_t>(taken->flows.flows.size())));
    return taken;
}

void FlowReload::drain() {
    std::uint64_t rung = 0;
    static_cast<void>(!read(timer_, &rung, sizeof rung));  // EAGAIN: it did not ring
    wake_.drain();
}

void FlowReload::begin_when_quiet(MonotonicTime now) {
    // While a file is being written its closing wakes us, while one reading runs its end does.
    if (!saved_at_ || reading_ || watch_->being_written()) return;
    const Milliseconds since = now - *saved_at_;
    if (since < kQuiet) return ring_in(timer_, kQuiet - since);
    saved_at_.reset();
    begin_reading();
}

void FlowReload::begin_reading() {
    if (thread_.joinable()) thread_.join();  // it has reported its end
    reading_ = true;
    thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "flow_reload");
        Outcome outcome;
        try {
            outcome = std::make_shared<Result<Loaded>>(load_());
        } catch (const std::exception& fault) {
            outcome = std::make_shared<Result<Loaded>>(Error(ErrorCode::invalid_input, fault.what()));
        }
        static_cast<void>(outcomes_.post(std::move(outcome)));  // one reading at a time: there is room
    });
}

void FlowReload::hear_outcome(bool idle) {
    const auto outcome = outcomes_.try_take();
    if (!outcome) return;
    reading_ = false;
    // Saved again meanwhile: what was read may be half of the old and half of the new.
    if (std::exchange(stale_, false)) return;
    Result<Loaded>& result = **outcome;
    if (!result) return refuse(result.error());
    ready_ = std::move(result).value();
    if (!idle) log_.write(LogEvent(LogLevel::notice, "flows_waiting"));
}

void FlowReload::refuse(const Error& error) {
    const std::string text = error.text();
    log_.write(LogEvent(LogLevel::warning, "flows_refused").with("mistakes", lines_of(text)).with("error", text.substr(0, text.find('\n'))));
}

}  // namespace silverlane::kiosk
