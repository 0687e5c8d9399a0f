#include "widgets/load_course_card.h"

#include "base/units.h"
#include "models/shape_handles.h"
#include "widgets/duration_edit.h"
#include "widgets/problem_label.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace cicada {

namespace {

/// What the load is, as the card offers it.
enum Course
{
    UsersLevel,
    UsersShape,
    RateLevel,
    RateShape,
};

int courseOf(const Load& load)
{
    if (isOpenLoop(load))
        return load.shape ? RateShape : RateLevel;
    return load.shape ? UsersShape : UsersLevel;
}

} // namespace

LoadCourseCard::LoadCourseCard(ProfileDocument* document)
    : LoadCard(tr("Load"), document)
    , m_course(new QComboBox)
    , m_shapeKind(new QComboBox)
    , m_rate(numberBox(1'000'000, 1))
    , m_arrivals(new QComboBox)
    , m_backlogLimit(numberBox(10'000'000, 0))
    , m_users(countBox(1'000'000))
    , m_spawnRate(numberBox(1'000'000, 1))
    , m_waitKind(new QComboBox)
    , m_waitLow(new DurationEdit)
    , m_waitAnd(new QLabel(tr("and")))
    , m_waitHigh(new DurationEdit)
    , m_waitRate(numberBox(1'000'000, 3))
{
    addCourseFields();
    addRateFields();
    addField(tr("&Users"), m_users, QStringLiteral("load.users"), tr("Users"));
    bindNumber(m_users, tr("Change users"), MergeUsers, &Load::users);
    m_spawnRate->setSpecialValueText(tr("all at once"));
    m_spawnRate->setSuffix(tr(" users/s"));
    addField(tr("S&pawn rate"), m_spawnRate, QStringLiteral("load.spawn_rate"), tr("Spawn rate"));
    bindNumber(m_spawnRate, tr("Change spawn rate"), MergeSpawnRate, &Load::spawnRate);
    addWaitField();
    refresh();
}

void LoadCourseCard::addCourseFields()
{
    // In the order of Course.
    m_course->addItems({tr("users, as many all the time"), tr("users, by a shape"),
        tr("a rate, the same all the time"), tr("a rate, by a shape")});
    m_course->setItemData(
        0, tr("Each sends its next request when the last is done"), Qt::ToolTipRole);
    m_course->setItemData(
        2, tr("Requests come by the clock, whatever the answers do"), Qt::ToolTipRole);
    addField(tr("Load &by"), m_course, QStringLiteral("load.shape"), tr("What the load is"));
    connect(m_course, &QComboBox::activated, this, &LoadCourseCard::changeCourse);
    // In the order of ShapeDefinition::Kind.
    m_shapeKind->addItems({tr("stages"), tr("steps"), tr("a spike"), tr("a double wave"),
        tr("dwell: reach, then hold"), tr("lines between points")});
    addField(
        tr("S&hape"), m_shapeKind, QStringLiteral("load.shape.kind"), tr("Kind of load shape"));
    connect(m_shapeKind, &QComboBox::activated, this, &LoadCourseCard::changeShapeKind);
}

void LoadCourseCard::addRateFields()
{
    m_rate->setSuffix(tr(" requests/s"));
    addField(tr("&Rate"), m_rate, QStringLiteral("load.rate"), tr("Rate"));
    bindNumber(m_rate, tr("Change rate"), MergeRate, &Load::rate);
    // In the order of Arrivals.
    m_arrivals->addItems({tr("evenly"), tr("at random (Poisson)")});
    m_arrivals->setItemData(
        1, tr("As from many clients that know nothing of each other"), Qt::ToolTipRole);
    m_arrivals->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(tr("Arri&ving"), m_arrivals, QStringLiteral("load.arrivals"),
        tr("How requests follow each other"));
    bindChoice(m_arrivals, tr("Change arrivals"), &Load::arrivals);
    m_backlogLimit->setToolTip(tr("How many due requests may wait for a free user; more are "
                                  "dropped and counted"));
    addField(tr("Bac&klog up to"), m_backlogLimit, QStringLiteral("load.backlog_limit"),
        tr("Longest backlog"));
    bindNumber(m_backlogLimit, tr("Change backlog"), MergeBacklog, &Load::backlogLimit);
}

void LoadCourseCard::addWaitField()
{
    // In the order of WaitTime::Kind.
    m_waitKind->addItems({tr("not at all"), tr("always the same"), tr("between two times"),
        tr("to begin a task every"), tr("for a rate per user")});
    m_waitKind->setAccessibleName(tr("Kind of waiting between two tasks"));
    m_waitLow->setAccessibleName(tr("Wait time"));
    m_waitHigh->setAccessibleName(tr("Longest wait time"));
    m_waitRate->setAccessibleName(tr("Tasks per user and second"));
    m_waitRate->setSuffix(tr(" tasks/s"));
    form()->addRow(tr("&Wait"), rowOf({m_waitKind, m_waitLow, m_waitAnd, m_waitHigh, m_waitRate}));
    ProblemLabel* problems = addProblems(QStringLiteral("load.wait"));

    connect(m_waitKind, &QComboBox::activated, this, &LoadCourseCard::changeWaitKind);
    bindDuration(m_waitLow, problems, tr("Change wait time"), MergeWait,
        [](Load& load, std::chrono::nanoseconds value) { load.wait.low = value; });
    bindDuration(m_waitHigh, problems, tr("Change wait time"), MergeWait,
        [](Load& load, std::chrono::nanoseconds value) { load.wait.high = value; });
    connect(m_waitRate, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Change wait time"), MergeWait,
            [value](Load& load) { load.wait.perSecond = value; });
    });
}

