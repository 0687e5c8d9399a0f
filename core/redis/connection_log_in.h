#pragma once

#include "redis/connection.h"

namespace cicada {

/// Judges the replies of AUTH, SELECT and CLIENT SETNAME, which are sent in one go.
class Connection::LogInSink : public CallSink
{
public:
    enum class Step
    {
        Auth,
        Select,
        SetName,
    };

    LogInSink(Connection& connection, std::vector<Step> steps)
        : m_connection(connection)
        , m_steps(std::move(steps))
    {
    }

    void onReply(Reply& reply, Time written, Time received) override;
    void onFailure(const Failure& failure, bool sent) override;

private:
    Connection& m_connection;
    std::vector<Step> m_steps;
    std::size_t m_answered = 0;
};

} // namespace cicada
