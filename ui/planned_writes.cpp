#include "planned_writes.h"

#include <QCoreApplication>
#include <QLocale>

namespace cicada {

namespace {

class PlannedWritesText
{
    Q_DECLARE_TR_FUNCTIONS(PlannedWrites)
};

bool runs(const TaskDefinition& task)
{
    return task.enabled && task.weight > 0;
}

bool isCustom(const TaskDefinition& task)
{
    return task.type == "custom";
}

bool changesKeys(const TaskDefinition& task)
{
    const TaskType* type = findTaskType(task.type);
    return !isCustom(task) && type && type->writes;
}

QString namesOf(const std::vector<TaskDefinition>& tasks, bool (*wanted)(const TaskDefinition&))
{
    QStringList names;
    for (const TaskDefinition& task : tasks) {
        if (runs(task) && wanted(task))
            names.append(QString::fromStdString(task.name));
    }
    return names.join(QStringLiteral(", "));
}

QString sentenceOf(const DataSet& dataSet)
{
    if (isExisting(dataSet))
        return PlannedWritesText::tr("Reads keys that match \"%1\" and writes none of them.")
            .arg(QString::fromStdString(dataSet.sourceKeys));
    const auto keys = static_cast<qulonglong>(dataSet.count) * dataSet.storedAs.size();
    return PlannedWritesText::tr(
        "Writes up to %1 keys under the prefix \"%2\" and removes them after the run.")
        .arg(QLocale().toString(keys), QString::fromStdString(dataSet.prefix));
}

} // namespace

QStringList plannedWrites(const TestProfile& profile)
{
    QStringList writes;
    for (const DataSet& dataSet : profile.dataSets)
        writes.append(sentenceOf(dataSet));
    if (const QString names = namesOf(profile.tasks, changesKeys); !names.isEmpty())
        writes.append(PlannedWritesText::tr("Changes these keys while it runs: %1.").arg(names));
    if (const QString names = namesOf(profile.tasks, isCustom); !names.isEmpty())
        writes.append(
            PlannedWritesText::tr("Sends your own commands as they are written: %1.").arg(names));
    if (writes.isEmpty())
        writes.append(PlannedWritesText::tr("Writes nothing."));
    return writes;
}

} // namespace cicada
