// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/transport/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace silverlane::drivers {

namespace {

Error io_error(const std::string& what) { return Error{ErrorCode::io, what + ": " + std::strerror(errno)}; }

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// A rename is durable when its folder is.
void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

}  // namespace

Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes, Readers readers, Survives survives) {
    std::filesystem::path unfinished = file;
    unfinished += ".unfinished";
    const mode_t mode = readers == Readers::owner_alone ? 0600 : 0666;
    unlink(unfinished.c_str());   // one left behind by a power cut may have other readers
    const int descriptor = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) return io_error("cannot write " + unfinished.string());
    const bool written = write_all(descriptor, bytes) && (survives == Survives::process || fsync(descriptor) == 0);
    const bool closed = close(descriptor) == 0;
    if (!written || !closed || rename(unfinished.c_str(), file.c_str()) != 0) {
        const Error failed = io_error("cannot write " + file.string());
        unlink(unfinished.c_str());
        return failed;
    }
    if (survives == Survives::power_cut) sync_folder(file.parent_path());
    return {};
}

Result<std::string> read_whole_file(const std::filesystem::path& file, std::size_t most) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT) return Error{ErrorCode::not_found, "no file " + file.string()};
        return io_error("cannot read " + file.string());
    }
    std::string bytes(most + 1, '\0');
    std::size_t filled = 0;
    ssize_t count = 0;
    while (filled < bytes.size() && (count = read(descriptor, bytes.data() + filled, bytes.size() - filled)) > 0) {
        filled += static_cast<std::size_t>(count);
    }
    const Error failed = io_error("cannot read " + file.string());
    close(descriptor);
    if (count < 0) return failed;
    if (filled > most) return Error{ErrorCode::too_large, file.string() + " is larger than " + std::to_string(most) + " bytes"};
    bytes.resize(filled);
    return bytes;
}

}  // namespace silverlane::drivers
