#include "widgets/problem_label.h"

#include "profile_document.h"

namespace cicada {

ProblemLabel::ProblemLabel(ProfileDocument* document, const QString& fieldPrefix, QWidget* parent)
    : RoleLabel(ColorRole::Error, {}, parent)
    , m_document(document)
    , m_fieldPrefix(fieldPrefix)
{
    setTextFormat(Qt::PlainText);
    setAlignment(Qt::AlignTop | Qt::AlignLeft);
    connect(m_document, &ProfileDocument::problemsChanged, this, &ProblemLabel::refresh);
    refresh();
}

void ProblemLabel::setInputProblem(const QString& text)
{
    m_inputProblem = text;
    refresh();
}

void ProblemLabel::refresh()
{
    const QString problem
        = m_inputProblem.isEmpty() ? m_document->problemAt(m_fieldPrefix) : m_inputProblem;
    setText(problem);
    setVisible(!problem.isEmpty());
}

} // namespace cicada
