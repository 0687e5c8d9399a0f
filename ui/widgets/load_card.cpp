#include "widgets/load_card.h"

#include "profile_document.h"
#include "widgets/duration_edit.h"
#include "widgets/problem_label.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace cicada {

LoadCard::LoadCard(const QString& title, ProfileDocument* document)
    : Card(title)
    , m_document(document)
    , m_form(new QFormLayout)
{
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(14);
    m_form->setVerticalSpacing(7);
    content()->addLayout(m_form);
    connect(m_document, &ProfileDocument::profileChanged, this, &LoadCard::refresh);
}

void LoadCard::refresh()
{
    m_refreshing = true;
    showLoad(load());
    m_refreshing = false;
}

const Load& LoadCard::load() const
{
    return m_document->profile().load;
}

QSpinBox* LoadCard::countBox(int highest)
{
    auto* box = new QSpinBox;
    // 0 too where it is wrong: a profile may say it, and the problem is shown.
    box->setRange(0, highest);
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return box;
}

QDoubleSpinBox* LoadCard::numberBox(double highest, int decimals)
{
    auto* box = new QDoubleSpinBox;
    box->setDecimals(decimals);
    box->setRange(0, highest);
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return box;
}

QWidget* LoadCard::rowOf(const std::vector<QWidget*>& widgets)
{
    auto* field = new QWidget;
    auto* row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget* widget : widgets)
        row->addWidget(widget, qobject_cast<QLabel*>(widget) ? 0 : 1);
    field->setFocusProxy(widgets.front());
    return field;
}

void LoadCard::addField(
    const QString& label, QWidget* field, const QString& problems, const QString& name)
{
    field->setAccessibleName(name);
    m_form->addRow(label, field);
    addProblems(problems);
}

ProblemLabel* LoadCard::addProblems(const QString& field)
{
    auto* problems = new ProblemLabel(m_document, field);
    m_form->addRow(QString(), problems); // below the field, not below its label
    return problems;
}

void LoadCard::bindDuration(DurationEdit* edit, ProblemLabel* problems, const QString& text,
    int mergeId, std::function<void(Load&, std::chrono::nanoseconds)> changeLoad)
{
    connect(edit, &DurationEdit::inputProblem, problems, &ProblemLabel::setInputProblem);
    connect(edit, &DurationEdit::valueEdited, this,
        [this, text, mergeId, changeLoad = std::move(changeLoad)](std::chrono::nanoseconds value) {
            change(text, mergeId, [&](Load& load) { changeLoad(load, value); });
        });
}

void LoadCard::change(const QString& text, int mergeId, const std::function<void(Load&)>& change)
{
    if (m_refreshing)
        return;
    TestProfile next = m_document->profile();
    change(next.load);
    m_document->edit(text, std::move(next), mergeId);
}

} // namespace cicada
