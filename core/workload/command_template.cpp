#include "workload/command_template.h"

#include "redis/resp_encoder.h"
#include "workload/shell_words.h"
#include "workload/text_template.h"

#include <algorithm>
#include <optional>

namespace cicada {

namespace {

std::string upperCase(std::string text)
{
    for (char& c : text) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

} // namespace

/// Runs of encoded literal arguments and, between them, arguments with holes.
struct CommandTemplate::Impl
{
    struct Part
    {
        std::string bytes;                    ///< RESP of everything before the argument
        std::optional<TextTemplate> argument; ///< none at the end
    };

    std::vector<Part> parts;
    std::string command;
    std::string text;
    std::size_t highestReplyUsed = 0;

    void add(const std::string& literal) { appendBulk(parts.back().bytes, literal); }

    void add(TextTemplate argument)
    {
        highestReplyUsed = std::max(highestReplyUsed, argument.highestReplyUsed());
        parts.back().argument = std::move(argument);
        parts.emplace_back();
    }
};

CommandTemplate::CommandTemplate(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

CommandTemplate::~CommandTemplate() = default;
CommandTemplate::CommandTemplate(CommandTemplate&&) noexcept = default;
CommandTemplate& CommandTemplate::operator=(CommandTemplate&&) noexcept = default;

Result<CommandTemplate> CommandTemplate::parse(std::string_view line, const TemplateSource& source)
{
    const auto words = splitShellWords(line);
    if (!words)
        return words.error();
    return compile(*words, source);
}

Result<CommandTemplate> CommandTemplate::compile(
    const std::vector<std::string>& arguments, const TemplateSource& source)
{
    if (arguments.empty() || arguments.front().empty())
        return Error{ErrorKind::Invalid, "the command is empty"};
    auto impl = std::make_unique<Impl>();
    impl->command = upperCase(arguments.front());
    impl->text = joinShellWords(arguments);
    impl->parts.emplace_back();
    appendArrayHeader(impl->parts.back().bytes, arguments.size());
    Random unused(0);
    CallContext nothing{.random = unused};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto argument = TextTemplate::parse(arguments[i], source);
        if (!argument)
            return Error{
                ErrorKind::Invalid, "argument " + std::to_string(i) + ": " + argument.error().text};
        if (!argument->isLiteral()) {
            if (i == 0)
                return Error{ErrorKind::Invalid, "the command's name cannot have a placeholder"};
            impl->add(std::move(*argument));
            continue;
        }
        std::string literal; // braces resolved
        argument->append(literal, nothing);
        impl->add(literal);
    }
    return CommandTemplate(std::move(impl));
}

void CommandTemplate::append(std::string& out, CallContext& context) const
{
    for (const Impl::Part& part : m_impl->parts) {
        out += part.bytes;
        if (!part.argument)
            continue;
        context.scratch.clear();
        part.argument->append(context.scratch, context);
        appendBulk(out, context.scratch);
    }
}

const std::string& CommandTemplate::command() const
{
    return m_impl->command;
}

const std::string& CommandTemplate::text() const
{
    return m_impl->text;
}

std::size_t CommandTemplate::highestReplyUsed() const
{
    return m_impl->highestReplyUsed;
}

} // namespace cicada
