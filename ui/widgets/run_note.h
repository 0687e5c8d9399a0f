#pragma once

#include <QFrame>

class QLabel;

namespace cicada {

/// The note below a run: its verdict and warnings, or why it was aborted. Hides itself where there
/// is nothing to say.
class RunNote : public QFrame
{
    Q_OBJECT

public:
    enum class Kind
    {
        Verdict,
        Abort,
    };

    explicit RunNote(QWidget* parent = nullptr);

    /// Plain text, of which the first `boldLength` characters are bold.
    void setNote(Kind kind, const QString& text, qsizetype boldLength = 0);

    QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_label;
    QString m_text;
    Kind m_kind = Kind::Verdict;
};

} // namespace cicada
