#include "widgets/task_library.h"

#include "models/task_library_model.h"
#include "widgets/color_roles.h"
#include "widgets/fonts.h"
#include "widgets/role_label.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

/// Keeps the task types in which every word of the search occurs, and their groups.
class LibraryFilter : public QSortFilterProxyModel
{
public:
    explicit LibraryFilter(QObject* parent)
        : QSortFilterProxyModel(parent)
    {
        setRecursiveFilteringEnabled(true);
    }

    void setWords(const QString& words)
    {
        m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        if (!parent.isValid())
            return false; // a group is there for its task types
        const QString text
            = sourceModel()->index(row, 0, parent).data(TaskLibraryModel::SearchRole).toString();
        return std::all_of(m_words.begin(), m_words.end(),
            [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

namespace {

constexpr int kLibraryPadding = 8;

// Title and description on one line, the command below; groups as small headings.
class LibraryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int line = option.fontMetrics.height();
        return {0, isGroup(index) ? line + 12 : 2 * line + 12};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        painter->save();
        const QColor surface = roleColor(ColorRole::CardSurface, option.palette);
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(
                option.rect, mixed(roleColor(ColorRole::Accent, option.palette), surface, 0.16));
        const QRect box = option.rect.adjusted(kLibraryPadding, 4, -kLibraryPadding, -4);
        if (isGroup(index))
            paintGroup(painter, option, index, box);
        else
            paintType(painter, option, index, box);
        painter->restore();
    }

private:
    static bool isGroup(const QModelIndex& index) { return !index.parent().isValid(); }

    static void paintGroup(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index, const QRect& box)
    {
        QFont font = smallFont(option.font);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(roleColor(ColorRole::Muted, option.palette));
        painter->drawText(box, Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
    }

    static void paintType(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index, const QRect& box)
    {
        const QRect upper(box.topLeft(), QSize(box.width(), box.height() / 2));
        const QRect lower(box.left(), box.top() + box.height() / 2, box.width(), box.height() / 2);
        QFont title = option.font;
        title.setWeight(QFont::Medium);
        painter->setFont(title);
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        const int used = QFontMetrics(title).horizontalAdvance(index.data().toString()) + 12;
        painter->setFont(option.font);
        painter->setPen(roleColor(ColorRole::Muted, option.palette));
        const QRect rest = upper.adjusted(used, 0, 0, 0);
        const QString description = index.data(TaskLibraryModel::DescriptionRole).toString();
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(description, Qt::ElideRight, rest.width()));
        const QFont fixed = fixedFont(option.font);
        painter->setFont(fixed);
        const QString command = index.data(TaskLibraryModel::CommandRole).toString();
        painter->drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(fixed).elidedText(command, Qt::ElideRight, lower.width()));
    }
};

} // namespace

TaskLibrary::TaskLibrary(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_model(new TaskLibraryModel(this))
    , m_filter(new LibraryFilter(this))
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Task library"));
    m_filter->setSourceModel(m_model);
    m_search->setPlaceholderText(tr("Search tasks: read, JSON.SET, array…"));
    m_search->setAccessibleName(tr("Search tasks"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new LibraryDelegate(m_tree));
    m_tree->setAccessibleName(tr("Tasks to add"));
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(0);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->installEventFilter(this);
    auto* hint = new RoleLabel(ColorRole::Muted, tr("Enter adds the task · Esc closes"), this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(hint);

    connect(m_search, &QLineEdit::textChanged, this, &TaskLibrary::search);
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.parent().isValid())
            choose();
    });
}

void TaskLibrary::openAt(const QWidget* button)
{
    m_search->clear();
    search({});
    const int letter = fontMetrics().averageCharWidth();
    const QRect screen = button->screen()->availableGeometry();
    resize(std::min(letter * 84, screen.width() - 20),
        std::min(fontMetrics().height() * 30, screen.height() - 80));
    // Its right edge below the button's, but never off the screen.
    QPoint corner = button->mapToGlobal(QPoint(button->width() - width(), button->height() + 2));
    corner.setX(
        std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    corner.setY(
        std::clamp(corner.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
    move(corner);
    show();
    m_search->setFocus();
}

void TaskLibrary::search(const QString& words)
{
    m_filter->setWords(words);
    m_tree->expandAll();
    const QModelIndex first = m_filter->index(0, 0, m_filter->index(0, 0));
    m_tree->setCurrentIndex(first);
    m_tree->scrollToTop();
}

void TaskLibrary::choose()
{
    const QString type = m_tree->currentIndex().data(TaskLibraryModel::IdRole).toString();
    if (type.isEmpty())
        return;
    close();
    Q_EMIT chosen(type);
}

bool TaskLibrary::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        // The keyboard stays in the search while it moves the choice.
        if (watched != m_search)
            return false;
        QCoreApplication::sendEvent(m_tree, event);
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace cicada
