#include "widgets/parameter_editor.h"

#include "models/command_preview.h"
#include "models/profile_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "widgets/fonts.h"
#include "widgets/form_labels.h"
#include "widgets/menu_button.h"
#include "widgets/role_label.h"
#include "workload/json_path.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

namespace {

bool isPath(const TaskParameter& parameter)
{
    return parameter.kind == ParameterKind::Path || parameter.kind == ParameterKind::Paths;
}

bool hasMenu(const TaskParameter& parameter)
{
    return isPath(parameter) || parameter.kind == ParameterKind::DocumentKind;
}

/// As the task will send it.
QString inStyle(const QString& path, const std::string& style)
{
    const auto parsed = JsonPath::parse(path.toStdString());
    const auto known = pathStyleFromName(style);
    return parsed && known ? fromCore(parsed->text(*known)) : path;
}

// "path" -> "Path": names of parameters are words.
QString labelOf(const TaskParameter& parameter)
{
    QString name = fromCore(parameter.name);
    name.replace(QLatin1Char('_'), QLatin1Char(' '));
    return name.isEmpty() ? name : name.first(1).toUpper() + name.sliced(1);
}

} // namespace

ParameterEditor::ParameterEditor(ProfileDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    connect(m_document, &ProfileDocument::profileChanged, this, &ParameterEditor::followDocument);
    connect(m_document, &ProfileDocument::problemsChanged, this, &ParameterEditor::followProblems);
}

const TaskDefinition* ParameterEditor::task() const
{
    const auto& tasks = m_document->profile().tasks;
    return m_task >= 0 && m_task < static_cast<int>(tasks.size())
        ? &tasks[static_cast<std::size_t>(m_task)]
        : nullptr;
}

void ParameterEditor::setTask(int task)
{
    m_task = task;
    followDocument();
}

void ParameterEditor::setRoles(const std::vector<DocumentRole>& roles)
{
    m_roles = roles;
}

void ParameterEditor::rebuild(const TaskType* type)
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_rows.clear();
    m_pathField = nullptr;
    m_pathSentence = nullptr;
    m_type = type ? type->id : std::string();
    if (!type)
        return;
    for (const TaskParameter& parameter : type->parameters) {
        QWidget* row = makeRow(parameter);
        auto* label = new QLabel(labelOf(parameter), this);
        label->setBuddy(m_rows.back().field);
        label->setToolTip(fromCore(parameter.description));
        m_form->addRow(label, row);
        alignLabels(m_form);
    }
}

QWidget* ParameterEditor::makeRow(const TaskParameter& parameter)
{
    auto* row = new QWidget(this);
    auto* field = new QLineEdit(row);
    field->setFont(fixedFont(font()));
    field->setPlaceholderText(fromCore(parameter.defaultValue));
    field->setToolTip(fromCore(parameter.description));
    field->setAccessibleName(labelOf(parameter));
    field->setAccessibleDescription(fromCore(parameter.description));
    field->setObjectName(fromCore(parameter.name));
    auto* problem = new RoleLabel(ColorRole::Error, {}, row);
    problem->setTextFormat(Qt::PlainText);
    problem->hide();

    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    line->addWidget(field);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(problem);
    if (hasMenu(parameter))
        line->addWidget(makeMenuButton(parameter, row));
    if (isPath(parameter) && !m_pathField) {
        m_pathField = field;
        m_pathSentence = new RoleLabel(ColorRole::Muted, {}, row);
        m_pathSentence->setTextFormat(Qt::PlainText);
        layout->addWidget(m_pathSentence);
    }
    connect(field, &QLineEdit::textEdited, this,
        [this, parameter](const QString& text) { set(parameter, text, true); });
    m_rows.push_back({parameter, field, problem});
    return row;
}

MenuButton* ParameterEditor::makeMenuButton(const TaskParameter& parameter, QWidget* row)
{
    auto* button = new MenuButton(isPath(parameter) ? tr("Ro&les") : tr("K&inds"), row);
    button->setToolTip(isPath(parameter) ? tr("Paths that every document of the data set has")
                                         : tr("Kinds of documents"));
    auto* menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, parameter] {
        menu->clear();
        if (isPath(parameter))
            fillRoleMenu(menu, parameter);
        else
            fillKindMenu(menu, parameter);
    });
    button->setMenu(menu);
    return button;
}

