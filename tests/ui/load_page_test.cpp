#include "pages/load_page.h"

#include "load_sentence.h"
#include "page_test.h"
#include "profile_document.h"
#include "target_book.h"
#include "widgets/color_roles.h"
#include "widgets/load_plan_chart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <gtest/gtest.h>

#include <set>

namespace cicada {

namespace {

using namespace std::chrono_literals;

/// A page on a document, its fields found as a screen reader finds them.
class LoadPageTest : public PageTest
{
protected:
    LoadPageTest()
        : m_book(m_folder.path().toStdString())
        , m_page(&m_document, &m_book)
    {
        showPage();
    }

    QWidget& page() override { return m_page; }

    bool offersToResumeTlsSessions()
    {
        return buttonOf<QCheckBox>(QStringLiteral("Resume TLS sessions"))->isVisible();
    }

    void aimAt(const Target& target)
    {
        TestProfile next = m_document.profile();
        next.target = target;
        m_document.edit(QStringLiteral("Choose target"), std::move(next));
    }

    const Load& load() const { return m_document.profile().load; }

    QTemporaryDir m_folder;
    TargetBook m_book;
    ProfileDocument m_document;
    LoadPage m_page;
};

} // namespace

TEST_F(LoadPageTest, ShowsTheProfilesValues)
{
    TestProfile profile;
    profile.load.users = 1000;
    profile.load.duration = 90s;
    profile.load.seed = 18'446'744'073'709'551'615ULL;
    m_document.reset(profile, {});
    EXPECT_EQ(field<QSpinBox>(QStringLiteral("Users"))->value(), 1000);
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("Measured time"))->text(), QStringLiteral("1m30s"));
    EXPECT_EQ(field<QLineEdit>(QStringLiteral("Seed of everything random"))->text(),
        QStringLiteral("18446744073709551615"));
    EXPECT_FALSE(m_document.isModified()) << "showing is not editing";
}

TEST_F(LoadPageTest, TurnsTypingIntoOneUndoableEdit)
{
    QSpinBox* users = field<QSpinBox>(QStringLiteral("Users"));
    users->setFocus();
    users->selectAll();
    QTest::keyClicks(users, QStringLiteral("250"));
    EXPECT_EQ(load().users, 250u);
    m_document.undoStack()->undo();
    EXPECT_EQ(load().users, Load{}.users);
    EXPECT_EQ(users->value(), static_cast<int>(Load{}.users));
}

TEST_F(LoadPageTest, LeavesTheTextAloneWhileADurationIsTyped)
{
    auto* duration = field<QLineEdit>(QStringLiteral("Measured time"));
    type(duration, QStringLiteral("60s"));
    EXPECT_EQ(load().duration, 60s);
    EXPECT_EQ(duration->text(), QStringLiteral("60s")) << "not rewritten as 1m under the cursor";
}

TEST_F(LoadPageTest, SaysAtOnceWhatIsNoDurationAndKeepsTheLastGoodOne)
{
    auto* warmup = field<QLineEdit>(QStringLiteral("Warm-up"));
    type(warmup, QStringLiteral("5s"));
    type(warmup, QStringLiteral("soon"));
    EXPECT_EQ(load().warmup, 5s);
    EXPECT_TRUE(shows(QStringLiteral("Write a duration")));
    type(warmup, QStringLiteral("7s"));
    EXPECT_EQ(load().warmup, 7s);
    EXPECT_FALSE(shows(QStringLiteral("Write a duration")));
}

TEST_F(LoadPageTest, ShowsOnlyTheFieldsOfTheChosenWait)
{
    auto* kind = field<QComboBox>(QStringLiteral("Kind of waiting between two tasks"));
    auto* low = field<QLineEdit>(QStringLiteral("Wait time"));
    auto* high = field<QLineEdit>(QStringLiteral("Longest wait time"));
    auto* rate = field<QDoubleSpinBox>(QStringLiteral("Tasks per user and second"));
    EXPECT_FALSE(low->isVisible() || high->isVisible() || rate->isVisible());

    choose(kind, static_cast<int>(WaitTime::Kind::Between));
    EXPECT_TRUE(low->isVisible() && high->isVisible() && !rate->isVisible());
    EXPECT_LT(load().wait.low, load().wait.high) << "begins with values that can run";

    choose(kind, static_cast<int>(WaitTime::Kind::Rate));
    EXPECT_TRUE(!low->isVisible() && !high->isVisible() && rate->isVisible());
    EXPECT_GT(load().wait.perSecond, 0);
}

