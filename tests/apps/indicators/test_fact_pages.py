"""The pages of facts: what is known, what is missing, writing a value, handing in a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.indicators.actions import freeze
from namro.apps.indicators.models import Fact, FactUpload, Producer
from namro.apps.people.models import Role, Unit, User
from namro.core.base.clock import system_clock
from tests.apps.conftest import upload
from tests.apps.indicators.conftest import Write

Browsers = Callable[[str], Client]
LIST = "/so-lieu/2026/suoi-may"
SIPAS = f"{LIST}/gia-tri?ten=sipas"
HEADER = "unit,year,input,value\n"


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def typed(value: str, *, seen: int = 0, as_of: str = "1/11/2026", source: str = "") -> dict[str, str]:
    return {"value": value, "as_of": as_of, "source": source, "seen": str(seen)}


def test_the_list_says_each_input_in_words(browser_of: Browsers, write: Write) -> None:
    write({"sipas": "80.5", "plan_done": "true", "evidence:1.1": "signed"})
    write({"citizens": "9120"}, kind=Producer.REGISTER)
    page = text_of(browser_of(Role.COORDINATOR), LIST)
    for words in (
        "Ban hành kế hoạch: Hoàn thành",
        "Mức độ hài lòng: kết quả khảo sát",
        "Báo cáo đúng hạn: số phải làm",
        "Hồ sơ trực tuyến tăng: phần đạt (tử số)",
        "Minh chứng: Ban hành kế hoạch",
        "<b>80,5</b>",
        "<b>Đúng</b>",
        "<b>đã ký số</b>",
        "Nhập tay",
        "Vũ Minh Khuê",
        "Bộ tiêu chí không dùng",
        "9.120",
    ):
        assert words in page


def test_only_what_is_missing(browser_of: Browsers, write: Write) -> None:
    write({"sipas": "80", "models": ""})
    page = text_of(browser_of(Role.OFFICER), f"{LIST}?loc=thieu")
    assert "Mức độ hài lòng" not in page
    assert "Mô hình hay" in page
    assert "Còn thiếu <b>10</b>" in page


@pytest.mark.parametrize(("search", "found"), [("ho so truc tuyen", 2), ("2.1", 2), ("SIPAS", 1), ("không có gì", 0)])
def test_search_knows_words_without_marks_and_numbers_of_criteria(
    browser_of: Browsers, db: None, search: str, found: int
) -> None:
    page = browser_of(Role.LEADER).get(LIST, {"tim": search}).content.decode()
    assert page.count('<td class="node">') == found


def test_the_base_year_shows_what_is_grown_from(browser_of: Browsers) -> None:
    page = text_of(browser_of(Role.COORDINATOR), "/so-lieu/2024/suoi-may")
    assert page.count('<td class="node">') == 0  # the commune began in 2025
    assert "Chưa có bộ tiêu chí cho năm 2024" in page
    assert text_of(browser_of(Role.ADMIN), "/so-lieu/2024/may-ha").count('<td class="node">') == 2


def test_a_value_is_written_by_hand(browser_of: Browsers, home: Unit) -> None:
    answer = browser_of(Role.COORDINATOR).post(SIPAS, typed("81,5", source="Báo cáo 12/BC-UBND"))
    assert answer.headers["Location"] == LIST
    fact = Fact.objects.select_related("delivery__by").get(unit=home, year=2026, input="sipas")
    assert (fact.value, str(fact.as_of), fact.delivery.source_kind) == ("81.5", "2026-11-01", "person")
    assert (fact.delivery.source_ref, fact.delivery.by.username) == ("Báo cáo 12/BC-UBND", "dieuphoi")
    page = text_of(browser_of(Role.LEADER), SIPAS)
    assert "81,5" in page
    assert "đang dùng" in page
    assert '<form class="pan"' not in page  # a leader reads


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("181", "lớn hơn thang khảo sát 100"),
        ("1.204", "lớn hơn thang khảo sát 100"),
        ("1.2.3", "không phải số"),
        ("tám mươi", "không phải số"),
    ],
)
def test_a_value_that_cannot_be_is_said_at_its_box(browser_of: Browsers, value: str, said: str) -> None:
    answer = browser_of(Role.COORDINATOR).post(SIPAS, typed(value))
    page = answer.content.decode()
    assert (answer.status_code, Fact.objects.count()) == (400, 0)
    assert said in page
    assert f'value="{value}"' in page


def test_a_day_to_come_is_refused(browser_of: Browsers) -> None:
    answer = browser_of(Role.COORDINATOR).post(SIPAS, typed("80", as_of="31/12/2030"))
    assert "Ngày này chưa đến" in answer.content.decode()


def test_two_people_at_once(browser_of: Browsers, write: Write) -> None:
    client = browser_of(Role.ADMIN)
    assert client.post(SIPAS, typed("80")).status_code == 302
    late = browser_of(Role.COORDINATOR).post(SIPAS, typed("70"))
    page = late.content.decode()
    assert late.status_code == 409
    assert "Người khác vừa ghi giá trị này" in page
    assert 'value="70"' in page
    stands = Fact.objects.get(superseded_by=None)
    assert stands.value == "80"
    assert f'name="seen" value="{stands.pk}"' in page
    assert browser_of(Role.COORDINATOR).post(SIPAS, typed("70", seen=stands.pk)).status_code == 302


@pytest.mark.parametrize("who", [Role.OFFICER, Role.LEADER, Role.APPRAISER, Role.COUNCIL, Role.WATCHER])
def test_others_do_not_write(browser_of: Browsers, who: str) -> None:
    assert browser_of(who).post(SIPAS, typed("80")).status_code == 403
    assert Fact.objects.count() == 0


def test_frozen_facts_have_no_form(browser_of: Browsers, home: Unit, cast: dict[str, User]) -> None:
    freeze(cast[Role.ADMIN], home, 2026, reason="đã gửi phiếu", at=system_clock())
    client = browser_of(Role.COORDINATOR)
    assert "đã gửi phiếu" in text_of(client, LIST)
    assert '<form class="pan"' not in text_of(client, SIPAS)
    assert "đã khóa" in client.post(SIPAS, typed("80")).content.decode()
    assert Fact.objects.count() == 0


def test_units_of_others_and_unknown_inputs_are_not_there(browser_of: Browsers) -> None:
    assert browser_of(Role.ADMIN).get("/so-lieu/2026/suoi-may-van-phong").status_code == 404
    assert browser_of(Role.COORDINATOR).get("/so-lieu/2026/tinh-van-son").status_code == 404
    assert browser_of(Role.COORDINATOR).get(f"{LIST}/gia-tri?ten=khong-co").status_code == 404
    assert browser_of(Role.COORDINATOR).get("/so-lieu/1066/suoi-may").status_code == 404


def test_a_file_with_faults_is_told_line_by_line(browser_of: Browsers) -> None:
    file = upload(f"{HEADER}suoi-may,2026,sipas,101\nsuoi-may,2026,sipa,80\n", "thang-10.csv")
    answer = browser_of(Role.COORDINATOR).post("/so-lieu/nap", {"file": file, "as_of": "2026-10-31"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "dòng 2: sipas: 101 lớn hơn" in page
    assert "dòng 3: không bộ tiêu chí nào dùng" in page
    assert FactUpload.objects.count() == 0


def test_a_file_is_seen_then_written(browser_of: Browsers, write: Write) -> None:
    write({"sipas": "70"})
    client = browser_of(Role.COORDINATOR)
    file = upload(f"{HEADER}suoi-may,2026,sipas,80\nsuoi-may,2026,models,2\n", "thang-10.csv")
    seen = client.post("/so-lieu/nap", {"file": file, "as_of": "2026-10-31"}, follow=True)
    page = seen.content.decode()
    assert "chưa ghi gì" in page
    assert page.index("Mức độ hài lòng") < page.index("Mô hình hay")  # changes first
    assert Fact.objects.count() == 1
    address = seen.redirect_chain[-1][0]
    write({"models": "1"})
    late = client.post(address, {"moi": "1", "doi": "1"})
    assert late.status_code == 409
    assert "0 giá trị mới, 2 giá trị đổi" in late.content.decode()
    assert client.post(address, {"moi": "0", "doi": "2"}).status_code == 302
    assert set(Fact.objects.filter(superseded_by=None).values_list("value", flat=True)) == {"80", "2"}
    assert client.get(address).status_code == 404


def test_a_file_is_dropped(browser_of: Browsers) -> None:
    client = browser_of(Role.COORDINATOR)
    file = upload(f"{HEADER}suoi-may,2026,sipas,80\n")
    address = client.post("/so-lieu/nap", {"file": file, "as_of": "2026-10-31"}).headers["Location"]
    assert client.post(address, {"moi": "x"}).status_code == 409
    assert client.post(address, {"bo": "1"}).status_code == 302
    assert (FactUpload.objects.count(), Fact.objects.count()) == (0, 0)


def test_a_coordinator_does_not_write_about_another_commune(browser_of: Browsers, cast: dict[str, User]) -> None:
    file = upload(f"{HEADER}may-ha,2024,online,80\n")
    answer = browser_of(Role.COORDINATOR).post("/so-lieu/nap", {"file": file, "as_of": "2026-10-31"})
    assert "chỉ của đơn vị mình" in answer.content.decode()


def test_as_many_queries_for_three_times_as_many_values(browser_of: Browsers, write: Write) -> None:
    client = browser_of(Role.COORDINATOR)
    client.get(LIST)
    found = []
    for values in (
        {"sipas": "1", "models": "1"},
        {"complaints": "1", "online": "2", "dossiers": "3", "plan_done": "1"},
    ):
        write(values)
        for n in range(len(values) - 1):
            write({"sipas": str(n + 5)})
        counts = []
        for address in (LIST, f"{LIST}?loc=thieu", SIPAS):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        found.append(counts)
    assert found[0] == found[1]
    assert max(found[0]) <= 13
