"""One criterion that explains itself: its rule, values, arithmetic, facts, proof, years and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.born import BornTask
from namro.apps.appraisals.pages.ladder import Rung, rungs_of, values_of
from namro.apps.appraisals.pages.record_chart import Chart, chart_of
from namro.apps.appraisals.pages.record_history import SHOWN, Past, history_of
from namro.apps.appraisals.pages.value_words import cause_words, difference, said_value
from namro.apps.appraisals.queries.record import Record, inputs_of
from namro.apps.assessments.pages.assign_row_page import evidence_words, file_chip
from namro.apps.assessments.pages.criterion_page import in_words
from namro.apps.assessments.pages.result_change import source_words
from namro.apps.assessments.pages.sheet_head import chip_of_state
from namro.apps.indicators.behind import url_behind
from namro.apps.indicators.pages.fact_list import source_of, written_by
from namro.apps.indicators.words import NUMBER, InputWord, shown, words_of
from namro.core.assessment.opinions import Layer, Value
from namro.core.framework.model import Framework, Leaf, Node
from namro.core.framework.words import rule_words
from namro.core.scoring.numbers import said_points
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment


@dataclass(frozen=True, slots=True)
class FactRow:
    """A value that the rule read: what it is, the value, where it came from, as of when, who wrote it."""

    name: str
    value: str
    source: str
    as_of: str
    written: str
    #: What it was counted from; "" where nobody can look into that.
    url: str


@dataclass(frozen=True, slots=True)
class Doc:
    """A piece of proof with what is known of its file and what was noticed."""

    words: str
    url: str
    chip: Chip
    beside: str
    remarks: tuple[str, ...]
    fresh: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the criterion; the year that is looked at has no `url`."""

    year: int
    points: str
    beside: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Everything the page shows."""

    id: str
    name: str
    trail: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    rungs: tuple[Rung, ...]
    points: str
    why: tuple[str, ...]
    request: str
    rule: str
    note: str
    chart: Chart | None
    facts: tuple[FactRow, ...]
    missing: tuple[str, ...]
    facts_url: str
    docs: tuple[Doc, ...]
    years: tuple[YearRow, ...]
    tasks: Sequence[BornTask]
    history: Sequence[Past]
    history_all: int
    previous: tuple[str, str]
    following: tuple[str, str]


def record_page(found: Record, tasks: Sequence[BornTask], *, whole: bool) -> RecordPage:
    """Return the context; `whole`: every line of the history."""
    framework, bearer, node = found.standing.framework, found.bearer, found.node
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    values, history = values_of(found), history_of(found)
    previous, following = _neighbours(found)
    facts, missing = _facts(found)
    place = [found.sheet.year, found.sheet.unit.code]
    last = _standing_value(values)
    return RecordPage(
        id=node,
        name=inner.name,
        trail=_trail(found),
        chips=_chips(found, inner.cite),
        rungs=rungs_of(found),
        points=said_value(last, framework),
        why=_why(found, values),
        request=found.line.request if found.line and found.seal.reads(Layer.APPRAISED, node) else "",
        rule=in_words(rule_words(inner.rule, node), framework.labels) if inner.rule else "",
        note=inner.note,
        chart=chart_of(found),
        facts=facts,
        missing=missing,
        facts_url=f"{reverse('indicators:facts', args=place)}?tim={node}" if facts or missing else "",
        docs=_docs(found),
        years=_years(found, last),
        tasks=tasks,
        history=history if whole else history[:SHOWN],
        history_all=len(history),
        previous=previous,
        following=following,
    )


def _standing_value(values: dict[Layer, Value | None]) -> Value | None:
    """What stands by what the reader may know."""
    known = (values.get(layer) for layer in (Layer.FINAL, Layer.APPRAISED, Layer.SELF))
    return next((value for value in known if value is not None), None)


def _trail(found: Record) -> tuple[tuple[str, str], ...]:
    """The domains and groups above, from the top down, each with its place in the sheet."""
    framework, sheet = found.standing.framework, found.sheet
    home = reverse("assessments:sheet", args=[sheet.year, sheet.unit.code])
    if not isinstance(found.bearer, Leaf):
        bonus = any(item.id == found.node for item in framework.bonus.items)
        return ((_("Điểm thưởng") if bonus else _("Điểm trừ"), f"{home}#r-{found.node}"),)
    above = _above(framework.criteria, found.node) or ()
    return tuple((f"{node.id} {node.name}", f"{home}#r-{node.id}") for node in above)


def _above(nodes: tuple[Node, ...], key: str) -> tuple[Node, ...] | None:
    for node in nodes:
        if node.id == key:
            return ()
        below = _above(node.children, key)
        if below is not None:
            return (node, *below)
    return None


def _chips(found: Record, cite: str) -> tuple[Chip, ...]:
    act = found.published
    state = chip_of_state(found.sheet)
    if act is not None:
        told = {"day": day(act.act_date), "number": act.act_number}
        state = Chip("lock", "line", _("Đã công bố %(day)s, %(number)s") % told)
    source = found.bearer.source if isinstance(found.bearer, Leaf) else ""
    icons = {"computed": "math-function", "survey": "users", "appraisal": "pencil"}
    chips = [state]
    if source:
        chips.append(Chip(icons[source], "line", source_words()[source]))
    return (*chips, Chip("books", "line", cite)) if cite else tuple(chips)


def _why(found: Record, values: dict[Layer, Value | None]) -> tuple[str, ...]:
    """The sentence of scoring, then what each step made of it."""
    framework, node = found.standing.framework, found.node
    score = found.standing.claimed.score
    told = [(score.criteria if isinstance(found.bearer, Leaf) else score.adjustments)[node].why]
    before = values[Layer.SELF]
    for layer, kept, changed in (
        (Layer.APPRAISED, _("Thẩm định giữ %(points)s điểm."), _("Thẩm định: %(points)s điểm (%(more)s).")),
        (Layer.FINAL, _("Kết quả giữ %(points)s điểm."), _("Kết quả: %(points)s điểm (%(more)s).")),
    ):
        value = values.get(layer)
        if value is None:
            continue
        more = difference(value, before, framework).words
        told.append((changed if more else kept) % {"points": said_value(value, framework), "more": more})
        cause = cause_words(getattr(found.line, f"{layer}_cause"))
        if cause and more:
            told[-1] = f"{told[-1][:-1]}: {cause[:1].lower()}{cause[1:]}."
        before = value
    return tuple(told)


def _facts(found: Record) -> tuple[tuple[FactRow, ...], tuple[str, ...]]:
    """What the rule read, in the order in which it names it; and the names of what is not there."""
    words, year = words_of(found.standing.framework), found.sheet.year
    by_key = {(fact.year, fact.input): fact for fact in found.facts}
    rows, missing = [], []
    for each, name in inputs_of(found.bearer, year):
        word = words.get(name) or InputWord(name, "", name, NUMBER)
        called = word.said if each == year else _("%(name)s, năm %(year)d") % {"name": word.said, "year": each}
        fact = by_key.get((each, name))
        if fact is None:
            missing.append(called)
            continue
        value = shown(fact.value, word.holds)
        behind = url_behind(fact, found.sheet.unit.code)
        rows.append(FactRow(called, value, source_of(fact), day(fact.as_of), written_by(fact), behind))
    return tuple(rows), tuple(missing)


def _docs(found: Record) -> tuple[Doc, ...]:
    opened = next((event.at for event in found.steps if event.act == "explain"), None)
    made = []
    for one, file in found.attached:
        evidence = one.evidence
        known = [evidence.number if evidence.abstract else "", day(evidence.dated) if evidence.dated else ""]
        beside = " · ".join(filter(None, [*known, evidence.issuer, f"{one.by.full_name}, {moment(one.at)}"]))
        remarks = tuple(remark.sentence for remark in found.proof.remarks.get(evidence.code, ()))
        url = reverse("library:evidence", args=[evidence.code])
        fresh = opened is not None and one.at >= opened
        made.append(Doc(evidence_words(evidence, file), url, file_chip(one, file), beside, remarks, fresh))
    return tuple(made)


def _years(found: Record, last: Value | None) -> tuple[YearRow, ...]:
    scale, sheet = found.standing.framework.scale, found.sheet
    rows = []
    for one in found.past:
        told = [_("mục %(id)s") % {"id": one.node} if one.node != found.node else ""]
        told.append(_("bộ tiêu chí khác") if one.other_set else "")
        told.append("" if one.final else _("tự chấm"))
        most = "" if one.most is None else f" / {said_points(one.most, scale)}"
        url = reverse("appraisals:criterion", args=[one.year, sheet.unit.code, one.node])
        points = said_value(one.value, found.standing.framework) + most if one.value else NOTHING
        rows.append(YearRow(one.year, points, " · ".join(filter(None, told)), url))
    own = YearRow(sheet.year, said_value(last, found.standing.framework), _("đang xem"), "")
    return tuple(sorted([*rows, own], key=lambda row: row.year))


def _neighbours(found: Record) -> tuple[tuple[str, str], tuple[str, str]]:
    framework: Framework = found.standing.framework
    ids = [*framework.leaves, *(item.id for item in framework.items)]
    at, place = ids.index(found.node), [found.sheet.year, found.sheet.unit.code]

    def way(number: int) -> tuple[str, str]:
        if not 0 <= number < len(ids):
            return "", ""
        return ids[number], reverse("appraisals:criterion", args=[*place, ids[number]])

    return way(at - 1), way(at + 1)
