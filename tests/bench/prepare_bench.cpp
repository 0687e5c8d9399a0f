// How near preparing a data set comes to what the server can take: the same documents, made before
// and sent as ready bytes over as many connections, against prepareDataSets(), in turn.
#include "base/units.h"
#include "engine/data_loader.h"
#include "redis/client.h"
#include "redis/resp_encoder.h"
#include "server/sandbox.h"
#include "workload/document.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace cicada {
namespace {

constexpr unsigned kConnections = 4; // what prepareDataSets() takes
constexpr std::size_t kBatchBytes = 256 * 1024;
constexpr int kRounds = 5;

struct Batch
{
    std::string bytes;
    std::size_t calls = 0;
};

// The commands of a data set, dealt to the connections.
std::vector<std::vector<Batch>> batchesOf(const DataSet& dataSet)
{
    const auto documents = DocumentGenerator::make(dataSet);
    std::vector<std::vector<Batch>> all(kConnections);
    std::string document;
    Batch batch;
    std::size_t connection = 0;
    for (std::uint64_t i = 0; i < dataSet.count; ++i) {
        document.clear();
        (*documents)->append(document, i);
        const std::string key = keyOf(dataSet, StoredAs::Json, i);
        const std::string_view arguments[]{"JSON.SET", key, "$", document};
        appendCommand(batch.bytes, arguments);
        ++batch.calls;
        if (batch.bytes.size() >= kBatchBytes || batch.calls == 500 || i + 1 == dataSet.count) {
            all[connection++ % kConnections].push_back(std::move(batch));
            batch = {};
        }
    }
    return all;
}

template <typename Work>
double secondsOf(const Work& work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void sendAll(const Endpoint& endpoint, const std::vector<std::vector<Batch>>& batches)
{
    std::vector<std::jthread> threads;
    for (const std::vector<Batch>& ofOne : batches) {
        threads.emplace_back([&] {
            auto client = Client::connect(endpoint);
            for (const Batch& batch : ofOne)
                if (client && !client->pipeline(batch.bytes, batch.calls))
                    std::fprintf(stderr, "the server failed\n");
        });
    }
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

int run()
{
    const auto sandbox = Sandbox::start();
    if (!sandbox) {
        std::fprintf(stderr, "%s\n", sandbox.error().text.c_str());
        return 3;
    }
    std::printf("%-14s %12s %12s %8s\n", "documents", "made before", "prepared", "ratio");
    const std::pair<const char*, std::uint64_t> kinds[]{
        {"basic_user", 200'000}, {"nested_user", 40'000}, {"catalog", 12'000}, {"ledger", 120}};
    for (const auto& [kind, count] : kinds) {
        DataSet dataSet;
        dataSet.kind = kind;
        dataSet.prefix = "cicada:bench:";
        dataSet.count = count;
        const auto batches = batchesOf(dataSet);
        std::vector<double> before, prepared, ratios;
        for (int round = 0; round < kRounds; ++round) {
            const double ready = secondsOf([&] { sendAll(sandbox->endpoint(), batches); });
            if (const auto cleaned = cleanDataSets(sandbox->endpoint(), {dataSet}, {}); !cleaned)
                return 3;
            const double ours
                = secondsOf([&] { (void)prepareDataSets(sandbox->endpoint(), {dataSet}, {}); });
            if (const auto cleaned = cleanDataSets(sandbox->endpoint(), {dataSet}, {}); !cleaned)
                return 3;
            before.push_back(static_cast<double>(count) / ready);
            prepared.push_back(static_cast<double>(count) / ours);
            ratios.push_back(ready / ours);
        }
        std::printf("%-14s %10s/s %10s/s %8.2f\n", kind, formatRate(median(before)).c_str(),
            formatRate(median(prepared)).c_str(), median(ratios));
    }
    return 0;
}

} // namespace
} // namespace cicada

int main()
{
    return cicada::run();
}
