// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// A code scanner without a device: present() holds a code up, from the kiosk's control socket, a test, or (when a socket path is
// configured) `silverlanectl present`. Readings go to the queue it was opened with. Any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/event_log.h"
#include "config/reader.h"
#include "drivers/api/code_scanner.h"
#include "drivers/api/presentation.h"
#include "drivers/transport/local_datagram.h"

namespace silverlane::drivers::scanner {

struct ScannerSettings {
    std::string device = "virtual";          ///< the only kind so far
    std::filesystem::path socket;            ///< empty: fed inside the program only
};

/// Reads [drivers.scanner]; a relative socket path counts from `run_folder`. Everything wrong becomes a mistake of the reader.
ScannerSettings read_scanner_settings(config::TableReader table, const std::filesystem::path& run_folder);

class VirtualCodeScanner final : public CodeScanner {
public:
    /// `readings` and the others must outlive it. Starts disabled. Errors: of LocalDatagramReceiver::open.
    static Result<std::unique_ptr<VirtualCodeScanner>> open(const ScannerSettings& settings, CodeReadings& readings, const Clock& clock,
                                                            EventLog& log);

    [[nodiscard]] DeviceStatus status() const override { return {DeviceState::online, "virtual"}; }
    void enable(bool on) override;

    /// At most 4096 bytes of valid UTF-8; the same code again within 500 ms of its last sight is one presentation.
    Presented present(std::string_view symbology, std::string_view data);
    /// The same for bytes as a reader sends them, see read_code(); not_text without a known beginning.
    Presented present_bytes(std::string_view bytes);

private:
    VirtualCodeScanner(CodeReadings& readings, const Clock& clock) : readings_(readings), clock_(clock) {}

    CodeReadings& readings_;
    const Clock& clock_;
    std::mutex mutex_;
    bool enabled_ = false;
    CodeReading last_;
    std::optional<MonotonicTime> last_seen_;
    std::unique_ptr<LocalDatagramReceiver> socket_;   // last: its thread calls present_bytes()
};

}  // namespace silverlane::drivers::scanner
