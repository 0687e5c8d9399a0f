#include "server/sandbox_search.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace cicada {

namespace {

/// Where packaging/json_module.sh puts the module: it knows the environment, not Qt's test mode.
std::filesystem::path dataFolder()
{
    if (const QString xdg = qEnvironmentVariable("XDG_DATA_HOME"); !xdg.isEmpty())
        return xdg.toStdString();
#ifdef Q_OS_WIN
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString();
#else
    return QDir::homePath().toStdString() + "/.local/share";
#endif
}

using Path = std::filesystem::path;

// An app started from a menu has a short PATH.
const Path kMoreProgramFolders[]
    = {"/usr/local/bin", "/usr/bin", "/opt/redis-stack/bin", "/opt/homebrew/bin"};

Path environmentPath(const char* variable)
{
    return qEnvironmentVariable(variable).toStdString();
}

bool isProgram(const Path& path)
{
    const QFileInfo file(QString::fromStdString(path.string()));
    return file.isFile() && file.isExecutable();
}

bool isFile(const Path& path)
{
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

/// By the path found, not by what it links to: Debian's redis-server is a link to redis-check-rdb,
/// which looks at the name it was called by.
std::vector<Path> programs(const SandboxPlaces& places, const std::string& name)
{
    std::vector<Path> found;
    std::vector<Path> files;
    for (const Path& folder : places.programFolders) {
        const Path program = folder / name;
        std::error_code error;
        const Path file = std::filesystem::canonical(program, error);
        if (error || !isProgram(program)
            || std::find(files.begin(), files.end(), file) != files.end())
            continue;
        found.push_back(program);
        files.push_back(file);
    }
    return found;
}

std::vector<Path> modules(const SandboxPlaces& places)
{
    if (!places.module.empty())
        return {places.module};
    std::vector<Path> found;
    for (const Path& folder : places.moduleFolders) {
        for (const char* name : {"rejson.so", "libjson.so"}) {
            if (isFile(folder / name))
                found.push_back(folder / name);
        }
    }
    return found;
}

template <typename Paths>
std::string joined(const Paths& paths)
{
    std::string text;
    for (const Path& path : paths)
        text += (text.empty() ? "" : ", ") + path.string();
    return text;
}

std::vector<Path> searchedProgramFolders()
{
    std::vector<Path> folders;
    const QString path = qEnvironmentVariable("PATH");
    for (const QString& folder : path.split(QDir::listSeparator(), Qt::SkipEmptyParts))
        folders.emplace_back(folder.toStdString());
    folders.insert(folders.end(), std::begin(kMoreProgramFolders), std::end(kMoreProgramFolders));
    return folders;
}

std::vector<Path> searchedModuleFolders()
{
    std::vector<Path> folders
        = {"/opt/redis-stack/lib", "/usr/lib/redis/modules", "/usr/lib/valkey/modules",
            "/usr/lib/x86_64-linux-gnu/redis/modules", "/usr/lib/aarch64-linux-gnu/redis/modules",
            "/usr/local/lib/redis/modules", "/usr/local/lib"};
    folders.push_back(dataFolder() / "cicada" / "modules");
    return folders;
}

} // namespace

SandboxPlaces SandboxPlaces::ofThisMachine()
{
    return {environmentPath("CICADA_REDIS_SERVER"), environmentPath("CICADA_JSON_MODULE"),
        searchedProgramFolders(), searchedModuleFolders()};
}

std::vector<SandboxCandidate> findSandboxCandidates(const SandboxPlaces& places)
{
    std::vector<SandboxCandidate> candidates;
    std::vector<Path> servers;
    if (!places.server.empty()) {
        if (isProgram(places.server))
            servers.push_back(places.server);
    } else {
        // redis-stack-server itself is a shell script around the redis-server beside it: killing
        // the script would leave the server behind, so the two parts are started without it.
        for (const Path& link : programs(places, "redis-stack-server")) {
            const Path stack = std::filesystem::canonical(link);
            const Path server = stack.parent_path() / "redis-server";
            const Path module = stack.parent_path().parent_path() / "lib" / "rejson.so";
            if (isProgram(server) && isFile(module))
                candidates.push_back({server, places.module.empty() ? module : places.module});
        }
        for (const char* name : {"redis-server", "valkey-server"}) {
            for (Path& server : programs(places, name))
                servers.push_back(std::move(server));
        }
    }
    for (const Path& server : servers) {
        for (const Path& module : modules(places))
            candidates.push_back({server, module});
        candidates.push_back({server, {}});
    }
    return candidates;
}

std::string sandboxNotFoundSentence(const SandboxPlaces& places, const std::string& tried)
{
    const std::string servers = places.server.empty()
        ? "redis-stack-server, redis-server and valkey-server in PATH, "
            + joined(kMoreProgramFolders)
        : places.server.string() + " (CICADA_REDIS_SERVER)";
    const std::string jsonModules = places.module.empty()
        ? "rejson.so or libjson.so in " + joined(places.moduleFolders)
        : places.module.string() + " (CICADA_JSON_MODULE)";
    std::string text = "No Redis with JSON could be started here: looked for the server " + servers
        + ", and for the JSON module " + jsonModules;
    if (!tried.empty())
        text += "; tried " + tried;
    return text
        + "; install Redis 8 or Redis Stack, or a server with \"apt install redis-server\" and "
          "the module with \"cicada-fetch-json-module\" (from the sources: ./dev setup does both), "
          "or set CICADA_JSON_MODULE to a rejson.so, or use a target of your own.";
}

} // namespace cicada
