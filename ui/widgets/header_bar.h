#pragma once

#include "widgets/start_button.h"
#include "widgets/target_chip.h"

#include <QWidget>

namespace cicada {

class ElidedLabel;
class RoleLabel;

/// The top of the window: which test, saved or not, where to, how it stands, and the Start button.
class HeaderBar : public QWidget
{
    Q_OBJECT

public:
    explicit HeaderBar(QWidget* parent = nullptr);

    void setProfileName(const QString& name, bool modified);
    void setStateText(const QString& text);

    /// Part of the run's present phase that is done, as a thin line below; below 0: none.
    void setProgress(double fraction);

    TargetChip* chip() const { return m_chip; }

    StartButton* startButton() const { return m_start; }

    QString stateText() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_name;
    RoleLabel* m_unsaved;
    TargetChip* m_chip;
    RoleLabel* m_state;
    StartButton* m_start;
    double m_progress = -1;
};

} // namespace cicada
