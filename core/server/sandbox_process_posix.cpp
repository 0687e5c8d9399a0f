#ifndef _WIN32

#include "server/sandbox_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#ifdef __linux__
#include <sys/prctl.h>
#endif

// Between us and the server stands a watcher: a fork of ours that does nothing but wait, for the
// server's end or for the end of a pipe (the lifeline) whose other end only we hold, and which the
// system closes however we end. It never calls exec, so it may use async-signal-safe calls only:
// another thread may have held any lock of the process, malloc's included, when it was forked.
// Linux' PR_SET_PDEATHSIG alone would not do: it fires when the *thread* that forked ends.

namespace cicada {

namespace {

struct Pipe
{
    int read = -1;
    int write = -1;
};

/// What the watcher and then the server's process tell us while starting.
struct StartReport
{
    pid_t server = 0;
    int error = 0; ///< errno of what failed; 0 in the watcher's own report
};

/// All that the children need, made before the fork.
struct Launch
{
    const char* program = nullptr;
    char* const* arguments = nullptr;
    const char* folder = nullptr;
    const char* log = nullptr;
    Pipe lifeline;
    Pipe report;
};

constexpr int kFirstFree = 3;

void closeOne(int& descriptor)
{
    if (descriptor >= 0)
        close(descriptor);
    descriptor = -1;
}

bool makePipe(Pipe& out)
{
    std::array<int, 2> ends{-1, -1};
#ifdef __linux__
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
#else
    if (pipe(ends.data()) != 0)
        return false;
    for (const int end : ends)
        fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
    out = {ends[0], ends[1]};
    return true;
}

/// Our other descriptors (connections, files, other sandboxes' lifelines) must not live on in the
/// watcher. `keep` are renumbered to kFirstFree and up.
template <std::size_t Count>
void keepOnly(std::array<int*, Count> keep)
{
    // First out of the way of the numbers that are assigned next.
    for (int* descriptor : keep)
        *descriptor = fcntl(*descriptor, F_DUPFD_CLOEXEC, kFirstFree + static_cast<int>(Count));
    int next = kFirstFree;
    for (int* descriptor : keep) {
        dup2(*descriptor, next);
        fcntl(next, F_SETFD, FD_CLOEXEC);
        *descriptor = next++;
    }
#ifdef __linux__
    if (close_range(static_cast<unsigned>(next), ~0U, 0) == 0)
        return;
#endif
    const long limit = sysconf(_SC_OPEN_MAX);
    for (int descriptor = next; descriptor < limit; ++descriptor)
        close(descriptor);
}

/// Terminals and pipes of ours are not to be held open by our children.
void redirectOutput(const char* file)
{
    const int input = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (input < 0)
        return;
    const int output = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dup2(input, STDIN_FILENO);
    dup2(output >= 0 ? output : input, STDOUT_FILENO);
    dup2(output >= 0 ? output : input, STDERR_FILENO);
    close(input);
    if (output >= 0)
        close(output);
}

void tell(int report, pid_t server, int error)
{
    const StartReport message{server, error};
    // A pipe takes so few bytes at once; where nobody reads, nobody needs to know.
    [[maybe_unused]] const ssize_t written = write(report, &message, sizeof message);
}

[[noreturn]] void becomeServer(const Launch& launch)
{
#ifdef __linux__
    // If the watcher is killed too. It has one thread, so this is its death and nothing else's.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    redirectOutput(launch.log);
    if (chdir(launch.folder) == 0)
        execv(launch.program, launch.arguments);
    tell(launch.report.write, 0, errno);
    _exit(127);
}

void ignoreSignal(int) { }

/// Returns when the server has ended (true) or the lifeline has (false).
bool waitForServerOrLifeline(pid_t server, int lifeline)
{
    // SIGCHLD is blocked but while pselect() waits, so it cannot slip by in between.
    sigset_t childOnly;
    sigfillset(&childOnly);
    sigdelset(&childOnly, SIGCHLD);
    for (;;) {
        if (waitpid(server, nullptr, WNOHANG) != 0)
            return true;
        fd_set readable;
        FD_ZERO(&readable);
        FD_SET(lifeline, &readable);
        if (pselect(lifeline + 1, &readable, nullptr, nullptr, nullptr, &childOnly) > 0)
            return false;
    }
}

[[noreturn]] void watch(Launch launch)
{
    // A session of its own: Ctrl-C in our terminal is ours to handle, the server stays until we say
    // so.
    setsid();
    struct sigaction onChild{};
    onChild.sa_handler = ignoreSignal;
    sigaction(SIGCHLD, &onChild, nullptr);
    redirectOutput("/dev/null");
    keepOnly(std::array{&launch.lifeline.read, &launch.report.write});

    const pid_t server = fork();
    if (server == 0)
        becomeServer(launch);
    tell(launch.report.write, server, server < 0 ? errno : 0);
    closeOne(launch.report.write);
    if (server < 0)
        _exit(1);
    if (waitForServerOrLifeline(server, launch.lifeline.read))
        _exit(0);

    kill(server, SIGKILL);
    waitpid(server, nullptr, 0);
    // We may be gone: leave nothing behind. Without persistence there is but the log.
    unlink(launch.log);
    rmdir(launch.folder);
    _exit(0);
}

/// Waits until the server's program runs (the report pipe closes on exec) or could not be started.
StartReport readReports(int report)
{
    StartReport all;
    StartReport message;
    for (;;) {
        const ssize_t size = read(report, &message, sizeof message);
        if (size < 0 && errno == EINTR)
            continue;
        if (size != sizeof message)
            return all;
        all.server = message.server > 0 ? message.server : all.server;
        all.error = message.error != 0 ? message.error : all.error;
    }
}

pid_t forkWatcher(const Launch& launch)
{
    // With every signal blocked, no handler of ours can run in the watcher.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t watcher = fork();
    if (watcher == 0)
        watch(launch);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return watcher;
}

void waitFor(pid_t process)
{
    while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) { }
}

Error startError(const SandboxProcess::Command& command, int error)
{
    return Error{ErrorKind::Target,
        command.program.string()
            + " could not be started: " + std::generic_category().message(error) + "."};
}

} // namespace

