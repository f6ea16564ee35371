"""A commune's sheet on a small published set, and people who own rows of it."""

from __future__ import annotations

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment
from namro.apps.frameworks.models import Edition
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import OwnerKind, Owning, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock
from tests.apps.frameworks.sets import SMALL, published

YEAR = 2026
#: The small set with a criterion that expects two pieces of proof, one by a day.
PROOF = SMALL.replace(
    'name: Báo cáo đúng hạn, max: 6,',
    'name: Báo cáo đúng hạn, max: 6, evidence: {items: [{id: ke-hoach, text: Kế hoạch kiểm tra, kind: plan, '
    'before: "03-15"}, {id: bao-cao, text: Báo cáo quý, kind: report, min_count: 4}]},',
)


def standing(user: User) -> User:
    """The person as logged in today."""
    user.standing = standing_of(user, system_clock().date())
    return user


def sheet_of(cast: dict[str, User], edition: Edition | None = None, *, unit: str = "suoi-may", year: int = YEAR) -> Assessment:
    """Open the sheet of a commune."""
    edition = edition or Edition.objects.first() or published(cast[Role.COUNCIL], PROOF)
    home = Unit.objects.get(code=unit)
    return open_sheet(standing(cast[Role.COORDINATOR]), home, year, edition, at=system_clock())


def give(cast: dict[str, User], sheet: Assessment, node: str, user: User) -> None:
    """Give a row to a person."""
    edit = Edit({"owner": Owning(OwnerKind.PERSON, user.pk)})
    assign(standing(cast[Role.COORDINATOR]), sheet, [node], edit=edit, at=system_clock())


def evidence_of(unit: Unit, user: User, *, name: str = "bao-cao.pdf", year: int = YEAR) -> Evidence:
    """A piece of evidence that was read."""
    now = system_clock()
    made = Evidence.objects.create(unit=unit, year=year, abstract=f"Văn bản {name}", made_by=user, made_at=now)
    EvidenceFile.objects.create(
        evidence=made, version=1, name=name, kind="pdf", size=1, sha256=f"{made.pk:064x}", by=user, at=now,
        changed_at=now, state=EvidenceFile.State.READ, signed="none",
    )  # fmt: skip
    return made
