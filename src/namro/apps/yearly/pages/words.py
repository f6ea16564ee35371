"""Words and marks of yearly sheets that several pages share."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.yearly.models import PersonSheet
from namro.apps.yearly.stays import Stay
from namro.core.improvement.yearly_figures import FIGURE_WORDS, Figure
from namro.core.improvement.yearly_states import STATE_WORDS, State
from namro.ui.chips import Chip
from namro.ui.formats import day

_MARKS = {
    State.DRAFTED: ("progress", "line"),
    State.SHOWN: ("clock", "acc"),
    State.DISPUTED: ("alert-triangle", "warn"),
    State.SETTLED: ("circle-check", "good"),
    State.CLOSED: ("lock", "line"),
}
#: Figures in their groups, in the order in which they are shown and printed.
GROUPS = (
    (_mark("Việc của năm"), (Figure.EARLY, Figure.ON_TIME, Figure.LATE, Figure.OPEN, Figure.NO_DAY)),
    (_mark("Trả lại, gia hạn"), (Figure.RETURNED, Figure.ASKED, Figure.GRANTED, Figure.ASKED_LATE)),
    (_mark("Ngoài kế hoạch"), (Figure.INITIATIVES, Figure.FEEDBACK, Figure.EVALUATED)),
)
ORDER = tuple(figure for _title, figures in GROUPS for figure in figures)


def sheet_chip(sheet: PersonSheet | None) -> Chip:
    """How far a sheet is; none was drafted yet: today's numbers."""
    if sheet is None:
        return Chip("progress", "line", _("Chưa lập phiếu"))
    state = State(sheet.state)
    icon, css = _MARKS[state]
    return Chip(icon, css, _(STATE_WORDS[state]))


def figure_words(figure: Figure) -> str:
    """What a figure is called."""
    return _(FIGURE_WORDS[figure])


def value_words(value: int | None) -> str:
    """A figure; one that nobody knows is not 0."""
    return _("chưa có nguồn") if value is None else str(value)


def posts_words(stay: Stay) -> str:
    """The positions of the year with their days, where they are not the whole year's."""
    found = []
    for post in stay.posts:
        first = post.days.since
        last = post.days.until
        whole = (first.month, first.day) == (1, 1) and last is not None and (last.month, last.day) == (1, 1)
        parts = [] if (first.month, first.day) == (1, 1) else [_("từ %(day)s") % {"day": day(first)}]
        if last is not None and (last.month, last.day) != (1, 1):
            parts.append(_("đến trước %(day)s") % {"day": day(last)})
        found.append(post.name if whole or not parts else f"{post.name} ({' '.join(parts)})")
    return "; ".join(dict.fromkeys(found))
