"""What an appraiser's form says, as a judgement of one line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.appraisals.actions.judging import Judgement
from namro.apps.appraisals.pages.panel import Typed
from namro.apps.appraisals.queries.judged import Judged
from namro.core.assessment.opinions import Layer, Value, Verdict
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from namro.core.scoring.claims import parse_points

#: The buttons of the form.
ACCEPT, KEEP, POINTS, ZERO, NOT_APPLICABLE, ASK = "chap-nhan", "giu", "diem", "khong", "khong-ap-dung", "hoi"


def typed_in(post: Mapping[str, str], fault: str) -> Typed:
    """Return what was sent, to stand in the form again with why it was refused."""
    return Typed(
        points=post.get("diem", ""),
        cause=post.get("nguyen-nhan", ""),
        reason=post.get("ly-do", ""),
        request=post.get("kien-nghi", ""),
        fault=fault,
    )


def judgement_of(post: Mapping[str, str], one: Judged) -> Judgement:
    """Return what the form says. Raises NamroError with what to do."""
    line, act = one.line, post.get("xet", "")
    version = int(text) if (text := post.get("ban", "")).isdecimal() and len(text) < 10 else -1
    reason, request = post.get("ly-do", "").strip(), post.get("kien-nghi", "").strip()
    if act == ASK:
        return Judgement(line.pk, None, version, question=reason)
    value = _value(post, one, act)
    cause = post.get("nguyen-nhan", "")
    if act == ACCEPT and value == line.value(Layer.SELF):
        cause = ""
    if one.state is State.REAPPRAISAL and act in (ACCEPT, KEEP):
        cause, reason = _as_before(one, act, cause, reason)
    return Judgement(line.pk, Verdict(value, cause, reason, request), version)


def _value(post: Mapping[str, str], one: Judged, act: str) -> Value:
    if act == ZERO:
        return Value(Decimal(0))
    if act == NOT_APPLICABLE:
        return Value(None)
    if act == POINTS:
        points = parse_points(post.get("diem", ""))
        if points is None:
            raise NamroError(_("Ghi số điểm rồi bấm Hạ điểm."), code="points")
        return Value(points)
    if act not in (ACCEPT, KEEP):
        raise NamroError(_("Chọn Chấp nhận, Hạ điểm, Không điểm hoặc Hỏi tổ."), code="act")
    return _accepted(one, act)


def _accepted(one: Judged, act: str) -> Value:
    """What accepting means: the claim; in the second appraisal what the unit asks for, or what was appraised."""
    line = one.line
    if one.state is State.REAPPRAISAL:
        asked = line.value(Layer.EXPLAINED) if act == ACCEPT and line.explained_reason else None
        found = asked or line.value(Layer.APPRAISED) or line.value(Layer.SELF)
    else:
        found = line.value(Layer.SELF)
    if found is None:
        raise NamroError(_("Đơn vị chưa chấm tiêu chí này. Ghi số điểm rồi bấm Hạ điểm."), code="claim")
    return found


def _as_before(one: Judged, act: str, cause: str, reason: str) -> tuple[str, str]:
    """In the second appraisal the cause and the words of the first stand, unless others were typed."""
    line = one.line
    if _accepted(one, act) == line.value(Layer.SELF):
        return "", "" if reason == line.appraised_reason else reason
    words = line.appraised_reason if act == KEEP else _("Chấp nhận một phần theo giải trình của đơn vị.")
    typed = reason if reason and (act == KEEP or reason != line.appraised_reason) else words
    return cause or line.appraised_cause, typed
