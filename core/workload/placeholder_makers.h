#pragma once

#include "workload/placeholder.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// The makers behind the table of names in placeholder.cpp.
namespace cicada::placeholders {

/// What a placeholder's maker gets to see.
struct Request
{
    std::string_view name;      ///< "key:string"
    std::string_view arguments; ///< "1 100", trimmed
    const TemplateSource& source;
    bool inJsonText = false; ///< inside double quotes of its argument
};

using Made = Result<std::unique_ptr<const Placeholder>>;

// From documents of the data set's kind.
Made makeDocument(const Request& request);
Made makeField(const Request& request);
Made makeText(const Request& request);
Made makeOriginal(const Request& request);
Made makePath(const Request& request);
Made makeMember(const Request& request);

// From replies of earlier commands.
Made makeReply(const Request& request);
Made makeEdited(const Request& request);

/// A hole whose bytes are made by a function object: no class of its own per name.
template <typename Function>
class FunctionPlaceholder : public Placeholder
{
public:
    explicit FunctionPlaceholder(Function function)
        : m_function(std::move(function))
    {
    }

    void append(std::string& out, CallContext& context) const override { m_function(out, context); }

private:
    Function m_function;
};

template <typename Function>
Made filledBy(Function function)
{
    return std::unique_ptr<const Placeholder>(
        std::make_unique<FunctionPlaceholder<Function>>(std::move(function)));
}

inline Error invalid(std::string text)
{
    return {ErrorKind::Invalid, std::move(text)};
}

/// N of {key +N}, from what follows the name: "+N", or nothing for 0.
std::optional<std::uint32_t> keyOffset(std::string_view arguments);

/// `text` as it stands between double quotes where the hole lies within some, else as it is.
std::string asPlaced(const Request& request, std::string text);

std::string_view trimmed(std::string_view text);

/// The first word of `rest`, which is then what follows it.
std::string_view takeWord(std::string_view& rest);

/// Values of one place (a role or a path) from many documents, as JSON.
Result<std::vector<std::string>> valuesOf(const Request& request);

/// A role's path, or a path as it is written.
Result<JsonPath> placeOf(const Request& request);

} // namespace cicada::placeholders
