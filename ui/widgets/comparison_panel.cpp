#include "widgets/comparison_panel.h"

#include "models/comparison_model.h"
#include "widgets/figure_table.h"
#include "widgets/role_label.h"

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
    , m_title(new QLabel)
{
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setSortingEnabled(false);
    m_table->setStretchColumns({ComparisonModel::Figure});
    auto* back = new QPushButton(tr("← &All runs"));
    back->setShortcut(QKeySequence::Back);
    back->setToolTip(tr("Back to the list of runs"));
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    auto* note = new RoleLabel(ColorRole::Muted,
        tr("Whether a difference is real is judged by how the figure varied from second to second "
           "within the runs. What changes from one run to the next is not in it: repeat a run to "
           "see that."));
    note->setWordWrap(true);
    auto* header = new QHBoxLayout;
    header->addWidget(back);
    header->addSpacing(6);
    header->addWidget(m_title, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(header);
    layout->addWidget(m_table, 1);
    layout->addWidget(note);
    connect(back, &QPushButton::clicked, this, &ComparisonPanel::backRequested);
}

void ComparisonPanel::setRuns(const std::vector<RunRecord>& runs)
{
    m_title->setText(runs.size() == 2 ? tr("Two runs compared")
                                      : tr("%1 runs compared with the first").arg(runs.size()));
    m_model->setRuns(runs);
    // Figures far from their names are hard to follow.
    const int columns = m_model->columnCount();
    m_table->setMaximumWidth(fontMetrics().averageCharWidth() * (40 + 24 * columns));
    m_table->fitColumns();
}

} // namespace cicada
