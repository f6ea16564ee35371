"""Appraisers decide: one criterion or many at once, in both appraisals; the chair settles where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.appraisals.lines import rule, save_lines
from namro.apps.appraisals.models import Opinion
from namro.apps.appraisals.permissions import Bench, check_judged_now
from namro.apps.appraisals.tallies import standings_of, tally
from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Assessment, Line
from namro.apps.people.actions import record_many
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.opinions import LAYER_WORDS, Layer, Verdict, check_verdict, ruling
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from namro.core.framework.model import Item, Leaf

#: Which of the four values is decided in a state.
LAYER_OF = {State.APPRAISAL: Layer.APPRAISED, State.REAPPRAISAL: Layer.FINAL}
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's word on one line. No verdict: a question to the others, asked in `question`."""

    line: int
    verdict: Verdict | None
    #: The line's version that the person had before the eyes.
    version: int
    question: str = ""


class JudgedMeanwhile(NamroError):
    """Others judged the same lines since; `lines` are those as they stand. Nothing was written."""

    def __init__(self, lines: Sequence[Line]) -> None:
        first = lines[0]
        super().__init__(
            _("%(person)s vừa xét tiêu chí %(id)s. Xem lại rồi quyết định.")
            % {"person": first.by.full_name, "id": first.node_id},
            code="conflict",
        )
        self.lines = tuple(lines)


@transaction.atomic
def judge(user: User, judgements: Sequence[Judgement], *, at: datetime) -> list[Line]:
    """Write judgements, all or none; return the lines as they stand then.

    All are of one round. Raises NamroError, PermissionDenied, JudgedMeanwhile; then nothing is written.
    """
    wanted = {one.line: one for one in judgements}
    if not wanted:
        raise NamroError(_("Chưa chọn tiêu chí nào. Chọn rồi bấm lại."), code="nothing")
    sheets = _locked(wanted)
    lines = list(Line.objects.filter(pk__in=wanted, carried=None).select_related("by", "assessment").order_by("pk"))
    if len(lines) < len(wanted):
        raise NamroError(_("Có tiêu chí không còn trong phiếu. Tải lại trang."), code="line")
    bench = _bench(user, list(sheets.values()))
    for line in lines:
        line.assessment = sheets[line.assessment_id]
        bench.check_judge(line.node_id)
        check_judged_now(line.assessment)
    _check_not_settled(bench, lines)
    if newer := [line for line in lines if line.version != wanted[line.pk].version]:
        raise JudgedMeanwhile(newer)
    _write(bench, lines, wanted, at)
    layers = {pk: LAYER_OF[State(sheet.state)] for pk, sheet in sheets.items()}
    for layer in set(layers.values()):
        tally(standings_of([sheet for pk, sheet in sheets.items() if layers[pk] == layer]), layer)
    said: dict[int, list[str]] = {}
    for line in lines:
        # Administrators read the record, but no sealed value: which criteria it was, not what came of them.
        said.setdefault(line.assessment_id, []).append(_told(line, layers[line.assessment_id]))
    record_many(user, AuditEntry.Act.JUDGED, [(subject_of(sheets[pk]), "; ".join(said[pk])) for pk in said], at=at)
    return lines


def _locked(wanted: dict[int, Judgement]) -> dict[int, Assessment]:
    """The sheets of lines, held until the transaction ends, in one order whoever asks."""
    ids = Line.objects.filter(pk__in=wanted).values("assessment")
    rows = Assessment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in rows.select_related("unit", "edition", "round", "pool").defer("edition__text")}


def _bench(user: User, sheets: Sequence[Assessment]) -> Bench:
    rounds = {sheet.round for sheet in sheets}
    made = rounds.pop() if len(rounds) == 1 else None
    if made is None:
        raise NamroError(_("Chỉ xét cùng lúc các phiếu của một kỳ đánh giá."), code="round")
    return Bench(user, made)


def _check_not_settled(bench: Bench, lines: Sequence[Line]) -> None:
    """One query, however many lines: what the chair settled in a layer is the chair's to change."""
    if bench.chairs:
        return
    layers = {line.pk: LAYER_OF[State(line.assessment.state)] for line in lines}
    settled = Opinion.objects.filter(line__in=layers, settles=True, replaced=False).values_list("line", "layer")
    closed = {line for line, layer in settled if layer == layers[line]}
    if first := next((line for line in lines if line.pk in closed), None):
        raise NamroError(
            _("Mục %(id)s: Hội đồng thẩm định đã chốt. Chỉ Hội đồng đổi được.") % {"id": first.node_id}, code="settled"
        )


def _write(bench: Bench, lines: Sequence[Line], wanted: dict[int, Judgement], at: datetime) -> None:
    bearers: dict[str, Leaf | Item] = {
        **bench.framework.leaves, **{item.id: item for item in bench.framework.items},
    }  # fmt: skip
    fresh = [_opinion(bench, line, wanted[line.pk], bearers[line.node_id], at) for line in lines]
    layers = {line.pk: LAYER_OF[State(line.assessment.state)] for line in lines}
    standing: dict[int, list[Opinion]] = {line.pk: [] for line in lines}
    old = []
    for row in Opinion.objects.filter(line__in=layers, replaced=False).order_by("pk"):
        if row.layer != layers[row.line_id]:
            continue
        if row.by_id == bench.user.pk:
            row.replaced = True
            old.append(row)
        else:
            standing[row.line_id].append(row)
    Opinion.objects.bulk_update(old, ["replaced"], batch_size=500)
    Opinion.objects.bulk_create(fresh, batch_size=500)
    events = []
    for line, opinion in zip(lines, fresh, strict=True):
        found = ruling([row.said for row in (*standing[line.pk], opinion)])
        appended = rule(line, layers[line.pk], found, by=bench.user, at=at)
        if not appended:  # the same word again, by another person: the line's version tells that it was looked at
            line.version, line.by, line.at = line.version + 1, bench.user, at
        events += appended
    save_lines(lines, events)


def _opinion(bench: Bench, line: Line, judgement: Judgement, bearer: Leaf | Item, at: datetime) -> Opinion:
    verdict = judgement.verdict
    texts = (judgement.question, *((verdict.reason, verdict.request) if verdict else ()))
    if any(len(text) > _LONGEST for text in texts):
        raise NamroError(
            _("Mục %(id)s: đoạn chữ dài quá %(most)d ký tự. Viết ngắn lại.") % {"id": line.node_id, "most": _LONGEST},
            code="long",
        )
    if verdict is None and not judgement.question.strip():
        raise NamroError(_("Mục %(id)s: ghi điều cần hỏi tổ thẩm định.") % {"id": line.node_id}, code="question")
    if verdict is not None:
        check_verdict(verdict, bearer, bench.framework, line.value(Layer.SELF))
    points = None if verdict is None else verdict.value.points
    return Opinion(
        line=line,
        layer=LAYER_OF[State(line.assessment.state)],
        by=bench.user,
        department_id=bench.department(line.node_id),
        points_nano=None if points is None else nano(points),
        not_applicable=verdict is not None and not verdict.value.applies,
        cause=verdict.cause if verdict else "",
        reason=(verdict.reason if verdict else judgement.question).strip(),
        request=verdict.request.strip() if verdict else "",
        settles=bench.chairs and verdict is not None,
        at=at,
    )


def _told(line: Line, layer: Layer) -> str:
    return f"{line.node_id} {_(LAYER_WORDS[layer]).lower()}"
