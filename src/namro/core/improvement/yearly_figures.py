"""What a person's yearly sheet counts: the figures, the rows behind them, and corrections laid over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class Figure(StrEnum):
    """A number of the sheet: how many of its rows carry the figure."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NO_DAY = "no_day"
    RETURNED = "returned"
    ASKED = "asked"
    GRANTED = "granted"
    ASKED_LATE = "asked_late"
    INITIATIVES = "initiatives"
    FEEDBACK = "feedback"
    EVALUATED = "evaluated"


FIGURE_WORDS = {
    Figure.EARLY: "Xong sớm",
    Figure.ON_TIME: "Xong đúng hạn",
    Figure.LATE: "Trễ hạn",
    Figure.OPEN: "Đang làm, chờ duyệt",
    Figure.NO_DAY: "Xong, việc không có hạn",
    Figure.RETURNED: "Bị trả lại",
    Figure.ASKED: "Xin gia hạn",
    Figure.GRANTED: "Được gia hạn",
    Figure.ASKED_LATE: "Xin gia hạn muộn",
    Figure.INITIATIVES: "Sáng kiến",
    Figure.FEEDBACK: "Phản ánh đã xác nhận",
    Figure.EVALUATED: "Tháng được đánh giá xử lý hồ sơ",
}
#: What comes from outside the plans: without a source nobody knows the number, which is not 0.
FROM_SOURCES = (Figure.INITIATIVES, Figure.FEEDBACK, Figure.EVALUATED)
#: Where a row can stand instead, and as what a missing one can be added, by the figure that it carries.
TIMELY = (Figure.EARLY, Figure.ON_TIME, Figure.LATE)
ADDABLE = (Figure.EARLY, Figure.ON_TIME, Figure.INITIATIVES, Figure.FEEDBACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the sheet: a piece of work, a return, a wish for time, an initiative. `path` leads to it on the site.

    `ref` stays the same for as long as the thing exists; a correction names it. `said` is what was corrected.
    """

    ref: str
    figures: tuple[Figure, ...]
    text: str
    on: date | None = None
    detail: str = ""
    path: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """An accepted correction: the row now carries `figure`, or none when it is None; `ref` of a missing row is new."""

    ref: str
    figure: Figure | None
    text: str = ""
    said: str = ""
    on: date | None = None


class Change(NamedTuple):
    """A figure that is another one than it was."""

    figure: Figure
    was: int | None
    now: int | None


def movable(row: Row) -> tuple[Figure, ...]:
    """Return the figures as which a row may be corrected; leaving it out is possible for every row."""
    if not any(one in (*TIMELY, Figure.OPEN) for one in row.figures):
        return ()
    return tuple(one for one in TIMELY if one not in row.figures)


def with_corrections(rows: Iterable[Row], corrections: Iterable[Corrected]) -> tuple[Row, ...]:
    """Return the rows as corrected, one correction after the other; rows that were missing stand at the end."""
    found = {row.ref: row for row in rows}
    for one in corrections:
        row = found.get(one.ref)
        if one.figure is None:
            found.pop(one.ref, None)
        elif row is not None:
            found[one.ref] = replace(row, figures=(one.figure,), said=one.said)
        elif one.text:
            found[one.ref] = Row(ref=one.ref, figures=(one.figure,), text=one.text, on=one.on, said=one.said)
    return tuple(found.values())


def counted(rows: Iterable[Row], sources: Collection[Figure]) -> dict[Figure, int | None]:
    """Return every figure; one that has neither a source nor a row is None: nobody knows it."""
    counts = Counter(figure for row in rows for figure in row.figures)
    return {one: counts[one] if counts[one] or one not in FROM_SOURCES or one in sources else None for one in Figure}


def of_figure(rows: Iterable[Row], figure: Figure) -> tuple[Row, ...]:
    """Return the rows behind a figure by their days, those without one last."""
    return tuple(sorted((row for row in rows if figure in row.figures), key=lambda row: (row.on or date.max, row.ref)))


def changes(was: Mapping[Figure, int | None], now: Mapping[Figure, int | None]) -> tuple[Change, ...]:
    """Return the figures that are not what they were."""
    return tuple(Change(one, was.get(one), now[one]) for one in Figure if was.get(one) != now[one])


def packed(rows: Iterable[Row], figures: Mapping[Figure, int | None]) -> dict[str, Any]:
    """Return the sheet in plain values, as a snapshot keeps it."""
    lines = [
        {
            "ref": row.ref,
            "figures": [one.value for one in row.figures],
            "text": row.text,
            "on": row.on.isoformat() if row.on else "",
            "detail": row.detail,
            "path": row.path,
            "said": row.said,
        }
        for row in rows
    ]
    return {"figures": {one.value: figures[one] for one in Figure}, "rows": lines}


def unpacked(content: Mapping[str, Any]) -> tuple[tuple[Row, ...], dict[Figure, int | None]]:
    """Return rows and figures of a snapshot; a figure that was not known then is None."""
    rows = tuple(
        Row(
            ref=line["ref"],
            figures=tuple(Figure(one) for one in line["figures"]),
            text=line["text"],
            on=date.fromisoformat(line["on"]) if line["on"] else None,
            detail=line["detail"],
            path=line["path"],
            said=line["said"],
        )
        for line in content["rows"]
    )
    return rows, {one: content["figures"].get(one.value) for one in Figure}
