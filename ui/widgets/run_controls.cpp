#include "widgets/run_controls.h"

#include "profile/test_profile.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace cicada {

namespace {

constexpr int kMostUsers = 1'000'000;

template <typename SpinBox>
void prepareSpinBox(SpinBox* box)
{
    // The run follows a number that is meant, not each digit on the way to it.
    box->setKeyboardTracking(false);
    box->setGroupSeparatorShown(true);
    box->setAccelerated(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
}

} // namespace

RunControls::RunControls(QWidget* parent)
    : QWidget(parent)
    , m_users(new QSpinBox)
    , m_spawnRate(new QDoubleSpinBox)
    , m_rateLabel(new QLabel(tr("&Rate")))
    , m_rate(new QDoubleSpinBox)
    , m_pause(new QPushButton(tr("&Pause")))
    , m_weightsButton(new QToolButton)
    , m_note(new QLineEdit)
    , m_mark(new QPushButton(tr("Mar&k")))
{
    prepareSpinBox(m_users);
    m_users->setRange(1, kMostUsers);
    m_users->setAccessibleName(tr("Users"));
    prepareSpinBox(m_spawnRate);
    m_spawnRate->setRange(0, kMostUsers);
    m_spawnRate->setDecimals(1);
    m_spawnRate->setSpecialValueText(tr("all at once"));
    m_spawnRate->setSuffix(tr("/s"));
    m_spawnRate->setAccessibleName(tr("Spawn rate, users per second"));
    prepareSpinBox(m_rate);
    m_rate->setRange(0, kMostUsers);
    m_rate->setDecimals(1);
    m_rate->setSuffix(tr("/s"));
    m_rate->setAccessibleName(tr("Rate, requests per second"));
    m_rateLabel->setBuddy(m_rate);
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("What has begun ends, nothing else begins; the time does not count"));
    m_weightsButton->setText(tr("&Weights…"));
    m_weightsButton->setToolTip(tr("Change how often each task runs, while it runs"));
    m_note->setPlaceholderText(tr("A note on the time axis"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(200);
    m_mark->setToolTip(tr("Marks this moment in the charts and the log"));

    auto* users = new QLabel(tr("&Users"));
    users->setBuddy(m_users);
    auto* rate = new QLabel(tr("spawned a&t"));
    rate->setBuddy(m_spawnRate);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(users);
    layout->addWidget(m_users);
    layout->addWidget(rate);
    layout->addWidget(m_spawnRate);
    layout->addSpacing(8);
    layout->addWidget(m_rateLabel);
    layout->addWidget(m_rate);
    layout->addSpacing(8);
    layout->addWidget(m_weightsButton);
    layout->addWidget(m_pause);
    layout->addSpacing(8);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_mark);

    connect(m_users, &QSpinBox::valueChanged, this,
        [this](int value) { Q_EMIT usersChanged(static_cast<quint64>(value)); });
    connect(m_spawnRate, &QDoubleSpinBox::valueChanged, this, &RunControls::spawnRateChanged);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &RunControls::rateChanged);
    connect(m_pause, &QPushButton::clicked, this, &RunControls::pauseAsked);
    connect(m_weightsButton, &QToolButton::clicked, this, &RunControls::showWeights);
    connect(m_note, &QLineEdit::returnPressed, this, &RunControls::addNote);
    connect(m_mark, &QPushButton::clicked, this, &RunControls::addNote);
}

void RunControls::setProfile(const TestProfile& profile)
{
    const QSignalBlocker blockUsers(m_users);
    const QSignalBlocker blockRate(m_spawnRate);
    m_users->setValue(static_cast<int>(std::min<std::uint64_t>(profile.load.users, kMostUsers)));
    m_spawnRate->setValue(profile.load.spawnRate);
    setRate(rateShape(profile.load).targetAt({}));
    m_rate->setVisible(isOpenLoop(profile.load));
    m_rateLabel->setVisible(isOpenLoop(profile.load));
    setPaused(false);
    m_note->clear();
    m_weights.clear();
    for (const TaskDefinition& task : profile.tasks) {
        if (task.enabled && task.weight > 0)
            m_weights.push_back({QString::fromStdString(task.name), task.weight});
    }
    m_weightsButton->setEnabled(m_weights.size() > 1);
}

void RunControls::setUsers(std::uint64_t users)
{
    if (m_users->hasFocus() || users == 0)
        return;
    const QSignalBlocker block(m_users);
    m_users->setValue(static_cast<int>(std::min<std::uint64_t>(users, kMostUsers)));
}

void RunControls::setRate(double requestsPerSecond)
{
    if (m_rate->hasFocus())
        return;
    const QSignalBlocker block(m_rate);
    m_rate->setValue(requestsPerSecond);
}

void RunControls::setPaused(bool paused)
{
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("&Go on") : tr("&Pause"));
}

void RunControls::showWeights()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFrameShape(QFrame::StyledPanel);
    popup->setAccessibleName(tr("Weights"));
    auto* form = new QFormLayout(popup);
    for (std::size_t task = 0; task < m_weights.size(); ++task) {
        auto* weight = new QDoubleSpinBox;
        prepareSpinBox(weight);
        weight->setRange(0, kMostUsers);
        weight->setDecimals(1);
        weight->setValue(m_weights[task].value);
        weight->setAccessibleName(tr("Weight of %1").arg(m_weights[task].task));
        form->addRow(m_weights[task].task, weight);
        connect(weight, &QDoubleSpinBox::valueChanged, this, [this, task](double value) {
            m_weights[task].value = value;
            Q_EMIT weightChanged(task, value);
        });
    }
    popup->adjustSize();
    popup->move(m_weightsButton->mapToGlobal(QPoint(0, m_weightsButton->height() + 2)));
    popup->show();
    if (QWidget* first = popup->findChild<QDoubleSpinBox*>())
        first->setFocus();
}

void RunControls::addNote()
{
    const QString text = m_note->text().simplified();
    if (text.isEmpty()) {
        m_note->setFocus();
        return;
    }
    m_note->clear();
    Q_EMIT noteAdded(text);
}

} // namespace cicada
