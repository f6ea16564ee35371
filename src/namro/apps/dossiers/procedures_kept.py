"""What the library asks of procedures: which postings, reviews and samples evidence shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Posting, ProcedureReview, SampleDossier
from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence
from namro.apps.people.models import User
from namro.apps.people.permissions import of_units_read_by

_MODELS = (Posting, ProcedureReview, SampleDossier)


class ProceduresKeep:
    """Evidence of postings, reviews and sample dossiers."""

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return the procedures whose rows the person may read; three queries."""
        found: dict[int, tuple[Place, ...]] = {}
        for model in _MODELS:
            rows = model.objects.filter(of_units_read_by(user, "unit"), evidence__in=list(evidence))
            for key, code, name in rows.values_list("evidence", "procedure__code", "procedure__name"):
                place = Place(_("Thủ tục: %(name)s") % {"name": name}, reverse("dossiers:procedure", args=[code]))
                if place not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), place)
        return found

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed: a posting, a review or a sample stands on it."""
        stands = Posting.objects.filter(evidence=evidence).exists()
        stands = stands or ProcedureReview.objects.filter(evidence=evidence).exists()
        if not stands and not SampleDossier.objects.filter(evidence=evidence, removed_at=None).exists():
            return ""
        return _("Minh chứng này cho thấy một nơi niêm yết, một rà soát hoặc là hồ sơ mẫu. Thay ở trang thủ tục trước.")
