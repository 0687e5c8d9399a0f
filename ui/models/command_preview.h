#pragma once

#include "workload/document.h"
#include "workload/task.h"

#include <QString>
#include <QStringList>

#include <vector>

/// Commands and paths as a person reads them before anything runs.
namespace cicada {

/// What a parameter comes to: its value, or the default where it is not set.
QString parameterValue(const TaskDefinition& task, const TaskParameter& parameter);

/// The commands of a task, one a line, with its parameters and the roles' paths in place; `{key}`
/// and what changes from call to call stay as they are.
QString commandPreview(const TaskDefinition& task, const std::vector<DocumentRole>& roles);

/// The paths a parameter of `kind` Path or Paths comes to, to search one document for: roles in
/// place, the first of random numbers; without those where other placeholders remain.
QStringList previewPaths(
    const QString& text, ParameterKind kind, const std::vector<DocumentRole>& roles);

} // namespace cicada
