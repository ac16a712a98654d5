"""Runs a command until standard input closes, then ends it and everything it started.

    keep.py LOG COMMAND...

LocalStack does not end on SIGTERM, starts its DynamoDB in a session of its own, and would outlive a test run that is
interrupted. Every process below this one inherits a mark in its environment; when the one who started us closes our
standard input, or is gone (then the kernel closes it), or the command ends, all that carry the mark are killed.
"""
import os
import signal
import subprocess
import sys
import threading
import time

MARK = "FIRSTBELL_KEPT_BY"


def marked(mark):
    for entry in os.listdir("/proc"):
        if not entry.isdigit() or int(entry) == os.getpid():
            continue
        try:
            with open(f"/proc/{entry}/environ", "rb") as file:
                if mark in file.read().split(b"\0"):
                    yield int(entry)
        except OSError:
            continue  # gone meanwhile, or not ours to read


def end_all(mark):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        alive = list(marked(mark))
        if not alive:
            return
        for pid in alive:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        time.sleep(0.05)


def main():
    log, command = sys.argv[1], sys.argv[2:]
    value = f"{os.getpid()}-{time.monotonic_ns()}"
    mark = f"{MARK}={value}".encode()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        with open(log, "ab") as out:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                     env={**os.environ, MARK: value}, start_new_session=True)
        print(child.pid, flush=True)
        waiter = threading.Thread(target=lambda: (child.wait(), os.kill(os.getpid(), signal.SIGTERM)), daemon=True)
        waiter.start()
        while sys.stdin.buffer.read(1):
            pass
    finally:
        end_all(mark)


main()
