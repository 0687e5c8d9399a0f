#include "widgets/command_highlighter.h"

#include "widgets/color_roles.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>

namespace cicada {

CommandHighlighter::CommandHighlighter(QTextDocument* document, const QPalette& palette)
    : QSyntaxHighlighter(document)
    , m_palette(palette)
{
}

void CommandHighlighter::setPalette(const QPalette& palette)
{
    m_palette = palette;
    rehighlight();
}

void CommandHighlighter::setProblems(std::map<int, QString> problems)
{
    if (problems == m_problems)
        return;
    m_problems = std::move(problems);
    rehighlight();
}

void CommandHighlighter::highlightBlock(const QString& text)
{
    static const QRegularExpression kName(QStringLiteral(R"(^\s*\S+)"));
    static const QRegularExpression kPlaceholder(QStringLiteral(R"(\{\{|\}\}|\{[^{}]*\}?)"));
    QTextCharFormat name;
    name.setFontWeight(QFont::Bold);
    if (const auto match = kName.match(text); match.hasMatch())
        setFormat(0, static_cast<int>(match.capturedLength()), name);
    QTextCharFormat placeholder;
    placeholder.setForeground(roleColor(ColorRole::Accent, m_palette));
    for (auto match = kPlaceholder.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        if (found.captured() != QLatin1String("{{") && found.captured() != QLatin1String("}}"))
            setFormat(static_cast<int>(found.capturedStart()),
                static_cast<int>(found.capturedLength()), placeholder);
    }
    if (const auto problem = m_problems.find(currentBlock().blockNumber());
        problem != m_problems.end())
        underline(text, problem->second);
}

void CommandHighlighter::underline(const QString& text, const QString& problem)
{
    // The sentence names the culprit as {placeholder} or in quotes; else all of the line is.
    static const QRegularExpression kNamed(QStringLiteral(R"((\{[^{}]*\}?)|[`'"]([^`'"]+)[`'"])"));
    qsizetype start = 0;
    qsizetype length = text.size();
    for (auto match = kNamed.globalMatch(problem); match.hasNext();) {
        const auto named = match.next();
        const QString culprit = named.captured(1).isEmpty() ? named.captured(2) : named.captured(1);
        if (const qsizetype at = text.indexOf(culprit); at >= 0) {
            start = at;
            length = culprit.size();
            break;
        }
    }
    for (qsizetype i = start; i < start + length; ++i) {
        QTextCharFormat wrong = format(static_cast<int>(i));
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(roleColor(ColorRole::Error, m_palette));
        setFormat(static_cast<int>(i), 1, wrong);
    }
}

} // namespace cicada
