#include "main_window.h"
#include "models/workload_edits.h"
#include "pages/workload_page.h"
#include "profile_document.h"
#include "widgets/task_table.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QTest>
#include <gtest/gtest.h>

namespace cicada {
namespace {

using Page = MainWindow::Page;

/// What Alt and a letter reach in the window as it is: by letter, who wants it.
QMap<QString, QStringList> mnemonics(const MainWindow& window)
{
    QMap<QString, QStringList> wanted;
    const auto add = [&wanted](const QString& text) {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        if (!keys.isEmpty())
            wanted[keys.toString()] << text;
    };
    for (const QAction* menu : window.menuBar()->actions())
        add(menu->text());
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->isEnabled())
            add(button->text());
    }
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() && label->buddy()->isEnabled())
            add(label->text());
    }
    return wanted;
}

std::string clashes(const MainWindow& window)
{
    QStringList found;
    const auto wanted = mnemonics(window);
    for (auto one = wanted.begin(); one != wanted.end(); ++one) {
        if (one->size() > 1)
            found << one.key() + QStringLiteral(": ") + one->join(QStringLiteral(" / "));
    }
    return found.join(QLatin1Char('\n')).toStdString();
}

bool isLabelled(const QWidget* field)
{
    if (!field->accessibleName().isEmpty())
        return true;
    for (const QLabel* label : field->window()->findChildren<QLabel*>()) {
        if (label->buddy() == field)
            return true;
    }
    const auto* button = qobject_cast<const QAbstractButton*>(field);
    return button && !button->text().isEmpty();
}

/// Controls that a screen reader could not name.
std::string nameless(const MainWindow& window)
{
    QStringList found;
    for (const QWidget* field : window.findChildren<QWidget*>()) {
        const bool isField = qobject_cast<const QLineEdit*>(field)
            || qobject_cast<const QComboBox*>(field) || qobject_cast<const QAbstractSpinBox*>(field)
            || qobject_cast<const QAbstractButton*>(field)
            || qobject_cast<const QPlainTextEdit*>(field);
        const bool isPart = field->objectName().startsWith(QLatin1String("qt_"));
        if (isField && !isPart && field->isVisible() && field->focusPolicy() != Qt::NoFocus
            && !isLabelled(field))
            found << QString::fromLatin1(field->metaObject()->className()) + QStringLiteral(" in ")
                    + QString::fromLatin1(field->parentWidget()->metaObject()->className());
    }
    return found.join(QLatin1Char('\n')).toStdString();
}

class KeyboardTest : public testing::Test
{
protected:
    KeyboardTest()
    {
        window.resize(1280, 800);
        window.show();
    }

    MainWindow window;
};

TEST_F(KeyboardTest, NoTwoControlsOfAPageShareALetter)
{
    for (const Page page : {Page::Target, Page::Workload, Page::Load, Page::Run, Page::Results}) {
        window.showPage(page);
        QCoreApplication::processEvents();
        EXPECT_EQ(clashes(window), "") << "page " << static_cast<int>(page);
    }
}

TEST_F(KeyboardTest, NoTwoControlsShareALetterWhateverTaskIsShown)
{
    TestProfile profile = window.document()->profile();
    profile.tasks.clear();
    for (const TaskType& type : taskTypes())
        addTask(profile, type, profile.dataSets.front().name);
    window.document()->reset(profile, {});
    window.showPage(Page::Workload);
    auto* workload = window.findChild<WorkloadPage*>();
    for (int task = 0; task < static_cast<int>(profile.tasks.size()); ++task) {
        workload->taskTable()->selectTask(task);
        QCoreApplication::processEvents();
        EXPECT_EQ(clashes(window), "") << profile.tasks[static_cast<std::size_t>(task)].type;
        EXPECT_EQ(nameless(window), "") << profile.tasks[static_cast<std::size_t>(task)].type;
    }
}

TEST_F(KeyboardTest, NoTwoControlsShareALetterWhateverDocumentsAreShown)
{
    TestProfile profile = window.document()->profile();
    profile.dataSets.clear();
    for (const DocumentKind& kind : documentKinds())
        addDataSet(profile, kind.name, kind.name);
    window.document()->reset(profile, {});
    window.showPage(Page::Workload);
    auto* workload = window.findChild<WorkloadPage*>();
    for (std::size_t i = 0; i < profile.dataSets.size(); ++i) {
        workload->showProblem(QStringLiteral("data_sets[%1]").arg(i));
        QCoreApplication::processEvents();
        EXPECT_EQ(clashes(window), "") << profile.dataSets[i].kind;
        EXPECT_EQ(nameless(window), "") << profile.dataSets[i].kind;
    }
}

TEST_F(KeyboardTest, EveryControlHasAName)
{
    for (const Page page : {Page::Target, Page::Workload, Page::Load, Page::Run, Page::Results}) {
        window.showPage(page);
        QCoreApplication::processEvents();
        EXPECT_EQ(nameless(window), "") << "page " << static_cast<int>(page);
    }
}

} // namespace
} // namespace cicada
