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
class SourceFields;

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
    void showRows(const DataSet& shown, bool scalable);
    void followProblems();
    void showFigures();

    ProfileDocument* m_document;
    DocumentSampler* m_sampler;
    Card* m_card;
    RoleLabel* m_problem;
    QFormLayout* m_form;
    QLineEdit* m_name = nullptr;
    RoleLabel* m_nameProblem = nullptr;
    QComboBox* m_kind = nullptr;
    RoleLabel* m_kindDescription = nullptr;
    SourceFields* m_source = nullptr;
    QWidget* m_fileRow = nullptr;
    QLineEdit* m_file = nullptr;
    QSpinBox* m_count = nullptr;
    QWidget* m_scaleRow = nullptr;
    QSlider* m_scale = nullptr;
    QLabel* m_scaleText = nullptr;
    QLineEdit* m_seed = nullptr;
    QLineEdit* m_prefix = nullptr;
    QWidget* m_storedRow = nullptr;
    std::array<QCheckBox*, 3> m_stored{}; ///< by StoredAs
    RoleLabel* m_memory = nullptr;
    DocumentPreview* m_preview;
    int m_index = -1;
};

} // namespace cicada
