#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;

namespace cicada {

struct CheckResult;

/// Before a run on a server that is not this machine's own: what it is, what will be written, and
/// the question. Sits between header and pages, nothing is modal.
class RunConfirmation : public QFrame
{
    Q_OBJECT

public:
    explicit RunConfirmation(QWidget* parent = nullptr);

    void ask(const QString& address, const CheckResult& target, const QStringList& writes);

Q_SIGNALS:
    void confirmed();
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_question;
    QLabel* m_facts;
    QLabel* m_writes;
    QPushButton* m_start;
    QPushButton* m_cancel;
};

} // namespace cicada
