#include "cli_keys.h"

#include "cli_terminal.h"

#include <QByteArray>

#include <array>
#include <cmath>
#include <optional>
#ifndef _WIN32
#include <termios.h>
#include <unistd.h>
#endif

namespace cicada {

namespace {

constexpr std::size_t kLongestEntry = 40;
constexpr char kEscape = 27;
constexpr char kDelete = 127;

/// A key that asks for a number.
struct Entry
{
    char key;
    const char* prompt;
};

constexpr std::array kEntries{
    Entry{'u', "users: "},
    Entry{'r', "rate, requests/s: "},
    Entry{'s', "spawn rate, users/s (0: all at once): "},
    Entry{'w', "weight, as task number=weight: "},
};

std::optional<double> numberIn(const std::string& text)
{
    bool isNumber = false;
    const double number = QByteArray::fromStdString(text).trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(number) && number >= 0 ? std::optional(number) : std::nullopt;
}

} // namespace

#ifdef _WIN32
class LiveKeys::Terminal // a console of Windows has no letters without a line
{
public:
    bool isOpen() const { return false; }

    std::string read() { return {}; }
};
#else
class LiveKeys::Terminal
{
public:
    Terminal()
    {
        // A program in the background must not touch its terminal: it would be stopped.
        m_isOpen = hasInputTerminal() && hasErrorTerminal() && tcgetpgrp(0) == getpgrp()
            && tcgetattr(0, &m_before) == 0;
        if (!m_isOpen)
            return;
        termios letters = m_before;
        letters.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO); // Ctrl-C stays a signal
        letters.c_cc[VMIN] = 0;
        letters.c_cc[VTIME] = 0;
        m_isOpen = tcsetattr(0, TCSANOW, &letters) == 0;
    }

    ~Terminal()
    {
        if (m_isOpen)
            tcsetattr(0, TCSANOW, &m_before);
    }

    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool isOpen() const { return m_isOpen; }

    std::string read()
    {
        std::array<char, 256> buffer{};
        if (!m_isOpen || tcgetpgrp(0) != getpgrp())
            return {};
        const ssize_t size = ::read(0, buffer.data(), buffer.size());
        return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size))
                        : std::string();
    }

private:
    termios m_before{};
    bool m_isOpen = false;
};
#endif

LiveKeys::LiveKeys(LoadTest& test)
    : m_test(test)
    , m_terminal(std::make_unique<Terminal>())
{
}

LiveKeys::~LiveKeys() = default;

std::string LiveKeys::help() const
{
    return m_terminal->isOpen()
        ? "Keys: p pause or go on, u users, r rate, s spawn rate, w weights, Ctrl-C stop"
        : "";
}

void LiveKeys::poll()
{
    for (const char key : m_terminal->read())
        m_entry == 0 ? take(key) : takeEntry(key);
}

std::string LiveKeys::prompt() const
{
    for (const Entry& entry : kEntries)
        if (entry.key == m_entry)
            return entry.prompt + m_typed + '_' + (m_problem.empty() ? "" : "   " + m_problem);
    return {};
}

void LiveKeys::take(char key)
{
    const RunProgress progress = m_test.progress();
    if (key == 'p')
        progress.state == RunState::Paused ? m_test.resume() : m_test.pause();
    for (const Entry& entry : kEntries)
        if (entry.key == key)
            m_entry = key;
    m_typed.clear();
    m_problem = m_entry == 'r' && !progress.openLoop
        ? "(only a run that was started with a rate has one; Esc)"
        : "";
}

void LiveKeys::takeEntry(char key)
{
    if (key == kEscape)
        m_entry = 0;
    else if (key == '\n' || key == '\r')
        apply();
    else if ((key == kDelete || key == '\b') && !m_typed.empty())
        m_typed.pop_back();
    else if (key >= ' ' && key < kDelete && m_typed.size() < kLongestEntry)
        m_typed += key;
}

void LiveKeys::apply()
{
    if (m_entry == 'w')
        return setWeight(m_typed);
    const auto number = numberIn(m_typed);
    if (!number) {
        m_problem = "must be a number of 0 or more; Esc leaves it";
        return;
    }
    if (m_entry == 'u')
        m_test.setUsers(static_cast<std::uint64_t>(std::min(*number, 1e6)));
    else if (m_entry == 'r')
        m_test.setRate(*number);
    else
        m_test.setSpawnRate(*number);
    m_entry = 0;
}

void LiveKeys::setWeight(const std::string& text)
{
    const auto names = m_test.taskNames();
    const std::size_t sign = text.find('=');
    const auto task = numberIn(text.substr(0, sign));
    const auto weight = sign == std::string::npos ? std::nullopt : numberIn(text.substr(sign + 1));
    if (!task || !weight || *task < 1 || *task > static_cast<double>(names.size())) {
        m_problem = "must be like 2=5, the task's place in the table and its weight; Esc leaves it";
        return;
    }
    m_test.setWeight(static_cast<std::size_t>(*task) - 1, *weight);
    m_entry = 0;
}

} // namespace cicada
