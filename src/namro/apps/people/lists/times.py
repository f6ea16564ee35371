"""Names, kinds, places and days of the units of a list: what is made, changed, ended."""

from __future__ import annotations

from datetime import timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _

from namro.apps.people.actions.units import CODE_LENGTH, RESERVED
from namro.apps.people.lists.draft import After, Draft
from namro.apps.people.lists.known import KnownUnit
from namro.apps.people.lists.plan import Change
from namro.apps.people.models import Kind
from namro.documents.workbooks.unit_columns import UnitRow
from namro.ui.formats import day

NAME_LENGTH = 160


def lay_times(draft: Draft) -> None:
    """Take the rows one after the other; each code is one unit's and has one row."""
    for unit in draft.known.units.values():
        last = unit.last
        draft.after[unit.code] = After(
            code=unit.code,
            name=last.name,
            kind=last.kind,
            parent=last.parent,
            first=unit.first_day,
            since=last.since,
            until=last.until,
            known=unit,
        )
    first: dict[str, UnitRow] = {}
    for row in draft.rows:
        if row.code in first:
            told = _("mã “%(code)s” đã có ở dòng %(line)s. Giữ một dòng cho mỗi đơn vị.")
            draft.fault(row, "code", told % {"code": row.code, "line": first[row.code].line})
            continue
        first[row.code] = row
        _check_words(draft, row)
        known = draft.known.units.get(row.code)
        if known is None:
            _make(draft, row)
        else:
            _change(draft, row, known)


def _check_words(draft: Draft, row: UnitRow) -> None:
    if row.code in draft.known.bodies:
        told = _("“%(code)s” là bộ phận trong một đơn vị. Danh sách chỉ gồm đơn vị; bộ phận sửa ở trang Tổ chức.")
        draft.fault(row, "code", told % {"code": row.code})
    elif row.code in RESERVED or slugify(row.code) != row.code or len(row.code) > CODE_LENGTH:
        draft.fault(row, "code", _("mã chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ xa-suoi-may."))
    if len(row.name) > NAME_LENGTH:
        draft.fault(row, "name", _("tên dài quá %(n)d ký tự. Rút gọn lại.") % {"n": NAME_LENGTH})


def _make(draft: Draft, row: UnitRow) -> None:
    draft.after[row.code] = After(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent=row.parent,
        first=row.since,
        since=row.since,
        until=row.until,
        row=row,
        begins=True,
    )
    draft.say(row.code, Change.MADE, "", str(Kind(row.kind).label), row.since)
    if row.until:
        draft.say(row.code, Change.ENDED, "", "", row.until)


def _change(draft: Draft, row: UnitRow, unit: KnownUnit) -> None:
    after, last = draft.after[row.code], unit.last
    after.row = row
    wanted = (row.name, row.kind, row.parent or last.parent)
    if row.since < last.since:
        told = _("đơn vị như hiện nay có từ ngày %(day)s, tệp ghi sớm hơn. Ghi ngày đó hoặc ngày sau đó.")
        draft.fault(row, "since", told % {"day": day(last.since)})
        return
    if last.until is not None and (row.until != last.until or wanted != last.state):
        told = _("đơn vị đã kết thúc, ngày cuối là %(day)s; việc đã qua không sửa bằng danh sách. Ghi đúng như đã có.")
        draft.fault(row, "until", told % {"day": day(last.until - timedelta(days=1))})
        return
    if wanted != last.state:
        after.begins = True
        after.corrects, after.closes = (last.row, 0) if row.since == last.since else (0, last.row)
        after.name, after.kind, after.parent = wanted
        after.since = row.since
    after.until = row.until
    if after.ends:
        draft.say(row.code, Change.ENDED, "", "", row.until)


def say_what_changed(draft: Draft) -> None:
    """Tell of other names and places; all names are known by now."""
    for after in draft.after.values():
        if not (after.begins and after.known):
            continue
        last = after.known.last
        if (last.name, last.kind) != (after.name, after.kind):
            aside = last.kind != after.kind
            before, now = (_words(*pair, aside=aside) for pair in ((last.name, last.kind), (after.name, after.kind)))
            draft.say(after.code, Change.RENAMED, before, now, after.since)
        if last.parent != after.parent:
            draft.say(after.code, Change.MOVED, draft.name(last.parent), draft.name(after.parent), after.since)


def _words(name: str, kind: str, *, aside: bool) -> str:
    return f"{name} ({Kind(kind).label})" if aside else name
