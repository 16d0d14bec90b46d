"""The web server and the background worker that stands beside it."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from granian import Granian
from granian.constants import Interfaces

from wardmote.kernel.errors import RuleBroken

HOST = "127.0.0.1"
SERVER = "WARDMOTE_SERVER_PID"  # told to the web worker: see wsgi.py
THREADS = 4
PATIENCE = 1.0  # seconds a worker may take to end before it is made to


def check_port(port: int, host: str = HOST) -> None:
    """RuleBroken if something else listens there: granian itself would share the port."""
    if not 1 <= port <= 65535:
        raise RuleBroken(f"{port} is not a port. Choose one from 1024 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise RuleBroken(
                f"Port {port} is for administrators only. Choose another: PORT=8001"
            ) from None
        except OSError:
            raise RuleBroken(
                f"Port {port} is in use, perhaps by another Wardmote. Stop that one, or "
                f"choose another port: PORT={port + 1}"
            ) from None


def serve(port: int, *, ready: Callable[[str], None]) -> None:
    """Answer on this port until a signal ends it; `ready` is told the address once."""
    server = Granian(
        "wardmote.desk.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        log_enabled=False,
    )
    os.environ[SERVER] = str(os.getpid())
    address = f"http://{HOST}:{port}/"
    threading.Thread(target=_tell, args=(port, address, ready), daemon=True).start()
    with worker_beside():
        server.serve()


def _tell(port: int, address: str, ready: Callable[[str], None]) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                ready(address)
                return
        time.sleep(0.1)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run `wardmote work` as a child that ends with us, even if we are killed outright."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "wardmote.cli", "work", "--tied-to", str(os.getpid())],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches the server, which then ends it
    )
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def end_with(parent: int) -> None:
    """End this process when the one that started it, its `parent`, is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
