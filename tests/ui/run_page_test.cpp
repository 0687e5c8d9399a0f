#include "pages/run_page.h"

#include "profile_document.h"
#include "run_library.h"
#include "run_session.h"
#include "widgets/prepare_panel.h"
#include "widgets/run_controls.h"
#include "widgets/run_view.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <gtest/gtest.h>

namespace cicada {

namespace {

QPushButton* buttonCalled(const QWidget& widget, const QString& text)
{
    for (QPushButton* button : widget.findChildren<QPushButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == text)
            return button;
    }
    return nullptr;
}

TestProfile profileWithTasks()
{
    TestProfile profile;
    profile.load.users = 50;
    profile.load.spawnRate = 25;
    for (const char* name : {"read", "off", "write"}) {
        TaskDefinition task;
        task.name = name;
        task.weight = 3;
        task.enabled = task.name != "off";
        profile.tasks.push_back(task);
    }
    return profile;
}

} // namespace

TEST(RunPage, OffersTwoWaysToBeginBeforeTheFirstRun)
{
    RunLibrary library;
    RunSession session(&library);
    ProfileDocument document;
    RunPage page(&document, &session);
    page.resize(800, 600);
    page.show();
    QSignalSpy tries(&page, &RunPage::tryItNow);
    QSignalSpy connects(&page, &RunPage::connectToMyRedis);

    EXPECT_FALSE(page.view()->isVisible());
    QTest::mouseClick(buttonCalled(page, QStringLiteral("Try it now")), Qt::LeftButton);
    QTest::mouseClick(buttonCalled(page, QStringLiteral("Connect to my Redis")), Qt::LeftButton);

    EXPECT_EQ(tries.count(), 1);
    EXPECT_EQ(connects.count(), 1);
}

TEST(RunControls, TellOnlyWhatTheUserChanged)
{
    RunControls controls;
    QSignalSpy users(&controls, &RunControls::usersChanged);
    QSignalSpy rate(&controls, &RunControls::spawnRateChanged);
    controls.setProfile(profileWithTasks());
    controls.setUsers(70);
    EXPECT_EQ(users.count() + rate.count(), 0);
    EXPECT_EQ(controls.findChild<QSpinBox*>()->value(), 70);

    controls.findChild<QSpinBox*>()->setValue(80);
    controls.findChild<QDoubleSpinBox*>()->setValue(5);

    ASSERT_EQ(users.count(), 1);
    EXPECT_EQ(users[0][0].toULongLong(), 80u);
    ASSERT_EQ(rate.count(), 1);
    EXPECT_EQ(rate[0][0].toDouble(), 5);
}

TEST(RunControls, CountWeightsAsTheCompiledListDoes)
{
    RunControls controls;
    controls.setProfile(profileWithTasks());
    std::vector<std::pair<std::size_t, double>> changes;
    QObject::connect(&controls, &RunControls::weightChanged, &controls,
        [&](std::size_t task, double weight) { changes.emplace_back(task, weight); });
    controls.show();

    controls.findChild<QToolButton*>()->click();
    QDoubleSpinBox* write = nullptr;
    for (QDoubleSpinBox* box : controls.findChildren<QDoubleSpinBox*>()) {
        EXPECT_FALSE(box->accessibleName().contains(QStringLiteral("off")));
        if (box->accessibleName().contains(QStringLiteral("write")))
            write = box;
    }
    ASSERT_TRUE(write);
    write->setValue(9);

    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0], (std::pair<std::size_t, double>(1, 9)));
}

TEST(RunControls, SteerTheRateOfAnOpenLoopOnly)
{
    RunControls controls;
    controls.show();
    QDoubleSpinBox* rate = nullptr;
    for (QDoubleSpinBox* box : controls.findChildren<QDoubleSpinBox*>()) {
        if (box->accessibleName().startsWith(QStringLiteral("Rate")))
            rate = box;
    }
    ASSERT_TRUE(rate);
    TestProfile profile;
    controls.setProfile(profile);
    EXPECT_FALSE(rate->isVisible());
    profile.load.rate = 500;
    controls.setProfile(profile);
    EXPECT_TRUE(rate->isVisible());
    EXPECT_EQ(rate->value(), 500);

    QSignalSpy changes(&controls, &RunControls::rateChanged);
    controls.setRate(700);
    EXPECT_EQ(changes.count(), 0) << "that was the engine";
    rate->setValue(900);
    ASSERT_EQ(changes.count(), 1);
    EXPECT_EQ(changes[0][0].toDouble(), 900);
}

TEST(RunControls, PauseAndGoOn)
{
    RunControls controls;
    QSignalSpy asked(&controls, &RunControls::pauseAsked);
    QPushButton* pause = nullptr;
    for (QPushButton* button : controls.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("&Pause"))
            pause = button;
    }
    ASSERT_TRUE(pause);

    pause->click();
    controls.setPaused(true);
    EXPECT_EQ(pause->text(), QStringLiteral("&Go on"));
    pause->click();
    controls.setPaused(false);

    ASSERT_EQ(asked.count(), 2);
    EXPECT_TRUE(asked[0][0].toBool());
    EXPECT_FALSE(asked[1][0].toBool());
}

TEST(RunControls, MarkTheMomentWithANoteOnce)
{
    RunControls controls;
    QSignalSpy notes(&controls, &RunControls::noteAdded);
    QLineEdit* note = nullptr;
    for (QLineEdit* edit : controls.findChildren<QLineEdit*>()) {
        if (edit->accessibleName() == QStringLiteral("Note"))
            note = edit;
    }
    ASSERT_TRUE(note);

    QTest::keyClick(note, Qt::Key_Return);
    EXPECT_EQ(notes.count(), 0) << "nothing was written";
    QTest::keyClicks(note, QStringLiteral("failover"));
    QTest::keyClick(note, Qt::Key_Return);
    QTest::keyClick(note, Qt::Key_Return);

    ASSERT_EQ(notes.count(), 1);
    EXPECT_EQ(notes[0][0].toString(), QStringLiteral("failover"));
}

TEST(PreparePanel, ShowsHowFarItIsAndHowLongItTakes)
{
    PreparePanel panel;
    RunProgress progress;
    progress.state = RunState::Preparing;
    progress.fraction = 0.42;
    progress.documentsDone = 42;
    progress.documentsTotal = 100;
    progress.documentsPerSecond = 250;
    progress.secondsLeft = 0.2;
    panel.showProgress(progress, QStringLiteral("here"));

    EXPECT_EQ(panel.findChild<QProgressBar*>()->value(), 420);
    QString shown;
    for (const QLabel* label : panel.findChildren<QLabel*>())
        shown += label->text() + QLatin1Char('\n');
    EXPECT_TRUE(shown.contains(QStringLiteral("42 of 100 documents"))) << shown.toStdString();
    EXPECT_TRUE(shown.contains(QStringLiteral("1 s left"))) << shown.toStdString();

    progress.state = RunState::Connecting;
    panel.showProgress(progress, QStringLiteral("here"));
    EXPECT_EQ(panel.findChild<QProgressBar*>()->maximum(), 0) << "busy: how long is not known";
}

} // namespace cicada
