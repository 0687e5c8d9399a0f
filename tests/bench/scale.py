#!/usr/bin/env python3
"""What a run costs as it grows, on one private server: a crowd of 100,000 users, start and stop, and a table over users,
connections, tasks, document size and threads. A soak on request.

    scale.py [--part crowd|start|growth]... [--soak SECONDS] [--json FILE] [--program build/release/bin/cicada-cli]
"""
import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import time

from bench_support import SMALL, Server, cicada, share_within

ONE_FIELD = "JSON.GET small $.age"
MEGABYTE = 1e6
ON_TIME_US = 100_000


def crowd(program, server):
    """100,000 users, one request a second each, spawned at 10,000/s, over 64 connections."""
    print("\n100,000 users, 1 s pacing, spawned at 10,000/s, 64 connections (aim: 99.5 % sent within 100 ms, 80 MB)")
    return {mode: crowd_on(program, server, mode) for mode in ("multiplexed", "exclusive")}


def crowd_on(program, server, mode):
    users, seconds = 100_000, 15
    record, process = cicada(program, server, [ONE_FIELD], "--users", users, "--spawn-rate", 10_000,
                             "--wait", "pacing:1s", "--connections", 64, "--connection-mode", mode,
                             "--duration", f"{seconds}s")
    due = users * record["duration_s"]
    within = share_within(record["histograms"]["tasks"][0]["latency"]["hdr"], ON_TIME_US)
    result = {
        "due": due,
        "requests": record["totals"]["requests"],
        "answered_within_100_ms_of_due": min(1.0, within * record["totals"]["requests"] / due),
        "latency_p99_us": record["totals"]["latency_us"]["p99"],
        "worker_cpu_share": record["generator"]["cpu_share"],
        "peak_memory_mb": process.peak_bytes / MEGABYTE,
    }
    print(f"  {mode:11}: answered within 100 ms of due {result['answered_within_100_ms_of_due']:.2%}, p99 "
          f"{result['latency_p99_us'] / 1000:,.1f} ms, memory {result['peak_memory_mb']:.1f} MB, busiest thread "
          f"{result['worker_cpu_share']:.0%} of a core", flush=True)
    return result


def start_and_stop(program, server):
    """From the program's start to the end of one request and its own; from Ctrl-C to the end."""
    starts = [cicada(program, server, [ONE_FIELD], "--users", 1, "--requests", 1)[1].seconds for _ in range(5)]
    stops = []
    for _ in range(3):
        process = subprocess.Popen([program, "run", "--command", ONE_FIELD, "--target",
                                    f"redis://127.0.0.1:{server.port}", "--users", "50", "--duration", "60s", "--quiet"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.5)
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        stops.append(time.monotonic() - begin)
    result = {"start_to_first_reply_and_end_s": statistics.median(starts), "stop_s": statistics.median(stops)}
    print(f"\nstart, one request, end: {result['start_to_first_reply_and_end_s']:.2f} s (aim: 0.3 to the first request); "
          f"Ctrl-C to the end: {result['stop_s']:.2f} s (aim: 1)")
    return result


def growth_rows(server):
    """(what grows, its value, commands, options) of each line of the table."""
    for users in (10, 100, 1_000, 10_000, 100_000):  # the same 10,000 requests/s by more and more users
        yield ("users", users, [ONE_FIELD], ["--users", users, "--connections", 50, "--duration", "4s",
                                             "--wait", f"pacing:{users * 100}us"])
    for connections in (1, 10, 100, 1_000, 10_000):
        yield ("connections", connections, [ONE_FIELD], ["--users", connections, "--connections", connections,
                                                         "--requests", 100_000])
    for number in range(50):
        server.put(f"small:{number}", SMALL)
    for tasks in (1, 5, 10, 50):
        yield ("tasks", tasks, [f"JSON.GET small:{number} $.age" for number in range(tasks)],
               ["--users", 50, "--connections", 50, "--requests", 100_000])
    for size in (100, 1_000, 10_000, 100_000, 1_000_000, 2_000_000):
        server.put(f"sized:{size}", json.dumps({"text": "x" * (size - 11)}))
        yield ("document bytes", size, [f"JSON.GET sized:{size} $"],
               ["--users", 50, "--connections", 50, "--requests", max(500, min(100_000, 200_000_000 // size))])
    for threads in range(1, (os.cpu_count() or 1) + 1):
        yield ("threads", threads, [ONE_FIELD], ["--users", 50, "--connections", 50, "--threads", threads,
                                                 "--requests", 200_000])


def growth(program, server):
    server.ask("CONFIG", "SET", "maxclients", "11000")
    print(f"\n{'what grows':15} {'to':>10} {'requests/s':>11} {'CPU us/request':>15} {'p99 ms':>8} {'memory MB':>10}")
    rows = []
    for what, value, commands, options in growth_rows(server):
        if what != "threads":
            options = [*options, "--threads", 1]
        try:
            record, process = cicada(program, server, commands, *options)
        except RuntimeError as error:
            print(f"{what:15} {value:10,} {error}")
            rows.append({"what": what, "value": value, "error": str(error)})
            continue
        totals = record["totals"]
        rows.append({"what": what, "value": value, "throughput_per_s": totals["throughput_per_s"],
                     "client_cpu_us_per_request": process.cpu_seconds / totals["requests"] * 1e6,
                     "latency_p99_us": totals["latency_us"]["p99"], "peak_memory_mb": process.peak_bytes / MEGABYTE})
        row = rows[-1]
        print(f"{what:15} {value:10,} {row['throughput_per_s']:11,.0f} {row['client_cpu_us_per_request']:15.2f} "
              f"{row['latency_p99_us'] / 1000:8.2f} {row['peak_memory_mb']:10.1f}", flush=True)
    return rows


def resident_bytes(process_id):
    with open(f"/proc/{process_id}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def soak(program, server, seconds):
    """Memory of a long run, each tenth of it."""
    process = subprocess.Popen([program, "run", "--command", ONE_FIELD, "--target", f"redis://127.0.0.1:{server.port}",
                                "--users", "50", "--rate", "5000", "--duration", f"{seconds}s", "--quiet"],
                               stdout=subprocess.DEVNULL)
    memory = []
    for _ in range(9):
        time.sleep(seconds / 10)
        memory.append(resident_bytes(process.pid) / MEGABYTE)
    process.wait()
    print(f"\nsoak of {seconds} s, memory in MB at each tenth: " + " ".join(f"{part:.1f}" for part in memory))
    return {"seconds": seconds, "memory_mb": memory}


PARTS = {"crowd": crowd, "start": start_and_stop, "growth": growth}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    parser.add_argument("--soak", type=int, metavar="SECONDS")
    parser.add_argument("--json")
    parser.add_argument("--program", default="build/release/bin/cicada-cli")
    arguments = parser.parse_args()
    results = {"cores": os.cpu_count(), "system": platform.platform(), "load_before": os.getloadavg()[0]}
    with Server(arguments.program) as server:
        for name in arguments.part or ([] if arguments.soak else PARTS):
            results[name] = PARTS[name](arguments.program, server)
        if arguments.soak:
            results["soak"] = soak(arguments.program, server, arguments.soak)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=2)


if __name__ == "__main__":
    sys.exit(main())
