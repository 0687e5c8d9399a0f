#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace cicada {

/// A surface with a thin border, a title and its content: what pages are made of. Follows the
/// palette.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString& title, QWidget* parent = nullptr);

    /// Where the content goes, below the title.
    QVBoxLayout* content() const { return m_content; }

    /// The title's row: more can be put at its right end.
    QHBoxLayout* titleRow() const { return m_titleRow; }

    void setTitle(const QString& title);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    QHBoxLayout* m_titleRow;
    QVBoxLayout* m_content;
};

} // namespace cicada
