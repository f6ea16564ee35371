"""The papers of a round's results, gathered from its rows: the act, and the notice of every unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.tallies import standings_of
from namro.apps.assessments.layers import layer_score
from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.standing import Standing
from namro.apps.papers.letterheads import letterhead_of
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.opinions import Layer, Value, lowers
from namro.core.assessment.result_papers import AskedRow, Issuer, LoweredRow, ResultDecision, ResultNotice
from namro.core.assessment.result_table import RankedUnit, ResultTable


def decision_of(made: Round, table: ResultTable, today: date) -> ResultDecision:
    """Return the act of a round as it is printed."""
    return ResultDecision(table=table, issuer=_issuer(made, table, today))


def notices_of(
    made: Round, table: ResultTable, sheets: Iterable[Assessment], today: date
) -> Iterator[tuple[str, ResultNotice]]:
    """Yield (code of the unit, notice) of sheets; as many queries for all of them. Expects editions, units at hand."""
    issuer = _issuer(made, table, today)
    units = {unit.key: unit for unit in table.units}
    gathered = _Gathered(table, issuer, table.act.act_date if table.act else None)
    for standing in standings_of([sheet for sheet in sheets if sheet.pk in units]):
        own = units[standing.sheet.pk]
        yield own.code, gathered.notice(standing, own)


def sheets_of_act(made: Round, act: Publication | None) -> list[Assessment]:
    """Return the sheets that an act names, or all of the round before there is one, by the names of units."""
    rows = Assessment.objects.select_related("unit", "edition").defer("edition__text").order_by("unit__code")
    return list(rows.filter(published__publication=act) if act else rows.filter(round=made))


@dataclass(frozen=True, slots=True)
class _Gathered:
    table: ResultTable
    issuer: Issuer
    dated: date | None

    def notice(self, standing: Standing, own: RankedUnit) -> ResultNotice:
        """Return one unit's notice."""
        names = standing.framework.names
        return ResultNotice(
            table=self.table,
            own=own,
            issuer=self.issuer,
            claimed_total=layer_score(standing, Layer.SELF).total,
            lowered=tuple(_lowered(standing, names)),
            asked=tuple(
                AskedRow(key, names[key], line.request)
                for key, line in standing.lines.items()
                if line.request and key in names
            ),
            dated=self.dated,
        )


def _lowered(standing: Standing, names: Mapping[str, str]) -> Iterator[LoweredRow]:
    keys = (*standing.framework.leaves, *(item.id for item in standing.framework.items))
    for key in keys:
        line = standing.lines.get(key)
        if line is None:
            continue
        final = line.value(Layer.FINAL) or line.value(Layer.APPRAISED)
        claimed = line.value(Layer.SELF)
        if final is None or not lowers(final, claimed):
            continue
        said = line.value(Layer.FINAL) is not None
        cause = (line.final_cause if said else "") or line.appraised_cause
        reason = (line.final_reason if said else "") or line.appraised_reason
        yield LoweredRow(key, names[key], _points(claimed), _points(final), cause_labels().get(cause, ""), reason)


def _points(value: Value | None) -> Decimal | None:
    return value.points if value else None


def _issuer(made: Round, table: ResultTable, today: date) -> Issuer:
    act = table.act
    head = letterhead_of(made.organiser, act.act_date if act else today)
    return Issuer(
        body=head.body,
        parent=head.parent,
        place=head.place,
        signer_title=act.signer_title if act else "",
        signer_name=act.signer_name if act else "",
    )
