"""One table in every kind of file, under renamed headings, with columns that are not there: the same dossiers."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from namro.apps.dossiers.actions.importing import choose_columns, hand_in, source_named
from namro.apps.dossiers.models import Dossier, DossierSource
from namro.apps.dossiers.reading.columns import proposed
from namro.apps.dossiers.reading.tables import header_of, kind_of
from namro.apps.dossiers.waiting import place_of
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.errors import NamroError
from tests.apps.dossiers.files import NOW, brought_in, csv_of, row

pytestmark = pytest.mark.usefixtures("data_folder")
ROWS = [row("1"), row("2", accepted_at="12/10/2026 08:15", returned_at="14/10/2026"), row("3", due_at="16/10/2026")]


def xlsx_of(rows: list[dict[str, str]]) -> bytes:
    """A workbook whose first moments are moments of the spreadsheet, not texts."""
    book, stream = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    names = list(dict.fromkeys(name for one in rows for name in one))
    sheet.append(names)
    for one in rows:
        cells: list[object] = [one.get(name, "") for name in names]
        at = names.index("accepted_at")
        if "T" in str(cells[at]):
            cells[at] = datetime.fromisoformat(str(cells[at]))
        sheet.append(cells)
    book.save(stream)
    return stream.getvalue()


def parquet_of(rows: list[dict[str, str]], folder: Path) -> bytes:
    duckdb = pytest.importorskip("duckdb")
    source, path = folder / "rows.csv", folder / "rows.parquet"
    source.write_bytes(csv_of(rows))
    duckdb.sql(f"copy (from read_csv('{source}', all_varchar = true)) to '{path}' (format parquet)")
    return path.read_bytes()


def stands() -> list[tuple[object, ...]]:
    names = ("code", "unit", "procedure", "accepted_at", "due_at", "limit_at", "ended_at", "events", "state")
    return list(Dossier.objects.order_by("code").values_list(*names))


def test_the_same_rows_in_every_kind_of_file(cast: dict[str, User], tmp_path: Path) -> None:
    files = {
        "ho-so.csv": csv_of(ROWS),
        "ho-so.xlsx": xlsx_of(ROWS),
        "ho-so.json": json.dumps(ROWS).encode(),
        "dong.json": "\n".join(json.dumps(one) for one in ROWS).encode(),
        "ho-so.parquet": parquet_of(ROWS, tmp_path),
    }
    found = {}
    for name, content in files.items():
        job = brought_in(cast[Role.COORDINATOR], content, name=name)
        assert (job.state, job.counts.get("new"), job.counts.get("bad")) == ("done", 3, 0), (name, job.message)
        found[name] = stands()
        Dossier.objects.all().delete()
    assert {tuple(one) for one in found.values()} == {tuple(found["ho-so.csv"])}


def test_renamed_columns_are_chosen_once_and_remembered(cast: dict[str, User]) -> None:
    user, source = cast[Role.COORDINATOR], source_named("Hệ thống mới")
    user.standing = standing_of(user, NOW.date())
    content = csv_of([{"Biên nhận": "H99.201-1", "TTHC": "1.1", "Cơ quan": "H99.201", "Nhận lúc": "12/10/2026 08:15"}])
    chosen = {"code": "Biên nhận", "procedure": "TTHC", "unit": "Cơ quan", "accepted_at": "Nhận lúc"}

    def handed_in() -> dict[str, str]:
        job = hand_in(user, DossierSource.objects.get(pk=source.pk), "t.csv", [content], exported_at=NOW, at=NOW)
        path = place_of(job.code)
        known = proposed(header_of(path, kind_of(path)), job.source.columns)
        if not known:
            for wrong, said in (
                ({"code": "Biên nhận"}, "Mã thủ tục"),
                ({**chosen, "unit": ""}, "chọn đơn vị của mọi dòng"),
                ({**chosen, "due_at": "Nhận lúc"}, "được chọn hai lần"),
            ):
                with pytest.raises(NamroError, match=said):
                    choose_columns(user, job, wrong, unit=None, any_procedure=True, at=NOW)
        choose_columns(user, job, chosen, unit=None, any_procedure=True, at=NOW)
        return known

    assert handed_in() == {}
    assert handed_in() == chosen
