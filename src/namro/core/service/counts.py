"""Counts of the service index from a CSV file: unit, metric, numerator, denominator, and the score where imported."""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

from namro.core.base.csv_rows import Row, csv_rows
from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults
from namro.core.base.points import exact_words
from namro.core.service.index import Form, Metric, ServiceIndex
from namro.core.service.points import Count

COLUMNS = ("unit", "metric", "numerator", "denominator")
SCORE = "score"

#: A whole number; a table program writes 47.0 where other cells of the column are empty.
_WHOLE = re.compile(r"(-?\d{1,15})(\.0+)?")
_POINTS = re.compile(r"\d{1,6}(\.\d{1,15})?")


class BadCount(Exception):
    """What is wrong with one row, in words."""


def read_counts(path: Path, index: ServiceIndex) -> list[Count]:
    """Return the rows of a file; a row without any figure is no row. Raises `BrokenFile` with every fault."""
    faults = Faults(path.name)
    found: list[Count] = []
    lines: dict[tuple[str, str], int] = {}
    for line, row in csv_rows(path, faults, required=COLUMNS, optional=(SCORE,)):
        try:
            count = count_of(row, index)
            key = (count.unit, count.code)
            if key in lines:
                raise BadCount(f"{row['metric']} của “{count.unit}” đã ghi ở dòng {lines[key]}. Hãy giữ một dòng.")
        except BadCount as error:
            faults.add(line, str(error))
            continue
        lines[key] = line
        if count.score is not None or count.numerator is not None:
            found.append(count)
    faults.refuse()
    if not found:
        raise NamroError(f"{path.name}: không có số liệu nào. Ghi mỗi chỉ số của mỗi đơn vị một dòng.", code="counts")
    return found


def count_of(row: Row, index: ServiceIndex) -> Count:
    """Return what a row says. Raises `BadCount` with what to write instead."""
    # One machine writes a letter with its mark, another the mark apart: it is one unit.
    unit, code = normalize("NFC", row["unit"]), row["metric"]
    if not unit or not code:
        raise BadCount(f"thiếu {'tên đơn vị (unit)' if not unit else 'mã chỉ số (metric)'}. Mỗi dòng cần cả hai.")
    if code in index.group_codes:
        group = index.group_codes[code]
        if not row[SCORE] and (row["numerator"] or row["denominator"]):
            raise BadCount(f"{code} là cả nhóm, không tính từ số đếm. Ghi điểm của nhóm vào cột score.")
        return Count(unit=unit, code=group.code, score=_score(row[SCORE], code, group.max))
    if code not in index.metrics:
        near = get_close_matches(code.upper(), [*index.metrics, *index.group_codes], 1)
        cure = f"Có phải {near[0]}?" if near else f"Ghi một mã như {next(iter(index.metrics))} hoặc mã nhóm như CLGQ."
        raise BadCount(f"bộ chỉ số không có mã “{code[:60]}”. {cure}")
    metric = index.metrics[code]
    numerator, denominator = _figures(row, metric)
    most = index.group_codes[metric.group].max if metric.max is None else metric.max
    return Count(
        unit=unit,
        code=code,
        numerator=numerator,
        denominator=denominator,
        score=_score(row[SCORE], code, most),
    )


def _figures(row: Row, metric: Metric) -> tuple[int | None, int | None]:
    numerator, denominator = (_whole(row[name], name) for name in ("numerator", "denominator"))
    if (numerator is None) != (denominator is None):
        missing = "numerator" if numerator is None else "denominator"
        raise BadCount(f"thiếu {missing}. Ghi cả tử số và mẫu số, hoặc để trống cả hai và ghi score.")
    if numerator is None or denominator is None:
        return None, None
    if denominator < 0:
        raise BadCount(f"denominator: {denominator} nhỏ hơn 0. Mẫu số là số đếm, từ 0 trở lên.")
    if numerator < 0 and not metric.may_be_negative:
        raise BadCount(f"numerator: {numerator} nhỏ hơn 0. Tử số của {metric.code} là số đếm, từ 0 trở lên.")
    if numerator > 0 and denominator == 0 and metric.form is Form.EMPTY_FULL:
        raise BadCount(
            f"tử số {numerator} trên mẫu số 0. Không có phản ánh nào thì ghi 0 và 0; có thì ghi đúng mẫu số."
        )
    return numerator, denominator


def _whole(text: str, name: str) -> int | None:
    if not text:
        return None
    match = _WHOLE.fullmatch(text)
    if match is None or not text.isascii():
        raise BadCount(f"{name}: “{text[:40]}” không phải số nguyên. Ghi như 2618, không có dấu chấm hàng nghìn.")
    return int(match[1])


def _score(text: str, code: str, most: Decimal) -> Decimal | None:
    if not text:
        return None
    if not _POINTS.fullmatch(text) or not text.isascii():
        raise BadCount(f"score: “{text[:40]}” không phải là điểm. Ghi như 19.41 (dấu chấm).")
    if Decimal(text) > most:
        raise BadCount(f"score: {text} lớn hơn {exact_words(most)}, điểm tối đa của {code}. Kiểm tra lại điểm hoặc mã.")
    return Decimal(text)
