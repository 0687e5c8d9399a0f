#pragma once

#include <coroutine>
#include <exception>

namespace cicada {

/// A coroutine that runs by itself from the moment it is called until its end, and then frees its
/// own frame. Whoever suspends it keeps the handle and must resume it.
struct Coroutine
{
    struct promise_type
    {
        Coroutine get_return_object() { return {}; }

        std::suspend_never initial_suspend() noexcept { return {}; }

        std::suspend_never final_suspend() noexcept { return {}; }

        void return_void() { }

        void unhandled_exception() { std::terminate(); }
    };
};

} // namespace cicada
