#include "engine/load_test.h"

#include "engine/run_control.h"

namespace cicada {

LoadTest::LoadTest(TestProfile profile, Endpoint endpoint, RunOptions options, QObject* parent)
    : QObject(parent)
    , m_control(std::make_unique<RunControl>(
          *this, std::move(profile), std::move(endpoint), std::move(options)))
{
    qRegisterMetaType<cicada::RunProgress>();
    qRegisterMetaType<cicada::Interval>();
    qRegisterMetaType<cicada::RunRecord>();
}

LoadTest::~LoadTest() = default;

void LoadTest::start()
{
    m_control->start();
}

void LoadTest::stop()
{
    m_control->stop();
}

void LoadTest::setUsers(std::uint64_t users)
{
    m_control->setUsers(users);
}

void LoadTest::setSpawnRate(double usersPerSecond)
{
    m_control->setSpawnRate(usersPerSecond);
}

void LoadTest::setRate(double requestsPerSecond)
{
    m_control->setRate(requestsPerSecond);
}

void LoadTest::pause()
{
    m_control->setPaused(true);
}

void LoadTest::resume()
{
    m_control->setPaused(false);
}

void LoadTest::setWeight(std::size_t task, double weight)
{
    m_control->setWeight(task, weight);
}

void LoadTest::addNote(const std::string& text)
{
    m_control->addEvent("note", text);
}

RunProgress LoadTest::progress() const
{
    return m_control->progress();
}

RunRecord LoadTest::record() const
{
    return m_control->record();
}

std::vector<Summary::TaskName> LoadTest::taskNames() const
{
    return m_control->taskNames();
}

std::optional<Error> LoadTest::error() const
{
    return m_control->error();
}

} // namespace cicada
