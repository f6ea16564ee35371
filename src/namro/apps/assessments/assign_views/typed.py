"""What people type about rows of the assignment, as values for `actions.assigning`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from namro.apps.assessments.expecting import MOST, Pieces, typed_pieces
from namro.apps.assessments.pages.assign_conflict import CLASH, VERSION
from namro.apps.people.owning import owning_of
from namro.apps.people.sent import whole
from namro.core.base.errors import NamroError
from namro.core.timetable import typed_token

#: Of a list: the edition's own proof.
EDITION, OWN = "edition", "own"
_PIECE = ("id", "text", "kind", "signed", "before", "min_count")


def typed_many(post: QueryDict, year: int) -> dict[str, Any]:
    """Of several rows only what somebody filled in is set."""
    values: dict[str, Any] = {}
    if post.get("owner"):
        values["owner"] = _owner(post.get("owner", ""))
    if post.get("due", "").strip():
        values["due"] = typed_day(post.get("due", ""), year)
    elif post.get("no_due"):
        values["due"] = None
    if post.get("keeps") in {"yes", "no"}:
        values["keeps"] = post["keeps"] == "yes"
    if post.get("note", "").strip():
        values["note"] = post["note"]
    return values


def typed_one(post: QueryDict, year: int) -> dict[str, Any]:
    """Of one row everything is set: what is empty is taken away."""
    due = post.get("due", "")
    values: dict[str, Any] = {
        "owner": _owner(post.get("owner", "0")),
        "due": typed_day(due, year) if due.strip() else None,
        "keeps": bool(post.get("keeps")),
        "note": post.get("note", ""),
    }
    if post.get("proof") == EDITION:
        values["expected"] = None
    elif post.get("proof") == OWN:
        values["expected"] = _pieces(post, year)
    return values


def _pieces(post: QueryDict, year: int) -> Pieces:
    columns = {name: post.getlist(f"p-{name}")[: MOST * 2] for name in _PIECE}
    count = max(map(len, columns.values()), default=0)
    rows = [{name: (found[n] if n < len(found) else "") for name, found in columns.items()} for n in range(count)]
    return typed_pieces(rows, year=year)


def typed_day(text: str, year: int) -> date:
    """Return a typed day: `31/12/2026`, `31/12` (of the sheet's year) or `2026-12-31`. Raises NamroError."""
    token = typed_token(text, year)
    if token is None or token.startswith("invalid:"):
        raise NamroError(
            _("“%(text)s” không phải một ngày. Viết dạng 30/11/2026.") % {"text": text.strip()[:40]}, code="due"
        )
    return date.fromisoformat(token)


def _owner(value: str) -> Any:
    try:
        return owning_of(value)
    except ValueError:
        raise NamroError(_("Người này không còn trong danh sách của đơn vị. Chọn lại."), code="owner") from None


def versions_in(post: QueryDict) -> dict[str, int]:
    """The versions of rows that a form was made of."""
    found = ((name.removeprefix(VERSION), whole(str(text))) for name, text in post.items() if name.startswith(VERSION))
    return {key: version for key, version in found if version is not None}


def kept_in(post: QueryDict) -> dict[str, set[str]]:
    """The fields in conflict by row, as the page sent them back."""
    kept: dict[str, set[str]] = {}
    for pair in post.getlist(CLASH):
        node, _colon, name = pair.rpartition(":")
        kept.setdefault(node, set()).add(name)
    return kept
