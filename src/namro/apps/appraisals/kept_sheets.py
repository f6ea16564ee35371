"""Sheets of a round as a publication keeps them, and what is published of them; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.appraisals.tallies import standings_of
from namro.apps.assessments.models import Assessment, Line, Round, StateEvent
from namro.apps.assessments.standing import Standing
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.models import Fact
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.opinions import Layer, Value, stored
from namro.core.assessment.publishing import ranking_of, results_of
from namro.core.assessment.snapshot import Cells, KeptUnit, Ranking, UnitResult, lines_of
from namro.core.assessment.stages import State
from namro.core.framework.model import Framework
from namro.core.framework.uses import survey_inputs
from namro.core.scoring.facts import Facts

_LAYERS = (Layer.SELF, Layer.APPRAISED, Layer.EXPLAINED, Layer.FINAL)


@dataclass(frozen=True)
class Kept:
    """The sheets of a round, as they are kept and as they come out, by the code of the unit."""

    framework: Framework
    ranking: Ranking
    units: tuple[KeptUnit, ...]
    sheets: Mapping[str, Assessment]
    results: Mapping[str, UnitResult]

    @property
    def rows(self) -> list[PublishedResult]:
        """What is published of each unit, not saved and without its publication."""
        return [_row(self.sheets[unit.code], unit, self.results[unit.code], self.sheets) for unit in self.units]

    def with_finals(self, finals: Mapping[tuple[int, str], tuple[Value, str, str]]) -> Kept:
        """Return the same with other final values, each with cause and reason, by sheet and criterion."""
        units = tuple(_with_finals(unit, self.sheets[unit.code].pk, finals) for unit in self.units)
        return replace(self, units=units, results=results_of(self.framework, units, self.ranking))


def sheets_in(made: Round, *, locked: bool = False) -> list[Assessment]:
    """Return the sheets of a round with what publishing needs; `locked`: held until the transaction ends."""
    rows = Assessment.objects.filter(round=made).select_related("unit", "pool", "edition").defer("edition__text")
    rows = rows.order_by("pool__rank", "pool__name", "unit__code")
    return list(rows.select_for_update(of=("self",)) if locked else rows)


def kept_of(made: Round, sheets: Sequence[Assessment]) -> Kept:
    """Return decided and published sheets with their results, and those that are not appraised; a few queries."""
    framework = tree_of(made.edition)
    names = names_of([sheet.unit_id for sheet in sheets])
    refused = reasons_of([sheet for sheet in sheets if State(sheet.state) is State.NOT_APPRAISED])
    standings = standings_of([sheet for sheet in sheets if sheet.pk not in refused])
    by_sheet = {standing.sheet.pk: standing for standing in standings}
    errors = _errors(framework, made.year, [sheet.unit_id for sheet in sheets])
    units = tuple(
        _refused(sheet, names[sheet.unit_id][1], refused[sheet.pk])
        if sheet.pk in refused
        else _unit(by_sheet[sheet.pk], names[sheet.unit_id][1], errors.get(sheet.unit_id, {}))
        for sheet in sheets
    )
    ranking = ranking_of(framework, made.year)
    sheets_by_code = {sheet.unit.code: sheet for sheet in sheets}
    return Kept(framework, ranking, units, sheets_by_code, results_of(framework, units, ranking))


def reasons_of(sheets: Iterable[Assessment]) -> dict[int, str]:
    """Return why sheets are not appraised."""
    found = {sheet.pk: sheet.get_state_display() for sheet in sheets}
    rows = StateEvent.objects.filter(assessment__in=found, act="refuse").order_by("pk")
    return found | {key: reason for key, reason in rows.values_list("assessment", "reason") if reason}


def last_rows(made: Round) -> tuple[Publication | None, dict[int, PublishedResult]]:
    """Return the publication in force and its results by sheet; two queries."""
    last = made.publications.defer("snapshot").order_by("-number").first()
    rows = last.results.all() if last else PublishedResult.objects.none()
    return last, {row.assessment_id: row for row in rows}


def _errors(framework: Framework, year: int, units: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    """Return the standard errors of survey results by unit, as `<input>_se`: they stand beside the value."""
    rows = Fact.objects.filter(superseded_by=None, unit__in=units, year=year, input__in=survey_inputs(framework))
    found: dict[int, dict[str, Decimal]] = {}
    for unit, name, error in rows.exclude(value="").exclude(se="").values_list("unit", "input", "se"):
        found.setdefault(unit, {})[f"{name}_se"] = Decimal(error)
    return found


def _refused(sheet: Assessment, name: str, why: str) -> KeptUnit:
    return KeptUnit(sheet.unit.code, name, _pool(sheet), Facts(sheet.year, {}), {}, why)


def _unit(standing: Standing, name: str, errors: Mapping[str, Decimal]) -> KeptUnit:
    sheet, facts = standing.sheet, standing.facts
    lines = lines_of((key, cells_of(line)) for key, line in standing.lines.items())
    known = replace(facts, values={**errors, **facts.values})
    return KeptUnit(sheet.unit.code, name, _pool(sheet), known, lines)


def _pool(sheet: Assessment) -> str:
    return sheet.pool.name if sheet.pool else ""


def cells_of(line: Line) -> Cells:
    """Return what is kept of a line: what was typed, the four values, causes and words."""
    typed = Value(None) if line.not_applicable else None if line.claimed is None else Value(line.claimed)
    return {
        **{str(layer): stored(line.value(layer)) for layer in _LAYERS},
        "typed": stored(typed),
        "typed_reason": line.reason,
        "appraised_cause": line.appraised_cause,
        "appraised_reason": line.appraised_reason,
        "explained_reason": line.explained_reason,
        "cause": line.final_cause,
        "reason": line.final_reason,
        "request": line.request,
    }


def _with_finals(unit: KeptUnit, sheet: int, finals: Mapping[tuple[int, str], tuple[Value, str, str]]) -> KeptUnit:
    changed = {
        key: {**unit.lines.get(key, {}), Layer.FINAL: stored(value), "cause": cause, "reason": reason}
        for (of, key), (value, cause, reason) in finals.items()
        if of == sheet
    }
    return replace(unit, lines={**unit.lines, **lines_of(changed.items())}) if changed else unit


def _row(sheet: Assessment, unit: KeptUnit, result: UnitResult, sheets: Mapping[str, Assessment]) -> PublishedResult:
    return PublishedResult(
        assessment=sheet,
        pool=unit.pool,
        unit_name=unit.name,
        total_nano=result.total,
        percent_nano=result.percent,
        band=result.band,
        band_why=result.band_why[:1000],
        not_ranked=result.not_ranked[:1000],
        rank=result.rank,
        rank_low=result.rank_low,
        rank_high=result.rank_high,
        bonus_nano=result.bonus,
        penalty_nano=result.penalty,
        domains=dict(result.domains),
        sources=dict(result.sources),
        bands={name: float(share) for name, share in result.bands.items()},
        alike=[sheets[code].pk for code in result.alike],
    )