void ParameterEditor::fillKindMenu(QMenu* menu, const TaskParameter& parameter)
{
    for (const DocumentKind& kind : documentKinds()) {
        if (kind.typicalBytes == 0)
            continue; // those need a file or keys of their own data set
        const QString name = fromCore(kind.name);
        menu->addAction(name, this, [this, parameter, name] { set(parameter, name, false); });
    }
}

void ParameterEditor::fillRoleMenu(QMenu* menu, const TaskParameter& parameter)
{
    for (const DocumentRole& role : m_roles) {
        const QString value = QStringLiteral("{path %1}").arg(fromCore(role.name));
        menu->addAction(
            tr("%1 (%2)\t%3").arg(fromCore(role.name), fromCore(role.type), fromCore(role.path)),
            this, [this, parameter, value] { pick(parameter, value); });
    }
    if (m_roles.empty())
        menu->addAction(tr("No roles known for this data set"))->setEnabled(false);
}

void ParameterEditor::set(const TaskParameter& parameter, const QString& value, bool typing)
{
    if (!task())
        return;
    editTask(
        m_document, m_task, tr("Change %1").arg(fromCore(parameter.name)),
        [&](TaskDefinition& edited) {
            // The default is not written down: it stays right when another data set is chosen.
            if (value.isEmpty())
                edited.parameters.erase(parameter.name);
            else
                edited.parameters[parameter.name] = value.toStdString();
        },
        typing ? QStringLiteral("parameters.") + fromCore(parameter.name) : QString());
}

void ParameterEditor::pick(const TaskParameter& parameter, const QString& path)
{
    const TaskDefinition* shown = task();
    const bool adds = shown && parameter.kind == ParameterKind::Paths
        && shown->parameters.contains(parameter.name);
    set(parameter, adds ? parameterValue(*shown, parameter) + QLatin1Char(' ') + path : path,
        false);
}

void ParameterEditor::pickPath(const QString& path)
{
    const TaskDefinition* shown = task();
    for (const Row& row : m_rows) {
        if (shown && row.field == m_pathField) {
            pick(row.parameter, inStyle(path, shown->pathStyle));
            return;
        }
    }
}

QStringList ParameterEditor::searchedPaths() const
{
    const TaskDefinition* shown = task();
    for (const Row& row : m_rows) {
        if (shown && row.field == m_pathField)
            return previewPaths(parameterValue(*shown, row.parameter), row.parameter.kind, m_roles);
    }
    return {};
}

void ParameterEditor::setPathSentence(const QString& sentence, bool isProblem)
{
    if (!m_pathSentence)
        return;
    m_pathSentence->setRole(isProblem ? ColorRole::Error : ColorRole::Muted);
    m_pathSentence->setText(isProblem || sentence.isEmpty()
            ? sentence
            : tr("%1 · click a member to use it").arg(sentence));
    m_sentenceIsProblem = isProblem;
    followProblems();
}

void ParameterEditor::followDocument()
{
    const TaskDefinition* shown = task();
    const TaskType* type = shown ? findTaskType(shown->type) : nullptr;
    if ((type ? type->id : std::string()) != m_type)
        rebuild(type);
    for (const Row& row : m_rows) {
        const auto value = shown->parameters.find(row.parameter.name);
        const QString text = value == shown->parameters.end() ? QString() : fromCore(value->second);
        if (row.field->text() != text)
            row.field->setText(text);
    }
    setVisible(!m_rows.empty());
    followProblems();
    Q_EMIT pathChanged();
}

void ParameterEditor::followProblems()
{
    for (const Row& row : m_rows) {
        const QString problem = m_document->problemAt(
            taskField(m_task, QStringLiteral("parameters.") + fromCore(row.parameter.name)));
        row.problem->setText(problem);
        row.problem->setVisible(!problem.isEmpty());
        // One red line will do.
        if (row.field == m_pathField)
            m_pathSentence->setVisible(!m_sentenceIsProblem || problem.isEmpty());
    }
}

} // namespace cicada
