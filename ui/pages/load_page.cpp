#include "pages/load_page.h"

#include "base/units.h"
#include "load_sentence.h"
#include "profile_document.h"
#include "target_book.h"
#include "widgets/card.h"
#include "widgets/duration_edit.h"
#include "widgets/load_plan_chart.h"
#include "widgets/problem_label.h"
#include "widgets/shape_editor.h"
#include "widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QSpinBox>

namespace cicada {

namespace {

/// One undo step per field while it is being changed.
enum MergeId
{
    MergeUsers = 1000,
    MergeRate,
    MergeBacklog,
    MergeSpawnRate,
    MergeWait,
    MergeDuration,
    MergeRequests,
    MergeWarmup,
    MergeStopTimeout,
    MergeConnections,
    MergePipeline,
    MergeReconnect,
    MergeThreads,
    MergeSeed,
    MergeCheckValues,
    MergeShape = 2000,  ///< and one more for each of its fields
    MergeDrag = 10'000, ///< and one more for each drag
};

enum EndKind
{
    EndAfterTime,
    EndAfterRequests,
    EndWithShape, ///< offered where there is one
};

/// What the load is, as the page offers it.
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

int endOf(const Load& load)
{
    if (load.requests > 0)
        return EndAfterRequests;
    return load.shape && load.duration.count() == 0 ? EndWithShape : EndAfterTime;
}

constexpr std::uint64_t kDefaultRequests = 100'000;

QSpinBox* countBox(int highest)
{
    auto* box = new QSpinBox;
    box->setRange(
        0, highest); // 0 too where it is wrong: a profile may say it, and the problem is shown
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return box;
}

QDoubleSpinBox* numberBox(double highest, int decimals)
{
    auto* box = new QDoubleSpinBox;
    box->setDecimals(decimals);
    box->setRange(0, highest);
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return box;
}

QFormLayout* formOf(Card* card)
{
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(7);
    card->content()->addLayout(form);
    return form;
}

/// A choice and what it needs to know, in one field; the label belongs to the choice.
QWidget* rowOf(const std::vector<QWidget*>& widgets)
{
    auto* field = new QWidget;
    auto* row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget* widget : widgets)
        row->addWidget(widget, qobject_cast<QLabel*>(widget) ? 0 : 1);
    field->setFocusProxy(widgets.front());
    return field;
}

/// All fields of the page begin at one line, whatever their labels say.
void alignLabels(const QWidget* page)
{
    std::vector<QLabel*> labels;
    int widest = 0;
    for (const QFormLayout* form : page->findChildren<QFormLayout*>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
            if (auto* label = item ? qobject_cast<QLabel*>(item->widget()) : nullptr) {
                labels.push_back(label);
                widest = std::max(widest, label->sizeHint().width());
            }
        }
    }
    for (QLabel* label : labels)
        label->setMinimumWidth(widest);
}

/// Saved targets are taken for another machine: what they mean is not part of the profile.
bool isOnThisMachine(const Target& target)
{
    return target.kind == Target::Kind::Sandbox
        || (target.kind == Target::Kind::Endpoint && target.endpoint.isLoopback());
}

} // namespace

