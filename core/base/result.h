#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace cicada {

/// What went wrong, coarsely: it decides the exit code of the command line.
enum class ErrorKind
{
    Invalid, ///< the user's input: profile, option, run file (exit 2)
    Target,  ///< the server: unreachable, refused, no JSON (exit 3)
    Io,      ///< a file or folder of this machine (exit 4)
    Aborted, ///< ended before it was done (exit 4)
};

/// One clear sentence for a person: names the place and the mend. Never holds a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Invalid;
    std::string text;
};

/// A value or the reason why there is none. Crosses every folder border of core in place of
/// exceptions. Reading the wrong side is a programming error (asserted).
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }

    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }

    explicit operator bool() const { return ok(); }

    T& value() & { return *std::get_if<0>(&m_state); }

    const T& value() const& { return *std::get_if<0>(&m_state); }

    /// By value, so that `for (auto& x : *make())` keeps what it walks over alive.
    T value() && { return std::move(*std::get_if<0>(&m_state)); }

    T& operator*() & { return value(); }

    const T& operator*() const& { return value(); }

    T operator*() && { return std::move(*this).value(); }

    T* operator->() { return &value(); }

    const T* operator->() const { return &value(); }

    const Error& error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value.
struct Done
{
};

} // namespace cicada
