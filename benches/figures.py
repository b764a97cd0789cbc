#!/usr/bin/env python3
"""Takes the figures of the whole program, from outside, and prints a table (docs/figures.md says how to read it).

    cargo build --release
    python3 benches/figures.py target/release/tillwright                 everything, about five minutes
    python3 benches/figures.py target/release/tillwright --only pace     one group of: size wire pace screen big
    python3 benches/figures.py target/release/tillwright --big DIR       keeps the vault of 100,000 entries there
    chrt -r 10 python3 benches/figures.py target/release/tillwright      on a machine that has other work to do

Linux, Python 3.8 or later, nothing but the standard library. Every terminal is `tillwright sim`; the big vault is made by
`tillwright pull` from a hundred of them. Processor time and memory are read from /proc.
"""

import argparse
import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

BAUD = 115_200
BITS = 10  # 8N1: start bit, eight data bits, stop bit
SALES = 999
DEVICES = 100
SALES_OF_A_DEVICE = 1_000
KEYS = 100
MOVES = (b"\x1b[B", b"\x1b[6~", b"\x1b[A", b"\x1b[5~")  # down, a page down, up, a page up
FRAMED = b"quit"  # stands in the last line of the frame


def say(text):
    print(text, file=sys.stderr, flush=True)


def spread(values, unit, digits=1):
    """Median, smallest and largest."""
    low, high = min(values), max(values)
    return f"{statistics.median(values):.{digits}f} {unit} ({low:.{digits}f} to {high:.{digits}f}, {len(values)} runs)"


class Table:
    """What was measured, in order."""

    def __init__(self):
        self.rows = []

    def put(self, what, figure):
        self.rows.append((what, figure))
        say(f"  {what}: {figure}")

    def show(self):
        print("| figure | measured |\n| --- | --- |")
        for what, figure in self.rows:
            print(f"| {what} | {figure} |")


