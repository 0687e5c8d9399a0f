#include "widgets/twin_panel.h"

#include "models/statistics_model.h"
#include "models/twin_model.h"
#include "widgets/figure_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace cicada {

TwinPanel::TwinPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new TwinModel(this))
    , m_sentence(new QLabel)
    , m_table(new FigureTable(tr("Twins side by side")))
{
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setContentsMargins(8, 6, 8, 6);
    m_sentence->setAccessibleName(tr("What the chosen twins show"));
    m_sentence->setBackgroundRole(QPalette::Base);
    m_sentence->setAutoFillBackground(true);

    auto* sorted = new TotalLastProxy(this);
    sorted->setSourceModel(m_model);
    m_table->setModel(sorted);
    m_table->setRootIsDecorated(false);
    m_table->setStretchColumns({TwinModel::Task});
    m_table->header()->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // groups stay together
    m_table->setPlaceholder(tr("Tasks that share a tag such as twin:read_field, on data stored in "
                               "different ways, are compared here."));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &TwinPanel::showSentence);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sentence);
    layout->addWidget(m_table, 1);
}

void TwinPanel::setRecord(const RunRecord& record)
{
    m_groups = compareTwins(record);
    m_memory.clear();
    for (const std::string& sentence : documentMemorySentences(record))
        m_memory << QString::fromStdString(sentence);
    m_model->setGroups(m_groups);
    m_table->fitColumns();
    showSentence();
}

void TwinPanel::showSentence()
{
    const QString task = m_table->currentIndex().siblingAtColumn(TwinModel::Task).data().toString();
    const TwinGroup* chosen = m_groups.empty() ? nullptr : &m_groups.front();
    for (const TwinGroup& group : m_groups) {
        for (const TwinRow& row : group.rows) {
            if (QString::fromStdString(row.task) == task)
                chosen = &group;
        }
    }
    QStringList lines;
    if (chosen)
        lines << QString::fromStdString(chosen->sentence);
    lines << m_memory;
    m_sentence->setText(lines.join(QLatin1Char('\n')));
}

QString TwinPanel::sentence() const
{
    return m_sentence->text();
}

} // namespace cicada
