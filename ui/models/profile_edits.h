#pragma once

#include "profile_document.h"

#include <QString>

#include <functional>

/// Changes to one task or one data set of the document, each an undo step called `text`. Edits with
/// the same `mergeField` that follow one another become one step (typing).
namespace cicada {

/// For ProfileDocument::edit(): the same number for the same field; never 0.
int mergeIdOf(const QString& field);

/// `tasks[3]`, as fields of problems name it, optionally with what follows: `tasks[3].weight`.
QString taskField(int row, const QString& rest = {});
QString dataSetField(int row, const QString& rest = {});

void editTask(ProfileDocument* document, int row, const QString& text,
    const std::function<void(TaskDefinition&)>& change, const QString& mergeField = {});
void editDataSet(ProfileDocument* document, int row, const QString& text,
    const std::function<void(DataSet&)>& change, const QString& mergeField = {});

} // namespace cicada
