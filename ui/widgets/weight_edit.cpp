#include "widgets/weight_edit.h"

#include <QLineEdit>
#include <QLocale>

namespace cicada {

WeightEdit::WeightEdit(QWidget* parent)
    : QDoubleSpinBox(parent)
{
    setRange(0, 1'000'000);
    setDecimals(3);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    setAlignment(Qt::AlignRight);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Weight"));
}

QString WeightEdit::textFromValue(double value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return plain.toString(value, 'g', 10);
}

bool WeightEdit::isBeingTyped() const
{
    return lineEdit()->isModified();
}

void WeightEdit::follow(double value)
{
    if (m_followed == value || isBeingTyped())
        return;
    m_followed = value;
    setValue(value);
}

} // namespace cicada
