#!/usr/bin/env python3
"""Runs load tools beside cicada-cli on one private server: same call, connections and machine, several rounds in
turn, median of each round's ratio. Peers that are not installed are named and skipped. Where the server is busy all the time
with every tool, none can be faster than it.

    compare_peers.py [--rounds N] [--requests N] [--only TEXT] [--json FILE] [--program build/release/bin/cicada-cli]
"""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import sys
import time
from dataclasses import dataclass

from bench_support import Server, cicada, finished

CONNECTIONS = 50


@dataclass
class Case:
    name: str
    key: str
    path: str
    depth: int
    share: float  # of --requests
    throughput_aim: float  # ours / the fastest peer's, at least
    cpu_aim: float | None = None  # client CPU per request, ours / the most frugal peer's, at most
    tls: bool = False


CASES = [
    Case("one small field", "small", "$.age", 1, 1.0, 1.15, 0.75),
    Case("one small field, pipeline 16", "small", "$.age", 16, 4.0, 1.15, 0.9),
    Case("one small field over TLS", "small", "$.age", 1, 0.6, 1.15, tls=True),
    Case("whole document of 13 KB", "big", "$", 1, 0.2, 1.0),
]


class Cicada:
    name = "cicada-cli"

    def __init__(self, program):
        self.program = program

    def measure(self, server, case, requests):
        record, process = cicada(self.program, server, [f"JSON.GET {case.key} {case.path}"], "--users", CONNECTIONS,
                                 "--connections", CONNECTIONS, "--threads", 1, "--pipeline", case.depth,
                                 "--requests", requests, tls=case.tls)
        if record["totals"]["requests"] != requests:
            raise RuntimeError(f"cicada-cli sent {record['totals']['requests']} requests instead of {requests}")
        return record["totals"]["throughput_per_s"], process.cpu_seconds / requests * 1e6


class RedisBenchmark:
    """redis-benchmark and its heir valkey-benchmark."""

    def __init__(self, program):
        self.name = self.program = program

    def measure(self, server, case, requests):
        tls = ["--tls", "--cacert", server.ca_file] if case.tls else []
        process = finished([self.program, "-h", "127.0.0.1", "-p", str(server.tls_port if case.tls else server.port),
                            *tls, "-c", str(CONNECTIONS), "-n", str(requests), "-P", str(case.depth), "--csv",
                            "JSON.GET", case.key, case.path])
        row = process.output.strip().splitlines()[-1]
        return float(re.findall(r'"([^"]*)"', row)[1]), process.cpu_seconds / requests * 1e6


class Memtier:
    name = "memtier_benchmark"

    def __init__(self, program):
        self.program = program

    def measure(self, server, case, requests):
        tls = ["--tls", "--cacert", server.ca_file] if case.tls else []
        process = finished([self.program, "-s", "127.0.0.1", "-p", str(server.tls_port if case.tls else server.port),
                            *tls, "-c", str(CONNECTIONS), "-t", "1", "-n", str(requests // CONNECTIONS),
                            "--pipeline", str(case.depth), "--hide-histogram",
                            "--command", f"JSON.GET {case.key} {case.path}"])
        row = next(line for line in process.output.splitlines() if line.startswith("Totals"))
        return float(row.split()[1]), process.cpu_seconds / requests * 1e6


PEERS = [("redis-benchmark", RedisBenchmark), ("valkey-benchmark", RedisBenchmark), ("memtier_benchmark", Memtier)]


def compare(ours, peers, server, case, rounds, requests):
    """One row a tool, ours first, and our figures against the best peer of each round."""
    count = max(int(requests * case.share) // (CONNECTIONS * case.depth), 1) * CONNECTIONS * case.depth
    tools = [ours, *peers]
    figures = {tool.name: [] for tool in tools}
    for tool in tools:  # a warm-up that does not count
        tool.measure(server, case, max(count // 20 // (CONNECTIONS * case.depth), 1) * CONNECTIONS * case.depth)
    for number in range(rounds):
        for tool in tools if number % 2 == 0 else tools[::-1]:
            before = server.cpu_seconds()
            throughput, cpu = tool.measure(server, case, count)
            busy = (server.cpu_seconds() - before) / (count / throughput)
            figures[tool.name].append((throughput, cpu, busy))
            time.sleep(0.2)
    mine = figures[ours.name]
    rows = [{
        "tool": tool.name,
        "throughput_per_s": statistics.median(f[0] for f in figures[tool.name]),
        "client_cpu_us_per_request": statistics.median(f[1] for f in figures[tool.name]),
        "server_busy_share": statistics.median(f[2] for f in figures[tool.name]),
        "our_throughput_ratio": statistics.median(a[0] / b[0] for a, b in zip(mine, figures[tool.name])),
        "our_cpu_ratio": statistics.median(a[1] / b[1] for a, b in zip(mine, figures[tool.name])),
    } for tool in tools]
    result = {"case": case.name, "requests": count, "tools": rows}
    if peers:
        theirs = [[figures[peer.name][number] for peer in peers] for number in range(rounds)]
        result["against_the_best"] = {
            "throughput_ratio": statistics.median(a[0] / max(f[0] for f in b) for a, b in zip(mine, theirs)),
            "throughput_aim": case.throughput_aim,
            "cpu_ratio": statistics.median(a[1] / min(f[1] for f in b) for a, b in zip(mine, theirs)),
            "cpu_aim": case.cpu_aim,
        }
    return result


def print_result(result):
    print(f"\n{result['case']}, {CONNECTIONS} connections, 1 thread, {result['requests']:,} requests")
    print(f"  {'tool':18} {'requests/s':>11} {'CPU us/request':>15} {'server busy':>12} {'throughput, ours/theirs':>25} {'CPU, ours/theirs':>17}")
    for row in result["tools"]:
        print(f"  {row['tool']:18} {row['throughput_per_s']:11,.0f} {row['client_cpu_us_per_request']:15.2f} "
              f"{row['server_busy_share']:12.0%} {row['our_throughput_ratio']:25.2f} {row['our_cpu_ratio']:17.2f}")
    best = result.get("against_the_best")
    if best:
        cpu = f", CPU {best['cpu_ratio']:.2f}" + (f" (aim: {best['cpu_aim']} at most)" if best["cpu_aim"] else "")
        print(f"  against the best peer of each round: throughput {best['throughput_ratio']:.2f} "
              f"(aim: {best['throughput_aim']} at least){cpu}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=400_000)
    parser.add_argument("--only", default="", help="cases whose name holds this text")
    parser.add_argument("--json")
    parser.add_argument("--program", default="build/release/bin/cicada-cli")
    arguments = parser.parse_args()
    peers = []
    for name, make in PEERS:
        if shutil.which(name):
            peers.append(make(name))
        else:
            print(f"{name}: not installed, skipped", file=sys.stderr)
    results = []
    with Server(arguments.program) as server:
        for case in CASES:
            if arguments.only not in case.name:
                continue
            if case.tls and not server.tls_port and (missing := server.open_tls()):
                print(f"{case.name}: skipped: {missing}", file=sys.stderr)
                continue
            results.append(compare(Cicada(arguments.program), peers, server, case, arguments.rounds,
                                   arguments.requests))
            print_result(results[-1])
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump({"cores": os.cpu_count(), "system": platform.platform(), "rounds": arguments.rounds,
                       "load_before": os.getloadavg()[0], "cases": results}, file, indent=2)


if __name__ == "__main__":
    main()
