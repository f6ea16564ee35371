"""The proof of a sheet with its files, as finished data; one query."""

from __future__ import annotations

from collections.abc import Mapping

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.attached import files_beside
from namro.core.assessment.score_sheet import SheetProof


def proof_files_of(sheet: Assessment) -> Mapping[str, tuple[SheetProof, ...]]:
    """Return what is attached, by id of the node, in the order in which it came."""
    rows = files_beside([sheet.pk]).order_by("evidence__attachments__id")
    found: dict[str, tuple[SheetProof, ...]] = {}
    for node, number, dated, issuer, abstract, name, sha256, link in rows.values_list(
        "evidence__attachments__node_id", "evidence__number", "evidence__dated", "evidence__issuer",
        "evidence__abstract", "name", "sha256", "link",
    ):  # fmt: skip
        proof = SheetProof(
            number=number,
            dated=dated,
            issuer=issuer,
            abstract=abstract,
            file_name=name,
            sha256=sha256,
            link=link,
        )
        found[node] = (*found.get(node, ()), proof)
    return found
