#pragma once

#include "workload/json_path.h"
#include "workload/prepared_data_set.h"
#include "workload/task.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// The parameters of one task with defaults filled in, roles looked up and everything checked
/// against a document, ready to be put into the type's commands.
class TaskParameters
{
public:
    /// What is wrong is appended to `problems` as `<field>.parameters.<name>`.
    TaskParameters(const TaskType& type, const TaskDefinition& task, PathStyle style,
        const DocumentSample* sample, const std::string& field, std::vector<Problem>& problems);

    /// The arguments of one of the type's commands: `<name>` replaced, paths in the task's style. A
    /// call with an empty parameter is left out: no arguments. Of a part in [square brackets] only
    /// that part is.
    std::vector<std::string> argumentsOf(const std::string& command) const;

    /// What `<name>` stands for that is not a parameter of the type.
    void set(const std::string& name, std::vector<std::string> words)
    {
        m_values[name] = std::move(words);
    }

    /// The path parameter as a path, where there is one, it is right and the same for every call.
    std::optional<JsonPath> path() const;

    /// The places that the path parameter leads to: several where it has placeholders.
    std::vector<JsonPath> places() const;

    /// The longest of some values of a parameter with its placeholders filled; empty where there is
    /// no such parameter.
    std::string exampleOf(const std::string& name) const;

    /// The keys that a command on several keys names: {key}, {key +1}...
    std::vector<std::string> keys() const;

    /// How many times the task may be tried: its parameter, else the type's number.
    std::uint32_t attempts() const;

    /// The value of the parameter that names a kind of documents; empty where there is none.
    std::string documentKind() const;

private:
    void resolve(const TaskParameter& parameter, const std::string& given, const std::string& field,
        std::vector<Problem>& problems);
    Result<std::vector<std::string>> resolved(
        const TaskParameter& parameter, const std::string& given) const;
    Result<std::string> withRoles(std::string text) const;
    Result<std::string> checkedPath(const TaskParameter& parameter, const std::string& text) const;
    Result<std::string> checkedJson(const TaskParameter& parameter, const std::string& text) const;
    std::optional<Error> checkNumber(const TaskParameter& parameter, const std::string& text) const;
    std::optional<Error> checkIndex(std::int64_t index) const;
    void checkPlacesInArrays(const std::string& field, std::vector<Problem>& problems) const;
    Result<std::vector<std::string>> filled(const std::string& text, int times) const;
    std::string substituted(std::string text) const;
    std::string styled(const std::string& path) const;
    std::string withOptionalPart(const std::string& command) const;
    std::string aDocument() const;
    Error notInDocument(const std::string& path) const;

    const TaskType& m_type;
    PathStyle m_style;
    const DocumentSample* m_sample;
    std::map<std::string, std::vector<std::string>> m_values; ///< paths as `$...`
    std::map<std::string, ParameterKind> m_kinds;
};

} // namespace cicada
