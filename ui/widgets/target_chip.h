#pragma once

#include "widgets/color_roles.h"

#include <QAbstractButton>

namespace cicada {

/// Where the test goes, at a glance: a dot in the colour of its health, name, round trip, version.
/// A click leads to the Target page.
class TargetChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TargetChip(QWidget* parent = nullptr);

    /// Plain texts; `details` is cut where there is little room, and whole in the tool tip.
    void show(const QString& name, const QString& details, ColorRole dot);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString fullText() const;

    QString m_name;
    QString m_details;
    ColorRole m_dot = ColorRole::Muted;
};

} // namespace cicada
