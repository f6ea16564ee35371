"""Answers from a CSV file: every fault at once, with its line. The columns: docs/surveys.md."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from namro.core.base.csv_rows import csv_cells
from namro.core.base.faults import Faults
from namro.core.survey.answers import NO_ANSWER, Sample
from namro.core.survey.model import Instrument, Scale
from namro.core.survey.sampled import Gathered

_DESIGN = ("stratum", "psu", "weight", "fpc")
#: Rows taken at a time: enough that work goes by columns, few enough for little memory.
_CHUNK = 20_000
_WRONG = 255
#: Spreadsheets and statistics programs write whole numbers of a column with gaps as 4.0.
_WHOLE = re.compile(r"(-?\d+)(\.0*)?")


def read_responses(path: Path, instrument: Instrument) -> Sample:
    """Read the answers to an instrument. Raises `BrokenFile` with every fault, NamroError where it cannot be opened."""
    faults = Faults(path.name)
    taking = _Taking(instrument, faults)
    rows = csv_cells(path, faults, required=taking.required, optional=_DESIGN)
    while chunk := list(islice(rows, _CHUNK)):
        lines, cells = zip(*chunk, strict=True)
        taking.take(lines, list(zip(*cells, strict=True)))
    taking.gathered.check(faults)
    faults.refuse()
    return taking.gathered.sample()


class _Codes(dict[str, int]):
    """What a cell says on a scale, remembered by its text: 1 … max, 0 for no answer, 255 for what cannot be."""

    def __init__(self, scale: Scale) -> None:
        super().__init__({"": NO_ANSWER})
        self.scale = scale

    def __missing__(self, text: str) -> int:
        match = _WHOLE.fullmatch(text.strip())
        value = int(match[1]) if match else None
        if not text.strip() or value in self.scale.no_answer:
            code = NO_ANSWER
        elif value is not None and 1 <= value <= self.scale.most:
            code = value
        else:
            code = _WRONG
        if len(self) < 10_000:  # a hostile file has as many texts as cells
            self[text] = code
        return code


class _Taking:
    """Takes the rows of one file in chunks."""

    def __init__(self, instrument: Instrument, faults: Faults) -> None:
        self.items = [item.code for item in instrument.items]
        self.required = ("unit", *self.items)
        self.scale = instrument.scale
        self.codes = _Codes(instrument.scale)
        self.faults = faults
        self.gathered = Gathered(self.items)

    def take(self, lines: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
        """Take the columns of some rows, in the order asked for; those of a design that has none hold None."""
        by_name = dict(zip((*self.required, *_DESIGN), columns, strict=True))
        texts = {name: by_name[name] for name in _DESIGN if by_name[name][0] is not None}
        self._none_empty("thiếu tên đơn vị (unit).", lines, by_name["unit"])
        for name in ("stratum", "psu"):
            said = f"thiếu {name}. Ghi mã cho mọi dòng, hoặc bỏ hẳn cột này."
            self._none_empty(said, lines, texts.get(name, ()))
        weights = (
            [self._weight(*one) for one in zip(lines, texts["weight"], strict=True)] if "weight" in texts else None
        )
        fpc = [self._fpc(*one) for one in zip(lines, texts["fpc"], strict=True)] if "fpc" in texts else None
        answers = {code: self._answers(code, lines, by_name[code]) for code in self.items}
        self.gathered.add(by_name["unit"], texts.get("stratum"), texts.get("psu"), weights, fpc, answers, lines)

    def _none_empty(self, said: str, lines: Sequence[int], column: Sequence[str]) -> None:
        for line, text in zip(lines, column, strict=False):
            if not text:
                self.faults.add(line, said)

    def _answers(self, code: str, lines: Sequence[int], column: Sequence[str]) -> np.ndarray:
        found = np.array([self.codes[text] for text in column], dtype=np.uint8)
        for at in np.flatnonzero(found == _WRONG).tolist():
            none = f", hoặc {', '.join(map(str, self.scale.no_answer))}" if self.scale.no_answer else ""
            said = f"{code}: “{column[at][:20]}” ngoài thang. Viết 1 đến {self.scale.most}, để trống{none}."
            self.faults.add(lines[at], said)
        return found

    def _weight(self, line: int, text: str) -> float:
        value = _number(text)
        if value is None or value < 0:
            said = f"“{text[:20]}” không dùng được" if text else "để trống"
            self.faults.add(line, f"weight: {said}. Trọng số là số từ 0 trở lên, có ở mọi dòng.")
            return 0.0
        return value

    def _fpc(self, line: int, text: str) -> float:
        if not text:
            return math.nan
        value = _number(text)
        if value is None or value <= 0:
            self.faults.add(line, f"fpc: “{text[:20]}” không dùng được. Ghi số cụm (PSU) của tầng trong tổng thể.")
            return math.nan
        return value


def _number(text: str) -> float | None:
    try:
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
