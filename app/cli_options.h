#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// All options of all commands; which of them a command knows is decided where it is defined
/// (cli_options.cpp), the one table that makes parser and --help.
struct CliOptions
{
    // run, prepare, clean, check
    std::string profile;               ///< a file; for check also a target
    std::vector<std::string> commands; ///< --command: ad hoc
    std::optional<std::string> target;
    std::optional<std::uint64_t> users, requests, connections, pipeline, reconnectEvery, seed;
    std::optional<unsigned> threads;
    std::optional<double> spawnRate, rate, checkValues;
    std::optional<std::string> duration, warmup, wait, connectionMode, callTimeout;
    std::optional<std::string> userStages, rateStages, arrivals;
    std::optional<std::uint64_t> backlogLimit;
    std::vector<std::string> tags, excludeTags;
    std::string json, html, csv, hdr;
    bool noTlsResumption = false, noPrepare = false, keepData = false, yes = false, quiet = false;
    std::string passwordEnv;
    bool passwordStdin = false;
    std::string caFile, certificateFile, keyFile, serverName;
    bool insecure = false;

    // sandbox, tasks, documents, report, compare
    std::uint16_t port = 0;
    std::string taskType;
    std::string kind, file;
    std::uint64_t count = 1;
    std::vector<std::string> runFiles; ///< report: to be added up; compare: two
};

/// Reads the command line into `options` and names the command ("run", "tasks"...). Where there is
/// nothing more to do (help, version, a mistake, all said already) the name is empty and `exitCode`
/// set.
std::string parseCommandLine(
    int argumentCount, char** arguments, CliOptions& options, int& exitCode);

/// The shell command that repeats this run, without secrets.
std::string repeatCommand(int argumentCount, char** arguments);

} // namespace cicada
