#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cicada {

/// A server process that ends with this object and with our process, whatever ends that (kill -9
/// included) and whichever thread started it. The system's part of Sandbox:
/// sandbox_process_posix.cpp; other systems have no sandbox yet (sandbox_process_windows.cpp says
/// so). Not thread-safe.
class SandboxProcess
{
public:
    struct Command
    {
        std::filesystem::path program;
        std::vector<std::string> arguments;
        std::filesystem::path folder; ///< its working folder; removed if we are killed
        std::filesystem::path log;    ///< in `folder`; gets its output
    };

    SandboxProcess() = default; ///< none

    /// Error::Target where the program does not start.
    static Result<SandboxProcess> start(const Command& command);

    SandboxProcess(SandboxProcess&& other) noexcept;
    SandboxProcess& operator=(SandboxProcess&& other) noexcept;
    ~SandboxProcess(); ///< ends the server and waits until it is gone

    std::int64_t id() const { return m_server; }

    bool running() const;

private:
    void end();

    std::int64_t m_server = 0;
    mutable std::int64_t m_watcher = 0; ///< 0 once it has ended, and with it the server
    int m_lifeline = -1;                ///< write end; the watcher ends the server when it closes
};

} // namespace cicada
