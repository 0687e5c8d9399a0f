#include "widgets/document_view.h"

#include "tool_tip.h"
#include "widgets/color_roles.h"
#include "widgets/fonts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace cicada {

namespace {

// Quiet hues: the marks of paths and roles have to stand out from them.
QColor valueColor(DocumentSpan::Kind kind, const QPalette& palette)
{
    const bool dark = isDark(palette);
    switch (kind) {
    case DocumentSpan::Kind::String:
        return dark ? QColor(0x8F, 0xC9, 0xA3) : QColor(0x2B, 0x6E, 0x4A);
    case DocumentSpan::Kind::Number:
        return dark ? QColor(0xE0, 0xB8, 0x7A) : QColor(0x8A, 0x5A, 0x14);
    case DocumentSpan::Kind::Literal:
        return dark ? QColor(0xC3, 0xA6, 0xE3) : QColor(0x6B, 0x45, 0x94);
    case DocumentSpan::Kind::Opener:
    case DocumentSpan::Kind::Closer:
    case DocumentSpan::Kind::More:
        return roleColor(ColorRole::Muted, palette);
    case DocumentSpan::Kind::Member:
        break;
    }
    return palette.color(QPalette::Text);
}

QColor matchColor(const QPalette& palette)
{
    return isDark(palette) ? QColor(0x6B, 0x5A, 0x10) : QColor(0xFF, 0xEC, 0x8B);
}

} // namespace

/// Colours the lines by the spans they were laid out with.
class DocumentHighlighter : public QSyntaxHighlighter
{
public:
    DocumentHighlighter(DocumentView* view, const std::vector<DocumentLine>& lines,
        const QHash<QString, QString>& roles)
        : QSyntaxHighlighter(view->document())
        , m_view(view)
        , m_lines(lines)
        , m_roles(roles)
    {
    }

protected:
    void highlightBlock(const QString&) override
    {
        const auto number = static_cast<std::size_t>(currentBlock().blockNumber());
        if (number >= m_lines.size())
            return;
        const QPalette palette = m_view->palette();
        for (const DocumentSpan& span : m_lines[number].spans) {
            QTextCharFormat format;
            format.setForeground(valueColor(span.kind, palette));
            if (span.kind == DocumentSpan::Kind::Member && m_roles.contains(span.path)) {
                format.setForeground(roleColor(ColorRole::Accent, palette));
                format.setFontWeight(QFont::Bold);
            }
            setFormat(static_cast<int>(span.start), static_cast<int>(span.length), format);
        }
    }

private:
    DocumentView* m_view;
    const std::vector<DocumentLine>& m_lines;
    const QHash<QString, QString>& m_roles;
};

DocumentView::DocumentView(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new DocumentHighlighter(this, m_lines, m_roles))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Document"));
    setFont(fixedFont(font()));
    document()->setDocumentMargin(6);
}

QSize DocumentView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 10};
}

void DocumentView::setContent(std::shared_ptr<const DocumentContent> content)
{
    m_content = std::move(content);
    layOut();
}

void DocumentView::forgetFolds()
{
    m_folds = {};
}

void DocumentView::setRoles(const QHash<QString, QString>& roleByPath)
{
    m_roles = roleByPath;
    m_highlighter->rehighlight();
}

void DocumentView::setMatches(const QSet<QString>& paths)
{
    m_matches = paths;
    m_matchParents.clear();
    for (const QString& path : paths) {
        for (qsizetype i = path.size() - 1; i > 0; --i) {
            if (path[i] == QLatin1Char('.') || path[i] == QLatin1Char('['))
                m_matchParents.insert(path.first(i));
        }
    }
    markMatches();
}

void DocumentView::setPicking(bool picking)
{
    m_picking = picking;
}

int DocumentView::columns() const
{
    const double letter = QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0'));
    const int bar = verticalScrollBar()->isVisible() ? 0 : verticalScrollBar()->sizeHint().width();
    const double room = viewport()->width() - bar - 2 * document()->documentMargin();
    return std::max(static_cast<int>(room / letter), 24);
}

void DocumentView::layOut()
{
    const int top = verticalScrollBar()->value();
    const int position = textCursor().position();
    m_laidOutColumns = columns();
    m_lines = m_content ? layOutDocument(m_content->shown, m_folds, m_laidOutColumns)
                        : std::vector<DocumentLine>();
    QStringList texts;
    for (const DocumentLine& line : m_lines)
        texts << line.text;
    setPlainText(texts.join(QLatin1Char('\n')));
    QTextCursor cursor(document());
    cursor.setPosition(std::min(position, document()->characterCount() - 1));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(top);
    markMatches();
}

