"""What the library asks of the sheets: where evidence is used, and why a piece may not be removed now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Attached
from namro.apps.assessments.permissions import readable_by
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence
from namro.apps.people.models import User
from namro.core.assessment.stages import HANDED_IN


class SheetsKeep:
    """Evidence that stands beside criteria."""

    def unattached(self, path: str) -> Q:
        """Return the condition that evidence stands beside no criterion."""
        return ~Q(Exists(Attached.objects.filter(Attached.STANDING, evidence=OuterRef(path))))

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return the criteria of the sheets that the person may read; one query."""
        rows = Attached.objects.filter(Attached.STANDING, readable_by(user, "assessment__"), evidence__in=evidence)
        found: dict[int, tuple[Place, ...]] = {}
        near = rows.select_related("assessment__unit", "assessment__edition").defer("assessment__edition__text")
        for row in near.order_by("-assessment__year", "pk"):
            leaves = tree_of(row.assessment.edition).leaves
            name = leaves[row.node_id].node.name if row.node_id in leaves else ""
            address = [row.assessment.year, row.assessment.unit.code, row.node_id]
            url = reverse("assessments:assign_row", args=address) if name else ""
            words = f"{row.node_id} {name} ({row.assessment.year})"
            found[row.evidence_id] = (*found.get(row.evidence_id, ()), Place(words, url))
        return found

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed: a sheet that was handed in stands on it, or one still does."""
        states = [state.value for state in HANDED_IN]
        rows = Attached.objects.filter(Attached.STANDING, evidence=evidence).order_by("-assessment__year", "pk")
        handed = rows.filter(assessment__state__in=states).values_list("node_id", "assessment__year").first()
        if handed:
            told = {"id": handed[0], "year": handed[1]}
            return _("Minh chứng đã nộp cùng phiếu năm %(year)s (tiêu chí %(id)s) nên phải giữ lại.") % told
        used = rows.values_list("node_id", "assessment__year").first()
        if used:
            told = {"id": used[0], "year": used[1]}
            return _("Minh chứng đang gắn vào tiêu chí %(id)s, phiếu năm %(year)s. Bỏ khỏi tiêu chí rồi mới bỏ.") % told
        return ""
