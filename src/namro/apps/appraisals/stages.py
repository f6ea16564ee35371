"""What each step of a sheet asks and leaves behind, from the hand-in to the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from namro.apps.appraisals.lines import changed, save_lines, set_value, words_of
from namro.apps.appraisals.tallies import tally, waits
from namro.apps.assessments.actions.moving import NotFinished
from namro.apps.assessments.layers import value_in
from namro.apps.assessments.models import Assessment, Line, LineEvent
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer, Value
from namro.core.assessment.stages import State
from namro.core.assessment.valued import value_of
from namro.core.base.errors import NamroError
from namro.core.scoring.outcome import CLOSED, Outcome

#: Criteria named in a refusal; the page of progress shows them all.
_NAMED = 6


def follow(*, sheet: Assessment, act: str, by: User, at: datetime, **_named: Any) -> None:
    """Go along with an act on a sheet, in its transaction. Raises NamroError where the step cannot be."""
    if act in _STEPS:
        _STEPS[act](standing_of(sheet), by, at)


def _begin(standing: Standing, by: User, at: datetime) -> None:
    """Keep what the sheet gives for every leaf and item as the unit's value, and count it as the appraisal's so far."""
    score = standing.claimed.score
    lines = []
    for key, outcome in (*_leaves(standing), *score.adjustments.items()):
        line = standing.lines.get(key) or Line(assessment=standing.sheet, node_id=key, by=by, at=at)
        set_value(line, Layer.SELF, value_of(outcome))
        lines.append(line)
    save_lines(lines, [])
    tally([_with(standing, lines)], Layer.APPRAISED)


def check_step(standing: Standing, act: str) -> None:
    """Raise NotFinished where a sheet does not give what an act asks: everything decided, surveys known."""
    if act not in ("explain", "decide") or _alone(standing.sheet):
        return
    again = act == "decide" and State(standing.sheet.state) is State.REAPPRAISAL
    check_decided(standing, Layer.FINAL if again else Layer.APPRAISED)
    if act == "decide":
        _check_surveys(standing)


def _explain(standing: Standing, by: User, at: datetime) -> None:
    """Everything is decided before units read it. What came from outside so far is the first appraisal's word."""
    check_step(standing, "explain")
    taken = _taken_back(standing, by, at) if _alone(standing.sheet) else []
    tally([_with(standing, taken)], Layer.APPRAISED)


def _taken_back(standing: Standing, by: User, at: datetime) -> list[Line]:
    """Keep the results of a commune alone as they came before its explanation, beside those that follow it."""
    lines, events = [], []
    for line in standing.lines.values():
        final = line.value(Layer.FINAL)
        if final is None or line.value(Layer.APPRAISED) is not None:
            continue
        was = words_of(line, Layer.APPRAISED)
        set_value(line, Layer.APPRAISED, final)
        line.appraised_cause, line.appraised_reason = line.final_cause, line.final_reason
        events += changed(line, Layer.APPRAISED, was, words_of(line, Layer.APPRAISED), by=by, at=at)
        lines.append(line)
    save_lines(lines, events)
    return lines


def _reappraise(standing: Standing, _by: User, _at: datetime) -> None:
    tally([standing], Layer.FINAL)


def _decide(standing: Standing, by: User, at: datetime) -> None:
    """Give every leaf and item its final value: what was decided last, else what the sheet and the facts give."""
    check_step(standing, "decide")
    lines, events = [], []
    for key, outcome in (*_leaves(standing), *standing.claimed.score.adjustments.items()):
        line = standing.lines.get(key) or Line(assessment=standing.sheet, node_id=key, by=by, at=at)
        if line.value(Layer.FINAL) is None:
            events += _settle(line, value_of(outcome), by, at)
            lines.append(line)
    save_lines(lines, events)
    tally([_with(standing, lines)], Layer.FINAL)


def _publish(standing: Standing, _by: User, _at: datetime) -> None:
    """The sheets of a round are published together, by one act with its snapshot."""
    if not _alone(standing.sheet):
        raise NamroError(
            _("Kết quả của kỳ được công bố cùng lúc cho mọi đơn vị. Công bố ở trang “Công bố” của kỳ."),
            code="together",
        )


_STEPS: dict[str, Callable[[Standing, User, datetime], None]] = {
    "appraise": _begin,
    "explain": _explain,
    "reappraise": _reappraise,
    "decide": _decide,
    "publish": _publish,
}


def _settle(line: Line, given: Value | None, by: User, at: datetime) -> list[LineEvent]:
    """Take over what the first appraisal decided, with its cause and reason, else what is given."""
    was = words_of(line, Layer.FINAL)
    appraised = line.value(Layer.APPRAISED)
    set_value(line, Layer.FINAL, appraised or given)
    if appraised is not None:
        line.final_cause, line.final_reason = line.appraised_cause, line.appraised_reason
    return changed(line, Layer.FINAL, was, words_of(line, Layer.FINAL), by=by, at=at)


def check_decided(standing: Standing, layer: Layer) -> None:
    """Raise NotFinished with the criteria on which nobody decided, or people differ."""
    if not (waiting := waits(standing, layer)):
        return
    disputed = [key for key in waiting if standing.lines[key].disputed]
    named = ", ".join(waiting[:_NAMED]) + (", …" if len(waiting) > _NAMED else ".")
    message = _("Còn %(count)d tiêu chí chưa chốt: %(ids)s") % {"count": len(waiting), "ids": named}
    if disputed:
        message += " " + _("%(count)d tiêu chí có ý kiến khác nhau, chờ Chủ tịch Hội đồng.") % {"count": len(disputed)}
    raise NotFinished(message + " " + _("Xét xong rồi chuyển bước."), tuple(waiting))


def _check_surveys(standing: Standing) -> None:
    closed = [key for key, outcome in _leaves(standing) if outcome.state == CLOSED]
    closed = [key for key in closed if value_in(standing, key, Layer.FINAL) is None]
    if closed:
        named = ", ".join(closed[:_NAMED])
        message = _("Chưa có kết quả điều tra xã hội học của %(ids)s. Ghi kết quả rồi chốt điểm.") % {"ids": named}
        raise NotFinished(message, tuple(closed))


def _leaves(standing: Standing) -> list[tuple[str, Outcome]]:
    criteria = standing.claimed.score.criteria
    return [(key, criteria[key]) for key in standing.framework.leaves]


def _with(standing: Standing, lines: list[Line]) -> Standing:
    known = {**standing.lines, **{line.node_id: line for line in lines}}
    return Standing(standing.sheet, standing.framework, standing.facts, known)


def _alone(sheet: Assessment) -> bool:
    return sheet.round is None or sheet.round.alone
