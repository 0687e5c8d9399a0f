#pragma once

#include "workload/document.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace cicada {

/// One document, parsed for the preview. Immutable once made; any thread.
struct DocumentContent
{
    nlohmann::ordered_json shown; ///< members in the order they are written
    nlohmann::json searched;      ///< the same for JsonPath
    std::size_t bytes = 0;        ///< compact

    /// Null where `compactJson` is not JSON.
    static std::shared_ptr<const DocumentContent> parse(std::string_view compactJson);
};

/// What a path finds in one document. The server has the last word: it runs the path.
struct PathFinding
{
    QSet<QString> paths;    ///< in the form of memberPath() and itemPath(), the first of many only
    QString sentence;       ///< `matches 1 value (string): "teapot"`, or what is wrong
    bool isProblem = false; ///< not a path, or finds nothing
};

PathFinding findPath(const DocumentContent& document, const QString& path);

/// Names of the roles by the path of the member that has them.
QHash<QString, QString> rolePaths(
    const DocumentContent& document, const std::vector<DocumentRole>& roles);

/// `parent` extended by a member: `.name`, or `["na-me"]` where the name is not a plain word.
QString memberPath(const QString& parent, const QString& name);
QString itemPath(const QString& parent, qsizetype index);

} // namespace cicada