TEST_F(LoadPageTest, SwitchesBetweenATimeAndANumberOfRequests)
{
    auto* kind = field<QComboBox>(QStringLiteral("What ends the run"));
    choose(kind, 1);
    EXPECT_GT(load().requests, 0u);
    EXPECT_TRUE(field<QDoubleSpinBox>(QStringLiteral("Number of requests"))->isVisible());
    choose(kind, 0);
    EXPECT_EQ(load().requests, 0u);
    EXPECT_TRUE(field<QLineEdit>(QStringLiteral("Measured time"))->isVisible());
}

TEST_F(LoadPageTest, OffersToResumeTlsSessionsWhereTheTargetMaySpeakTls)
{
    const Endpoint plain = Endpoint::parse("redis://db.example.com").value();
    const Endpoint encrypted = Endpoint::parse("rediss://db.example.com").value();
    EXPECT_FALSE(offersToResumeTlsSessions()) << "the sandbox";
    aimAt({Target::Kind::Endpoint, "db", encrypted});
    EXPECT_TRUE(offersToResumeTlsSessions()) << "rediss://";
    aimAt({Target::Kind::Endpoint, "db", plain});
    EXPECT_FALSE(offersToResumeTlsSessions()) << "redis://";
    m_document.undoStack()->undo();
    EXPECT_TRUE(offersToResumeTlsSessions()) << "rediss:// again";

    aimAt({Target::Kind::Saved, "staging", {}});
    EXPECT_TRUE(offersToResumeTlsSessions()) << "nobody knows what it is";
    m_book.add(QStringLiteral("staging"), plain);
    EXPECT_FALSE(offersToResumeTlsSessions()) << "saved, redis://";
    m_book.setEndpoint(QStringLiteral("staging"), encrypted);
    EXPECT_TRUE(offersToResumeTlsSessions()) << "saved, rediss://";
}

TEST_F(LoadPageTest, PutsAProblemNextToItsField)
{
    TestProfile profile;
    profile.load.wait.kind = WaitTime::Kind::Between;
    profile.load.wait.low = 3s;
    profile.load.wait.high = 1s;
    m_document.reset(profile, {});
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return m_document.problemCount(QStringLiteral("load.wait")) > 0; }));
    EXPECT_TRUE(shows(m_document.problemAt(QStringLiteral("load.wait"))));
}

namespace {

struct SentenceRow
{
    Load load;
    QString expected;
};

Load loadOf(std::uint64_t users, double spawnRate)
{
    Load load;
    load.users = users;
    load.spawnRate = spawnRate;
    load.threads = 1;
    return load;
}

} // namespace

TEST_F(LoadPageTest, OffersAShapeOfARateThatCanRun)
{
    choose(field<QComboBox>(QStringLiteral("What the load is")), 3);

    const Load& load = m_document.profile().load;
    ASSERT_TRUE(load.shape);
    EXPECT_EQ(load.shape->of, ShapeDefinition::Of::Rate);
    EXPECT_TRUE(isOpenLoop(load));
    EXPECT_FALSE(
        field<QComboBox>(QStringLiteral("Kind of waiting between two tasks"))->isVisible());
    EXPECT_TRUE(field<QComboBox>(QStringLiteral("Kind of load shape"))->isVisible());
    EXPECT_TRUE(shows(QStringLiteral("Requests come by the clock")));
    auto* end = field<QComboBox>(QStringLiteral("What ends the run"));
    EXPECT_EQ(end->currentText(), QStringLiteral("the end of the shape"));
    for (const Problem& problem : m_document.validateNow())
        EXPECT_NE(problem.field.rfind("load", 0), 0U) << problem.field << problem.text;
}

TEST_F(LoadPageTest, EditsAShapeInItsTableAsOneStepEach)
{
    choose(field<QComboBox>(QStringLiteral("What the load is")), 1);
    auto* table = field<QTableWidget>(QStringLiteral("Parts of the load shape"));
    ASSERT_EQ(table->rowCount(), 2);
    const int steps = m_document.undoStack()->count();

    table->item(0, 0)->setText(QStringLiteral("77"));
    EXPECT_EQ(m_document.profile().load.shape->stages[0].target, 77);
    table->item(0, 1)->setText(QStringLiteral("soon"));
    EXPECT_EQ(m_document.undoStack()->count(), steps + 1) << "no time, no edit";
    EXPECT_NE(table->item(0, 1)->text(), QStringLiteral("soon"));
    m_document.undoStack()->undo();
    EXPECT_NE(m_document.profile().load.shape->stages[0].target, 77);
    EXPECT_NE(table->item(0, 0)->text(), QStringLiteral("77"));
}

