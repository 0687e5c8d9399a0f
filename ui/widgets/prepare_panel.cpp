#include "widgets/prepare_panel.h"

#include "models/figure_text.h"
#include "run_session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace cicada {

PreparePanel::PreparePanel(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_bar(new QProgressBar)
    , m_detail(new QLabel)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_title->setTextFormat(Qt::PlainText);
    m_bar->setAccessibleName(tr("Progress of the preparation"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(fontMetrics().averageCharWidth() * 70);
    m_detail->setTextFormat(Qt::PlainText);
    auto* cancel = new QPushButton(tr("&Cancel"));
    connect(cancel, &QPushButton::clicked, this, &PreparePanel::cancelled);

    auto* below = new QHBoxLayout;
    below->addWidget(m_detail, 1);
    below->addWidget(cancel);
    auto* column = new QVBoxLayout;
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_bar);
    column->addLayout(below);
    column->addStretch(3);
    auto* layout = new QHBoxLayout(this);
    layout->addStretch();
    layout->addLayout(column);
    layout->addStretch();
}

void PreparePanel::showProgress(const RunProgress& progress, const QString& target)
{
    if (progress.state != RunState::Preparing) {
        m_title->setText(tr("Connecting to %1").arg(target));
        m_bar->setRange(0, 0);
        m_detail->setText(tr("The server is asked who it is."));
        return;
    }
    m_title->setText(tr("Writing the documents to %1").arg(target));
    m_bar->setRange(0, 1'000);
    m_bar->setValue(static_cast<int>(progress.fraction * 1'000));
    QStringList parts;
    if (progress.documentsTotal > 0)
        parts << tr("%1 of %2 documents")
                     .arg(countText(progress.documentsDone), countText(progress.documentsTotal));
    if (progress.documentsPerSecond > 0)
        parts << tr("%1/s").arg(rateText(progress.documentsPerSecond));
    if (progress.secondsLeft > 0)
        parts << tr("%1 s left")
                     .arg(countText(static_cast<std::uint64_t>(std::ceil(progress.secondsLeft))));
    m_detail->setText(parts.isEmpty() ? tr("Looking for what is there already.")
                                      : parts.join(QStringLiteral(" · ")));
}

} // namespace cicada
