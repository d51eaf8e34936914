// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// The only way values cross from one thread to another. Bounded: when full, post() says so and the caller decides what to shed, and put() waits.
// Any number of posters; any number of takers. close() wakes every waiter; what was posted before it can still be taken.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/wake_descriptor.h"

namespace silverlane {

enum class Posted { accepted, full, closed };

template <class T>
class BoundedQueue {
public:
    /// `wake`, when given, is woken after each accepted post and must outlive the queue.
    explicit BoundedQueue(std::size_t capacity, WakeDescriptor* wake = nullptr) : capacity_(capacity), wake_(wake) {}

    /// Never blocks.
    [[nodiscard]] Posted post(T value) {
        {
            const std::lock_guard lock(mutex_);
            if (closed_) return Posted::closed;
            if (values_.size() >= capacity_) return Posted::full;
            values_.push_back(std::move(value));
        }
        filled_.notify_one();
        if (wake_ != nullptr) wake_->wake();
        return Posted::accepted;
    }

    /// Waits for room: for one stage of a line of work that must not run ahead of the next. False when closed.
    bool put(T value) {
        {
            std::unique_lock lock(mutex_);
            emptied_.wait(lock, [this] { return closed_ || values_.size() < capacity_; });
            if (closed_) return false;
            values_.push_back(std::move(value));
        }
        filled_.notify_one();
        if (wake_ != nullptr) wake_->wake();
        return true;
    }

    /// Takes one without waiting.
    std::optional<T> try_take() {
        const std::lock_guard lock(mutex_);
        return take_front();
    }

    /// Waits until there is one, the time is over, or the queue is closed and empty.
    std::optional<T> take_for(Milliseconds longest) {
        std::unique_lock lock(mutex_);
        filled_.wait_for(lock, longest, [this] { return closed_ || !values_.empty(); });
        return take_front();
    }

    /// Waits until there is one, or the queue is closed and empty.
    std::optional<T> take() {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return closed_ || !values_.empty(); });
        return take_front();
    }

    /// Waits for at least one, then takes what is there, at most `most`. Empty only when closed.
    std::vector<T> take_batch(std::size_t most) {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return closed_ || !values_.empty(); });
        std::vector<T> batch;
        while (batch.size() < most) {
            auto value = take_front();
            if (!value) break;
            batch.push_back(std::move(*value));
        }
        return batch;
    }

    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        filled_.notify_all();
        emptied_.notify_all();
        if (wake_ != nullptr) wake_->wake();
    }

    [[nodiscard]] bool closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return values_.size();
    }

private:
    std::optional<T> take_front() {
        if (values_.empty()) return std::nullopt;
        std::optional<T> value{std::move(values_.front())};
        values_.pop_front();
        emptied_.notify_one();
        return value;
    }

    const std::size_t capacity_;
    WakeDescriptor* const wake_;
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::condition_variable emptied_;   // somebody may wait in put()
    std::deque<T> values_;
    bool closed_ = false;
};

}  // namespace silverlane
