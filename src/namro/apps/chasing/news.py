"""News of plans as notices: who was called in a comment, whose work is passed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.notices.telling import tell
from namro.apps.plans.models import Comment, HandOver
from namro.core.improvement.passing import PASSING_WORDS, Passing


def tell_called(*, comment: Comment, people: Iterable[int], at: datetime, **_more: Any) -> None:
    """Tell those who were called what was said, and where."""
    said = _("%(person)s nhắc bạn: %(text)s") % {"person": comment.by.full_name, "text": comment.text}
    url = reverse("plans:work", args=[comment.occurrence.code])
    tell(people, "mention", said, url, key=f"nhac:{comment.pk}", at=at)


def tell_passing(*, hand_over: HandOver, at: datetime, **_more: Any) -> None:
    """Tell giver and receiver what became of the work, but not who did it."""
    task = hand_over.task
    words = _(PASSING_WORDS[Passing(hand_over.state)])
    names = f"{hand_over.giver.full_name} → {hand_over.receiver.full_name}"
    acted = hand_over.answered_by_id or hand_over.by_id
    people = {hand_over.giver_id, hand_over.receiver_id} - {acted}
    url = reverse("plans:task", args=[task.plan.code, task.pk])
    key = f"ban-giao:{hand_over.pk}:{hand_over.state}"
    tell(people, "handed_over", f"{words}: {names}. {task.text}", url, key=key, at=at)
