// A target's URI, pasted: what parse() takes, uri() gives back, and never the password.
#include "fuzz_input.h"
#include "redis/endpoint.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    const auto endpoint = Endpoint::parse(fuzzText(data, size));
    if (!endpoint)
        return 0;
    require(endpoint->validate().ok(), "what parse() takes is valid");
    const std::string uri = endpoint->uri();
    const auto again = Endpoint::parse(uri);
    require(again.ok(), "uri() can be read");
    require(again->uri() == uri, "and is the same");
    require(again->host == endpoint->host && again->port == endpoint->port
            && again->user == endpoint->user && again->database == endpoint->database
            && again->unixPath == endpoint->unixPath && again->password.empty(),
        "with all parts but the password");
    return 0;
}
