#pragma once

#include "stats/run_record.h"

namespace cicada {

/// A run in which every member has a value of its own, as a run file keeps it.
inline RunRecord sampleRun()
{
    const LatencyFigures latency{60, 310.5, 300, 400, 500, 640, 920, 2210, 12'840, 43'012};
    const LatencyFigures service{50, 190.25, 172, 241, 310, 353, 413, 867, 4004, 42'100};
    TaskRow update;
    update.name = "Update \"as\" string";
    update.type = "UPDATE";
    update.requests = 1'204'112;
    update.successes = 1'204'100;
    update.failures = 7;
    update.misses = 5;
    update.calls = 2'408'224;
    update.throughputPerSecond = 40'136.5;
    update.failuresPerSecond = 0.25;
    update.latency = latency;
    update.serviceTime = service;
    update.connectionWait = LatencyFigures{0, 1.5, 1, 2, 3, 4, 5, 6, 7, 8};
    update.sentBytes = 123'456'789'012;
    update.receivedBytes = 987'654;
    update.meanReplyBytes = 13'800.4;
    update.commands
        = {{"JSON.GET", 1'204'112, 3, service}, {"JSON.SET", 1'204'112, 4, std::nullopt}};
    TaskRow nothing;
    nothing.name = "Never ran";
    nothing.type = "READ";
    nothing.commands = {{"JSON.GET", 0, 0, std::nullopt, std::nullopt}};

    RunRecord run;
    run.name = "Größe";
    run.state = "finished";
    run.abortReason = "none, really";
    run.startedAt = "2026-11-23T02:08:35.120Z";
    run.durationSeconds = 30.25;
    run.elapsedSeconds = 35.5;
    run.totalsIncludeRamp = true;
    run.toolVersion = "0.1.0";
    run.operatingSystem = "Debian GNU/Linux 12";
    run.cpuCores = 2;
    run.targetName = "staging";
    run.targetUri = "redis://db.example:6379/1";
    run.server = {"redis", "7.0.15", "2.8.3", "standalone"};
    run.profileJson = R"({"name":"Größe","tasks":[{"weight":2.5}]})";
    run.repeatCommand = "cicada-cli run p.cicada.json --seed 7";
    run.totals = update;
    run.totals.name = "Total";
    run.totals.type = "";
    run.totals.commands.clear();
    run.tasks = {update, nothing};
    run.failures = {{"Update \"as\" string", "OOM", "command not allowed", 7, 2, 3.5, 29.5}};
    TimelinePoint point;
    point.second = 5;
    point.length = 2;
    point.phase = Phase::Measure;
    point.users = 50;
    point.connections = 40;
    point.inFlight = 30;
    point.requests = 20;
    point.successes = 17;
    point.failures = 2;
    point.misses = 1;
    point.throughputPerSecond = 8.5;
    point.latency = LatencyFigures{.p50 = 300, .p95 = 640, .p99 = 920, .max = 43'012};
    TimelinePoint silent;
    silent.second = 7;
    silent.phase = Phase::Stop;
    PointFigures busy;
    busy.requests = 4;
    busy.successes = 3;
    busy.failures = 1;
    busy.latency = LatencyFigures{};
    busy.latency->p50 = 120;
    busy.latency->p95 = 640;
    busy.latency->p99 = 650;
    busy.latency->max = 651;
    PointFigures idle;
    idle.misses = idle.requests = 2;
    point.tasks = std::make_shared<const std::vector<PointFigures>>(std::vector{busy, idle});
    run.timeline = {point, silent};
    run.serverSamples = {{1.5, 0.97, 12'345.5, 52'428'800, 53}};
    run.events = {{4.5, "lost", "connection refused"}};
    run.integrity = {.callsSent = {{"JSON.GET", 9}},
        .callsCountedByServer = {{"JSON.GET", 10}},
        .agrees = false,
        .traffic = {900, 4000},
        .trafficCountedByServer = {1000, 4500},
        .ownTraffic = {30, 50'000},
        .bytesAgree = false,
        .notes = {"one call more"}};
    run.generator = {3, 12.5, 0.42, 80.5, 1200, {{0.42, 80.5, 1200}}, TimingFloor{52, 45, 1000},
        TlsFigures{60, 10}, MachineFigures{2, 1.5, 0.42, 0.98, 0.1, 0.05, 0.35}, {"busy"}};
    run.verdict = "Redis was the limit.";
    return run;
}

} // namespace cicada
