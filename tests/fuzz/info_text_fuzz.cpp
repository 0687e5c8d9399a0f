// What a server says about itself.
#include "fuzz_input.h"
#include "server/server_info.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    const ServerInfo info = ServerInfo::parse(fuzzText(data, size));
    const ServerIdentity identity = info.identity();
    for (const std::string& text : {identity.name, identity.version, identity.mode}) {
        require(text.size() <= 40, "names are short");
        require(text.find('\n') == std::string::npos, "and of one line");
    }
    (void)info.jsonModuleVersion();
    (void)info.cpuSeconds();
    return 0;
}