void LoadCourseCard::changeCourse(int index)
{
    using namespace std::chrono_literals;
    const bool isRate = index >= RateLevel;
    const bool isShape = index == UsersShape || index == RateShape;
    if (index == courseOf(load()))
        return;
    change(tr("Change what the load is"), 0, [&](Load& load) {
        const double peak = isOpenLoop(load) ? rateShape(load).peak() : 1000;
        const auto length = load.duration.count() > 0 ? load.duration : 60s;
        const auto kind = load.shape ? load.shape->kind : ShapeDefinition::Kind::Stages;
        if (!isShape && load.duration.count() == 0)
            load.duration = 60s;
        load.shape.reset();
        load.rate = index == RateLevel ? peak : 0;
        if (isRate)
            load.wait = {};
        if (!isShape)
            return;
        load.shape = startingShape(isRate ? ShapeDefinition::Of::Rate : ShapeDefinition::Of::Users,
            kind, isRate ? peak : static_cast<double>(load.users), secondsOf(length));
        load.duration = {};
        load.requests = 0;
    });
}

void LoadCourseCard::changeShapeKind(int index)
{
    const auto kind = static_cast<ShapeDefinition::Kind>(index);
    const std::optional<ShapeDefinition>& shape = load().shape;
    if (!shape || shape->kind == kind)
        return;
    const LoadShape curve = LoadShape::of(*shape);
    const double seconds = secondsOf(curve.length());
    const ShapeDefinition next
        = startingShape(shape->of, kind, curve.peak(), seconds > 0 ? seconds : 60);
    change(tr("Change kind of shape"), 0, [&next](Load& load) { load.shape = next; });
}

void LoadCourseCard::changeWaitKind(int index)
{
    using namespace std::chrono_literals;
    const auto kind = static_cast<WaitTime::Kind>(index);
    if (kind == load().wait.kind)
        return;
    change(tr("Change wait"), 0, [kind](Load& load) {
        WaitTime& wait = load.wait;
        wait.kind = kind;
        // A kind begins with values that make sense, not with those it does not use.
        if (kind != WaitTime::Kind::None && kind != WaitTime::Kind::Rate && wait.low == 0ns)
            wait.low = 1s;
        if (kind == WaitTime::Kind::Between && wait.high <= wait.low)
            wait.high = wait.low * 3;
        if (kind == WaitTime::Kind::Rate && wait.perSecond <= 0)
            wait.perSecond = 1;
    });
}

void LoadCourseCard::showLoad(const Load& load)
{
    showCourse(load);
    m_rate->setValue(load.rate);
    m_arrivals->setCurrentIndex(static_cast<int>(load.arrivals));
    m_backlogLimit->setValue(static_cast<double>(load.backlogLimit));
    m_users->setValue(static_cast<int>(load.users));
    m_spawnRate->setValue(load.spawnRate);
    showWait(load.wait);
}

void LoadCourseCard::showCourse(const Load& load)
{
    const int course = courseOf(load);
    const bool isRate = isOpenLoop(load);
    m_course->setCurrentIndex(course);
    if (load.shape)
        m_shapeKind->setCurrentIndex(static_cast<int>(load.shape->kind));
    setFieldVisible(m_shapeKind, load.shape.has_value());
    setFieldVisible(m_rate, course == RateLevel);
    setFieldVisible(m_arrivals, isRate);
    setFieldVisible(m_backlogLimit, isRate);
    setFieldVisible(m_users, course != UsersShape);
    setFieldVisible(m_waitKind->parentWidget(), !isRate);
}

void LoadCourseCard::showWait(const WaitTime& wait)
{
    using Kind = WaitTime::Kind;
    m_waitKind->setCurrentIndex(static_cast<int>(wait.kind));
    m_waitLow->setValue(wait.low);
    m_waitHigh->setValue(wait.high);
    m_waitRate->setValue(wait.perSecond);
    m_waitLow->setVisible(
        wait.kind == Kind::Constant || wait.kind == Kind::Between || wait.kind == Kind::Pacing);
    m_waitAnd->setVisible(wait.kind == Kind::Between);
    m_waitHigh->setVisible(wait.kind == Kind::Between);
    m_waitRate->setVisible(wait.kind == Kind::Rate);
}

void LoadCourseCard::setFieldVisible(QWidget* field, bool visible)
{
    field->setVisible(visible);
    if (QWidget* label = form()->labelForField(field))
        label->setVisible(visible);
}

} // namespace cicada
