#include "widgets/page_list.h"

#include "widgets/color_roles.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace cicada {

namespace {

enum PageRole
{
    ProblemCountRole = Qt::UserRole,
};

constexpr int kMarkWidth = 3;
constexpr int kPagePadding = 14;

int rowHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 18;
}

class PageDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return QSize(80, rowHeight(option.fontMetrics));
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const QPalette& palette = option.palette;
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const QRect row = option.rect;
        painter->save();
        if (current) {
            painter->fillRect(row, palette.color(QPalette::Base));
            painter->fillRect(QRect(row.topLeft(), QSize(kMarkWidth, row.height())),
                roleColor(ColorRole::Accent, palette));
        } else if (option.state.testFlag(QStyle::State_MouseOver)) {
            painter->fillRect(row,
                mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.06));
        }
        QFont font = option.font;
        font.setWeight(current ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(palette.color(QPalette::WindowText));
        const QRect text = row.adjusted(kPagePadding, 0, -kPagePadding, 0);
        painter->drawText(
            text, Qt::AlignVCenter | Qt::AlignLeft, index.data(Qt::DisplayRole).toString());
        paintCount(painter, option, text, index.data(ProblemCountRole).toInt());
        if (current && option.state.testFlag(QStyle::State_KeyboardFocusChange)
            && option.state.testFlag(QStyle::State_HasFocus))
            paintFocus(painter, row, palette);
        painter->restore();
    }

private:
    static void paintCount(
        QPainter* painter, const QStyleOptionViewItem& option, const QRect& area, int count)
    {
        if (count == 0)
            return;
        const QString text = QLocale().toString(count);
        const int height = option.fontMetrics.height();
        const int width = std::max(height, option.fontMetrics.horizontalAdvance(text) + 10);
        const QRect pill(area.right() - width, area.center().y() - height / 2, width, height);
        const QColor error = roleColor(ColorRole::Error, option.palette);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(error);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(
            QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), height / 2.0, height / 2.0);
        painter->drawText(pill, Qt::AlignCenter, text);
    }

    static void paintFocus(QPainter* painter, const QRect& row, const QPalette& palette)
    {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(QPen(roleColor(ColorRole::Accent, palette), 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(row.adjusted(kMarkWidth + 2, 2, -3, -3));
    }
};

} // namespace

PageList::PageList(QWidget* parent)
    : QListWidget(parent)
{
    setItemDelegate(new PageDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Pages"));
    viewport()->setBackgroundRole(QPalette::Window);
    setUniformItemSizes(true);
}

void PageList::addPage(const QString& name)
{
    auto* item = new QListWidgetItem(name, this);
    item->setData(ProblemCountRole, 0);
}

void PageList::setProblemCount(int page, int count)
{
    QListWidgetItem* entry = item(page);
    if (entry->data(ProblemCountRole).toInt() == count)
        return;
    entry->setData(ProblemCountRole, count);
    const QString spoken
        = count == 0 ? entry->text() : tr("%1, %n problem(s)", nullptr, count).arg(entry->text());
    entry->setData(Qt::AccessibleTextRole, spoken);
    entry->setToolTip(count == 0 ? QString() : tr("%n problem(s) stop a run", nullptr, count));
}

int PageList::problemCount(int page) const
{
    return item(page)->data(ProblemCountRole).toInt();
}

QSize PageList::sizeHint() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    int widest = 0;
    for (int page = 0; page < count(); ++page)
        widest = std::max(widest, metrics.horizontalAdvance(item(page)->text()));
    return QSize(widest + 2 * kPagePadding + metrics.height() + 10, rowHeight(metrics) * count());
}

} // namespace cicada
