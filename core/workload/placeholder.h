#pragma once

#include "workload/command_template.h"

#include <memory>
#include <string>
#include <string_view>

namespace cicada {

/// One hole of a command. Immutable, shared by threads.
class Placeholder
{
public:
    virtual ~Placeholder() = default;

    /// `inside` is what stands between the braces: "random_int 1 100". `inJsonText` is whether the
    /// hole lies within double quotes of its argument, where a saved reply must be escaped.
    /// Error::Invalid says what is wrong, with the nearest known name.
    static Result<std::unique_ptr<const Placeholder>> parse(
        std::string_view inside, const TemplateSource& source, bool inJsonText);

    virtual void append(std::string& out, CallContext& context) const = 0;

    /// N of {reply N ...}, from 1; 0 for others.
    virtual std::size_t replyUsed() const { return 0; }
};

} // namespace cicada
