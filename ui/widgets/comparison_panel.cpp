#include "widgets/comparison_panel.h"

#include "models/comparison_model.h"
#include "widgets/figure_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicada {

ComparisonPanel::ComparisonPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new ComparisonModel(this))
    , m_table(new FigureTable(tr("Comparison")))
{
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setSortingEnabled(false);
    m_table->setStretchColumn(ComparisonModel::Figure);
    // Figures far from their names are hard to follow.
    m_table->setMaximumWidth(fontMetrics().averageCharWidth() * 110);
    auto* back = new QPushButton(tr("← &All runs"));
    back->setShortcut(QKeySequence::Back);
    back->setToolTip(tr("Back to the list of runs"));
    auto* title = new QLabel(tr("Two runs compared"));
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto* header = new QHBoxLayout;
    header->addWidget(back);
    header->addSpacing(6);
    header->addWidget(title, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(header);
    layout->addWidget(m_table, 1);
    connect(back, &QPushButton::clicked, this, &ComparisonPanel::backRequested);
}

void ComparisonPanel::setRuns(const RunRecord& first, const RunRecord& second)
{
    m_model->setRuns(first, second);
    m_table->fitColumns();
}

} // namespace cicada
