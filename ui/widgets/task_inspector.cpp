#include "widgets/task_inspector.h"

#include "models/profile_edits.h"
#include "models/workload_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "widgets/card.h"
#include "widgets/custom_commands_editor.h"
#include "widgets/document_preview.h"
#include "widgets/document_view.h"
#include "widgets/form_labels.h"
#include "widgets/parameter_editor.h"
#include "widgets/role_label.h"
#include "widgets/try_once_panel.h"
#include "widgets/weight_edit.h"
#include "widgets/wheel_guard.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace cicada {

namespace {

constexpr std::array kKeyChoices{KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
    KeyChoice::Sequential, KeyChoice::OwnSlice};

QComboBox* makeCombo(const QString& name, QWidget* parent)
{
    auto* combo = new QComboBox(parent);
    combo->setAccessibleName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    return combo;
}

void select(QComboBox* combo, const QVariant& data)
{
    combo->setCurrentIndex(combo->findData(data));
}

// Only JSON commands take a path in one of two styles.
bool hasPathStyle(const TaskType& type)
{
    return type.id != "custom"
        && std::any_of(type.commands.begin(), type.commands.end(),
            [](const auto& command) { return command.starts_with("JSON."); });
}

} // namespace

TaskInspector::TaskInspector(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_card(new Card(tr("Task"), this))
    , m_description(new RoleLabel(ColorRole::Muted, {}, this))
    , m_problem(new RoleLabel(ColorRole::Error, {}, this))
    , m_parameters(new ParameterEditor(document, this))
    , m_commands(new CustomCommandsEditor(document, this))
    , m_preview(new DocumentPreview(sampler, this))
    , m_success(new QLabel(this))
    , m_tryOnce(new TryOncePanel(document, this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_card);
    m_problem->setTextFormat(Qt::PlainText);
    m_success->setTextFormat(Qt::PlainText);
    m_success->setWordWrap(true);
    makeFields();
    connectFields();
    WheelGuard::protect(this);
}

void TaskInspector::makeFields()
{
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(tr("Name of the task"));
    m_dataSet = makeCombo(tr("Data set"), this);
    m_storedAs = makeCombo(tr("Stored as"), this);
    m_storedAs->addItem(tr("as the data set is"), QString());
    for (const StoredAs storedAs : kEveryStoredAs)
        m_storedAs->addItem(storedAsText(storedAs), fromCore(storedAsName(storedAs)));
    m_pathStyle = makeCombo(tr("Path style"), this);
    m_pathStyle->addItem(tr("$  JSONPath: all matches"), QStringLiteral("$"));
    m_pathStyle->addItem(tr(".  legacy: the first match"), QStringLiteral("."));

    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("&Name"), m_name);
    m_form->addRow(tr("Data &set"), m_dataSet);
    m_form->addRow(tr("S&tored as"), m_storedAs);
    m_form->addRow(tr("&Path style"), m_pathStyle);
    m_settings = new QFormLayout;
    makeSettings(m_settings);

    QVBoxLayout* content = m_card->content();
    content->addWidget(m_description);
    content->addWidget(m_problem);
    content->addLayout(m_form);
    content->addWidget(m_parameters);
    content->addWidget(m_commands);
    content->addWidget(m_preview, 1);
    content->addWidget(m_success);
    content->addLayout(m_settings);
    auto* line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Midlight);
    content->addWidget(line);
    content->addWidget(m_tryOnce);
    content->addStretch(); // where there is no document to take the room
    alignLabels(m_form);
    alignLabels(m_settings);
}

void TaskInspector::makeSettings(QFormLayout* form)
{
    m_keyChoice = makeCombo(tr("Key choice"), this);
    for (const KeyChoice choice : kKeyChoices)
        m_keyChoice->addItem(keyChoiceText(choice), static_cast<int>(choice));
    m_theta = new QDoubleSpinBox(this);
    m_theta->setRange(0.01, 5);
    m_theta->setSingleStep(0.01);
    m_theta->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_theta->setAccessibleName(tr("Theta of Zipf"));
    m_theta->setToolTip(
        tr("0.99 is usual; the higher, the more calls go to the same few keys. 1 is not allowed."));
    m_weight = new WeightEdit(this);
    m_weight->setToolTip(tr("How often, compared with the other tasks; 0 never runs"));
    m_tags = new QLineEdit(this);
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("read, twin:field"));

    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Key choice"), m_keyChoice);
    form->addRow(tr("&Zipf theta"), m_theta);
    form->addRow(tr("&Weight"), m_weight);
    form->addRow(tr("Ta&gs"), m_tags);
}

