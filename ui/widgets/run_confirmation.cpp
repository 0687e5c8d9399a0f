#include "widgets/run_confirmation.h"

#include "base/units.h"
#include "server/target_check.h"
#include "target_text.h"
#include "widgets/color_roles.h"
#include "widgets/roomy_button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicada {

namespace {

QString bytes(std::uint64_t value)
{
    return QString::fromStdString(formatBytes(static_cast<double>(value)));
}

QLabel* plainLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText); // a server's words are in it
    label->setWordWrap(true);
    return label;
}

QString factsText(const CheckResult& target)
{
    const TargetFigures& figures = target.figures;
    const QLocale locale;
    const QString keys = figures.keys ? locale.toString(static_cast<qulonglong>(*figures.keys))
                                      : RunConfirmation::tr("an unknown number of");
    const QString limit = figures.maxMemory > 0
        ? RunConfirmation::tr("limit %1").arg(bytes(figures.maxMemory))
        : RunConfirmation::tr("no memory limit");
    return RunConfirmation::tr(
        "It is %1 (%2, role %3), holds %4 keys in %5 (%6) and serves %7 clients.")
        .arg(serverTitle(target.server), QString::fromStdString(target.server.mode),
            QString::fromStdString(figures.role), keys, bytes(figures.usedMemory), limit,
            locale.toString(static_cast<qulonglong>(figures.clients)));
}

} // namespace

RunConfirmation::RunConfirmation(QWidget* parent)
    : QFrame(parent)
    , m_question(plainLabel())
    , m_facts(plainLabel())
    , m_writes(plainLabel())
    , m_start(new RoomyButton(tr("Start the &run")))
    , m_cancel(new RoomyButton(tr("Do &not start")))
{
    QFont bold = m_question->font();
    bold.setWeight(QFont::DemiBold);
    m_question->setFont(bold);

    auto* text = new QVBoxLayout;
    text->setSpacing(3);
    text->addWidget(m_question);
    text->addWidget(m_facts);
    text->addWidget(m_writes);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 10, 16, 12);
    layout->setSpacing(24);
    layout->addLayout(text, 1);
    layout->addLayout(buttons);

    connect(m_start, &QPushButton::clicked, this, &RunConfirmation::confirmed);
    connect(m_cancel, &QPushButton::clicked, this, &RunConfirmation::cancelled);
    hide();
}

void RunConfirmation::ask(
    const QString& address, const CheckResult& target, const QStringList& writes)
{
    m_question->setText(tr("Run on %1? It is not on this machine.").arg(address));
    m_facts->setText(factsText(target));
    m_writes->setText(writes.join(QLatin1Char('\n')));
    setAccessibleName(m_question->text());
    show();
    m_cancel->setFocus();
}

void RunConfirmation::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor warning = roleColor(ColorRole::Warning, palette());
    painter.fillRect(rect(), roleTint(ColorRole::Warning, palette()));
    painter.fillRect(QRect(0, 0, 4, height()), warning);
    painter.fillRect(QRect(0, height() - 1, width(), 1), roleColor(ColorRole::Line, palette()));
}

void RunConfirmation::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QFrame::keyPressEvent(event);
}

} // namespace cicada
