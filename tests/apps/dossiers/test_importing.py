"""Files of dossiers: what comes in, what is refused and why, and that nothing is counted twice."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from namro.apps.dossiers import jobs
from namro.apps.dossiers.models import Dossier, DossierImport, DossierStep, Procedure, StagedDossier
from namro.apps.dossiers.waiting import place_of
from namro.apps.library import storage
from namro.apps.people.models import AuditEntry, Role, User
from tests.apps.dossiers.files import NOW, at_now, brought_in, csv_of, given, read, row

pytestmark = pytest.mark.usefixtures("data_folder")
State = DossierImport.State


def _kept(code: str) -> Dossier:
    return Dossier.objects.get(code=f"H99.201-{code}")


def _bad(job: DossierImport) -> list[list[str]]:
    with storage.path_of(job.bad_sha256).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def _picture() -> list[tuple[Any, ...]]:
    columns = [field.attname for field in Dossier._meta.concrete_fields if field.attname not in ("id", "source_id")]
    return sorted(Dossier.objects.values_list(*columns))


def test_a_dossier_is_kept_with_both_clocks_and_all_events(cast: dict[str, User]) -> None:
    events = [
        {"status": "processed", "at": "2026-10-14T10:00"},
        {"status": "supplement_requested", "at": "2026-10-13T08:00"},
        {"status": "supplement_done", "at": "2026-10-13T14:00"},
        {"status": 'Lãnh đạo "ký"', "at": "2026-10-14T09:00"},
    ]
    job = brought_in(cast[Role.COORDINATOR], csv_of([row("1", events=json.dumps(events))]))
    assert (job.state, job.counts["new"], job.counts["received"]) == (State.DONE, 1, 1)
    kept = _kept("1")
    assert [status for status, _at in json.loads(kept.events)] == [
        "accepted", "supplement_requested", "supplement_done", "Lãnh đạo 'ký'", "processed",
    ]  # fmt: skip
    assert kept.synced_at
    assert kept.synced_at.isoformat() == "2026-10-15T04:00:00+00:00"
    assert (kept.state, kept.requests, kept.is_open) == ("ended", 1, False)
    # The answered request took six hours, which the appointment gains.
    assert kept.limit_at
    assert kept.limit_at.isoformat() == "2026-10-16T16:00:00+00:00"
    assert AuditEntry.objects.filter(act=AuditEntry.Act.DOSSIERS_IMPORTED).count() == 1


@pytest.mark.parametrize("text", ["2026-10-12T08:15", "12/10/2026 08:15", "46307.34375", "2026-10-12T01:15:00Z"])
def test_moments_come_in_three_formats(cast: dict[str, User], text: str) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", accepted_at=text)]))
    accepted = _kept("1").accepted_at
    assert accepted
    assert accepted.isoformat() == "2026-10-12T01:15:00+00:00"


def test_bad_rows_go_to_a_file_with_line_and_reason_and_good_ones_come_in(cast: dict[str, User]) -> None:
    rows = [
        row("1"),
        row("2", accepted_at="31/11/2026 08:00"),
        row("3", due_at="2026-10-11T17:00"),
        row("4", unit="khong-co"),
        row("5", unit="dong-suong"),
        row("6", procedure=""),
        row("7", events='[{"status":"accepted"}]'),
        row("8", accepted_at="2026-12-01T08:00", due_at="2026-12-05T08:00"),
        row("9"),
    ]
    job = brought_in(cast[Role.COORDINATOR], csv_of(rows))
    bad = _bad(job)
    assert [line for line, *_rest in bad] == ["3", "4", "5", "6", "7", "8", "9"]
    assert [column for _line, _code, column, *_rest in bad] == [
        "Ngày tiếp nhận", "Ngày hẹn trả", "Đơn vị giải quyết", "Đơn vị giải quyết", "Mã thủ tục", "Các sự kiện",
        "Ngày tiếp nhận",
    ]  # fmt: skip
    counts = job.counts
    assert (counts["rows"], counts["new"], counts["bad"]) == (9, 2, 7)
    assert counts["received"] == counts["handled"] + counts["open"] == 2
    assert set(Dossier.objects.values_list("code", flat=True)) == {"H99.201-1", "H99.201-9"}


def test_an_unknown_procedure_is_refused_once_there_is_a_catalogue(cast: dict[str, User]) -> None:
    Procedure.objects.create(code="1.000001", name="Đăng ký khai sinh", since=NOW.date())
    content = csv_of([row("1"), row("2", procedure="9.999999")])
    job = brought_in(cast[Role.COORDINATOR], content, any_procedure=False)
    assert [line for line, *_rest in _bad(job)] == ["3"]
    assert brought_in(cast[Role.COORDINATOR], content, any_procedure=True).counts["new"] == 1


def test_without_an_appointment_the_limit_of_the_procedure_counts(cast: dict[str, User]) -> None:
    Procedure.objects.create(code="1.000001", name="Khai sinh", amount=3, time_unit="working_day", since=NOW.date())
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", due_at="")]))
    kept = _kept("1")
    assert kept.due_at is None
    assert kept.limit_at
    assert kept.limit_at.isoformat() == "2026-10-15T10:00:00+00:00"
    # Eight hours of office time before 17:00 on Thursday, in an office open 7.5 hours a day.
    assert kept.warn_at
    assert kept.warn_at.isoformat() == "2026-10-14T09:30:00+00:00"


def test_one_code_twice_the_later_arrival_counts_and_a_contradiction_is_told(cast: dict[str, User]) -> None:
    rows = [
        row("1", officer="cũ", synced_at="2026-10-14T08:00"),
        row("1", officer="mới"),
        row("2", officer="một"),
        row("2", officer="hai"),
        row("3"),
        row("3"),
    ]
    job = brought_in(cast[Role.COORDINATOR], csv_of(rows))
    assert {d.code[-1]: d.officer for d in Dossier.objects.all()} == {"1": "mới", "2": "một", "3": ""}
    counts = job.counts
    assert (counts["new"], counts["older"], counts["bad"], counts["same"]) == (3, 1, 1, 1)
    assert [(line, code) for line, code, *_rest in _bad(job)] == [("5", "H99.201-2")]


def test_the_same_file_again_changes_nothing(cast: dict[str, User]) -> None:
    content = csv_of([row("1"), row("2"), row("2", officer="khác"), row("3", accepted_at="x")])
    brought_in(cast[Role.COORDINATOR], content)
    before = _picture()
    again = brought_in(cast[Role.COORDINATOR], content)
    counts = again.counts
    assert (counts["new"], counts["changed"], counts["same"], counts["bad"]) == (0, 0, 2, 2)
    assert _picture() == before


def test_an_older_row_never_replaces_a_newer_one(cast: dict[str, User]) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", officer="mới")]))
    job = brought_in(cast[Role.COORDINATOR], csv_of([row("1", officer="cũ", synced_at="2026-10-01T08:00")]))
    assert (_kept("1").officer, job.counts["older"]) == ("mới", 1)


def test_steps_come_with_their_units_and_are_replaced_with_the_row(cast: dict[str, User]) -> None:
    steps = [{"unit": "suoi-may", "to": "2026-10-13T08:00"}, {"unit": "Văn phòng đăng ký đất đai", "due": "15/10/2026"}]
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", steps=json.dumps(steps))]))
    assert list(DossierStep.objects.order_by("number").values_list("holder", "unit__code")) == [
        ("suoi-may", "suoi-may"),
        ("Văn phòng đăng ký đất đai", None),
    ]
    later = row("1", steps=json.dumps(steps[:1]), synced_at="2026-10-15T11:30")
    brought_in(cast[Role.COORDINATOR], csv_of([later]))
    assert DossierStep.objects.count() == 1


def test_a_killed_import_ends_as_if_it_had_not_been(cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(f"{n:03}", officer="khác" if n % 7 else "") for n in range(60)] + [row("007", officer="lạ")]
    content = csv_of(rows)
    whole = brought_in(cast[Role.COORDINATOR], content)
    before, counts = _picture(), whole.counts
    Dossier.objects.all().delete()

    monkeypatch.setattr("namro.apps.dossiers.incoming.BATCH", 10)
    monkeypatch.setattr(jobs, "SLICE", 10)
    job = given(cast[Role.COORDINATOR], content)
    _killed(monkeypatch, "namro.apps.dossiers.incoming.put", after=3, job=job)
    assert (job.state, StagedDossier.objects.filter(job=job).count()) == (State.READING, 30)
    jobs.keep_up(NOW)
    read(job)
    assert (job.state, job.counts) == (State.CHECKED, counts)
    assert not place_of(job.code).exists()

    DossierImport.objects.filter(pk=job.pk).update(state=State.AGREED)
    _killed(monkeypatch, "namro.apps.dossiers.jobs.write_slice", after=2, job=job)
    assert Dossier.objects.count() == 19  # the heading is line 1
    jobs.keep_up(NOW)
    read(job)
    assert (job.state, _picture()) == (State.DONE, before)
    assert not StagedDossier.objects.exists()


def _killed(monkeypatch: pytest.MonkeyPatch, name: str, *, after: int, job: DossierImport) -> None:
    """Work on a file until a function was called so often, then end as a process does that is killed."""
    module, _dot, function = name.rpartition(".")
    real = getattr(__import__(module, fromlist=[function]), function)
    calls = iter(range(after))

    def until_killed(*values: Any) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        real(*values)

    with monkeypatch.context() as patch:
        patch.setattr(name, until_killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.work_on(job.pk, clock=at_now)
    job.refresh_from_db()


def test_names_of_the_portal_are_known(cast: dict[str, User]) -> None:
    said = {
        "MaHoSo": "H99.201-1", "MaTTHC": "1.000001", "NgayTiepNhan": "12/10/2026 08:15", "NgayHenTra": "16/10/2026",
        "NgayKetThucXuLy": "14/10/2026 09:00", "KenhThucHien": 2, "TaiLieuNop": [{"DuocSoHoa": 0}, {"DuocSoHoa": 1}],
        "DanhSachPhiLePhi": [{"SoTien": 8000}, {"SoTien": 12000}], "MaDonVi": "H99.201", "HoTen": "Không Được Giữ",
    }  # fmt: skip
    job = brought_in(cast[Role.COORDINATOR], json.dumps({"data": [said]}).encode(), name="tra-loi.json")
    assert job.state == State.DONE
    kept = _kept("1")
    assert (kept.channel, kept.reused_component, kept.fee, kept.digitised_component) == (2, True, 20_000, None)
    # A day without a time of day lasts until the office closes.
    assert kept.limit_at
    assert kept.limit_at.isoformat() == "2026-10-16T10:00:00+00:00"
    assert "Không Được Giữ" not in json.dumps(list(Dossier.objects.values()), default=str, ensure_ascii=False)
    assert not place_of(job.code).exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7", "Không phải tệp bảng"),
        (b"PK\x03\x04 rong", ".xlsx"),
        ("mã;tên\n\xff".encode("latin-1", "replace"), "UTF-8"),
        (b"[1, 2", "json"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(cast: dict[str, User], content: bytes, said: str) -> None:
    from namro.core.base.errors import NamroError

    with pytest.raises(NamroError) as refusal:
        given(cast[Role.COORDINATOR], content)
    assert said in str(refusal.value)
