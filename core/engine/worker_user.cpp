// What a user does: its loop, how a task's calls are sent, judged and recorded.
#include "engine/worker_user.h"

#include "workload/growth_limit.h"
#include "workload/transaction.h"

#include <algorithm>

namespace cicada {

namespace {

std::uint64_t microseconds(std::chrono::nanoseconds duration)
{
    return duration.count() <= 0 ? 0 : static_cast<std::uint64_t>((duration.count() + 500) / 1000);
}

// What a growing call answers: the new length as an integer or an array of one, or a number as
// text.
std::int64_t lengthIn(const Reply& reply)
{
    return reply.type == Reply::Type::Bulk ? numberLength(reply.text) : reply.integer;
}

FailureKey failureOf(std::size_t task, const Reply& error)
{
    FailureKey key;
    key.task = static_cast<std::uint32_t>(task);
    key.kind = serverErrorWord(error.text);
    if (key.kind == "MOVED" || key.kind == "ASK")
        key.kind = failureKindName(FailureKind::Moved);
    key.message = error.text.empty() ? "an error without words" : normalisedMessage(error.text);
    return key;
}

} // namespace

Coroutine Worker::runUser(std::uint32_t user)
{
    const bool waits = m_openLoop || m_plan.load.wait.kind != WaitTime::Kind::None;
    Time due = firstDue(user);
    const std::uint64_t number = globalUser(user);
    std::vector<std::string> replies;
    for (std::uint64_t iteration = 0;; ++iteration) {
        if (m_openLoop)
            due = co_await NextArrival(*this, user);
        else
            co_await Sleep(*this, user, due);
        if (mustLeave(user) || !takeRequest())
            break;
        const Time begin = waits ? m_clock.realTime(due) : m_now;
        std::size_t task = pickTask();
        const std::uint64_t key
            = m_plan.tasks[task].keys.choose(m_random, m_positions[task], number, m_userSlots);
        Outcome outcome{begin, begin};
        outcome.key = key;
        for (bool isReset = false;;) {
            const CompiledTask& compiled = m_plan.tasks[task];
            ++m_requestsInFlight;
            ConnectionPool::Lease lease;
            Call call(*this);
            std::uint32_t attempt = 1;
            for (std::size_t next = 0; next < compiled.calls.size();) {
                const std::size_t i = next++;
                if (lease.connection == nullptr || !lease.connection->isOpen()) {
                    const Time asked = m_now;
                    co_await m_pool.acquire(lease, asked);
                    m_now = outcome.end = lease.since;
                    outcome.connectionWait += lease.since - asked;
                }
                if (lease.connection == nullptr) {
                    outcome.failed = true;
                    countFailure(task, outcome, *lease.failure);
                    break;
                }
                m_callContext.user = number;
                m_callContext.iteration = iteration;
                m_callContext.key = key;
                m_callContext.replies = &replies;
                call.set(*lease.connection, compiled.calls[i],
                    compiled.calls[i].check && m_plan.load.checkValues > 0
                        && m_random.unit() < m_plan.load.checkValues);
                co_await call;
                finishCall(task, i, call, outcome);
                if (compiled.calls[i].keepReply && call.reply() != nullptr) {
                    replies.resize(i + 1);
                    std::swap(replies[i], call.reply()->text);
                }
                const bool ended = next == compiled.calls.size();
                if (ended && outcome.missed && !outcome.failed && attempt < compiled.attempts) {
                    ++attempt;
                    outcome.missed = false;
                    next = 0;
                }
                const bool last = outcome.failed || next == compiled.calls.size()
                    || (outcome.missed && compiled.calls[i].keepReply);
                const CompiledCall* const wayOut
                    = last && m_pinned[task] && !call.failure() ? wayOutOf(compiled, i) : nullptr;
                if (wayOut != nullptr) {
                    call.set(*lease.connection, *wayOut);
                    co_await call;
                    ++m_interval.callsSent[wayOut->command.command()];
                    m_interval.tasks[task].sentBytes += call.sentBytes();
                    if (call.reply() != nullptr)
                        m_interval.tasks[task].receivedBytes += call.reply()->wireBytes;
                    countQueued(task, next, outcome, m_interval.callsDiscarded);
                }
                // A transaction stays on its connection; every other call lets the queue go on.
                if (last || !m_pinned[task]) {
                    if (call.failure() == nullptr)
                        m_pool.release(lease);
                    lease.connection = nullptr;
                }
                if (last)
                    break;
            }
            --m_requestsInFlight;
            replies.clear();
            if (!outcome.abandoned)
                recordRequest(task, outcome);
            const auto& reset = compiled.reset;
            if (isReset || !reset || outcome.failed || outcome.missed
                || outcome.length <= reset->limit)
                break;
            isReset = true;
            task = reset->task;
            outcome = Outcome{m_now, m_now};
        }
        due = nextDue(due, outcome.end);
    }
    m_users[user].alive = false;
    --m_alive;
    finishWhenEmpty();
}

void Worker::finishCall(std::size_t task, std::size_t index, const Call& call, Outcome& outcome)
{
    const CompiledCall& compiled = m_plan.tasks[task].calls[index];
    TaskStatistics& statistics = m_interval.tasks[task];
    CallStatistics& command = statistics.commands[index];
    if (call.sent()) {
        ++statistics.calls;
        ++command.calls;
        statistics.sentBytes += call.sentBytes();
    }
    if (const Failure* failure = call.failure()) {
        outcome.end = m_now;
        outcome.failed = true;
        ++command.failures;
        if (call.sent())
            ++m_interval.callsUnanswered[compiled.command.command()];
        countFailure(task, outcome, *failure);
        countQueued(task, index, outcome, m_interval.callsUnanswered);
        return;
    }
    const Reply& reply = *call.reply();
    outcome.end = call.received();
    outcome.serviceTime += call.received() - call.written();
    command.serviceTime.record(microseconds(call.received() - call.written()));
    if (reply.wireBytes >= CallStatistics::kBigReplyBytes)
        command.firstByte.record(microseconds(call.firstByte() - call.written()));
    statistics.receivedBytes += reply.wireBytes;
    if (reply.type == Reply::Type::Status && reply.text == "QUEUED")
        ++outcome.queued;
    else if (reply.type != Reply::Type::Array) // an array is what EXEC ran
        countQueued(task, index, outcome, m_interval.callsDiscarded);
    else
        outcome.queued = 0;
    if (reply.type == Reply::Type::Error) {
        outcome.failed = true;
        ++command.failures;
        m_interval.addFailure(failureOf(task, reply));
        return;
    }
    const auto countUnexpected = [&](FailureKind kind, const std::string& what) {
        outcome.failed = true;
        ++command.failures;
        m_interval.addFailure({static_cast<std::uint32_t>(task), std::string(failureKindName(kind)),
            compiled.command.command() + " answered " + what});
    };
    switch (compiled.rule.judge(reply)) {
    case cicada::Outcome::Success:
        if (!call.checksValue())
            break;
        ++statistics.checkedValues;
        if (!compiled.check->holds(reply, outcome.key))
            countUnexpected(
                FailureKind::WrongValue, "another value than its data set was prepared with");
        m_now = std::chrono::steady_clock::now(); // the check took its time, which is no request's
        break;
    case cicada::Outcome::Miss:
        outcome.missed = true;
        break;
    case cicada::Outcome::Unexpected:
        countUnexpected(FailureKind::UnexpectedReply, normalisedMessage(reply.text));
        break;
    }
    if (m_plan.tasks[task].reset && index + 1 == m_plan.tasks[task].calls.size())
        outcome.length = lengthIn(reply);
}

void Worker::countFailure(std::size_t task, Outcome& outcome, const Failure& failure)
{
    if (m_hardStop) {
        outcome.abandoned = true;
        return;
    }
    m_interval.addFailure({static_cast<std::uint32_t>(task),
        std::string(failureKindName(failure.kind)), countedMessage(failure)});
}

// What MULTI queued and EXEC did not run (or may not have run).
void Worker::countQueued(
    std::size_t task, std::size_t end, Outcome& outcome, std::map<std::string, std::uint64_t>& into)
{
    for (; outcome.queued > 0; --outcome.queued)
        ++into[m_plan.tasks[task].calls[end - outcome.queued].command.command()];
}

void Worker::recordRequest(std::size_t task, const Outcome& outcome)
{
    TaskStatistics& statistics = m_interval.tasks[task];
    ++statistics.requests;
    if (outcome.failed)
        ++statistics.failures;
    else if (outcome.missed)
        ++statistics.misses;
    else
        ++statistics.successes;
    statistics.latency.record(microseconds(outcome.end - outcome.due));
    statistics.serviceTime.record(microseconds(outcome.serviceTime));
    statistics.connectionWait.record(microseconds(outcome.connectionWait));
}

bool Worker::takeRequest()
{
    if (!m_plan.limitedByRequests() || m_phase != Phase::Measure)
        return true;
    if (m_plan.requestsLeft.fetch_sub(1, std::memory_order_relaxed) > 0)
        return true;
    m_stopping = true;
    return false;
}

std::size_t Worker::pickTask()
{
    if (m_weightSums.size() == 1)
        return 0;
    const double pick = m_random.unit() * m_weightSums.back();
    const auto found = std::upper_bound(m_weightSums.begin(), m_weightSums.end(), pick);
    return static_cast<std::size_t>(std::min(found, m_weightSums.end() - 1) - m_weightSums.begin());
}

} // namespace cicada
