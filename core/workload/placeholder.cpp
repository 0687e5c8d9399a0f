#include "workload/placeholder.h"

#include "base/numbers.h"
#include "base/units.h"
#include "workload/found_keys.h"
#include "workload/placeholder_makers.h"
#include "workload/text_pieces.h"

#include <algorithm>

namespace cicada {

namespace placeholders {

std::string asPlaced(const Request& request, std::string text)
{
    if (!request.inJsonText)
        return text;
    std::string escaped;
    appendJsonEscaped(escaped, text);
    return escaped;
}

std::optional<std::uint32_t> keyOffset(std::string_view arguments)
{
    if (arguments.empty())
        return 0;
    return arguments.front() == '+' ? numberFrom<std::uint32_t>(arguments.substr(1)) : std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::string_view takeWord(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest = trimmed(rest.substr(end));
    return word;
}

namespace {

constexpr std::uint64_t kLongestText = 16U << 20;

std::optional<Error> missingDataSet(const Request& request)
{
    if (request.source.dataSet)
        return std::nullopt;
    return invalid("`{" + std::string(request.name)
        + "}` needs a data set and this command has none; write the key itself, e.g. "
          "user:{random_int 0 9999}");
}

Made makeKey(const Request& request)
{
    if (const auto error = missingDataSet(request))
        return *error;
    StoredAs storedAs = request.source.storedAs;
    if (const std::size_t colon = request.name.find(':'); colon != std::string_view::npos) {
        const auto named = storedAsFromName(request.name.substr(colon + 1));
        if (!named)
            return invalid("`{" + std::string(request.name)
                + "}`: a key is {key:json}, {key:string} or {key:hash}");
        storedAs = *named;
    }
    const DataSet& dataSet = *request.source.dataSet;
    if (std::ranges::find(dataSet.storedAs, storedAs) == dataSet.storedAs.end()) {
        return invalid("`{" + std::string(request.name) + "}`: `" + dataSet.name
            + "` is not stored as " + std::string(storedAsName(storedAs)));
    }
    const auto offset = keyOffset(request.arguments);
    if (!offset)
        return invalid("`{" + std::string(request.name) + " " + std::string(request.arguments)
            + "}`: a key further on is {key +1}");
    if (isExisting(dataSet)) {
        return filledBy(
            [keys = dataSet.found, offset = *offset](std::string& out, CallContext& context) {
                out += keys->key((context.key + offset) % keys->count());
            });
    }
    return filledBy([prefix = asPlaced(request, keyPrefixOf(dataSet, storedAs)), offset = *offset,
                        count = dataSet.count](std::string& out, CallContext& context) {
        out += prefix;
        // The last key is followed by the first.
        appendUnsigned(out, offset == 0 ? context.key : (context.key + offset) % count);
    });
}

Made makePrefix(const Request& request)
{
    if (const auto error = missingDataSet(request))
        return *error;
    if (isExisting(*request.source.dataSet))
        return invalid("`{prefix}`: the keys of `" + request.source.dataSet->name
            + "` exist already and share none");
    return filledBy([prefix = asPlaced(request, request.source.dataSet->prefix)](
                        std::string& out, CallContext&) { out += prefix; });
}

Made makeIndex(const Request& request)
{
    if (const auto error = missingDataSet(request))
        return *error;
    return filledBy(
        [](std::string& out, CallContext& context) { appendUnsigned(out, context.key); });
}

Made makeRandomInt(const Request& request)
{
    std::string_view rest = request.arguments;
    const auto low = numberFrom<std::int64_t>(takeWord(rest));
    const auto high = numberFrom<std::int64_t>(takeWord(rest));
    if (!low || !high || !rest.empty())
        return invalid("`{random_int}` needs two whole numbers, e.g. {random_int 1 100}");
    if (*low > *high)
        return invalid("`{random_int " + std::string(request.arguments)
            + "}`: the first number is above the second");
    return filledBy([low = *low, high = *high](std::string& out, CallContext& context) {
        appendInteger(out, context.random.between(low, high));
    });
}

Made makeRandomText(const Request& request)
{
    const auto size = numberFrom<std::uint64_t>(request.arguments);
    if (!size || *size > kLongestText)
        return invalid("`{random_text}` needs a length of 0 to 16777216, e.g. {random_text 20}");
    return filledBy([size = static_cast<std::size_t>(*size)](std::string& out,
                        CallContext& context) { appendPlainText(out, context.random, size); });
}

Made makeUuid(const Request&)
{
    return filledBy(
        [](std::string& out, CallContext& context) { appendUuid(out, context.random); });
}

Made makeUser(const Request&)
{
    return filledBy(
        [](std::string& out, CallContext& context) { appendUnsigned(out, context.user); });
}

Made makeIteration(const Request&)
{
    return filledBy(
        [](std::string& out, CallContext& context) { appendUnsigned(out, context.iteration); });
}

struct PlaceholderRow
{
    PlaceholderHelp help;
    bool hasArguments;
    Made (*make)(const Request&);
};

const std::vector<PlaceholderRow>& rows()
{
    static const std::vector<PlaceholderRow> all{
        {{"key", "{key}",
             "The key chosen for this task; {key:json}, {key:string} and {key:hash} are the twins, "
             "{key +1} is the one behind it"},
            true, makeKey},
        {{"index", "{index}", "The number of that key in its data set"}, false, makeIndex},
        {{"prefix", "{prefix}", "The data set's key prefix"}, false, makePrefix},
        {{"random_int", "{random_int LOW HIGH}", "A whole number, both ends included"}, true,
            makeRandomInt},
        {{"random_text", "{random_text N}", "N letters and spaces"}, true, makeRandomText},
        {{"uuid", "{uuid}", "A random UUID"}, false, makeUuid},
        {{"document", "{document}", "A fresh document of the data set's kind, as JSON"}, false,
            makeDocument},
        {{"field", "{field ROLE}", "A fresh value for a role (number, text...) or path, as JSON"},
            true, makeField},
        {{"original", "{original ROLE}",
             "The value that the key's document was created with, as JSON"},
            true, makeOriginal},
        {{"path", "{path ROLE}", "The path of a role in the data set's documents"}, true, makePath},
        {{"text", "{text ROLE}",
             "As {field}, a text without its quotes: for strings, hashes and inside of JSON texts"},
            true, makeText},
        {{"member", "{member ROLE}", "The last name in the path of a role"}, true, makeMember},
        {{"reply", "{reply N PATH}",
             "From the reply of this task's command N; without PATH all of it"},
            true, makeReply},
        {{"edited", "{edited N ROLE}",
             "The document in the reply of command N, with a fresh value for a role or path"},
            true, makeEdited},
        {{"user", "{user}", "The number of the simulated user"}, false, makeUser},
        {{"iteration", "{iteration}", "How many tasks this user has begun before"}, false,
            makeIteration},
    };
    return all;
}

} // namespace

} // namespace placeholders

const std::vector<PlaceholderHelp>& placeholderHelp()
{
    static const std::vector<PlaceholderHelp> help = [] {
        std::vector<PlaceholderHelp> all;
        for (const placeholders::PlaceholderRow& row : placeholders::rows())
            all.push_back(row.help);
        return all;
    }();
    return help;
}

Result<std::unique_ptr<const Placeholder>> Placeholder::parse(
    std::string_view inside, const TemplateSource& source, bool inJsonText)
{
    std::string_view rest = placeholders::trimmed(inside);
    const std::string_view name = placeholders::takeWord(rest);
    const std::string_view known = name.starts_with("key:") ? name.substr(0, 3) : name;
    std::vector<std::string_view> names;
    for (const placeholders::PlaceholderRow& row : placeholders::rows()) {
        if (row.help.name == known) {
            if (!row.hasArguments && !rest.empty())
                return placeholders::invalid(
                    "`{" + std::string(inside) + "}`: write " + row.help.usage);
            return row.make({name, rest, source, inJsonText});
        }
        names.push_back(row.help.name);
    }
    const std::string nearest = nearestName(known, names);
    return placeholders::invalid("`{" + std::string(inside) + "}` is not a placeholder; "
        + (nearest.empty() ? "for a plain brace write `{{`" : "did you mean `{" + nearest + "}`?"));
}

} // namespace cicada
