#pragma once

#include <QDoubleSpinBox>

namespace cicada {

/// A task's weight: 0 or more, without needless decimals.
class WeightEdit : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit WeightEdit(QWidget* parent = nullptr);

    QString textFromValue(double value) const override;

    bool isBeingTyped() const; ///< what is written is not yet the value
};

} // namespace cicada
