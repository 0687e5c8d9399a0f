#pragma once

#include "workload/data_set.h"

#include <QWidget>

#include <array>
#include <functional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSlider;
class QSpinBox;

namespace cicada {

class Card;
class DocumentPreview;
class DocumentSampler;
class ProfileDocument;
class RoleLabel;

/// The chosen data set: what documents, how many, where and how they are stored, and one of them to
/// look at. Each change is an undo step of the document.
class DataSetEditor : public QWidget
{
    Q_OBJECT

public:
    DataSetEditor(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent = nullptr);

    void setDataSet(int dataSet); ///< -1: none
    void focusName();

    DocumentPreview* preview() const { return m_preview; }

private:
    void makeFields();
    void layOutFields();
    void connectFields();
    const DataSet* dataSet() const;
    void edit(const QString& text, const std::function<void(DataSet&)>& change,
        const QString& mergeField = {});
    void rename(const QString& name);
    void setStored(StoredAs storedAs, bool stored);
    void chooseFile();
    void followDocument();
    void followProblems();
    void showFigures();

    ProfileDocument* m_document;
    DocumentSampler* m_sampler;
    Card* m_card;
    RoleLabel* m_problem;
    QFormLayout* m_form;
    QLineEdit* m_name;
    RoleLabel* m_nameProblem;
    QComboBox* m_kind;
    RoleLabel* m_kindDescription;
    QWidget* m_fileRow;
    QLineEdit* m_file;
    QSpinBox* m_count;
    QWidget* m_scaleRow;
    QSlider* m_scale;
    QLabel* m_scaleText;
    QLineEdit* m_seed;
    QLineEdit* m_prefix;
    QWidget* m_storedRow;
    std::array<QCheckBox*, 3> m_stored; ///< by StoredAs
    RoleLabel* m_memory;
    DocumentPreview* m_preview;
    int m_index = -1;
};

} // namespace cicada
