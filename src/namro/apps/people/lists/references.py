"""Codes that a list names: each is a unit of the list or one that is known."""

from __future__ import annotations

from django.utils.translation import gettext as _

from namro.apps.people.lists.draft import Draft


def check_references(draft: Draft) -> None:
    """Note codes that nobody has; also in rows of which something else cannot be read."""
    for row in draft.listed:
        named = [("parent", row.parent), ("appraiser", row.appraiser), *(("before", old) for old, _share in row.before)]
        for key, code in named:
            if code and code not in draft.after and code not in draft.unsure:
                told = _("không có đơn vị mã “%(code)s” trong tệp hay trong phần mềm. Sửa mã, hoặc thêm dòng.")
                draft.fault(row, key, told % {"code": code[:60]})
