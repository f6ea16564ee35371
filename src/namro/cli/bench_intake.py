"""How fast answers of surveys come in, each on the disk before it is acknowledged, and what a kill -9 leaves.

The site runs as `namro serve` runs it, in processes of its own; forms come at a fixed rate, whether or not those before
them were answered, and a form's time counts from the moment at which it was due.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

from namro.cli.bench_database import scratch
from namro.core.base.clock import system_clock

RATE = 200
#: Seconds at that rate, and seconds of a second run in the middle of which the site is killed.
_SECONDS = {"small": (4, 2), "full": (60, 20)}
_CONNECTIONS = 32
#: The burst that shows what there is room for: as many forms, as fast as sixteen phones get their answers.
_BURST, _PHONES = {"small": 300, "full": 5000}, 16


@dataclass(slots=True)
class _Run:
    """Forms as bytes to send by their codes, what was acknowledged, and how long each took in seconds."""

    port: int
    forms: dict[str, bytes]
    acknowledged: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    seconds: float = 0.0


def intake_figures(size: str) -> tuple[dict[str, float], str]:
    """Return the figures and the kind of database they were taken on."""
    seconds, killed = _SECONDS[size]
    with scratch(by_models=True) as kind, _port() as port:
        from namro.demo import many_answers as many
        from namro.demo.many_answers import digest_of

        at = system_clock()
        survey = many.open_survey(at)
        codes = many.give_codes(survey, RATE * (seconds + killed) + _BURST[size], at=at)
        forms = dict(_requests(codes, many.answers_of(survey), port))
        calm, stormy, burst = (
            _Run(port, {code: forms[code] for code in part})
            for part in _parted(codes, RATE * seconds, RATE * killed, _BURST[size])
        )
        with _site(port) as site:
            asyncio.run(_fast(burst))  # first: a site that was just started loads what it needs
            asyncio.run(_paced(calm))
            asyncio.run(_killed(stormy, site))
        rows = many.rows_by_code(survey)
        acknowledged = [code for run in (calm, burst, stormy) for code in run.acknowledged]
        lost = sum(rows.get(digest_of(code)) != 1 for code in acknowledged)
    took = sorted(calm.took)
    figures = {
        "intake_per_s": len(calm.acknowledged) / calm.seconds,
        "intake_p99_ms": 1000 * took[int(0.99 * (len(took) - 1))],
        "intake_median_ms": 1000 * took[len(took) // 2],
        "intake_burst_per_s": len(burst.acknowledged) / burst.seconds,
        "intake_lost": float(lost),
        "intake_acknowledged": float(len(acknowledged)),
    }
    return figures, kind


def _parted(codes: Sequence[str], *sizes: int) -> Iterator[Sequence[str]]:
    start = 0
    for size in sizes:
        yield codes[start : start + size]
        start += size


def _requests(codes: Sequence[str], answers: dict[str, str], port: int) -> Iterator[tuple[str, bytes]]:
    """Yield what a phone sends, as the page's script does."""
    from namro.apps.surveys.entering import code_name, new_form

    for code in codes:
        body = urlencode({"-phieu": new_form(code_name(code)), "-luc": "", **answers})
        head = (
            f"POST /ks/{code} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield code, (head + body).encode()


class _Phone:
    """A connection that is opened again when it breaks."""

    def __init__(self, run: _Run) -> None:
        self.run = run
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, code: str, due: float) -> None:
        """Send a form until it is acknowledged."""
        while not await self._try(code):
            await asyncio.sleep(0.05)
        self.run.acknowledged.append(code)
        self.run.took.append(monotonic() - due)

    async def _try(self, code: str) -> bool:
        try:
            if self.streams is None:
                self.streams = await asyncio.open_connection("127.0.0.1", self.run.port)
            reader, writer = self.streams
            writer.write(self.run.forms[code])
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-l")
            )
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            self.streams = None
            return False
        status = int(head.split(b" ", 2)[1])
        if status not in {200, 500, 502, 503}:
            raise RuntimeError(f"/ks/{code} answered {status}")
        return status == 200


async def _paced(run: _Run) -> None:
    """Send the forms at the fixed rate."""
    free: asyncio.Queue[_Phone] = asyncio.Queue()
    for _n in range(_CONNECTIONS):
        free.put_nowait(_Phone(run))
    start = monotonic()

    async def one(code: str, due: float) -> None:
        phone = await free.get()
        await phone.send(code, due)
        free.put_nowait(phone)

    sending = []
    for n, code in enumerate(run.forms):
        due = start + n / RATE
        await asyncio.sleep(max(0.0, due - monotonic()))
        sending.append(asyncio.create_task(one(code, due)))
    await asyncio.gather(*sending)
    run.seconds = monotonic() - start


async def _fast(run: _Run) -> None:
    """Send the forms as fast as the phones get their answers."""
    start, left = monotonic(), list(run.forms)

    async def many(phone: _Phone) -> None:
        while left:
            await phone.send(left.pop(), monotonic())

    await asyncio.gather(*(many(_Phone(run)) for _n in range(_PHONES)))
    run.seconds = monotonic() - start


async def _killed(run: _Run, site: _Site) -> None:
    """Send at the fixed rate; in the middle the site is killed and begun again."""
    sending = asyncio.create_task(_paced(run))
    await asyncio.sleep(len(run.forms) / RATE / 2)
    await asyncio.to_thread(site.kill)
    await asyncio.to_thread(site.begin)
    await sending


class _Site:
    """`namro serve` on the bench's own folder."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "namro", "serve", "--no-worker"]
        command += ["--data", os.environ["NAMRO_DATA"], "--port", str(self.port)]
        self.process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        end = monotonic() + 60
        while monotonic() < end and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            sleep(0.05)
        raise RuntimeError("namro serve does not answer")

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Kill it with everything it began; Granian's worker is in a group of its own, but in the same session."""
        assert self.process is not None
        for pid in [*_of_session(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, how)
        self.process.wait()


def _of_session(session: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield int(folder.name)


@contextmanager
def _site(port: int) -> Iterator[_Site]:
    site = _Site(port)
    site.begin()
    try:
        yield site
    finally:
        site.kill(signal.SIGKILL)


@contextmanager
def _port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    yield port
