// The real cicada-cli as a user calls it: exit codes, files, secrets.
#include "base/units.h"
#include "support/command_line.h"
#include "support/folders.h"
#include "support/live_server.h"
#include "support/process.h"
#include "workload/document.h"
#include "workload/task.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <set>

namespace cicada {
namespace {

QString sample(const char* name)
{
    return QString::fromStdString((sourceFolder() / "samples" / name).string())
        + QStringLiteral(".cicada.json");
}

nlohmann::json jsonIn(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return nlohmann::json::parse(file.readAll().toStdString());
}

QString uriOf(const Sandbox& sandbox)
{
    return QString::fromStdString(sandbox.endpoint().uri());
}

Sandbox startedWithPassword(std::string_view password)
{
    Sandbox sandbox = startedPlain();
    EXPECT_EQ(
        connectedTo(sandbox.endpoint()).call({"CONFIG", "SET", "requirepass", password})->text,
        "OK");
    return sandbox;
}

TEST(CommandLine, RunsASampleAndWritesRunFileAndReport)
{
    QTemporaryDir folder;
    const QString runFile = folder.filePath(QStringLiteral("r.json"));
    const QString report = folder.filePath(QStringLiteral("r.html"));
    const CliOutcome outcome = cli({QStringLiteral("run"), sample("first_look"),
        QStringLiteral("--duration"), QStringLiteral("2s"), QStringLiteral("--warmup"),
        QStringLiteral("0s"), QStringLiteral("--json"), runFile, QStringLiteral("--html"), report});
    ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("# requests"), std::string::npos);
    const auto run = jsonIn(runFile);
    EXPECT_EQ(run.at("format"), "cicada-run");
    EXPECT_EQ(run.at("state"), "finished");
    EXPECT_EQ(run.at("totals").at("failures"), 0);
    EXPECT_EQ(run.at("totals").at("misses"), 0);
    EXPECT_EQ(run.at("integrity").at("agrees"), true);
    std::uint64_t requests = 0;
    for (const auto& task : run.at("tasks"))
        requests += task.at("requests").get<std::uint64_t>();
    EXPECT_EQ(run.at("totals").at("requests"), requests);
    EXPECT_TRUE(QFile::exists(report));
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::Files).size(), 2) << "no journal is left";
    // A second report from the run file holds the same run.
    const QString again = folder.filePath(QStringLiteral("again.html"));
    EXPECT_EQ(
        cli({QStringLiteral("report"), runFile, QStringLiteral("--html"), again}).exitCode, 0);
    EXPECT_TRUE(QFile::exists(again));
}

