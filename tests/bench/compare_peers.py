#!/usr/bin/env python3
"""Runs load tools beside cicada-cli on one private server: same call, connections and machine, several
rounds in turn, median ratio. Peers that are not installed are named and skipped.

    compare_peers.py [--rounds N] [--requests N] [--json FILE] [--program build/release/bin/cicada-cli]
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SMALL = '{"id":1,"name":"Ada Lovelace","age":36,"location":"51.5,-0.1","street":"12 St James Square"}'
CONNECTIONS = 50

CASES = [
    # name, key, path, pipeline depth, share of --requests
    ("one small field, 50 connections", "small", "$.age", 1, 1.0),
    ("one small field, pipeline 16", "small", "$.age", 16, 4.0),
    ("whole 13 KB document", "big", "$", 1, 0.15),
]


def run(command):
    """Output and CPU seconds of one finished process."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {text[-400:]}")
    return text, usage.ru_utime + usage.ru_stime


class Cicada:
    name = "cicada-cli"

    def __init__(self, program):
        self.program = program

    def measure(self, port, key, path, depth, requests):
        with tempfile.TemporaryDirectory() as folder:
            run_file = os.path.join(folder, "run.json")
            _, cpu = run([self.program, "run", "--command", f"JSON.GET {key} {path}", "--target",
                          f"redis://127.0.0.1:{port}", "--users", str(CONNECTIONS), "--connections", str(CONNECTIONS),
                          "--threads", "1", "--pipeline", str(depth), "--requests", str(requests), "--quiet",
                          "--json", run_file])
            with open(run_file, encoding="utf-8") as file:
                record = json.load(file)
        totals = record["totals"]
        if totals["failures"] or totals["misses"] or totals["requests"] != requests:
            raise RuntimeError(f"cicada-cli: {totals['requests']} requests, {totals['failures']} failures")
        return totals["throughput_per_s"], cpu / requests * 1e6


class RedisBenchmark:
    def __init__(self, program):
        self.name = program

    def measure(self, port, key, path, depth, requests):
        text, cpu = run([self.name, "-h", "127.0.0.1", "-p", str(port), "-c", str(CONNECTIONS), "-n", str(requests),
                         "-P", str(depth), "--csv", "JSON.GET", key, path])
        row = text.strip().splitlines()[-1]
        return float(re.findall(r'"([^"]*)"', row)[1]), cpu / requests * 1e6


class Memtier:
    name = "memtier_benchmark"

    def measure(self, port, key, path, depth, requests):
        text, cpu = run([self.name, "-s", "127.0.0.1", "-p", str(port), "-c", str(CONNECTIONS), "-t", "1",
                         "-n", str(requests // CONNECTIONS), "--pipeline", str(depth), "--hide-histogram",
                         "--command", f"JSON.GET {key} {path}"])
        row = next(line for line in text.splitlines() if line.startswith("Totals"))
        return float(row.split()[1]), cpu / requests * 1e6


def start_server(program):
    """The sandbox of cicada-cli itself: a real Redis with JSON on a free loopback port."""
    process = subprocess.Popen([program, "sandbox"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    uri = process.stdout.readline().strip()
    if not uri:
        raise SystemExit("compare_peers: no server could be started; run ./dev setup first")
    return process, int(uri.rsplit(":", 1)[1].split("/")[0])


def load_documents(program, port):
    big = subprocess.run([program, "documents", "catalog", "--count", "1"], check=True, capture_output=True,
                         text=True).stdout.strip()
    for key, document in (("small", SMALL), ("big", big)):
        subprocess.run(["redis-cli", "-p", str(port), "-x", "JSON.SET", key, "$"], input=document, check=True,
                       capture_output=True, text=True)


def compare(tools, port, rounds, requests):
    rows = []
    for name, key, path, depth, share in CASES:
        count = int(requests * share) // (CONNECTIONS * depth) * CONNECTIONS * depth
        figures = {tool.name: [] for tool in tools}
        for tool in tools:  # a warm-up round that does not count
            tool.measure(port, key, path, depth, max(count // 10, CONNECTIONS * depth))
        for _ in range(rounds):
            for tool in tools:
                figures[tool.name].append(tool.measure(port, key, path, depth, count))
                time.sleep(0.2)
        ours = figures[tools[0].name]
        for tool in tools:
            theirs = figures[tool.name]
            rows.append({
                "case": name,
                "tool": tool.name,
                "throughput_per_s": statistics.median(f[0] for f in theirs),
                "client_cpu_us_per_request": statistics.median(f[1] for f in theirs),
                "our_throughput_ratio": statistics.median(a[0] / b[0] for a, b in zip(ours, theirs)),
                "our_cpu_ratio": statistics.median(a[1] / b[1] for a, b in zip(ours, theirs)),
            })
    return rows


def print_table(rows):
    print(f"{'case':34} {'tool':18} {'requests/s':>11} {'CPU us/req':>11} {'ours/theirs':>12} {'CPU ratio':>10}")
    for row in rows:
        print(f"{row['case']:34} {row['tool']:18} {row['throughput_per_s']:11,.0f} "
              f"{row['client_cpu_us_per_request']:11.2f} {row['our_throughput_ratio']:12.2f} {row['our_cpu_ratio']:10.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=400_000)
    parser.add_argument("--json")
    parser.add_argument("--program", default="build/release/bin/cicada-cli")
    arguments = parser.parse_args()
    tools = [Cicada(arguments.program)]
    for name, make in (("redis-benchmark", lambda: RedisBenchmark("redis-benchmark")),
                       ("valkey-benchmark", lambda: RedisBenchmark("valkey-benchmark")),
                       ("memtier_benchmark", Memtier)):
        if shutil.which(name):
            tools.append(make())
        else:
            print(f"{name}: not installed, skipped", file=sys.stderr)
    server, port = start_server(arguments.program)
    try:
        load_documents(arguments.program, port)
        rows = compare(tools, port, arguments.rounds, arguments.requests)
    finally:
        server.terminate()
        server.wait(timeout=10)
    print_table(rows)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=2)


if __name__ == "__main__":
    main()
