#pragma once

#include "profile/test_profile.h"

#include <QString>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The changes the Workload page makes, on a copy of the profile that then goes to
/// ProfileDocument::edit(). Pure functions; indices must exist.
namespace cicada {

/// `base`, or "base 2", "base 3"... where it is taken.
std::string uniqueTaskName(const TestProfile& profile, const std::string& base);
std::string uniqueDataSetName(const TestProfile& profile, const std::string& base);

/// "cicada:people:" for "people": letters, digits, '-' and '_' only.
std::string defaultPrefix(std::string_view dataSetName);

/// Index of the data set called `name`, or -1.
int findDataSet(const TestProfile& profile, std::string_view name);

/// Appends a data set of `kind` with a name, prefix and a count that suits its size; its index.
std::size_t addDataSet(TestProfile& profile, const std::string& kind, const std::string& name);
/// A data set of the documents in `file`, named after it; its index. `kind`: "file" or "template".
std::size_t addFileDataSet(
    TestProfile& profile, const QString& file, const std::string& kind = "file");
std::size_t duplicateDataSet(TestProfile& profile, std::size_t index);

/// Tasks follow the new name, and the prefix does where it was the default one. False, with nothing
/// changed, where the name is empty or another data set has it (tasks could not tell them apart).
bool renameDataSet(TestProfile& profile, std::size_t index, const std::string& name);

/// Another kind of document: ways to store it that it does not have are dropped.
void setDataSetKind(DataSet& dataSet, const std::string& kind);

/// Appends a task of `type` on `dataSet`, or on another that has the twin it works on. Where there
/// are no documents, a data set is added too. The task's index.
std::size_t addTask(TestProfile& profile, const TaskType& type, const std::string& dataSet);
std::size_t duplicateTask(TestProfile& profile, std::size_t index);
/// Moves rows (ascending) so that they stand together before the row that was at `before`, in their
/// order; `before` may be one past the end.
void moveTasks(TestProfile& profile, const std::vector<std::size_t>& rows, std::size_t before);
void moveDataSet(TestProfile& profile, std::size_t from, std::size_t before);

/// Switches the tasks on that carry any of `include` (all where it is empty) and none of `exclude`
/// (which wins), and the others off.
void enableByTags(TestProfile& profile, const std::vector<std::string>& include,
    const std::vector<std::string>& exclude);

/// The custom commands for the lines of the editor, blank ones left out; a command keeps its
/// success rule when others are added or removed around it.
std::vector<CustomCommand> commandsFromLines(
    const std::vector<CustomCommand>& before, const QString& lines);

} // namespace cicada
