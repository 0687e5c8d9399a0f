#pragma once

#include <QObject>
#include <QThread>

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
        m_thread.reset(QThread::create(std::move(work)));
        QObject::connect(m_thread.get(), &QThread::finished, &m_owner, std::move(then));
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
};

} // namespace cicada
