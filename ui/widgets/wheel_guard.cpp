#include "widgets/wheel_guard.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>

namespace cicada {

void WheelGuard::protect(QWidget* form)
{
    auto* guard = new WheelGuard(form);
    QList<QWidget*> fields = form->findChildren<QWidget*>();
    fields << form;
    for (QWidget* field : fields) {
        const bool slider
            = qobject_cast<QAbstractSlider*>(field) && !qobject_cast<QScrollBar*>(field);
        if (slider || qobject_cast<QComboBox*>(field) || qobject_cast<QAbstractSpinBox*>(field)) {
            field->setFocusPolicy(Qt::StrongFocus);
            field->installEventFilter(guard);
        }
    }
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
        return false;
    event->ignore(); // so that it goes on to the scroll area
    return true;
}

} // namespace cicada
