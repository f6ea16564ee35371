"""Journey 12: a commune alone, on last year's set until a new one is issued, up to the plan for the next year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from namro.apps.assessments.models import Assessment, Attached, Line
from namro.apps.assessments.queries.assigned import assigned
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import Holding, Position, Role, Unit, User
from namro.apps.plans.models import Plan
from namro.core.assessment.missing import tally
from namro.core.base.clock import VIETNAM
from namro.core.framework.model import Framework
from namro.core.scoring.fullest import fullest
from namro.core.scoring.numbers import plain
from namro.documents import read_file
from tests.apps.assessments.province_answer import (
    claims,
    lowered_points,
    result_pdf,
    still_lowered,
)
from tests.apps.assessments.sheets import edition_in_force, publish_set, ready
from tests.apps.assessments.story import Story, read
from tests.house.sources import PACKAGE

Browsers = Callable[[str], Client]
AT = "/phieu/2026/suoi-may"
SETS = PACKAGE / "data/frameworks/mau-xa"
OWNERS, DEBTORS, LACKING = 9, 5, 23
NOT_DONE = "Chưa tổ chức trong năm, đơn vị không tự chấm"

edition = pytest.fixture(autouse=True)(edition_in_force)


@dataclass
class Year:
    """The commune's year as the test walks through it."""

    client: Client
    cast: dict[str, User]
    posts: list[Position]
    papers: list[int]

    @property
    def sheet(self) -> Assessment:
        return Assessment.objects.select_related("edition", "unit", "round").get()

    @property
    def framework(self) -> Framework:
        return tree_of(self.sheet.edition)

    def lacking(self) -> list[tuple[str, str, int]]:
        """Leaf, item and how many files are asked for, of all that is not there."""
        found = assigned(ready(self.cast[Role.COORDINATOR]), self.sheet)
        return [(node, one.expected.item, one.expected.count) for node, of in found.proof.items() for one in of.lacking]

    def attach(self, items: list[tuple[str, str, int]]) -> None:
        """Bring as many papers as are asked for; a paper stands once beside a criterion."""
        used = {key: set[int]() for key, _item, _count in items}
        for node, paper in Attached.objects.filter(carried=None).values_list("node_id", "evidence"):
            used.setdefault(node, set()).add(paper)
        rows = []
        for node, item, count in items:
            papers = [paper for paper in self.papers if paper not in used[node]][:count]
            used[node].update(papers)
            rows += [(node, item, paper) for paper in papers]
        by, at = self.cast[Role.COORDINATOR], datetime(2026, 3, 1, tzinfo=UTC)
        Attached.objects.bulk_create(
            Attached(assessment=self.sheet, node_id=node, expected_id=item, evidence_id=paper, by=by, at=at)
            for node, item, paper in rows
        )


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(monkeypatch, datetime(2026, 1, 5, 9, 0, tzinfo=VIETNAM))


@pytest.fixture
def year(story: Story, cast: dict[str, User], browser_of: Browsers, data_folder: Path) -> Year:
    """Nine posts with somebody in each, forty papers that leader and office signed in January."""
    unit, begin = Unit.objects.get(code="suoi-may"), date(2026, 1, 1)
    posts = []
    for number in range(1, OWNERS + 1):
        post = Position.objects.create(unit=unit, name=f"Phụ trách mảng {number}", role=Role.OFFICER, since=begin)
        person = User.objects.create(username=f"mang{number}", full_name=f"Người Mảng {number}")
        Holding.objects.create(position=post, user=person, since=begin)
        posts.append(post)
    by = cast[Role.COORDINATOR]
    papers = []
    for number in range(40):
        paper = Evidence.objects.create(
            unit=unit, year=2026, number=f"{number + 1}/BC-UBND", abstract=f"Báo cáo số {number + 1}",
            dated=date(2026, 1, 3), made_by=by, made_at=story.now,
        )  # fmt: skip
        EvidenceFile.objects.create(
            evidence=paper, version=1, name=f"{number}.pdf", kind="pdf", size=1, sha256=f"{number:064x}", by=by,
            at=story.now, changed_at=story.now, state=EvidenceFile.State.READ, signed="both",
        )  # fmt: skip
        papers.append(paper.pk)
    return Year(browser_of(Role.COORDINATOR), cast, posts, papers)


