"""Appraisal in the demo: last year from the first opinion to a correction after publication, this year under way."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from namro.apps.appraisals.actions.correcting import Correction, correct
from namro.apps.appraisals.actions.explaining import Explanation, explain
from namro.apps.appraisals.actions.judging import Judgement, judge
from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.releasing import DecidingAct
from namro.apps.appraisals.tallies import is_judged
from namro.apps.assessments.models import Assessment, Line, Round
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer, Value, Verdict
from namro.core.framework.model import Framework
from namro.core.scoring.claims import check_claim

_SEED = 2026
#: One of so many criteria is lowered.
_LOWERED_OF = 9
_WHY = (
    ("missing_proof", "Hồ sơ chỉ có công văn chuyển, không kèm tài liệu"),
    ("not_signed", "Tệp gửi là bản quét, không có chữ ký số của cơ quan"),
    ("late", "Sổ văn bản đến ghi nhận sau hạn 4 ngày"),
    ("proof_not_as_guided", "Gửi ảnh chụp màn hình thay cho văn bản"),
)
_REQUEST = "Năm sau gửi kèm danh mục văn bản đã ký số."


def appraise(sheet: Assessment, appraiser: User, council: User, *, at: datetime, share: float = 1) -> None:
    """Say something of the first `share` of the criteria: the department of its domains, the council of the rest."""
    assert sheet.round is not None
    framework = tree_of(sheet.edition)
    lines = [line for line in _lines(sheet, framework) if is_judged(line, framework)]
    own = set(Bench(appraiser, sheet.round).mine())
    lines = lines[: round(len(lines) * share)]
    verdicts = {line.pk: _verdict(line, sheet, framework) for line in lines}
    for user, mine in ((appraiser, True), (council, False)):
        wanted = [line for line in lines if (line.node_id in own) is mine]
        if wanted:
            judge(user, [Judgement(line.pk, verdicts[line.pk], line.version) for line in wanted], at=at)


def ask(sheet: Assessment, appraiser: User, question: str, *, at: datetime) -> None:
    """Ask the others about the last of the department's criteria that somebody judged already."""
    assert sheet.round is not None
    own = Bench(appraiser, sheet.round).mine()
    line = [line for line in _lines(sheet, tree_of(sheet.edition)) if line.node_id in own and line.appraised_nano][-1]
    judge(appraiser, [Judgement(line.pk, None, line.version, question)], at=at)


def explain_lowered(sheet: Assessment, coordinator: User, *, at: datetime, most: int) -> None:
    """Explain the first criteria that were lowered."""
    for line in lowered(sheet)[:most]:
        said = "Văn bản đã ký số và gửi trên hệ thống trong hạn; đính kèm phiếu gửi và ảnh chụp nhật ký hệ thống."
        explain(coordinator, sheet, Explanation(line.node_id, said, line.version), at=at)


def appraise_again(sheet: Assessment, appraiser: User, council: User, *, at: datetime) -> None:
    """Of what was explained the first is accepted, the rest refused."""
    assert sheet.round is not None
    own = set(Bench(appraiser, sheet.round).mine())
    for place, line in enumerate(line for line in lowered(sheet) if line.explained_reason):
        claimed, kept = line.value(Layer.SELF), line.value(Layer.APPRAISED)
        assert claimed is not None
        assert kept is not None
        accepted = Verdict(claimed, "", "Chấp nhận giải trình: phiếu gửi trong hạn, chữ ký số hợp lệ.")
        refused = Verdict(kept, line.appraised_cause, "Không chấp nhận: ảnh chụp không thể hiện ngày gửi.")
        verdict = refused if place else accepted
        judge(appraiser if line.node_id in own else council, [Judgement(line.pk, verdict, line.version)], at=at)


def correct_one(made: Round, council: User, code: str, act: DecidingAct, *, at: datetime) -> None:
    """Give one unit back what was lowered wrongly, by a further act."""
    sheet = made.sheets.select_related("unit", "edition").get(unit__code=code)
    line = lowered(sheet, Layer.FINAL)[0]
    claimed = line.value(Layer.SELF)
    assert claimed is not None
    reason = "Kiểm tra lại sổ văn bản đến: xã gửi trong hạn, bộ phận tiếp nhận ghi nhầm ngày."
    correct(council, made, [Correction(sheet.pk, line.node_id, claimed, "", reason)], act=act, reason=reason, at=at)


def lowered(sheet: Assessment, layer: Layer = Layer.APPRAISED) -> list[Line]:
    """Return the lines that were lowered, in the order of the set."""
    found = []
    for line in _lines(sheet, tree_of(sheet.edition)):
        claimed, given = line.value(Layer.SELF), line.value(layer)
        if claimed and given and claimed.points is not None and given.points is not None:
            found += [line] if given.points < claimed.points else []
    return found


def _lines(sheet: Assessment, framework: Framework) -> list[Line]:
    rows: Mapping[str, Line] = {line.node_id: line for line in sheet.lines.filter(carried=None)}
    keys: Iterable[str] = (*framework.leaves, *(item.id for item in framework.items))
    return [rows[key] for key in keys if key in rows]


def _verdict(line: Line, sheet: Assessment, framework: Framework) -> Verdict:
    """What was claimed, mostly; now and then fewer points with cause and words, or a request for next year."""
    claimed = line.value(Layer.SELF) or Value(Decimal(0))
    chosen = random.Random(f"{_SEED} {sheet.unit.code} {sheet.year} {line.node_id}")  # noqa: S311 - invented
    leaf = framework.leaves.get(line.node_id)
    if leaf is not None and claimed.points and not chosen.randrange(_LOWERED_OF):
        lower = [part for part in (claimed.points / 2, Decimal(0)) if check_claim(leaf, part, framework) is None]
        if lower:
            return Verdict(Value(lower[0]), *chosen.choice(_WHY))
    return Verdict(claimed, request=_REQUEST if not chosen.randrange(3 * _LOWERED_OF) else "")
