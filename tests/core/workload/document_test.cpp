#include "workload/document.h"

#include "workload/found_keys.h"
#include "workload/json_path.h"
#include "workload/key_space.h"

#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <numeric>

namespace cicada {
namespace {

using nlohmann::json;

// Every kind that needs nothing from the user.
std::vector<DocumentKind> generatedKinds()
{
    std::vector<DocumentKind> kinds;
    for (const DocumentKind& kind : documentKinds()) {
        if (kind.typicalBytes > 0)
            kinds.push_back(kind);
    }
    return kinds;
}

DataSet dataSetOf(const std::string& kind, std::uint64_t seed = 42)
{
    DataSet dataSet;
    dataSet.name = "test";
    dataSet.kind = kind;
    dataSet.prefix = "test:";
    dataSet.seed = seed;
    return dataSet;
}

std::shared_ptr<const DocumentGenerator> generatorOf(const DataSet& dataSet)
{
    auto made = DocumentGenerator::make(dataSet);
    EXPECT_TRUE(made.ok()) << made.error().text;
    return made.ok() ? *made : nullptr;
}

std::string documentOf(const DocumentGenerator& generator, std::uint64_t index)
{
    std::string text;
    generator.append(text, index);
    return text;
}

// FNV-1a, so that a change of one byte anywhere shows.
std::uint64_t fingerprint(const DocumentGenerator& generator, std::uint64_t documents)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (std::uint64_t i = 0; i < documents; ++i) {
        for (const char c : documentOf(generator, i))
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return hash;
}

class DocumentOfKind : public testing::TestWithParam<DocumentKind>
{
protected:
    std::uint64_t samples() const { return GetParam().typicalBytes > 100'000 ? 3 : 200; }
};

std::string kindName(const testing::TestParamInfo<DocumentKind>& info)
{
    return info.param.name;
}

TEST_P(DocumentOfKind, IsTheSameForTheSameSeed)
{
    const auto one = generatorOf(dataSetOf(GetParam().name));
    const auto again = generatorOf(dataSetOf(GetParam().name));
    const auto other = generatorOf(dataSetOf(GetParam().name, 43));
    for (const std::uint64_t index : {std::uint64_t(0), std::uint64_t(7), std::uint64_t(1) << 50}) {
        EXPECT_EQ(documentOf(*one, index), documentOf(*again, index));
        EXPECT_NE(documentOf(*one, index), documentOf(*other, index));
        EXPECT_NE(documentOf(*one, index), documentOf(*one, index + 1));
    }
}

TEST_P(DocumentOfKind, IsCompactJson)
{
    const auto generator = generatorOf(dataSetOf(GetParam().name));
    for (std::uint64_t i = 0; i < samples(); ++i) {
        const std::string text = documentOf(*generator, i);
        const auto parsed = nlohmann::ordered_json::parse(text, nullptr, false);
        ASSERT_TRUE(parsed.is_object()) << text.substr(0, 200);
        // Numbers may be spelled otherwise by the library, spaces and members not.
        std::string strings = parsed.dump();
        EXPECT_EQ(std::ranges::count(strings, ' '), std::ranges::count(text, ' '));
        EXPECT_EQ(std::ranges::count(strings, '"'), std::ranges::count(text, '"'));
    }
}

TEST_P(DocumentOfKind, HasEveryRoleInEveryDocument)
{
    const auto generator = generatorOf(dataSetOf(GetParam().name));
    EXPECT_NE(generator->findRole("number"), nullptr);
    EXPECT_NE(generator->findRole("text"), nullptr);
    EXPECT_NE(generator->findRole("field"), nullptr);
    for (std::uint64_t i = 0; i < samples(); ++i) {
        const auto parsed = json::parse(documentOf(*generator, i));
        for (const DocumentRole& role : generator->roles()) {
            const auto path = JsonPath::parse(role.path);
            ASSERT_TRUE(path.ok()) << role.path;
            const auto found = path->find(parsed);
            ASSERT_FALSE(found.empty()) << role.name << " " << role.path;
            EXPECT_EQ(found.front()->type_name(), role.type) << role.name << " " << role.path;
        }
    }
}

TEST_P(DocumentOfKind, HasAHashTwinWithTheSameDataWhereItIsFlat)
{
    const auto generator = generatorOf(dataSetOf(GetParam().name));
    const auto fields = generator->fields(5);
    ASSERT_EQ(fields.empty(), !GetParam().flat);
    const auto parsed = json::parse(documentOf(*generator, 5));
    ASSERT_EQ(fields.size(), GetParam().flat ? parsed.size() : 0);
    for (const auto& [name, value] : fields) {
        const json& member = parsed.at(name);
        EXPECT_EQ(value, member.is_string() ? member.get<std::string>() : member.dump());
    }
}

TEST_P(DocumentOfKind, HasTheTypicalSizeThatIsListed)
{
    const auto generator = generatorOf(dataSetOf(GetParam().name));
    const auto size = static_cast<double>(documentOf(*generator, 0).size());
    const auto typical = static_cast<double>(GetParam().typicalBytes);
    EXPECT_NEAR(size / typical, 1, 0.25);
}

INSTANTIATE_TEST_SUITE_P(Kinds, DocumentOfKind, testing::ValuesIn(generatedKinds()), kindName);

// The table of kinds: figures are only comparable with others' if the sizes are those of it.
struct SizeRow
{
    const char* kind;
    std::uint64_t documents;
    std::size_t least, median, p95, most;
    double tolerance; ///< of the median; the 95th percentile and the ends get twice as much
};

class DocumentSizes : public testing::TestWithParam<SizeRow>
{
};

TEST_P(DocumentSizes, FollowTheTable)
{
    const SizeRow& row = GetParam();
    // One document of each of many seeds, and many of one seed: neither may decide the sizes.
    std::vector<std::size_t> ofSeeds, ofOneSeed;
    const auto one = generatorOf(dataSetOf(row.kind, 7));
    for (std::uint64_t i = 0; i < row.documents; ++i) {
        ofSeeds.push_back(documentOf(*generatorOf(dataSetOf(row.kind, 1000 + i)), i).size());
        ofOneSeed.push_back(documentOf(*one, i).size());
    }
    for (std::vector<std::size_t>* sizes : {&ofSeeds, &ofOneSeed}) {
        std::ranges::sort(*sizes);
        const auto near = [&](std::size_t size, std::size_t expected, double tolerance) {
            EXPECT_NEAR(static_cast<double>(size) / static_cast<double>(expected), 1, tolerance)
                << row.kind << (sizes == &ofSeeds ? " over seeds: " : " of one seed: ") << size
                << " B, expected " << expected;
        };
        near((*sizes)[sizes->size() / 2], row.median, row.tolerance);
        near((*sizes)[sizes->size() * 95 / 100], row.p95, 2 * row.tolerance);
        near(sizes->front(), row.least, 2 * row.tolerance);
        near(sizes->back(), row.most, 2 * row.tolerance);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, DocumentSizes,
    testing::Values(SizeRow{"tiny", 3000, 163, 170, 175, 178, 0.02},
        SizeRow{"basic_user", 10000, 130, 147, 155, 165, 0.02},
        SizeRow{"advanced_user", 3000, 430, 445, 460, 490, 0.02},
        SizeRow{"nested_user", 3000, 1100, 1150, 1180, 1220, 0.02},
        SizeRow{"config", 1000, 2700, 2700, 2700, 2700, 0.02},
        SizeRow{"catalog", 1000, 12'700, 12'800, 12'850, 12'900, 0.01},
        SizeRow{"catalog_large", 300, 25'500, 25'600, 25'650, 25'700, 0.01},
        SizeRow{"ledger", 12, 1'950'000, 2'000'000, 2'050'000, 2'100'000, 0.05}));

// Objects and arrays around the innermost value.
std::size_t depthOf(const json& value)
{
    std::size_t deepest = 0;
    for (const auto& part : value)
        if (part.is_structured())
            deepest = std::max(deepest, depthOf(part));
    return deepest + (value.is_structured() ? 1 : 0);
}

struct Lengths
{
    std::size_t least = ~std::size_t(0), median = 0, most = 0;
};

// Of what `measure` gives for each document.
template <typename Measure>
Lengths lengthsOf(const char* kind, std::uint64_t documents, Measure measure)
{
    const auto generator = generatorOf(dataSetOf(kind, 11));
    std::vector<std::size_t> lengths;
    for (std::uint64_t i = 0; i < documents; ++i)
        measure(json::parse(documentOf(*generator, i)), lengths);
    std::ranges::sort(lengths);
    return {lengths.front(), lengths[lengths.size() / 2], lengths.back()};
}

TEST(Documents, HaveTheTinyShapeOfTheTable)
{
    const auto document = json::parse(documentOf(*generatorOf(dataSetOf("tiny")), 0));
    EXPECT_TRUE(document.at("parts").is_array());
    EXPECT_TRUE(document.at("parts")[0].is_object());
    EXPECT_TRUE(document.at("box").is_object());
    EXPECT_EQ(depthOf(document) + 1, 5U) << "levels of values";
}

TEST(Documents, HaveTheBasicUserShapeOfTheTable)
{
    const auto text = [](const char* member) {
        return [member](const json& document, std::vector<std::size_t>& lengths) {
            lengths.push_back(document.at(member).get<std::string>().size());
        };
    };
    const Lengths name = lengthsOf("basic_user", 5000, text("name"));
    EXPECT_GE(name.least, 7U);
    EXPECT_LE(name.most, 25U);
    EXPECT_NEAR(static_cast<double>(name.median), 13, 1);
    const Lengths street = lengthsOf("basic_user", 5000, text("home_address"));
    EXPECT_GE(street.least, 11U);
    EXPECT_LE(street.most, 36U);
    EXPECT_NEAR(static_cast<double>(street.median), 22, 2);
    const Lengths age
        = lengthsOf("basic_user", 5000, [](const json& document, std::vector<std::size_t>& ages) {
              ages.push_back(document.at("age").get<std::size_t>());
          });
    EXPECT_EQ(age.least, 0U);
    EXPECT_EQ(age.most, 100U);
    EXPECT_TRUE(json::parse(documentOf(*generatorOf(dataSetOf("basic_user")), 0))
            .at("location")
            .is_string());
}

TEST(Documents, HaveTheAdvancedUserShapeOfTheTable)
{
    const auto document = json::parse(documentOf(*generatorOf(dataSetOf("advanced_user")), 0));
    EXPECT_TRUE(document.at("active").is_boolean());
    EXPECT_TRUE(document.at("age_text").is_string());
    for (const char* member : {"company", "occupation", "zip"})
        EXPECT_TRUE(document.at("contract").at(member).is_string());
    for (const char* place : {"home", "work", "seen"})
        EXPECT_TRUE(document.at(place).at("latitude").is_number()
            && document.at(place).at("longitude").is_number());
    for (const char* address : {"home_address", "billing", "shipping"})
        EXPECT_TRUE(document.at(address).is_string());
}

TEST(Documents, HaveTheNestedUserShapeOfTheTable)
{
    const auto document = json::parse(documentOf(*generatorOf(dataSetOf("nested_user")), 0));
    EXPECT_TRUE(document.at("data").at("external").at("payload").is_object());
    EXPECT_TRUE(document.at("metadata").at("agent").at("tags").is_array());
    EXPECT_EQ(document.at("metadata").at("provenance").at("extension").size(), 4U);
}

TEST(Documents, HaveTheLargeCatalogShapeOfTheTable)
{
    const auto document = json::parse(documentOf(*generatorOf(dataSetOf("catalog_large")), 0));
    EXPECT_EQ(document.at("entries").size(), 130U);
    EXPECT_EQ(document.at("indices").size(), 6U);
    EXPECT_EQ(document.at("suppliers").size(), 188U);
    for (const auto& supplier : document.at("suppliers")) {
        EXPECT_GE(supplier.dump().size(), 57U);
        EXPECT_LE(supplier.dump().size(), 80U);
    }
}

// A changed byte would make runs of different versions incomparable: change these numbers only on
// purpose.
TEST(Documents, KeepTheirBytesFromVersionToVersion)
{
    const std::pair<const char*, std::uint64_t> expected[]{
        {"basic_user", 4949849011948245118ULL},
        {"tiny", 9868133370162336474ULL},
        {"advanced_user", 10133657268482596373ULL},
        {"nested_user", 5101683465754100206ULL},
        {"nested", 13729219886365457823ULL},
        {"config", 13361168068618522804ULL},
        {"array_numbers", 17093560254580512436ULL},
        {"catalog", 17471118453377979445ULL},
        {"array_texts", 2456816911529571443ULL},
        {"catalog_large", 8988502065133713037ULL},
        {"array", 12483646864640204283ULL},
        {"ledger", 17339292999069151390ULL},
    };
    for (const auto& [kind, hash] : expected)
        EXPECT_EQ(fingerprint(*generatorOf(dataSetOf(kind)), 5), hash) << kind;
}

TEST(Documents, ScaleTheArrayOfACatalog)
{
    for (const auto& [scale, entries] :
        {std::pair{0.5, 65U}, std::pair{1.0, 130U}, std::pair{3.0, 390U}, std::pair{0.001, 1U}}) {
        DataSet dataSet = dataSetOf("catalog");
        dataSet.scale = scale;
        const auto document = json::parse(documentOf(*generatorOf(dataSet), 3));
        EXPECT_EQ(document.at("entries").size(), entries);
        EXPECT_EQ(document.at("entries").back().at("slot"), entries);
    }
}

TEST(Documents, HaveTheCatalogShapeOfTheTable)
{
    const std::string text = documentOf(*generatorOf(dataSetOf("catalog")), 1);
    const auto document = json::parse(text);
    std::size_t arrays = 0;
    for (const auto& relation : document.at("relations"))
        arrays += relation.is_array() ? 1 : 0;
    EXPECT_EQ(arrays, 6U);
    EXPECT_NEAR(static_cast<double>(document.at("relations").dump().size()), 420, 60);
    EXPECT_EQ(document.at("names").size(), 7U);
    EXPECT_TRUE(
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; }));
    for (const auto& entry : document.at("entries")) {
        EXPECT_GE(entry.dump().size(), 83U);
        EXPECT_LE(entry.dump().size(), 101U);
    }
}

TEST(Documents, HaveTheLedgerShapeOfTheTable)
{
    const auto document = json::parse(documentOf(*generatorOf(dataSetOf("ledger")), 0));
    std::vector<std::size_t> sizes;
    ASSERT_EQ(document.at("batches").size(), 7U);
    for (const auto& batch : document.at("batches")) {
        ASSERT_EQ(batch.at("transactions").size(), 165U);
        for (const auto& transaction : batch.at("transactions")) {
            EXPECT_EQ(transaction.size(), 16U);
            EXPECT_GE(transaction.at("inputs").size(), 1U);
            EXPECT_LE(transaction.at("inputs").size(), 38U);
            EXPECT_GE(transaction.at("outputs").size(), 1U);
            EXPECT_LE(transaction.at("outputs").size(), 73U);
            sizes.push_back(transaction.dump().size());
        }
    }
    std::ranges::sort(sizes);
    EXPECT_GE(sizes.front(), 1000U);
    EXPECT_LE(sizes.back(), 20'600U);
    EXPECT_NEAR(static_cast<double>(sizes[sizes.size() / 2]), 1240, 60);
    EXPECT_NEAR(static_cast<double>(sizes[sizes.size() * 95 / 100]), 3300, 330);
}

TEST(Documents, HaveTheConfigShapeOfTheTable)
{
    const auto document = json::parse(documentOf(*generatorOf(dataSetOf("config")), 0));
    const auto& servlets = document.at("web-app").at("servlet");
    EXPECT_EQ(servlets.size(), 5U);
    EXPECT_EQ(servlets[1].at("init-param").size(), 42U);
    EXPECT_TRUE(servlets[1].at("init-param").contains("cache:template-track"));
    std::size_t longest = 0;
    for (const auto& servlet : servlets)
        for (const auto& setting : servlet.value("init-param", json::object()))
            if (setting.is_string())
                longest = std::max(longest, setting.get<std::string>().size());
    EXPECT_LE(longest, 59U);
    EXPECT_GE(longest, 45U);
}

TEST(Documents, AreAsDeepAsAsked)
{
    for (const auto& [scale, levels] :
        {std::pair{0.05, 1}, std::pair{1.0, 20}, std::pair{50.0, 100}}) {
        DataSet dataSet = dataSetOf("nested");
        dataSet.scale = scale;
        const auto generator = generatorOf(dataSet);
        const auto document = json::parse(documentOf(*generator, 0));
        const json* node = &document;
        int depth = 0;
        for (; node->contains("level"); ++depth)
            node = &node->at("level");
        EXPECT_EQ(depth, levels);
        const auto deepest = JsonPath::parse(generator->findRole("nested_text")->path);
        EXPECT_EQ(deepest->find(document).at(0), &node->at("name"));
    }
}

TEST(Documents, NameTheNearestKind)
{
    const auto made = DocumentGenerator::make(dataSetOf("basic_usr"));
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(
        made.error().text, "`basic_usr` is not a kind of documents; did you mean `basic_user`?");
}

TEST(Documents, ArePreviewedIndentedInTheirOrder)
{
    const auto text = previewDocument(dataSetOf("basic_user"), 0);
    ASSERT_TRUE(text.ok());
    EXPECT_TRUE(text->starts_with("{\n  \"id\": \""));
    EXPECT_LT(text->find("\"name\""), text->find("\"age\""));
    const auto cut = previewDocument(dataSetOf("catalog"), 0, 100);
    EXPECT_EQ(cut->size(), 100 + std::string("\n…").size());
}

TEST(Keys, AreMadeOfPrefixStorageAndIndex)
{
    EXPECT_EQ(keyOf(dataSetOf("basic_user"), StoredAs::Json, 17), "test:json:17");
    EXPECT_EQ(keyOf(dataSetOf("basic_user"), StoredAs::String, 0), "test:string:0");
    EXPECT_EQ(keyOf(dataSetOf("basic_user"), StoredAs::Hash, 999'999'999), "test:hash:999999999");
}

/// A file of the user's in a folder of the test's own.
class FileDocuments : public testing::Test
{
protected:
    DataSet dataSetWith(const std::string& content)
    {
        const std::string path = m_folder.filePath(QStringLiteral("mine.json")).toStdString();
        std::ofstream(path, std::ios::binary) << content;
        DataSet dataSet = dataSetOf("file");
        dataSet.file = path;
        return dataSet;
    }

private:
    QTemporaryDir m_folder; // tests of this fixture run beside each other
};

TEST_F(FileDocuments, AreCompactAndRepeatFromTheFirst)
{
    const auto generator
        = generatorOf(dataSetWith("[ {\"a\": 1, \"t\": \"x y\"},\n {\"a\": 2, \"t\": \"z\"} ]"));
    EXPECT_EQ(documentOf(*generator, 0), R"({"a":1,"t":"x y"})");
    EXPECT_EQ(documentOf(*generator, 1), R"({"a":2,"t":"z"})");
    EXPECT_EQ(documentOf(*generator, 4), R"({"a":1,"t":"x y"})");
}

TEST_F(FileDocuments, HaveTheRolesThatAllOfThemShare)
{
    const auto generator
        = generatorOf(dataSetWith(R"({"n":1,"t":"a","b":true,"o":{"x":"deep"},"l":[{"q":1}]}
{"n":2,"t":"b","o":{"x":"deeper"},"l":[{"q":2}]})"));
    const auto pathOf = [&](const char* role) {
        const DocumentRole* found = generator->findRole(role);
        return found ? found->path + " " + found->type : "none";
    };
    EXPECT_EQ(pathOf("number"), "$.n number");
    EXPECT_EQ(pathOf("text"), "$.t string");
    EXPECT_EQ(pathOf("flag"), "none");
    EXPECT_EQ(pathOf("object"), "$.o object");
    EXPECT_EQ(pathOf("nested_text"), "$.o.x string");
    EXPECT_EQ(pathOf("array"), "$.l array");
    EXPECT_EQ(pathOf("array_item"), "$.l[0] object");
}

TEST_F(FileDocuments, ReadTheFileItselfWhereItIsTooBigToKeep)
{
    std::string content;
    const std::string filler(1'000'000, 'x');
    for (int i = 0; i < 36; ++i)
        content += "{ \"n\": " + std::to_string(i) + ", \"filler\": \"" + filler + "\" }\n";
    const auto generator = generatorOf(dataSetWith(content));
    for (const int index : {0, 17, 35}) {
        const std::string expected
            = "{\"n\":" + std::to_string(index) + ",\"filler\":\"" + filler + "\"}";
        EXPECT_TRUE(documentOf(*generator, static_cast<std::uint64_t>(index)) == expected) << index;
    }
}

TEST_F(FileDocuments, KeepABoundedIndexOfMoreDocumentsThanItHolds)
{
    // 3 million documents: each fourth has an anchor, and the others are found from there.
    constexpr std::uint64_t kDocuments = 3'000'000;
    std::string content = "[";
    for (std::uint64_t i = 0; i < kDocuments; ++i)
        content += (i == 0 ? " {\"n\": " : ",\n{\"n\": ") + std::to_string(i) + "}";
    const auto generator = generatorOf(dataSetWith(content + " ]"));
    for (const std::uint64_t index :
        {0U, 1U, 2U, 3U, 4U, 1'048'575U, 1'048'577U, 2'999'998U, 2'999'999U, 3'000'000U})
        EXPECT_EQ(
            documentOf(*generator, index), "{\"n\":" + std::to_string(index % kDocuments) + "}");
}

TEST_F(FileDocuments, AreOtherDataWhereAnyByteOfTheFileDiffers)
{
    const auto before = generatorOf(dataSetWith("{\"a\":1}\n{\"a\":2}\n{\"a\":3}"));
    const auto after = generatorOf(dataSetWith("{\"a\":1}\n{\"a\":5}\n{\"a\":3} "));
    EXPECT_NE(before->sourceHash(), after->sourceHash());
}

TEST_F(FileDocuments, AreReadAgainWhereTheFileHasChanged)
{
    const DataSet dataSet = dataSetWith("{\"a\":1}");
    const auto first = generatorOf(dataSet);
    EXPECT_EQ(generatorOf(dataSet), first) << "read once while it stays the same";
    dataSetWith("{\"a\":23}");
    EXPECT_EQ(documentOf(*generatorOf(dataSet), 0), "{\"a\":23}");
    EXPECT_EQ(documentOf(*first, 0), "{\"a\":1}");
}

TEST_F(FileDocuments, AreRefusedWithTheirLine)
{
    const DataSet dataSet = dataSetWith("{\"a\":1}\n{\"a\":\n");
    const auto made = DocumentGenerator::make(dataSet);
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().text,
        "`" + dataSet.file + "` line 2: the document that begins here does not end");
}

TEST_F(FileDocuments, FillATemplatesPlaceholdersFromTheSeed)
{
    DataSet dataSet
        = dataSetWith(R"({ "id": "{uuid}", "n": {random_int 18 99}, "t": "a {random_text 5} b" })");
    dataSet.kind = "template";
    const auto generator = generatorOf(dataSet);
    const std::string text = documentOf(*generator, 3);
    const auto document = json::parse(text);
    EXPECT_EQ(document.at("id").get<std::string>().size(), 36U);
    EXPECT_GE(document.at("n"), 18);
    EXPECT_EQ(document.at("t").get<std::string>().size(), 9U);
    EXPECT_TRUE(text.starts_with("{\"id\":\"")) << text;
    EXPECT_EQ(text, documentOf(*generatorOf(dataSet), 3));
    EXPECT_NE(text, documentOf(*generator, 4));
    EXPECT_EQ(generator->findRole("number")->path, "$.n");
}

TEST_F(FileDocuments, RefuseATemplateThatGivesNoJson)
{
    DataSet dataSet = dataSetWith(R"({"t":{random_text 5}})");
    dataSet.kind = "template";
    const auto made = DocumentGenerator::make(dataSet);
    ASSERT_FALSE(made.ok());
    EXPECT_NE(
        made.error().text.find("it is not a JSON object (a text needs quotes"), std::string::npos)
        << made.error().text;
    dataSet = dataSetWith(R"({"t":"{random_txt 5}"})");
    dataSet.kind = "template";
    EXPECT_EQ(DocumentGenerator::make(dataSet).error().text,
        "`" + dataSet.file
            + "`: `{random_txt 5}` is not a placeholder; did you mean `{random_text}`?");
}

DataSet sampledFrom(std::vector<std::string> documents)
{
    DataSet dataSet = dataSetOf("sampled");
    dataSet.found = std::make_shared<const FoundKeys>(
        std::vector<std::string>{"user:7", "user:12"}, std::move(documents));
    return dataSet;
}

TEST(SampledDocuments, RepeatWhatWasReadAndHaveTheRolesOfAll)
{
    const auto generator
        = generatorOf(sampledFrom({R"({"n":1,"t":"a","b":true})", R"({"n":2,"t":"b"})"}));
    EXPECT_EQ(documentOf(*generator, 0), R"({"n":1,"t":"a","b":true})");
    EXPECT_EQ(documentOf(*generator, 3), R"({"n":2,"t":"b"})");
    EXPECT_EQ(generator->findRole("number")->path, "$.n");
    EXPECT_EQ(generator->findRole("flag"), nullptr);
}

TEST(SampledDocuments, HaveAHashTwinWhereAllAreFlat)
{
    EXPECT_EQ(generatorOf(sampledFrom({R"({"n":1})"}))->fields(0).size(), 1U);
    EXPECT_TRUE(generatorOf(sampledFrom({R"({"n":1})", R"({"n":[1]})"}))->fields(0).empty());
}

TEST(SampledDocuments, NeedTheTarget)
{
    const auto made = DocumentGenerator::make(dataSetOf("sampled"));
    ASSERT_FALSE(made.ok());
    EXPECT_NE(made.error().text.find("read from the target before a run"), std::string::npos);
}

TEST(FileDocumentsErrors, SayWhatIsMissing)
{
    DataSet dataSet = dataSetOf("file");
    EXPECT_EQ(
        DocumentGenerator::make(dataSet).error().text, "kind `file` needs the name of a JSON file");
    dataSet.file = "/no/such/file.json";
    EXPECT_EQ(DocumentGenerator::make(dataSet).error().text, "cannot read `/no/such/file.json`");
}

} // namespace
} // namespace cicada
