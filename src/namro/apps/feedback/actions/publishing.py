"""Where an answer was published: a checklist of places, each with its proof."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.feedback.actions.holding import hold, told
from namro.apps.feedback.models import Item, Posting
from namro.apps.feedback.permissions import parts_of
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.service.feedback import State, rules


@transaction.atomic
def add_posting(
    user: User, item: Item, *, place: str, link: str, proof: Evidence | None, version: int, at: datetime
) -> Posting:
    """Write down one place with an address or a piece of the library; said again, the proof is replaced."""
    row = hold(item, version)
    if not parts_of(user, row):
        raise NamroError(_("Chỉ người xử lý, đầu mối hoặc lãnh đạo ghi nơi công khai."), code="role")
    if row.state not in {State.ANSWERED, State.PUBLISHED}:
        raise NamroError(_("Chưa trả lời nên chưa công khai được. Ghi trả lời trước."), code="state")
    if place not in rules().places:
        raise NamroError(_("Chưa chọn nơi công khai. Chọn một nơi rồi bấm lại."), code="place")
    if not link and proof is None:
        raise NamroError(
            _("Nơi công khai cần liên kết hoặc minh chứng trong thư viện. Ghi một trong hai."), code="proof"
        )
    if proof is not None and (proof.unit_id != row.unit_id or proof.removed_at is not None):
        raise NamroError(_("Minh chứng này không còn trong thư viện của đơn vị. Chọn lại."), code="proof")
    made, _fresh = Posting.objects.update_or_create(
        item=row, place=place, defaults={"link": link, "proof": proof, "by": user, "at": at}
    )
    row.save()
    note = link or (f"{proof.number} {proof.abstract}".strip() or proof.code if proof else "")
    words = _("Công khai: %(place)s") % {"place": rules().places[place]}
    told(user, row, "posting", words, at=at, note=note, audit=AuditEntry.Act.FEEDBACK_PUBLISHED)
    return made
