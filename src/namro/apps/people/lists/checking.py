"""Whether the units can stand as a list leaves them: every one under another that is there, no circle, no namesakes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from namro.apps.people.lists.draft import After, Draft
from namro.core.base.folding import fold
from namro.ui.formats import day


def check_places(draft: Draft) -> None:
    """Note every fault of places, days and names; what the list does not touch is not looked at."""
    for unit in draft.after.values():
        if unit.parent and (unit.touched or _is_ended(draft, unit.parent)):
            _check_parent(draft, unit)
        if unit.begins and _circle(draft, unit):
            assert unit.row is not None
            told = _("đi ngược lên cấp trên lại gặp chính “%(code)s”. Sửa nơi trực thuộc của một trong các đơn vị này.")
            draft.fault(unit.row, "parent", told % {"code": unit.code})
        if unit.ends:
            _check_inside(draft, unit)
    _check_names(draft)


def _is_ended(draft: Draft, code: str) -> bool:
    return code in draft.after and draft.after[code].ends


def _check_parent(draft: Draft, unit: After) -> None:
    parent = draft.after.get(unit.parent)
    row = unit.row if unit.row and unit.row.code == unit.code else None
    if parent is None:
        return  # told among the codes that nobody has
    if row and unit.begins and unit.since < parent.first:
        told = _("“%(code)s” có từ ngày %(day)s, sau “Từ ngày” của dòng này. Sửa một trong hai ngày.")
        draft.fault(row, "parent", told % {"code": parent.code, "day": day(parent.first)})
    if parent.until is not None and (unit.until is None or unit.until > parent.until):
        told = _(
            "“%(name)s” còn hoạt động khi cấp trên “%(code)s” đã kết thúc từ ngày %(day)s. Chuyển hoặc kết thúc trước."
        )
        where = row or parent.row
        if where:
            values = {"name": unit.name, "code": parent.code, "day": day(parent.until)}
            draft.fault(where, "parent" if row else "until", told % values)


def _circle(draft: Draft, unit: After) -> bool:
    seen = {unit.code}
    above = draft.after.get(unit.parent)
    while above is not None and above.code not in seen:
        seen.add(above.code)
        above = draft.after.get(above.parent)
    return above is unit


def _check_inside(draft: Draft, unit: After) -> None:
    if unit.row is None or unit.known is None or unit.until is None:
        return
    if unit.known.inside is not None and unit.known.inside >= unit.until:
        told = _("trong “%(name)s” có bộ phận, chức danh bắt đầu từ ngày %(day)s. Chọn ngày sau đó.")
        draft.fault(unit.row, "until", told % {"name": unit.name, "day": day(unit.known.inside)})


def _check_names(draft: Draft) -> None:
    """Two units of one name under one unit at one time cannot be told apart."""
    beside: dict[tuple[str, str], list[After]] = {}
    for unit in draft.after.values():
        if unit.until is None or unit.until > unit.since:
            beside.setdefault((unit.parent, fold(unit.name)), []).append(unit)
    for units in beside.values():
        for unit in units if len(units) > 1 else ():
            other = next((one for one in units if one is not unit and one.span.meets(unit.span)), None)
            if unit.begins and unit.row and other:
                told = _("cùng nơi trực thuộc đã có “%(name)s” (mã %(code)s). Sửa tên, mã hoặc ngày.")
                draft.fault(unit.row, "name", told % {"name": other.name, "code": other.code})
