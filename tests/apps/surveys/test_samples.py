"""Samples on the site: frames, draws that come out the same, who sees the list, the methods sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from namro.apps.dossiers.models import Dossier, DossierSource
from namro.apps.library import storage
from namro.apps.people.models import AuditEntry, Role, Unit
from namro.apps.surveys.actions.drawing import draw, drawn_again
from namro.apps.surveys.actions.framing import frame_from_dossiers
from namro.apps.surveys.methods import methods_of
from namro.apps.surveys.models import FrameUpload, SampleRow, Survey
from namro.apps.surveys.sample_permissions import check_list, rows_listed, surveys_listed
from namro.cli.main import main
from namro.core.base.errors import NamroError
from namro.core.survey.draw_plan import plan_of
from namro.demo.province import HOME
from tests.apps.surveys.asking import NOON, TODAY, Cast, stand, survey_of
from tests.apps.surveys.drawn import PLAN, drawn, framed, keeper

LIST = """Mã hộ;Họ tên chủ hộ;Xã;Thôn;Địa chỉ
H1;Nguyễn Văn Bịa;Xã Suối Mây;Thôn 1;Số 1
H2;Trần Thị Bịa;xã suối mây;thôn 1;Số 2
"""


def test_a_draw_comes_out_again_row_by_row(cast: Cast) -> None:
    made = drawn(cast)
    assert (made.drawn, made.reserve, made.lonely) == (12, 8, [])
    assert drawn_again(keeper(cast), made, at=NOON).same
    row = made.rows.filter(reserve=False).first()
    assert row is not None
    assert row.where.startswith("Số ")
    SampleRow.objects.filter(pk=row.pk).update(number=99)
    found = drawn_again(keeper(cast), made, at=NOON)
    assert found.different == (row.frame_code,)
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SURVEY_DRAWN).count() == 3
    storage.path_of(made.frame.sha256).unlink()
    with pytest.raises(NamroError, match="không còn trong kho"):
        drawn_again(keeper(cast), made, at=NOON)


def test_the_design_goes_with_the_cells(cast: Cast) -> None:
    made = drawn(cast)
    cells = list(made.cells.order_by("code"))
    assert [cell.code for cell in cells] == ["O1", "O2", "O3", "O4"]
    assert {(cell.psu, cell.fpc, cell.weight) for cell in cells} == {("", 20, 20 / 3)}
    assert len({cell.stratum for cell in cells}) == 4


def test_a_second_draw_needs_a_reason_that_stands_in_the_sheet(cast: Cast) -> None:
    made = drawn(cast)
    with pytest.raises(NamroError, match="Ghi lý do"):
        draw(keeper(cast), made.survey, made.frame, PLAN, at=NOON)
    other = plan_of(PLAN.plain() | {"seed": "XS 21/11/2026"})
    draw(keeper(cast), made.survey, made.frame, other, at=NOON, reason="Danh sách thiếu Thôn 5")
    found = methods_of(made.survey, TODAY)
    assert found is not None
    lines = "\n".join(line for _title, lines in found.told.parts for line in lines)
    assert "XS 20/11/2026" in lines
    assert "Danh sách thiếu Thôn 5" in lines
    assert "Chưa có phiếu nào, không ước lượng: Xã Suối Mây" in lines
    Survey.objects.filter(pk=made.survey_id).update(state=Survey.State.CLOSED)
    made.survey.refresh_from_db()
    with pytest.raises(NamroError, match="đã kết thúc"):
        draw(keeper(cast), made.survey, made.frame, PLAN, at=NOON, reason="lại")


def test_who_is_measured_never_sees_the_list(cast: Cast, browser_of: Callable[[str], Client]) -> None:
    made = drawn(cast)
    for role in (Role.COORDINATOR, Role.LEADER, Role.WATCHER, Role.ADMIN, Role.ENUMERATOR):
        person = stand(cast[role])
        with pytest.raises(PermissionDenied):
            check_list(person, made.survey)
        assert not surveys_listed(person).exists()
        assert not rows_listed(person, made).exists()
    assert rows_listed(keeper(cast), made).count() == 20
    # A commune that asks about itself keeps no list of its own either.
    own = min(stand(cast[Role.COORDINATOR]).standing.units(Role.COORDINATOR))
    itself = survey_of(cast, conductor_id=own)
    with pytest.raises(PermissionDenied, match="Đơn vị được đo"):
        check_list(stand(cast[Role.LEADER]), itself)
    code = SampleRow.objects.earliest("pk").frame_code
    Survey.objects.filter(pk=made.survey_id).update(state=Survey.State.PUBLISHED)
    page = browser_of(Role.COORDINATOR).get(reverse("samples:methods", args=[made.survey.code]))
    assert page.status_code == 200
    assert code not in page.content.decode()


def test_a_frame_of_dossiers_holds_codes_and_fields(cast: Cast) -> None:
    survey, unit = survey_of(cast), Unit.objects.get(code=HOME)
    source = DossierSource.objects.create(name="Hệ thống tỉnh")
    with pytest.raises(NamroError, match="chưa có hồ sơ"):
        frame_from_dossiers(keeper(cast), survey, date(2026, 1, 1), date(2026, 6, 30), at=NOON)
    Dossier.objects.bulk_create(
        Dossier(
            code=f"HS-{n}", source=source, unit=unit, procedure="1.000", synced_at=NOON, ended_at=NOON, events="[]",
            digest=n, state="ended", is_open=False,
        )
        for n in range(5)
    )  # fmt: skip
    made = frame_from_dossiers(keeper(cast), survey, date(2026, 11, 1), date(2026, 11, 10), at=NOON)
    assert (made.rows, made.levels) == (5, ["province", "commune", "group"])
    text = storage.path_of(made.sha256).read_text("utf-8")
    assert text.splitlines()[1].split(",")[:2] == ["HS-0", HOME]
    with pytest.raises(NamroError, match="kết thúc trước"):
        frame_from_dossiers(keeper(cast), survey, date(2026, 11, 10), date(2026, 11, 1), at=NOON)


def _sent(browser: Client, survey: Survey, text: str) -> str:
    file = SimpleUploadedFile("ho.csv", text.encode())
    answer = browser.post(reverse("samples:frame_upload", args=[survey.code]), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_list_is_looked_at_before_it_is_a_frame(cast: Cast, browser_of: Callable[[str], Client]) -> None:
    survey, browser = survey_of(cast), browser_of(Role.COUNCIL)
    bad = "Mã;Xã;Thôn\nH1;Xã Suối Mây;Thôn 1\nH1;Xã Suối Mây;Thôn 1\n;Xã Suối Mây;Thôn 2\nH3;Xã Nào Đó;Thôn 1\n"
    page = browser.get(_sent(browser, survey, bad))
    told = page.content.decode()
    assert page.status_code == 400
    assert "dòng 3: mã “H1” đã có ở dòng 2" in told
    assert "dòng 4: thiếu mã" in told
    assert "dòng 5: “Xã Nào Đó” không phải đơn vị được đo" in told
    place = _sent(browser, survey, LIST)
    page = browser.get(place)
    assert "Không đọc các cột chỉ người: Họ tên chủ hộ" in page.content.decode()
    assert "Nguyễn Văn Bịa" not in str(FrameUpload.objects.latest("pk").content)
    chosen = {"cot-code": "0", "cot-commune": "2", "cot-village": "3", "cot-where": "4", "nap": "1"}
    assert browser.post(place, chosen).status_code == 302
    made = survey.frames.get()
    assert (made.rows, made.contacts.count()) == (2, 2)
    rows = storage.path_of(made.sha256).read_text("utf-8").splitlines()
    assert rows[1:] == [f"H{n},{HOME},,Xã Suối Mây,Thôn 1," for n in (1, 2)]  # one place, however it is spelled


def test_pages_draw_with_words_for_what_cannot_be(
    cast: Cast, browser_of: Callable[[str], Client], tmp_path: Path
) -> None:
    frame, browser = framed(cast), browser_of(Role.COUNCIL)
    code = frame.survey.code
    said = {
        "frame": str(frame.pk), "sizing": "given", "error": "5", "effect": "1", "given": "12", "strata": ["village"],
        "by_size": "on", "reserve": "20", "seed": "XS 20/11/2026",
    }  # fmt: skip
    for changes, told in (
        ({"error": "x"}, "Ghi phần trăm"),
        ({"given": "5"}, "không đủ để mỗi tầng"),
        ({"seed": ""}, "Chưa có hạt giống"),
        ({"strata": ["group"]}, "không ghi lĩnh vực"),
    ):
        page = browser.post(reverse("samples:draw", args=[code]), said | changes)
        assert page.status_code == 400
        assert told in page.content.decode()
    assert browser.post(reverse("samples:draw", args=[code]), said).status_code == 302
    assert browser.post(reverse("samples:draw_again", args=[code]), follow=True).status_code == 200
    rows = browser.get(reverse("samples:drawn_file", args=[code, "mau.csv"]))
    lines = rows.content.decode().splitlines()
    assert lines[0] == "code,kind,number,cell,stratum,psu,weight,fpc"
    assert len(lines) == 1 + frame.survey.draws.get().rows.count()
    given = []
    for name, option in (("khung.csv", "--frame"), ("ke-hoach.json", "--plan"), ("mau.csv", "--sample")):
        answer = browser.get(reverse("samples:drawn_file", args=[code, name]))
        (tmp_path / name).write_bytes(b"".join(answer) if answer.streaming else answer.content)
        given += [option, str(tmp_path / name)]
    assert main(["survey", "redraw", *given]) == 0  # the files of the page are all that anybody needs
