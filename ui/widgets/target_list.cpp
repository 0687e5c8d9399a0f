#include "widgets/target_list.h"

#include "widgets/color_roles.h"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace cicada {

namespace {

enum TargetRole
{
    KeyRole = Qt::UserRole,
    AddressRole,
};

constexpr int kTargetPadding = 8;

QFont smallerFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

class TargetDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        const QFontMetrics small(smallerFont(option.font));
        return QSize(120, option.fontMetrics.height() + small.height() + 2 * kTargetPadding - 2);
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        QStyleOptionViewItem background = option;
        initStyleOption(&background, index);
        background.text.clear();
        const QWidget* widget = option.widget;
        widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);

        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QColor text
            = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
        const QColor dim = selected ? mixed(text, option.palette.color(QPalette::Highlight), 0.8)
                                    : roleColor(ColorRole::Muted, option.palette);
        const QFont smallFont = smallerFont(option.font);
        const QFontMetrics small(smallFont);
        const QRect area = option.rect.adjusted(
            kTargetPadding, kTargetPadding - 1, -kTargetPadding, -kTargetPadding + 1);
        painter->save();
        painter->setFont(option.font);
        painter->setPen(text);
        painter->drawText(area, Qt::AlignTop | Qt::AlignLeft,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()));
        painter->setFont(smallFont);
        painter->setPen(dim);
        painter->drawText(area, Qt::AlignBottom | Qt::AlignLeft,
            small.elidedText(index.data(AddressRole).toString(), Qt::ElideMiddle, area.width()));
        painter->restore();
    }
};

} // namespace

TargetList::TargetList(QWidget* parent)
    : QListWidget(parent)
{
    setItemDelegate(new TargetDelegate(this));
    setAccessibleName(tr("Targets"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            Q_EMIT chosen(item->data(KeyRole).toString());
    });
}

void TargetList::setEntries(const std::vector<Entry>& entries, const QString& currentKey)
{
    const QSignalBlocker silent(this);
    while (count() > static_cast<int>(entries.size()))
        delete takeItem(count() - 1);
    while (count() < static_cast<int>(entries.size()))
        addItem(new QListWidgetItem);
    for (int row = 0; row < count(); ++row) {
        const Entry& entry = entries[static_cast<std::size_t>(row)];
        QListWidgetItem* shown = item(row);
        shown->setText(entry.name);
        shown->setData(KeyRole, entry.key);
        shown->setData(AddressRole, entry.address);
        shown->setToolTip(entry.address);
        if (entry.key == currentKey)
            setCurrentRow(row);
    }
}

} // namespace cicada
