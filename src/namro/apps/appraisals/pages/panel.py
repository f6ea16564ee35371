"""One line beside its table: its proof file by file, what the unit says, what others said, and the form to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.models import Opinion
from namro.apps.appraisals.pages.marks import Column, Mark, marks_of
from namro.apps.appraisals.pages.row import said
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judged import Judged
from namro.apps.appraisals.queries.proof_given import Given
from namro.apps.library.pages.evidence_page import Preview
from namro.apps.library.pages.words import signed
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import STATE_WORDS, State
from namro.core.framework.model import Item, Leaf
from namro.core.scoring.numbers import said_points
from namro.core.scoring.suggested import Suggestion
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

#: The causes that a digit chooses, in its order: code and the word beside the digit.
QUICK = ("missing_proof", "not_signed", "late", "not_done", "target_not_met", "structural")
#: Which remarks a cause is about: their sentences are what its reason begins with.
_ABOUT = {"not_signed": {"unsigned", "certificate", "changed_after"}, "late": {"after_due", "outside_period"}}


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the walk through the proof: a file, or an expected piece that is not there."""

    column: str
    item: str
    mark: Mark
    file: Given | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """The file that is looked at."""

    name: str
    url: str
    download: str
    dated: str
    since: str
    signed: Chip | None
    remarks: tuple[tuple[str, str], ...]
    fresh: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion in words."""

    person: str
    department: str
    at: str
    value: str
    cause: str
    reason: str
    request: str
    settles: bool
    me: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause to choose; `key` is its digit, `words` what a reason may begin with."""

    code: str
    label: str
    key: str
    words: str
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form: what was sent and refused, else what the line suggests."""

    points: str = ""
    cause: str = ""
    reason: str = ""
    request: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Everything that stands beside the table."""

    line: int
    version: int
    unit: str
    node: str
    name: str
    most: str
    rule: str
    url: str
    sheet_url: str
    state: str
    stops: tuple[Stop, ...]
    at: int
    item: str
    column: str
    place: str
    previous: str
    following: str
    previous_cell: str
    following_cell: str
    file: FileShown | None
    preview: Preview | None
    missing: str
    words: str
    claimed: bool
    own: str
    own_na: str
    suggestion: str
    before: str
    before_why: str
    opinions: tuple[Said, ...]
    appraised: str
    appraised_why: str
    explained: str
    explained_why: str
    request: str
    second: bool
    closed: str
    causes: tuple[Cause, ...]
    typed: Typed
    takes_na: bool
    full: bool


def stops_of(one: Judged, columns: Sequence[Column], url: Callable[[int], str]) -> tuple[Stop, ...]:
    """Return the steps through the proof of a line, cell by cell."""
    names = {column.item: column.words for column in columns}
    found: list[tuple[str, Mark, Given | None]] = []
    for mark in marks_of(columns, one.given):
        if mark.css == "none":
            continue
        found += [(names[mark.column], mark, file) for file in mark.files or (None,)]
    return tuple(Stop(name, mark.column, mark, file, url(place)) for place, (name, mark, file) in enumerate(found, 1))


def chosen_of(stops: Sequence[Stop], asked: str) -> int:
    """Return which step is looked at: the one asked for, else the first with something to remark."""
    if asked.isdecimal() and len(asked) < 6 and 1 <= int(asked) <= len(stops):
        return int(asked) - 1
    return next((place for place, stop in enumerate(stops) if not stop.mark.fine), 0)


def panel_of(
    one: Judged,
    bench: Bench,
    bearer: Leaf | Item,
    *,
    stops: Sequence[Stop],
    at: int,
    preview: Preview | None,
    suggestion: Suggestion | None,
    rule: str,
    url: str,
    typed: Typed | None,
) -> Panel:
    """Return the panel."""
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    line, most = one.line, inner.max
    own = line.value(Layer.SELF)
    stop = stops[at] if stops else None
    return Panel(
        line=line.pk,
        version=line.version,
        unit=one.unit,
        node=inner.id,
        name=inner.name,
        most="" if most is None else said_points(most, bench.framework.scale),
        rule=rule,
        url=url,
        sheet_url=reverse("assessments:criterion", args=[one.sheet.year, one.sheet.unit.code, inner.id]),
        state=_(STATE_WORDS[one.state]),
        preview=preview,
        suggestion=suggestion.sentence if suggestion else "",
        second=one.state is State.REAPPRAISAL,
        closed=closed_of(one, bench),
        causes=_causes(one, stop),
        typed=typed or _start(one, bench, suggestion),
        takes_na=isinstance(bearer, Leaf) and (bearer.node.not_applicable is not None or line.not_applicable),
        full=own is not None and own.points is not None and most is not None and own.points >= most,
        **_walk(one, stops, at),
        **_values(one, bench),
    )


def _walk(one: Judged, stops: Sequence[Stop], at: int) -> dict[str, Any]:
    """Where the walk through the proof is, and the file that is looked at."""
    stop = stops[at] if stops else None
    return {
        "stops": tuple(stops),
        "at": at,
        "item": stop.item if stop else "",
        "column": stop.column if stop else "",
        "place": f"{at + 1}/{len(stops)}" if stops else "",
        "previous": stops[at - 1].url if at else "",
        "following": stops[at + 1].url if at + 1 < len(stops) else "",
        "previous_cell": _cell(stops, at, -1),
        "following_cell": _cell(stops, at, 1),
        "file": _file(stop.file, one) if stop and stop.file else None,
        "missing": stop.mark.title if stop and stop.file is None else "",
    }


