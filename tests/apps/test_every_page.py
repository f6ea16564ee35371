"""Every address of the site for every role: what it answers, its headers, and how often it asks the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.models import DispositionEntry, ImportedDocument, ImportJob
from namro.apps.indicators.models import FactUpload
from namro.apps.indicators.sets import provide
from namro.apps.library.storage import path_of
from namro.apps.people.models import Group, OwnerKind, Owning, Role, UnitListUpload, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.models import Plan
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock
from namro.core.improvement import draft_plan
from namro.demo.province import HOME
from tests.apps.assessments.sheets import in_round, sheet_of
from tests.apps.conftest import SHEET, Answer
from tests.apps.frameworks.sets import draft, edition_of, published
from tests.apps.indicators.sets_for_tests import EDITION
from tests.apps.library.giving import PICTURE, give
from tests.apps.plans.giving_out import give_out, owned_by
from tests.apps.plans.watching import watched

LOGIN = 302
HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
#: Address by name → answers to GET for a visitor and for each role. {code} is a document of the coordinator's, {job} a
#: file that the coordinator has handed in (nobody else sees it, whatever the role), {position}, {person}, {holding} are
#: where the coordinator works, {group} is a group of the coordinator's unit.
ANSWERS = {
    "ui:home": ("/", LOGIN, 302, 302, 302, 302),
    "ui:help": ("/tro-giup", LOGIN, 200, 200, 200, 200),
    "ui:more": ("/muc-khac", LOGIN, 200, 200, 200, 200),
    "ui:language": ("/ngon-ngu", 405, 405, 405, 405, 405),
    "people:login": ("/dang-nhap", 200, 302, 302, 302, 302),
    "people:logout": ("/dang-xuat", LOGIN, 405, 405, 405, 405),
    "people:account": ("/tai-khoan", LOGIN, 200, 200, 200, 200),
    "people:organisation": ("/to-chuc", LOGIN, 302, 302, 302, 302),
    "people:listing": ("/to-chuc/danh-sach", LOGIN, 200, 200, 200, 200),
    "people:list_download": ("/to-chuc/danh-sach/tai", LOGIN, 200, 200, 200, 200),
    "people:list_template": ("/to-chuc/danh-sach/mau", LOGIN, 200, 200, 200, 200),
    "people:list_upload": ("/to-chuc/danh-sach/nap", LOGIN, 403, 403, 403, 200),
    "people:list_preview": ("/to-chuc/danh-sach/nap/{units}", LOGIN, 403, 403, 403, 200),
    "people:unit": ("/to-chuc/suoi-may", LOGIN, 200, 200, 200, 200),
    "people:unit_first": ("/to-chuc/don-vi-moi", LOGIN, 403, 403, 403, 200),
    "people:unit_history": ("/to-chuc/suoi-may/lich-su", LOGIN, 200, 200, 200, 200),
    "people:unit_new": ("/to-chuc/suoi-may/don-vi-moi", LOGIN, 403, 403, 403, 200),
    "people:body_new": ("/to-chuc/suoi-may/bo-phan-moi", LOGIN, 403, 403, 403, 200),
    "people:unit_rename": ("/to-chuc/suoi-may-kinh-te/doi-ten", LOGIN, 403, 403, 403, 200),
    "people:unit_move": ("/to-chuc/suoi-may/chuyen", LOGIN, 403, 403, 403, 200),
    "people:unit_appraiser": ("/to-chuc/suoi-may/tham-dinh", LOGIN, 403, 403, 403, 200),
    "people:unit_code": ("/to-chuc/suoi-may/ma", LOGIN, 403, 403, 403, 200),
    "people:unit_end": ("/to-chuc/suoi-may-kinh-te/ket-thuc", LOGIN, 403, 403, 403, 200),
    "people:position_new": ("/to-chuc/suoi-may-kinh-te/chuc-danh-moi", LOGIN, 403, 403, 403, 200),
    "people:group_new": ("/to-chuc/suoi-may/nhom-moi", LOGIN, 403, 200, 403, 200),
    "people:position": ("/to-chuc/chuc-danh/{position}", LOGIN, 200, 200, 200, 200),
    "people:appoint": ("/to-chuc/chuc-danh/{position}/bo-nhiem", LOGIN, 403, 403, 403, 200),
    "people:position_change": ("/to-chuc/chuc-danh/{position}/doi-ten", LOGIN, 403, 403, 403, 200),
    "people:position_move": ("/to-chuc/chuc-danh/{position}/chuyen", LOGIN, 403, 403, 403, 200),
    "people:position_end": ("/to-chuc/chuc-danh/{position}/ket-thuc", LOGIN, 403, 403, 403, 200),
    "people:group": ("/to-chuc/nhom/{group}", LOGIN, 200, 200, 200, 200),
    "people:group_rename": ("/to-chuc/nhom/{group}/doi-ten", LOGIN, 403, 200, 403, 200),
    "people:group_add": ("/to-chuc/nhom/{group}/them", LOGIN, 403, 200, 403, 200),
    "people:group_remove": ("/to-chuc/nhom/{group}/bot", LOGIN, 403, 200, 403, 200),
    "people:account_new": ("/to-chuc/nguoi/moi", LOGIN, 403, 403, 403, 200),
    "people:person": ("/to-chuc/nguoi/{person}", LOGIN, 200, 200, 200, 200),
    "people:holding_end": ("/to-chuc/giu-chuc-danh/{holding}/ket-thuc", LOGIN, 403, 403, 403, 200),
    "frameworks:library": ("/bo-tieu-chi", LOGIN, 200, 200, 200, 200),
    "frameworks:upload": ("/bo-tieu-chi/nap", LOGIN, 403, 403, 403, 200),
    "frameworks:take_over": ("/bo-tieu-chi/co-san", LOGIN, 405, 405, 405, 405),
    "frameworks:edition": ("/bo-tieu-chi/vi-du-xa/2025-10-31", LOGIN, 200, 200, 200, 200),
    "frameworks:trial": ("/bo-tieu-chi/vi-du-xa/2025-10-31/thu", LOGIN, 200, 200, 200, 200),
    "frameworks:comparison": ("/bo-tieu-chi/vi-du-xa/2025-10-31/so-sanh/2025-10-31", LOGIN, 200, 200, 200, 200),
    "frameworks:publish": ("/bo-tieu-chi/vi-du-xa/2026-10-31/cong-bo", LOGIN, 404, 404, 404, 200),
    "frameworks:drop": ("/bo-tieu-chi/vi-du-xa/2026-10-31/bo", LOGIN, 405, 405, 405, 405),
    "frameworks:download": ("/bo-tieu-chi/vi-du-xa/2025-10-31/tai", LOGIN, 200, 200, 200, 200),
    "frameworks:rules": ("/tro-giup/quy-tac", LOGIN, 200, 200, 200, 200),
    "plans:plans": ("/ke-hoach", LOGIN, 200, 200, 200, 200),
    "plans:new": ("/ke-hoach/moi", LOGIN, 403, 200, 403, 403),
    "plans:plan": ("/ke-hoach/{plan}", LOGIN, 200, 200, 200, 200),
    "plans:edit_many": ("/ke-hoach/{plan}/sua-loat", LOGIN, 405, 405, 405, 405),
    "plans:new_task": ("/ke-hoach/{plan}/viec-moi", LOGIN, 403, 200, 403, 403),
    "plans:task": ("/ke-hoach/{plan}/viec/{task}", LOGIN, 200, 200, 200, 200),
    "plans:drop": ("/ke-hoach/{plan}/viec/{task}/bo", LOGIN, 405, 405, 405, 405),
    "plans:take_back": ("/ke-hoach/{plan}/viec/{task}/dua-lai", LOGIN, 405, 405, 405, 405),
    "plans:move": ("/ke-hoach/{plan}/chuyen", LOGIN, 405, 405, 405, 405),
    "plans:heading": ("/ke-hoach/{plan}/phan-dau", LOGIN, 403, 200, 403, 403),
    "plans:versions": ("/ke-hoach/{plan}/cac-ban", LOGIN, 200, 200, 200, 200),
    "plans:file": ("/ke-hoach/{plan}/tai.docx", LOGIN, 200, 200, 200, 200),
    "plans:recommendations": ("/kien-nghi", LOGIN, 200, 200, 200, 200),
    "plans:recommendations_print": ("/kien-nghi/in", LOGIN, 200, 200, 200, 200),
    "plans:recommendations_file": ("/kien-nghi/tai.xlsx", LOGIN, 200, 200, 200, 200),
    "plans:recommendation_new": ("/kien-nghi/moi", LOGIN, 403, 403, 403, 403),
    "plans:recommendation": ("/kien-nghi/{asked}", LOGIN, 200, 200, 200, 200),
    "plans:recommendation_change": ("/kien-nghi/{asked}/sua", LOGIN, 403, 403, 403, 403),
    "plans:recommendation_answer": ("/kien-nghi/{asked}/tra-loi", LOGIN, 405, 405, 405, 405),
    "plans:recommendation_take_up": ("/kien-nghi/{asked}/thanh-viec", LOGIN, 403, 200, 403, 403),
    "plans:supervisions": ("/giam-sat", LOGIN, 200, 200, 200, 200),
    "plans:supervision_new": ("/giam-sat/moi", LOGIN, 403, 403, 403, 403),
    "plans:supervision": ("/giam-sat/{seen}", LOGIN, 200, 200, 200, 200),
    "plans:first": ("/bat-dau", LOGIN, 302, 302, 302, 302),
    "plans:mine": ("/viec", LOGIN, 200, 200, 200, 200),
    "plans:criteria": ("/viec/tieu-chi", LOGIN, 200, 200, 200, 200),
    "plans:work": ("/viec/{work}", LOGIN, 200, 200, 200, 200),
    "plans:work_do": ("/viec/{work}/lam", LOGIN, 405, 405, 405, 405),
    "plans:work_progress": ("/viec/{work}/tien-do", LOGIN, 405, 405, 405, 405),
    "plans:work_due": ("/viec/{work}/doi-han", LOGIN, 405, 405, 405, 405),
    "plans:work_time": ("/viec/{work}/gia-han", LOGIN, 405, 405, 405, 405),
    "plans:work_accept_many": ("/viec/{work}/duyet-loat", LOGIN, 405, 405, 405, 405),
    "plans:work_hand_in": ("/viec/{work}/nop", LOGIN, 405, 405, 405, 405),
    "plans:work_take_back": ("/viec/{work}/rut-minh-chung", LOGIN, 405, 405, 405, 405),
    "plans:work_offered": ("/viec/{work}/vao-phieu", LOGIN, 405, 405, 405, 405),
    "plans:proof": ("/minh-chung/{proof}", LOGIN, 200, 200, 200, 200),
    "plans:board": ("/bang", LOGIN, 200, 200, 200, 200),
    "plans:board_print": ("/bang/in", LOGIN, 200, 200, 200, 200),
    "library:home": ("/thu-vien", LOGIN, 200, 200, 200, 200),
    "library:add": ("/thu-vien/them", LOGIN, 200, 200, 200, 200),
    "library:link": ("/thu-vien/them-duong-dan", LOGIN, 405, 405, 405, 405),
    "library:evidence": ("/thu-vien/{evidence}", LOGIN, 200, 200, 200, 200),
    "library:correct": ("/thu-vien/{evidence}/sua", LOGIN, 405, 405, 405, 405),
    "library:version": ("/thu-vien/{evidence}/phien-ban", LOGIN, 405, 405, 405, 405),
    "library:remove": ("/thu-vien/{evidence}/bo", LOGIN, 405, 405, 405, 405),
    "library:restore": ("/thu-vien/{evidence}/lay-lai", LOGIN, 405, 405, 405, 405),
    "library:read_again": ("/thu-vien/{evidence}/doc-lai", LOGIN, 405, 405, 405, 405),
    "library:file": ("/thu-vien/{evidence}/tep/1", LOGIN, 200, 200, 200, 200),
    "library:picture": ("/thu-vien/{evidence}/tep/1/hinh", LOGIN, 200, 200, 200, 200),
    "library:page": ("/thu-vien/{evidence}/tep/1/trang/1", LOGIN, 404, 404, 404, 404),
    "indicators:home": ("/so-lieu", LOGIN, 302, 302, 302, 302),
    "indicators:upload": ("/so-lieu/nap", LOGIN, 403, 200, 403, 200),
    "indicators:uploaded": ("/so-lieu/nap/{facts}", LOGIN, 404, 200, 404, 404),
    "indicators:facts": ("/so-lieu/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "indicators:fact": ("/so-lieu/2026/suoi-may/gia-tri?ten=sipas", LOGIN, 200, 200, 200, 200),
    "assessments:results": ("/ket-qua", LOGIN, 200, 200, 200, 200),
    "assessments:result": ("/ket-qua/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "assessments:sheets": ("/phieu?tat-ca=1", LOGIN, 200, 200, 200, 200),
    "assessments:sheet": ("/phieu/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "assessments:begin": ("/phieu/2027/suoi-may/mo", LOGIN, 403, 200, 403, 403),
    "assessments:save": ("/phieu/2026/suoi-may/luu", LOGIN, 405, 405, 405, 405),
    "assessments:steps": ("/phieu/2026/suoi-may/trinh-nop", LOGIN, 200, 200, 200, 200),
    "assessments:act": ("/phieu/2026/suoi-may/chuyen", LOGIN, 405, 405, 405, 405),
    "assessments:rounds": ("/ky-danh-gia", LOGIN, 200, 200, 200, 200),
    "assessments:round_new": ("/ky-danh-gia/moi?nam=2026", LOGIN, 403, 403, 403, 403),
    "assessments:round": ("/ky-danh-gia/{round}", LOGIN, 200, 200, 200, 200),
    "assessments:round_file": ("/ky-danh-gia/{round}/tai", LOGIN, 200, 200, 200, 200),
    "assessments:round_times": ("/ky-danh-gia/{round}/ngay-gio", LOGIN, 403, 403, 403, 403),
    "assessments:round_unit": ("/ky-danh-gia/{round}/suoi-may", LOGIN, 403, 403, 403, 403),
    "assessments:round_extend": ("/ky-danh-gia/{round}/suoi-may/gia-han", LOGIN, 405, 405, 405, 405),
    "assessments:round_act": ("/ky-danh-gia/{round}/suoi-may/chuyen", LOGIN, 405, 405, 405, 405),
    "assessments:files": ("/phieu/2026/suoi-may/tep", LOGIN, 200, 200, 200, 200),
    "assessments:dossier": ("/phieu/2026/suoi-may/tep/bao-cao.docx", LOGIN, 200, 200, 200, 200),
    "assessments:package": ("/phieu/2026/suoi-may/goi-nop", LOGIN, 200, 200, 200, 200),
    "assessments:workbook": ("/phieu/2026/suoi-may/so-offline", LOGIN, 200, 200, 200, 200),
    "assessments:bring_offline": ("/phieu/2026/suoi-may/so-offline/nop", LOGIN, 405, 405, 405, 405),
    "assessments:offline": ("/phieu/2026/suoi-may/so-offline/{brought}", LOGIN, 404, 200, 404, 404),
    "assessments:sheet_results": ("/phieu/2026/suoi-may/ket-qua", LOGIN, 403, 403, 403, 403),
    "assessments:bring_results": ("/phieu/2026/suoi-may/ket-qua/nop", LOGIN, 405, 405, 405, 405),
    "assessments:alone": ("/phieu/2026/suoi-may/ky-rieng", LOGIN, 403, 302, 403, 403),
    "assessments:missing_units": ("/thieu-minh-chung/2026", LOGIN, 200, 200, 200, 200),
    "assessments:missing": ("/phieu/2026/suoi-may/thieu-minh-chung", LOGIN, 200, 200, 200, 200),
    "assessments:assign": ("/phieu/2026/suoi-may/phan-cong", LOGIN, 200, 200, 200, 200),
    "assessments:assign_many": ("/phieu/2026/suoi-may/phan-cong-loat", LOGIN, 405, 405, 405, 405),
    "assessments:assign_file": ("/phieu/2026/suoi-may/phan-cong.xlsx", LOGIN, 200, 200, 200, 200),
    "assessments:assign_row": ("/phieu/2026/suoi-may/phan-cong/1.1", LOGIN, 200, 200, 200, 200),
    "assessments:attach": ("/phieu/2026/suoi-may/phan-cong/1.1/gan", LOGIN, 405, 405, 405, 405),
    "assessments:detach": ("/phieu/2026/suoi-may/phan-cong/1.1/bo", LOGIN, 405, 405, 405, 405),
    "assessments:carry": ("/phieu/2026/suoi-may/chuyen-bo", LOGIN, 200, 200, 200, 200),
    "assessments:carry_change": ("/phieu/2026/suoi-may/chuyen-bo/doi", LOGIN, 405, 405, 405, 405),
    "assessments:carry_settle": ("/phieu/2026/suoi-may/chuyen-bo/quyet-dinh", LOGIN, 405, 405, 405, 405),
    "assessments:criterion": ("/phieu/2026/suoi-may/1.1", LOGIN, 200, 200, 200, 200),
    "exchange:imports": ("/nhap-van-ban", LOGIN, 200, 200, 200, 200),
    "exchange:job": ("/nhap-van-ban/dang-doc/{job}", LOGIN, 404, 200, 404, 404),
    "exchange:job_progress": ("/nhap-van-ban/dang-doc/{job}/tien-do", LOGIN, 404, 200, 404, 404),
    "exchange:read_again": ("/nhap-van-ban/dang-doc/{job}/doc-lai", LOGIN, 405, 405, 405, 405),
    "exchange:reading": ("/nhap-van-ban/{code}", LOGIN, 404, 200, 200, 200),
    "exchange:correct": ("/nhap-van-ban/{code}/sua", LOGIN, 405, 405, 405, 405),
    "exchange:settle": ("/nhap-van-ban/{code}/xu-ly", LOGIN, 405, 405, 405, 405),
    "exchange:confirm": ("/nhap-van-ban/{code}/xac-nhan", LOGIN, 405, 405, 405, 405),
    "exchange:reopen": ("/nhap-van-ban/{code}/mo-lai", LOGIN, 405, 405, 405, 405),
    "exchange:history": ("/nhap-van-ban/{code}/lich-su", LOGIN, 404, 200, 200, 200),
    "exchange:sheet": ("/nhap-van-ban/{code}/phieu", LOGIN, 404, 200, 200, 200),
    "exchange:decide": ("/nhap-van-ban/{code}/phieu/xu-ly", LOGIN, 405, 405, 405, 405),
    "exchange:proof": ("/nhap-van-ban/{code}/phieu/minh-chung/1", LOGIN, 404, 200, 200, 200),
    "exchange:original": ("/nhap-van-ban/{code}/tep-goc", LOGIN, 404, 200, 200, 200),
    "exchange:make_plan": ("/nhap-van-ban/{code}/lap-ke-hoach", LOGIN, 405, 405, 405, 405),
    "exchange:plan": ("/nhap-van-ban/{code}/ke-hoach.docx", LOGIN, 404, 200, 200, 200),
}
WHO = ("", Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.ADMIN)
PAGES = [
    "/tro-giup",
    "/tai-khoan",
    "/nhap-van-ban",
    "/nhap-van-ban/{code}",
    "/nhap-van-ban/{code}/lich-su",
    "/nhap-van-ban/dang-doc/{job}",
    "/nhap-van-ban/dang-doc/{job}/tien-do",
    "/nhap-van-ban/{code}/phieu",
    "/nhap-van-ban/{code}/phieu?loc=lech",
]
#: Roles that get the same answers as another one.
LIKE = {
    Role.APPRAISER: Role.COORDINATOR,
    Role.COUNCIL: Role.COORDINATOR,
    Role.WATCHER: Role.LEADER,
    Role.ENUMERATOR: Role.OFFICER,
}
#: Pages of those who write the plans and fill the groups of their own unit: to everybody else they are what they are to
#: a leader.
OF_WRITERS = {
    "assessments:begin",
    "plans:new",
    "plans:new_task",
    "plans:heading",
    "plans:recommendation_take_up",
    "indicators:upload",
    "people:group_new",
    "people:group_rename",
    "people:group_add",
    "people:group_remove",
    "assessments:alone",
}
#: Pages of those who watch a unit; nobody else writes there.
OF_WATCHERS = {"plans:recommendation_new", "plans:recommendation_change", "plans:supervision_new"}
#: The pages of one plan and of its work: to enumerators, who are at a department, the commune's are not there.
OF_A_PLAN = ("/ke-hoach/{plan}", "/viec/{work}", "/minh-chung/{proof}", "/kien-nghi/{asked}", "/giam-sat/{seen}")
#: Facts and results of the commune, likewise.
OF_THE_COMMUNE = ("/so-lieu/2026", "/ket-qua/2026", "/phieu/2026", "/thu-vien/{evidence}")
#: Roles of those who work somewhere without adding evidence there.
ADDS_NOTHING = {Role.APPRAISER, Role.COUNCIL, Role.WATCHER, Role.ENUMERATOR}
#: Pages of those who keep the criteria sets: the council is answered as the administrator is.
OF_KEEPERS = {"frameworks:upload", "frameworks:publish"}
#: The pages of one person alone: everybody else is answered as the administrator is.
OWN = {"exchange:job", "exchange:job_progress", "indicators:uploaded", "assessments:offline"}
#: Pages of those who run a round of the province: the council alone.
OF_THE_COUNCIL = {
    "assessments:round_new",
    "assessments:round_times",
    "assessments:round_unit",
    "assessments:sheet_results",
}

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


@pytest.mark.parametrize("who", [*WHO, *LIKE], ids=lambda who: who or "visitor")
@pytest.mark.parametrize("app", sorted({name.partition(":")[0] for name in ANSWERS}))
def test_answers(
    app: str,
    who: str,
    browser_of: Browsers,
    cast: dict[str, User],
    document: ImportedDocument,
    plan: Plan,
    job: ImportJob,
    tmp_path: Path,
) -> None:
    """Every address of an app for one role, together: what stands behind them is made once."""
    places = places_of(app, cast, document, plan=plan, job=job, folder=tmp_path)
    client, wrong = browser_of(who), {}
    for name in (name for name in ANSWERS if name.startswith(f"{app}:")):
        address = ANSWERS[name][0].format(code=document.code, **places)
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
    places["units"] = UnitListUpload.objects.create(
        name="don-vi.xlsx", by=cast[Role.ADMIN], at=system_clock(), rows=[]
    ).pk
    if app == "frameworks":
        published(cast[Role.COUNCIL])
        draft(cast[Role.COUNCIL], edition_of("2026-10-31"))
    if app == "assessments":
        places |= handed_in(cast)
    if app == "library":
        places["evidence"] = evidence_of(cast[Role.OFFICER], folder)
    if app == "plans":
        places |= work_in_force(cast, document) | watched(cast)
    return places


def expected_of(name: str, who: str) -> int:
    """Return what an address answers to a role by the tables."""
    address, *statuses = ANSWERS[name]
    like = LIKE.get(who, who)
    if who in LIKE:
        like = Role.LEADER if name in OF_WRITERS else Role.ADMIN if name in OWN else like
    if name in OF_KEEPERS and who == Role.COUNCIL:
        like = Role.ADMIN
    expected = 200 if who == Role.WATCHER and name in OF_WATCHERS else statuses[WHO.index(like)]
    if who == Role.ENUMERATOR and address.startswith((*OF_A_PLAN, *OF_THE_COMMUNE)) and expected != 405:
        expected = 404
    if name in OF_THE_COUNCIL and who == Role.COUNCIL:
        expected = 200
    return 403 if name == "library:add" and who in ADDS_NOTHING else expected


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
    content = {"changes": [["1.1", "points", 0, "", "2"]], "faults": [], "remarks": []}
    by, at = cast[Role.COORDINATOR], system_clock()
    brought = Incoming.objects.create(
        assessment=sheet, kind="offline", name="phieu.xlsx", content=content, by=by, at=at
    )
    return {"round": made.code, "brought": brought.code}


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
