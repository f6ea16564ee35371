"""Two years of a unit criterion by criterion: documents and survey apart, editions matched by what became of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.last_year import LastYear, YearBefore
from namro.core.assessment.result_table import SURVEY
from namro.core.framework.model import Framework
from namro.core.scoring.change import signed
from namro.core.scoring.numbers import ZERO, said, said_points
from namro.core.scoring.outcome import NOT_APPLICABLE, UnitScore
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class Compared:
    """A criterion in two years; `css` marks a rise or a fall."""

    id: str
    name: str
    url: str
    before: str
    before_most: str
    after: str
    most: str
    difference: str
    css: str
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """Documents, survey, or what stands beside the scale: criteria that changed, how many did not, the sums."""

    name: str
    changed: tuple[Compared, ...]
    same: tuple[Compared, ...]
    before: str
    after: str
    difference: str
    css: str


def compared_parts(framework: Framework, sheet: Assessment, score: UnitScore, before: YearBefore) -> tuple[Part, ...]:
    """Return the parts that have anything in them."""
    leaves = framework.leaves
    survey = [key for key, leaf in leaves.items() if leaf.source == SURVEY]
    documents = [key for key in leaves if key not in set(survey)]
    maker = _Maker(framework, sheet, score, before)
    parts = [
        maker.part(_("Phần hồ sơ"), documents),
        maker.part(_("Phần khảo sát"), survey),
        maker.part(_("Điểm thưởng, điểm trừ"), [item.id for item in framework.items]),
    ]
    return tuple(part for part in parts if part is not None)


def gone(framework: Framework, before: YearBefore) -> str:
    """Return what criteria gave the year before that are in this year's set no more; "" for nothing."""
    kept = [before.rows[key].points for key in framework.leaves if key in before.rows]
    signs = {item.id: 1 for item in framework.bonus.items} | {item.id: -1 for item in framework.penalty.items}
    kept += [signs[key] * abs(before.rows[key].points) for key in signs if key in before.rows]
    rest = (before.total or ZERO) - sum(kept, ZERO)
    return said_points(rest, framework.scale) if abs(rest) >= Decimal("0.0005") else ""


class _Maker:
    def __init__(self, framework: Framework, sheet: Assessment, score: UnitScore, before: YearBefore) -> None:
        self.framework, self.sheet, self.score, self.before = framework, sheet, score, before
        self.scale = framework.scale

    def part(self, name: str, keys: Iterable[str]) -> Part | None:
        rows = list(self._rows(keys))
        if not rows:
            return None
        earlier = sum((points for _row, points, _now in rows), ZERO)
        later = sum((points for _row, _then, points in rows), ZERO)
        change = later - earlier
        return Part(
            name,
            tuple(row for row, then, now in rows if then != now),
            tuple(row for row, then, now in rows if then == now),
            said_points(earlier, self.scale),
            said_points(later, self.scale),
            signed(change, self.scale),
            _css(change),
        )

    def _rows(self, keys: Iterable[str]) -> Iterator[tuple[Compared, Decimal, Decimal]]:
        outcomes = {**self.score.criteria, **self.score.adjustments}
        for key in keys:
            outcome, earlier = outcomes.get(key), self.before.rows.get(key)
            if outcome is None or (key not in self.framework.leaves and not outcome.points and not earlier):
                continue
            now = outcome.points
            then = earlier.points if earlier else ZERO
            shown = NOTHING if outcome.state == NOT_APPLICABLE else said_points(now, self.scale)
            yield self._row(key, earlier, shown, change=now - then), then, now

    def _row(self, key: str, earlier: LastYear | None, shown: str, *, change: Decimal) -> Compared:
        most = self.framework.maxima.get(key)
        before_most = earlier.max if earlier else None
        return Compared(
            id=key,
            name=self.framework.names[key],
            url=reverse("assessments:criterion", args=[self.sheet.year, self.sheet.unit.code, key]),
            before=said_points(earlier.points, self.scale) if earlier else _("chưa có"),
            before_most=said(before_most) if before_most is not None and before_most != most else "",
            after=shown,
            most="" if most is None else said(most),
            difference=signed(change, self.scale) if earlier else NOTHING,
            css=_css(change) if earlier else "",
            why=earlier.reason if earlier else "",
        )


def _css(change: Decimal) -> str:
    return "up" if change > 0 else "down" if change < 0 else ""
