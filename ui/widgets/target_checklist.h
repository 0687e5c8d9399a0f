#pragma once

#include "server/target_check.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace cicada {

/// What "Test connection" found, a line for each thing asked, filled as the answers come.
class TargetChecklist : public QWidget
{
    Q_OBJECT

public:
    explicit TargetChecklist(QWidget* parent = nullptr);

    void clear(const QString& hint); ///< nothing asked yet: says what would be here
    void begin();
    void addStep(const CheckStep& step);
    void finish(const QString& sentence, bool usable);

    int stepCount() const { return m_stepCount; }

private:
    void removeLines();

    QVBoxLayout* m_lines;
    QLabel* m_running;
    int m_stepCount = 0;
    QStringList m_said; ///< by the steps: the end does not say it again
};

} // namespace cicada
