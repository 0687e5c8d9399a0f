#pragma once

#include <QWidget>

#include <vector>

class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace cicada {

struct TestProfile;

/// What can be changed while a run lasts, in one slim row: users, their spawn rate, the
/// rate of an open loop, weights, a pause, and a note
/// that marks the moment. Emits only what the user changed, not what is set from outside.
class RunControls : public QWidget
{
    Q_OBJECT

public:
    explicit RunControls(QWidget* parent = nullptr);

    /// Starts over with the values of the profile that now runs.
    void setProfile(const TestProfile& profile);

    /// The engine's own number; does not disturb someone who types.
    void setUsers(std::uint64_t users);
    void setRate(double requestsPerSecond);
    void setPaused(bool paused);

Q_SIGNALS:
    void usersChanged(quint64 users);
    void spawnRateChanged(double usersPerSecond); ///< 0: all at once
    void rateChanged(double requestsPerSecond);
    void pauseAsked(bool paused);
    void weightChanged(std::size_t task, double weight); ///< index in the compiled list
    void noteAdded(const QString& text);

private:
    struct Weight
    {
        QString task;
        double value;
    };

    void showWeights();
    void addNote();

    QSpinBox* m_users;
    QDoubleSpinBox* m_spawnRate;
    QLabel* m_rateLabel;
    QDoubleSpinBox* m_rate;
    QPushButton* m_pause;
    QToolButton* m_weightsButton;
    QLineEdit* m_note;
    QPushButton* m_mark;
    std::vector<Weight> m_weights; ///< in the order of the compiled list
};

} // namespace cicada
