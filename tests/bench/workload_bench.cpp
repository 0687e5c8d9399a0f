// Documents made and keys chosen per second, on one core: neither may be what limits a run.
#include "workload/document.h"
#include "workload/key_space.h"

#include <benchmark/benchmark.h>
#include <string>

namespace cicada {
namespace {

void makeDocuments(benchmark::State& state, const std::string& kind)
{
    DataSet dataSet;
    dataSet.kind = kind;
    const auto documents = DocumentGenerator::make(dataSet);
    std::string document;
    std::uint64_t index = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        document.clear();
        (*documents)->append(document, index++);
        bytes += static_cast<std::int64_t>(document.size());
        benchmark::DoNotOptimize(document.data());
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(bytes);
}

void chooseKeys(benchmark::State& state, KeyChoice choice)
{
    const KeySpace keys(choice, 1'000'000);
    Random random(1);
    KeySpace::Position position;
    for (auto _ : state)
        benchmark::DoNotOptimize(keys.choose(random, position, 7, 100));
    state.SetItemsProcessed(state.iterations());
}

void registerAll()
{
    for (const DocumentKind& kind : documentKinds()) {
        if (kind.typicalBytes > 0)
            benchmark::RegisterBenchmark(("documents/" + kind.name).c_str(),
                [name = kind.name](benchmark::State& state) { makeDocuments(state, name); });
    }
    for (const KeyChoice choice : {KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
             KeyChoice::Sequential, KeyChoice::OwnSlice})
        benchmark::RegisterBenchmark(("keys/" + std::string(keyChoiceName(choice))).c_str(),
            [choice](benchmark::State& state) { chooseKeys(state, choice); });
}

} // namespace
} // namespace cicada

int main(int argc, char** argv)
{
    cicada::registerAll();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
