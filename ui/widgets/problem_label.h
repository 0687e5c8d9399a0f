#pragma once

#include "widgets/role_label.h"

namespace cicada {

class ProfileDocument;

/// What is wrong with one field of the profile, right below it; takes no room while all is well.
class ProblemLabel : public RoleLabel
{
    Q_OBJECT

public:
    ProblemLabel(ProfileDocument* document, const QString& fieldPrefix, QWidget* parent = nullptr);

    /// What the field itself knows better than the profile: a text that is no value at all.
    /// Wins while it is not empty.
    void setInputProblem(const QString& text);

private:
    void refresh();

    ProfileDocument* m_document;
    QString m_fieldPrefix;
    QString m_inputProblem;
};

} // namespace cicada
