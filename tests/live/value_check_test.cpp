// Whether what was written is what is read, on a real server whose keys somebody alters.
#include "support/finished_run.h"
#include "support/live_server.h"

#include <QTimer>
#include <gtest/gtest.h>

namespace cicada {
namespace {

class ValueCheckRun : public testing::Test
{
protected:
    ValueCheckRun()
    {
        DataSet people;
        people.name = "people";
        people.count = 20;
        people.prefix = "cicada:checked:";
        people.storedAs = {StoredAs::Json, StoredAs::String, StoredAs::Hash};
        m_profile.name = "checked";
        m_profile.dataSets.push_back(people);
        for (const char* type : {"read_document", "read_field", "read_fields", "read_many",
                 "string_read_document", "hash_read_field", "hash_read_document"})
            addTask(type);
        m_profile.load.users = 4;
        m_profile.load.requests = 3000;
    }

    void addTask(const std::string& type)
    {
        TaskDefinition task;
        task.name = task.type = type;
        task.dataSet = "people";
        m_profile.tasks.push_back(task);
    }

    static std::uint64_t wrongValues(const RunRecord& record)
    {
        std::uint64_t count = 0;
        for (const FailureRow& row : record.failures)
            count += row.kind == "wrong_value" ? row.count : 0;
        return count;
    }

    Sandbox m_server = startedSandbox();
    TestProfile m_profile;
};

TEST_F(ValueCheckRun, FindsNothingWrongWhereNobodyAltersAnything)
{
    m_profile.load.checkValues = 1;
    const RunRecord record = finishedRun(m_profile, m_server.endpoint());
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.totals.checkedValues, record.totals.successes);
    expectIdentities(record);
}

TEST_F(ValueCheckRun, ChecksAsManyAsTheUserAsksFor)
{
    m_profile.load.checkValues = 0.1;
    const RunRecord record = finishedRun(m_profile, m_server.endpoint());
    EXPECT_NEAR(static_cast<double>(record.totals.checkedValues), 300, 100);
    m_profile.load.checkValues = 0;
    EXPECT_EQ(finishedRun(m_profile, m_server.endpoint()).totals.checkedValues, 0U);
}

TEST_F(ValueCheckRun, CountsAWrongValueAsAFailureOfItsOwn)
{
    m_profile.load.checkValues = 1;
    m_profile.load.requests = 0;
    m_profile.load.duration = std::chrono::seconds(2);
    m_profile.load.wait = *WaitTime::parse("2ms");
    const std::string forged = R"({"id":1,"name":"nobody","age":7})";
    const RunRecord record = finishedRun(m_profile, m_server.endpoint(), {}, [&](LoadTest& test) {
        QTimer::singleShot(1500, &test, [&] {
            Client other = connectedTo(m_server.endpoint());
            for (int i = 0; i < 20; ++i) {
                const std::string index = std::to_string(i);
                EXPECT_TRUE(
                    other.call({"JSON.SET", "cicada:checked:json:" + index, "$", forged}).ok());
                EXPECT_TRUE(other.call({"SET", "cicada:checked:string:" + index, forged}).ok());
            }
        });
    });
    EXPECT_EQ(record.state, "finished");
    EXPECT_GT(wrongValues(record), 0U);
    EXPECT_GT(record.totals.successes, 0U) << "before";
    expectIdentities(record);
}

TEST_F(ValueCheckRun, ChecksWhatIsLeftBesideTasksThatChangePlaces)
{
    m_profile.load.checkValues = 1;
    for (const char* type : {"increment", "set_field", "append_string", "hash_set_field"})
        addTask(type);
    const RunRecord record = finishedRun(m_profile, m_server.endpoint());
    EXPECT_EQ(record.totals.failures, 0U);
    for (const TaskRow& task : record.tasks) {
        if (task.name == "read_document" || task.name == "string_read_document") {
            EXPECT_EQ(task.checkedValues, task.requests) << task.name;
        } else if (task.name == "hash_read_document") {
            EXPECT_EQ(task.checkedValues, 0U);
        }
    }
}

TEST_F(ValueCheckRun, SaysThatItCannotCheckWhatATaskChanges)
{
    m_profile.load.checkValues = 1;
    m_profile.tasks.resize(1);
    addTask("custom");
    m_profile.tasks.back().commands.push_back(
        {.command = "JSON.SET {key} $ {document}", .success = {}});
    const RunRecord record = finishedRun(m_profile, m_server.endpoint());
    EXPECT_EQ(record.totals.failures, 0U);
    EXPECT_EQ(record.totals.checkedValues, 0U);
    EXPECT_TRUE(std::any_of(record.integrity.notes.begin(), record.integrity.notes.end(),
        [](const std::string& note) { return note.find("No value was checked") == 0; }));
}

} // namespace
} // namespace cicada
