"""What stands between a round and its publication, each with the sheets concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.appraisals.kept_sheets import Kept
from namro.apps.assessments.models import Assessment, Round
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.publishing import final_of
from namro.core.assessment.stages import State

#: Sheets that are ready to be published, or that nobody appraises.
READY = frozenset({State.DECIDED, State.NOT_APPRAISED})
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing that is not done yet, what to do about it, and for which sheets."""

    what: str
    cure: str
    sheets: tuple[Assessment, ...]


def hindrances(made: Round, sheets: Sequence[Assessment]) -> list[Hindrance]:
    """Return what keeps a round from being published; nothing where it can be."""
    undecided = [sheet for sheet in sheets if State(sheet.state) not in READY]
    homeless = [sheet for sheet in sheets if sheet.pool_id is None]
    other = [sheet for sheet in sheets if sheet.edition_id != made.edition_id and State(sheet.state) is State.DECIDED]
    of_sheets = [
        Hindrance(_("phiếu chưa chốt điểm"), _("Chốt điểm, hoặc ghi không thẩm định kèm lý do."), tuple(undecided)),
        Hindrance(_("phiếu chưa thuộc bảng xếp hạng nào"), _("Xếp đơn vị vào một bảng của kỳ."), tuple(homeless)),
        Hindrance(_("phiếu theo bộ tiêu chí khác của kỳ"), _("Chuyển phiếu sang bộ tiêu chí của kỳ."), tuple(other)),
    ]
    found = [one for one in of_sheets if one.sheets]
    if not undecided and not any(State(sheet.state) is State.DECIDED for sheet in sheets):
        found.append(Hindrance(_("Kỳ chưa có phiếu nào đã chốt điểm"), _("Thẩm định và chốt điểm trước."), ()))
    return found


def said(found: Sequence[Hindrance]) -> str:
    """Return hindrances as a refusal: counts, the first names, what to do."""
    names = names_of({sheet.unit_id for one in found for sheet in one.sheets})
    return " ".join(_said(one, [names[sheet.unit_id][1] for sheet in one.sheets]) for one in found)


def _said(one: Hindrance, names: Sequence[str]) -> str:
    if not names:
        return f"{one.what}. {one.cure}"
    named = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return _("Còn %(count)d %(what)s: %(names)s. %(cure)s") % {
        "count": len(names), "what": one.what, "names": named, "cure": one.cure,
    }  # fmt: skip


def without_final(kept: Kept) -> list[tuple[str, list[str]]]:
    """Return the units that have leaves without a final value, with those."""
    found = []
    for unit in kept.units:
        if not unit.refused:
            missing = [key for key in kept.framework.leaves if final_of(unit.lines.get(key, {})) is None]
            if missing:
                found.append((unit.name, missing))
    return found
