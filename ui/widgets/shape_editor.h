#pragma once

#include "profile/shape_definition.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QTableWidget;
class QToolButton;

namespace cicada {

/// A load shape in figures: the fields of its kind, and a table of its stages or points. Says what
/// the user changed; what is set from outside is no change.
class ShapeEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ShapeEditor(QWidget* parent = nullptr);

    void setShape(const ShapeDefinition& shape);

Q_SIGNALS:
    /// `field`: which one was edited, the same while someone types in it; below 0: a row came or
    /// went.
    void edited(const cicada::ShapeDefinition& shape, int field);

private:
    void buildFields();
    void showTable();
    void takeCell(int row, int column);
    void addRow();
    void removeRow();
    bool hasTable() const;

    ShapeDefinition m_shape;
    bool m_isBuilt = false;
    bool m_showing = false; ///< values are being set: not an edit
    QFormLayout* m_form;
    QTableWidget* m_table;
    QToolButton* m_add;
    QToolButton* m_remove;
    QLabel* m_hint;
};

} // namespace cicada
