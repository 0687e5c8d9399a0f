#pragma once

#include "workload/data_set.h"

#include <QObject>

#include <functional>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace cicada {

/// The rows of the data set editor that say which keys of the target documents come from; there for
/// the kinds that need them only.
class SourceFields : public QObject
{
    Q_OBJECT

public:
    /// Changes a data set as an undo step of that text, merged with the last one of `mergeField`.
    using Edit = std::function<void(const QString& text,
        const std::function<void(DataSet&)>& change, const QString& mergeField)>;

    /// Adds its rows to `form`. `parent` is the widget they lie in.
    SourceFields(QFormLayout* form, Edit edit, QWidget* parent);

    void show(const DataSet& dataSet);

private:
    QFormLayout* m_form;
    Edit m_edit;
    QLineEdit* m_keys;
    QComboBox* m_storedAs;
    QSpinBox* m_limit;
};

} // namespace cicada
