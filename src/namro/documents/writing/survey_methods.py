"""The methods sheet of a survey as a document: its parts, the strata as an annex."""

from __future__ import annotations

from dataclasses import dataclass

from namro.documents.writing.content import Annex, Bullets, Paper, Section
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, TaskRow, TaskTable

_COLUMNS = (
    Column("TT", 6, "cell_centred"),
    Column("Tầng", 38),
    Column("Tổng thể", 13, "cell_centred"),
    Column("Cần rút", 11, "cell_centred"),
    Column("Đã rút", 11, "cell_centred"),
    Column("Cụm rút/có", 11, "cell_centred"),
    Column("Dự phòng", 10, "cell_centred"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsTold:
    """What the sheet says: lines below headings; strata as (name, population, wanted, drawn, clusters, reserve)."""

    official: Official
    survey: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    strata: tuple[tuple[str, ...], ...]


def methods_paper(told: MethodsTold) -> Paper:
    """The sheet as a report, with the strata on pages of their own."""
    rows = tuple(TaskRow((str(place), *cells)) for place, cells in enumerate(told.strata, 1))
    return Paper(
        official=told.official,
        summary=f"Phương pháp khảo sát “{told.survey}”",
        body=tuple(Section(title, (Bullets(lines),)) for title, lines in told.parts),
        annexes=(Annex("Các tầng của mẫu", (TaskTable(_COLUMNS, rows),), upright=True),),
    )
