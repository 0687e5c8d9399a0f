// A path and, from the second line on, a document: finding and locating agree with the parsed tree.
#include "fuzz_input.h"
#include "workload/json_path.h"
#include "workload/success_rule.h"

#include <nlohmann/json.hpp>

#include <algorithm>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    const std::string_view input = fuzzText(data, size);
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view document = input.substr(std::min(end + 1, input.size()));
    const auto path = JsonPath::parse(input.substr(0, end));
    if (!path)
        return 0;
    const auto again = JsonPath::parse(path->text(PathStyle::JsonPath));
    require(again.ok(), "a path that is written can be read");
    (void)path->lastName();
    (void)path->locate(document); // text that may be no JSON
    if (path->isDefinite()) {
        Reply reply;
        reply.type = Reply::Type::Bulk;
        reply.text = document;
        (void)SuccessRule::hasField(*path).judge(reply);
    }
    const auto json = nlohmann::json::parse(document, nullptr, false);
    if (json.is_discarded())
        return 0;
    const auto found = path->find(json);
    require(!path->isDefinite() || found.size() <= 1, "a definite path leads to one place at most");
    (void)pathsOf(json, 50);
    return 0;
}
