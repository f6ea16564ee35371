"""The proof attached to the rows of a sheet, as its cells tell it; one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.attached import File, files_beside
from namro.apps.library.models import EvidenceFile


@dataclass(frozen=True, slots=True)
class ProofPiece:
    """One piece: its number or what it is about, and its current file as it stands beside the criterion."""

    code: str
    words: str
    file: File

    @property
    def signed(self) -> str:
        """Who signed the file ("" not known yet)."""
        return self.file.signed

    @property
    def unreadable(self) -> bool:
        """Whether the file could not be read."""
        return self.file.state == EvidenceFile.State.FAILED

    @property
    def is_unsigned(self) -> bool:
        """Whether the file was read and bears no signature."""
        return self.signed == "none"


#: Pieces by id of the node.
Pieces = Mapping[str, tuple[ProofPiece, ...]]
_NAME = 60


def pieces_of(sheet: Assessment) -> Pieces:
    """Return what is attached, by id of the node, in the order in which it came."""
    rows = files_beside([sheet.pk]).order_by("evidence__attachments__id")
    found: dict[str, tuple[ProofPiece, ...]] = {}
    for code, number, abstract, name, node, item, signed, state, dated in rows.values_list(
        "evidence__code", "evidence__number", "evidence__abstract", "name", "evidence__attachments__node_id",
        "evidence__attachments__expected_id", "signed", "state", "evidence__dated",
    ):  # fmt: skip
        file = File(node, item, signed, state, dated)
        piece = ProofPiece(code, number or abstract[:_NAME] or name[:_NAME], file)
        found[node] = (*found.get(node, ()), piece)
    return found
