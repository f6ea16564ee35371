"""What the library asks of the registers: which rows evidence proves, and why a piece may not be removed now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence
from namro.apps.people.models import User
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RowProof
from namro.apps.registers.permissions import can_read_rows


class RowsKeep:
    """Evidence that proves rows."""

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return the rows that the person may read; one query, and what it takes to know the rights on a register."""
        rows = RowProof.objects.filter(evidence__in=evidence, row__removed_at=None).select_related("row")
        found: dict[int, tuple[Place, ...]] = {}
        proofs = list(rows.order_by("-row__date", "row_id"))
        if not proofs:
            return found
        known = definitions(user.standing.day).by_code
        rights: dict[tuple[str, int], bool] = {}
        for proof in proofs:
            row = proof.row
            if row.register not in known:
                continue
            register, key = known[row.register][0], (row.register, row.unit_id)
            if key not in rights:
                # What is not confidential is read by everybody who reads the unit's evidence.
                rights[key] = not register.confidential or can_read_rows(user, register, row.unit_id)
            if rights[key]:
                url = reverse("registers:row", args=[row.register, row.code])
                place = Place(f"{register.title}, {row.seq}/{row.date.year}", url)
                found[proof.evidence_id] = (*found.get(proof.evidence_id, ()), place)
        return found

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed: a row stands on it."""
        proof = RowProof.objects.filter(evidence=evidence, row__removed_at=None).select_related("row").first()
        if proof is None:
            return ""
        told = {"n": f"{proof.row.seq}/{proof.row.date.year}", "register": proof.row.register}
        return _("Minh chứng đang gắn vào dòng %(n)s của sổ “%(register)s”. Gỡ khỏi dòng đó rồi mới bỏ.") % told
