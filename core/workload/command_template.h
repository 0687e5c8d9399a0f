#pragma once

#include "base/random.h"
#include "base/result.h"
#include "workload/data_set.h"
#include "workload/document.h"
#include "workload/json_path.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// What the holes of a command are filled from, for one call of one user. Owned by the worker.
struct CallContext
{
    Random& random;
    std::uint64_t user = 0;      ///< number of the user in the run, from 0
    std::uint64_t iteration = 0; ///< tasks this user has begun, from 0
    std::uint64_t key = 0;       ///< index of the key chosen for this task
    std::vector<std::string>* replies
        = nullptr;             ///< texts of this task's earlier calls that are kept
    std::string scratch = {};  ///< reused buffer of an argument
    std::string document = {}; ///< reused buffer of a document that an argument is a part of
};

/// Where placeholders of a template get their values from.
struct TemplateSource
{
    const DataSet* dataSet = nullptr; ///< null: {key}, {document}, {field}, {path} are errors
    StoredAs storedAs = StoredAs::Json;
    PathStyle pathStyle = PathStyle::JsonPath;          ///< of {path ROLE}
    std::shared_ptr<const DocumentGenerator> documents; ///< of {document} {field} {original} {path}
};

/// A command compiled once to RESP bytes with holes: the hot path copies bytes and fills holes.
/// Immutable, shared by threads. The placeholders are listed by placeholderHelp().
///
/// `{{` and `}}` are braces. A `{` that no letter follows is one too, so that JSON needs no
/// doubling: `JSON.SET {key} $ '{"a":{random_int 1 9}}'`.
class CommandTemplate
{
public:
    /// Splits `line` as a shell would (quotes '...' and "...", backslash inside double quotes) and
    /// compiles it. Error::Invalid names the argument, what is wrong and the nearest known name.
    static Result<CommandTemplate> parse(std::string_view line, const TemplateSource& source);

    /// The same from arguments already split; placeholders in each.
    static Result<CommandTemplate> compile(
        const std::vector<std::string>& arguments, const TemplateSource& source);

    ~CommandTemplate();
    CommandTemplate(CommandTemplate&&) noexcept;
    CommandTemplate& operator=(CommandTemplate&&) noexcept;

    /// Appends the RESP bytes of one call.
    void append(std::string& out, CallContext& context) const;

    /// First argument in upper case: "JSON.GET".
    const std::string& command() const;

    /// The arguments as written, for people: `JSON.GET {key} $.age`.
    const std::string& text() const;

    /// Highest N of {reply N ...}, from 1; 0 where there is none.
    std::size_t highestReplyUsed() const;

private:
    struct Impl;
    explicit CommandTemplate(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// For the placeholder menu, `--help` and error messages.
struct PlaceholderHelp
{
    std::string name;  ///< "random_int"
    std::string usage; ///< "{random_int LOW HIGH}"
    std::string meaning;
};

const std::vector<PlaceholderHelp>& placeholderHelp();

} // namespace cicada
