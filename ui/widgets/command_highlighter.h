#pragma once

#include <QPalette>
#include <QString>
#include <QSyntaxHighlighter>

#include <map>

namespace cicada {

/// Custom commands, one a line: placeholders in the accent colour, the command's name bold, and
/// what is wrong underlined.
class CommandHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    CommandHighlighter(QTextDocument* document, const QPalette& palette);

    void setPalette(const QPalette& palette);
    /// Problems by line, from 0.
    void setProblems(std::map<int, QString> problems);

    const std::map<int, QString>& problems() const { return m_problems; }

protected:
    void highlightBlock(const QString& text) override;

private:
    void underline(const QString& text, const QString& problem);

    QPalette m_palette;
    std::map<int, QString> m_problems;
};

} // namespace cicada