Result<SandboxProcess> SandboxProcess::start(const Command& command)
{
    const std::string program = command.program.string();
    const std::string folder = command.folder.string();
    const std::string log = command.log.string();
    std::vector<std::string> texts = command.arguments;
    texts.insert(texts.begin(), program);
    std::vector<char*> arguments;
    arguments.reserve(texts.size() + 1);
    for (std::string& text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);

    Launch launch{program.c_str(), arguments.data(), folder.c_str(), log.c_str(), {}, {}};
    int error = 0;
    pid_t watcher = -1;
    StartReport report;
    if (makePipe(launch.lifeline) && makePipe(launch.report))
        watcher = forkWatcher(launch);
    if (watcher < 0)
        error = errno;
    closeOne(launch.report.write);
    closeOne(launch.lifeline.read);
    if (watcher > 0) {
        report = readReports(launch.report.read);
        error = report.error;
    }
    closeOne(launch.report.read);
    if (error != 0 || report.server <= 0) {
        closeOne(launch.lifeline.write);
        if (watcher > 0)
            waitFor(watcher);
        return startError(command, error);
    }
    SandboxProcess process;
    process.m_server = report.server;
    process.m_watcher = watcher;
    process.m_lifeline = launch.lifeline.write;
    return process;
}

SandboxProcess::SandboxProcess(SandboxProcess&& other) noexcept
    : m_server(std::exchange(other.m_server, 0))
    , m_watcher(std::exchange(other.m_watcher, 0))
    , m_lifeline(std::exchange(other.m_lifeline, -1))
{
}

SandboxProcess& SandboxProcess::operator=(SandboxProcess&& other) noexcept
{
    if (this != &other) {
        end();
        m_server = std::exchange(other.m_server, 0);
        m_watcher = std::exchange(other.m_watcher, 0);
        m_lifeline = std::exchange(other.m_lifeline, -1);
    }
    return *this;
}

SandboxProcess::~SandboxProcess()
{
    end();
}

void SandboxProcess::end()
{
    closeOne(m_lifeline);
    if (m_watcher != 0)
        waitFor(static_cast<pid_t>(m_watcher));
    m_watcher = 0;
}

bool SandboxProcess::running() const
{
    if (m_watcher != 0 && waitpid(static_cast<pid_t>(m_watcher), nullptr, WNOHANG) != 0)
        m_watcher = 0;
    return m_watcher != 0;
}

} // namespace cicada

#endif
