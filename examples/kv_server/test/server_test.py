#!/usr/bin/env python3
"""Starts the real server and drives it with redis-cli, redis-benchmark and raw sockets.

KV_SERVER names the program. Run by CTest; by hand: KV_SERVER=... server_test.py [Class[.test]]
"""

import contextlib
import os
import pathlib
import re
import resource
import signal
import socket
import sqlite3
import struct
import subprocess
import tempfile
import threading
import time
import unittest

PROGRAM = os.environ["KV_SERVER"]
PATIENCE = 60  # Seconds, for what never takes so long unless it hangs.


# Every way to start it.
KINDS = {
    "dynamic": [],
    "static": ["--static"],
    "sqlite": ["--store", "sqlite:{folder}/plain"],
    "all around": ["--store", "sqlite:{folder}/all", "--metrics", "--cache", "100000"]
    + ["--attempts", "3"],
}


class Server:
    """A running server; `folder` is where its file is, if it has one."""

    def __init__(self, *arguments, under=(), descriptors=None):
        def limit():
            if descriptors is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        # What the address sanitizer keeps of freed memory is none of the server's, and under a
        # tracer it cannot look for leaks.
        leaks = 0 if under else 1
        environment = os.environ | {"ASAN_OPTIONS": f"quarantine_size_mb=1:detect_leaks={leaks}"}
        self.process = subprocess.Popen(
            [*under, PROGRAM, "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            preexec_fn=limit,
            start_new_session=True,
        )
        line = self.process.stdout.readline()
        found = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+)\n", line)
        if not found:
            raise AssertionError(f"the server says {line!r}, exit code {self.process.wait()}")
        self.port = int(found[1])

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()
        if kind is None and self.process.returncode not in (0, -signal.SIGKILL):
            raise AssertionError(f"the server ended with {self.process.returncode}")

    def stop(self):
        """As one stops it: it ends by itself, and a sanitizer's complaint is its exit code."""
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def memory(self):
        """Bytes of RAM that are its own."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+) kB", status)[1]) * 1024

    def limit_file_size(self, size):
        _, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (size, hard))

    def cli(self, *words):
        return subprocess.run(
            ["redis-cli", "-p", str(self.port), *words],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout.removesuffix("\n")

    def benchmark(self, *arguments):
        return subprocess.run(
            ["redis-benchmark", "-p", str(self.port), "-q", *arguments],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout

    def client(self):
        return Client(self.port)


class Refused(Exception):
    """An error reply."""


class Client:
    """A connection that speaks RESP2 by hand."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        self.socket.close()

    @staticmethod
    def encode(*words):
        words = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        parts = [b"*%d\r\n" % len(words)]
        for word in words:
            parts.append(b"$%d\r\n%s\r\n" % (len(word), word))
        return b"".join(parts)

    def send(self, data):
        self.socket.sendall(data)

    def read(self):
        line = self.file.readline()
        if not line.endswith(b"\r\n"):
            raise EOFError(line)
        kind, rest = line[:1], line[1:-2]
        if kind == b"-":
            raise Refused(rest.decode())
        if kind == b"+":
            return rest.decode()
        number = int(rest)
        if kind == b":":
            return number
        if kind == b"*":
            return [self.read() for _ in range(number)]
        assert kind == b"$", line
        if number < 0:
            return None
        data = self.file.read(number + 2)
        if len(data) != number + 2:
            raise EOFError
        return data[:-2]

    def ask(self, *words):
        self.send(self.encode(*words))
        return self.read()


