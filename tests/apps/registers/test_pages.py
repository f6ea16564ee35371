"""Pages of registers as people use them: without script, what they typed kept, rows that are not theirs hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.registers.models import RegisterRow, RowProof
from namro.apps.registers.queries import PER_PAGE
from namro.demo.province import HOME
from tests.apps.library.giving import upload
from tests.apps.registers.rows import INSPECTIONS, added, colleagues, home, inspected, inspection, spelt, today

Browsers = Callable[[str], Client]
ADDRESS = f"/so/{INSPECTIONS}"


def boxes(typed: dict[str, str]) -> dict[str, str]:
    return {f"c.{code}": text for code, text in typed.items()} | {"don-vi": HOME}


def test_a_row_is_typed_and_found_in_the_list(cast: dict[str, User], browser_of: Browsers) -> None:
    client, person = browser_of(Role.OFFICER), colleagues(home())[0]
    assert f'value="{today():%d/%m/%Y}"' in client.get(f"{ADDRESS}/them?don-vi={HOME}").text
    answer = client.post(f"{ADDRESS}/them", boxes(inspection(spelt(person))), follow=True)
    assert "Đã ghi dòng số 1." in answer.text
    listed = client.get(ADDRESS).text
    assert person.full_name in listed
    assert "thiếu minh chứng" in listed


def test_what_was_typed_comes_back_with_its_faults(cast: dict[str, User], browser_of: Browsers) -> None:
    typed = inspection("Người Lạ", sai_sot="giữ nguyên chữ này")
    answer = browser_of(Role.OFFICER).post(f"{ADDRESS}/them", boxes(typed))
    assert answer.status_code == 400
    assert "Chưa ghi: còn 1 chỗ phải sửa." in answer.text
    assert "Không có người “Người Lạ”" in answer.text
    assert "giữ nguyên chữ này" in answer.text
    assert 'aria-describedby="c.nguoi-hint c.nguoi-fault"' in answer.text


def test_a_conflict_shows_both_values_and_either_button_works(cast: dict[str, User], browser_of: Browsers) -> None:
    row = inspected(cast[Role.OFFICER], colleagues(home())[0])
    typed = inspection(spelt(colleagues(home())[0]))
    for role, words in ((Role.OFFICER, "Ký số"), (Role.COORDINATOR, "Tiếp dân")):
        answer = browser_of(role).post(
            f"{ADDRESS}/{row.code}/sua", boxes(typed | {"noi_dung": words}) | {"version": "1"}
        )
    assert answer.status_code == 409
    assert "Ký số" in answer.text
    assert "Tiếp dân" in answer.text
    values = boxes(typed | {"noi_dung": "Tiếp dân"}) | {"version": "2"}
    assert browser_of(Role.COORDINATOR).post(f"{ADDRESS}/{row.code}/sua", values).status_code == 302
    assert RegisterRow.objects.get(pk=row.pk).data["noi_dung"] == "Tiếp dân"


def test_removal_and_return_without_script(cast: dict[str, User], browser_of: Browsers) -> None:
    row = inspected(cast[Role.OFFICER], colleagues(home())[0])
    client = browser_of(Role.OFFICER)
    refused = client.post(f"{ADDRESS}/{row.code}/bo", {"ly-do": ""})
    assert (refused.status_code, "Chưa ghi lý do bỏ dòng" in refused.text) == (400, True)
    client.post(f"{ADDRESS}/{row.code}/bo", {"ly-do": "ghi trùng"})
    assert "ghi trùng" in client.get(f"{ADDRESS}/{row.code}").text
    assert "Sổ chưa có dòng nào" in client.get(ADDRESS).text
    assert row.code in client.get(f"{ADDRESS}?loc=da-bo").text
    client.post(f"{ADDRESS}/{row.code}/lay-lai")
    assert row.code in client.get(ADDRESS).text


def test_a_file_becomes_evidence_and_proof(cast: dict[str, User], browser_of: Browsers, data_folder: object) -> None:
    row = inspected(cast[Role.OFFICER], colleagues(home())[0])
    client = browser_of(Role.OFFICER)
    nothing = client.post(f"{ADDRESS}/{row.code}/minh-chung", {})
    assert (nothing.status_code, "Chưa chọn minh chứng nào" in nothing.text) == (400, True)
    answer = client.post(f"{ADDRESS}/{row.code}/minh-chung", {"tep": upload(name="bien-ban.txt")}, follow=True)
    assert "Đã gắn 1 minh chứng." in answer.text
    proof = RowProof.objects.get(row=row)
    client.post(f"{ADDRESS}/{row.code}/go-minh-chung", {"minh-chung": proof.evidence.code})
    assert not RowProof.objects.exists()


def test_filters_and_search_narrow_the_list(cast: dict[str, User], browser_of: Browsers) -> None:
    first, second = colleagues(home())[:2]
    good = inspected(cast[Role.OFFICER], first)
    bad = inspected(
        cast[Role.OFFICER], second, ket_qua="Có sai sót, chưa khắc phục", noi_dung="Trễ hẹn ở bộ phận một cửa"
    )
    client = browser_of(Role.OFFICER)

    def found(query: str) -> set[str]:
        text = client.get(f"{ADDRESS}?{query}").text
        return {row.code for row in (good, bad) if row.code in text}

    assert found("") == {good.code, bad.code}
    assert found("tim=tre+hen+mot+cua") == {bad.code}
    assert found("loc=dang-cho") == {bad.code}
    assert found("c.ket_qua=tot") == {good.code}
    assert found("c.ket_qua=tot&c.hinh_thuc=dot_xuat") == set()
    assert found(f"c.nguoi={spelt(second)}") == {bad.code}
    assert found(f"c.nguoi={spelt(second)}&loc=dang-cho&tim=tre") == {bad.code}
    assert found(f"tu={today().year + 1}-01-01") == set()
    assert found("don-vi=khong-co&tu=31/02/2026&sau=x.y&c.ket_qua=zzz") == {good.code, bad.code}


def test_pages_go_from_key_to_key_and_back(cast: dict[str, User], browser_of: Browsers) -> None:
    person = colleagues(home())[0]
    codes = [inspected(cast[Role.OFFICER], person).code for _ in range(PER_PAGE + 3)]
    client = browser_of(Role.OFFICER)
    first = client.get(ADDRESS).context["page"]
    second = client.get(f"{ADDRESS}?{first.older}").context["page"]
    shown = [row.url.rpartition("/")[2] for page in (first, second) for row in page.rows]
    assert shown == codes[::-1]
    assert (first.newer, second.older) == ("", "")
    back = client.get(f"{ADDRESS}?{second.newer}").context["page"]
    assert back.rows == first.rows
    for key in ("nguoi", "hinh_thuc"):
        value = spelt(person) if key == "nguoi" else "dinh_ky"
        looked_up = client.get(f"{ADDRESS}?c.{key}={value}").context["page"]
        rest = client.get(f"{ADDRESS}?{looked_up.older}").context["page"]
        assert [row.number for row in (*looked_up.rows, *rest.rows)] == [
            row.number for row in (*first.rows, *second.rows)
        ]


@pytest.mark.parametrize("address", ["/so", ADDRESS, f"{ADDRESS}?c.hinh_thuc=dinh_ky", f"{ADDRESS}?don-vi=tat-ca"])
def test_the_number_of_queries_does_not_grow(cast: dict[str, User], browser_of: Browsers, address: str) -> None:
    client, people = browser_of(Role.COORDINATOR), colleagues(home())
    counts = []
    for _times in range(2):
        for person in people[:6]:
            inspected(cast[Role.OFFICER], person)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_rows_of_a_confidential_register_are_for_few(cast: dict[str, User], browser_of: Browsers) -> None:
    typed = {
        "nguoi": spelt(colleagues(home())[0]),
        "ngay_phat_hien": f"{today():%d/%m/%Y}",
        "nguon": "Nội bộ",
        "loai": "Khác",
        "noi_dung": "Nội dung kín",
        "ket_luan": "Đúng",
    }
    row = added(cast[Role.LEADER], "ky-luat", typed)
    address = f"/so/ky-luat/{row.code}"
    seen = {role: browser_of(role).get(address).status_code for role in (Role.LEADER, Role.COORDINATOR)}
    assert set(seen.values()) == {200}
    for role in (Role.OFFICER, Role.WATCHER, Role.APPRAISER, Role.COUNCIL, Role.ADMIN):
        assert browser_of(role).get(address).status_code == 404
        listed = browser_of(role).get(f"/so/ky-luat?don-vi={HOME}").text
        assert "Nội dung kín" not in listed
        assert "Số vụ việc" in listed
    line = AuditEntry.objects.get(act=AuditEntry.Act.REGISTER_ROW_ADDED)
    assert cast[Role.LEADER].full_name not in line.note
    assert "Nội dung" not in line.note


def test_unknown_registers_and_rows_are_not_there(cast: dict[str, User], browser_of: Browsers) -> None:
    client = browser_of(Role.OFFICER)
    row = inspected(cast[Role.OFFICER], colleagues(home())[0])
    assert client.get("/so/khong-co").status_code == 404
    assert client.get(f"{ADDRESS}/khongcodau").status_code == 404
    assert client.get(f"/so/tin-bai/{row.code}").status_code == 404
