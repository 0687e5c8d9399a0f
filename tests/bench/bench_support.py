"""What the benchmarks share: a private server with documents, finished processes with what they took, our own runs."""
import base64
import json
import os
import socket
import subprocess
import tempfile
import time
import zlib
from dataclasses import dataclass

SMALL = '{"id":1,"name":"Ada Lovelace","age":36,"location":"51.5,-0.1","street":"12 St James Square"}'


@dataclass
class Finished:
    """A process that has ended well."""
    output: str
    seconds: float  # wall time
    cpu_seconds: float  # user and system
    peak_bytes: int  # resident memory, the most it had


def finished(command, timeout=600):
    """Runs `command` to its end; RuntimeError with its last words where it fails."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.kill()
            raise
        seconds = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {text[-400:]}")
    return Finished(text, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


class Server:
    """The sandbox of cicada-cli itself: a real Redis with JSON on a free loopback port, over TLS too where openssl
    is there to make a certificate. Documents `small` and `big` (13 KB), and `sized:N` by put()."""

    def __init__(self, program):
        self.program = program
        self.tls_port = None
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen([program, "sandbox"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        uri = self.process.stdout.readline().strip()
        if not uri:
            raise SystemExit("bench: no server could be started; run ./dev setup first")
        self.port = int(uri.rsplit(":", 1)[1].split("/")[0])
        self.put("small", SMALL)
        self.put("big", self.document("catalog"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.folder.cleanup()

    def document(self, kind):
        return finished([self.program, "documents", kind, "--count", "1"]).output.strip()

    def ask(self, *arguments, text=""):
        answer = subprocess.run(["redis-cli", "-p", str(self.port), *arguments], input=text, check=True,
                                capture_output=True, text=True).stdout.strip()
        if answer.startswith("ERR"):
            raise RuntimeError(f"{arguments[0]}: {answer}")
        return answer

    def cpu_seconds(self):
        """User and system time of the server so far."""
        figures = dict(line.split(":", 1) for line in self.ask("INFO", "cpu").splitlines() if ":" in line)
        return float(figures["used_cpu_user"]) + float(figures["used_cpu_sys"])

    def put(self, key, document):
        self.ask("-x", "JSON.SET", key, "$", text=document)

    @property
    def ca_file(self):
        return os.path.join(self.folder.name, "ca.crt")

    def open_tls(self):
        """Listens on tls_port from now on; its authority is in ca_file. What is missing for that, or nothing."""
        try:
            self.make_certificate()
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            self.ask("CONFIG", "SET", "tls-cert-file", self.path("server.crt"), "tls-key-file", self.path("server.key"),
                     "tls-ca-cert-file", self.ca_file, "tls-auth-clients", "no", "tls-port", str(port))
        except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
            return str(error)
        self.tls_port = port
        return None

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def make_certificate(self):
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], check=True, capture_output=True)

        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        openssl("req", "-x509", *key, "-keyout", self.path("ca.key"), "-out", self.ca_file, "-days", "2",
                "-subj", "/CN=bench authority")
        openssl("req", *key, "-keyout", self.path("server.key"), "-out", self.path("server.csr"),
                "-subj", "/CN=127.0.0.1")
        with open(self.path("names"), "w", encoding="utf-8") as names:
            names.write("subjectAltName=IP:127.0.0.1")
        openssl("x509", "-req", "-in", self.path("server.csr"), "-CA", self.ca_file, "-CAkey", self.path("ca.key"),
                "-CAcreateserial", "-out", self.path("server.crt"), "-days", "2", "-extfile", self.path("names"))


def cicada(program, server, commands, *options, tls=False):
    """One run of ours: its run file and the finished process. No failure, no miss, or it is an error."""
    target = f"rediss://127.0.0.1:{server.tls_port}" if tls else f"redis://127.0.0.1:{server.port}"
    with tempfile.TemporaryDirectory() as folder:
        run_file = os.path.join(folder, "run.json")
        command = [program, "run", "--target", target, "--quiet", "--json", run_file, *map(str, options)]
        for text in commands:
            command += ["--command", text]
        if tls:
            command += ["--ca-file", server.ca_file]
        process = finished(command)
        with open(run_file, encoding="utf-8") as file:
            record = json.load(file)
    totals = record["totals"]
    if totals["failures"] or totals["misses"] or not record["integrity"]["agrees"]:
        raise RuntimeError(f"cicada-cli: {totals['failures']} failures, {totals['misses']} misses, or calls that the "
                           f"server did not count: {' '.join(command)}")
    return record, process


def share_within(hdr, microseconds):
    """Share of the values of a run file's histogram (HdrHistogram V2, compressed, base64) that are at most this."""
    packed = zlib.decompress(base64.b64decode(hdr)[8:])
    payload = packed[40:]
    at = index = within = total = 0
    while at < len(payload):
        number, shift = 0, 0
        for byte_number in range(9):
            byte = payload[at]
            at += 1
            if byte_number == 8:
                number |= byte << shift
                break
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        count = (number >> 1) ^ -(number & 1)
        if count < 0:
            index -= count
            continue
        total += count
        if lowest_value(index) <= microseconds:
            within += count
        index += 1
    return within / total if total else 0.0


def lowest_value(index):
    """Of a step of a histogram with three digits: exact below 2,048, then 1,024 steps per power of two."""
    if index < 2048:
        return index
    bucket = index // 1024 - 1
    return (index % 1024 + 1024) << bucket
