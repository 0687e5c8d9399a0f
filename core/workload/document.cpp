#include "workload/document.h"

#include "base/units.h"
#include "workload/document_makers.h"
#include "workload/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace cicada {

namespace {

struct KindRow
{
    DocumentKind kind;
    DocumentMaker make;
};

const std::vector<KindRow>& kindRows()
{
    static const std::vector<KindRow> rows{
        {{.name = "basic_user",
             .description = "A user, flat: id, name, age, location, home address; has a hash twin",
             .typicalBytes = 147,
             .flat = true},
            makeBasicUsers},
        {{.name = "tiny",
             .description
             = "Small but not flat: numbers, short texts, a sub-document, an array of two",
             .typicalBytes = 170},
            makeTiny},
        {{.name = "advanced_user",
             .description = "A user with a contract, three places and three addresses",
             .typicalBytes = 445},
            makeAdvancedUsers},
        {{.name = "nested_user",
             .description
             = "A user's record inside an envelope: data, payload, metadata, provenance",
             .typicalBytes = 1'150},
            makeNestedUsers},
        {{.name = "nested",
             .description
             = "Objects in objects, 20 deep: what a path's depth costs; the size is the depth",
             .typicalBytes = 1'130,
             .scalable = true},
            makeNesting},
        {{.name = "config",
             .description = "A web application's configuration: 5 servlets, names with `-` and `:`",
             .typicalBytes = 2'700},
            makeConfig},
        {{.name = "array_numbers",
             .description = "One array of 1,000 numbers; the size is its length",
             .typicalBytes = 6'060,
             .scalable = true},
            makeNumberArrays},
        {{.name = "catalog",
             .description = "A product with relations, localised names and an array of 130 entries",
             .typicalBytes = 12'800,
             .scalable = true},
            makeCatalog},
        {{.name = "array_texts",
             .description = "One array of 1,000 short texts; the size is its length",
             .typicalBytes = 13'960,
             .scalable = true},
            makeTextArrays},
        {{.name = "catalog_large",
             .description = "The catalog's product with indices and 188 suppliers more",
             .typicalBytes = 25'600,
             .scalable = true},
            makeLargeCatalog},
        {{.name = "array",
             .description = "One array of 1,000 small objects; the size is its length",
             .typicalBytes = 44'700,
             .scalable = true},
            makeObjectArrays},
        {{.name = "ledger",
             .description
             = "7 batches of 165 transactions with inputs and outputs: a very big document",
             .typicalBytes = 2'000'000,
             .scalable = true},
            makeLedger},
        {{.name = "file", .description = "Your own documents: a JSON file or JSON lines"},
            makeFileDocuments},
        {{.name = "template",
             .description = "Your own document with placeholders in it, from a file"},
            makeTemplateDocuments},
        {{.name = "sampled",
             .description = "Copies of documents that are on the target already, read before the "
                            "run; their keys stay as they are"},
            makeSampledDocuments},
        {{.name = "existing",
             .description
             = "Keys that are on the target already, only ever read: for tasks that write, "
               "take `sampled`"},
            makeSampledDocuments},
    };
    return rows;
}

} // namespace

const std::vector<DocumentKind>& documentKinds()
{
    static const std::vector<DocumentKind> kinds = [] {
        std::vector<DocumentKind> all;
        for (const KindRow& row : kindRows())
            all.push_back(row.kind);
        return all;
    }();
    return kinds;
}

const DocumentKind* findDocumentKind(std::string_view name)
{
    const auto found = std::ranges::find(documentKinds(), name, &DocumentKind::name);
    return found == documentKinds().end() ? nullptr : &*found;
}

Result<std::shared_ptr<const DocumentGenerator>> DocumentGenerator::make(const DataSet& dataSet)
{
    std::vector<std::string_view> names;
    for (const KindRow& row : kindRows()) {
        if (row.kind.name == dataSet.kind)
            return row.make(dataSet);
        names.push_back(row.kind.name);
    }
    std::string text = "`" + dataSet.kind + "` is not a kind of documents";
    const std::string nearest = nearestName(dataSet.kind, names);
    if (!nearest.empty())
        text += "; did you mean `" + nearest + "`?";
    return Error{ErrorKind::Invalid, text};
}

std::vector<std::pair<std::string, std::string>> DocumentGenerator::fields(std::uint64_t) const
{
    return {};
}

std::uint64_t DocumentGenerator::sourceHash() const
{
    return 0;
}

std::uint64_t hashOf(std::string_view text, std::uint64_t hash)
{
    for (const char byte : text)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return hash;
}

const DocumentRole* DocumentGenerator::findRole(std::string_view name) const
{
    const auto found = std::ranges::find(roles(), name, &DocumentRole::name);
    return found == roles().end() ? nullptr : &*found;
}

Result<std::string> previewDocument(const DataSet& dataSet, std::uint64_t index, std::size_t limit)
{
    const auto generator = DocumentGenerator::make(dataSet);
    if (!generator)
        return generator.error();
    std::string compact;
    (*generator)->append(compact, index);
    // `ordered`: members in the document's order, not by name.
    const auto document = nlohmann::ordered_json::parse(compact, nullptr, false);
    std::string text
        = document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (text.size() > limit) {
        text.resize(limit);
        text += "\n…";
    }
    return text;
}

} // namespace cicada
