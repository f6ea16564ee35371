"""The criterion that explains itself: its arithmetic, facts, proof, years, tasks, history; and its way in and out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from namro.apps.appraisals.models import Publication, PublishedResult
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Attached
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Delivery, Fact, Freeze, Producer
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import Role, User
from namro.apps.plans.models import Plan, Task
from namro.core.base.clock import system_clock
from tests.apps.appraisals.judging import in_appraisal, judged
from tests.apps.assessments.sheets import NOW, edition_in_force, in_round, ready, sheet_of, typed
from tests.apps.plans.giving_out import give_out, owned_by

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]
HOME = "/phieu/2026/suoi-may"


def body(answer: Any) -> str:
    return str(answer.content.decode())


def of(node: str) -> str:
    return f"{HOME}/{node}/ly-lich"


def given(cast: dict[str, User], sheet: Assessment, name: str, value: str) -> None:
    fact = NewFact(sheet.unit_id, sheet.year, name, value)
    origin = Origin(Producer.DOSSIER, "Một cửa")
    write_facts(ready(cast[Role.ADMIN]), [fact], origin=origin, as_of=NOW.date(), at=NOW)


def attach(sheet: Assessment, node: str, user: User, number: str, *, later: bool = False) -> None:
    at = NOW + timedelta(hours=1 if later else -1)
    evidence = Evidence.objects.create(unit=sheet.unit, year=2026, number=number, made_by=user, made_at=NOW)
    EvidenceFile.objects.create(
        evidence=evidence, version=1, name="a.pdf", sha256="b" * 64, by=user, at=NOW, changed_at=NOW, state="read",
        signed="both",
    )  # fmt: skip
    Attached.objects.create(assessment=sheet, node_id=node, evidence=evidence, by=user, at=at)


def test_a_computed_criterion_shows_its_arithmetic_and_its_place(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    given(cast, sheet, "on_time", "90")
    given(cast, sheet, "dossiers", "100")
    page = body(browser_of(Role.COORDINATOR).get(of("2.1")))
    assert "Vì sao 7,20 điểm" in page
    assert "90/100 = 90 %" in page
    assert "Thêm 10 “Hồ sơ đúng hạn” nữa là đạt 100 % và 8,00 điểm." in page
    assert page.count('class="here"') == 2  # one stretch and its points
    assert "Một cửa" in page
    assert "Đang tự chấm" in page
    assert f'href="{HOME}/2.1"' in page  # nobody has handed it in: it may be filled


def test_inputs_that_are_not_there_are_named(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet_of(cast)
    page = body(browser_of(Role.COORDINATOR).get(of("2.1")))
    assert page.count("chưa có</span>") == 2
    assert "<svg viewBox" not in page


def test_what_can_be_filled_is_filled_and_then_explains_itself(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    client = browser_of(Role.COORDINATOR)
    filling = body(client.get(f"{HOME}/1.1"))
    assert 'name="p.1.1"' in filling
    assert of("1.1") in filling
    Assessment.objects.update(state="waiting")
    answer = client.get(f"{HOME}/1.1")
    assert (answer.status_code, answer.headers["Location"]) == (302, of("1.1"))
    assert client.get(f"{HOME}/1.1?khung=1").status_code == 200  # the panel below the table stays
    assert client.get(f"{HOME}/9.9/ly-lich").status_code == 404
    assert client.get(f"{HOME}/1/ly-lich").status_code == 404


def test_proof_tells_its_signature_and_what_came_with_the_explanation(
    cast: dict[str, User], browser_of: Browsers
) -> None:
    sheet = in_appraisal(cast)
    attach(sheet, "1.1", cast[Role.COORDINATOR], "03/BC-UBND")
    for node, points in (("1.1", "1"), ("1.2", "3.5"), ("1.3", "1")):
        lowered = {"cause": "not_signed", "reason": "Chưa ký"} if node == "1.1" else {}
        judged(cast[Role.APPRAISER], sheet, node, points, **lowered)
    move(ready(cast[Role.COUNCIL]), sheet, "explain", at=NOW)
    attach(sheet, "1.1", cast[Role.COORDINATOR], "04/BC-UBND", later=True)
    page = body(browser_of(Role.COORDINATOR).get(of("1.1")))
    assert page.count("kèm giải trình") == 1
    assert page.count("</svg>ký số<") == 2
    assert "Thẩm định: 1,00 điểm (▼ 1,00): chưa ký số" in page.replace("Chưa ký số", "chưa ký số")
    assert "Gắn minh chứng: 04/BC-UBND" in page
    assert f'href="{HOME}/giai-trinh#m-1.1"' in page
    assert "giai-trinh#m-" not in body(browser_of(Role.COORDINATOR).get(of("1.2")))  # it kept its points


def test_the_history_is_short_until_all_is_asked_for(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    for version in range(16):
        typed(cast[Role.COORDINATOR], sheet, "1.2", "3" if version % 2 else "2", version=version)
    client = browser_of(Role.COORDINATOR)
    page = body(client.get(of("1.2")))
    assert page.split('class="log"')[1].split("</ul>")[0].count("<li>") == 14
    assert "Đủ 16 dòng" in page
    assert body(client.get(f"{of('1.2')}?nhat-ky=tat-ca")).split('class="log"')[1].split("</ul>")[0].count("<li>") == 16


def test_tasks_of_the_criterion_stand_beside_it(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet_of(cast)
    (work,) = give_out(
        cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": system_clock().date() + timedelta(days=5)}],
        at=system_clock(),
    )  # fmt: skip
    Plan.objects.update(year=2027)
    Task.objects.filter(pk=work.task_id).update(criterion="1.2", criterion_name="Báo cáo đúng hạn")
    client = browser_of(Role.COORDINATOR)
    assert "Lập sổ theo dõi báo cáo số 1" in body(client.get(of("1.2")))
    assert "Lập sổ theo dõi báo cáo số 1" not in body(client.get(of("1.1")))
    Task.objects.filter(pk=work.task_id).update(criterion_name="Tiêu chí khác cùng số")
    assert "Lập sổ theo dõi báo cáo số 1" not in body(client.get(of("1.2")))


def test_what_was_published_is_told_with_its_act_and_the_facts_of_then(
    cast: dict[str, User], browser_of: Browsers
) -> None:
    sheet = in_appraisal(cast)
    Assessment.objects.update(state="published")
    assert sheet.round is not None
    act = Publication.objects.create(
        round=sheet.round, act_number="214/QĐ-UBND", act_date=NOW.date(), snapshot=b"", sha256="0" * 64,
        by=cast[Role.COUNCIL], at=NOW + timedelta(hours=1),
    )  # fmt: skip
    PublishedResult.objects.create(publication=act, assessment=sheet, unit_name="Xã Suối Mây", total_nano=0)
    Freeze.objects.all().delete()
    given(cast, sheet, "on_time", "40")
    Delivery.objects.update(at=NOW)
    given(cast, sheet, "on_time", "41")
    newest = Fact.objects.get(superseded_by=None, input="on_time").delivery
    Delivery.objects.filter(pk=newest.pk).update(at=NOW + timedelta(hours=2))
    page = body(browser_of(Role.COORDINATOR).get(of("2.1")))
    assert "Đã công bố 16/10/2026, 214/QĐ-UBND" in page
    facts = page.split('id="h-facts"')[1].split("</table>")[0]
    assert "<b>40</b>" in facts
    assert "<b>41</b>" not in facts


def test_other_years_are_found_under_the_id_they_had(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet = in_appraisal(cast)
    for year, state in ((2024, "published"), (2023, "decided")):
        then = Assessment.objects.create(
            unit=sheet.unit, year=year, edition=sheet.edition, round=sheet.round, state=state, state_at=NOW
        )
        then.lines.create(
            node_id="1.2", self_nano=4_000_000_000, final_nano=2_250_000_000, by=cast[Role.COORDINATOR], at=NOW
        )
    page = body(browser_of(Role.COORDINATOR).get(of("1.2"))).split('id="h-years"')[1]
    assert "2,25 / 4,00" in page  # published
    assert "4,00 / 4,00" in page  # not published: what the unit claimed then
    assert page.count("2,25") == 1


def test_a_draft_of_another_year_stays_its_units_own(cast: dict[str, User], browser_of: Browsers) -> None:
    sheet = in_appraisal(cast)
    draft = Assessment.objects.create(
        unit=sheet.unit, year=2027, edition=sheet.edition, round=sheet.round, state="scoring", state_at=NOW
    )
    draft.lines.create(node_id="1.2", claimed_nano=2_750_000_000, by=cast[Role.COORDINATOR], at=NOW)
    assert "2,75 / 4,00" in body(browser_of(Role.COORDINATOR).get(of("1.2")))
    assert "2,75" not in body(browser_of(Role.APPRAISER).get(of("1.2")))
