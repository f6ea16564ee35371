"""Every address of the site for every role: what it answers, its headers, and how often it asks the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from namro.apps.assessments.models import Assessment, Incoming, Round
from namro.apps.chasing.feeds import make_feed
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.models import DispositionEntry, ImportedDocument, ImportJob
from namro.apps.indicators.models import FactUpload, IndicatorUpload
from namro.apps.indicators.sets import provide
from namro.apps.library.storage import path_of
from namro.apps.notices.models import Notice
from namro.apps.notices.telling import tell
from namro.apps.people.models import AuditEntry, Group, OwnerKind, Owning, Role, UnitListUpload, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.models import Plan, SheetDecision
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock
from namro.core.improvement import draft_plan
from namro.demo.province import HOME
from tests.apps.addresses import ANSWERS, HEADERS, LOGIN, PAGES, WHO
from tests.apps.answers import LIKE, expected_of
from tests.apps.appraisals.released import act_kept
from tests.apps.appraisals.sitting import before_the_council
from tests.apps.assessments.sheets import in_round, sheet_of
from tests.apps.chasing.from_above import brought_from_above
from tests.apps.conftest import SHEET, Answer, cast_made, job_of, sheet_in
from tests.apps.dossiers.files import dossier_places
from tests.apps.feedback.given import given, handed_in_file, open_form
from tests.apps.frameworks.sets import draft, edition_of, published
from tests.apps.indicators.sets_for_tests import EDITION
from tests.apps.library.giving import PICTURE, give
from tests.apps.meetings.held import meeting_of
from tests.apps.officers.given import officer_places
from tests.apps.plans.aiming import aimed
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.plans.watching import watched
from tests.apps.registers.rows import register_places
from tests.apps.reports.writing_up import begun, merged_set, moved
from tests.apps.surveys.asking import survey_places
from tests.apps.surveys.closed import outcome_places
from tests.apps.surveys.drawn import sample_places
from tests.apps.surveys.results import published_result
from tests.apps.yearly.giving import year_sheet

Browsers = Callable[[str], Client]


@pytest.fixture(autouse=True)
def edition() -> Iterator[None]:
    """An invented criteria set is in force."""
    before = provide(lambda: (EDITION,))
    yield
    provide(before)


@pytest.fixture
def plan(cast: dict[str, User], document: ImportedDocument) -> Plan:
    """The plan of the coordinator's document."""
    return plan_of(cast[Role.COORDINATOR], document)


def plan_of(coordinator: User, document: ImportedDocument) -> Plan:
    """Make a plan of a document; everybody leads every task together with somebody, once a month."""
    coordinator.standing = standing_of(coordinator, system_clock().date())
    (unit,) = coordinator.standing.units()
    made, _fresh = actions.make_plan(
        coordinator, unit, draft_plan(reading_of(document)), at=system_clock(), source=document.code
    )
    group = Group.objects.filter(unit=unit).earliest("id")
    ids = [task.pk for task in tasks_in(made)]
    owners = (Owning(OwnerKind.PERSON, coordinator.pk), Owning(OwnerKind.EACH, group.pk))
    for n, owner in enumerate(owners):
        values = {"owner": owner, "helpers": {("user", coordinator.pk)}, "due": date(made.year, 12, 18)}
        actions.edit_tasks(coordinator, made, ids[n::2], edit=actions.Edit(values), at=system_clock())
    return made


def test_the_table_names_every_address() -> None:
    assert set(names(get_resolver().url_patterns)) == set(ANSWERS)


def names(patterns: list[URLPattern | URLResolver], app: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns, f"{pattern.app_name}:")
        else:
            found.append(f"{app}{pattern.name}")
    return found


@dataclass(frozen=True)
class World:
    """What stands behind the addresses of an app, made once and looked at by every role."""

    app: str
    cast: dict[str, User]
    places: dict[str, object]


