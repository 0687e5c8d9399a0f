#pragma once

#include "models/document_content.h"
#include "models/document_outline.h"

#include <QHash>
#include <QPlainTextEdit>
#include <QSet>

#include <memory>
#include <vector>

namespace cicada {

class DocumentHighlighter;

/// A JSON document, coloured and foldable, read only. A click (or Enter at the text cursor) folds,
/// or picks the path of the member under it.
class DocumentView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DocumentView(QWidget* parent = nullptr);

    /// Null: nothing to show. What was folded stays so: documents of a data set are alike.
    void setContent(std::shared_ptr<const DocumentContent> content);
    void forgetFolds();

    /// Names of roles by their path: such members are marked.
    void setRoles(const QHash<QString, QString>& roleByPath);
    /// Values that a path found: marked, or the closed array they are in.
    void setMatches(const QSet<QString>& paths);
    /// Whether a click on a member picks it.
    void setPicking(bool picking);

    /// Room for ten lines; it takes more where there is some.
    QSize sizeHint() const override;

    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void picked(const QString& path);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void markMatches();
    const DocumentSpan* spanAt(const QTextCursor& cursor) const;
    const DocumentSpan* spanUnder(const QPoint& position) const;
    bool canActivate(const DocumentSpan& span) const;
    void activate(const DocumentSpan& span);
    bool isMatch(const DocumentSpan& span) const;
    int columns() const;

    std::shared_ptr<const DocumentContent> m_content;
    std::vector<DocumentLine> m_lines;
    FoldState m_folds;
    QHash<QString, QString> m_roles;
    QSet<QString> m_matches;
    QSet<QString> m_matchParents; ///< arrays and objects that hold a match
    DocumentHighlighter* m_highlighter;
    bool m_picking = false;
    int m_laidOutColumns = 0;
};

} // namespace cicada
