#ifdef _WIN32

#include "server/sandbox_process.h"

// Redis does not run on Windows itself, so there is nothing to start yet.

namespace cicada {

Result<SandboxProcess> SandboxProcess::start(const Command&)
{
    return Error{ErrorKind::Target,
        "There is no sandbox on Windows yet; use a target, such as a Redis in WSL or a container."};
}

SandboxProcess::SandboxProcess(SandboxProcess&&) noexcept = default;
SandboxProcess& SandboxProcess::operator=(SandboxProcess&&) noexcept = default;
SandboxProcess::~SandboxProcess() = default;

bool SandboxProcess::running() const
{
    return false;
}

} // namespace cicada

#endif
