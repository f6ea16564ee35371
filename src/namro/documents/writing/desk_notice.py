"""The notice of a month's evaluation at the counter, to be posted there."""

from __future__ import annotations

from dataclasses import dataclass

from namro.documents.writing.content import Block, Bullets, Paper, Section
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, TaskRow, TaskTable

_COLUMNS = (
    Column("TT", 8, "cell_centred"),
    Column("Nội dung", 58),
    Column("Số trả lời", 17, "cell_centred"),
    Column("Chỉ số (0–100)", 17, "cell_centred"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTold:
    """What the notice says; `figures` are (name, number of answers, value in words)."""

    official: Official
    month: str
    opening: str
    figures: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


def desk_paper(told: DeskTold) -> Paper:
    """The notice as typed content."""
    rows = tuple(TaskRow((str(place), *cells)) for place, cells in enumerate(told.figures, 1))
    blocks: tuple[Block, ...] = (told.opening, TaskTable(_COLUMNS, rows)) if rows else (told.opening,)
    return Paper(
        official=told.official,
        summary=f"Kết quả đánh giá tại quầy {told.month}",
        body=(Section("Kết quả", blocks), Section("Cách tính", (Bullets(told.notes),))),
    )