bool DocumentView::isMatch(const DocumentSpan& span) const
{
    // A value inside a closed array cannot be marked itself.
    return m_matches.contains(span.path)
        || (span.kind == DocumentSpan::Kind::Opener && m_matchParents.contains(span.path));
}

void DocumentView::markMatches()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (std::size_t number = 0; number < m_lines.size() && !m_matches.isEmpty(); ++number) {
        const std::vector<DocumentSpan>& spans = m_lines[number].spans;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            if (!isMatch(spans[i]))
                continue;
            // Name and value of one member are one mark, with what is between them.
            std::size_t last = i;
            while (last + 1 < spans.size() && spans[last + 1].path == spans[i].path)
                ++last;
            QTextEdit::ExtraSelection mark;
            mark.format.setBackground(matchColor(palette()));
            mark.cursor = QTextCursor(document()->findBlockByNumber(static_cast<int>(number)));
            const int start = mark.cursor.position();
            mark.cursor.setPosition(start + static_cast<int>(spans[i].start));
            mark.cursor.setPosition(
                start + static_cast<int>(spans[last].start + spans[last].length),
                QTextCursor::KeepAnchor);
            marks << mark;
            i = last;
        }
    }
    setExtraSelections(marks);
}

const DocumentSpan* DocumentView::spanAt(const QTextCursor& cursor) const
{
    const auto number = static_cast<std::size_t>(cursor.blockNumber());
    if (number >= m_lines.size())
        return nullptr;
    const qsizetype column = cursor.positionInBlock();
    for (const DocumentSpan& span : m_lines[number].spans) {
        if (column >= span.start && column < span.start + span.length)
            return &span;
    }
    return nullptr;
}

const DocumentSpan* DocumentView::spanUnder(const QPoint& position) const
{
    // The cursor goes to the nearest gap between letters: ask for the letter under the mouse
    // instead.
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const QTextCursor cursor = cursorForPosition(position - QPoint(letter / 2, 0));
    const QRect line = cursorRect(cursor);
    const bool beside = position.y() > line.bottom()
        || (cursor.atBlockEnd() && position.x() > line.right() + letter);
    return beside ? nullptr : spanAt(cursor);
}

bool DocumentView::canActivate(const DocumentSpan& span) const
{
    return m_picking || span.kind == DocumentSpan::Kind::Opener
        || span.kind == DocumentSpan::Kind::Closer || span.kind == DocumentSpan::Kind::More;
}

void DocumentView::activate(const DocumentSpan& span)
{
    const QString path = span.path; // folding lays out anew: the span is gone
    if (span.kind == DocumentSpan::Kind::More) {
        std::size_t& shown = m_folds.shown[path];
        shown = std::max(shown, kItemsAtOnce) + kItemsAtOnce;
        layOut();
    } else if (span.kind == DocumentSpan::Kind::Opener || span.kind == DocumentSpan::Kind::Closer) {
        m_folds.open[path] = span.kind == DocumentSpan::Kind::Opener;
        layOut();
    } else if (m_picking) {
        Q_EMIT picked(path);
    }
}

void DocumentView::mouseMoveEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseMoveEvent(event);
    const DocumentSpan* span = spanUnder(event->pos());
    viewport()->setCursor(span && canActivate(*span) ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void DocumentView::mouseReleaseEvent(QMouseEvent* event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection())
        return;
    if (const DocumentSpan* span = spanUnder(event->pos()))
        activate(*span);
}

void DocumentView::keyPressEvent(QKeyEvent* event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (!enters) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    const DocumentSpan* span = spanAt(textCursor());
    const auto line = static_cast<std::size_t>(textCursor().blockNumber());
    if (!span && line < m_lines.size() && !m_lines[line].spans.empty())
        span = &m_lines[line].spans.front();
    if (span)
        activate(*span);
}

void DocumentView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    if (m_content && columns() != m_laidOutColumns)
        layOut();
}

void DocumentView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        m_highlighter->rehighlight();
        markMatches();
    }
}

bool DocumentView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const DocumentSpan* span = spanUnder(help->pos());
    if (!span) {
        QToolTip::hideText();
        return true;
    }
    const QString role = m_roles.value(span->path);
    const QString text = role.isEmpty() ? span->path : tr("%1\nrole: %2").arg(span->path, role);
    QToolTip::showText(help->globalPos(), plainToolTip(text), this);
    return true;
}

} // namespace cicada
