"""Units that went into others: everything that such a unit had goes on, so its shares add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.people.lists.draft import After, Draft
from namro.apps.people.lists.plan import Change, NewLink
from namro.core.base.points import exact_words
from namro.documents.workbooks.unit_columns import UnitRow
from namro.ui.formats import day, number

#: Shares have four decimals: three thirds are 0.9999.
_ROUNDED = Decimal("0.0001")
Given = Sequence[tuple[UnitRow, Decimal]]


def lay_handovers(draft: Draft) -> None:
    """Take "đơn vị trước" of all rows; a unit that goes on until now ends on the day on which it is taken over."""
    wanted: dict[str, list[tuple[UnitRow, Decimal]]] = {}
    for row in draft.rows:
        for old, share in row.before:
            if old == row.code:
                draft.fault(row, "before", _("“%(code)s” là chính đơn vị này. Bỏ mã này.") % {"code": old})
            elif old in draft.after:
                wanted.setdefault(old, []).append((row, share))
    for old, given in wanted.items():
        fresh = [pair for pair in given if not _stands(draft, old, *pair)]
        if fresh:
            _hand_over(draft, draft.after[old], fresh)


def _stands(draft: Draft, old: str, row: UnitRow, share: Decimal) -> bool:
    """Whether it is written down already; with another share that is a fault."""
    known = [part for part, _on in draft.known.links.get((old, row.code), ())]
    if known and share not in known:
        told = _("phần của “%(code)s” đã ghi là %(share)s; việc đã qua không sửa bằng danh sách. Ghi đúng như đã có.")
        draft.fault(row, "share", told % {"code": old, "share": exact_words(known[0])})
    return bool(known)


def _hand_over(draft: Draft, unit: After, fresh: Given) -> None:
    on = _day_of(draft, unit, fresh)
    if on is None:
        return
    for row, share in fresh:
        new = draft.after[row.code]
        if on < new.first or (new.until is not None and new.until <= on):
            told = _(
                "“%(code)s” kết thúc để nhập vào đây từ ngày %(day)s, ngày đó đơn vị này không hoạt động. Sửa ngày."
            )
            draft.fault(row, "before", told % {"code": unit.code, "day": day(on)})
            continue
        draft.plan.links.append(NewLink(unit.code, row.code, share, on))
        draft.say(row.code, Change.MERGED, unit.name, f"{number(share * 100)} %", on)
    _check_whole(draft, unit, fresh, on)


def _day_of(draft: Draft, unit: After, fresh: Given) -> date | None:
    """The day after the unit's last one; where none is written, the first day of those that take it over."""
    if unit.until is not None:
        return unit.until
    on = min(row.since for row, _share in fresh)
    if any(row.since != on for row, _share in fresh):
        told = _("“%(code)s” nhập vào nhiều đơn vị từ những ngày khác nhau. Thêm dòng của “%(code)s” có “Đến ngày”.")
        for row, _share in fresh:
            draft.fault(row, "before", told % {"code": unit.code})
        return None
    if on <= unit.since:
        told = _("“%(code)s” như hiện nay có từ ngày %(day)s, không kết thúc trước đó được. Sửa “Từ ngày”.")
        draft.fault(fresh[0][0], "since", told % {"code": unit.code, "day": day(unit.since)})
        return None
    unit.until = on
    unit.row = unit.row or fresh[0][0]
    draft.say(unit.code, Change.ENDED, "", ", ".join(draft.name(row.code) for row, _share in fresh), on)
    return on


def _check_whole(draft: Draft, unit: After, fresh: Given, on: date) -> None:
    shares = [share for _row, share in fresh]
    for (old, _new), stored in draft.known.links.items():
        shares += [share for share, when in stored if old == unit.code and when == on]
    total = sum(shares, Decimal(0))
    if not 1 - _ROUNDED * len(shares) <= total <= 1:
        told = _("các phần của “%(code)s” cộng lại là %(total)s, phải bằng 1. Sửa tỷ lệ ở các dòng nhận đơn vị này.")
        for row, _share in fresh:
            draft.fault(row, "share", told % {"code": unit.code, "total": exact_words(total)})
