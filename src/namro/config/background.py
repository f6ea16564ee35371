"""The worker as a child of the site: started before it, started again when it ends by itself, stopped after it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Seconds before a worker that ended by itself is started again, so that one that cannot start does not spin.
_PAUSE = 1.0
#: Seconds that a worker has to end when its standard input is closed; more than it gives the work in hand.
_PATIENCE = 8.0


@contextmanager
def worker_beside(data: Path) -> Iterator[None]:
    """Have a worker on the data folder for as long as the site runs."""
    command = [sys.executable, "-P", "-m", "namro", "worker", "--data", str(data), "--with-parent"]
    keeper = Keeper(command)
    try:
        yield
    finally:
        keeper.stop()


class Keeper:
    """Keeps one process running. The process must end when its standard input is closed, and so ends with this one."""

    def __init__(self, command: Sequence[str], *, pause: float = _PAUSE) -> None:
        self._command, self._pause = list(command), pause
        self._stopping = threading.Event()
        self._child = self._start()  # at once: later, the threads of a server would be in the way of starting it
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The process that runs now."""
        return self._child.pid

    def stop(self) -> None:
        """End the process; return when it is gone."""
        self._stopping.set()
        self._close(self._child)
        self._thread.join(timeout=2 * _PATIENCE)

    def _keep(self) -> None:
        while True:
            self._child.wait()
            self._close(self._child)
            if self._stopping.wait(self._pause):
                return
            self._child = self._start()
            if self._stopping.is_set():  # the word to stop came while it was started
                self._close(self._child)
                return

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603 - our own command

    def _close(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdin
        child.stdin.close()
        try:
            child.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
