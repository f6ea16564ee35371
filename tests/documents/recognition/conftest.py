"""What the tests of recognition share: a sheet under a heading, and a guard against patterns that run away."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from namro.core.printed import Reading
from namro.documents import read_file


@pytest.fixture
def no_hang() -> Iterator[None]:
    """Ends the test with an error if it takes minutes: a pattern has run away."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


Reader = Callable[..., Reading]
HEAD = "BÁO CÁO\nKết quả chấm điểm cải cách hành chính năm 2023\n\n"


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read a sheet whose heading stands already."""

    def reading(body: str, name: str = "sheet.txt") -> Reading:
        file = tmp_path / name
        file.write_text(HEAD + body, encoding="utf-8")
        return read_file(file)

    return reading
