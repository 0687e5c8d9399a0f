#pragma once

#include <QDoubleSpinBox>

#include <optional>

namespace cicada {

/// A task's weight: 0 or more, without needless decimals.
class WeightEdit : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit WeightEdit(QWidget* parent = nullptr);

    QString textFromValue(double value) const override;

    bool isBeingTyped() const; ///< what is written is not yet the value

    /// Shows `value` where it is another one than the last time: what was entered and is still on
    /// its way to the document stays.
    void follow(double value);

private:
    std::optional<double> m_followed;
};

} // namespace cicada
