#pragma once

#include "tried_call.h"
#include "workload/task.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace cicada {

class Card;
class CustomCommandsEditor;
class DocumentPreview;
class DocumentSampler;
class ProfileDocument;
class RoleLabel;
class ParameterEditor;
class TryOncePanel;
class WeightEdit;

/// Everything about the chosen task: its fields, the document it works on with the path in it, its
/// success rule, and "Try once". Each change is an undo step of the document.
class TaskInspector : public QWidget
{
    Q_OBJECT

public:
    TaskInspector(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent = nullptr);

    void setTask(int task); ///< -1: none
    void setTryTask(TryTask tryTask);
    void setTryBlocked(const QString& reason); ///< empty: not blocked
    void focusName();

    DocumentPreview* preview() const { return m_preview; }

private:
    void makeFields();
    void makeSettings(QFormLayout* form);
    void connectFields();
    const TaskDefinition* task() const;
    void followDocument();
    void followProblems();
    void showDataSets(const TaskDefinition& shown);
    void showPreview(const TaskDefinition& shown);

    ProfileDocument* m_document;
    Card* m_card;
    RoleLabel* m_description;
    RoleLabel* m_problem;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_dataSet = nullptr;
    QComboBox* m_storedAs = nullptr;
    QComboBox* m_pathStyle = nullptr;
    ParameterEditor* m_parameters;
    CustomCommandsEditor* m_commands;
    DocumentPreview* m_preview;
    QLabel* m_success;
    QFormLayout* m_settings = nullptr;
    QComboBox* m_keyChoice = nullptr;
    QDoubleSpinBox* m_theta = nullptr;
    WeightEdit* m_weight = nullptr;
    QLineEdit* m_tags = nullptr;
    TryOncePanel* m_tryOnce;
    int m_task = -1;
};

} // namespace cicada
