"""People who own rows of a commune's sheet, and evidence to attach, in tests of the assignment."""

from __future__ import annotations

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.models import Assessment
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import OwnerKind, Owning, Role, Unit, User
from tests.apps.assessments.sheets import NOW, SET, publish_set, ready
from tests.apps.assessments.sheets import sheet_of as sheet_on

YEAR = 2026
#: The small set with a criterion that expects two pieces of proof, one by a day.
PROOF = SET.replace(
    "name: Báo cáo đúng hạn, max: 4,",
    "name: Báo cáo đúng hạn, max: 4, evidence: {items: [{id: ke-hoach, text: Kế hoạch kiểm tra, kind: plan, "
    'before: "03-15"}, {id: bao-cao, text: Báo cáo quý, kind: report, min_count: 4}]},',
)


def sheet_of(cast: dict[str, User]) -> Assessment:
    """Begin the commune's year on the set that expects proof."""
    return sheet_on(cast, publish_set(cast, PROOF))


def give(cast: dict[str, User], sheet: Assessment, node: str, user: User) -> None:
    """Give a row to a person."""
    edit = Edit({"owner": Owning(OwnerKind.PERSON, user.pk)})
    assign(ready(cast[Role.COORDINATOR]), sheet, [node], edit=edit, at=NOW)


def evidence_of(unit: Unit, user: User, *, name: str = "bao-cao.pdf", year: int = YEAR) -> Evidence:
    """A piece of evidence that was read."""
    made = Evidence.objects.create(unit=unit, year=year, abstract=f"Văn bản {name}", made_by=user, made_at=NOW)
    EvidenceFile.objects.create(
        evidence=made, version=1, name=name, kind="pdf", size=1, sha256=f"{made.pk:064x}", by=user, at=NOW,
        changed_at=NOW, state=EvidenceFile.State.READ, signed="none",
    )  # fmt: skip
    return made
