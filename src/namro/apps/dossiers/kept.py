"""What the library asks of dossiers: where evidence shows whose lateness it was, and why it may not be removed now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import LateContest
from namro.apps.dossiers.permissions import readable_by
from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence
from namro.apps.people.models import User


class DossiersKeep:
    """Evidence that shows whose lateness it was."""

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return the dossiers that the person may see; one query."""
        rows = LateContest.objects.filter(readable_by(user, "dossier__unit"), evidence__in=evidence)
        found: dict[int, tuple[Place, ...]] = {}
        for key, pk, code in rows.values_list("evidence", "dossier", "dossier__code").distinct().order_by("dossier"):
            place = Place(_("Hồ sơ trễ %(code)s") % {"code": code}, reverse("dossiers:dossier", args=[pk]))
            found[key] = (*found.get(key, ()), place)
        return found

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed: a decision or a proposal stands on it."""
        if not LateContest.objects.filter(evidence=evidence).exists():
            return ""
        return _("Minh chứng này là căn cứ của đề nghị về nguyên nhân trễ của một hồ sơ. Giữ lại trong thư viện.")
