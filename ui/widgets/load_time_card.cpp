#include "widgets/load_time_card.h"

#include "widgets/duration_edit.h"
#include "widgets/problem_label.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>

namespace cicada {

namespace {

enum EndKind
{
    EndAfterTime,
    EndAfterRequests,
    EndWithShape, ///< offered where there is one
};

constexpr std::uint64_t kDefaultRequests = 100'000;

int endOf(const Load& load)
{
    if (load.requests > 0)
        return EndAfterRequests;
    return load.shape && load.duration.count() == 0 ? EndWithShape : EndAfterTime;
}

} // namespace

LoadTimeCard::LoadTimeCard(ProfileDocument* document)
    : LoadCard(tr("Time"), document)
    , m_endKind(new QComboBox)
    , m_duration(new DurationEdit)
    , m_requests(numberBox(1e15, 0))
    , m_warmup(new DurationEdit)
    , m_stopTimeout(new DurationEdit)
{
    addEndField();

    m_warmup->setAccessibleName(tr("Warm-up"));
    form()->addRow(tr("War&m-up"), m_warmup);
    bindDuration(m_warmup, addProblems(QStringLiteral("load.warmup")), tr("Change warm-up"),
        MergeWarmup, [](Load& load, std::chrono::nanoseconds value) { load.warmup = value; });

    m_stopTimeout->setAccessibleName(tr("Longest wait for calls in flight when stopping"));
    m_stopTimeout->setToolTip(m_stopTimeout->accessibleName());
    form()->addRow(tr("Stop w&ithin"), m_stopTimeout);
    bindDuration(m_stopTimeout, addProblems(QStringLiteral("load.stop_timeout")),
        tr("Change stop timeout"), MergeStopTimeout,
        [](Load& load, std::chrono::nanoseconds value) { load.stopTimeout = value; });
    refresh();
}

void LoadTimeCard::addEndField()
{
    m_endKind->addItems({tr("a time"), tr("a number of requests")});
    m_endKind->setAccessibleName(tr("What ends the run"));
    m_duration->setAccessibleName(tr("Measured time"));
    m_requests->setAccessibleName(tr("Number of requests"));
    m_requests->setMinimum(1); // 0 would mean: stop after a time
    form()->addRow(tr("Stop &after"), rowOf({m_endKind, m_duration, m_requests}));
    ProblemLabel* durationProblems = addProblems(QStringLiteral("load.duration"));
    addProblems(QStringLiteral("load.requests"));

    connect(m_endKind, &QComboBox::activated, this, &LoadTimeCard::changeEndKind);
    bindDuration(m_duration, durationProblems, tr("Change duration"), MergeDuration,
        [](Load& load, std::chrono::nanoseconds value) { load.duration = value; });
    bindNumber(m_requests, tr("Change number of requests"), MergeRequests, &Load::requests);
}

void LoadTimeCard::changeEndKind(int index)
{
    if (index == endOf(load()))
        return;
    change(tr("Change what ends the run"), 0, [index](Load& load) {
        load.requests = index == EndAfterRequests ? kDefaultRequests : 0;
        if (index == EndWithShape)
            load.duration = {};
        else if (load.duration.count() == 0)
            load.duration = Load().duration;
    });
}

void LoadTimeCard::showLoad(const Load& load)
{
    showEnd(load);
    m_warmup->setValue(load.warmup);
    m_stopTimeout->setValue(load.stopTimeout);
}

void LoadTimeCard::showEnd(const Load& load)
{
    if (load.shape && m_endKind->count() == EndWithShape)
        m_endKind->addItem(tr("the end of the shape"));
    else if (!load.shape)
        m_endKind->removeItem(EndWithShape);
    const int end = endOf(load);
    m_endKind->setCurrentIndex(end);
    m_duration->setValue(load.duration);
    if (end == EndAfterRequests)
        m_requests->setValue(static_cast<double>(load.requests));
    m_duration->setVisible(end == EndAfterTime);
    m_requests->setVisible(end == EndAfterRequests);
}

} // namespace cicada
