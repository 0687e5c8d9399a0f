#pragma once

#include "profile/test_profile.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace cicada {

class Card;
class DurationEdit;
class LoadPlanChart;
class ProblemLabel;
class ProfileDocument;
class ShapeEditor;
class TargetBook;

/// How many users, how fast, how long, over what: fields at the left, what they come to at the
/// right.
class LoadPage : public QWidget
{
    Q_OBJECT

public:
    LoadPage(ProfileDocument* document, const TargetBook* book, QWidget* parent = nullptr);

private:
    Card* createUsersCard();
    Card* createTimeCard();
    Card* createConnectionsCard();
    Card* createPlanCard();
    void addField(QFormLayout* form, const QString& label, QWidget* field, const QString& problems,
        const QString& name);
    ProblemLabel* addProblems(QFormLayout* form, const QString& field);
    void addCourseFields(QFormLayout* form);
    void addWaitField(QFormLayout* form);
    void addEndField(QFormLayout* form);
    void addSeedField(QFormLayout* form);
    void addReconnectField(QFormLayout* form);
    void addCheckField(QFormLayout* form);
    void connectDuration(DurationEdit* edit, ProblemLabel* problems, const QString& text,
        int mergeId, std::function<void(Load&, std::chrono::nanoseconds)> change);

    /// What is typed into `box` becomes that member of the load.
    template <typename Box, typename Number>
    void bindNumber(Box* box, const QString& text, int mergeId, Number Load::* member);
    void change(const QString& text, int mergeId, const std::function<void(Load&)>& change);
    void changeCourse(int index);
    void changeShapeKind(int index);
    void changeShape(const ShapeDefinition& shape, int mergeId);
    void refreshCourse(const Load& load);
    void changeWaitKind(int index);
    void changeEndKind(int index);
    void refresh();
    void refreshWait(const Load& load);
    void refreshEnd(const Load& load);
    void refreshSeed(std::uint64_t seed);
    void refreshTls();

    ProfileDocument* m_document;
    const TargetBook* m_book;
    bool m_refreshing = false; ///< fields are being set from the profile: not an edit

    QComboBox* m_course;
    QComboBox* m_shapeKind;
    QDoubleSpinBox* m_rate;
    QComboBox* m_arrivals;
    QDoubleSpinBox* m_backlogLimit;
    QFormLayout* m_loadForm = nullptr;
    ShapeEditor* m_shape;
    QSpinBox* m_users;
    QDoubleSpinBox* m_spawnRate;
    QComboBox* m_waitKind;
    DurationEdit* m_waitLow;
    QLabel* m_waitAnd;
    DurationEdit* m_waitHigh;
    QDoubleSpinBox* m_waitRate;
    ProblemLabel* m_waitProblems = nullptr;
    QComboBox* m_endKind;
    DurationEdit* m_duration;
    QDoubleSpinBox* m_requests;
    DurationEdit* m_warmup;
    DurationEdit* m_stopTimeout;
    QSpinBox* m_connections;
    QComboBox* m_connectionMode;
    QSpinBox* m_pipeline;
    QSpinBox* m_reconnectEvery;
    QSpinBox* m_threads;
    QLineEdit* m_seed;
    QCheckBox* m_tlsResumption;
    QDoubleSpinBox* m_checkValues;
    QLabel* m_sentence;
    LoadPlanChart* m_chart;
};

} // namespace cicada
