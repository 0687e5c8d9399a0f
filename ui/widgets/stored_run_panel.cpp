#include "widgets/stored_run_panel.h"

#include "tool_tip.h"
#include "widgets/run_view.h"
#include "widgets/settings_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace cicada {

StoredRunPanel::StoredRunPanel(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_subtitle(new QLabel)
    , m_use(new QPushButton(tr("&Use these settings")))
    , m_export(new QToolButton)
    , m_view(new RunView)
    , m_settings(new SettingsPanel)
{
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    // Long names give way to the buttons.
    for (QLabel* label : {m_title, m_subtitle})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* back = new QPushButton(tr("← &All runs"));
    back->setShortcut(QKeySequence::Back);
    back->setToolTip(tr("Back to the list of runs"));
    m_use->setToolTip(tr("Opens the test profile of this run as a new one"));
    m_view->addTab(m_settings, tr("Settings"));
    makeExportMenu();
    m_export->setMinimumHeight(m_use->sizeHint().height());

    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    auto* header = new QHBoxLayout;
    header->addWidget(back);
    header->addSpacing(6);
    header->addLayout(names, 1);
    header->addWidget(m_use);
    header->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(header);
    layout->addWidget(m_view, 1);
    connect(back, &QPushButton::clicked, this, &StoredRunPanel::backRequested);
    connect(m_use, &QPushButton::clicked, this, &StoredRunPanel::useSettingsRequested);
}

void StoredRunPanel::makeExportMenu()
{
    auto* menu = new QMenu(this);
    const auto addFile = [&](const QString& text, RunExporter::Format format) {
        menu->addAction(text, this, [this, format] { Q_EMIT exportRequested(format); });
    };
    addFile(tr("&HTML report…"), RunExporter::Format::HtmlReport);
    addFile(tr("&Run file (JSON)…"), RunExporter::Format::RunFile);
    addFile(tr("&Tables as CSV…"), RunExporter::Format::CsvTables);
    menu->addSeparator();
    menu->addAction(tr("Copy &statistics table"), this, [this] {
        QApplication::clipboard()->setText(m_view->statisticsText());
        Q_EMIT copied(tr("The statistics table is in the clipboard."));
    });
    menu->addAction(tr("Copy charts as &picture"), this, [this] {
        QApplication::clipboard()->setPixmap(m_view->chartsPicture());
        Q_EMIT copied(tr("The charts are in the clipboard."));
    });
    m_export->setText(tr("&Export"));
    m_export->setMenu(menu);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setToolButtonStyle(Qt::ToolButtonTextOnly);
}

void StoredRunPanel::setRecord(const RunRecord& record)
{
    m_title->setText(QString::fromStdString(record.name));
    const QDateTime started
        = QDateTime::fromString(QString::fromStdString(record.startedAt), Qt::ISODateWithMs);
    QStringList facts;
    if (started.isValid())
        facts << QLocale().toString(started.toLocalTime(), QLocale::ShortFormat);
    facts << QString::fromStdString(
        record.targetName.empty() ? record.targetUri : record.targetName);
    if (!record.server.version.empty())
        facts << QString::fromStdString(record.server.name + " " + record.server.version);
    facts.removeAll(QString());
    m_subtitle->setText(facts.join(QStringLiteral(" · ")));
    m_title->setToolTip(plainToolTip(m_title->text()));
    m_use->setEnabled(!record.profileJson.empty());
    m_view->setRecord(record);
    m_settings->setRecord(record);
}

const RunRecord& StoredRunPanel::record() const
{
    return m_view->record();
}

} // namespace cicada
