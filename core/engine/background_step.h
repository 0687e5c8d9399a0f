#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace cicada {

/// One piece of blocking work on a thread of its own, then a function in the owner's thread. One at
/// a time. The destructor waits for the work (which must be bounded) and drops the function.
class BackgroundStep
{
public:
    explicit BackgroundStep(QObject& owner)
        : m_owner(owner)
    {
    }

    ~BackgroundStep() { wait(); }

    void run(std::function<void()> work, std::function<void()> then)
    {
        wait();
        m_done = false;
        m_thread.reset(QThread::create([this, work = std::move(work)] {
            work();
            m_done = true;
        }));
        QObject::connect(
            m_thread.get(), &QThread::finished, &m_owner, [this, then = std::move(then)] {
                // Also for ThreadSanitizer, which does not see the locks inside Qt.
                if (m_done)
                    then();
            });
        m_thread->start();
    }

    void wait()
    {
        if (m_thread)
            m_thread->wait();
    }

private:
    QObject& m_owner;
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_done = false;
};

} // namespace cicada
