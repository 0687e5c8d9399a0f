#include "models/workload_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace cicada {

namespace {

class WorkloadText
{
    Q_DECLARE_TR_FUNCTIONS(WorkloadText)
};

} // namespace

QString storedAsText(StoredAs storedAs)
{
    switch (storedAs) {
    case StoredAs::Json:
        return WorkloadText::tr("JSON");
    case StoredAs::String:
        return WorkloadText::tr("string");
    case StoredAs::Hash:
        return WorkloadText::tr("hash");
    }
    return {};
}

QString storedAsText(const std::vector<StoredAs>& storedAs)
{
    QStringList names;
    for (const StoredAs one : storedAs)
        names << storedAsText(one);
    return names.join(QStringLiteral(", "));
}

QString keyChoiceText(KeyChoice choice)
{
    switch (choice) {
    case KeyChoice::Uniform:
        return WorkloadText::tr("Uniform: every key alike");
    case KeyChoice::Zipf:
        return WorkloadText::tr("Zipf: few keys get most calls");
    case KeyChoice::Latest:
        return WorkloadText::tr("Latest: mostly the last keys");
    case KeyChoice::Sequential:
        return WorkloadText::tr("Sequential: one after another");
    case KeyChoice::OwnSlice:
        return WorkloadText::tr("Own slice: each user its own keys");
    }
    return {};
}

QString tagsText(const std::vector<std::string>& tags)
{
    QStringList names;
    for (const std::string& tag : tags)
        names << fromCore(tag);
    return names.join(QStringLiteral(", "));
}

std::vector<std::string> tagsFromText(const QString& text)
{
    std::vector<std::string> tags;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        std::string tag = part.trimmed().toStdString();
        if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end())
            tags.push_back(std::move(tag));
    }
    return tags;
}

} // namespace cicada