class Program:
    """The binary, with an environment that is the same everywhere."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        self.env = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": os.environ.get("HOME", "/"),
            "LANG": "en_GB.UTF-8",
            "TERM": "xterm-256color",
            "TILLWRIGHT_WHO": "figures",
        }

    def run(self, vault, *arguments):
        """Seconds, peak memory in bytes, and lines of stdout of one command. What is read is not kept: a child begins with
        the memory that its parent has, so a fat parent would be measured."""
        begun = time.perf_counter()
        child = subprocess.Popen(
            [self.binary, "--vault", vault, *arguments],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        lines = 0
        while True:
            piece = child.stdout.read1(1 << 16)
            if not piece:
                break
            lines += piece.count(b"\n")
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.returncode = status
        child.stdout.close()
        if status != 0:
            sys.exit(f"tillwright {' '.join(arguments)} failed with status {status}")
        return seconds, usage.ru_maxrss * 1024, lines

    @contextlib.contextmanager
    def terminal(self, *arguments, link=None):
        """A simulated terminal without gaps; gives its port."""
        where = ["--pty", link] if link else ["--tcp", "127.0.0.1:0"]
        child = subprocess.Popen(
            [self.binary, "sim", "transbank", *where, "--gap", "0", *arguments],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        try:
            ready = child.stdout.readline().decode().split()
            if len(ready) != 3 or ready[0] != "ready":
                sys.exit(f"the simulated terminal did not start: {ready}")
            yield ready[2]
        finally:
            child.terminate()
            child.wait()


class Tap:
    """A TCP relay that counts: bytes each way, and how often the direction changes."""

    def __init__(self, port):
        host, number = re.fullmatch(r"tcp:(.+):(\d+)", port).groups()
        self.target = (host, int(number))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = f"tcp:127.0.0.1:{self.listener.getsockname()[1]}"
        self.bytes = [0, 0]  # to the device, from the device
        self.turns = 0
        self.data = [bytearray(), bytearray()]
        self.thread = threading.Thread(target=self.relay, daemon=True)
        self.thread.start()

    def relay(self):
        near, _ = self.listener.accept()
        far = socket.create_connection(self.target)
        ends = [near, far]
        for end in ends:
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        last = None
        while True:
            for source in select.select(ends, [], [])[0]:
                way = ends.index(source)
                piece = source.recv(65536)
                if not piece:
                    return
                self.turns += last is not None and last != way
                last = way
                self.bytes[way] += len(piece)
                self.data[way] += piece
                ends[1 - way].sendall(piece)


def empty_vault(place, names=iter(range(1_000_000))):
    return os.path.join(place, f"vault{next(names)}")


def wire(program, table, place):
    """Bytes and turnarounds of a pull; what a line of this speed would need for them at the very least."""
    found = {}
    for sales in (SALES, 0):
        with program.terminal("--scenario", "empty", "--entries", str(sales)) as port:
            tap = Tap(port)
            program.run(empty_vault(place), "pull", tap.port, "--protocol", "transbank", "--json")
            tap.thread.join(5)
        found[sales] = tap
        ways = f"{tap.bytes[0]:,} to the device, {tap.bytes[1]:,} from it"
        lists = bytes(tap.data[0]).count(b"\x020260|1")
        table.put(
            f"pull of {sales} sales: bytes on the wire",
            f"{sum(tap.bytes):,} ({ways}); {lists} list read, {tap.turns:,} turnarounds",
        )
    total = sum(found[SALES].bytes)
    table.put(
        f"pull of {SALES} sales: least time at {BAUD} 8N1",
        f"{total * BITS / BAUD:.3f} s for all bytes one after the other",
    )
    return sum(found[SALES].bytes) - sum(found[0].bytes)


def pace(program, table, place, runs):
    """The share of what the frames allow: the sender waits for the ACK of each record, so the line carries one direction
    at a time, and the least time is that of all bytes. What the visit costs without any sale is taken off."""
    extra = wire(program, table, place)
    least = extra * BITS / BAUD
    paced = ["--scenario", "empty", "--pace", str(BAUD), "--entries"]
    for kind in ("tcp", "pty"):
        times = {0: [], SALES: []}
        for sales, often in ((0, max(runs, 5)), (SALES, runs)):
            link = os.path.join(place, f"line{sales}") if kind == "pty" else None
            with program.terminal(*paced, str(sales), link=link) as port:
                for _ in range(often):
                    arguments = ["pull", port, "--protocol", "transbank", "--json"]
                    times[sales].append(program.run(empty_vault(place), *arguments)[0])
        idle = statistics.median(times[0])
        table.put(f"{kind}: pull of no sale, whole command", spread(times[0], "s", 3))
        table.put(f"{kind}: pull of {SALES} sales, whole command", spread(times[SALES], "s", 3))
        shares = [100 * least / (seconds - idle) for seconds in times[SALES]]
        table.put(f"{kind}: share of what the frames allow (goal 97 %)", spread(shares, "%", 2))


class Screen:
    """The program on a pseudo-terminal of its own."""

    def __init__(self, program, arguments, columns=80, rows=24):
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(program.binary, [program.binary, *arguments], program.env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.seen = b""

    def read(self, seconds):
        """What comes within the time, at its first moment; nothing when nothing comes."""
        if not select.select([self.fd], [], [], max(seconds, 0))[0]:
            return b""
        try:
            piece = os.read(self.fd, 1 << 16)
        except OSError:
            piece = b""
        self.seen += piece
        return piece

    def until(self, text, patience=60):
        """Seconds since the start until the screen had shown this."""
        end = time.perf_counter() + patience
        while text not in plain(self.seen):
            if time.perf_counter() > end:
                sys.exit(f"the screen never showed {text!r}:\n{plain(self.seen)[-2000:]}")
            self.read(end - time.perf_counter())
        return time.perf_counter() - self.begun

    def quiet(self, seconds=0.5):
        """Reads until nothing has come for so long."""
        while self.read(seconds):
            pass

    def key(self, key):
        """Milliseconds from a key to the last byte of what it drew (to the first one of it, too)."""
        begun = time.perf_counter()
        os.write(self.fd, key)
        first = last = None
        while self.read(2 if first is None else 0.03):
            last = time.perf_counter() - begun
            first = first or last
        return (None, None) if first is None else (first * 1000, last * 1000)

    def cpu(self):
        """Nanoseconds on a processor so far, and how often it was woken."""
        total = wakes = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/schedstat") as file:
                ran, _, slices = file.read().split()
            total, wakes = total + int(ran), wakes + int(slices)
        return total, wakes

    def memory(self):
        """Bytes: resident now, most ever."""
        with open(f"/proc/{self.pid}/status") as file:
            fields = dict(line.split(":", 1) for line in file)
        return [int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM")]

    def close(self):
        os.kill(self.pid, signal.SIGTERM)
        end = time.perf_counter() + 10
        while time.perf_counter() < end:
            self.read(0.05)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


def plain(output):
    """Output without its escape sequences; cells that were skipped are not there."""
    return re.sub(rb"\x1b(\[[0-9;?]*[A-Za-z]|[()].|[=>])", b"", output)


def first_screen(program, table, name, arguments, text, runs):
    times = []
    for _ in range(runs):
        screen = Screen(program, arguments)
        times.append(1000 * screen.until(text))
        screen.close()
    table.put(f"{name}: start to first screen", spread(times, "ms"))


def at_rest(program, table, name, arguments, text, seconds, loaded, begin=b""):
    """Keys, idle time and memory of one screen that has come to rest."""
    screen = Screen(program, arguments)
    if begin:
        screen.until(FRAMED)
        os.write(screen.fd, begin)
    ready = screen.until(text)
    table.put(f"{name}: {loaded}", f"{1000 * ready:.0f} ms")
    screen.quiet()
    screen.key(b"3")
    screen.quiet()
    firsts, lasts = [], []
    for number in range(KEYS):
        first, last = screen.key(MOVES[number % len(MOVES)])
        if first is not None:
            firsts.append(first)
            lasts.append(last)
    table.put(f"{name}: key to first byte of the redraw", spread(firsts, "ms", 2))
    table.put(f"{name}: key to last byte of the redraw", spread(lasts, "ms", 2))
    screen.quiet(2)
    (ran, wakes), begun = screen.cpu(), time.perf_counter()
    drawn = len(screen.seen)
    time.sleep(seconds)
    (ran_after, wakes_after), passed = screen.cpu(), time.perf_counter() - begun
    share = 100 * (ran_after - ran) / (passed * 1e9)
    screen.quiet(0.1)
    table.put(
        f"{name}: processor time over {passed:.0f} s idle",
        f"{(ran_after - ran) / 1e6:.2f} ms, {share:.3f} % of one processor; {wakes_after - wakes} wake-ups, "
        f"{len(screen.seen) - drawn} bytes drawn",
    )
    resident, peak = screen.memory()
    table.put(f"{name}: memory", f"{resident / 1e6:.1f} MB resident, {peak / 1e6:.1f} MB at most")
    screen.close()


def screens(program, table, place, runs, seconds):
    vault = os.path.join(place, "nothing")
    first_screen(program, table, "new vault", ["--vault", vault], FRAMED, runs)
    first_screen(program, table, "demo", ["demo"], FRAMED, runs)
    at_rest(program, table, "demo", ["demo"], b"approved here", seconds, "start to the dispute answered")


def fill(program, vault):
    """A hundred terminals of a thousand sales each, pulled one after the other."""
    mark = os.path.join(vault, "..", "filled")
    if os.path.exists(mark):
        return
    say("making the vault of 100,000 entries")
    with tempfile.TemporaryDirectory() as place:
        for number in range(DEVICES):
            scenario = os.path.join(place, "terminal.toml")
            with open(scenario, "w") as file:
                file.write(f'terminal = "FIG{number:05}"\nseed = {number + 1}\nentries = {SALES_OF_A_DEVICE}\n')
                file.write(f"[options]\ncapacity = {SALES_OF_A_DEVICE}\n")
            with program.terminal("--scenario", scenario) as port:
                program.run(vault, "pull", port, "--protocol", "transbank", "--json")
    open(mark, "w").close()


def big(program, table, place, keep, runs, seconds):
    vault = os.path.join(keep or place, "big", "vault")
    os.makedirs(os.path.dirname(vault), exist_ok=True)
    fill(program, vault)
    sizes = {}
    for part in ("archives", "index", "ledger"):
        files = [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(vault, part)) for name in names]
        sizes[part] = sum(os.path.getsize(file) for file in files)
    table.put("100,000 entries: on the disk", ", ".join(f"{part} {size / 1e6:.1f} MB" for part, size in sizes.items()))
    count = program.run(vault, "journal", "--jsonl")[2]
    if count != DEVICES * SALES_OF_A_DEVICE:
        sys.exit(f"the big vault has {count} entries")
    for name, arguments in (
        ("journal --json", ["journal", "--json"]),
        ("journal --filter number:63", ["journal", "--filter", "number:63"]),
        ("journal --device (1,000 entries)", ["journal", "--device", "transbank:000000000001:FIG00050"]),
        ("backup list", ["backup", "list"]),
    ):
        ran = [program.run(vault, *arguments) for _ in range(max(3, runs // 4))]
        peak = max(peak for _, peak, _ in ran) / 1e6
        table.put(f"100,000 entries: {name}", f"{spread([took for took, _, _ in ran], 's', 2)}; {peak:.1f} MB at most")
    first_screen(program, table, "100,000 entries", ["--vault", vault], FRAMED, runs)
    start = ["--vault", vault]
    at_rest(program, table, "100,000 entries", start, b"100000", seconds, "start to all of them in the journal", b"3")


def machine():
    with open("/proc/cpuinfo") as file:
        names = re.findall(r"model name\s*:\s*(.*)", file.read())
    return f"{os.cpu_count()} processors ({names[0].strip() if names else 'unknown'}), {os.uname().sysname}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary", help="the release binary")
    parser.add_argument("--only", nargs="+", choices=("size", "pace", "wire", "screen", "big"))
    parser.add_argument("--big", metavar="DIR", help="keep the big vault in this directory")
    parser.add_argument("--runs", type=int, default=20, help="starts of the screen (default 20)")
    parser.add_argument("--pulls", type=int, default=5, help="paced pulls (default 5, ten seconds each)")
    parser.add_argument("--idle", type=float, default=10, help="seconds of idling (default 10)")
    given = parser.parse_args()
    groups = given.only or ["size", "pace", "screen", "big"]
    program, table = Program(given.binary), Table()
    place = tempfile.mkdtemp(prefix="figures-")
    try:
        say(machine())
        if "size" in groups:
            table.put("release binary", f"{os.path.getsize(program.binary) / 1e6:.2f} MB, stripped")
        if "wire" in groups and "pace" not in groups:
            wire(program, table, place)
        if "pace" in groups:
            pace(program, table, place, given.pulls)
        if "screen" in groups:
            screens(program, table, place, given.runs, given.idle)
        if "big" in groups:
            big(program, table, place, given.big, given.runs, given.idle)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    table.show()


if __name__ == "__main__":
    main()
