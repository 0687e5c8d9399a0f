#pragma once

#include "widgets/flat_table.h"

namespace cicada {

/// Cells of the tasks table: the share as a bar with its figure, the weight edited as a number, and
/// where there is little room, the command below the name.
class TaskDelegate : public FlatDelegate
{
    Q_OBJECT

public:
    using FlatDelegate::FlatDelegate;

    void setCommandBelowName(bool below) { m_commandBelowName = below; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(
        QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintShare(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintNameAndCommand(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    bool m_commandBelowName = false;
};

} // namespace cicada
