#pragma once

#include "base/result.h"
#include "profile/object_reader.h"
#include "stats/run_record.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cicada {

/// Reads a run file's JSON, which may come from anyone: what is missing or null is "no data", what
/// has another type is an error that names its place, and texts become one printable line each.
class RunFileReader
{
public:
    /// `value` outlives this object.
    explicit RunFileReader(const nlohmann::json& value)
        : m_value(value)
    {
    }

    Result<RunRecord> read();

private:
    ObjectReader reader(const nlohmann::json& value, std::string path);

    void readHead(ObjectReader& run, RunRecord& record);
    void readTool(const nlohmann::json& value, RunRecord& record);
    void readTarget(const nlohmann::json& value, RunRecord& record);
    void readServer(const nlohmann::json& value, RunRecord& record);
    void readBytes(const nlohmann::json& value, Integrity& integrity);
    void readIntegrity(const nlohmann::json& value, Integrity& integrity);
    void readLoopLag(ObjectReader& parent, double& p99, double& max);
    void readGenerator(const nlohmann::json& value, GeneratorFigures& generator);
    void readRows(ObjectReader& run, RunRecord& record);
    TaskRow task(const nlohmann::json& value, const std::string& path);
    CommandRow command(const nlohmann::json& value, const std::string& path);
    FailureRow failure(const nlohmann::json& value, const std::string& path);
    TimelinePoint point(const nlohmann::json& value, const std::string& path);
    ServerSample sample(const nlohmann::json& value, const std::string& path);
    RunEvent event(const nlohmann::json& value, const std::string& path);
    DocumentMemory documentMemory(const nlohmann::json& value, const std::string& path);
    void readHistograms(const nlohmann::json& value, RunRecord& record);
    Histogram histogram(ObjectReader& parent, std::string_view name);
    Histogram histogram(const nlohmann::json& value, const std::string& path);
    std::optional<LatencyFigures> latency(ObjectReader& row, std::string_view name);
    void counts(
        ObjectReader& parent, std::string_view name, std::map<std::string, std::uint64_t>& out);

    const nlohmann::json& m_value;
    std::vector<Problem> m_problems;
};

} // namespace cicada
