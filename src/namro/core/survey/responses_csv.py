"""Answers from a CSV file: every fault at once, with its line. The columns: docs/surveys.md."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from namro.core.base.errors import unopened
from namro.core.base.faults import BrokenFile, Fault, Faults
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
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise unopened(path, error) from error
    faults = Faults(path.name)
    with stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            places = _places(path, header, [item.code for item in instrument.items])
            sample = _Taking(instrument, places, faults).take(reader, len(header))
        except csv.Error as error:
            said = f"không đọc được dòng CSV ({error}). Kiểm tra dấu ngoặc kép."
            raise BrokenFile(path.name, [*faults.found, Fault(reader.line_num, "", said)]) from error
        except UnicodeDecodeError as error:
            raise BrokenFile(path.name, [Fault(0, "", "không phải UTF-8. Hãy lưu lại dạng CSV UTF-8.")]) from error
    faults.refuse()
    return sample


def _places(path: Path, header: list[str], items: Sequence[str]) -> dict[str, int]:
    wanted = ["unit", *items]
    if missing := [name for name in wanted if name not in header]:
        cure = "Dòng đầu phải có unit và mã từng câu của bộ câu hỏi."
        if len(header) == 1 and ";" in header[0]:
            cure = f"Tệp dùng dấu chấm phẩy; hãy lưu lại với dấu phẩy. {cure}"
        raise BrokenFile(path.name, [Fault(1, "", f"thiếu cột {', '.join(missing[:20])}. {cure}")])
    used = [name for name in (*wanted, *_DESIGN) if name in header]
    if twice := [name for name in used if header.count(name) > 1]:
        raise BrokenFile(path.name, [Fault(1, "", f"cột {', '.join(twice)} ghi hai lần. Hãy giữ một.")])
    return {name: header.index(name) for name in used}


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

    def __init__(self, instrument: Instrument, places: dict[str, int], faults: Faults) -> None:
        self.items = [item.code for item in instrument.items]
        self.scale = instrument.scale
        self.codes = _Codes(instrument.scale)
        self.places = places
        self.faults = faults
        self.gathered = Gathered(self.items)

    def take(self, reader: Iterator[list[str]], width: int) -> Sample:
        """Take all rows, then settle the design."""
        numbered = self._rows(reader, width)
        while chunk := list(islice(numbered, _CHUNK)):
            lines, rows = zip(*chunk, strict=True)
            self._chunk(lines, list(zip(*rows, strict=True)))
        self.gathered.check(self.faults)
        self.faults.refuse()
        return self.gathered.sample()

    def _rows(self, reader: Iterator[list[str]], width: int) -> Iterator[tuple[int, list[str]]]:
        line = self._line(reader)
        for cells in reader:
            if any(map(str.strip, cells)):
                if len(cells) > width and any(map(str.strip, cells[width:])):
                    self.faults.add(line, f"thừa cột: dòng có {len(cells)} ô, tiêu đề có {width}.")
                else:
                    yield line, (cells + [""] * (width - len(cells)))[:width]
            line = self._line(reader)

    @staticmethod
    def _line(reader: Iterator[list[str]]) -> int:
        return int(getattr(reader, "line_num", 0)) + 1

    def _chunk(self, lines: Sequence[int], columns: list[Sequence[str]]) -> None:
        units = [text.strip() for text in columns[self.places["unit"]]]
        for at, text in enumerate(units):
            if not text:
                self.faults.add(lines[at], "thiếu tên đơn vị (unit).")
        texts = {name: [text.strip() for text in columns[self.places[name]]] for name in _DESIGN if name in self.places}
        for name in ("stratum", "psu"):
            for at, text in enumerate(texts.get(name, ())):
                if not text:
                    self.faults.add(lines[at], f"thiếu {name}. Ghi mã cho mọi dòng, hoặc bỏ hẳn cột này.")
        weights = (
            [self._weight(lines[at], text) for at, text in enumerate(texts["weight"])] if "weight" in texts else None
        )
        fpc = [self._fpc(lines[at], text) for at, text in enumerate(texts["fpc"])] if "fpc" in texts else None
        answers = {code: self._answers(code, lines, columns[self.places[code]]) for code in self.items}
        self.gathered.add(units, texts.get("stratum"), texts.get("psu"), weights, fpc, answers, lines)

    def _answers(self, code: str, lines: Sequence[int], column: Sequence[str]) -> np.ndarray:
        found = np.array([self.codes[text] for text in column], dtype=np.uint8)
        for at in np.flatnonzero(found == _WRONG).tolist():
            none = f", hoặc {', '.join(map(str, self.scale.no_answer))}" if self.scale.no_answer else ""
            said = f"{code}: “{column[at].strip()[:20]}” ngoài thang. Viết 1 đến {self.scale.most}, để trống{none}."
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
