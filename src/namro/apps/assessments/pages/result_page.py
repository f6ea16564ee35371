"""The result of a unit that explains itself: every criterion with its points and the sentence why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.bridge import Line, lines_of
from namro.apps.assessments.queries.results import Result
from namro.core.framework.model import Item, Node, Scale
from namro.core.scoring.numbers import said, said_points
from namro.core.scoring.outcome import NO_DATA, NO_EVIDENCE, NOT_APPLICABLE, SCORED
from namro.ui.formats import NOTHING, moment

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A criterion or item: points as shown, its maximum, what its state is called, why; `url` leads to its facts."""

    id: str
    name: str
    level: int
    points: str
    most: str
    state: str
    css: str
    icon: str
    why: str
    missing: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """A unit's result in a year."""

    total: str
    most: str
    percent: str
    band: str
    band_why: str
    not_ranked: str
    rank: str
    bonus: str
    penalty: str
    excluded: str
    computed: str
    rows: tuple[ResultRow, ...]
    items: tuple[ResultRow, ...]


def states() -> dict[str, tuple[str, str, str]]:
    """Return (word, class, icon) of each state."""
    return {
        SCORED: (_("đã tính"), "line", "check"),
        NOT_APPLICABLE: (_("không áp dụng"), "line", "circle-dashed"),
        NO_DATA: (_("thiếu số liệu"), "warn", "help-hexagon"),
        NO_EVIDENCE: (_("thiếu minh chứng"), "bad", "file-off"),
    }


def result_page(found: Result, *, facts_url: str) -> ResultPage:
    """Return the context of a result."""
    row, framework = found.row, found.edition.framework
    scale = framework.scale
    lines = dict(lines_of(row, "criteria"))
    items = dict(lines_of(row, "adjustments"))
    rows = tuple(_rows(framework.criteria, lines, scale=scale, level=0, facts_url=facts_url))
    rank = found.standing.rank if found.standing else None
    cut = {key: Decimal(row.lines[key]) for key in ("bonus", "penalty", "excluded")}
    return ResultPage(
        total=said_points(row.total, scale),
        most=said(scale.max),
        percent=NOTHING if row.percent is None else f"{said_points(row.percent, scale)} %",
        band=row.band,
        band_why="" if row.not_ranked else row.band_why,
        not_ranked=row.not_ranked,
        rank=_("hạng %(rank)d trong %(n)d đơn vị") % {"rank": rank, "n": found.ranked} if rank else _("chưa xếp hạng"),
        bonus=said_points(cut["bonus"], scale) if cut["bonus"] else "",
        penalty=said_points(cut["penalty"], scale) if cut["penalty"] else "",
        excluded=said(cut["excluded"]) if cut["excluded"] else "",
        computed=moment(row.computed_at),
        rows=rows,
        items=tuple(
            _row(item, items[item.id], scale=scale, level=0, facts_url=facts_url)
            for item in framework.items
            if item.id in items
        ),
    )


def _rows(
    nodes: tuple[Node, ...], lines: dict[str, Line], *, scale: Scale, level: int, facts_url: str
) -> Iterator[ResultRow]:
    for node in nodes:
        if node.id in lines:
            url = "" if node.children else facts_url
            yield _row(node, lines[node.id], scale=scale, level=level, facts_url=url)
        yield from _rows(node.children, lines, scale=scale, level=min(level + 1, _DEEPEST), facts_url=facts_url)


def _row(bearer: Node | Item, line: Line, *, scale: Scale, level: int, facts_url: str) -> ResultRow:
    word, css, icon = states()[line.state]
    proofs = {proof.id: proof.text for proof in bearer.evidence.items} if bearer.evidence else {}
    return ResultRow(
        id=bearer.id,
        name=bearer.name,
        level=level,
        points=said_points(line.points, scale),
        most="" if bearer.max is None else said(bearer.max),
        state=word,
        css=css,
        icon=icon,
        why=line.why,
        missing=tuple(proofs.get(key) or key for key in line.missing),
        url=f"{facts_url}?{urlencode({'tim': bearer.id})}" if facts_url else "",
    )


def facts_url_of(year: int, code: str) -> str:
    """Return where the facts of a unit and year are."""
    return reverse("indicators:facts", args=[year, code])
