#include "pages/results_page.h"

#include "file_path.h"
#include "profile/profile_json.h"
#include "report/run_file.h"
#include "run_library.h"
#include "widgets/comparison_panel.h"
#include "widgets/figure_table.h"
#include "widgets/message_bar.h"
#include "widgets/run_list_panel.h"
#include "widgets/stored_run_panel.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <filesystem>
#include <memory>

namespace cicada {

namespace {

/// A run that was killed a moment before this start has a journal too fresh to be told from a live
/// one; it is looked at once more.
constexpr int kLookAgain = 8'000;

struct Loaded
{
    std::vector<RunRecord> records;
    QString problem;
};

std::shared_ptr<const Loaded> loadAll(const QStringList& paths)
{
    auto loaded = std::make_shared<Loaded>();
    for (const QString& path : paths) {
        Result<RunRecord> record = loadRunFile(fileSystemPath(path));
        if (!record) {
            loaded->problem = QString::fromStdString(record.error().text);
            break;
        }
        loaded->records.push_back(std::move(record).value());
    }
    return loaded;
}

} // namespace

ResultsPage::ResultsPage(RunLibrary* library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_message(new MessageBar)
    , m_stack(new QStackedWidget)
    , m_list(new RunListPanel(library))
    , m_run(new StoredRunPanel)
    , m_comparison(new ComparisonPanel)
    , m_exporter(new RunExporter(this))
{
    for (QWidget* page : {static_cast<QWidget*>(m_list), static_cast<QWidget*>(m_run),
             static_cast<QWidget*>(m_comparison)})
        m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    connectList();
    connectRun();
    connect(m_comparison, &ComparisonPanel::backRequested, this, &ResultsPage::showList);
    QTimer::singleShot(0, this, &ResultsPage::recoverInterrupted);
    QTimer::singleShot(kLookAgain, this, &ResultsPage::recoverInterrupted);
}

void ResultsPage::connectList()
{
    connect(m_list, &RunListPanel::openRequested, this, &ResultsPage::openRun);
    connect(m_list, &RunListPanel::compareRequested, this, &ResultsPage::compare);
    connect(m_list, &RunListPanel::removed, this, &ResultsPage::offerUndo);
    connect(m_list, &RunListPanel::failed, this,
        [this](const QString& sentence) { m_message->showMessage(ColorRole::Error, sentence); });
}

void ResultsPage::connectRun()
{
    connect(m_run, &StoredRunPanel::backRequested, this, &ResultsPage::showList);
    connect(m_run, &StoredRunPanel::useSettingsRequested, this, &ResultsPage::useSettings);
    connect(m_run, &StoredRunPanel::exportRequested, this, &ResultsPage::askWhereToExport);
    connect(m_run, &StoredRunPanel::copied, this,
        [this](const QString& sentence) { m_message->showMessage(ColorRole::Good, sentence); });
    connect(m_exporter, &RunExporter::saved, this, [this](const QString& path) {
        const auto openFolder = [path] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
        };
        m_message->showMessage(ColorRole::Good,
            tr("Saved as %1").arg(QDir::toNativeSeparators(path)),
            {{tr("Open &folder"), openFolder}});
    });
    connect(m_exporter, &RunExporter::failed, this,
        [this](const QString& sentence) { m_message->showMessage(ColorRole::Error, sentence); });
}

QString ResultsPage::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

bool ResultsPage::showsRun() const
{
    return m_stack->currentWidget() == m_run;
}

const RunRecord& ResultsPage::shownRecord() const
{
    return m_run->record();
}

void ResultsPage::showList()
{
    ++m_loading;
    m_message->hide();
    m_stack->setCurrentWidget(m_list);
    m_list->table()->setFocus();
}

void ResultsPage::openRun(const QString& path)
{
    load({path}, [this](const std::vector<RunRecord>& records) {
        m_run->setRecord(records.front());
        m_stack->setCurrentWidget(m_run);
    });
}

void ResultsPage::compare(const QStringList& paths)
{
    load(paths, [this](const std::vector<RunRecord>& records) {
        m_comparison->setRuns(records);
        m_stack->setCurrentWidget(m_comparison);
    });
}

void ResultsPage::load(
    const QStringList& paths, const std::function<void(const std::vector<RunRecord>&)>& done)
{
    const int asked = ++m_loading;
    auto* watcher = new QFutureWatcher<std::shared_ptr<const Loaded>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, asked, done] {
        watcher->deleteLater();
        if (asked != m_loading)
            return;
        const std::shared_ptr<const Loaded> loaded = watcher->result();
        if (!loaded->problem.isEmpty()) {
            m_message->showMessage(ColorRole::Error, loaded->problem);
            return;
        }
        m_message->hide();
        done(loaded->records);
    });
    watcher->setFuture(QtConcurrent::run(loadAll, paths));
}

void ResultsPage::askWhereToExport(RunExporter::Format format)
{
    const QString suffix = RunExporter::fileSuffix(format);
    QString name = QString::fromStdString(m_run->record().name);
    for (QChar& character : name) {
        if (QStringLiteral("<>:\"/\\|?*").contains(character) || !character.isPrint())
            character = QLatin1Char('-');
    }
    if (format == RunExporter::Format::CsvTables) {
        const QString folder = QFileDialog::getExistingDirectory(
            this, tr("Export: a folder for the tables is made inside the one you choose"));
        if (!folder.isEmpty())
            exportRun(format, QDir(folder).filePath(tr("%1 (tables)").arg(name)));
        return;
    }
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), name + suffix, QStringLiteral("*%1").arg(suffix));
    if (!path.isEmpty())
        exportRun(format, path.endsWith(suffix) ? path : path + suffix);
}

void ResultsPage::exportRun(RunExporter::Format format, const QString& path)
{
    m_message->showMessage(ColorRole::Good, tr("Saving…"));
    m_exporter->save(m_run->record(), format, path);
}

void ResultsPage::offerUndo(const QStringList& names)
{
    const QString sentence = names.size() == 1 ? tr("“%1” is deleted.").arg(names.front())
                                               : tr("%1 runs are deleted.").arg(names.size());
    const auto undo = [this, count = names.size()] {
        QString error;
        for (qsizetype i = 0; i < count; ++i) {
            if (!m_library->restoreLastRemoved(&error))
                m_message->showMessage(ColorRole::Error, error);
        }
    };
    m_message->showMessage(ColorRole::Good, sentence, {{tr("U&ndo"), undo}});
}

void ResultsPage::useSettings()
{
    const Result<TestProfile> profile = profileFromJson(m_run->record().profileJson);
    if (profile)
        Q_EMIT useProfile(*profile);
    else
        m_message->showMessage(ColorRole::Error,
            tr("The settings of this run cannot be used: %1")
                .arg(QString::fromStdString(profile.error().text)));
}

void ResultsPage::recoverInterrupted()
{
    const int count = m_library->recoverInterrupted();
    if (count == 0)
        return;
    m_message->showMessage(ColorRole::Good,
        count == 1 ? tr("A run was cut short when the app ended; what it had measured until "
                        "then is in the list.")
                   : tr("%1 runs were cut short when the app ended; what they had measured "
                        "until then is in the list.")
                         .arg(count));
}

} // namespace cicada
