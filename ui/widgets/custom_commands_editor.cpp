#include "widgets/custom_commands_editor.h"

#include "models/profile_edits.h"
#include "models/workload_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "tool_tip.h"
#include "widgets/color_roles.h"
#include "widgets/command_highlighter.h"
#include "widgets/fonts.h"
#include "widgets/menu_button.h"
#include "widgets/role_label.h"
#include "widgets/wheel_guard.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace cicada {

namespace {

constexpr std::array kRules{SuccessRule::Kind::Any, SuccessRule::Kind::Ok, SuccessRule::Kind::Match,
    SuccessRule::Kind::AtLeastOne, SuccessRule::Kind::Elements, SuccessRule::Kind::Pong};

QString firstWord(const std::string& command)
{
    return fromCore(command).trimmed().section(QLatin1Char(' '), 0, 0).toUpper();
}

QPlainTextEdit* makeText(QWidget* parent)
{
    auto* text = new QPlainTextEdit(parent);
    text->setFont(fixedFont(text->font()));
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    text->setPlaceholderText(CustomCommandsEditor::tr("One command a line: JSON.GET {key} $.age"));
    text->setAccessibleName(CustomCommandsEditor::tr("Commands, one a line"));
    text->setUndoRedoEnabled(false); // the profile's undo does it
    return text;
}

} // namespace

CustomCommandsEditor::CustomCommandsEditor(ProfileDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_text(makeText(this))
    , m_highlighter(new CommandHighlighter(m_text->document(), palette()))
    , m_problem(new RoleLabel(ColorRole::Error, {}, this))
    , m_rulesTitle(new RoleLabel(ColorRole::Muted, tr("A command counts as success when"), this))
    , m_rules(new QFormLayout)
{
    m_rules->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* label = new QLabel(tr("&Commands"), this);
    label->setBuddy(m_text);
    auto* insert = new MenuButton(tr("&Insert placeholder"), this);
    auto* menu = new QMenu(insert);
    fillPlaceholderMenu(menu);
    insert->setMenu(menu);
    auto* header = new QHBoxLayout;
    header->addWidget(label);
    header->addStretch();
    header->addWidget(insert);

    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(header);
    layout->addWidget(m_text);
    layout->addWidget(m_problem);
    layout->addWidget(m_rulesTitle);
    layout->addLayout(m_rules);

    connect(m_text, &QPlainTextEdit::textChanged, this, &CustomCommandsEditor::takeText);
    connect(
        m_document, &ProfileDocument::profileChanged, this, &CustomCommandsEditor::followDocument);
    connect(
        m_document, &ProfileDocument::problemsChanged, this, &CustomCommandsEditor::followProblems);
}

void CustomCommandsEditor::setTask(int task)
{
    m_task = task;
    followDocument();
}

const TaskDefinition* CustomCommandsEditor::task() const
{
    const auto& tasks = m_document->profile().tasks;
    if (m_task < 0 || m_task >= static_cast<int>(tasks.size()))
        return nullptr;
    const TaskDefinition& task = tasks[static_cast<std::size_t>(m_task)];
    return task.type == "custom" ? &task : nullptr;
}

void CustomCommandsEditor::followDocument()
{
    const TaskDefinition* shown = task();
    if (!shown)
        return;
    // Own typing comes back here: only what differs is written, or the text cursor would jump.
    const std::vector<CustomCommand> written
        = commandsFromLines(shown->commands, m_text->toPlainText());
    const bool same = std::equal(written.begin(), written.end(), shown->commands.begin(),
        shown->commands.end(), [](const auto& a, const auto& b) { return a.command == b.command; });
    if (!same) {
        QStringList lines;
        for (const CustomCommand& command : shown->commands)
            lines << fromCore(command.command);
        const QSignalBlocker blocker(m_text);
        m_text->setPlainText(lines.join(QLatin1Char('\n')));
    }
    fitHeight();
    showRules(shown->commands);
    followProblems();
}

void CustomCommandsEditor::fitHeight()
{
    const int lines = std::clamp(m_text->document()->lineCount() + 1, 4, 10);
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + 12);
}

void CustomCommandsEditor::followProblems()
{
    const TaskDefinition* shown = task();
    std::map<int, QString> problems;
    for (int i = 0; shown && i < static_cast<int>(shown->commands.size()); ++i) {
        const QString problem
            = m_document->problemAt(taskField(m_task, QStringLiteral("commands[%1]").arg(i)));
        if (!problem.isEmpty())
            problems[lineOfCommand(i)] = problem;
    }
    QStringList sentences;
    for (const auto& [line, problem] : problems)
        sentences << tr("Line %1: %2").arg(line + 1).arg(problem);
    m_problem->setText(sentences.join(QLatin1Char('\n')));
    m_problem->setVisible(!sentences.isEmpty());
    m_highlighter->setProblems(std::move(problems));
}

