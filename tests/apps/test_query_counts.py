"""Lists and files that no other test counts: as many queries for three times as many rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from namro.apps.chasing.assigned import columns_for, preview, sheet_of, write_assigned
from namro.apps.chasing.models import AssignedUpload
from namro.apps.dossiers.actions.contesting import Said, propose
from namro.apps.dossiers.letters import prepare
from namro.apps.dossiers.models import Dossier, LateClass
from namro.apps.indicators.models import IndicatorUpload
from namro.apps.meetings.models import Meeting
from namro.apps.notices.models import Letter, Notice, Wish
from namro.apps.notices.telling import tell
from namro.apps.people.models import Role, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import touch
from namro.apps.registers.models import RegisterExport, RegisterRow, RegisterUpload
from namro.apps.reports import actions as reports
from namro.apps.reports.models import Contribution, Report
from namro.apps.surveys.actions.fielding import paper_codes
from namro.apps.surveys.actions.rechecking import begin_recheck
from namro.apps.surveys.models import Draw
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.demo.many_reports import send_from
from namro.demo.province import HOME
from tests.apps.chasing.from_above import brought_from_above
from tests.apps.dossiers.files import brought_in, csv_of
from tests.apps.dossiers.test_letters import at_the_land_office
from tests.apps.meetings.held import meeting_of
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.registers.rows import INSPECTIONS, colleagues, home, inspected, inspection, spelt, standing
from tests.apps.reports.writing_up import begun, said
from tests.apps.surveys.drawn import given_out, typed_twice
from tests.apps.test_every_page import Browsers, queries

Cast = dict[str, User]
Grow = Callable[[Cast, int], dict[str, object]]
FEW, MANY = 3, 9


@dataclass(frozen=True)
class Case:
    """Who opens which pages; `grow` brings what they list to so many rows and returns what their addresses name."""

    who: str
    grow: Grow
    pages: tuple[str, ...]
    most: int = 20


def notices(cast: Cast, count: int) -> dict[str, object]:
    user = cast[Role.COORDINATOR]
    for n in range(Notice.objects.count(), count):
        tell([user.pk], "other", f"Việc {n}", "/viec", key=f"viec:{n}", at=system_clock())
    return {}


def letters(cast: Cast, count: int) -> dict[str, object]:
    states = [Letter.State.WAITING, Letter.State.HANDING, Letter.State.DEAD, Letter.State.SENT, Letter.State.DROPPED]
    for user in list(cast.values())[:5]:
        Wish.objects.update_or_create(user=user, defaults={"email": f"{user.username}@xa.example"})
    for n in range(Letter.objects.count() // 5, count):
        tell(list(cast.values())[:5], "other", "Chào", "/viec", key=f"thu:{n}", at=system_clock(), urgent=True)
        for place, letter in enumerate(Letter.objects.order_by("-pk")[:5]):
            Letter.objects.filter(pk=letter.pk).update(state=states[(place + n) % 5])
    return {}


def rows(cast: Cast, count: int) -> dict[str, object]:
    """Rows of a register, a file on its way in that adds some and changes others, files on their way out."""
    coordinator, people = standing(cast[Role.COORDINATOR]), colleagues(home())
    for n in range(RegisterRow.objects.count(), count):
        inspected(coordinator, people[n % len(people)])
    kept = list(RegisterRow.objects.order_by("pk"))
    now = system_clock()
    RegisterUpload.objects.all().delete()
    upload = RegisterUpload.objects.create(
        register=INSPECTIONS, edition=kept[0].edition, unit_id=home(), name="so.xlsx", by=coordinator, at=now,
        rows=[
            *([n + 2, row.code, row.version, row.data | {"noi_dung": f"Sửa {n}"}] for n, row in enumerate(kept)),
            *([n + 50, "", 0, row.data | {"noi_dung": f"Mới {n}"}] for n, row in enumerate(kept)),
        ],
    )  # fmt: skip
    for _ in range(RegisterExport.objects.count(), min(count, 5)):
        RegisterExport.objects.create(register=INSPECTIONS, by=coordinator, at=now, changed_at=now)
    return {"upload": upload.code, "row": kept[0].code}


def history(cast: Cast, count: int) -> dict[str, object]:
    """One row that was changed again and again."""
    from namro.apps.registers import actions
    from tests.apps.registers.rows import register_of

    coordinator, person = standing(cast[Role.COORDINATOR]), colleagues(home())[0]
    row = RegisterRow.objects.first() or inspected(coordinator, person)
    for n in range(row.version, count):
        typed = inspection(spelt(person), noi_dung=f"Nội dung {n}")
        actions.change_row(coordinator, register_of(INSPECTIONS), row, typed, version=n, at=system_clock())
        row.refresh_from_db()
    return {"row": row.code}


def own_reports(cast: Cast, count: int) -> dict[str, object]:
    """Reports of the unit, the newest of which has sections that were written."""
    now = system_clock()
    months = shipped_types()["REMEDY-PROGRESS"]
    keys = [f"{now.year}-{month:02d}" for month in range(1, now.month - 1)]
    wanted = [period_of(key) for key in keys[: count - 1]]
    there = set(Report.objects.values_list("period", flat=True))
    for period in wanted:
        if period.key not in there:
            send_from([home()], months, period, by=cast[Role.COORDINATOR], at=now, seed=1)
    report = begun(cast, "CCHC-COMMUNE")
    for row in Contribution.objects.filter(report=report).order_by("place")[:count]:
        fresh = Contribution.objects.select_related("report", "by").get(pk=row.pk)
        reports.save_section(cast[Role.COORDINATOR], fresh, said(f"Viết {count}", fresh), at=now)
    return {"report": report.code}


def units_reporting(cast: Cast, count: int) -> dict[str, object]:
    """Communes of which half have sent."""
    parent = UnitSpan.objects.get(unit__code=HOME, until=None).parent_id
    since = UnitSpan.objects.get(unit__code=HOME, until=None).since
    for n in range(Unit.objects.filter(code__startswith="xa-moi").count(), count):
        unit = Unit.objects.create(code=f"xa-moi-{n}")
        UnitSpan.objects.create(unit=unit, name=f"Xã Mới {n}", kind="commune", parent_id=parent, since=since)
    touch()
    made, period = shipped_types()["CCHC-COMMUNE"], period_of(f"{system_clock().year - 1}")
    fresh = Unit.objects.filter(code__startswith="xa-moi").exclude(pk__in=Report.objects.values("unit"))
    send_from([one.pk for one in fresh][::2], made, period, by=cast[Role.COORDINATOR], at=system_clock(), seed=1)
    return {"period": period.key}


def from_above(cast: Cast, count: int) -> dict[str, object]:
    """Tasks from above that were brought in, and a file with as many that waits."""
    from namro.apps.plans.models import Plan

    coordinator = cast[Role.COORDINATOR]

    def waiting() -> AssignedUpload:
        AssignedUpload.objects.all().delete()
        upload = brought_from_above(coordinator)
        first = upload.content["rows"][0][1]
        upload.content["rows"] = [[n + 4, first | {"0": f"{n}/UBND-NC", "2": f"Nhiệm vụ {n}"}] for n in range(count)]
        upload.save()
        return upload

    upload = waiting()
    columns, _known = columns_for(upload, sheet_of(upload))
    seal = preview(upload, columns, coordinator.standing.day).seal
    write_assigned(coordinator, upload, columns, seal=seal, at=system_clock())
    plan = Plan.objects.latest("pk")
    return {"above": waiting().pk, "plan": plan.code}


def meetings(cast: Cast, count: int) -> dict[str, object]:
    for n in range(Meeting.objects.count(), count):
        meeting_of(cast, title=f"Giao ban {n}")
    return {"meeting": Meeting.objects.earliest("pk").code}


def late(cast: Cast, count: int) -> dict[str, object]:
    """Late work of several people: the letter, the boards, the Monday page."""
    owners = [cast[role] for role in (Role.OFFICER, Role.LEADER, Role.COORDINATOR)]
    day = system_clock().date()
    values = [{"owner": owned_by(owners[n % 3]), "due": day - timedelta(days=2 + n)} for n in range(count)]
    give_out(cast, values, at=system_clock())
    return {}


def figures(cast: Cast, count: int) -> dict[str, object]:
    """A file of figures that waits."""
    IndicatorUpload.objects.all().delete()
    coordinator = standing(cast[Role.COORDINATOR])
    plain = [
        {
            "row": n + 2, "indicator": "disbursement", "unit": home(), "period": f"2025-{n + 1:02d}",
            "as_of": f"2025-{n + 1:02d}-28", "parts": {"paid": "1", "plan": "2"}, "source": "", "reason": "",
            "explanation": "",
        }
        for n in range(count)
    ]  # fmt: skip
    upload = IndicatorUpload.objects.create(name="chi-tieu.xlsx", by=coordinator, at=system_clock(), rows=plain)
    return {"measures": upload.code}


def dossiers(cast: Cast, count: int) -> dict[str, object]:
    """Late dossiers, each with a letter and a contested mark."""
    brought_in(cast[Role.COORDINATOR], csv_of([at_the_land_office(f"{n}") for n in range(count)]))
    day = datetime(2026, 10, 19, 8, tzinfo=VIETNAM)
    prepare(day.date(), day)
    for row in Dossier.objects.filter(contests=None):
        propose(cast[Role.COORDINATOR], row, Said(late_class=LateClass.DATA, reason="Sổ", proof="Trang 1"), at=day)
    return {"dossier": Dossier.objects.earliest("id").pk}


def samples(cast: Cast, count: int) -> dict[str, object]:
    """Samples of the department, the first of which has so many forms that came in and so many that differ."""
    for _n in range(Draw.objects.count(), count // 3 + 1):
        given_out(cast, at=system_clock())
    first = Draw.objects.earliest("pk")
    keeper, asking, survey, at = cast[Role.COUNCIL], cast[Role.ENUMERATOR], first.survey, system_clock()
    standing(keeper)
    standing(asking)
    open_rows = first.rows.filter(code__used_at__isnull=True, code__typings__isnull=True, called_at__isnull=False)
    wanted = count - first.rows.filter(code__used_at__isnull=False).count()
    forms = paper_codes(keeper, first, asking, at=at) if open_rows.exists() else []
    for _row, text in forms[: max(wanted, 0)]:
        typed_twice(cast, first, text, at=at)
    begin_recheck(keeper, first, Decimal(1), f"PT {count}", at=at)
    return {"sample": survey.code}


CASES = {
    "notices": Case(Role.COORDINATOR, notices, ("/thong-bao", "/thong-bao?loc=chua-doc"), 8),
    "outbox": Case(
        Role.ADMIN, letters, tuple(f"/thong-bao/thu-gui?loc={one}" for one in ("waiting", "dead", "sent", "dropped")), 9
    ),
    "register": Case(
        Role.COORDINATOR,
        rows,
        (
            f"/so/{INSPECTIONS}/in?don-vi={HOME}",
            f"/so/{INSPECTIONS}/tai?don-vi={HOME}",
            f"/so/{INSPECTIONS}/nhap/{{upload}}",
            f"/so/{INSPECTIONS}?don-vi={HOME}&tim=giay",
            f"/so/{INSPECTIONS}/{{row}}",
            "/dinh-nghia-so",
        ),
    ),
    "row": Case(Role.COORDINATOR, history, (f"/so/{INSPECTIONS}/{{row}}",)),
    "reports": Case(
        Role.COORDINATOR,
        own_reports,
        ("/bao-cao", "/bao-cao/{report}", "/bao-cao/{report}/phan-cong", f"/bao-cao/thiet-lap?don-vi={HOME}"),
        40,
    ),
    "units": Case(
        Role.COUNCIL,
        units_reporting,
        tuple(f"/bao-cao/don-vi{more}loai=cchc-commune&ky={{period}}" for more in ("?", "?loc=chua&", "/tong-hop?")),
        30,
    ),
    "tasks from above": Case(
        Role.COORDINATOR, from_above, ("/nhiem-vu-cap-tren", "/nhiem-vu-cap-tren/{above}", "/ke-hoach/{plan}"), 30
    ),
    "meetings": Case(Role.COORDINATOR, meetings, ("/hop", "/hop/{meeting}"), 24),
    "late work": Case(Role.LEADER, late, ("/don-doc", "/bang", "/bang/in", "/viec", "/viec/tieu-chi"), 30),
    "dossiers": Case(
        Role.COORDINATOR,
        dossiers,
        ("/ho-so/thu?don-vi=suoi-may", "/ho-so/tre?don-vi=suoi-may&nam=2026", "/ho-so/{dossier}"),
        26,
    ),
    "figures": Case(Role.COORDINATOR, figures, ("/chi-tieu/nap/{measures}",)),
    "samples": Case(
        Role.COUNCIL,
        samples,
        (
            "/mau-khao-sat",
            *(f"/mau-khao-sat/{{sample}}/{page}" for page in ("danh-sach", "bat-dong", "phuc-tra", "nhap-phieu")),
        ),
        24,
    ),
    "fieldwork": Case(
        Role.COUNCIL, samples, ("/mau-khao-sat/{sample}", "/mau-khao-sat/{sample}/thuc-dia", "/diem-hoi"), 40
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_three_times_as_many_rows_ask_as_often(cast: Cast, browser_of: Browsers, name: str) -> None:
    case = CASES[name]
    client, counts = browser_of(case.who), []
    for count in (FEW, MANY):
        standing(cast[Role.COORDINATOR])
        places = case.grow(cast, count)
        pages = [page.format(**places) for page in case.pages]
        for page in pages:  # what is kept in memory is there
            client.get(page)
        counts.append(dict(zip(case.pages, [queries(client, page) for page in pages], strict=True)))
    assert counts[1] == counts[0]
    assert max(counts[0].values()) <= case.most