void TaskInspector::connectFields()
{
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) {
        editTask(
            m_document, m_task, tr("Rename task"),
            [&](TaskDefinition& t) { t.name = text.toStdString(); }, QStringLiteral("name"));
    });
    connect(m_dataSet, &QComboBox::activated, this, [this] {
        editTask(m_document, m_task, tr("Choose data set"), [this](TaskDefinition& t) {
            t.dataSet = m_dataSet->currentData().toString().toStdString();
        });
    });
    connect(m_storedAs, &QComboBox::activated, this, [this] {
        editTask(m_document, m_task, tr("Choose storage"), [this](TaskDefinition& t) {
            t.storedAs = m_storedAs->currentData().toString().toStdString();
        });
    });
    connect(m_pathStyle, &QComboBox::activated, this, [this] {
        editTask(m_document, m_task, tr("Choose path style"), [this](TaskDefinition& t) {
            t.pathStyle = m_pathStyle->currentData().toString().toStdString();
        });
    });
    connect(m_keyChoice, &QComboBox::activated, this, [this] {
        editTask(m_document, m_task, tr("Choose keys"), [this](TaskDefinition& t) {
            t.keyChoice = static_cast<KeyChoice>(m_keyChoice->currentData().toInt());
        });
    });
    connect(m_theta, &QDoubleSpinBox::valueChanged, this, [this](double theta) {
        editTask(
            m_document, m_task, tr("Change theta"),
            [theta](TaskDefinition& t) { t.zipfTheta = theta; }, QStringLiteral("zipf_theta"));
    });
    connect(m_weight, &QDoubleSpinBox::valueChanged, this, [this](double weight) {
        editTask(
            m_document, m_task, tr("Change weight"),
            [weight](TaskDefinition& t) { t.weight = weight; }, QStringLiteral("weight"));
    });
    connect(m_tags, &QLineEdit::textEdited, this, [this](const QString& text) {
        editTask(
            m_document, m_task, tr("Edit tags"),
            [&](TaskDefinition& t) { t.tags = tagsFromText(text); }, QStringLiteral("tags"));
    });
    connect(m_preview, &DocumentPreview::pathPicked, m_parameters, &ParameterEditor::pickPath);
    connect(
        m_preview, &DocumentPreview::pathsChecked, m_parameters, &ParameterEditor::setPathSentence);
    connect(m_preview, &DocumentPreview::rolesChanged, this, [this] {
        m_parameters->setRoles(m_preview->roles());
        m_preview->setPaths(m_parameters->searchedPaths());
    });
    connect(m_parameters, &ParameterEditor::pathChanged, this,
        [this] { m_preview->setPaths(m_parameters->searchedPaths()); });
    connect(m_document, &ProfileDocument::profileChanged, this, &TaskInspector::followDocument);
    connect(m_document, &ProfileDocument::problemsChanged, this, &TaskInspector::followProblems);
}

const TaskDefinition* TaskInspector::task() const
{
    const auto& tasks = m_document->profile().tasks;
    return m_task >= 0 && m_task < static_cast<int>(tasks.size())
        ? &tasks[static_cast<std::size_t>(m_task)]
        : nullptr;
}

void TaskInspector::setTask(int task)
{
    m_task = task;
    m_parameters->setTask(task);
    m_commands->setTask(task);
    m_tryOnce->setTask(task);
    followDocument();
}

void TaskInspector::setTryTask(TryTask tryTask)
{
    m_tryOnce->setTryTask(std::move(tryTask));
}

void TaskInspector::setTryBlocked(const QString& reason)
{
    m_tryOnce->setBlocked(reason);
}

