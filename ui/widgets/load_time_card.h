#pragma once

#include "widgets/load_card.h"

class QComboBox;
class QDoubleSpinBox;

namespace cicada {

class DurationEdit;

/// What ends the run, what comes before it is measured, how long its end may take.
class LoadTimeCard : public LoadCard
{
    Q_OBJECT

public:
    explicit LoadTimeCard(ProfileDocument* document);

private:
    void addEndField();
    void changeEndKind(int index);
    void showLoad(const Load& load) override;
    void showEnd(const Load& load);

    QComboBox* m_endKind;
    DurationEdit* m_duration;
    QDoubleSpinBox* m_requests;
    DurationEdit* m_warmup;
    DurationEdit* m_stopTimeout;
};

} // namespace cicada
