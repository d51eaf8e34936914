// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// Memory of a picture: address space that costs memory only where something was written, and asks Linux for its large pages
// (Documentation/admin-guide/mm/transhuge.rst, madvise). A button of the kiosk covers 250 small pages; after half a second of nothing each of
// them is looked up anew, which took 16 us a page on a virtual machine: longer than painting. One large page holds it all. Where the system
// has none to give, everything is as before. One owner.
#pragma once

#include <cstddef>
#include <cstdint>

namespace silverlane::ui {

class PictureMemory {
public:
    /// All zero. Ends the program when there is no address space, as any other memory does.
    explicit PictureMemory(std::size_t bytes);
    ~PictureMemory();
    PictureMemory(PictureMemory&& other) noexcept;
    PictureMemory& operator=(PictureMemory&& other) noexcept;
    /// Copies every byte, also those that nobody wrote.
    PictureMemory(const PictureMemory& other);
    PictureMemory& operator=(const PictureMemory&) = delete;

    /// Where it begins, fit for any plain type.
    [[nodiscard]] void* data() const { return begin_; }
    /// Gives the memory back; it reads as zero again.
    void clear();

private:
    void* mapping_ = nullptr;
    std::size_t mapping_bytes_ = 0;
    void* begin_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace silverlane::ui
