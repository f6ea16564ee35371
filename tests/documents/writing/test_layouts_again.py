"""The layouts `fields` and `duties` are read again with the same tasks, products, people, dates and findings.

Plans: the invented one, drafts from the invented and shipped documents, and from the real ones where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from namro.core.improvement import draft_plan
from namro.core.improvement.plan import Plan, PlanGroup, PlanTask
from namro.core.printed import Reading
from namro.demo.samples import ANNEX_PLAN, SHEET
from namro.documents import read_file
from namro.documents.writing import write_plan
from tests.documents.writing.suoi_may import suoi_may
from tests.real.published import NAMES, needs_documents, source

INVENTED = sorted(path for path in (Path(__file__).parents[1] / "invented").iterdir() if path.suffix in (".txt", ".md"))
SUFFIXES = (".docx", ".pdf", ".xlsx")
#: Of some of the hard tasks, so that a product must not spill over to its neighbours.
PRODUCTS = {
    1: "Báo cáo trước ngày 05/11/2026\nDanh sách: các thôn chủ trì",
    3: "Biên bản họp; thông báo kết luận",
    5: "Phối hợp: 03 ngày làm việc",
}
HARD = tuple(
    PlanTask(
        number=str(n),
        text=text,
        lead=lead,
        collaborators=collaborators,
        due=due,
        result=result,
        deliverable=PRODUCTS.get(n),
    )
    for n, (text, lead, collaborators, due, result) in enumerate(
        (
            (
                "Văn phòng phối hợp với Phòng Kinh tế báo cáo trước ngày 05/11/2026",
                ("Tổ 6",),
                (),
                ("2026-12-01",),
                None,
            ),
            ("Giao Công an xã rà soát cư trú hằng tháng", (), ("Các thôn",), (), "Đạt 4/5 điểm"),
            ("Họp giao ban", ("Lò Thị Mơ (Công chức Văn phòng)", "Ban Điều hành"), (), ("2026-11-10",), "Chậm"),
            ("Phấn đấu đạt 9,5/10 điểm", ("Lò Thị Mơ (Công chức Văn phòng)",), (), ("2026-Q3", "2026-12"), None),
            ("Thời gian trả kết quả: rút còn 03 ngày", ("Bộ phận Một cửa",), ("Bưu điện",), ("ongoing",), None),
            ("Trên đây là việc thường xuyên", ("Phòng Kinh tế",), (), ("invalid:2026-11-31",), "Kết quả: chưa có gì"),
        ),
        start=1,
    )
)
_DAY = re.compile(r" \((?:trước|chậm nhất|muộn nhất) [^()]*\)$")


@pytest.mark.parametrize("layout", ["fields", "duties"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_invented_plan(tmp_path: Path, suffix: str, layout: str) -> None:
    check(suoi_may(), tmp_path / f"plan{suffix}", layout)


READABLE = [*INVENTED, ANNEX_PLAN, SHEET]
#: Each document in each layout, and the format that the quick run writes it in: each format its share.
WRITTEN = [
    pytest.param(path, layout, suffix, marks=() if (of_path + of_layout) % 3 == of_suffix else pytest.mark.slow)
    for of_path, path in enumerate(READABLE)
    for of_layout, layout in enumerate(("fields", "duties"))
    for of_suffix, suffix in enumerate(SUFFIXES)
]


@pytest.fixture(scope="module")
def drafted() -> Callable[[Path], Plan]:
    """The draft of a document, read once."""
    return cache(lambda path: draft_plan(read_file(path)))


@pytest.mark.parametrize(("path", "layout", "suffix"), WRITTEN, ids=lambda value: getattr(value, "name", value))
def test_drafts_from_invented_and_shipped_documents(
    tmp_path: Path, drafted: Callable[[Path], Plan], path: Path, layout: str, suffix: str
) -> None:
    check(drafted(path), tmp_path / f"plan{suffix}", layout)


@pytest.mark.slow
@needs_documents
@pytest.mark.parametrize("layout", ["fields", "duties"])
@pytest.mark.parametrize("name", NAMES)
def test_drafts_from_real_documents(tmp_path: Path, name: str, layout: str) -> None:
    plan = draft_plan(read_file(source(name)))
    for suffix in SUFFIXES:
        check(plan, tmp_path / f"plan{suffix}", layout)


@pytest.mark.parametrize("layout", ["fields", "duties"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_sentences_that_name_others_and_other_days(tmp_path: Path, suffix: str, layout: str) -> None:
    """People and dates come from the plan, whatever the sentence of the task says."""
    check(suoi_may(groups=(PlanGroup(number="I", title="Chung", tasks=HARD),)), tmp_path / f"plan{suffix}", layout)


def check(plan: Plan, path: Path, layout: str) -> None:
    write_plan(plan, path, layout=layout)
    reading = read_file(path)
    given = [task for group in plan.groups for task in group.tasks]
    assert read_tasks(reading) == sorted(
        (plain(t.text), plain(t.deliverable), t.lead, t.collaborators, t.due, t.proposed) for t in given
    )
    last_days = Counter((task.lead, task.due, task.due_on) for task in reading.tasks)
    assert Counter((t.lead, t.due, t.due_on) for t in given if t.due_on) <= last_days
    if layout == "fields":
        assert sorted(plain(f.text) for f in reading.findings) == sorted(plain(t.result) for t in given if t.result)


def read_tasks(reading: Reading) -> list[tuple[object, ...]]:
    return sorted(
        (
            plain(_DAY.sub("", t.text.rstrip(" ."))),
            plain(t.deliverable),
            t.lead,
            t.collaborators,
            t.due,
            t.status == "proposed",
        )
        for t in reading.tasks
        if t.kind in ("row", "block")
    )


def plain(text: str | None) -> str:
    """Without stops, which layouts add, and with lines of a cell on one line."""
    return " ".join(re.sub(r"[;.]+", " ", text or "").split())
