#pragma once

#include "workload/document.h"
#include "workload/task.h"

#include <QString>
#include <QWidget>

#include <vector>

class QFormLayout;
class QLineEdit;
class QMenu;

namespace cicada {

class MenuButton;
class ProfileDocument;
class RoleLabel;

/// The parameters of a built-in task: a line each, defaults as placeholder text, what is wrong
/// below. Paths have a menu of the document's roles and say what they find.
class ParameterEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterEditor(ProfileDocument* document, QWidget* parent = nullptr);

    void setTask(int task); ///< -1: none
    void setRoles(const std::vector<DocumentRole>& roles);
    /// What the path in use finds in the document shown.
    void setPathSentence(const QString& sentence, bool isProblem);

    /// Puts `path` into the path parameter in the task's path style, behind others where it takes
    /// several; an undo step.
    void pickPath(const QString& path);

    bool hasPath() const { return m_pathField != nullptr; }

    /// The paths as one document can be searched for them; empty: there are none.
    QStringList searchedPaths() const;

Q_SIGNALS:
    void pathChanged();

private:
    struct Row
    {
        TaskParameter parameter;
        QLineEdit* field = nullptr;
        RoleLabel* problem = nullptr;
    };

    const TaskDefinition* task() const;
    void rebuild(const TaskType* type);
    QWidget* makeRow(const TaskParameter& parameter);
    MenuButton* makeMenuButton(const TaskParameter& parameter, QWidget* row);
    void fillKindMenu(QMenu* menu, const TaskParameter& parameter);
    void fillRoleMenu(QMenu* menu, const TaskParameter& parameter);
    void set(const TaskParameter& parameter, const QString& value, bool typing);
    void pick(
        const TaskParameter& parameter, const QString& path); ///< added where several are allowed
    void followDocument();
    void followProblems();

    ProfileDocument* m_document;
    QFormLayout* m_form;
    std::vector<Row> m_rows;
    std::vector<DocumentRole> m_roles;
    std::string m_type;
    QLineEdit* m_pathField = nullptr;
    RoleLabel* m_pathSentence = nullptr;
    bool m_sentenceIsProblem = false;
    int m_task = -1;
};

} // namespace cicada
