#include "models/command_preview.h"

#include "models/workload_text.h"

#include <QRegularExpression>

namespace cicada {

namespace {

QString withRolePaths(QString text, const std::vector<DocumentRole>& roles)
{
    for (const DocumentRole& role : roles)
        text.replace(QStringLiteral("{path %1}").arg(fromCore(role.name)), fromCore(role.path));
    return text;
}

} // namespace

QString parameterValue(const TaskDefinition& task, const TaskParameter& parameter)
{
    const auto set = task.parameters.find(parameter.name);
    return fromCore(set == task.parameters.end() ? parameter.defaultValue : set->second);
}

QString commandPreview(const TaskDefinition& task, const std::vector<DocumentRole>& roles)
{
    QStringList lines;
    const TaskType* type = findTaskType(task.type);
    if (task.type == "custom") {
        for (const CustomCommand& command : task.commands)
            lines << fromCore(command.command);
    } else if (type) {
        for (const std::string& command : type->commands) {
            QString line = fromCore(command);
            for (const TaskParameter& parameter : type->parameters)
                line.replace(QStringLiteral("<%1>").arg(fromCore(parameter.name)),
                    parameterValue(task, parameter));
            // Defaults may name other parameters ("{field <path>}"), and this one none.
            for (const TaskParameter& parameter : type->parameters)
                line.replace(QStringLiteral("<%1>").arg(fromCore(parameter.name)),
                    parameterValue(task, parameter));
            lines << line.replace(QLatin1String("<written_key>"), QLatin1String("{key}"));
        }
    }
    return withRolePaths(lines.join(QLatin1Char('\n')), roles);
}

QStringList previewPaths(
    const QString& text, ParameterKind kind, const std::vector<DocumentRole>& roles)
{
    static const QRegularExpression kRandomInt(
        QStringLiteral(R"(\{random_int\s+(-?\d+)\s+-?\d+\})"));
    QString path = withRolePaths(text.trimmed(), roles);
    path.replace(kRandomInt, QStringLiteral("\\1"));
    QStringList paths
        = kind == ParameterKind::Paths ? path.split(QLatin1Char(' ')) : QStringList{path};
    paths.removeIf(
        [](const QString& one) { return one.isEmpty() || one.contains(QLatin1Char('{')); });
    return paths;
}

} // namespace cicada
