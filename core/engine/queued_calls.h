#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace cicada {

/// Calls that any thread leaves to be run in the thread this was made in, by its event loop and in
/// the order they came. A lock of our own hands over what they carry: ThreadSanitizer does not see
/// those inside Qt's event queue, and would find a race in whatever travels through it. What is
/// still waiting when this is destroyed (in its own thread, after the last post) is dropped.
class QueuedCalls : public QObject
{
public:
    /// From any thread.
    void post(std::function<void()> call);

private:
    void run();

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_calls;
};

} // namespace cicada
