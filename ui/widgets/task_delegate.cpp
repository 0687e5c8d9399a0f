#include "widgets/task_delegate.h"

#include "models/task_model.h"
#include "widgets/color_roles.h"
#include "widgets/fonts.h"
#include "widgets/weight_edit.h"

#include <QPainter>

#include <algorithm>

namespace cicada {

namespace {

constexpr int kTaskPadding = 8;

} // namespace

void TaskDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.column() == TaskModel::Share)
        paintShare(painter, option, index);
    else if (index.column() == TaskModel::Name && m_commandBelowName)
        paintNameAndCommand(painter, option, index);
    else
        FlatDelegate::paint(painter, option, index);
}

void TaskDelegate::paintNameAndCommand(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int half = option.rect.height() / 2;
    paintRow(painter, option, index);
    // The name as everywhere, with its mark, in the upper half.
    QStyleOptionViewItem name = option;
    name.rect.setHeight(half);
    name.rect.translate(0, 2);
    paintCell(painter, name, index);

    const QModelIndex commandIndex = index.siblingAtColumn(TaskModel::Command);
    QStyleOptionViewItem command = option;
    initStyleOption(&command, commandIndex);
    const QRect box = option.rect.adjusted(kTaskPadding, half - 1, -kTaskPadding, -3);
    painter->save();
    painter->setFont(command.font);
    painter->setPen(roleColor(ColorRole::Muted, option.palette));
    painter->drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(command.font).elidedText(command.text, Qt::ElideRight, box.width()));
    painter->restore();
}

void TaskDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    FlatDelegate::initStyleOption(option, index);
    if (index.column() == TaskModel::Command)
        option->font = fixedFont(option->font);
}

void TaskDelegate::paintShare(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRow(painter, option, index);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const int figureWidth
        = cell.fontMetrics.horizontalAdvance(tr("%1 %").arg(QStringLiteral("100"))) + 6;
    const QRect box = option.rect.adjusted(kTaskPadding, 0, -kTaskPadding, 0);
    const double largest = index.data(TaskModel::LargestShareRole).toDouble();
    const double share = index.data(TaskModel::ShareRole).toDouble();
    const double length = largest > 0 ? (box.width() - figureWidth) * share / largest : 0;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (length > 0) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(roleColor(ColorRole::Accent, option.palette));
        painter->drawRoundedRect(
            QRectF(box.left(), box.center().y() - 3, std::max(length, 3.0), 8), 2, 2);
    }
    painter->setPen(cell.palette.color(QPalette::Text));
    painter->setFont(cell.font);
    const int textLeft = box.left() + static_cast<int>(length) + (length > 0 ? 6 : 0);
    painter->drawText(
        QRect(textLeft, box.top(), box.right() - textLeft + kTaskPadding, box.height()),
        Qt::AlignVCenter | Qt::AlignLeft, cell.text);
    painter->restore();
}

QWidget* TaskDelegate::createEditor(
    QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.column() == TaskModel::Weight)
        return new WeightEdit(parent);
    return FlatDelegate::createEditor(parent, option, index);
}

void TaskDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* weight = qobject_cast<WeightEdit*>(editor)) {
        // Each change of the document comes by here: a number being typed must stay.
        weight->follow(index.data(Qt::EditRole).toDouble());
        return;
    }
    FlatDelegate::setEditorData(editor, index);
}

void TaskDelegate::setModelData(
    QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* weight = qobject_cast<WeightEdit*>(editor)) {
        weight->interpretText();
        model->setData(index, weight->value());
        return;
    }
    FlatDelegate::setModelData(editor, model, index);
}

} // namespace cicada
