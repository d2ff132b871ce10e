"""The launcher: one local AWS account in this process, until stdin closes or SIGTERM or SIGINT comes.

Environment: GATEWAY_PORT, BIND_HOST, MINISTACK_HOST, AUTH, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, TMPDIR (made for this
process, removed at its end), PATH with the pinned Node first. Options: `--clients DIR` (boto3 and botocore), `--speed X` (without it the
clock is the wall clock, and stays so), `--clock FILE` (which tells the functions what time it is).
Prints `ready` on stdout once it serves; logs go to stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
import importlib.util
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What SIGTERM leaves to requests that are being answered; everything else is ended at once.
GRACE_SECONDS = 0.5
# What the temporary folder of a lab is called: no other is removed.
OWN_TEMPORARY = "sagewarden-lab-"


def build(clients: Path, speed: float | None, clock: Path | None):  # type: ignore[no-untyped-def]
    """The mended account. Imports ministack, which reads the environment while it is imported."""
    logging.getLogger("kms").setLevel(logging.ERROR)  # warns at each start that asymmetric keys need one more package
    from lab import mends, opinions, sts
    from lab.lab import Lab
    from lab.pace import Pace

    del os.environ["LOG_LEVEL"]  # read by now; the functions' own loggers would take it for theirs
    lab = Lab(clients, None if speed is None else Pace(speed, clock))
    mends.install(lab)
    sts.install(lab)
    opinions.install(lab)
    for part in ("sagemaker", "trail"):  # trail last: it wraps all the others
        if importlib.util.find_spec(f"lab.{part}"):
            install = getattr(importlib.import_module(f"lab.{part}"), "install", None)
            if install:
                install(lab)
    return lab


def listen(host: str, port: int) -> socket.socket:
    """The socket, taken before anything else is done, so that a port in use is an error and not another lab's answer."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        raise OSError(f"port {port} cannot be used: {error.strerror}") from error
    taken.listen(1024)
    return taken


async def serve(lab, listening: socket.socket) -> None:  # type: ignore[no-untyped-def]
    from hypercorn.asyncio import serve as hypercorn_serve
    from hypercorn.config import Config

    from ministack import app

    from lab.front import front

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    watch_stdin(lambda: loop.call_soon_threadsafe(stop.set))
    config = Config()
    config.bind = [f"fd://{listening.fileno()}"]
    config.keep_alive_timeout = 75
    config.loglevel = app.LOG_LEVEL
    config.graceful_timeout = GRACE_SECONDS
    config.shutdown_timeout = GRACE_SECONDS
    announcing = asyncio.create_task(announce(*listening.getsockname()))
    await hypercorn_serve(front(lab), config, shutdown_trigger=stop.wait)
    announcing.cancel()


async def announce(host: str, port: int) -> None:
    """Says `ready` once a request is answered."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"GET /_ministack/health HTTP/1.0\r\n\r\n")
    await reader.readline()
    writer.close()
    print("ready", flush=True)


def watch_stdin(closed: Callable[[], None]) -> None:
    """Whoever started this process holds the other end: when it dies, however it dies, the pipe closes."""

    def read() -> None:
        with contextlib.suppress(OSError):
            while os.read(0, 4096):
                pass
        closed()

    threading.Thread(target=read, name="lab-stdin", daemon=True).start()


def end_processes() -> None:
    """Ends every function's process, warm, busy or just starting."""
    from ministack.core import lambda_runtime

    with lambda_runtime._lock:
        workers = [worker for pool in lambda_runtime._workers.values() for worker in pool]
        lambda_runtime._workers.clear()
    for worker in workers:
        if worker._proc is not None:
            worker._proc.kill()
            worker._proc.wait()
    if os.getpgrp() == os.getpid():  # started as the leader of a group: whatever else is in it is ours
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)


def remove(temporary: Path) -> None:
    """Also when a process that is being killed still writes into it."""
    for _ in range(20):
        shutil.rmtree(temporary, ignore_errors=True)
        if not temporary.exists():
            return
        time.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description="the lab's local AWS account")
    parser.add_argument("--clients", type=Path, required=True)
    parser.add_argument("--speed", type=float)
    parser.add_argument("--clock", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    sys.path.insert(0, str(ROOT))
    sys.path.remove(str(ROOT / "lab"))
    temporary = Path(tempfile.gettempdir())
    status = 1
    try:
        listening = listen(os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"]))
        asyncio.run(serve(build(options.clients, options.speed, options.clock), listening))
        status = 0
    except OSError as error:
        print(error, file=sys.stderr)
    except Exception:
        traceback.print_exc()
    end_processes()
    if temporary.name.startswith(OWN_TEMPORARY):
        remove(temporary)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(status)  # ministack's threads (pollers, schedulers, running invocations) never end by themselves


if __name__ == "__main__":
    main()
