#pragma once

#include <QWidget>

class QPushButton;

namespace cicada {

/// Stands where a table would be: says what would be there and offers to fill it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString& title, const QString& text, const QString& action,
        QWidget* parent = nullptr);

    QPushButton* button() const { return m_button; }

private:
    QPushButton* m_button;
};

} // namespace cicada