LoadPage::LoadPage(ProfileDocument* document, const TargetBook* book, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_book(book)
    , m_course(new QComboBox)
    , m_shapeKind(new QComboBox)
    , m_rate(numberBox(1'000'000, 1))
    , m_arrivals(new QComboBox)
    , m_backlogLimit(numberBox(10'000'000, 0))
    , m_shape(new ShapeEditor)
    , m_users(countBox(1'000'000))
    , m_spawnRate(numberBox(1'000'000, 1))
    , m_waitKind(new QComboBox)
    , m_waitLow(new DurationEdit)
    , m_waitAnd(new QLabel(tr("and")))
    , m_waitHigh(new DurationEdit)
    , m_waitRate(numberBox(1'000'000, 3))
    , m_endKind(new QComboBox)
    , m_duration(new DurationEdit)
    , m_requests(numberBox(1e15, 0))
    , m_warmup(new DurationEdit)
    , m_stopTimeout(new DurationEdit)
    , m_connections(countBox(100'000))
    , m_connectionMode(new QComboBox)
    , m_pipeline(countBox(1000))
    , m_reconnectEvery(countBox(1'000'000'000))
    , m_threads(countBox(256))
    , m_seed(new QLineEdit)
    , m_tlsResumption(new QCheckBox(tr("Resume TLS sessions")))
    , m_checkValues(numberBox(100, 2))
    , m_sentence(new QLabel)
    , m_chart(new LoadPlanChart)
{
    auto* fields = new QWidget;
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(16, 12, 8, 12);
    column->setSpacing(10);
    column->addWidget(createUsersCard());
    column->addWidget(createTimeCard());
    column->addWidget(createConnectionsCard());
    column->addStretch(1);
    alignLabels(fields);
    WheelGuard::protect(fields);
    auto* scroll = new QScrollArea;
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(fontMetrics().averageCharWidth() * 62);

    auto* right = new QVBoxLayout;
    right->setContentsMargins(2, 12, 16, 16);
    right->addWidget(createPlanCard(), 3);
    right->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll);
    layout->addLayout(right, 1);

    connect(m_document, &ProfileDocument::profileChanged, this, &LoadPage::refresh);
    connect(m_book, &TargetBook::changed, this, &LoadPage::refreshTls);
    refresh();
}

void LoadPage::addField(QFormLayout* form, const QString& label, QWidget* field,
    const QString& problems, const QString& name)
{
    field->setAccessibleName(name);
    form->addRow(label, field);
    addProblems(form, problems);
}

ProblemLabel* LoadPage::addProblems(QFormLayout* form, const QString& field)
{
    auto* problems = new ProblemLabel(m_document, field);
    form->addRow(QString(), problems); // below the field, not below its label
    return problems;
}

Card* LoadPage::createUsersCard()
{
    auto* card = new Card(tr("Load"));
    QFormLayout* form = m_loadForm = formOf(card);
    addCourseFields(form);
    addField(form, tr("&Users"), m_users, QStringLiteral("load.users"), tr("Users"));
    m_spawnRate->setSpecialValueText(tr("all at once"));
    m_spawnRate->setSuffix(tr(" users/s"));
    addField(
        form, tr("S&pawn rate"), m_spawnRate, QStringLiteral("load.spawn_rate"), tr("Spawn rate"));
    addWaitField(form);

    bindNumber(m_users, tr("Change users"), MergeUsers, &Load::users);
    bindNumber(m_spawnRate, tr("Change spawn rate"), MergeSpawnRate, &Load::spawnRate);
    return card;
}

void LoadPage::addCourseFields(QFormLayout* form)
{
    // In the order of Course.
    m_course->addItems({tr("users, as many all the time"), tr("users, by a shape"),
        tr("a rate, the same all the time"), tr("a rate, by a shape")});
    m_course->setItemData(
        0, tr("Each sends its next request when the last is done"), Qt::ToolTipRole);
    m_course->setItemData(
        2, tr("Requests come by the clock, whatever the answers do"), Qt::ToolTipRole);
    addField(form, tr("Load &by"), m_course, QStringLiteral("load.shape"), tr("What the load is"));
    // In the order of ShapeDefinition::Kind.
    m_shapeKind->addItems({tr("stages"), tr("steps"), tr("a spike"), tr("a double wave"),
        tr("dwell: reach, then hold"), tr("lines between points")});
    addField(form, tr("S&hape"), m_shapeKind, QStringLiteral("load.shape.kind"),
        tr("Kind of load shape"));
    m_rate->setSuffix(tr(" requests/s"));
    addField(form, tr("&Rate"), m_rate, QStringLiteral("load.rate"), tr("Rate"));
    // In the order of Arrivals.
    m_arrivals->addItems({tr("evenly"), tr("at random (Poisson)")});
    m_arrivals->setItemData(
        1, tr("As from many clients that know nothing of each other"), Qt::ToolTipRole);
    m_arrivals->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(form, tr("Arri&ving"), m_arrivals, QStringLiteral("load.arrivals"),
        tr("How requests follow each other"));
    m_backlogLimit->setToolTip(
        tr("How many due requests may wait for a free user; more are dropped "
           "and counted"));
    addField(form, tr("Bac&klog up to"), m_backlogLimit, QStringLiteral("load.backlog_limit"),
        tr("Longest backlog"));
    connect(m_course, &QComboBox::activated, this, &LoadPage::changeCourse);
    connect(m_shapeKind, &QComboBox::activated, this, &LoadPage::changeShapeKind);
    bindNumber(m_rate, tr("Change rate"), MergeRate, &Load::rate);
    connect(m_arrivals, &QComboBox::activated, this, [this](int index) {
        change(tr("Change arrivals"), 0,
            [index](Load& load) { load.arrivals = static_cast<Arrivals>(index); });
    });
    bindNumber(m_backlogLimit, tr("Change backlog"), MergeBacklog, &Load::backlogLimit);
    connect(m_shape, &ShapeEditor::edited, this, [this](const ShapeDefinition& shape, int field) {
        changeShape(shape, field < 0 ? 0 : MergeShape + field);
    });
    connect(m_chart, &LoadPlanChart::shapeDragged, this,
        [this](const ShapeDefinition& shape, int drag) { changeShape(shape, MergeDrag + drag); });
}

void LoadPage::addWaitField(QFormLayout* form)
{
    // In the order of WaitTime::Kind.
    m_waitKind->addItems({tr("not at all"), tr("always the same"), tr("between two times"),
        tr("to begin a task every"), tr("for a rate per user")});
    m_waitKind->setAccessibleName(tr("Kind of waiting between two tasks"));
    m_waitLow->setAccessibleName(tr("Wait time"));
    m_waitHigh->setAccessibleName(tr("Longest wait time"));
    m_waitRate->setAccessibleName(tr("Tasks per user and second"));
    m_waitRate->setSuffix(tr(" tasks/s"));
    form->addRow(tr("&Wait"), rowOf({m_waitKind, m_waitLow, m_waitAnd, m_waitHigh, m_waitRate}));
    m_waitProblems = addProblems(form, QStringLiteral("load.wait"));

    connect(m_waitKind, &QComboBox::activated, this, &LoadPage::changeWaitKind);
    connectDuration(m_waitLow, m_waitProblems, tr("Change wait time"), MergeWait,
        [](Load& load, std::chrono::nanoseconds value) { load.wait.low = value; });
    connectDuration(m_waitHigh, m_waitProblems, tr("Change wait time"), MergeWait,
        [](Load& load, std::chrono::nanoseconds value) { load.wait.high = value; });
    connect(m_waitRate, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Change wait time"), MergeWait,
            [value](Load& load) { load.wait.perSecond = value; });
    });
}

Card* LoadPage::createTimeCard()
{
    auto* card = new Card(tr("Time"));
    QFormLayout* form = formOf(card);
    addEndField(form);

    m_warmup->setAccessibleName(tr("Warm-up"));
    form->addRow(tr("War&m-up"), m_warmup);
    connectDuration(m_warmup, addProblems(form, QStringLiteral("load.warmup")),
        tr("Change warm-up"), MergeWarmup,
        [](Load& load, std::chrono::nanoseconds value) { load.warmup = value; });

    m_stopTimeout->setAccessibleName(tr("Longest wait for calls in flight when stopping"));
    m_stopTimeout->setToolTip(m_stopTimeout->accessibleName());
    form->addRow(tr("Stop w&ithin"), m_stopTimeout);
    connectDuration(m_stopTimeout, addProblems(form, QStringLiteral("load.stop_timeout")),
        tr("Change stop timeout"), MergeStopTimeout,
        [](Load& load, std::chrono::nanoseconds value) { load.stopTimeout = value; });
    return card;
}

void LoadPage::addEndField(QFormLayout* form)
{
    m_endKind->addItems({tr("a time"), tr("a number of requests")});
    m_endKind->setAccessibleName(tr("What ends the run"));
    m_duration->setAccessibleName(tr("Measured time"));
    m_requests->setAccessibleName(tr("Number of requests"));
    m_requests->setMinimum(1); // 0 would mean: stop after a time
    form->addRow(tr("Stop &after"), rowOf({m_endKind, m_duration, m_requests}));
    ProblemLabel* durationProblems = addProblems(form, QStringLiteral("load.duration"));
    addProblems(form, QStringLiteral("load.requests"));

    connect(m_endKind, &QComboBox::activated, this, &LoadPage::changeEndKind);
    connectDuration(m_duration, durationProblems, tr("Change duration"), MergeDuration,
        [](Load& load, std::chrono::nanoseconds value) { load.duration = value; });
    bindNumber(m_requests, tr("Change number of requests"), MergeRequests, &Load::requests);
}

Card* LoadPage::createConnectionsCard()
{
    auto* card = new Card(tr("Connections"));
    QFormLayout* form = formOf(card);
    m_connections->setSpecialValueText(tr("automatic"));
    addField(form, tr("&Connections"), m_connections, QStringLiteral("load.connections"),
        tr("Connections"));
    // In the order of ConnectionMode.
    m_connectionMode->addItems(
        {tr("exclusive: one user at a time"), tr("multiplexed: shared by users")});
    m_connectionMode->setItemData(0, tr("Like the pools of redis-py and Jedis"), Qt::ToolTipRole);
    m_connectionMode->setItemData(1, tr("Like Lettuce and ioredis"), Qt::ToolTipRole);
    m_connectionMode->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(form, tr("Use&d"), m_connectionMode, QStringLiteral("load.connection_mode"),
        tr("How connections are used"));
    m_pipeline->setSuffix(tr(" in flight"));
    addField(form, tr("Pipe&line depth"), m_pipeline, QStringLiteral("load.pipeline"),
        tr("Pipeline depth: calls in flight per connection"));
    addReconnectField(form);
    m_threads->setSpecialValueText(tr("automatic"));
    addField(form, tr("&Threads"), m_threads, QStringLiteral("load.threads"), tr("Threads"));
    addSeedField(form);
    addCheckField(form);

    bindNumber(m_connections, tr("Change connections"), MergeConnections, &Load::connections);
    connect(m_connectionMode, &QComboBox::activated, this, [this](int index) {
        change(tr("Change use of connections"), 0,
            [index](Load& load) { load.connectionMode = static_cast<ConnectionMode>(index); });
    });
    bindNumber(m_pipeline, tr("Change pipeline depth"), MergePipeline, &Load::pipeline);
    bindNumber(m_threads, tr("Change threads"), MergeThreads, &Load::threads);
    return card;
}

void LoadPage::addReconnectField(QFormLayout* form)
{
    m_reconnectEvery->setSpecialValueText(tr("never"));
    m_reconnectEvery->setPrefix(tr("after "));
    m_reconnectEvery->setSuffix(tr(" calls"));
    m_reconnectEvery->setToolTip(tr("Like clients that keep no connection, such as PHP without "
                                    "persistent ones"));
    addField(form, tr("Rec&onnect"), m_reconnectEvery, QStringLiteral("load.reconnect_every"),
        tr("After how many calls a connection is closed and opened again"));
    bindNumber(m_reconnectEvery, tr("Change reconnecting"), MergeReconnect, &Load::reconnectEvery);
    m_tlsResumption->setToolTip(tr("New connections take up the TLS session of an earlier one, as "
                                   "Java clients do; without, each makes a whole handshake."));
    form->addRow(QString(), m_tlsResumption);
    connect(m_tlsResumption, &QCheckBox::clicked, this, [this](bool resume) {
        change(
            tr("Change TLS resumption"), 0, [resume](Load& load) { load.tlsResumption = resume; });
    });
}

void LoadPage::addCheckField(QFormLayout* form)
{
    m_checkValues->setSuffix(tr(" % of replies"));
    m_checkValues->setSpecialValueText(tr("off"));
    addField(form, tr("Chec&k values"), m_checkValues, QStringLiteral("load.check_values"),
        tr("Replies that are held against what was written, where no task changes it"));
    connect(m_checkValues, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Change value checks"), MergeCheckValues,
            [value](Load& load) { load.checkValues = value / 100; });
    });
}

