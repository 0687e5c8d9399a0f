#pragma once

#include <QObject>

class QWidget;

namespace cicada {

/// Lets the wheel scroll the page instead of changing the fields it passes over: a field takes it
/// only while it has the keyboard focus.
class WheelGuard : public QObject
{
    Q_OBJECT

public:
    /// The combo boxes, spin boxes and sliders in `form`, itself included; once for each.
    static void protect(QWidget* form);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using QObject::QObject;
};

} // namespace cicada