void TaskInspector::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void TaskInspector::followDocument()
{
    const TaskDefinition* shown = task();
    if (!shown)
        return;
    const TaskType* type = findTaskType(shown->type);
    const bool custom = shown->type == "custom";
    m_card->setTitle(
        type ? fromCore(type->title) : tr("Unknown task type %1").arg(fromCore(shown->type)));
    m_description->setText(type ? fromCore(type->description) : QString());
    if (m_name->text() != fromCore(shown->name))
        m_name->setText(fromCore(shown->name));
    showDataSets(*shown);
    const QSignalBlocker thetaBlocker(m_theta);
    const QSignalBlocker weightBlocker(m_weight);
    select(m_storedAs, fromCore(shown->storedAs));
    select(m_pathStyle, fromCore(shown->pathStyle));
    select(m_keyChoice, static_cast<int>(shown->keyChoice));
    m_theta->setValue(shown->zipfTheta);
    if (m_weight->value() != shown->weight)
        m_weight->setValue(shown->weight);
    if (tagsFromText(m_tags->text()) != shown->tags)
        m_tags->setText(tagsText(shown->tags));

    const bool usesKeys = (type && type->needsDataSet) || (custom && !shown->dataSet.empty());
    m_form->setRowVisible(m_dataSet, usesKeys || custom);
    // A built-in task has one twin it works on; what a file says otherwise can be mended here.
    m_form->setRowVisible(m_storedAs, usesKeys && (custom || !shown->storedAs.empty()));
    m_form->setRowVisible(m_pathStyle, type && hasPathStyle(*type));
    m_settings->setRowVisible(m_keyChoice, usesKeys);
    m_settings->setRowVisible(m_theta,
        usesKeys && (shown->keyChoice == KeyChoice::Zipf || shown->keyChoice == KeyChoice::Latest));
    m_commands->setVisible(custom);
    m_success->setVisible(type && !custom);
    m_success->setText(
        type ? tr("Counts as success when %1").arg(fromCore(type->success)) : QString());
    showPreview(*shown);
    followProblems();
}

void TaskInspector::showDataSets(const TaskDefinition& shown)
{
    const auto& dataSets = m_document->profile().dataSets;
    m_dataSet->clear();
    if (shown.type == "custom")
        m_dataSet->addItem(tr("none"), QString());
    for (const DataSet& dataSet : dataSets)
        m_dataSet->addItem(fromCore(dataSet.name), fromCore(dataSet.name));
    const QString name = fromCore(shown.dataSet);
    if (m_dataSet->findData(name) < 0)
        m_dataSet->addItem(name.isEmpty() ? tr("choose one") : tr("%1 (missing)").arg(name), name);
    select(m_dataSet, name);
}

void TaskInspector::showPreview(const TaskDefinition& shown)
{
    const TestProfile& profile = m_document->profile();
    const int dataSet = findDataSet(profile, shown.dataSet);
    m_preview->setVisible(dataSet >= 0);
    m_preview->setPicking(m_parameters->hasPath());
    if (dataSet >= 0)
        m_preview->setDataSet(profile.dataSets[static_cast<std::size_t>(dataSet)]);
    else
        m_preview->setDataSet(std::nullopt);
}

void TaskInspector::followProblems()
{
    // What a field shows itself is not said twice.
    QString elsewhere;
    for (const Problem& problem : m_document->problems()) {
        const QString field = QString::fromStdString(problem.field);
        const QString own = taskField(m_task);
        const bool here = field == own || field.startsWith(own + QLatin1Char('.'));
        const bool shownAtField = field.startsWith(taskField(m_task, QStringLiteral("parameters.")))
            || field.startsWith(taskField(m_task, QStringLiteral("commands[")));
        if (here && !shownAtField) {
            const QString name
                = field.mid(own.size() + 1).replace(QLatin1Char('_'), QLatin1Char(' '));
            elsewhere += (elsewhere.isEmpty() ? QString() : QStringLiteral("\n"))
                + (name.isEmpty() ? QString() : name + QStringLiteral(": "))
                + QString::fromStdString(problem.text);
        }
    }
    m_problem->setText(elsewhere);
    m_problem->setVisible(!elsewhere.isEmpty());
}

} // namespace cicada
