// Whatever is drawn per call, from whatever documents: what leaves is valid JSON.
#include "workload/document.h"
#include "workload/found_keys.h"
#include "workload/task.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace cicada {
namespace {

using nlohmann::json;

// A text of what breaks naive code: quotes, backslashes, control characters, braces of
// placeholders, several alphabets, emoji (surrogate pairs where escaped).
std::string nastyText(Random& random)
{
    static const std::vector<std::string> kPieces{"\"", "\\", "\\\"", "\n", "\t", "\r", "\b", "\f",
        std::string(1, '\0'), "\x01", "\x1f", "\x7f", "{", "}", "{{", "{key}", "{random_int 1 2}",
        "[", "]", ",", ":", "'", "$", "%s", "ä", "Ω", "漢字", "한글", "עברית", "😀",
        "👩‍👩‍👧", "\xE2\x80\xA8", "a", " ", "0", "-1e5", "null"};
    std::string text;
    for (std::uint64_t pieces = random.below(12); pieces > 0; --pieces)
        text += kPieces[random.below(kPieces.size())];
    return text;
}

json nastyValue(Random& random, int depth)
{
    switch (random.below(depth > 3 ? 5 : 7)) {
    case 0:
        return nastyText(random);
    case 1:
        return random.between(-1'000'000'000'000, 1'000'000'000'000);
    case 2:
        return random.unit() * 1e9 - 5e8;
    case 3:
        return random.below(2) == 0;
    case 4:
        return nullptr;
    case 5: {
        json list = json::array();
        for (std::uint64_t i = random.below(5); i > 0; --i)
            list.push_back(nastyValue(random, depth + 1));
        return list;
    }
    default: {
        json object = json::object();
        for (std::uint64_t i = random.below(5); i > 0; --i)
            object[nastyText(random)] = nastyValue(random, depth + 1);
        return object;
    }
    }
}

// Documents with every role, and as nasty as they get in each.
DataSet nastyDataSet(Random& random)
{
    std::vector<std::string> documents;
    for (int i = 0; i < 40; ++i) {
        nlohmann::ordered_json document{{"text", nastyText(random)},
            {"number", random.between(-999, 999)}, {"flag", random.below(2) == 0},
            {"object", {{"nested", nastyText(random)}}},
            {"list", json::array({nastyText(random), nastyValue(random, 0)})},
            {"any", nastyValue(random, 0)}};
        document[nastyText(random)] = nastyValue(random, 0);
        // Escaped as \\uXXXX by some writers, raw by others.
        documents.push_back(document.dump(-1, ' ', random.below(2) == 0));
    }
    DataSet dataSet;
    dataSet.name = "nasty";
    dataSet.kind = "sampled";
    dataSet.prefix = "cicada:nasty:";
    dataSet.found
        = std::make_shared<const FoundKeys>(std::vector<std::string>{"a"}, std::move(documents));
    return dataSet;
}

// The arguments of one RESP command.
std::vector<std::string> argumentsOf(const std::string& bytes)
{
    std::vector<std::string> arguments;
    for (std::size_t at = bytes.find('$'); at < bytes.size();) {
        const std::size_t line = bytes.find("\r\n", at);
        const std::size_t size = std::stoul(bytes.substr(at + 1, line - at - 1));
        arguments.push_back(bytes.substr(line + 2, size));
        at = line + 2 + size + 2;
    }
    return arguments;
}

struct DrawnRow
{
    const char* command; ///< its last argument must be JSON
    const char* type;    ///< of it, empty: any
};

class DrawnValues : public testing::TestWithParam<DrawnRow>
{
};

TEST_P(DrawnValues, AreValidJsonAlways)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Random random(seed);
        const DataSet dataSet = nastyDataSet(random);
        TaskDefinition task;
        task.name = "draw";
        task.type = "custom";
        task.dataSet = dataSet.name;
        task.commands = {{"JSON.GET {key} $", ""}, {GetParam().command, ""}};
        std::vector<Problem> problems;
        const auto compiled = compileTasks({task}, {dataSet}, problems);
        ASSERT_TRUE(problems.empty()) << problems.front().text;
        for (int call = 0; call < 50; ++call) {
            std::vector<std::string> replies{
                R"([{"text":)" + json(nastyText(random)).dump() + R"(,"number":1}])"};
            CallContext context{
                .random = random, .key = random.below(dataSet.count), .replies = &replies};
            std::string bytes;
            compiled[0].calls[1].command.append(bytes, context);
            const std::string last = argumentsOf(bytes).back();
            const json value = json::parse(last, nullptr, false);
            ASSERT_FALSE(value.is_discarded()) << GetParam().command << " gave " << last;
            if (*GetParam().type != 0) {
                ASSERT_STREQ(value.type_name(), GetParam().type) << last;
            }
        }
    }
}

std::string rowName(const testing::TestParamInfo<DrawnRow>& info)
{
    return "Row" + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(Placeholders, DrawnValues,
    testing::Values(DrawnRow{"JSON.SET {key} $ {document}", "object"},
        DrawnRow{"JSON.SET {key} $.text {field text}", "string"},
        DrawnRow{"JSON.SET {key} $.number {field number}", "number"},
        DrawnRow{"JSON.SET {key} $.any {field $.any}", ""},
        DrawnRow{"JSON.SET {key} $.list {field $.list[0]}", ""},
        DrawnRow{"JSON.ARRAPPEND {key} $.list {field array_item}", ""},
        DrawnRow{"JSON.STRAPPEND {key} $.text {original text}", "string"},
        DrawnRow{R"(JSON.SET {key} $ '{"a":{field text},"b":[{field $.any},{random_int -5 5}]}')",
            "object"},
        DrawnRow{R"(JSON.SET {key} $ '{"t":"x {random_text 20} {uuid}"}')", "object"},
        DrawnRow{R"(JSON.SET {key} $ '{"copy":"{reply 1 $.text}"}')", "object"}),
    rowName);

} // namespace
} // namespace cicada
