"""An item goes from state to state by the table of `core.service.feedback`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.holding import hold, office, told
from namro.apps.feedback.limits import count_limits
from namro.apps.feedback.models import Item
from namro.apps.feedback.permissions import parts_of
from namro.apps.library.models import Evidence
from namro.apps.notices.telling import tell
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.people import people_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.service.feedback import TABLE, State, step_by

_GIVES = {"assign", "hand_over"}


@transaction.atomic
def move(
    user: User, item: Item, act: str, *, version: int, at: datetime, said: str = "", to: User | None = None,
    proof: Evidence | None = None,
) -> Item:  # fmt: skip
    """Do an act of the table; `to` is who gets it, `proof` the file of an answer. Raises NamroError with the reason."""
    row = hold(item, version)
    row.state = TABLE.after(State(row.state), act, parts_of(user, row), said=said)
    note = said.strip()
    if act in _GIVES:
        note = _given(row, to, note, at=at)
    elif act == "supplemented" and not row.limit_given and not row.extensions.filter(granted=True).exists():
        told(user, row, act, TABLE.by_name[act].words, at=at, note=note, audit=AuditEntry.Act.FEEDBACK_MOVED)
        count_limits(row, limit=None, office=office())
        row.save()
        return row
    elif act == "answer":
        row.answer, row.answer_proof, row.answered_at = note, _own(row, proof), at
        row.publish_by = step_by("publish", at.astimezone(VIETNAM), office=office())
    elif act == "publish":
        _check_posted(row)
        row.published_at = at
    row.save()
    told(user, row, act, TABLE.by_name[act].words, at=at, note=note, audit=AuditEntry.Act.FEEDBACK_MOVED)
    if act in _GIVES and to is not None and to != user:
        _tell_handler(row, to, at=at)
    return row


def _given(row: Item, to: User | None, note: str, *, at: datetime) -> str:
    there = people_of(row.unit_id, at.astimezone(VIETNAM).date())
    if to is None or not there.filter(pk=to.pk).exists():
        raise NamroError(_("Chưa chọn người xử lý đang làm ở đơn vị. Chọn một người rồi bấm lại."), code="handler")
    if to.pk == row.handler_id:
        raise NamroError(_("%(name)s đang xử lý mục này. Chọn người khác.") % {"name": to.full_name}, code="handler")
    row.handler = to
    return f"{to.full_name}. {note}" if note else to.full_name


def _own(row: Item, proof: Evidence | None) -> Evidence | None:
    if proof is not None and (proof.unit_id != row.unit_id or proof.removed_at is not None):
        raise NamroError(_("Minh chứng này không còn trong thư viện của đơn vị. Chọn lại."), code="proof")
    return proof


def _check_posted(row: Item) -> None:
    if not row.postings.exists():
        raise NamroError(
            _("Chưa có nơi công khai nào. Ghi ít nhất một nơi kèm liên kết hoặc minh chứng rồi xác nhận."),
            code="posting",
        )


def _tell_handler(row: Item, to: User, *, at: datetime) -> None:
    text = _("Phản ánh giao cho bạn: %(subject)s, nội bộ xong trước %(day)s") % {
        "subject": row.subject, "day": f"{row.own_on:%d/%m/%Y}",
    }  # fmt: skip
    tell([to.pk], "other", text, f"/phan-anh/{row.code}", key=f"phan-anh:{row.code}:{row.version}", at=at)