def publish(cast: dict[str, User], name: str) -> Edition:
    return publish_set(cast, (SETS / f"{name}.yaml").read_text("utf-8"))


def test_a_commune_alone_under_two_tiers(
    story: Story, year: Year, cast: dict[str, User], browser_of: Browsers, data_folder: Path
) -> None:
    begin_on_last_years_set(year)
    story.on(31, 8, 9)
    go_on_with_the_new_set(year)
    story.on(15, 10, 9)
    say_what_is_missing(year)
    story.on(16, 10, 9)
    approve(year, browser_of(Role.LEADER), story)
    package_and_report(year, data_folder.parent)
    story.on(11, 12, 9)
    results_come_back(year)
    story.on(14, 12, 9)
    explain_three(year)
    story.on(18, 12, 9)
    one_is_accepted(year)
    story.on(21, 12, 9)
    find_what_was_lost(year)
    draft_the_plan(year)


def begin_on_last_years_set(year: Year) -> None:
    """5/1: 96 leaves go out to nine owners, 214 pieces of proof are expected; the set is marked provisional."""
    last = publish(year.cast, "2025-10-31")
    assert year.client.post(f"{AT}/mo", {"edition": str(last.pk)}).status_code == 302
    assert year.sheet.provisional
    assert "bộ tiêu chí của năm chưa ban hành" in read(year.client, AT)
    leaves = list(year.framework.leaves)
    for number, post in enumerate(year.posts):
        sent = {"task": leaves[number::OWNERS], "owner": f"position:{post.pk}", "due": "15/10"}
        assert year.client.post(f"{AT}/phan-cong-loat", sent).status_code == 302
    found = assigned(ready(year.cast[Role.COORDINATOR]), year.sheet)
    assert (len(found.rows), len({owner.name for owner in found.owners.values()})) == (96, OWNERS)
    assert tally(found.proof.values()).expected == 214
    year.attach(year.lacking())
    assert year.lacking() == []


def go_on_with_the_new_set(year: Year) -> None:
    """31/8: 81 leaves move by themselves, 21 lines are decided, no proof is lost."""
    before = Attached.objects.filter(removed_at=None).count()
    new = publish(year.cast, "2026-08-31")
    assert "Đã có bộ tiêu chí mới" in read(year.client, AT)
    assert year.client.post(f"{AT}/chuyen-bo/doi", {"edition": str(new.pk)}).status_code == 302
    sheet, leaves = year.sheet, year.framework.leaves
    assert not sheet.provisional
    assert sheet.assignments.filter(carried=None, node_id__in=leaves).exclude(owner_kind="").count() == 81
    lines = [row for row in sheet.carried.all() if not row.old_id.startswith(("T", "P")) or row.proposed in leaves]
    kinds = [(bool(row.old_id), bool(row.proposed)) for row in lines]
    assert (kinds.count((True, True)), kinds.count((True, False)), kinds.count((False, True))) == (9, 6, 6)
    year.client.post(f"{AT}/chuyen-bo/quyet-dinh", {"take": "all"})
    for row in sheet.carried.filter(decided_at=None):
        year.client.post(f"{AT}/chuyen-bo/quyet-dinh", {"keep": str(row.pk), f"v-{row.pk}": str(row.version)})
    assert "Mọi dòng đã quyết định" in read(year.client, f"{AT}/chuyen-bo")
    assert Attached.objects.filter(removed_at=None).count() == before
    assert sheet.assignments.filter(carried=None, node_id__in=leaves).exclude(owner_kind="").count() == 90
    fresh = list(sheet.assignments.filter(carried=None, owner_kind="").values_list("node_id", flat=True))
    sent = {"task": fresh, "owner": f"position:{year.posts[-1].pk}", "due": "15/10"}
    assert year.client.post(f"{AT}/phan-cong-loat", sent).status_code == 302


