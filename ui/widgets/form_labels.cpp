#include "widgets/form_labels.h"

#include <QFormLayout>
#include <QLabel>

namespace cicada {

void alignLabels(QFormLayout* form)
{
    form->setHorizontalSpacing(8); // else it depends on what kind of widget the field is
    for (int row = 0; row < form->rowCount(); ++row) {
        const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
        if (auto* label = item ? qobject_cast<QLabel*>(item->widget()) : nullptr)
            label->setMinimumWidth(label->fontMetrics().averageCharWidth() * 10);
    }
}

} // namespace cicada
