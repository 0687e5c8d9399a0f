#include "main_window.h"
#include "profile_document.h"
#include "profile_files.h"
#include "run_session.h"
#include "run_starter.h"
#include "tool_tip.h"
#include "widgets/page_list.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace cicada {

void MainWindow::createMenus()
{
    createFileMenu();

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_document->undoStack()->createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    edit->addAction(undo);
    QAction* redo = m_document->undoStack()->createRedoAction(this, tr("&Redo"));
    redo->setShortcut(QKeySequence::Redo);
    edit->addAction(redo);

    createRunMenu();

    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (int page = 0; page < kPages; ++page) {
        QAction* show = view->addAction(m_list->item(page)->text());
        show->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)));
        connect(
            show, &QAction::triggered, this, [this, page] { showPage(static_cast<Page>(page)); });
    }

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    connect(help->addAction(tr("&About Cicada")), &QAction::triggered, this, [this] {
        auto* about = new QMessageBox(QMessageBox::NoIcon, tr("About Cicada"),
            tr("<h3>Cicada %1</h3><p>A load tester for RedisJSON.</p>"
               "<p>Free software under the GNU General Public License, "
               "version 3 or later.</p>")
                .arg(QStringLiteral(CICADA_VERSION)),
            QMessageBox::Ok, this);
        about->setAttribute(Qt::WA_DeleteOnClose);
        about->open();
    });
}

void MainWindow::createFileMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    const auto add
        = [this, file](const QString& text, const QKeySequence& keys, std::function<void()> run) {
              QAction* action = file->addAction(text);
              action->setShortcut(keys);
              connect(action, &QAction::triggered, this, std::move(run));
          };
    add(tr("&New"), QKeySequence::New,
        [this] { whenChangesAreSafe([this] { m_files->newProfile(); }); });
    add(tr("&Open..."), QKeySequence::Open,
        [this] { m_files->chooseAndOpen([this](const QString& path) { openFile(path); }); });

    QMenu* recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    QMenu* samples = file->addMenu(tr("Sa&mples"));
    samples->setToolTipsVisible(true);
    for (const Sample& sample : ProfileFiles::samples()) {
        QAction* open = samples->addAction(sample.name);
        open->setToolTip(plainToolTip(sample.description));
        connect(open, &QAction::triggered, this, [this, path = sample.path] {
            whenChangesAreSafe([this, path] { m_files->openSample(path); });
        });
    }

    file->addSeparator();
    add(tr("&Save"), QKeySequence::Save, [this] { m_files->save(); });
    add(tr("Save &as..."), QKeySequence::SaveAs, [this] { m_files->saveAs(); });
    file->addSeparator();
    add(tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    const QStringList files = m_files->recentFiles();
    for (const QString& path : files) {
        QAction* open = menu->addAction(
            QFileInfo(path).fileName().replace(QLatin1Char('&'), QLatin1String("&&")));
        open->setStatusTip(path);
        open->setToolTip(plainToolTip(path));
        connect(open, &QAction::triggered, this, [this, path] { openFile(path); });
    }
    if (files.isEmpty()) {
        menu->addAction(tr("Nothing opened yet"))->setEnabled(false);
        return;
    }
    menu->setToolTipsVisible(true);
    menu->addSeparator();
    connect(menu->addAction(tr("&Forget these")), &QAction::triggered, m_files,
        &ProfileFiles::clearRecentFiles);
}

void MainWindow::createRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    QAction* start = menu->addAction(tr("&Start"));
    start->setShortcut(Qt::Key_F5);
    connect(start, &QAction::triggered, m_starter, &RunStarter::start);
    QAction* stop = menu->addAction(tr("S&top"));
    stop->setShortcut(Qt::SHIFT | Qt::Key_F5);
    connect(stop, &QAction::triggered, m_session, &RunSession::stop);
    const auto refresh = [this, start, stop] {
        start->setEnabled(!m_session->isActive() && !m_starter->isPending());
        stop->setEnabled(m_session->isActive());
    };
    connect(m_session, &RunSession::progressed, this, refresh);
    connect(m_starter, &RunStarter::pendingChanged, this, refresh);
    refresh();
}

} // namespace cicada
