// A command with placeholders, as a profile holds it: what is compiled can be sent.
#include "base/random.h"
#include "fuzz_input.h"
#include "workload/command_template.h"

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    const auto command = CommandTemplate::parse(fuzzText(data, size), TemplateSource{});
    if (!command)
        return 0;
    Random random(size);
    std::vector<std::string> replies(4, "[\"reply\"]");
    CallContext context{.random = random, .replies = &replies};
    for (context.iteration = 0; context.iteration < 2; ++context.iteration) {
        if (command->highestReplyUsed() > replies.size())
            return 0; // validation refuses it
        std::string bytes;
        command->append(bytes, context);
        require(bytes.starts_with('*') && bytes.ends_with("\r\n"), "a call is RESP");
    }
    return 0;
}
