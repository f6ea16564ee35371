"""Yearly sheets for tests: drafted and shown through the real actions, with a correction that waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from namro.apps.people.models import Role, Unit
from namro.apps.yearly import actions
from namro.apps.yearly.models import PersonSheet
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.yearly_figures import Figure
from namro.demo.province import HOME
from tests.apps.library.giving import PICTURE
from tests.apps.plans.giving_out import Cast, stand

YEAR = 2026


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)


def home() -> Unit:
    """The commune of the coordinator."""
    return Unit.objects.get(code=HOME)


def sheets_of(cast: Cast, day: date, *, shown: bool = True) -> dict[str, PersonSheet]:
    """Draft the sheets of the commune's people and show them; return them by the role of their people."""
    stand(cast, day)
    unit = home()
    actions.draft_all(cast[Role.COORDINATOR], unit, day.year, at=at(day))
    if shown:
        actions.show_all(cast[Role.COORDINATOR], unit, day.year, at=at(day))
    known = PersonSheet.objects.in_bulk(people(cast), field_name="pk")
    roles = {user.pk: role for role, user in cast.items()}
    return {roles[one.user_id]: one for one in known.values()}


def people(cast: Cast) -> Iterable[int]:
    """The sheets of the cast."""
    return list(PersonSheet.objects.filter(user__in=list(cast.values())).values_list("pk", flat=True))


def missing(
    folder: Path, *, figure: Figure = Figure.INITIATIVES, text: str = "Sáng kiến một cửa lưu động"
) -> actions.Asked:
    """What somebody asks to have added, with a photo as proof."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "quyet-dinh.png"
    path.write_bytes(PICTURE)
    return actions.Asked(figure=figure.value, text=text, said="Đã có quyết định công nhận", file=path)


def year_sheet(cast: Cast, folder: Path) -> str:
    """The code of the officer's sheet of 2026, shown, with a correction that waits."""
    now = system_clock()
    stand(cast, now.date())
    sheet = sheets_of(cast, now.date())[Role.OFFICER]
    actions.ask(cast[Role.OFFICER], sheet, missing(folder / "asked"), at=now)
    return sheet.code
