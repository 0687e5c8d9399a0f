#pragma once

#include "widgets/load_card.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace cicada {

class DurationEdit;
class ProblemLabel;

/// How many users or requests there are, and what users do between two tasks.
class LoadCourseCard : public LoadCard
{
    Q_OBJECT

public:
    explicit LoadCourseCard(ProfileDocument* document);

private:
    void addCourseFields();
    void addRateFields();
    void addWaitField();
    void changeCourse(int index);
    void changeShapeKind(int index);
    void changeWaitKind(int index);
    void showLoad(const Load& load) override;
    void showCourse(const Load& load);
    void showWait(const WaitTime& wait);
    void setFieldVisible(QWidget* field, bool visible);

    QComboBox* m_course;
    QComboBox* m_shapeKind;
    QDoubleSpinBox* m_rate;
    QComboBox* m_arrivals;
    QDoubleSpinBox* m_backlogLimit;
    QSpinBox* m_users;
    QDoubleSpinBox* m_spawnRate;
    QComboBox* m_waitKind;
    DurationEdit* m_waitLow;
    QLabel* m_waitAnd;
    DurationEdit* m_waitHigh;
    QDoubleSpinBox* m_waitRate;
};

} // namespace cicada