class Test(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kv_server_")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file = self.folder / "store"

    def in_file(self, *arguments, **options):
        return Server("--store", f"sqlite:{self.file}", *arguments, **options)

    @contextlib.contextmanager
    def server_of(self, kind):
        """One of KINDS, as a subtest."""
        arguments = [word.format(folder=self.folder) for word in KINDS[kind]]
        with self.subTest(kind), Server(*arguments) as server:
            yield server

    def assertServes(self, server):
        with server.client() as client:
            self.assertEqual(client.ask("PING"), "PONG")


class Protocol(Test):
    def test_redis_cli(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                for words, expected in [
                    (["PING"], "PONG"),
                    (["ping", "hello world"], "hello world"),
                    (["ECHO", ""], ""),
                    (["GET", "a"], ""),
                    (["SET", "a", "1 2"], "OK"),
                    (["get", "a"], "1 2"),
                    (["MGET", "a", "none", "a"], "1 2\n\n1 2"),
                    (["EXISTS", "a", "none", "a"], "2"),
                    (["INCR", "n"], "1"),
                    (["INCRBY", "n", "-11"], "-10"),
                    (["DECR", "n"], "-11"),
                    (["DBSIZE"], "2"),
                    (["DEL", "a", "none", "n"], "2"),
                    (["DBSIZE"], "0"),
                    (["CONFIG", "GET", "save"], ""),
                    (["COMMAND", "DOCS"], ""),
                    (["QUIT"], "OK"),
                ]:
                    self.assertEqual(server.cli(*words), expected, words)

    def test_refusals(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                server.cli("SET", "word", "x")
                for words, expected in [
                    (["NONE", "a"], "ERR unknown command 'NONE'"),
                    (["GET"], "ERR wrong number of arguments for 'get' command"),
                    (["SET", "a", "1", "EX", "1"], "ERR wrong number of arguments for 'set' command"),
                    (["INCR", "word"], "ERR value is not an integer or out of range"),
                    (["INCRBY", "n", "x"], "ERR value is not an integer or out of range"),
                ]:
                    self.assertEqual(server.cli(*words).strip(), expected, words)
                with server.client() as client:
                    with self.assertRaisesRegex(Refused, "^ERR unknown command 'a  b'$"):
                        client.ask("a\r\nb")
                    self.assertEqual(client.ask("GET", "word"), b"x", "a refusal is no end")

    def test_redis_benchmark(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                for pipeline in "1", "16":
                    tests = "ping_inline,ping_mbulk,set,get,incr"
                    written = server.benchmark(
                        "-t", tests, "-n", "1000", "-c", "20", "-P", pipeline, "-r", "100"
                    )
                    self.assertEqual(len(re.findall("requests per second", written)), 5, written)
                self.assertGreater(int(server.cli("DBSIZE")), 50)

    def test_many_requests_at_once(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                with server.client() as client:
                    count = 2000
                    requests = [client.encode("SET", f"k{i}", i) for i in range(count)]
                    requests += [client.encode("GET", f"k{i}") for i in range(count)]
                    sender = threading.Thread(target=client.send, args=[b"".join(requests)])
                    sender.start()
                    self.assertEqual([client.read() for _ in range(count)], ["OK"] * count)
                    values = [client.read() for _ in range(count)]
                    self.assertEqual(values, [b"%d" % i for i in range(count)])
                    sender.join()

    def test_words_on_a_line(self):
        with Server() as server, server.client() as client:
            client.send(b"\r\nSET a  1\r\nget a\nPING\r\n")
            self.assertEqual([client.read() for _ in range(3)], ["OK", b"1", "PONG"])

    def test_bytes_one_by_one(self):
        with Server() as server, server.client() as client:
            client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            everything = client.encode("SET", "a", b"\r\n\0") + client.encode("GET", "a") + b"PING\r\n"
            for byte in everything:
                client.send(bytes([byte]))
                time.sleep(0.001)
            self.assertEqual([client.read() for _ in range(3)], ["OK", b"\r\n\0", "PONG"])

    def test_any_bytes(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                with server.client() as client:
                    everything = bytes(range(256)) * 4000
                    self.assertEqual(client.ask("SET", everything[:256], everything), "OK")
                    self.assertEqual(client.ask("GET", everything[:256]), everything)
                    self.assertEqual(client.ask("SET", "", ""), "OK")
                    self.assertEqual(client.ask("GET", ""), b"")

    def test_what_is_no_request(self):
        with Server() as server:
            for data in [
                b"*x\r\n",
                b"*-1\r\n",
                b"*1\r\n+PING\r\n",
                b"*1\r\n$-1\r\n",
                b"*1\r\n$4\r\nPINGxx",
                b"*1025\r\n",
                b"*2\r\n$4\r\nECHO\r\n$1048577\r\n",
                b"x" * 100_000,
                b"*1\r\n" * 100_000,
                b"*\xff\x00\r\n" + os.urandom(100_000),
            ]:
                with self.subTest(data[:40]), server.client() as client:
                    client.send(client.encode("PING") + data)
                    self.assertEqual(client.read(), "PONG", "what came before is done")
                    with self.assertRaisesRegex(Refused, "^ERR Protocol error: "):
                        client.read()
                    self.assertEqual(client.file.read(), b"", "the connection is closed")
                self.assertServes(server)

    def test_metrics(self):
        with self.in_file("--metrics", "--cache", "1000") as server:
            server.cli("SET", "a", "1")
            server.cli("INCR", "a")
            server.cli("GET", "a")
            server.cli("GET", "a")
            server.cli("SET", "a", "x")
            server.cli("INCR", "a")
            info = server.cli("INFO")
            self.assertIn("# Commandstats", info)
            self.assertRegex(info, r"kv::Store::get:calls=2,failed_calls=0,usec_per_call=\d")
            self.assertRegex(info, r"kv::Store::add:calls=2,failed_calls=1,usec_per_call=\d")
        with Server() as server:
            self.assertNotIn("kv::Store", server.cli("INFO"))


class Clients(Test):
    def test_a_thousand(self):
        count = 1000
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for kind in KINDS:
            with self.server_of(kind) as server:
                with contextlib.ExitStack() as stack:
                    clients = [stack.enter_context(server.client()) for _ in range(count)]
                    for i, client in enumerate(clients):
                        client.send(client.encode("SET", f"k{i}", i))
                    self.assertEqual([client.read() for client in clients], ["OK"] * count)
                    for i, client in enumerate(clients):
                        client.send(client.encode("GET", f"k{count - 1 - i}"))
                    values = [client.read() for client in clients]
                    self.assertEqual(values, [b"%d" % (count - 1 - i) for i in range(count)])
                    self.assertLess(server.memory(), 300_000_000)

    def test_more_than_there_are_descriptors(self):
        with Server(descriptors=32) as server, contextlib.ExitStack() as stack:
            clients = [stack.enter_context(server.client()) for _ in range(64)]
            for client in clients:
                client.send(client.encode("PING"))
            clients[-1].socket.settimeout(0.3)
            with self.assertRaises(TimeoutError):
                clients[-1].socket.recv(1, socket.MSG_PEEK)
            clients[-1].socket.settimeout(PATIENCE)
            for client in clients:
                self.assertEqual(client.read(), "PONG")
                client.file.close()
                client.socket.close()

    def test_one_that_does_not_read(self):
        size = 100_000
        for kind in KINDS:
            with self.server_of(kind) as server:
                with server.client() as client, server.client() as lazy:
                    self.assertEqual(client.ask("SET", "large", b"x" * size), "OK")
                    before = server.memory()
                    lazy.socket.settimeout(1)
                    sent = 0
                    with self.assertRaises(TimeoutError, msg="the server reads on and on"):
                        while sent < 200_000_000:
                            sent += lazy.socket.send(lazy.encode("GET", "large") * 1000)
                    self.assertLess(server.memory() - before, 20_000_000)
                    self.assertEqual(client.ask("PING"), "PONG", "others are served")
                    lazy.socket.settimeout(PATIENCE)
                    for _ in range(1000):
                        self.assertEqual(len(lazy.read()), size)

    def test_one_request_for_more_than_fits(self):
        size, count = 1_000_000, 300
        for kind in KINDS:
            with self.server_of(kind) as server:
                with server.client() as client:
                    client.ask("SET", "large", b"x" * size)
                    before = server.memory()
                    client.send(client.encode("MGET", *["large"] * count))
                    time.sleep(0.3)
                    self.assertLess(server.memory() - before, 40_000_000)
                    self.assertEqual([len(value) for value in client.read()], [size] * count)

    def test_many_unfinished_requests(self):
        with Server() as server, contextlib.ExitStack() as stack:
            before = server.memory()
            for _ in range(100):
                client = stack.enter_context(server.client())
                client.send(b"*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1000000\r\n")
            self.assertServes(server)
            self.assertLess(server.memory() - before, 20_000_000)

    def test_those_who_just_go(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                for data in [
                    b"",
                    b"*2\r\n$3\r\nGET\r\n$10\r\na",
                    Client.encode("SET", "a", b"x" * 100_000) + Client.encode("GET", "a") * 1000,
                ]:
                    for _ in range(20):
                        with server.client() as client:
                            client.socket.setsockopt(
                                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                            )
                            client.send(data)
                self.assertServes(server)

    def test_stop_with_clients(self):
        for kind in KINDS:
            with self.server_of(kind) as server:
                with server.client() as idle, server.client() as busy, server.client() as lazy:
                    self.assertEqual(idle.ask("SET", "a", b"x" * 100_000), "OK")
                    busy.send(busy.encode("INCR", "n") * 1000)
                    lazy.send(lazy.encode("GET", "a") * 1000)
                    server.stop()
                    self.assertEqual(server.process.returncode, 0)
                    self.assertEqual(idle.file.read(), b"")


class Writer(threading.Thread):
    """Sets keys of its own and counts, until the server is gone; remembers what was acknowledged."""

    def __init__(self, port, name, at_once):
        super().__init__()
        self.client = Client(port)
        self.prefix = name
        self.at_once = at_once
        self.acknowledged = 0
        self.counted = 0
        self.attempted = 0

    def value(self, i):
        return f"{self.prefix}-{i}-".encode() * 20

    def run(self):
        with self.client as client, contextlib.suppress(OSError, EOFError):
            while True:
                first = self.acknowledged
                keys = range(first, first + self.at_once)
                self.attempted += self.at_once
                client.send(
                    b"".join(
                        client.encode("SET", f"{self.prefix}{i}", self.value(i))
                        + client.encode("INCR", self.prefix)
                        for i in keys
                    )
                )
                for _ in keys:
                    assert client.read() == "OK"
                    self.acknowledged += 1
                    self.counted = client.read()


class Durability(Test):
    def test_kill_in_the_middle_of_writes(self):
        for round_, arguments in enumerate([[], ["--cache", "100000", "--metrics"], []]):
            self.file = self.folder / f"store{round_}"
            with self.in_file(*arguments) as server:
                writers = [Writer(server.port, f"w{i}.", 1 + i % 4 * 5) for i in range(8)]
                for writer in writers:
                    writer.start()
                time.sleep(1 + 0.37 * round_)
                server.kill()
                for writer in writers:
                    writer.join()
            self.assertGreater(sum(writer.acknowledged for writer in writers), 100)
            with self.in_file() as server, server.client() as client:
                for writer in writers:
                    for i in range(writer.acknowledged):
                        key = f"{writer.prefix}{i}"
                        self.assertEqual(client.ask("GET", key), writer.value(i), key)
                    count = int(client.ask("GET", writer.prefix))
                    self.assertGreaterEqual(count, writer.counted)
                    self.assertLessEqual(count, writer.attempted)

    def test_full_disk(self):
        """A limit on the size of files is a disk that is full, for this one process."""
        with self.in_file() as server, server.client() as client:
            self.assertEqual(client.ask("SET", "before", "1"), "OK")
            server.limit_file_size(400_000)
            acknowledged = []

            def fill():
                for i in range(1000):
                    key, value = f"k{len(acknowledged)}.{i}", os.urandom(3000)
                    client.ask("SET", key, value)
                    acknowledged.append((key, value))

            with self.assertRaisesRegex(Refused, "^ERR disk I/O error$"):
                fill()
            self.assertGreater(len(acknowledged), 10)
            for _ in range(5):
                with self.assertRaises(Refused):
                    client.ask("SET", "refused", os.urandom(100_000))
            self.assertIsNone(client.ask("GET", "refused"))
            for key, value in acknowledged:
                self.assertEqual(client.ask("GET", key), value)

            server.limit_file_size(resource.RLIM_INFINITY)
            self.assertEqual(client.ask("SET", "after", "2"), "OK", "there is room again")

            server.limit_file_size(600_000)
            with self.assertRaises(Refused):
                fill()
            server.kill()
        with self.in_file() as server, server.client() as client:
            self.assertEqual(client.ask("MGET", "before", "after"), [b"1", b"2"])
            self.assertIsNone(client.ask("GET", "refused"))
            for key, value in acknowledged:
                self.assertEqual(client.ask("GET", key), value)

    def make_file(self):
        """So that what is flushed afterwards is what clients write."""
        with self.in_file():
            pass

    def traced(self, *options):
        log = self.folder / "trace"
        under = ["strace", "-f", "-o", str(log), "-e", "trace=fdatasync,fsync", *options]
        return log, self.in_file(under=under)

    def test_each_acknowledged_write_is_flushed(self):
        log, server = self.traced()
        with server, server.client() as client:
            flushes = lambda: len(re.findall(r"(fdatasync|fsync)\(\d", log.read_text()))
            for i in range(20):
                before = flushes()
                self.assertEqual(client.ask("SET", "a", i), "OK")
                self.assertGreater(flushes(), before)

    def test_slow_disk(self):
        """Whoever writes waits for it, but together, and nobody else does."""
        self.make_file()
        _, server = self.traced("-e", "inject=fdatasync:delay_enter=1000000")
        with server, contextlib.ExitStack() as stack:
            writers = [stack.enter_context(server.client()) for _ in range(20)]
            began = time.monotonic()
            for i, client in enumerate(writers):
                client.send(client.encode("SET", f"k{i}", i))
            self.assertServes(server)
            self.assertLess(time.monotonic() - began, 0.9)
            self.assertEqual([client.read() for client in writers], ["OK"] * len(writers))
            took = time.monotonic() - began
            self.assertGreater(took, 1)
            self.assertLess(took, 10, "each has waited for a flush of its own")

    def test_flush_that_fails(self):
        """Nothing is acknowledged of which nobody knows whether the disk has it."""
        self.make_file()
        _, server = self.traced("-e", "inject=fdatasync:error=EIO:when=3")
        with server, server.client() as client:
            answers = []
            for i in range(10):
                try:
                    answers.append(client.ask("SET", f"k{i}", i))
                except Refused as refused:
                    answers.append(str(refused))
            self.assertEqual(answers.count("ERR disk I/O error"), 1, answers)
            self.assertEqual(answers.count("OK"), 9, answers)
            for i, answer in enumerate(answers):
                self.assertEqual(client.ask("EXISTS", f"k{i}"), 1 if answer == "OK" else 0)

    def locked(self):
        other = sqlite3.connect(self.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return contextlib.closing(other)

    def test_busy(self):
        with self.in_file() as server, server.client() as client:
            client.ask("SET", "a", "1")
            with self.locked():
                with self.assertRaisesRegex(Refused, "^ERR database is locked$"):
                    client.ask("SET", "a", "2")
                self.assertEqual(client.ask("GET", "a"), b"1")
            self.assertEqual(client.ask("SET", "a", "2"), "OK")

    def test_busy_with_attempts(self):
        with self.in_file("--attempts", "10") as server, server.client() as client:
            client.ask("SET", "a", "1")
            with self.locked():
                client.send(client.encode("SET", "a", "2"))
                time.sleep(0.2)
                self.assertServes(server)
            self.assertEqual(client.read(), "OK")


class CommandLine(Test):
    def assertEnds(self, code, message, *arguments):
        ended = subprocess.run(
            [PROGRAM, *arguments], capture_output=True, text=True, timeout=PATIENCE
        )
        self.assertEqual(ended.returncode, code, ended.stderr)
        self.assertRegex(ended.stderr, message)
        self.assertEqual(ended.stdout, "")

    def test_mistakes(self):
        self.assertEnds(2, "there is no option --none\nusage: ", "--none")
        self.assertEnds(2, "'x' will not do for --port\nusage: ", "--port", "x")

    def test_a_port_that_is_taken(self):
        with Server() as server:
            self.assertEnds(1, "in use", "--port", str(server.port))

    def test_no_such_folder(self):
        file = f"sqlite:{self.folder}/none/store"
        self.assertEnds(1, "unable to open database file", "--port", "0", "--store", file)

    def test_a_file_that_is_no_database(self):
        self.file.write_bytes(b"This is a text.\n" * 1000)
        self.assertEnds(1, "not a database", "--port", "0", "--store", f"sqlite:{self.file}")


if __name__ == "__main__":
    unittest.main()