@pytest.fixture(scope="class", params=sorted({name.partition(":")[0] for name in ANSWERS}))
def world(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """The world of an app, in a transaction around those of the tests that look at it."""
    folder, before = tmp_path_factory.mktemp(request.param), provide(lambda: (EDITION,))
    with django_db_blocker.unblock(), around_tests():
        cast = cast_made()
        document = import_file(cast[Role.COORDINATOR], sheet_in(folder), at=system_clock()).document
        plan, job = plan_of(cast[Role.COORDINATOR], document), job_of(cast)
        places = places_of(request.param, cast, document, plan=plan, job=job, folder=folder)
        yield World(request.param, cast, {"code": document.code, **places})
    provide(before)


@contextmanager
def around_tests() -> Iterator[None]:
    """A transaction that ends as if it had never been; those of tests inside it may ask to be outermost."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield
        transaction.set_rollback(True)


class TestAnswers:
    """Every address of an app for one role, together."""

    @pytest.mark.parametrize("who", [*WHO, *LIKE], ids=lambda who: who or "visitor")
    def test_answers(self, world: World, who: str, db: None) -> None:
        client, wrong = Client(), {}
        if who:
            client.force_login(world.cast[who])
        for name in (name for name in ANSWERS if name.startswith(f"{world.app}:")):
            address = ANSWERS[name][0].format(**world.places)
            answer = client.get(address)
            if faults := list(faults_of(answer, expected_of(name, who), visitor=not who)):
                wrong[f"{name} {address}"] = faults
        assert wrong == {}


def places_of(
    app: str, cast: dict[str, User], document: ImportedDocument, *, plan: Plan, job: ImportJob, folder: Path
) -> dict[str, object]:
    """Make what the addresses of an app lead to."""
    held = document.uploaded_by.holdings.get(until=None)
    DispositionEntry.objects.create(
        document=document,
        seq=1,
        by=document.uploaded_by,
        at=document.uploaded_at,
        finding="deduction:1.2",
        disposition="already_remedied",
        sha256=document.sha256,
        file_name="minh-chung.pdf",
    )
    places = {"position": held.position_id, "person": held.user_id, "holding": held.pk, "job": job.code}
    places |= {"group": Group.objects.filter(unit__code=HOME).earliest("id").pk}
    places |= {"plan": plan.code, "task": plan.tasks.earliest("place").pk}
    places["facts"] = FactUpload.objects.create(
        name="so-lieu.csv", by=document.uploaded_by, at=system_clock(), as_of=system_clock().date()
    ).code
    places["measures"] = IndicatorUpload.objects.create(
        name="chi-tieu.xlsx", by=document.uploaded_by, at=system_clock(), rows=[]
    ).code
    places["units"] = UnitListUpload.objects.create(
        name="don-vi.xlsx", by=cast[Role.ADMIN], at=system_clock(), rows=[]
    ).pk
    places["line"] = AuditEntry.objects.latest("id").pk
    if app == "notices":
        tell([document.uploaded_by_id], "other", "Chào", "/viec", key="chao", at=system_clock())
        places["notice"] = Notice.objects.get().pk
    if app == "chasing":
        places["token"] = make_feed(document.uploaded_by, at=system_clock())
        places["above"] = brought_from_above(document.uploaded_by).pk
    if app == "frameworks":
        published(cast[Role.COUNCIL])
        draft(cast[Role.COUNCIL], edition_of("2026-10-31"))
    if app == "assessments":
        places |= handed_in(cast)
    if app == "appraisals":
        places |= before_the_council(cast)
        places |= acted(cast)
    if app in {"dossiers", "service_index"}:
        places |= dossier_places(cast)
    if app == "officers":
        places |= officer_places(cast)
    if app == "registers":
        places |= register_places(cast)
    if app == "library":
        places["evidence"] = evidence_of(cast[Role.OFFICER], folder)
    if app == "meetings":
        places |= meeting_of(cast)
    if app == "feedback":
        places["feedback"] = given(cast).code
        open_form(cast)
        places["feedback_file"] = handed_in_file(cast, folder).pk
    if app == "samples":
        places |= sample_places(cast)
    if app == "surveys":
        places |= survey_places(cast)
    if app == "satisfaction":
        places["published"] = published_result(cast).code
        places |= outcome_places(cast)
    if app == "reports":
        places["report"] = moved(cast, begun(cast), "submit", "approve", "send").code
        places["merged"] = merged_set(cast)
    if app == "plans":
        places |= work_in_force(cast, document) | watched(cast) | aimed(cast, plan)
        with_results(cast, document)
    if app == "yearly":
        places["year_sheet"] = year_sheet(cast, folder)
    return places


def faults_of(answer: Answer, expected: int, *, visitor: bool) -> Iterator[str]:
    """Yield what is wrong with an answer: its status, its headers, where it sends a visitor."""
    if answer.status_code != expected:
        yield f"{answer.status_code}, not {expected}"
    policy = answer.headers["Content-Security-Policy"]
    if not policy.startswith("default-src 'none'") or "unsafe" in policy:
        yield policy
    for header, value in HEADERS.items():
        if answer.headers[header] != value:
            yield f"{header}: {answer.headers[header]}"
    if visitor and answer.status_code == LOGIN and not answer.headers["Location"].startswith("/dang-nhap?next=/"):
        yield answer.headers["Location"]


def evidence_of(officer: User, folder: Path) -> str:
    """The code of a photo that the officer gave in as evidence."""
    return give(officer, folder / "given", PICTURE, name="anh.png").code


def handed_in(cast: dict[str, User]) -> dict[str, str]:
    """The commune's sheet of 2026, which everybody who reads about it may see; its round, a workbook brought for it."""
    sheet = sheet_of(cast)
    made = in_round(cast, sheet)
    Assessment.objects.update(state="submitted")
    return {"round": made.code, "brought": brought(cast, sheet)}


def brought(cast: dict[str, User], sheet: Assessment) -> str:
    """The code of a workbook that the coordinator brought for a sheet."""
    content = {"changes": [["1.1", "points", 0, "", "2"]], "faults": [], "remarks": []}
    by, at = cast[Role.COORDINATOR], system_clock()
    row = Incoming.objects.create(assessment=sheet, kind="offline", name="phieu.xlsx", content=content, by=by, at=at)
    return str(row.code)


def acted(cast: dict[str, User]) -> dict[str, str]:
    """The code of a round of the year before, of which only the act is there."""
    made = Round.objects.latest("pk")
    made.pk, made.code, made.year, made._state.adding = None, "kydacongbo", made.year - 1, True
    made.save()
    act_kept(made, cast[Role.COUNCIL])
    return {"acted": made.code}


def with_results(cast: dict[str, User], document: ImportedDocument) -> None:
    """A published sheet of the commune, of a year of its own, with a decision about what it lost."""
    known = Assessment.objects.select_related("edition").first()
    sheet = sheet_of(cast, known.edition if known else None, year=2028)
    Assessment.objects.filter(pk=sheet.pk).update(state="published")
    SheetDecision.objects.create(
        assessment=sheet,
        seq=1,
        by=document.uploaded_by,
        at=document.uploaded_at,
        finding="1.2",
        disposition="already_remedied",
        done_on=date(2028, 12, 1),
        sha256=document.sha256,
        file_name="minh-chung.pdf",
    )


def work_in_force(cast: dict[str, User], document: ImportedDocument) -> dict[str, str]:
    """The codes of one piece of the officer's work and of its proof, a file."""
    now = system_clock()
    (work,) = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": now.date() + timedelta(days=9)}], at=now)
    path = path_of(document.sha256)
    proof = actions.add_file(cast[Role.OFFICER], work, path, name="bao-cao.txt", kind="txt", at=now)
    return {"work": work.code, "proof": proof.code}


def test_pages_ask_the_database_as_often_for_three_times_as_much(
    browser_of: Browsers, cast: dict[str, User], document: ImportedDocument, job: ImportJob, tmp_path: Path
) -> None:
    client = browser_of(Role.COORDINATOR)
    for page in PAGES:  # from here on the organisation is in memory
        client.get(page.format(code=document.code, job=job.code))
    few = [queries(client, page.format(code=document.code, job=job.code)) for page in PAGES]
    for count, role in enumerate((Role.LEADER, Role.OFFICER, Role.COORDINATOR)):
        path = tmp_path / f"phieu-{count}.txt"
        more = "".join(f"1.{n}. Nội dung thêm {n}: đạt 1/2 điểm, trừ 1 điểm do chưa làm\n" for n in range(4, 30))
        path.write_text(f"{SHEET}{more}", "utf-8")
        longer = import_file(cast[role], path, at=system_clock()).document
        ImportJob.objects.create(
            by=job.by, at=job.at, changed_at=job.at, name=path.name, size=1, sha256=f"{count:064d}"
        )
    many = [queries(client, page.format(code=longer.code, job=job.code)) for page in PAGES]
    assert many == few
    assert max(few) <= 7


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("who", [Role.COORDINATOR, Role.LEADER])
def test_plans_ask_the_database_as_often_for_three_times_as_much(
    browser_of: Browsers, cast: dict[str, User], document: ImportedDocument, plan: Plan, tmp_path: Path, who: str
) -> None:
    client = browser_of(who)
    pages = ("/ke-hoach", "/ke-hoach/{plan}", "/ke-hoach/{plan}?loc=can-sua", "/ke-hoach/{plan}/cac-ban")
    client.get("/ke-hoach")
    few = [queries(client, page.format(plan=plan.code)) for page in pages]
    path = tmp_path / "phieu-dai.txt"
    more = "".join(f"1.{n}. Nội dung thêm {n}: đạt 1/2 điểm, trừ 1 điểm do chưa làm\n" for n in range(4, 30))
    path.write_text(f"{SHEET}{more}", "utf-8")
    longer = plan_of(cast[Role.COORDINATOR], import_file(cast[Role.COORDINATOR], path, at=system_clock()).document)
    assert longer.tasks.count() >= 3 * plan.tasks.count()
    assert [queries(client, page.format(plan=longer.code)) for page in pages] == few
    assert max(few) <= 18


def test_list_is_shown_in_parts(browser_of: Browsers, document: ImportedDocument) -> None:
    rows = ImportedDocument.objects.values().get()
    copies = [{**rows, "id": None, "code": f"{n:010d}", "sha256": f"{n:064d}"} for n in range(1, 45)]
    ImportedDocument.objects.bulk_create(ImportedDocument(**copy) for copy in copies)
    client = browser_of(Role.ADMIN)
    first = client.get("/nhap-van-ban").content.decode()
    assert first.count('<td><a class="m"') == 20
    assert "trang 1 / 3" in first
    last = client.get("/nhap-van-ban?trang=3").content.decode()
    assert last.count('<td><a class="m"') == 5
    assert client.get("/nhap-van-ban?trang=abc").status_code == 200


def test_errors_have_pages_of_their_own(browser_of: Browsers, client: Client, db: None) -> None:
    missing = browser_of(Role.OFFICER).get("/khong-co-trang-nay")
    assert missing.status_code == 404
    assert "Không có trang này" in missing.content.decode()
    assert 'class="rail"' in missing.content.decode()
    assert client.get("/khong-co-trang-nay").status_code == 404
    stranger = client.get("/dang-nhap", HTTP_HOST="evil.example")
    assert stranger.status_code == 400
    assert "Yêu cầu không đọc được" in stranger.content.decode()


def test_a_fault_of_the_program_shows_a_calm_page(browser_of: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the program")

    client = browser_of(Role.OFFICER)
    client.raise_request_exception = False
    monkeypatch.setattr("namro.apps.exchange.pages.imports_page", broken)
    answer = client.get("/nhap-van-ban")
    assert answer.status_code == 500
    assert "Lỗi của phần mềm" in answer.content.decode()
    assert "secret" not in answer.content.decode()
