"""What rows of a file are checked against: units by every word for them, procedures in force, offices."""

from __future__ import annotations

from datetime import timedelta

from namro.apps.dossiers.limits_of import OfficeOf, offices
from namro.apps.dossiers.models import DossierImport, Procedure
from namro.apps.dossiers.permissions import writes_for
from namro.apps.dossiers.reading.checking import Known, Term
from namro.apps.dossiers.reading.columns import key_of
from namro.apps.people.models import OfficialCode, Unit, UnitSpan, User

#: An export may be opened the day after its clock ran ahead.
_AHEAD = timedelta(days=1)


def known_for(job: DossierImport, user: User) -> Known:
    """Return what the rows of a file are checked against."""
    procedures = terms()
    return Known(
        units=words_of_units(),
        allowed=writes_for(user),
        procedures=procedures,
        any_procedure=job.any_procedure or not procedures,
        unit=job.source.unit_id,
        until=int((job.exported_at + _AHEAD).timestamp()),
    )


def offices_known() -> OfficeOf:
    """Return the working time of every unit."""
    return offices(dict(Unit.objects.filter(home=None).values_list("id", "code")))


def words_of_units() -> dict[str, int]:
    """Return units by name, official code and code; a code goes before a name, today's before an older one."""
    spans = UnitSpan.objects.filter(unit__home=None).order_by("since")
    found = {key_of(name): unit for name, unit in spans.values_list("name", "unit_id")}
    codes = OfficialCode.objects.order_by("since").values_list("code", "unit_id")
    return found | dict(codes) | dict(Unit.objects.filter(home=None).values_list("code", "id"))


def terms() -> dict[str, Term]:
    """Return what the catalogue says of each procedure in force, or of its last edition."""
    rows = Procedure.objects.order_by("since").values_list("code", "amount", "time_unit", "returns_document")
    return {code: Term(amount, unit if amount else "", paper) for code, amount, unit, paper in rows}