def _values(one: Judged, bench: Bench) -> dict[str, Any]:
    """What the unit, last year, the first appraisal and the others say."""
    line, before, framework = one.line, one.before, bench.framework
    own = line.value(Layer.SELF)
    return {
        "words": line.explanation,
        "claimed": own is not None,
        "own": said(own, framework),
        "own_na": line.reason if line.not_applicable else "",
        "before": said(before.value, framework) if before else "",
        "before_why": _why(before.cause, before.reason) if before else "",
        "opinions": tuple(_said(one, opinion, bench) for opinion in one.opinions),
        "appraised": said(line.value(Layer.APPRAISED), framework) if one.layer == Layer.FINAL else "",
        "appraised_why": _why(line.appraised_cause, line.appraised_reason),
        "explained": said(one.explained, framework) if one.explained else "",
        "explained_why": one.explained_why,
        "request": line.request,
    }


def closed_of(one: Judged, bench: Bench) -> str:
    """Return why the line cannot be judged by the person now; "" where it can."""
    if not one.open:
        return _("Phiếu ở trạng thái “%(state)s”: chỉ xem.") % {"state": _(STATE_WORDS[one.state])}
    if not bench.chairs and any(opinion.settles for opinion in one.opinions):
        return _("Hội đồng thẩm định đã chốt. Chỉ Hội đồng đổi được.")
    return ""


def _cell(stops: Sequence[Stop], at: int, by: int) -> str:
    """The first step of the cell before or after the one looked at."""
    if not stops:
        return ""
    order: list[str] = list(dict.fromkeys(stop.column for stop in stops))
    place = order.index(stops[at].column) + by
    if not 0 <= place < len(order):
        return ""
    return next(stop.url for stop in stops if stop.column == order[place])


def _file(given: Given, one: Judged) -> FileShown:
    piece = given.piece
    looks = {"error": "bad", "gap": "warn"}
    return FileShown(
        name=piece.title,
        url=reverse("library:evidence", args=[piece.code]),
        download=reverse("library:file", args=[piece.code, piece.version]) if piece.sha256 else "",
        dated=", ".join(filter(None, (piece.number, day(piece.dated) if piece.dated else _("chưa rõ ngày")))),
        since=moment(given.at),
        signed=signed(piece.signatures) if piece.signatures else None,
        remarks=tuple((looks.get(remark.severity, "calm"), remark.sentence) for remark in given.remarks),
        fresh=one.told_at is not None and given.at >= one.told_at,
    )


def _said(one: Judged, opinion: Opinion, bench: Bench) -> Said:
    value = opinion.value
    return Said(
        person=opinion.by.full_name,
        department=one.department(opinion),
        at=moment(opinion.at),
        value=_("hỏi tổ") if value is None else said(value, bench.framework),
        cause=cause_labels().get(opinion.cause, ""),
        reason=opinion.reason,
        request=opinion.request,
        settles=opinion.settles,
        me=opinion.by_id == bench.user.pk,
    )


def _why(cause: str, reason: str) -> str:
    return " · ".join(filter(None, (cause_labels().get(cause, ""), reason)))


def _causes(one: Judged, stop: Stop | None) -> tuple[Cause, ...]:
    shorts = (_("thiếu"), _("chưa ký số"), _("trễ"), _("chưa làm"), _("không đạt"), _("cơ cấu"))
    quick = dict(zip(QUICK, shorts, strict=True))
    keys = {code: str(place) for place, code in enumerate(QUICK, 1)}
    labels = cause_labels()
    rest = [code for code in labels if code not in quick and code not in {"no_reason", "unlisted"}]
    words = _begun(one, stop)
    return tuple(
        Cause(code, labels[code], keys.get(code, ""), words.get(code, ""), quick.get(code, ""))
        for code in (*QUICK, *rest)
    )


def _begun(one: Judged, stop: Stop | None) -> Mapping[str, str]:
    """What a reason may begin with: the remarks that a cause is about."""
    found = {
        code: " ".join(dict.fromkeys(r.sentence for given in one.given for r in given.remarks if r.code in about))
        for code, about in _ABOUT.items()
    }
    if stop is not None and stop.mark.css == "no":
        found["missing_proof"] = f"{stop.mark.title}."
    return found


def _start(one: Judged, bench: Bench, suggestion: Suggestion | None) -> Typed:
    """What stands in a fresh form: my own word of before, else what the proof suggests."""
    mine = next((opinion for opinion in one.opinions if opinion.by_id == bench.user.pk), None)
    scale = bench.framework.scale
    if mine is not None:
        value = mine.value
        points = "" if value is None or value.points is None else said_points(value.points, scale)
        return Typed(points=points, cause=mine.cause, reason=mine.reason, request=mine.request)
    if one.state is State.REAPPRAISAL:
        appraised = one.line.value(Layer.APPRAISED)
        points = "" if appraised is None or appraised.points is None else said_points(appraised.points, scale)
        line = one.line
        return Typed(points=points, cause=line.appraised_cause, reason=line.appraised_reason, request=line.request)
    own = one.line.value(Layer.SELF)
    lower = suggestion and own and own.points is not None and suggestion.points < own.points
    return Typed(points=said_points(suggestion.points, scale) if suggestion and lower else "")
