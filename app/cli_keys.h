#pragma once

#include "engine/load_test.h"

#include <memory>
#include <string>

namespace cicada {

/// Keys that steer a run while it lasts, read from the terminal letter by letter. Nothing where
/// standard input is no terminal. The terminal is as it was when this is gone. Main thread.
class LiveKeys
{
public:
    explicit LiveKeys(LoadTest& test);
    ~LiveKeys();

    /// One line that says which keys there are; empty where there are none.
    std::string help() const;

    /// Does what has been typed since the last call. To be called some times a second.
    void poll();

    /// What is being typed, to be shown instead of the live line; empty where nothing is.
    std::string prompt() const;

private:
    class Terminal;

    void take(char key);
    void takeEntry(char key);
    void apply();
    void setWeight(const std::string& text);

    LoadTest& m_test;
    std::unique_ptr<Terminal> m_terminal;
    char m_entry = 0; ///< the key whose value is being typed
    std::string m_typed;
    std::string m_problem; ///< with what was typed last
};

} // namespace cicada
