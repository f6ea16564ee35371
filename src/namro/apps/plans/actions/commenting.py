"""Comments on work: written once, never changed; taken away, the trace stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.people import people_of
from namro.apps.plans.models import Comment, Occurrence
from namro.apps.plans.news import mentioned
from namro.apps.plans.permissions import can_comment, can_remove_comment
from namro.apps.plans.queries import occurrences_for
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.mentions import check_comment, mentioned_in


@transaction.atomic
def comment_on(user: User, occurrence: Occurrence, text: str, *, at: datetime, called: Iterable[int] = ()) -> Comment:
    """Say something about the work; people are called by @name in the text, or picked (`called`).

    Raises PermissionDenied for readers from elsewhere, NamroError for empty text or people who are not here.
    """
    row = occurrences_for(user).get(pk=occurrence.pk)
    if not can_comment(user, row.task.plan):
        raise PermissionDenied(_("Chỉ người của đơn vị có kế hoạch này ghi ý kiến."))
    said = check_comment(text)
    people = dict(people_of(row.task.plan.unit_id, at.astimezone(VIETNAM).date()).values_list("pk", "full_name"))
    picked = list(dict.fromkeys(called))
    if not people.keys() >= set(picked):
        raise NamroError(_("Có người được chọn không còn ở đơn vị. Chọn lại trong danh sách."), code="people")
    named = mentioned_in(said, {str(key): name for key, name in people.items()})
    wanted = [key for key in dict.fromkeys([*picked, *map(int, named)]) if key != user.pk]
    made = Comment.objects.create(occurrence=row, by=user, at=at, text=said)
    made.called.set(wanted)
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=row.code, note=_("Ý kiến: %(text)s") % {"text": said[:300]})
    if wanted:
        mentioned.send(Comment, comment=made, people=tuple(wanted), at=at)
    return made


@transaction.atomic
def remove_comment(user: User, comment: Comment, *, at: datetime) -> Comment:
    """Take a comment away: who wrote it, or the leader. The page then says who did, and when."""
    row = Comment.objects.select_for_update(of=("self",)).select_related("occurrence__task__plan").get(pk=comment.pk)
    if not can_remove_comment(user, row):
        raise PermissionDenied(_("Chỉ người viết hoặc lãnh đạo gỡ ý kiến."))
    if row.removed_at is not None:
        raise NamroError(_("Ý kiến này đã được gỡ. Tải lại trang."), code="state")
    row.removed_by, row.removed_at = user, at
    row.save(update_fields=["removed_by", "removed_at"])
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=row.occurrence.code, note=_("Gỡ ý kiến"))
    return row
