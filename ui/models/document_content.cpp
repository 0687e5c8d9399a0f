#include "models/document_content.h"

#include "models/document_outline.h"
#include "models/workload_text.h"
#include "workload/json_path.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace cicada {

namespace {

using Json = nlohmann::json;

constexpr qsizetype kShownMatches = 2000; // `$..*` on a ledger has hundreds of thousands
constexpr qsizetype kShownValue = 48;

class DocumentContentText
{
    Q_DECLARE_TR_FUNCTIONS(DocumentContent)
};

// JsonPath gives places in memory; the reader of the document needs their names. One walk through
// the document, and a name is only put together where one is wanted: ledgers have 300,000 values.
class PathNamer
{
public:
    explicit PathNamer(const std::vector<const Json*>& wanted)
        : m_wanted(wanted.begin(), wanted.end())
    {
    }

    QHash<const Json*, QString> names(const Json& document)
    {
        visit(document, nullptr);
        return m_names;
    }

private:
    struct Step
    {
        const Step* before;
        const std::string* member; ///< null: item `index`
        std::size_t index;
    };

    void visit(const Json& value, const Step* step)
    {
        if (m_wanted.contains(&value))
            m_names.insert(&value, nameOf(step));
        if (value.is_object()) {
            for (auto member = value.begin(); member != value.end() && !isDone(); ++member) {
                const Step next{step, &member.key(), 0};
                visit(*member, &next);
            }
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size() && !isDone(); ++i) {
                const Step next{step, nullptr, i};
                visit(value[i], &next);
            }
        }
    }

    bool isDone() const
    {
        return m_names.size() >= kShownMatches
            || m_names.size() == static_cast<qsizetype>(m_wanted.size());
    }

    static QString nameOf(const Step* step)
    {
        if (!step)
            return QStringLiteral("$");
        const QString before = nameOf(step->before);
        return step->member ? memberPath(before, QString::fromStdString(*step->member))
                            : itemPath(before, static_cast<qsizetype>(step->index));
    }

    std::unordered_set<const Json*> m_wanted;
    QHash<const Json*, QString> m_names;
};

QString typeName(const Json& value)
{
    switch (value.type()) {
    case Json::value_t::string:
        return DocumentContentText::tr("string");
    case Json::value_t::boolean:
        return DocumentContentText::tr("boolean");
    case Json::value_t::object:
        return DocumentContentText::tr("object");
    case Json::value_t::array:
        return DocumentContentText::tr("array");
    case Json::value_t::null:
        return DocumentContentText::tr("null");
    default:
        return DocumentContentText::tr("number");
    }
}

/// "string" or, where they differ, "number or null".
QString typesOf(const std::vector<const Json*>& matches)
{
    QStringList types;
    for (const Json* match : matches) {
        if (const QString type = typeName(*match); !types.contains(type))
            types << type;
    }
    return types.join(DocumentContentText::tr(" or "));
}

QString samplesOf(const std::vector<const Json*>& matches)
{
    constexpr std::size_t kSamples = 3;
    const qsizetype room = matches.size() == 1 ? kShownValue : kShownValue / 2;
    QStringList samples;
    for (std::size_t i = 0; i < std::min(matches.size(), kSamples); ++i)
        samples << shortValue(nlohmann::ordered_json(*matches[i]), room);
    if (matches.size() > kSamples)
        samples << QStringLiteral("…");
    return samples.join(QStringLiteral(", "));
}

QString sentenceFor(const std::vector<const Json*>& matches, bool filtered)
{
    if (matches.empty())
        return DocumentContentText::tr("matches nothing in this document");
    const QString count = QLocale().toString(static_cast<qulonglong>(matches.size()));
    if (filtered)
        return DocumentContentText::tr("up to %1 values (%2), the filter decides on the server: %3")
            .arg(count, typesOf(matches), samplesOf(matches));
    if (matches.size() == 1)
        return DocumentContentText::tr("matches 1 value (%1): %2")
            .arg(typesOf(matches), samplesOf(matches));
    return DocumentContentText::tr("matches %1 values (%2): %3")
        .arg(count, typesOf(matches), samplesOf(matches));
}

} // namespace

std::shared_ptr<const DocumentContent> DocumentContent::parse(std::string_view compactJson)
{
    auto content = std::make_shared<DocumentContent>();
    content->shown = nlohmann::ordered_json::parse(compactJson, nullptr, false);
    if (content->shown.is_discarded())
        return nullptr;
    content->searched = Json::parse(compactJson, nullptr, false);
    content->bytes = compactJson.size();
    return content;
}

PathFinding findPath(const DocumentContent& document, const QString& path)
{
    PathFinding finding;
    const auto parsed = JsonPath::parse(path.toStdString());
    if (!parsed) {
        finding.sentence = QString::fromStdString(parsed.error().text);
        finding.isProblem = true;
        return finding;
    }
    const std::vector<const Json*> matches = parsed->find(document.searched);
    const QHash<const Json*, QString> names = PathNamer(matches).names(document.searched);
    for (const QString& name : names)
        finding.paths.insert(name);
    finding.sentence = sentenceFor(matches, path.contains(QLatin1String("[?")));
    finding.isProblem = matches.empty();
    return finding;
}

QHash<QString, QString> rolePaths(
    const DocumentContent& document, const std::vector<DocumentRole>& roles)
{
    std::vector<std::pair<const Json*, QString>> places;
    std::vector<const Json*> wanted;
    for (const DocumentRole& role : roles) {
        const auto path = JsonPath::parse(role.path);
        for (const Json* place :
            path ? path->find(document.searched) : std::vector<const Json*>()) {
            places.emplace_back(place, fromCore(role.name));
            wanted.push_back(place);
        }
    }
    const QHash<const Json*, QString> names = PathNamer(wanted).names(document.searched);
    QHash<QString, QString> roleByPath;
    for (const auto& [place, role] : places) {
        QString& text = roleByPath[names.value(place)];
        text += text.isEmpty() ? role : QStringLiteral(", ") + role;
    }
    return roleByPath;
}

QString memberPath(const QString& parent, const QString& name)
{
    static const QRegularExpression kPlainWord(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    if (kPlainWord.match(name).hasMatch())
        return parent + QLatin1Char('.') + name;
    QString escaped = name;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""));
    return parent + QLatin1String("[\"") + escaped + QLatin1String("\"]");
}

QString itemPath(const QString& parent, qsizetype index)
{
    return parent + QLatin1Char('[') + QString::number(index) + QLatin1Char(']');
}

} // namespace cicada
