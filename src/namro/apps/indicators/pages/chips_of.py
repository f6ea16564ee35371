"""Words and shapes for how a target or a milestone stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from namro.core.indicators.milestones import MilestoneState, Reached
from namro.core.indicators.model import Indicator
from namro.core.indicators.values import target_words
from namro.ui.chips import Chip
from namro.ui.formats import day


def target_chip(met: bool | None) -> Chip:
    """Whether a value is what was asked; None: nobody knows."""
    if met is None:
        return Chip("circle-dashed", "", _("chưa có số"))
    return Chip("check", "good", _("đạt")) if met else Chip("alert-triangle", "warn", _("chưa đạt"))


def milestone_chip(state: MilestoneState) -> Chip:
    """How a milestone stands: red where its day went by with less than was asked."""
    on = {"day": f"{state.day:%d/%m}"}
    match state.state:
        case Reached.REACHED:
            return Chip("circle-check", "good", _("đạt mốc %(day)s") % on)
        case Reached.MISSED:
            return Chip("alert-triangle", "bad", _("không đạt mốc %(day)s") % on)
        case Reached.LATE:
            return Chip("alert-triangle", "bad", _("không đạt mốc %(day)s, nay đã vượt") % on)
        case Reached.UNKNOWN:
            return Chip("help-hexagon", "bad", _("mốc %(day)s chưa có số") % on)
    return Chip("hourglass", "", _("mốc %(day)s sắp tới") % on)


def milestone_words(indicator: Indicator, state: MilestoneState) -> str:
    """The figure of the day beside what was asked: "58,00 % (số đến 25/08/2026), cần từ 60 % trở lên"."""
    asked = target_words(state.milestone.target, indicator.unit)
    if state.measured is None or state.as_of is None:
        return _("cần %(asked)s") % {"asked": asked}
    told = _("%(value)s (số đến %(day)s), cần %(asked)s")
    return told % {"value": state.measured.words(indicator.unit), "day": day(state.as_of), "asked": asked}


def nearest(states: tuple[MilestoneState, ...]) -> MilestoneState | None:
    """The milestone that matters now: the next one to come, unless the last one was missed; else the last."""
    past = [state for state in states if state.state is not Reached.AHEAD]
    ahead = [state for state in states if state.state is Reached.AHEAD]
    if past and past[-1].state in {Reached.MISSED, Reached.UNKNOWN}:
        return past[-1]
    return ahead[0] if ahead else (past[-1] if past else None)
