#pragma once

#include <QLineEdit>

#include <chrono>

namespace cicada {

/// A duration as text: "30s", "1m30s", "250ms".
class DurationEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit DurationEdit(QWidget* parent = nullptr);

    /// Leaves the text alone where it already means `value` ("60s" is not turned into "1m").
    void setValue(std::chrono::nanoseconds value);

    /// What the text means, or `otherwise` where it is no duration.
    template <typename Duration>
    Duration value(Duration otherwise) const
    {
        return std::chrono::duration_cast<Duration>(valueOr(otherwise));
    }

Q_SIGNALS:
    void valueEdited(std::chrono::nanoseconds value);
    void inputProblem(const QString& text); ///< empty: the text is a duration again

private:
    std::chrono::nanoseconds valueOr(std::chrono::nanoseconds otherwise) const;
    void read(const QString& text);
};

} // namespace cicada
