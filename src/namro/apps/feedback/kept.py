"""What the library asks of feedback: which items evidence proves, and why a piece may not be removed now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.feedback.models import Item
from namro.apps.feedback.permissions import readable_by
from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence
from namro.apps.people.models import User


def _proved_by(evidence: Collection[int]) -> Q:
    return Q(answer_proof__in=evidence) | Q(postings__proof__in=evidence)


class FeedbackKeeps:
    """Evidence that proves answers and publications."""

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return the items that the person may read; one query."""
        rows = Item.objects.filter(_proved_by(evidence)).filter(readable_by(user))
        found: dict[int, tuple[Place, ...]] = {}
        for code, subject, *proofs in rows.values_list("code", "subject", "answer_proof", "postings__proof"):
            place = Place(_("Phản ánh: %(subject)s") % {"subject": subject}, reverse("feedback:item", args=[code]))
            for key in {one for one in proofs if one in evidence}:
                if place not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), place)
        return found

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed: an answer or a publication stands on it."""
        if not Item.objects.filter(_proved_by([evidence.pk])).exists():
            return ""
        return _("Minh chứng này chứng minh một trả lời phản ánh hoặc nơi công khai. Thay minh chứng ở đó rồi mới bỏ.")
