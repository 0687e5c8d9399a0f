// What one request costs in each part of the hot path: encoding a call, reading a reply, recording
// two durations, waking a user. Together they must stay far below what the server takes for it.
#include "base/random.h"
#include "engine/timer_queue.h"
#include "redis/reply_reader.h"
#include "stats/histogram.h"
#include "workload/command_template.h"

#include <benchmark/benchmark.h>
#include <string>
#include <vector>

namespace cicada {
namespace {

void encode(benchmark::State& state, const std::string& line)
{
    const auto command = CommandTemplate::parse(line, {});
    Random random(1);
    CallContext context{.random = random};
    std::string out;
    for (auto _ : state) {
        out.clear();
        command->append(out, context);
        benchmark::DoNotOptimize(out.data());
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(encode, constant, "JSON.GET small $.age");
BENCHMARK_CAPTURE(encode, random_key, "JSON.GET user:{random_int 0 9999} $.age");
BENCHMARK_CAPTURE(
    encode, random_value, "JSON.SET user:{random_int 0 9999} $.name '\"{random_text 12}\"'");

// A stream as it comes out of a socket: whole replies, many at once.
void read(benchmark::State& state, const std::string& reply)
{
    std::string stream;
    std::int64_t replies = 0;
    for (; stream.size() < 64 * 1024; ++replies)
        stream += reply;
    ReplyReader reader;
    for (auto _ : state) {
        reader.feed(stream.data(), stream.size());
        while (reader.next(Reply::kShortText) == ReplyReader::Status::Complete)
            benchmark::DoNotOptimize(reader.reply().textBytes);
    }
    state.SetItemsProcessed(state.iterations() * replies);
}

BENCHMARK_CAPTURE(read, status, "+OK\r\n");
BENCHMARK_CAPTURE(read, integer, ":12\r\n");
BENCHMARK_CAPTURE(read, small_bulk, "$4\r\n[36]\r\n");
BENCHMARK_CAPTURE(read, bulk_of_13_KB, "$13000\r\n" + std::string(13'000, 'x') + "\r\n");
BENCHMARK_CAPTURE(read, array, "*3\r\n$3\r\nabc\r\n:7\r\n$-1\r\n");

// Between 100 us and 1.1 ms, as latencies of a busy server.
std::vector<std::uint64_t> latencies()
{
    Random random(1);
    std::vector<std::uint64_t> values(4096);
    for (std::uint64_t& value : values)
        value = 100 + random.below(1000);
    return values;
}

void record(benchmark::State& state)
{
    const std::vector<std::uint64_t> values = latencies();
    Histogram histogram;
    for (std::size_t i = 0; auto _ : state)
        histogram.record(values[i++ % values.size()]);
    benchmark::DoNotOptimize(histogram.count());
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(record);

void merge(benchmark::State& state)
{
    Histogram part;
    for (const std::uint64_t value : latencies())
        part.record(value);
    Histogram sum;
    for (auto _ : state)
        sum.merge(part);
    benchmark::DoNotOptimize(sum.count());
}

BENCHMARK(merge);

// So many users wait; the earliest is woken and waits for a second again.
void wake(benchmark::State& state)
{
    Random random(1);
    TimerQueue queue;
    constexpr std::chrono::nanoseconds kPeriod = std::chrono::seconds(1);
    const auto users = static_cast<std::uint32_t>(state.range(0));
    for (std::uint32_t user = 0; user < users; ++user)
        queue.push({TimerQueue::Time(std::chrono::nanoseconds(random.between(0, kPeriod.count()))),
            user, 0});
    for (auto _ : state) {
        TimerQueue::Entry entry = queue.pop();
        entry.due += kPeriod;
        queue.push(entry);
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(wake)->Arg(100)->Arg(10'000)->Arg(100'000);

} // namespace
} // namespace cicada
