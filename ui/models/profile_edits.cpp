#include "models/profile_edits.h"

#include <QHashFunctions>

namespace cicada {

namespace {

QString field(const char* list, int row, const QString& rest)
{
    const QString item = QStringLiteral("%1[%2]").arg(QLatin1StringView(list)).arg(row);
    return rest.isEmpty() ? item : item + QLatin1Char('.') + rest;
}

} // namespace

int mergeIdOf(const QString& field)
{
    // Positive: 0 means "do not merge" and QUndoCommand keeps -1 for the same.
    return static_cast<int>(qHash(field, 0) & 0x3fff'ffff) + 1;
}

QString taskField(int row, const QString& rest)
{
    return field("tasks", row, rest);
}

QString dataSetField(int row, const QString& rest)
{
    return field("data_sets", row, rest);
}

void editTask(ProfileDocument* document, int row, const QString& text,
    const std::function<void(TaskDefinition&)>& change, const QString& mergeField)
{
    TestProfile next = document->profile();
    change(next.tasks.at(static_cast<std::size_t>(row)));
    document->edit(
        text, std::move(next), mergeField.isEmpty() ? 0 : mergeIdOf(taskField(row, mergeField)));
}

void editDataSet(ProfileDocument* document, int row, const QString& text,
    const std::function<void(DataSet&)>& change, const QString& mergeField)
{
    TestProfile next = document->profile();
    change(next.dataSets.at(static_cast<std::size_t>(row)));
    document->edit(
        text, std::move(next), mergeField.isEmpty() ? 0 : mergeIdOf(dataSetField(row, mergeField)));
}

} // namespace cicada
