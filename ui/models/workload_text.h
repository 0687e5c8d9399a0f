#pragma once

#include "workload/data_set.h"
#include "workload/key_space.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

/// Words of the Workload page, translated.
namespace cicada {

inline QString fromCore(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString storedAsText(StoredAs storedAs);                     ///< "JSON", "string", "hash"
QString storedAsText(const std::vector<StoredAs>& storedAs); ///< "JSON, hash"
QString keyChoiceText(KeyChoice choice);

/// "read, twin:field" and back; tags keep their order, without blanks and repetitions.
QString tagsText(const std::vector<std::string>& tags);
std::vector<std::string> tagsFromText(const QString& text);

} // namespace cicada
