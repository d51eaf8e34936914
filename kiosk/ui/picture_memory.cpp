// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "kiosk/ui/picture_memory.h"

#include <sys/mman.h>

#include <cstring>
#include <utility>

#include "base/check.h"

namespace silverlane::ui {
namespace {

constexpr std::size_t kLargePageBytes = std::size_t{2} * 1024 * 1024;

}  // namespace

PictureMemory::PictureMemory(std::size_t bytes) : bytes_(bytes) {
    // A large page begins at a multiple of its size, and what is smaller than one would only take more.
    const bool is_large = bytes >= kLargePageBytes;
    mapping_bytes_ = is_large ? bytes + 2 * kLargePageBytes : bytes;
    if (mapping_bytes_ == 0) return;
    mapping_ = mmap(nullptr, mapping_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    SILVERLANE_CHECK(mapping_ != MAP_FAILED);
    begin_ = mapping_;
    if (!is_large) return;
    const std::size_t before = reinterpret_cast<std::uintptr_t>(mapping_) % kLargePageBytes;
    begin_ = static_cast<std::byte*>(mapping_) + (before == 0 ? 0 : kLargePageBytes - before);
    const std::size_t whole_pages = (bytes + kLargePageBytes - 1) / kLargePageBytes * kLargePageBytes;
    static_cast<void>(madvise(begin_, whole_pages, MADV_HUGEPAGE));  // advice: refused where the kernel has none
}

PictureMemory::~PictureMemory() {
    if (mapping_ != nullptr) munmap(mapping_, mapping_bytes_);
}

PictureMemory::PictureMemory(const PictureMemory& other) : PictureMemory(other.bytes_) {
    if (bytes_ > 0) std::memcpy(begin_, other.begin_, bytes_);
}

PictureMemory::PictureMemory(PictureMemory&& other) noexcept
    : mapping_(std::exchange(other.mapping_, nullptr)), mapping_bytes_(std::exchange(other.mapping_bytes_, 0)),
      begin_(std::exchange(other.begin_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}

PictureMemory& PictureMemory::operator=(PictureMemory&& other) noexcept {
    std::swap(mapping_, other.mapping_);
    std::swap(mapping_bytes_, other.mapping_bytes_);
    std::swap(begin_, other.begin_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

void PictureMemory::clear() {
    if (begin_ != nullptr) static_cast<void>(madvise(begin_, bytes_, MADV_DONTNEED));
}

}  // namespace silverlane::ui
