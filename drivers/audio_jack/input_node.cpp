// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/audio_jack/input_node.h"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace silverlane::drivers::audio_jack {

namespace {

constexpr std::size_t kEventsAtOnce = 64;
constexpr std::size_t kLongestBits = KEY_MAX / 8 + 1;

class EvdevNode final : public InputNode {
public:
    explicit EvdevNode(int descriptor) : descriptor_(descriptor) {}
    EvdevNode(const EvdevNode&) = delete;
    EvdevNode& operator=(const EvdevNode&) = delete;
    ~EvdevNode() override { close(descriptor_); }

    [[nodiscard]] int descriptor() const override { return descriptor_; }
    [[nodiscard]] Result<bool> is_on(Control control) const override;
    Result<std::string> read_some() override;

private:
    const int descriptor_;
};

Result<bool> EvdevNode::is_on(Control control) const {
    std::array<unsigned char, kLongestBits> bits{};
    const std::size_t byte = control.code / 8U;
    const bool is_switch = control.type == EV_SW;
    if (byte >= bits.size()) return Error{ErrorCode::invalid_input, "no such switch or key"};
    const int got = is_switch ? ioctl(descriptor_, EVIOCGSW(8), bits.data()) : ioctl(descriptor_, EVIOCGKEY(bits.size()), bits.data());
    if (got < 0) return Error{ErrorCode::io, std::string("cannot read the state: ") + std::strerror(errno)};
    return (bits[byte] >> (control.code % 8U) & 1U) != 0;
}

Result<std::string> EvdevNode::read_some() {
    std::string bytes(kEventsAtOnce * kInputEventSize, '\0');
    const ssize_t count = read(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return std::string{};
    if (count < 0) return Error{ErrorCode::io, std::string("cannot read events: ") + std::strerror(errno)};
    if (count == 0) return Error{ErrorCode::io, "the device ended"};
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

}  // namespace

Result<std::unique_ptr<InputNode>> open_input_node(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io;
        return Error{code, "cannot open " + path.string() + ": " + std::strerror(errno)};
    }
    auto node = std::make_unique<EvdevNode>(descriptor);
    int version = 0;
    if (ioctl(descriptor, EVIOCGVERSION, &version) < 0) return Error{ErrorCode::io, path.string() + " is no input device"};
    return std::unique_ptr<InputNode>(std::move(node));
}

}  // namespace silverlane::drivers::audio_jack
