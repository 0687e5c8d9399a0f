#pragma once

#include "workload/task.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QMenu;
class QPlainTextEdit;

namespace cicada {

class CommandHighlighter;
class ProfileDocument;
class RoleLabel;

/// The commands of a custom task, one a line, with the success rule of each. Mistakes are
/// underlined as one types; the document finds them.
class CustomCommandsEditor : public QWidget
{
    Q_OBJECT

public:
    explicit CustomCommandsEditor(ProfileDocument* document, QWidget* parent = nullptr);

    /// Which task of the profile, -1 or another type: none.
    void setTask(int task);

    QPlainTextEdit* text() const { return m_text; }

protected:
    void changeEvent(QEvent* event) override;

private:
    const TaskDefinition* task() const;
    void followDocument();
    void fitHeight();
    void followProblems();
    void takeText();
    void showRules(const std::vector<CustomCommand>& commands);
    QWidget* makeRule(int command, const CustomCommand& shown);
    void fillPlaceholderMenu(QMenu* menu);
    int lineOfCommand(int command) const; ///< blank lines are no commands

    ProfileDocument* m_document;
    QPlainTextEdit* m_text;
    CommandHighlighter* m_highlighter;
    RoleLabel* m_problem;
    RoleLabel* m_rulesTitle;
    QFormLayout* m_rules;
    int m_task = -1;
};

} // namespace cicada
