#include "widgets/form_labels.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>
#include <vector>

namespace cicada {

namespace {

std::vector<QLabel*> labelsOf(const QFormLayout* form)
{
    std::vector<QLabel*> labels;
    for (int row = 0; row < form->rowCount(); ++row) {
        const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
        if (auto* label = item ? qobject_cast<QLabel*>(item->widget()) : nullptr)
            labels.push_back(label);
    }
    return labels;
}

} // namespace

void alignLabels(QFormLayout* form)
{
    form->setHorizontalSpacing(8); // else it depends on what kind of widget the field is
    for (QLabel* label : labelsOf(form))
        label->setMinimumWidth(label->fontMetrics().averageCharWidth() * 10);
}

void alignLabels(const QWidget* page)
{
    const auto forms = page->findChildren<QFormLayout*>();
    int widest = 0;
    for (const QFormLayout* form : forms)
        for (const QLabel* label : labelsOf(form))
            widest = std::max(widest, label->sizeHint().width());
    for (const QFormLayout* form : forms)
        for (QLabel* label : labelsOf(form))
            label->setMinimumWidth(widest);
}

} // namespace cicada