TEST(CommandLine, EndsWith3AndOneSentenceWhereTheTargetIsNotUsable)
{
    const Sandbox plain = startedWithPassword("geheim");
    const QString refused = QStringLiteral("redis://127.0.0.1:%1").arg(freePort());
    for (const QStringList& target :
        {QStringList{refused}, QStringList{QStringLiteral("redis://nosuch.invalid")},
            QStringList{uriOf(plain)}, QStringList{QStringLiteral("unix:///nosuch.sock")}}) {
        const CliOutcome outcome
            = cli(QStringList{QStringLiteral("run"), sample("first_look"), QStringLiteral("--yes"),
                      QStringLiteral("--quiet"), QStringLiteral("--target")}
                + target);
        EXPECT_EQ(outcome.exitCode, 3) << outcome.err;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
        EXPECT_LT(outcome.milliseconds, 10'000);
    }
}

TEST(CommandLine, EndsWith2AndNamesWhatIsWrongInItsInput)
{
    EXPECT_EQ(cli({}).exitCode, 2);
    EXPECT_EQ(cli({QStringLiteral("run"), QStringLiteral("--no-such-option")}).exitCode, 2);
    EXPECT_EQ(cli({QStringLiteral("run"), QStringLiteral("/nosuch.cicada.json")}).exitCode, 4);
    const CliOutcome users = cli({QStringLiteral("run"), sample("first_look"),
        QStringLiteral("--users"), QStringLiteral("0")});
    EXPECT_EQ(users.exitCode, 2);
    EXPECT_NE(users.err.find("users"), std::string::npos);
    const CliOutcome wait = cli({QStringLiteral("run"), sample("first_look"),
        QStringLiteral("--wait"), QStringLiteral("often")});
    EXPECT_EQ(wait.exitCode, 2);
    EXPECT_NE(wait.err.find("--wait"), std::string::npos);
    const CliOutcome placeholder = cli({QStringLiteral("run"), QStringLiteral("--command"),
        QStringLiteral("GET {randm_int 0 9}")});
    EXPECT_EQ(placeholder.exitCode, 2);
    EXPECT_NE(placeholder.err.find("random_int"), std::string::npos) << placeholder.err;
    const QDir broken(sourceFolder() / "tests/broken_profiles");
    for (const QString& name : broken.entryList({QStringLiteral("*.json")}, QDir::Files))
        EXPECT_EQ(cli({QStringLiteral("check"), broken.filePath(name)}).exitCode, 2)
            << name.toStdString();
}

TEST(CommandLine, SaysWhatANumberMustBe)
{
    const auto said = [](const char* option, const char* value) {
        const CliOutcome outcome = cli({QStringLiteral("run"), sample("first_look"),
            QString::fromLatin1(option), QString::fromLatin1(value)});
        EXPECT_EQ(outcome.exitCode, 2) << option << ' ' << value;
        return outcome.err.substr(0, outcome.err.find('\n'));
    };
    for (const char* value : {"-3", "x", "1.5", "", "1 2"})
        EXPECT_EQ(said("--users", value), "--users: must be a whole number, 0 or more") << value;
    EXPECT_EQ(said("--users", "99999999999999999999"),
        "--users: must be at most 18,446,744,073,709,551,615");
    EXPECT_EQ(said("--threads", "99999999999"), "--threads: must be at most 256");
    for (const char* value : {"fast", "1,5", ""})
        EXPECT_EQ(said("--rate", value), "--rate: must be a number") << value;
    EXPECT_EQ(said("--spawn-rate", "-1"), "cicada-cli: --spawn-rate: must be 0 or more");
    EXPECT_EQ(said("--spawn-rate", "inf"), "cicada-cli: --spawn-rate: must be 0 or more");
}

TEST(CommandLine, ReportsWhatItHasAfterAnInterrupt)
{
    QTemporaryDir folder;
    const QString runFile = folder.filePath(QStringLiteral("r.json"));
    QProcess process;
    process.start(commandLineProgram(),
        {QStringLiteral("run"), sample("first_look"), QStringLiteral("--warmup"),
            QStringLiteral("0s"), QStringLiteral("--json"), runFile});
    ASSERT_TRUE(process.waitForStarted());
    // The journal appears with the first finished second.
    ASSERT_TRUE(
        comesTrue([&] { return QFile::exists(runFile + QStringLiteral(".journal")); }, 20'000));
    ASSERT_EQ(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    ASSERT_TRUE(process.waitForFinished(10'000));
    EXPECT_EQ(process.exitCode(), 130);
    EXPECT_EQ(jsonIn(runFile).at("state"), "stopped");
}

TEST(CommandLine, NeverShowsAPassword)
{
    const Sandbox sandbox = startedWithPassword("geheim123");
    QTemporaryDir folder;
    const QString runFile = folder.filePath(QStringLiteral("r.json"));
    const QString report = folder.filePath(QStringLiteral("r.html"));
    QString uri = uriOf(sandbox);
    const QStringList common{QStringLiteral("run"), QStringLiteral("--command"),
        QStringLiteral("PING"), QStringLiteral("--requests"), QStringLiteral("100"),
        QStringLiteral("--json"), runFile, QStringLiteral("--html"), report,
        QStringLiteral("--target")};
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("REDIS_PASSWORD"), QStringLiteral("geheim123"));
    const CliOutcome byEnvironment = cli(common
            + QStringList{uri, QStringLiteral("--password-env"), QStringLiteral("REDIS_PASSWORD")},
        environment);
    const CliOutcome inUri = cli(common
        + QStringList{
            QString(uri).replace(QStringLiteral("://"), QStringLiteral("://:geheim123@"))});
    const CliOutcome wrong = cli(common
        + QStringList{
            QString(uri).replace(QStringLiteral("://"), QStringLiteral("://:geheim1234@"))});
    EXPECT_EQ(byEnvironment.exitCode, 0) << byEnvironment.err;
    EXPECT_EQ(inUri.exitCode, 0) << inUri.err;
    EXPECT_EQ(wrong.exitCode, 3);
    for (const CliOutcome& outcome : {byEnvironment, inUri, wrong}) {
        EXPECT_EQ(outcome.out.find("geheim"), std::string::npos);
        EXPECT_EQ(outcome.err.find("geheim"), std::string::npos);
    }
    for (const QString& name : QDir(folder.path()).entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_FALSE(file.readAll().contains("geheim")) << name.toStdString();
    }
}

TEST(CommandLine, SandboxEndsWithItsProgramEvenWhenKilled)
{
    QProcess process;
    process.start(commandLineProgram(), {QStringLiteral("sandbox")});
    ASSERT_TRUE(process.waitForReadyRead(20'000));
    const auto endpoint = Endpoint::parse(process.readLine().trimmed().toStdString());
    ASSERT_TRUE(endpoint);
    EXPECT_EQ(connectedTo(*endpoint).call({"JSON.SET", "a", "$", "1"})->text, "OK");
    ASSERT_EQ(::kill(static_cast<pid_t>(process.processId()), SIGKILL), 0);
    ASSERT_TRUE(process.waitForFinished(5000));
    EXPECT_TRUE(comesTrue([&] { return !Client::connect(*endpoint).ok(); }));
}

QStringList lines(const std::string& text)
{
    QStringList all = QString::fromStdString(text).split(QLatin1Char('\n'));
    EXPECT_EQ(all.takeLast(), QString()) << "the last line ends too";
    return all;
}

TEST(CommandLine, ListsEveryTaskWithCommandsParametersAndSuccessRule)
{
    const CliOutcome tasks = cli({QStringLiteral("tasks")});
    EXPECT_EQ(tasks.exitCode, 0);
    for (const QString& line : lines(tasks.out))
        EXPECT_LE(line.size(), 100) << line.toStdString();
    // Broken lines are joined again.
    const std::string text = QString::fromStdString(tasks.out).simplified().toStdString();
    for (const TaskType& type : taskTypes()) {
        EXPECT_NE(text.find(" " + type.id + " " + type.title + ". "), std::string::npos) << type.id;
        EXPECT_NE(text.find("success: " + type.success), std::string::npos) << type.id;
        for (const std::string& command : type.commands)
            EXPECT_NE(text.find(command), std::string::npos) << command;
        for (const TaskParameter& parameter : type.parameters)
            EXPECT_NE(text.find(parameter.name + " = " + parameter.defaultValue), std::string::npos)
                << type.id << " " << parameter.name;
    }
}

TEST(CommandLine, DescribesOneTask)
{
    const CliOutcome one = cli({QStringLiteral("tasks"), QStringLiteral("increment")});
    EXPECT_EQ(one.exitCode, 0);
    EXPECT_NE(one.out.find("JSON.NUMINCRBY {key} <path> <by>"), std::string::npos);
    EXPECT_EQ(one.out.find("JSON.GET"), std::string::npos);
    const CliOutcome custom = cli({QStringLiteral("tasks"), QStringLiteral("custom")});
    EXPECT_NE(custom.out.find("{random_int LOW HIGH}"), std::string::npos);
    EXPECT_NE(custom.out.find("at_least_one"), std::string::npos);
    const CliOutcome unknown = cli({QStringLiteral("tasks"), QStringLiteral("incremnt")});
    EXPECT_EQ(unknown.exitCode, 2);
    EXPECT_NE(unknown.err.find("did you mean \"increment\"?"), std::string::npos) << unknown.err;
}

TEST(CommandLine, ListsEveryKindOfDocumentWithItsSize)
{
    const CliOutcome documents = cli({QStringLiteral("documents")});
    EXPECT_EQ(documents.exitCode, 0);
    const QStringList rows = lines(documents.out);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(
                  rows, [](const QString& row) { return !row.startsWith(QLatin1Char(' ')); })),
        documentKinds().size());
    for (const QString& row : rows)
        EXPECT_LE(row.size(), 100) << row.toStdString();
    for (const DocumentKind& kind : documentKinds()) {
        EXPECT_NE(documents.out.find(kind.name), std::string::npos);
        if (kind.typicalBytes > 0) {
            EXPECT_NE(
                documents.out.find(formatBytes(static_cast<double>(kind.typicalBytes)) + "  "),
                std::string::npos)
                << kind.name;
        }
    }
}

TEST(CommandLine, PrintsDocumentsOfASeedOneALine)
{
    const auto print = [](const char* kind, const char* seed, const char* count) {
        return cli(
            {QStringLiteral("documents"), QString::fromLatin1(kind), QStringLiteral("--seed"),
                QString::fromLatin1(seed), QStringLiteral("--count"), QString::fromLatin1(count)});
    };
    const CliOutcome seven = print("catalog", "7", "300");
    EXPECT_EQ(seven.exitCode, 0);
    EXPECT_EQ(seven.err, "");
    const QStringList rows = lines(seven.out);
    EXPECT_EQ(rows.size(), 300);
    for (const QString& row : rows) {
        const std::string text = row.toStdString();
        EXPECT_EQ(nlohmann::ordered_json::parse(text).dump(), text) << "compact, nothing behind it";
    }
    DataSet dataSet;
    dataSet.kind = "catalog";
    dataSet.seed = 7;
    std::string first;
    (*DocumentGenerator::make(dataSet))->append(first, 0);
    EXPECT_EQ(rows.front().toStdString(), first) << "what a run with this seed writes";
    EXPECT_EQ(print("catalog", "7", "300").out, seven.out);
    EXPECT_NE(print("catalog", "8", "300").out, seven.out);
    EXPECT_EQ(print("catalog", "7", "0").out, "");
    EXPECT_EQ(print("catalog", "7", "-1").exitCode, 2);
    const CliOutcome unknown = print("catalogue", "7", "1");
    EXPECT_EQ(unknown.exitCode, 2);
    EXPECT_NE(unknown.err.find("did you mean `catalog`?"), std::string::npos) << unknown.err;
}

// As `cicada-cli documents ... | head -1`: the reader goes, and nobody complains.
TEST(CommandLine, EndsQuietlyWhereItsReaderHasGone)
{
    for (const char* trap : {"", "trap '' PIPE; "}) {
        QProcess shell;
        shell.start(QStringLiteral("bash"),
            {QStringLiteral("-c"),
                QStringLiteral("%1\"%2\" documents basic_user --count 1000000 | head -1")
                    .arg(QString::fromLatin1(trap), commandLineProgram())});
        ASSERT_TRUE(shell.waitForFinished(20'000));
        EXPECT_EQ(shell.exitCode(), 0);
        EXPECT_EQ(shell.readAllStandardOutput().count('\n'), 1);
        EXPECT_EQ(shell.readAllStandardError().toStdString(), "");
    }
}

std::set<std::string> tasksOfRun(const QStringList& options)
{
    QTemporaryDir folder;
    const QString runFile = folder.filePath(QStringLiteral("r.json"));
    const CliOutcome outcome
        = cli(QStringList{QStringLiteral("run"), sample("first_look"), QStringLiteral("--requests"),
                  QStringLiteral("200"), QStringLiteral("--warmup"), QStringLiteral("0s"),
                  QStringLiteral("--quiet"), QStringLiteral("--json"), runFile}
            + options);
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    std::set<std::string> names;
    const nlohmann::json run = jsonIn(runFile);
    for (const auto& task : run.at("tasks"))
        names.insert(task.at("name").get<std::string>());
    return names;
}

TEST(CommandLine, RunsTheTasksThatItsTagsChoose)
{
    QFile file(sample("first_look"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const auto profile = nlohmann::json::parse(file.readAll().toStdString());
    std::set<std::string> all, reads;
    for (const auto& task : profile.at("tasks")) {
        const auto name = task.at("name").get<std::string>();
        all.insert(name);
        for (const auto& tag : task.at("tags"))
            if (tag == "read")
                reads.insert(name);
    }
    ASSERT_FALSE(reads.empty());
    ASSERT_LT(reads.size(), all.size());
    EXPECT_EQ(tasksOfRun({}), all);
    EXPECT_EQ(tasksOfRun({QStringLiteral("--tags"), QStringLiteral("read,none")}), reads);
    std::set<std::string> others;
    std::ranges::set_difference(all, reads, std::inserter(others, others.end()));
    EXPECT_EQ(tasksOfRun({QStringLiteral("--exclude-tags"), QStringLiteral("read")}), others);
    const CliOutcome none
        = cli({QStringLiteral("run"), sample("first_look"), QStringLiteral("--tags"),
            QStringLiteral("read"), QStringLiteral("--exclude-tags"), QStringLiteral("read")});
    EXPECT_EQ(none.exitCode, 2) << "exclusion wins, so nothing is left";
    EXPECT_NE(none.err.find("enable one"), std::string::npos) << none.err;
}

} // namespace
} // namespace cicada
