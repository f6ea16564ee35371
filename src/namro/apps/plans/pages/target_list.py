"""The targets of a plan: value of before, value to reach, how it stands, what is still needed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.indicators.measured import value_url
from namro.apps.plans.measuring import Found
from namro.apps.plans.models import FallenValue, Plan
from namro.apps.plans.pages.plan_states import plan_chip
from namro.apps.plans.targeting import Stood, still_undecided
from namro.core.improvement.target_standing import STANDING_WORDS, Standing
from namro.core.improvement.target_words import goal_words
from namro.core.improvement.targets import READINGS, Wish, value_words
from namro.ui.chips import Chip
from namro.ui.formats import day

_CHIPS = {
    Standing.UNDECIDED: ("help-hexagon", "warn"),
    Standing.UNKNOWN: ("circle-dashed", "line"),
    Standing.REACHED: ("circle-check", "good"),
    Standing.SHORT: ("progress", "acc"),
    Standing.FELL: ("alert-triangle", "bad"),
}
#: How a change may be read, for the buttons.
READING_WORDS = {Wish.POINTS: _mark("điểm phần trăm"), Wish.PERCENT: _mark("phần trăm của năm trước")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target as finished text. `readings` are both values of an undecided change, with the word for each."""

    key: int
    url: str
    name: str
    criterion: str
    printed: str
    owner: str
    by: str
    base: str
    base_about: str
    goal: str
    readings: tuple[tuple[str, str, str], ...]
    now: str
    now_about: str
    source_url: str
    chip: Chip
    doubts: tuple[str, ...]
    outlook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetList:
    """The page. `fallen` are values of criteria below last year's, found by the plan's standing rule."""

    title: str
    state: Chip
    rows: tuple[TargetRow, ...]
    undecided: int
    reached: int
    rule: str
    fallen: tuple[FallenRow, ...]


@dataclass(frozen=True, slots=True)
class FallenRow:
    """A value below last year's, with both values and who answers for it."""

    url: str
    name: str
    last: str
    now: str
    owner: str
    plan: str = ""


def target_list(plan: Plan, found: list[Stood], *, unit_code: str) -> TargetList:
    """Return the context of the page; one query for what fell."""
    rule = FallenValue.objects.filter(plan=plan, target=None).order_by("place") if plan.holds_last_year else ()
    return TargetList(
        title=plan.title,
        state=plan_chip(plan),
        rows=tuple(target_row(one, plan, unit_code=unit_code) for one in found),
        undecided=still_undecided(found),
        reached=sum(one.standing is Standing.REACHED for one in found),
        rule=plan.holds_last_year,
        fallen=tuple(fallen_row(row, plan) for row in rule),
    )


def target_row(one: Stood, plan: Plan, *, unit_code: str) -> TargetRow:
    """Return one target as finished text."""
    row, goal = one.target, one.goal
    undecided = goal.wish is Wish.UNDECIDED
    return TargetRow(
        key=row.pk,
        url=reverse("plans:target", args=[plan.code, row.pk]),
        name=row.name,
        criterion=row.criterion,
        printed=row.text if row.text != row.name else "",
        owner=one.owner.name if one.owner else "",
        by=day(row.by) if row.by else "",
        base=value_words(goal.base, goal.unit) if goal.base is not None else "",
        base_about=_base_about(one),
        goal=goal_words(goal).replace(" %", "\u00a0%") if not undecided else "",
        readings=tuple(
            (reading.value, value_words(goal.value(reading), goal.unit), _(READING_WORDS[reading]))
            for reading in READINGS
        )
        if undecided
        else (),
        now=value_words(one.now.value, goal.unit) if one.now else "",
        now_about=_now_about(one),
        source_url=_source_url(one, plan, unit_code),
        chip=Chip(*_CHIPS[one.standing], _(STANDING_WORDS[one.standing])),
        doubts=(*one.doubts, *_capped(one)),
        outlook=_outlook(one),
    )


def _base_about(one: Stood) -> str:
    row = one.target
    said = [_("năm %(year)d") % {"year": row.base_year}] if row.base_year else []
    if row.base_n:
        said.append(f"n = {row.base_n}")
    if row.base_margin is not None:
        said.append(f"± {value_words(row.base_margin)}")
    if one.past is not None and row.survey:
        said += _of_survey(one.past)
    if one.before_of:
        said.append(_("cộng của %(units)s") % {"units": ", ".join(one.before_of)})
    said += [row.base_source] if row.base_source else []
    return " · ".join(said) or (row.before if one.goal.base is None else "")


def _of_survey(found: Found) -> list[str]:
    margin = [f"± {value_words(found.margin)}"] if found.margin is not None else []
    return [*margin, *([f"n = {found.n}"] if found.n else []), found.source]


def _now_about(one: Stood) -> str:
    if one.told is not None:
        said = [_("đến %(day)s") % {"day": day(one.told.on)}]
        if one.now and (one.now.n or one.now.margin is not None):
            margin = [f"± {value_words(one.now.margin)}"] if one.now.margin is not None else []
            said += [*margin, *([f"n = {one.now.n}"] if one.now.n else [])]
        elif one.counts:
            said.append("{}/{}".format(*one.counts))
        return " · ".join([*said, *([one.told.source] if one.told.source else [])])
    if one.found is not None:
        counts = "{}/{}".format(*one.counts) if one.counts else ""
        if one.target.survey:
            return " · ".join(_of_survey(one.found))
        return " · ".join(filter(None, [_("số liệu đến %(day)s") % {"day": day(one.found.as_of)}, counts]))
    return ""


def _source_url(one: Stood, plan: Plan, unit_code: str) -> str:
    if one.found is None or one.target.survey:
        return one.found.url if one.found else ""
    if one.target.indicator:
        return value_url(one.target.indicator, unit_code, str(plan.year))
    return f"{reverse('indicators:fact', args=[plan.year, unit_code])}?ten={one.target.numerator}"


def _outlook(one: Stood) -> str:
    found = one.outlook()
    return found.words if found else ""


def _capped(one: Stood) -> tuple[str, ...]:
    return (_("Phần tăng đưa mức phải đạt quá 100 %; lấy 100 %."),) if one.goal.capped() else ()


def fallen_row(row: FallenValue, plan: Plan) -> FallenRow:
    """Return a value that fell as finished text; `plan` is its plan."""
    address = reverse("plans:targets", args=[plan.code])
    return FallenRow(
        url=f"{address}#ct-{row.target_id}" if row.target_id else f"{address}#giam",
        name=row.name,
        last=value_words(row.last, row.unit),
        now=value_words(row.now, row.unit),
        owner=row.owner,
        plan=plan.title,
    )