void LoadPage::addSeedField(QFormLayout* form)
{
    m_seed->setAccessibleName(tr("Seed of everything random"));
    m_seed->setToolTip(tr("The same seed chooses the same keys, tasks and waits again."));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,20}")), m_seed));
    form->addRow(tr("&Seed"), m_seed);
    ProblemLabel* problems = addProblems(form, QStringLiteral("load.seed"));
    connect(m_seed, &QLineEdit::textEdited, this, [this, problems](const QString& text) {
        bool isNumber = false;
        const qulonglong seed = text.toULongLong(&isNumber);
        problems->setInputProblem(isNumber ? QString() : tr("Write a whole number, such as 42."));
        if (isNumber)
            change(tr("Change seed"), MergeSeed, [seed](Load& load) { load.seed = seed; });
    });
}

Card* LoadPage::createPlanCard()
{
    auto* card = new Card(tr("What will happen"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->content()->addWidget(m_sentence);
    card->content()->addSpacing(6);
    card->content()->addWidget(m_chart, 1);
    card->content()->addWidget(m_shape);
    return card;
}

void LoadPage::connectDuration(DurationEdit* edit, ProblemLabel* problems, const QString& text,
    int mergeId, std::function<void(Load&, std::chrono::nanoseconds)> changeLoad)
{
    connect(edit, &DurationEdit::inputProblem, problems, &ProblemLabel::setInputProblem);
    connect(edit, &DurationEdit::valueEdited, this,
        [this, text, mergeId, changeLoad = std::move(changeLoad)](std::chrono::nanoseconds value) {
            change(text, mergeId, [&](Load& load) { changeLoad(load, value); });
        });
}

void LoadPage::change(const QString& text, int mergeId, const std::function<void(Load&)>& change)
{
    if (m_refreshing)
        return;
    TestProfile next = m_document->profile();
    change(next.load);
    m_document->edit(text, std::move(next), mergeId);
}

template <typename Box, typename Number>
void LoadPage::bindNumber(Box* box, const QString& text, int mergeId, Number Load::* member)
{
    connect(box, &Box::valueChanged, this, [this, text, mergeId, member](auto value) {
        change(text, mergeId,
            [member, value](Load& load) { load.*member = static_cast<Number>(value); });
    });
}

void LoadPage::changeCourse(int index)
{
    using namespace std::chrono_literals;
    const bool isRate = index >= RateLevel;
    const bool isShape = index == UsersShape || index == RateShape;
    if (index == courseOf(m_document->profile().load))
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

void LoadPage::changeShapeKind(int index)
{
    const auto kind = static_cast<ShapeDefinition::Kind>(index);
    const std::optional<ShapeDefinition>& shape = m_document->profile().load.shape;
    if (!shape || shape->kind == kind)
        return;
    const LoadShape curve = LoadShape::of(*shape);
    const double seconds = secondsOf(curve.length());
    const ShapeDefinition next
        = startingShape(shape->of, kind, curve.peak(), seconds > 0 ? seconds : 60);
    change(tr("Change kind of shape"), 0, [&next](Load& load) { load.shape = next; });
}

void LoadPage::changeShape(const ShapeDefinition& shape, int mergeId)
{
    if (m_document->profile().load.shape)
        change(tr("Change load shape"), mergeId, [&shape](Load& load) { load.shape = shape; });
}

void LoadPage::refreshCourse(const Load& load)
{
    const int course = courseOf(load);
    const bool isShape = load.shape.has_value();
    const bool isRate = isOpenLoop(load);
    m_course->setCurrentIndex(course);
    m_rate->setValue(load.rate);
    m_arrivals->setCurrentIndex(static_cast<int>(load.arrivals));
    m_backlogLimit->setValue(static_cast<double>(load.backlogLimit));
    const auto show = [this](QWidget* field, bool visible) {
        field->setVisible(visible);
        if (QWidget* label = m_loadForm->labelForField(field))
            label->setVisible(visible);
    };
    show(m_shapeKind, isShape);
    show(m_rate, course == RateLevel);
    show(m_arrivals, isRate);
    show(m_backlogLimit, isRate);
    show(m_users, course != UsersShape);
    show(m_waitKind->parentWidget(), !isRate);
    m_shape->setVisible(isShape);
    if (!isShape)
        return;
    m_shapeKind->setCurrentIndex(static_cast<int>(load.shape->kind));
    m_shape->setShape(*load.shape);
}

void LoadPage::changeWaitKind(int index)
{
    using namespace std::chrono_literals;
    const auto kind = static_cast<WaitTime::Kind>(index);
    if (kind == m_document->profile().load.wait.kind)
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

void LoadPage::changeEndKind(int index)
{
    if (index == endOf(m_document->profile().load))
        return;
    change(tr("Change what ends the run"), 0, [index](Load& load) {
        load.requests = index == EndAfterRequests ? kDefaultRequests : 0;
        if (index == EndWithShape)
            load.duration = {};
        else if (load.duration.count() == 0)
            load.duration = Load().duration;
    });
}

void LoadPage::refresh()
{
    const Load& load = m_document->profile().load;
    m_refreshing = true;
    refreshCourse(load);
    m_users->setValue(static_cast<int>(load.users));
    m_spawnRate->setValue(load.spawnRate);
    refreshWait(load);
    refreshEnd(load);
    m_warmup->setValue(load.warmup);
    m_stopTimeout->setValue(load.stopTimeout);
    m_connections->setValue(static_cast<int>(load.connections));
    m_connectionMode->setCurrentIndex(static_cast<int>(load.connectionMode));
    m_pipeline->setValue(static_cast<int>(load.pipeline));
    m_reconnectEvery->setValue(static_cast<int>(load.reconnectEvery));
    m_threads->setValue(static_cast<int>(load.threads));
    refreshSeed(load.seed);
    refreshTls();
    m_checkValues->setValue(load.checkValues * 100);
    m_sentence->setText(loadSentence(load, isOnThisMachine(m_document->profile().target)));
    m_chart->setLoad(load);
    m_refreshing = false;
}

void LoadPage::refreshWait(const Load& load)
{
    using Kind = WaitTime::Kind;
    const Kind kind = load.wait.kind;
    m_waitKind->setCurrentIndex(static_cast<int>(kind));
    m_waitLow->setValue(load.wait.low);
    m_waitHigh->setValue(load.wait.high);
    m_waitRate->setValue(load.wait.perSecond);
    m_waitLow->setVisible(kind == Kind::Constant || kind == Kind::Between || kind == Kind::Pacing);
    m_waitAnd->setVisible(kind == Kind::Between);
    m_waitHigh->setVisible(kind == Kind::Between);
    m_waitRate->setVisible(kind == Kind::Rate);
}

void LoadPage::refreshEnd(const Load& load)
{
    if (load.shape && m_endKind->count() == EndWithShape)
        m_endKind->addItem(tr("the end of the shape"));
    else if (!load.shape)
        m_endKind->removeItem(EndWithShape);
    const int end = endOf(load);
    const bool byRequests = end == EndAfterRequests;
    m_endKind->setCurrentIndex(end);
    m_duration->setValue(load.duration);
    if (byRequests)
        m_requests->setValue(static_cast<double>(load.requests));
    m_duration->setVisible(end == EndAfterTime);
    m_requests->setVisible(byRequests);
}

void LoadPage::refreshSeed(std::uint64_t seed)
{
    if (m_seed->text().toULongLong() != seed || m_seed->text().isEmpty())
        m_seed->setText(QString::number(seed));
}

// Without TLS there is nothing to choose, and a small window has no line to spare.
void LoadPage::refreshTls()
{
    const TestProfile& profile = m_document->profile();
    m_tlsResumption->setChecked(profile.load.tlsResumption);
    m_tlsResumption->setVisible(m_book->maySpeakTls(profile.target));
}

} // namespace cicada
