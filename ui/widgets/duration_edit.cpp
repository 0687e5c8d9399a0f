#include "widgets/duration_edit.h"

#include "base/units.h"

namespace cicada {

DurationEdit::DurationEdit(QWidget* parent)
    : QLineEdit(parent)
{
    setPlaceholderText(tr("30s, 1m30s, 250ms"));
    connect(this, &QLineEdit::textEdited, this, &DurationEdit::read);
}

void DurationEdit::setValue(std::chrono::nanoseconds value)
{
    const Result<std::chrono::nanoseconds> shown = parseDuration(text().trimmed().toStdString());
    if (!shown || *shown != value)
        setText(QString::fromStdString(formatDuration(value)));
    Q_EMIT inputProblem({});
}

std::chrono::nanoseconds DurationEdit::valueOr(std::chrono::nanoseconds otherwise) const
{
    const Result<std::chrono::nanoseconds> shown = parseDuration(text().trimmed().toStdString());
    return shown ? *shown : otherwise;
}

void DurationEdit::read(const QString& text)
{
    const Result<std::chrono::nanoseconds> value = parseDuration(text.trimmed().toStdString());
    if (!value) {
        Q_EMIT inputProblem(tr("Write a duration, such as 30s, 1m30s or 250ms."));
        return;
    }
    Q_EMIT inputProblem({});
    Q_EMIT valueEdited(*value);
}

} // namespace cicada
