#include "engine/queued_calls.h"

#include <QPointer>

namespace cicada {

void QueuedCalls::post(std::function<void()> call)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_calls.empty();
        m_calls.push_back(std::move(call));
    }
    if (isFirst)
        QMetaObject::invokeMethod(this, [this] { run(); }, Qt::QueuedConnection);
}

void QueuedCalls::run()
{
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(m_mutex);
        calls.swap(m_calls);
    }
    const QPointer<QueuedCalls> alive(this);
    for (const auto& call : calls) {
        if (!alive)
            return; // one of them ended all this
        call();
    }
}

} // namespace cicada
