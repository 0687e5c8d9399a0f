#pragma once

#include <QString>
#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <map>
#include <vector>

namespace cicada {

/// A stretch of one line that means something.
struct DocumentSpan
{
    enum class Kind
    {
        Member, ///< a name: clicking it picks its value's path
        String,
        Number,
        Literal, ///< true, false, null
        Opener,  ///< stands for the closed array or object at `path`; clicking it opens that
        Closer,  ///< begins the open array or object at `path`; clicking it closes that
        More,    ///< clicking it shows more items of the array at `path`
    };

    qsizetype start = 0;
    qsizetype length = 0;
    Kind kind = Kind::Member;
    QString path;
};

struct DocumentLine
{
    QString text;
    std::vector<DocumentSpan> spans;
};

/// Items of an open array that are shown before one asks for more, and how many more one gets.
inline constexpr std::size_t kItemsAtOnce = 200;

/// What the reader opened and closed, by path; others follow the rule: long arrays are closed.
struct FoldState
{
    std::map<QString, bool> open;
    std::map<QString, std::size_t>
        shown; ///< items of an open array that are shown, where more than usual
};

/// Lays `document` out in lines of about `columns` characters: what fits stands on one line, arrays
/// of more than five items are closed ("130 items ▸"), long texts are cut. Pure; any thread.
std::vector<DocumentLine> layOutDocument(
    const nlohmann::ordered_json& document, const FoldState& folds, int columns);

/// Whether the array or object at `path` is open.
bool isOpen(const nlohmann::ordered_json& value, const QString& path, const FoldState& folds);

/// `value` in at most `limit` characters, for one line: `"teapot"`, `{ 3 members }`.
QString shortValue(const nlohmann::ordered_json& value, qsizetype limit);

} // namespace cicada