TEST(LoadPlanChart, DrawsNothingOfAShapeThatComesAfterTheEndOfTheRun)
{
    Load load;
    load.shape = startingShape(
        ShapeDefinition::Of::Users, ShapeDefinition::Kind::List, 1000, 60); // at 250 to begin with
    load.duration = std::chrono::seconds(3);
    LoadPlanChart chart;
    chart.resize(600, 300);
    const QRgb accent = roleColor(ColorRole::Accent, chart.palette()).rgb();
    const auto rowsOfAccent = [&] {
        chart.setLoad(load);
        const QImage picture = chart.grab().toImage();
        std::set<int> rows;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 80; x < picture.width(); ++x)
                if (picture.pixel(x, y) == accent)
                    rows.insert(y);
        return rows.size();
    };
    EXPECT_LT(rowsOfAccent(), 60U) << "only the begin of the way up, which is a tenth";
    load.duration = std::chrono::seconds(30);
    EXPECT_GT(rowsOfAccent(), 100U) << "all of it, and this test sees it";
}

TEST_F(LoadPageTest, DragsAPointOfTheShapeInOneUndoableStep)
{
    choose(field<QComboBox>(QStringLiteral("What the load is")), 1);
    const ShapeDefinition before = *m_document.profile().load.shape;
    auto* chart = m_page.findChild<LoadPlanChart*>();
    ASSERT_TRUE(chart);
    QSignalSpy drags(chart, &LoadPlanChart::shapeDragged);
    const int steps = m_document.undoStack()->count();
    // Where the first stage is reached: a quarter of the width, near the top.
    QPoint grip;
    for (int x = 0; x < chart->width() && drags.isEmpty(); x += 4) {
        for (int y = 0; y < chart->height() && drags.isEmpty(); y += 4) {
            grip = QPoint(x, y);
            QTest::mousePress(chart, Qt::LeftButton, {}, grip);
            QTest::mouseMove(chart, grip);
            if (drags.isEmpty())
                QTest::mouseRelease(chart, Qt::LeftButton, {}, grip);
        }
    }
    ASSERT_FALSE(drags.isEmpty()) << "nothing to hold";
    QTest::mouseMove(chart, grip + QPoint(10, 20));
    QTest::mouseMove(chart, grip + QPoint(20, 40));
    QTest::mouseRelease(chart, Qt::LeftButton, {}, grip + QPoint(20, 40));

    EXPECT_NE(m_document.profile().load.shape->stages[0].target, before.stages[0].target);
    EXPECT_EQ(m_document.undoStack()->count(), steps + 1);
    m_document.undoStack()->undo();
    EXPECT_EQ(m_document.profile().load.shape->stages[0].target, before.stages[0].target);
    EXPECT_EQ(m_document.profile().load.shape->stages[0].ramp, before.stages[0].ramp);
}

TEST(LoadSentence, SaysWhatWillHappen)
{
    Load ramp = loadOf(1000, 100);
    ramp.duration = 60s;
    ramp.wait = {WaitTime::Kind::Between, 1s, 3s, 0};
    Load counted = loadOf(1, 0);
    counted.requests = 100'000;
    counted.warmup = 5s;
    Load cut = loadOf(10, 0);
    cut.shape = startingShape(ShapeDefinition::Of::Users, ShapeDefinition::Kind::List, 1000, 60);
    cut.duration = 3s;
    const std::vector<SentenceRow> rows{
        {cut,
            QStringLiteral("The first 3 s of a shape of up to 1,000 users. "
                           "Nobody waits: as many tasks/s as the target answers. "
                           "64 connections, each for one user at a time, on 1 thread.")},
        {ramp,
            QStringLiteral("1,000 users in 10 s, then 60 s measured. The users' waiting allows at "
                           "most 500 tasks/s. "
                           "64 connections, each for one user at a time, on 1 thread.")},
        {counted,
            QStringLiteral("1 user at once, then 5 s of warm-up, then measured until 100,000 "
                           "requests are done. "
                           "Nobody waits: as many tasks/s as the target answers. "
                           "1 connection, each for one user at a time, on 1 thread.")},
    };
    for (const SentenceRow& row : rows)
        EXPECT_EQ(loadSentence(row.load, true).toStdString(), row.expected.toStdString());
}

TEST(LoadSentence, SpeaksDurationsAtTheirSize)
{
    EXPECT_EQ(spokenDuration(250us).toStdString(), "250 µs");
    EXPECT_EQ(spokenDuration(40ms).toStdString(), "40 ms");
    EXPECT_EQ(spokenDuration(2500ms).toStdString(), "2.5 s");
    EXPECT_EQ(spokenDuration(90s).toStdString(), "90 s");
    EXPECT_EQ(spokenDuration(150s).toStdString(), "2 min 30 s");
    EXPECT_EQ(spokenDuration(1h).toStdString(), "60 min");
}

} // namespace cicada