def say_what_is_missing(year: Year) -> None:
    """15/10: 23 pieces are missing, and a text for the chat names the five people who owe them."""
    year.attach(year.lacking())
    posts = dict(year.sheet.assignments.filter(carried=None).values_list("node_id", "owner_position"))
    debtors = {post.pk for post in year.posts[:DEBTORS]}
    items = [(node, item) for node, items in items_of(year) if posts.get(node) in debtors for item in items]
    for node, item in items[:: len(items) // LACKING][:LACKING]:
        Attached.objects.filter(carried=None, node_id=node, expected_id=item).delete()
    assert len(year.lacking()) == LACKING
    page: Any = year.client.get(f"{AT}/thieu-minh-chung").context["page"]
    assert sum(len(row.items) or 1 for group in page.groups for row in group.rows) == LACKING
    named = [post.pk for number, post in enumerate(year.posts, 1) if f"Người Mảng {number}" in page.chat]
    assert named == [post.pk for post in year.posts[:DEBTORS]]
    year.attach(year.lacking())


def items_of(year: Year) -> Iterator[tuple[str, list[str]]]:
    for node, leaf in year.framework.leaves.items():
        if leaf.node.evidence:
            yield node, [item.id for item in leaf.node.evidence.items]


def approve(year: Year, leader: Client, story: Story) -> None:
    """16/10: facts give what is computed, 8.5 of the typed points are given up: 91.5, approved by the leader."""
    open_own_round(year)
    give_facts(year, story)
    cells = {f"p.{node}": points for node, points in claims(year.framework).items()}
    cells |= {f"e.{node}": NOT_DONE for node, points in claims(year.framework).items() if points == "0"}
    cells |= {key.replace("p.", "v.", 1): "0" for key in cells if key.startswith("p.")}
    assert year.client.post(f"{AT}/luu", cells).status_code == 302
    for client, act in ((year.client, "lay"), (leader, "approve")):
        client.post(f"{AT}/chuyen", {"act": act})
    assert (year.sheet.state, year.sheet.total) == ("approved", Decimal("91.5"))
    year.client.post(f"{AT}/chuyen", {"act": "submit"})
    assert year.sheet.state == "submitted"


def open_own_round(year: Year) -> None:
    form: Any = year.client.get(f"{AT}/ky-rieng").context["form"]
    sent = {box.html_name: box.field.widget.format_value(box.value()) or "" for box in form if box.name != "late_rule"}
    sent |= {"late_rule": "calendar", "late_input": ""}
    days = {"scoring": ("01/10", "20/10"), "appraisal": ("21/10", "10/12"), "explanation": ("11/12", "16/12")}
    for stage in ("scoring", "appraisal", "explanation", "reappraisal", "publication"):
        opens, closes = days.get(stage, ("", ""))
        sent |= {f"{stage}_opens_day": opens and f"{opens}/2026", f"{stage}_closes_day": closes and f"{closes}/2026"}
        sent |= {} if opens else {f"{stage}_opens_hour": "", f"{stage}_closes_hour": ""}
    assert year.client.post(f"{AT}/ky-rieng", sent).status_code == 302


def give_facts(year: Year, story: Story) -> None:
    """Write everything that computed criteria and surveys read, as good as can be."""
    values, base = fullest(year.framework, 2026)
    rows = {(2026, name): value for name, value in values.items() if not name.startswith("evidence")} | base
    facts = [NewFact(year.sheet.unit_id, of, name, told(value)) for (of, name), value in rows.items()]
    origin = Origin(Producer.PERSON)
    write_facts(year.cast[Role.COORDINATOR], facts, origin=origin, as_of=date(2026, 10, 15), at=story.now)


def told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else plain(value) if isinstance(value, Decimal) else str(value)


def package_and_report(year: Year, folder: Path) -> None:
    """The package has scores, the list and a folder for each of the 96 criteria; the report is a document."""
    package = ZipFile(BytesIO(downloaded(year.client, f"{AT}/goi-nop")))
    names = package.namelist()
    assert len({name.split("/")[0] for name in names if "/" in name}) == 96
    book = load_workbook(BytesIO(package.read("diem-tu-cham.xlsx")))
    shown = {str(row[0].value) for row in book.worksheets[0].iter_rows()}
    assert set(year.framework.leaves) <= shown
    path = folder / "bao-cao.docx"
    path.write_bytes(downloaded(year.client, f"{AT}/tep/bao-cao.docx"))
    report = read_file(path)
    assert sum(row.achieved or 0 for row in report.criteria if row.id in year.framework.leaves) == Decimal("91.5")
    head = "\n".join(cell.text for table in Document(str(path)).tables[:1] for cell in table._cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head  # as Decree 30 lays it out


def downloaded(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def results_come_back(year: Year) -> None:
    """11/12: a PDF says 87.25: 4.25 less in nine criteria, 2.5 of it because the proof was not as guided."""
    year.client.post(f"{AT}/chuyen", {"act": "appraise"})
    lowered = lowered_points(year.framework)
    told = results_in(year, lowered, "Thông báo 301/TB-SNV")
    assert "Công nhận 87,25 điểm; thấp hơn tự chấm 4,25 điểm ở 9 tiêu chí." in told
    assert "Công nhận 87,25 điểm" in read(year.client, f"{AT}/ket-qua")
    finals = Line.objects.filter(final_nano__isnull=False)
    assert finals.count() == 96
    assert sum(line.final or 0 for line in finals) == Decimal("87.25")
    not_as_guided = finals.filter(final_cause="proof_not_as_guided")
    assert sum(lowered[line.node_id] for line in not_as_guided) == Decimal("2.5")
    assert finals.exclude(final_reason="").count() == 9
    assert year.client.get(f"{AT}/ton-tai").status_code == 403  # nothing is settled yet


def results_in(year: Year, lowered: Mapping[str, Decimal], source: str) -> str:
    """Bring a notice, look at what was read, take it over; return the words of the preview."""
    upload = SimpleUploadedFile("ket-qua.pdf", result_pdf(year.framework, lowered), "application/pdf")
    preview: Any = year.client.post(f"{AT}/ket-qua/nop", {"file": upload}, follow=True)
    assert preview.status_code == 200
    code = preview.context["incoming"].code
    told = read(year.client, f"{AT}/ket-qua?tep={code}")
    rows = [row for row in preview.context["rows"] if not row.head]
    sent = {f"p.{row.id}": row.cells.points for row in rows} | {f"r.{row.id}": row.cells.reason for row in rows}
    assert year.client.post(f"{AT}/ket-qua", {**sent, "tep": code, "source": source}).status_code == 302
    return told


def explain_three(year: Year) -> None:
    """14/12: of the nine on the page three are explained, each with what is asked for."""
    year.client.post(f"{AT}/chuyen", {"act": "explain"})
    lowered = list(lowered_points(year.framework))
    page: Any = year.client.get(f"{AT}/giai-trinh").context["page"]
    rows = {row.id: row for row in page.rows}
    assert (list(rows), page.closed) == (lowered, "")
    for node, reason in ((lowered[0], "Bản ký số đã gửi bổ sung"), (lowered[5], "Đã làm"), (lowered[8], "Đã làm đủ")):
        sent = {"muc": node, "loi-giai-trinh": reason, "diem": rows[node].own, "phien-ban": str(rows[node].version)}
        assert year.client.post(f"{AT}/giai-trinh", sent).status_code == 302
    assert len(year.client.get(f"{AT}/giai-trinh?loc=chua-giai-trinh").context["page"].rows) == 6
    assert Line.objects.exclude(explained_reason="").count() == 3


def one_is_accepted(year: Year) -> None:
    """18/12: half of what was taken in one criterion comes back: 87.75."""
    year.client.post(f"{AT}/chuyen", {"act": "reappraise"})
    told = results_in(year, still_lowered(year.framework), "Quyết định 5120/QĐ-UBND")
    assert "Công nhận 87,75 điểm; thấp hơn tự chấm 3,75 điểm ở 9 tiêu chí." in told
    year.client.post(f"{AT}/chuyen", {"act": "decide"})
    assert year.sheet.state == "decided"
    rows: Any = year.client.get(f"{AT}/giai-trinh").context["page"].rows
    said = [row.outcome.words for row in rows if row.text]
    assert sorted(said) == ["Chấp nhận một phần", "Không chấp nhận", "Không chấp nhận"]


def find_what_was_lost(year: Year) -> None:
    """21/12: nine new findings beside those of the 8.5 points given up, each with a disposition."""
    said = read(year.client, f"{AT}/ton-tai")
    assert "Tồn tại 2026: mất 12,25 điểm ở 18 nội dung" in said
    assert "100,00 − 87,75 = 12,25 điểm mất = 8,50 tự chấm bỏ + 3,75 thẩm định trừ." in said
    for only, count, points in (("tu-cham", 9, "8.5"), ("tham-dinh", 9, "3.75")):
        page: Any = year.client.get(f"{AT}/ton-tai?loc={only}").context["page"]
        assert (len(page.rows), sum(Decimal(row.points) for row in page.rows)) == (count, Decimal(points))
    new = {row.id: row for row in page.rows}
    assert set(new) == set(lowered_points(year.framework))
    by_cause = [row.cause for row in page.rows]
    assert by_cause.count("Minh chứng không đúng hướng dẫn") == 5
    assert all(row.settled.word for row in page.rows)
    first, *_rest, last = new
    ways = {"huong": "already_remedied", "minh-chung": "Báo cáo 88/BC-UBND", "ngay": "15/12/2026"}
    assert year.client.post(f"{AT}/ton-tai/xu-ly", {"khoan": first, "version": "0", **ways}).status_code == 302
    appeal = {"huong": "to_appeal", "can-cu": "Nghị quyết 85/2014/QH13, điều 7"}
    assert year.client.post(f"{AT}/ton-tai/xu-ly", {"khoan": last, "version": "1", **appeal}).status_code == 302
    sent = {"all": "1", "query": "loc=chua-chon", "huong": "to_do", "version": "2"}
    assert year.client.post(f"{AT}/ton-tai/xu-ly-loat", sent).status_code == 302
    assert "Đã chọn hướng xử lý 18/18" in read(year.client, f"{AT}/ton-tai")


def draft_the_plan(year: Year) -> None:
    """The plan for 2027 has a task for each, with cause, criterion and the points that it brings back."""
    where = year.client.post(f"{AT}/ton-tai/lap-ke-hoach").headers["Location"]
    assert year.client.post(f"{AT}/ton-tai/lap-ke-hoach").headers["Location"] == where
    plan = Plan.objects.get()
    tasks = {task.criterion: task for task in plan.tasks.all()}
    assert (plan.year, plan.lost, len(tasks)) == (2027, Decimal("12.25"), 18)
    assert sum(task.gain or 0 for task in tasks.values()) == Decimal("12.25")
    assert all(task.cause and task.disposition and task.group for task in tasks.values())
    lowered = list(lowered_points(year.framework))
    assert "88/BC-UBND" in tasks[lowered[0]].deliverable
    assert "điều 7" in tasks[lowered[-1]].text
    said = read(year.client, where)
    assert "Kế hoạch" in said
    assert "Kết quả 2026: −12,25 điểm · kế hoạch lấy lại được 12,25 · 18 tiêu chí đã có việc" in said
    one = tasks[lowered[1]]
    assert year.framework.leaves[one.criterion].node.name in read(year.client, f"{where}/viec/{one.pk}")
