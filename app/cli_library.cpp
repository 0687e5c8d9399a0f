// What a profile can be made of: built-in tasks and kinds of documents, as text.
#include "cli_library.h"

#include "base/units.h"
#include "cli_errors.h"
#include "workload/command_template.h"
#include "workload/document.h"
#include "workload/success_rule.h"

#include <cerrno>
#include <cstdio>

namespace cicada {

namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kNameColumn = 2;
constexpr std::size_t kTextColumn = 26;

/// Prints `text` from a column on, broken at spaces; further lines begin at `column` too.
void printWrapped(std::string_view text, std::size_t column)
{
    const std::size_t width = kColumns - column;
    while (text.size() > width) {
        std::size_t end = text.rfind(' ', width);
        if (end == std::string_view::npos || end == 0)
            end = std::min(text.find(' '), text.size()); // a word that is wider: as it is
        std::printf("%s\n", std::string(text.substr(0, end)).c_str());
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!text.empty())
            std::printf("%*s", static_cast<int>(column), "");
    }
    if (!text.empty())
        std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
}

void printRow(std::string_view name, std::string_view text)
{
    std::printf("%*s%-*.*s", static_cast<int>(kNameColumn), "",
        static_cast<int>(kTextColumn - kNameColumn), static_cast<int>(name.size()), name.data());
    if (name.size() + kNameColumn >= kTextColumn)
        std::printf("\n%*s", static_cast<int>(kTextColumn), "");
    printWrapped(text, kTextColumn);
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

void printTask(const TaskType& type)
{
    printRow(type.id, type.title + ". " + type.description);
    for (const std::string& command : type.commands)
        printRow("", command);
    for (const TaskParameter& parameter : type.parameters)
        printRow("",
            parameter.name + " = "
                + (parameter.defaultValue.empty() ? "(none)" : parameter.defaultValue) + ": "
                + parameter.description);
    if (!type.reset.empty())
        printRow("", "reset in a row of its own: " + type.reset);
    printRow("", "success: " + type.success);
    printRow("", "tags: " + joined(type.defaultTags));
}

// Words in the commands that no parameter stands for.
void printLegend()
{
    std::printf("\n");
    printRow("<name>", "the parameter of that name; [words] are left out where it is empty");
    printRow("<written_key>",
        "{key} where the documents are of the data set's kind, else a key beside its own");
    printRow("<each_key>", "a call for every key of the command before");
    printRow("<fields>", "every field of a flat document with a fresh value");
    printRow("{placeholder}", "see cicada-cli tasks custom");
    printRow("$, $.path", "with the path style \".\" the legacy path: ., .path");
}

void printPlaceholders()
{
    std::printf("\nPlaceholders\n");
    for (const PlaceholderHelp& help : placeholderHelp())
        printRow(help.usage, help.meaning);
    std::printf("\nSuccess rules, for \"success\" of a command\n");
    for (const SuccessRule& rule : SuccessRule::namedRules())
        printRow(rule.name(), rule.description());
}

int oneTask(const std::string& id)
{
    if (const TaskType* type = findTaskType(id)) {
        printTask(*type);
        if (id == "custom")
            printPlaceholders();
        return 0;
    }
    std::vector<std::string> ids;
    for (const TaskType& type : taskTypes())
        ids.push_back(type.id);
    const std::string nearest = nearestName(id, ids);
    return reportError({ErrorKind::Invalid,
        "There is no built-in task \"" + id + "\""
            + (nearest.empty() ? "; cicada-cli tasks lists them."
                               : "; did you mean \"" + nearest + "\"?")});
}

int listDocumentKinds()
{
    for (const DocumentKind& kind : documentKinds()) {
        const std::string size = kind.typicalBytes > 0
            ? formatBytes(static_cast<double>(kind.typicalBytes))
            : std::string();
        std::printf("%-14s %8s  ", kind.name.c_str(), size.c_str());
        printWrapped(kind.description, kTextColumn - 1);
    }
    return 0;
}

int couldNotWrite()
{
    // As of `| head`: enough has been read.
    return errno == EPIPE ? 0 : reportError({ErrorKind::Io, "Standard output cannot be written."});
}

} // namespace

int tasksCommand(const CliOptions& options)
{
    if (!options.taskType.empty())
        return oneTask(options.taskType);
    std::string group;
    for (const TaskType& type : taskTypes()) {
        if (type.group != group)
            std::printf("%s%s\n", group.empty() ? "" : "\n", type.group.c_str());
        group = type.group;
        printTask(type);
    }
    printLegend();
    return 0;
}

int documentsCommand(const CliOptions& options)
{
    if (options.kind.empty())
        return listDocumentKinds();
    DataSet dataSet;
    dataSet.kind = options.kind;
    dataSet.file = options.file;
    dataSet.seed = options.seed.value_or(dataSet.seed);
    const auto documents = DocumentGenerator::make(dataSet);
    if (!documents)
        return reportError(documents.error());
    std::string line;
    for (std::uint64_t i = 0; i < options.count; ++i) {
        line.clear();
        (*documents)->append(line, i);
        line += '\n';
        if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size())
            return couldNotWrite();
    }
    return std::fflush(stdout) == 0 ? 0 : couldNotWrite();
}

} // namespace cicada
