"""The pages of criteria sets: library, tree with its filters, comparison, publishing, download, the manual's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.people.models import Role, User
from namro.core.framework.kinds import KINDS
from tests.apps.frameworks.sets import ADDRESS, SMALL, draft, edition_of, published

Browsers = Callable[[str], Client]
Cast = dict[str, User]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page: str) -> list[str]:
    """The ids of the entries of the tree."""
    return re.findall(r'<details class="\w+" id="m-([^"]+)"', page)


def test_an_empty_library_says_what_comes_first(browser_of: Browsers) -> None:
    assert "Lấy một bộ có sẵn" in text(browser_of(Role.COUNCIL), "/bo-tieu-chi")
    page = text(browser_of(Role.OFFICER), "/bo-tieu-chi")
    assert "Khi hội đồng của tỉnh công bố" in page
    assert "co-san" not in page


def test_library_lists_sets_with_their_editions(browser_of: Browsers, cast: Cast) -> None:
    published(cast[Role.COUNCIL])
    draft(cast[Role.COUNCIL], edition_of("2026-09-30"))
    page = text(browser_of(Role.COUNCIL), "/bo-tieu-chi")
    assert page.index("30/09/2026") < page.index("31/10/2025")
    assert "2025 – 2026" in page
    assert "30/09/2026" not in text(browser_of(Role.OFFICER), "/bo-tieu-chi")
    assert browser_of(Role.OFFICER).get("/bo-tieu-chi/vi-du-xa/2026-09-30").status_code == 404


def test_tree_says_all_of_a_criterion(browser_of: Browsers, cast: Cast) -> None:
    row = published(cast[Role.COUNCIL])
    page = text(browser_of(Role.OFFICER), ADDRESS)
    assert shown(page) == ["1", "1.1", "1.2", "2", "2.1", "T1"]
    assert page.count("<details") == page.count("</details>")
    for words in ("Cộng từng phần", "Ban hành đúng hạn 0,5", "plan_issued", "có ký số", "thiếu thì 0 điểm", "Điều 5"):
        assert words in page
    for words in (
        row.sha256,
        "12/QĐ-UBND, UBND tỉnh Ví dụ, 31/10/2025",
        "không quá 11",
        "nhiều nhất 1 điểm",
        "từ 80 %",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=bao+cao", ["1", "1.2"]),
        ("q=BÁO CÁO", ["1", "1.2"]),
        ("q=1.1", ["1", "1.1"]),
        ("q=chi+dao", ["1", "1.1", "1.2"]),
        ("lv=2", ["2", "2.1"]),
        ("nguon=survey", ["2", "2.1"]),
        ("ai=commune", ["1", "1.1", "1.2"]),
        ("ai=province", []),
        ("q=ke+hoach&lv=2", []),
        ("q=khong+co", []),
        ("lv=9&nguon=x&ai=y", ["1", "1.1", "1.2", "2", "2.1", "T1"]),
    ],
)
def test_search_and_filters(browser_of: Browsers, cast: Cast, query: str, ids: list[str]) -> None:
    published(cast[Role.COUNCIL])
    page = text(browser_of(Role.OFFICER), f"{ADDRESS}?{query}")
    assert shown(page) == ids
    assert ("Không có tiêu chí nào như vậy" in page) == (not ids)


def test_what_is_found_is_open_and_all_can_be_opened(browser_of: Browsers, cast: Cast) -> None:
    published(cast[Role.COUNCIL])
    client = browser_of(Role.OFFICER)
    assert 'id="m-1.2" open' in text(client, f"{ADDRESS}?q=bao+cao")
    assert 'id="m-1.2" open' in text(client, f"{ADDRESS}?mo=het")
    assert 'id="m-1.2">' in text(client, ADDRESS)


def test_two_editions_side_by_side(browser_of: Browsers, cast: Cast) -> None:
    published(cast[Role.COUNCIL])
    later = edition_of("2026-09-30", SMALL.replace("Hài lòng chung", "Hài lòng về phục vụ"))
    published(cast[Role.COUNCIL], later)
    client = browser_of(Role.OFFICER)
    page = text(client, f"{ADDRESS}/so-sanh/2026-09-30")
    assert page.index("Hài lòng chung") < page.rindex("Hài lòng về phục vụ")
    assert f"{ADDRESS}/so-sanh/2026-09-30" in text(client, "/bo-tieu-chi/vi-du-xa/2026-09-30")
    assert "Không có chỗ nào khác" in text(client, f"{ADDRESS}/so-sanh/2026-09-30?loai=removed")
    assert client.get(f"{ADDRESS}/so-sanh/2020-01-01").status_code == 404


def test_publishing_asks_first_and_is_done_once(browser_of: Browsers, cast: Cast) -> None:
    row = draft(cast[Role.COUNCIL])
    client = browser_of(Role.COUNCIL)
    assert "không thu lại được" in text(client, f"{ADDRESS}/cong-bo")
    assert client.post(f"{ADDRESS}/cong-bo", {"sha256": "0" * 64}).status_code == 409
    assert client.post(f"{ADDRESS}/cong-bo", {"sha256": row.sha256}).status_code == 302
    assert Edition.objects.get().is_published
    page = text(client, ADDRESS)
    assert "Đã công bố nên không sửa được" in page
    assert "Bỏ dự thảo" not in page
    assert client.get(f"{ADDRESS}/cong-bo").status_code == 403
    assert client.post(f"{ADDRESS}/bo").status_code == 403


def test_a_draft_is_dropped(browser_of: Browsers, cast: Cast) -> None:
    draft(cast[Role.COUNCIL])
    assert browser_of(Role.COUNCIL).post(f"{ADDRESS}/bo").status_code == 302
    assert not Edition.objects.exists()


def test_download_gives_the_text_of_the_printed_hash(browser_of: Browsers, cast: Cast) -> None:
    row = published(cast[Role.COUNCIL], SMALL.replace("\n", "\r\n"))
    answer = browser_of(Role.OFFICER).get(f"{ADDRESS}/tai")
    assert sha256(answer.content).hexdigest() == row.sha256
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vi-du-xa-2025-10-31.yaml"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "address", ["/bo-tieu-chi/vi-du-xa/2025-13-31", "/bo-tieu-chi/vi-du-xa/x", "/bo-tieu-chi/a/2025-10-31"]
)
def test_what_is_not_there_is_not_found(browser_of: Browsers, cast: Cast, address: str) -> None:
    published(cast[Role.COUNCIL])
    assert browser_of(Role.OFFICER).get(address).status_code == 404


def test_pages_ask_the_database_as_often_for_a_large_set(browser_of: Browsers, cast: Cast) -> None:
    published(cast[Role.COUNCIL])
    client = browser_of(Role.COUNCIL)
    client.get("/bo-tieu-chi")
    pages = ("", "?q=ke+hoach", "/thu", "/thu?muc=tat-ca")
    few = [queries(client, f"{ADDRESS}{page}") for page in pages]
    library = queries(client, "/bo-tieu-chi")
    for key in ("mau-xa/2025-10-31", "mau-xa/2026-08-31"):
        published(cast[Role.COUNCIL], shipped_sets()[key].text)
    assert [queries(client, f"/bo-tieu-chi/mau-xa/2026-08-31{page}") for page in pages] == few
    assert queries(client, "/bo-tieu-chi") == library
    assert max(*few, library) <= 6


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_large_set_is_shown_in_parts(browser_of: Browsers, cast: Cast) -> None:
    head = SMALL[: SMALL.index("criteria:")].replace("max: 10", "max: 600").replace("ceiling: 11", "ceiling: 600")
    leaves = "".join(f'  - {{id: "{n}", name: Mục {n}, max: 1, rule: {{kind: manual}}}}\n' for n in range(600))
    published(cast[Role.COUNCIL], f"{head}criteria:\n{leaves}")
    client = browser_of(Role.OFFICER)
    assert len(shown(text(client, ADDRESS))) == 250
    assert shown(text(client, f"{ADDRESS}?trang=3"))[-1] == "599"


def test_the_manual_shows_every_kind_with_examples(browser_of: Browsers) -> None:
    page = text(browser_of(Role.OFFICER), "/tro-giup/quy-tac")
    for kind in KINDS.values():
        section = page[page.index(f'id="{kind.name}"') :]
        section = section[: section.index("</section>")]
        assert kind.label in section
        assert section.count("<tr>") >= len(kind.params) + 3
    assert "/tro-giup/quy-tac" in text(browser_of(Role.OFFICER), "/tro-giup")
