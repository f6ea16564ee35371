"""Counts of the service index from the answer of `namro indicators`: what dossiers gave of its metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeGuard

from namro.core.base.errors import NamroError, unopened
from namro.core.service.index import ServiceIndex
from namro.core.service.points import Count

_AGAIN = "Chạy lại namro indicators --by unit --json rồi ghi kết quả vào tệp này."


def read_counted(path: Path, index: ServiceIndex) -> list[Count]:
    """Return the counts by unit; measures that are no metric of the index are passed over. Raises `NamroError`."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise unopened(path, error) from error
    except ValueError as error:  # no JSON, or not UTF-8
        raise NamroError(f"{path.name}: không đọc được JSON ({error}). {_AGAIN}", code="counts") from error
    rows = data.get("rows") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise NamroError(f"{path.name}: không phải kết quả của namro indicators. {_AGAIN}", code="counts")
    found = [count for number, row in enumerate(rows, start=1) for count in _counts(row, number, path, index)]
    if not found:
        raise NamroError(f"{path.name}: không có chỉ số nào của bộ {index.index}. {_AGAIN}", code="counts")
    return found


def _counts(row: Any, number: int, path: Path, index: ServiceIndex) -> Iterator[Count]:
    where = f"{path.name}, dòng {number} của rows"
    if not isinstance(row, dict) or not isinstance(row.get("unit"), str) or not row["unit"]:
        raise NamroError(f"{where}: thiếu unit. {_AGAIN}", code="counts")
    if "month" in row:
        raise NamroError(f"{where}: số đếm theo tháng, chỉ số tính theo đơn vị. {_AGAIN}", code="counts")
    if row.get("metric") not in index.metrics:
        return
    numerator, denominator = row.get("numerator"), row.get("denominator")
    if not _is_count(numerator) or not _is_count(denominator) or denominator < 0:
        raise NamroError(f"{where}: numerator và denominator phải là số đếm. {_AGAIN}", code="counts")
    yield Count(unit=row["unit"], code=row["metric"], numerator=numerator, denominator=denominator)


def _is_count(figure: Any) -> TypeGuard[int]:
    return isinstance(figure, int) and not isinstance(figure, bool)
