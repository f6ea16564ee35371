"""A facts file: all of it or nothing, and what it would change is said before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namro.apps.indicators.actions import Seen, freeze, stage, write_upload
from namro.apps.indicators.models import Delivery, Fact, FactUpload, Mark, StagedFact
from namro.apps.indicators.staged import changes, counts
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from tests.apps.indicators.conftest import Write

HEADER = "unit,year,input,value\n"
ROWS = "suoi-may,2026,sipas,80\nsuoi-may,2026,plan_done,TRUE\nsuoi-may,2025,online,70\nsuoi-may,2026,sipas_se,1.50\n"


def staged(cast: dict[str, User], folder: Path, text: str, **options: object) -> FactUpload:
    path = folder / "so-lieu.csv"
    path.write_text(text, "utf-8")
    now = system_clock()
    return stage(
        cast[Role.ADMIN], path, name=path.name, as_of=date(2026, 11, 1), at=now, **{"allowed": None, **options}
    )  # type: ignore[arg-type]


def test_a_file_is_shown_then_written(cast: dict[str, User], write: Write, tmp_path: Path) -> None:
    write({"sipas": "75", "plan_done": "true"})
    Mark.objects.all().delete()
    upload = staged(cast, tmp_path, HEADER + ROWS)
    found = counts(upload)
    assert (found.new, found.changed, found.same) == (1, 1, 1)
    assert [(row.input, row.old, row.value) for row in changes(upload, start=0, count=9)] == [
        ("sipas", "75", "80"),
        ("online", "", "70"),
    ]
    assert Fact.objects.count() == 2  # nothing is written yet
    delivery = write_upload(cast[Role.ADMIN], upload, seen=Seen(1, 1), at=system_clock())
    assert delivery is not None
    fact = Fact.objects.get(superseded_by=None, input="sipas")
    assert (fact.value, fact.se, fact.delivery, fact.as_of) == ("80", "1.5", delivery, date(2026, 11, 1))
    assert Fact.objects.get(superseded_by=delivery).value == "75"
    assert set(Mark.objects.values_list("year", flat=True)) == {2025, 2026}
    assert (StagedFact.objects.count(), FactUpload.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(act=AuditEntry.Act.FACTS_WRITTEN).count() == 2


def test_the_same_file_again_writes_nothing(cast: dict[str, User], tmp_path: Path) -> None:
    write_upload(cast[Role.ADMIN], staged(cast, tmp_path, HEADER + ROWS), seen=Seen(3, 0), at=system_clock())
    Mark.objects.all().delete()
    again = staged(cast, tmp_path, HEADER + ROWS)
    assert write_upload(cast[Role.ADMIN], again, seen=Seen(0, 0), at=system_clock()) is None
    assert (Delivery.objects.count(), Mark.objects.count()) == (1, 0)


def test_all_faults_are_told_at_once_and_nothing_is_kept(cast: dict[str, User], tmp_path: Path) -> None:
    lines = [
        "suoi-may,2026,sipas,81,5",
        "khong-co,2026,sipas,80",
        "suoi-may,26,sipas,80",
        "suoi-may,2026,sipa,80",
        "suoi-may,2026,complaints,-1",
        "suoi-may,2026,complaints,0",
        "suoi-may,2026,complaints,0",
        "suoi-may,2019,online,3",
        "suoi-may,2026,sipas_se,x",
    ]
    with pytest.raises(BrokenFile) as refusal:
        staged(cast, tmp_path, HEADER + "\n".join(lines))
    said = {fault.line: fault.message for fault in refusal.value.faults}
    assert sorted(said) == [2, 3, 4, 5, 6, 8, 9, 10]
    assert "thừa cột" in said[2]  # a decimal comma
    assert "khong-co" in said[3]
    assert "Có phải “sipas”?" in said[5]
    assert "số âm" in said[6]
    assert "hai lần" in said[8]
    assert "chưa có" in said[9]
    assert (FactUpload.objects.count(), StagedFact.objects.count()) == (0, 0)


def test_values_that_do_not_go_together_are_a_fault(cast: dict[str, User], write: Write, tmp_path: Path) -> None:
    write({"reports_due": "5"})
    with pytest.raises(BrokenFile, match="Xã Suối Mây, năm 2026: reports_on_time = 6 lớn hơn reports_due = 5"):
        staged(cast, tmp_path, f"{HEADER}suoi-may,2026,reports_on_time,6\n")
    assert FactUpload.objects.count() == 0


def test_an_empty_file_is_a_fault(cast: dict[str, User], tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="không có dòng số liệu nào"):
        staged(cast, tmp_path, HEADER)


def test_only_units_of_ones_own_may_be_written(cast: dict[str, User], home: Unit, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="chỉ của đơn vị mình"):
        staged(cast, tmp_path, HEADER + ROWS, allowed=frozenset({home.pk + 1}))


def test_what_changed_since_it_was_shown_is_shown_again(cast: dict[str, User], write: Write, tmp_path: Path) -> None:
    upload = staged(cast, tmp_path, HEADER + ROWS)
    write({"sipas": "60"})
    with pytest.raises(NamroError, match="2 giá trị mới, 1 giá trị đổi"):
        write_upload(cast[Role.ADMIN], upload, seen=Seen(3, 0), at=system_clock())
    assert Fact.objects.get(superseded_by=None).value == "60"
    assert upload.rows.count() == 3


def test_a_frozen_result_keeps_the_whole_file_out(cast: dict[str, User], home: Unit, tmp_path: Path) -> None:
    upload = staged(cast, tmp_path, HEADER + ROWS)
    freeze(cast[Role.ADMIN], home, 2026, reason="đã gửi", at=system_clock())
    with pytest.raises(FactsRefused, match="đã gửi"):
        write_upload(cast[Role.ADMIN], upload, seen=Seen(3, 0), at=system_clock())
    assert Fact.objects.count() == 0


def test_an_upload_that_nobody_decides_on_goes_after_a_day(cast: dict[str, User], tmp_path: Path) -> None:
    first = staged(cast, tmp_path, HEADER + ROWS)
    FactUpload.objects.update(at=system_clock() - timedelta(days=2))
    second = staged(cast, tmp_path, HEADER + ROWS)
    assert list(FactUpload.objects.all()) == [second]
    assert not StagedFact.objects.filter(upload=first.pk).exists()


def test_as_many_queries_for_three_times_as_many_rows(cast: dict[str, User], tmp_path: Path) -> None:
    names = ["online", "dossiers", "complaints", "sipas", "models", "points:1.3"]
    found = []
    unit_handovers()  # from here on the organisation is in memory
    for count in (2, 6):
        text = HEADER + "".join(f"suoi-may,2026,{name},{count % 4}\n" for name in names[:count])
        with CaptureQueriesContext(connection) as queries:
            upload = staged(cast, tmp_path, text)
            now = counts(upload)
            write_upload(cast[Role.ADMIN], upload, seen=Seen(now.new, now.changed), at=system_clock())
        found.append(len([q for q in queries if not q["sql"].startswith("INSERT INTO indicators_stagedfact")]))
    assert found[0] == found[1]
