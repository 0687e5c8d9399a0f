#include "widgets/target_checklist.h"

#include "widgets/role_label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace cicada {

namespace {

struct Mark
{
    QString sign, spoken;
    ColorRole role;
};

Mark markOf(CheckStep::Status status)
{
    switch (status) {
    case CheckStep::Status::Passed:
        return {QStringLiteral("✓"), TargetChecklist::tr("passed"), ColorRole::Good};
    case CheckStep::Status::Warning:
        return {QStringLiteral("!"), TargetChecklist::tr("warning"), ColorRole::Warning};
    case CheckStep::Status::Failed:
        return {QStringLiteral("✕"), TargetChecklist::tr("failed"), ColorRole::Error};
    case CheckStep::Status::Skipped:
        return {QStringLiteral("–"), TargetChecklist::tr("skipped"), ColorRole::Muted};
    }
    return {};
}

QFont semibold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QWidget* lineOf(const CheckStep& step)
{
    const Mark mark = markOf(step.status);
    auto* line = new QWidget;
    line->setAccessibleName(QStringLiteral("%1: %2. %3")
            .arg(QString::fromStdString(step.name), mark.spoken,
                QString::fromStdString(step.detail)));
    auto* sign = new RoleLabel(mark.role, mark.sign);
    sign->setFont(semibold(sign->font()));
    sign->setFixedWidth(sign->fontMetrics().averageCharWidth() * 2 + 4);
    const bool skipped = step.status == CheckStep::Status::Skipped;
    auto* name = skipped ? new RoleLabel(ColorRole::Muted) : new QLabel;
    name->setText(QString::fromStdString(step.name));
    name->setFixedWidth(
        name->fontMetrics().horizontalAdvance(QStringLiteral("Keys under prefix")) + 8);
    const bool plain = step.status == CheckStep::Status::Passed;
    auto* detail = new RoleLabel(plain ? ColorRole::Muted : mark.role);
    detail->setTextFormat(Qt::PlainText); // a server's words
    detail->setText(QString::fromStdString(step.detail));
    detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* grid = new QGridLayout(line);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->addWidget(sign, 0, 0, Qt::AlignTop);
    grid->addWidget(name, 0, 1, Qt::AlignTop);
    grid->addWidget(detail, 0, 2);
    grid->setColumnStretch(2, 1);
    return line;
}

} // namespace

TargetChecklist::TargetChecklist(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
    , m_running(nullptr)
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(7);
}

void TargetChecklist::removeLines()
{
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_running = nullptr;
    m_stepCount = 0;
    m_said.clear();
}

void TargetChecklist::clear(const QString& hint)
{
    removeLines();
    m_lines->addWidget(new RoleLabel(ColorRole::Muted, hint));
    m_lines->addStretch();
}

void TargetChecklist::begin()
{
    removeLines();
    m_running = new RoleLabel(ColorRole::Muted, tr("Asking..."));
    m_lines->addWidget(m_running);
    m_lines->addStretch();
}

void TargetChecklist::addStep(const CheckStep& step)
{
    if (!m_running)
        return;
    m_lines->insertWidget(m_stepCount++, lineOf(step));
    m_said.append(QString::fromStdString(step.detail));
}

void TargetChecklist::finish(const QString& sentence, bool usable)
{
    if (!m_running)
        return;
    auto* result = new RoleLabel(usable ? ColorRole::Good : ColorRole::Error);
    result->setTextFormat(Qt::PlainText);
    result->setText(m_said.contains(sentence) ? QString() : sentence);
    result->setContentsMargins(0, 6, 0, 0);
    result->setFont(semibold(result->font()));
    m_lines->replaceWidget(m_running, result);
    delete m_running;
    m_running = nullptr;
}

} // namespace cicada
