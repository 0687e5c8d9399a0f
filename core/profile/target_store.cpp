#include "profile/target_store.h"

#include "profile/target_json.h"
#include "profile/text_file.h"

#include <QStandardPaths>
#include <QString>
#include <QtGlobal>

#include <set>

namespace cicada {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kTargetsFormat = "cicada-targets";
constexpr std::uint64_t kMostTargetsBytes = 16 * 1024 * 1024;

std::filesystem::path configurationFolder()
{
    const QString chosen = qEnvironmentVariable("CICADA_CONFIG_DIR");
    const QString folder = !chosen.isEmpty()
        ? chosen
        : QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
            + QStringLiteral("/Cicada");
    return std::filesystem::path(folder.toStdU16String());
}

std::vector<Target> readTargets(const json& value, std::vector<Problem>& problems)
{
    ObjectReader reader(value, "", problems);
    std::vector<Target> targets;
    if (const json* const format = reader.require("format");
        format != nullptr && *format != kTargetsFormat)
        reader.problem("format", "must be \"" + std::string(kTargetsFormat) + '"');
    if (const json* const version = reader.require("version"); version != nullptr && *version != 1)
        reader.problem("version", "must be 1, is " + ObjectReader::shown(*version));
    reader.require("targets");
    reader.forEach("targets", [&](const json& element, const std::string& path) {
        if (element.is_object())
            targets.push_back(targetFromJson(element, path, problems));
        else
            problems.push_back({path, "must be an object, is " + ObjectReader::shown(element)});
    });
    return targets;
}

Error cannotRead(const std::filesystem::path& file, const std::vector<Problem>& problems)
{
    return Error{ErrorKind::Io,
        "The saved targets in " + pathText(file) + " cannot be read (mend or remove the file):\n"
            + problemsText(problems)};
}

Result<Done> checkNames(const std::vector<Target>& targets)
{
    std::set<std::string> names;
    for (const Target& target : targets) {
        if (target.kind != Target::Kind::Endpoint || target.name.empty()
            || target.name == "sandbox")
            return Error{
                ErrorKind::Invalid, "A saved target needs an address and a name of its own"};
        if (!names.insert(target.name).second)
            return Error{
                ErrorKind::Invalid, "Two saved targets have the name \"" + target.name + '"'};
    }
    return Done{};
}

} // namespace

TargetStore::TargetStore(std::filesystem::path folder)
    : m_folder(folder.empty() ? configurationFolder() : std::move(folder))
{
}

std::filesystem::path TargetStore::file() const
{
    return m_folder / "targets.json";
}

Result<std::vector<Target>> TargetStore::load() const
{
    std::error_code ignored;
    if (!std::filesystem::exists(file(), ignored))
        return std::vector<Target>{};
    const auto text = readTextFile(file(), kMostTargetsBytes);
    if (!text)
        return text.error();
    std::vector<Problem> problems;
    std::vector<Target> targets;
    if (const json value = parseStrictJson(*text, problems); !value.is_discarded())
        targets = readTargets(value, problems);
    if (!problems.empty())
        return cannotRead(file(), problems);
    return targets;
}

Result<Done> TargetStore::save(const std::vector<Target>& targets) const
{
    if (const auto checked = checkNames(targets); !checked)
        return checked;
    if (const auto kept = load(); !kept)
        return kept.error(); // a file that cannot be read is not overwritten either
    ordered_json list = ordered_json::array();
    for (const Target& target : targets)
        list.push_back(targetToObject(target));
    std::error_code failed;
    std::filesystem::create_directories(m_folder, failed);
    if (failed)
        return Error{ErrorKind::Io,
            "Cannot make the folder " + pathText(m_folder) + ": " + failed.message()};
    const ordered_json value{
        {"format", kTargetsFormat}, {"version", 1}, {"targets", std::move(list)}};
    return writeTextFile(file(), value.dump(2, ' ', false, json::error_handler_t::replace) + '\n');
}

} // namespace cicada
