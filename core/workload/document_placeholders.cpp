// Placeholders whose values come from documents of the data set's kind.

#include "base/units.h"
#include "workload/json_text.h"
#include "workload/placeholder_makers.h"
#include "workload/text_pieces.h"

namespace cicada::placeholders {

namespace {

// Fresh documents have indices far beyond any data set, so that they never repeat one of its own.
constexpr int kFreshIndexBits = 48;

std::uint64_t freshIndex(Random& random)
{
    return random.next() >> (64 - kFreshIndexBits);
}

std::optional<Error> missingDocuments(const Request& request)
{
    if (request.source.documents)
        return std::nullopt;
    return invalid("`{" + std::string(request.name)
        + "}` needs the documents of a data set and this command has none");
}

Result<const DocumentRole*> roleOf(const Request& request)
{
    if (const auto error = missingDocuments(request))
        return *error;
    if (const DocumentRole* role = request.source.documents->findRole(request.arguments))
        return role;
    std::string names;
    std::vector<std::string_view> candidates;
    for (const DocumentRole& role : request.source.documents->roles()) {
        names += (names.empty() ? "" : ", ") + role.name;
        candidates.push_back(role.name);
    }
    const std::string nearest = nearestName(request.arguments, candidates);
    return invalid("these documents have no role `" + std::string(request.arguments) + "`; "
        + (nearest.empty() ? "they have " + names : "did you mean `" + nearest + "`?"));
}

// Values of one place from many documents: made once, since making a whole document to use one
// member of it would cost more than the command.
std::vector<std::string> valuePool(const DocumentGenerator& documents, const JsonPath& place)
{
    constexpr std::size_t kMostValues = 512;
    constexpr std::size_t kMostBytes = 2U << 20;
    std::vector<std::string> values;
    std::string document;
    std::size_t bytes = 0;
    for (std::uint64_t i = 0; i < kMostValues && bytes < kMostBytes; ++i) {
        document.clear();
        documents.append(document, (std::uint64_t(1) << kFreshIndexBits) + i);
        bytes += document.size();
        if (const auto value = place.locate(document))
            values.emplace_back(*value);
    }
    return values;
}

// A JSON value between the double quotes of another text: a text joins it, the rest is spelled out.
void appendInsideText(std::string& out, std::string_view value)
{
    if (value.starts_with('"'))
        out += value.substr(1, value.size() - 2);
    else
        appendJsonEscaped(out, value);
}

std::string insideText(std::string_view value)
{
    std::string text;
    appendInsideText(text, value);
    return text;
}

} // namespace

Result<JsonPath> placeOf(const Request& request)
{
    if (request.arguments.starts_with('$') || request.arguments.starts_with('.'))
        return JsonPath::parse(request.arguments);
    const auto role = roleOf(request);
    if (!role)
        return role.error();
    return JsonPath::parse((*role)->path);
}

Result<std::vector<std::string>> valuesOf(const Request& request)
{
    if (const auto error = missingDocuments(request))
        return *error;
    const auto place = placeOf(request);
    if (!place)
        return place.error();
    auto values = valuePool(*request.source.documents, *place);
    if (values.empty())
        return invalid("no document has a value at `" + place->text(PathStyle::JsonPath) + "`");
    return values;
}

Made makeDocument(const Request& request)
{
    if (const auto error = missingDocuments(request))
        return *error;
    const auto& documents = request.source.documents;
    if (!request.inJsonText) {
        return filledBy([documents](std::string& out, CallContext& context) {
            documents->append(out, freshIndex(context.random));
        });
    }
    return filledBy([documents](std::string& out, CallContext& context) {
        context.document.clear();
        documents->append(context.document, freshIndex(context.random));
        appendJsonEscaped(out, context.document);
    });
}

Made makeField(const Request& request)
{
    auto values = valuesOf(request);
    if (!values)
        return values.error();
    if (request.inJsonText) {
        for (std::string& value : *values)
            value = insideText(value);
    }
    return filledBy([values = std::move(*values)](std::string& out, CallContext& context) {
        out += values[context.random.below(values.size())];
    });
}

Made makeText(const Request& request)
{
    auto values = valuesOf(request);
    if (!values)
        return values.error();
    for (std::string& value : *values) {
        if (request.inJsonText)
            value = insideText(value);
        else if (value.starts_with('"'))
            value = unescapedJsonString(value);
    }
    return filledBy([values = std::move(*values)](std::string& out, CallContext& context) {
        out += values[context.random.below(values.size())];
    });
}

Made makeOriginal(const Request& request)
{
    if (const auto error = missingDocuments(request))
        return *error;
    if (request.source.dataSet != nullptr && isExisting(*request.source.dataSet))
        return invalid("`{original}`: nobody knows what the keys of `"
            + request.source.dataSet->name + "` were created with");
    const auto place = placeOf(request);
    if (!place)
        return place.error();
    return filledBy([documents = request.source.documents, place = *place,
                        inText = request.inJsonText](std::string& out, CallContext& context) {
        context.document.clear();
        documents->append(context.document, context.key);
        const std::string_view value = place.locate(context.document).value_or("null");
        if (inText)
            appendInsideText(out, value);
        else
            out += value;
    });
}

Made makePath(const Request& request)
{
    const auto place = placeOf(request);
    if (!place)
        return place.error();
    return filledBy([path = asPlaced(request, place->text(request.source.pathStyle))](
                        std::string& out, CallContext&) { out += path; });
}

Made makeMember(const Request& request)
{
    const auto place = placeOf(request);
    if (!place)
        return place.error();
    const auto name = place->lastName();
    if (!name)
        return invalid("`" + place->text(PathStyle::JsonPath) + "` does not end in a name");
    return filledBy(
        [name = asPlaced(request, *name)](std::string& out, CallContext&) { out += name; });
}

} // namespace cicada::placeholders