void CustomCommandsEditor::takeText()
{
    const TaskDefinition* shown = task();
    if (!shown)
        return;
    std::vector<CustomCommand> commands = commandsFromLines(shown->commands, m_text->toPlainText());
    const bool same = std::equal(commands.begin(), commands.end(), shown->commands.begin(),
        shown->commands.end(), [](const auto& a, const auto& b) { return a.command == b.command; });
    if (same)
        return; // a colour changed, or a blank line came
    editTask(
        m_document, m_task, tr("Edit commands"),
        [&commands](TaskDefinition& edited) { edited.commands = std::move(commands); },
        QStringLiteral("commands"));
}

void CustomCommandsEditor::showRules(const std::vector<CustomCommand>& commands)
{
    // A combo box that is open or focused must not be pulled away: rows are reused where they can
    // be.
    m_rulesTitle->setVisible(!commands.empty());
    while (m_rules->rowCount() > static_cast<int>(commands.size()))
        m_rules->removeRow(m_rules->rowCount() - 1);
    for (int i = 0; i < static_cast<int>(commands.size()); ++i) {
        const CustomCommand& command = commands[static_cast<std::size_t>(i)];
        if (i == m_rules->rowCount())
            m_rules->addRow(new QLabel(this), makeRule(i, command));
        auto* label = qobject_cast<QLabel*>(m_rules->itemAt(i, QFormLayout::LabelRole)->widget());
        auto* rule = qobject_cast<QComboBox*>(m_rules->itemAt(i, QFormLayout::FieldRole)->widget());
        const QString name = firstWord(command.command);
        label->setTextFormat(Qt::PlainText);
        label->setText(label->fontMetrics().elidedText(
            name, Qt::ElideRight, label->fontMetrics().averageCharWidth() * 18));
        label->setToolTip(plainToolTip(name));
        const SuccessRule byDefault = SuccessRule::defaultFor(name.toStdString());
        rule->setItemText(0, tr("%1 (default)").arg(fromCore(byDefault.description())));
        rule->setCurrentIndex(
            command.success.empty() ? 0 : rule->findData(fromCore(command.success)));
    }
}

QWidget* CustomCommandsEditor::makeRule(int command, const CustomCommand& shown)
{
    auto* rule = new QComboBox(this);
    rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    rule->setMinimumContentsLength(12);
    rule->setAccessibleName(tr("Success rule of command %1").arg(command + 1));
    rule->addItem(QString(), QString());
    for (const SuccessRule::Kind kind : kRules)
        rule->addItem(
            fromCore(SuccessRule(kind).description()), fromCore(SuccessRule(kind).name()));
    if (!shown.success.empty() && rule->findData(fromCore(shown.success)) < 0)
        rule->addItem(
            fromCore(shown.success), fromCore(shown.success)); // unknown: a problem says so
    connect(rule, &QComboBox::activated, this, [this, rule, command] {
        editTask(m_document, m_task, tr("Change success rule"),
            [command, name = rule->currentData().toString().toStdString()](TaskDefinition& edited) {
                edited.commands.at(static_cast<std::size_t>(command)).success = name;
            });
    });
    WheelGuard::protect(rule);
    return rule;
}

void CustomCommandsEditor::fillPlaceholderMenu(QMenu* menu)
{
    const std::array<std::pair<const char*, QString>, 12> placeholders{{
        {"{key}", tr("key chosen for this task")},
        {"{key:string}", tr("the same key of the string twin")},
        {"{index}", tr("number of the key")},
        {"{document}", tr("a fresh document")},
        {"{path ROLE}", tr("path of a role: number, text, array...")},
        {"{field ROLE}", tr("member name of a role")},
        {"{random_int 0 100}", tr("random whole number")},
        {"{random_text 8}", tr("random letters")},
        {"{uuid}", tr("random UUID")},
        {"{reply 1 $}", tr("part of an earlier reply")},
        {"{user}", tr("number of the user")},
        {"{iteration}", tr("tasks this user has begun")},
    }};
    for (const auto& [placeholder, meaning] : placeholders) {
        const QString text = QLatin1StringView(placeholder);
        menu->addAction(tr("%1\t%2").arg(text, meaning), this, [this, text] {
            m_text->insertPlainText(text);
            m_text->setFocus();
        });
    }
}

int CustomCommandsEditor::lineOfCommand(int command) const
{
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        if (!block.text().trimmed().isEmpty() && command-- == 0)
            return block.blockNumber();
    }
    return 0;
}

void CustomCommandsEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setPalette(palette());
    QWidget::changeEvent(event);
}

} // namespace cicada
