#pragma once

#include "base/result.h"
#include "engine/data_loader.h"
#include "engine/load_test.h"
#include "engine/run_plan.h"
#include "redis/client.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cicada {

/// What comes before the first user: whether the target can take the run, what it is, what of it
/// the tasks need to know, and the data sets. Blocks (with the endpoint's time limits, and until
/// cancelled) and keeps references to all it is given; for a thread of the caller's.
class RunSetup
{
public:
    /// `error` is why the run cannot begin; what was found before it is there all the same.
    struct Findings
    {
        std::optional<Error> error;
        Endpoint endpoint; ///< with its addresses
        ServerIdentity server;
        std::vector<std::string> notes;  ///< on what was read from the target
        std::vector<CompiledTask> tasks; ///< where some could not be compiled without the target
        bool prepared = false;           ///< this run wrote the data
        std::vector<DocumentMemory> documentMemory;
        std::string documentMemoryProblem;
    };

    /// `endpoint` is the profile's target; `plan` holds the tasks that could be compiled so far.
    /// `control.cancel` must be there.
    RunSetup(const TestProfile& profile, const Endpoint& endpoint, const RunOptions& options,
        const RunPlan& plan, LoaderControl control);

    /// `onPreparing` is called, from this thread, before documents are read or written.
    Findings run(const std::function<void()>& onPreparing);

private:
    Result<Client> connect();
    Result<Done> checkServer(Client& client);
    Result<Done> handleDocuments(Client& client, const std::function<void()>& onPreparing);
    Result<Done> readFromTarget(Client& client, std::vector<DataSet>& dataSets);
    Result<Done> prepare(const std::vector<DataSet>& dataSets);
    void measureMemory(Client& client);

    const TestProfile& m_profile;
    const Endpoint& m_endpoint;
    const RunOptions& m_options;
    const RunPlan& m_plan;
    LoaderControl m_control;
    Findings m_findings;
};

} // namespace cicada
