"""A small score sheet and a small plan of invented communes: consistent, so that each test breaks one thing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from namro.core.printed.items import (
    Criterion,
    Deduction,
    Finding,
    Header,
    IndexResult,
    LegalBasis,
    Reading,
    Signer,
    Task,
)


def criterion(number: str, name: str, printed: str, deducted: str | None = None) -> Criterion:
    """A criterion from "1,5/2"; "?" stands for a figure that is not printed. The parent follows from the number."""
    achieved, maximum = (None if x == "?" else Decimal(x.replace(",", ".")) for x in printed.split("/"))
    parent = number.rpartition("/" if "/" in number else ".")[0]
    return Criterion(
        id=number,
        name=name,
        parent=parent or None,
        achieved=achieved,
        max=maximum,
        deducted=None if deducted is None else Decimal(deducted.replace(",", ".")),
    )


def lost(loss: str, points: str, reason: str | None, *, at: str | None = None, status: str | None = None) -> Deduction:
    """A reason for lost points; `at` is the criterion where the loss itself has no score line."""
    value = Decimal(points.replace(",", "."))
    return Deduction(id=loss, criterion=at or loss, points=value, reason=reason, status=status)


def remedy(loss: str, text: str, *, lead: str | None = None, due: str | None = None) -> Task:
    """A printed remedy for one loss."""
    return Task(
        section=loss.split("/")[0],
        text=text,
        lead=(lead,) if lead else (),
        due=(due,) if due else (),
        kind="remedy",
        remedies=(loss,),
    )


def suoi_may() -> Reading:
    """Two fields, 16/20 points: every sum holds, every loss has a reason, a remedy, a person and a date."""
    return Reading(
        doc_id="suoi-may",
        header=Header(
            issuing_body="UBND xã Suối Mây",
            place="Suối Mây",
            doc_code="41/BC-UBND",
            date="2026-02-10",
            doc_type="bao_cao",
            assessed_year=2025,
            subject_year=2026,
            signer=Signer(name="Lò Văn Pản", role="Chủ tịch", capacity="TM. Ủy ban nhân dân"),
            recipients=("UBND tỉnh", "Lưu: VT"),
        ),
        legal_bases=(
            LegalBasis(
                code="77/QĐ-UBND",
                date="2026-01-20",
                issuer="UBND tỉnh",
                role="basis",
                text="Căn cứ Quyết định số 77/QĐ-UBND ngày 20/01/2026 của UBND tỉnh công bố Chỉ số CCHC năm 2025;",
            ),
        ),
        index_results=(
            IndexResult(index="CCHC", year=2025, value=Decimal(16), max=Decimal(20), unit="điểm", grade="Tốt"),
        ),
        criteria=(
            criterion("1", "Chỉ đạo, điều hành", "8/10", "2"),
            criterion("1.1", "Kế hoạch cải cách hành chính", "3/3"),
            criterion("1.2", "Kiểm tra công vụ", "3/4", "1"),
            criterion("1.2/a", "Kết luận kiểm tra", "0/1", "1"),
            criterion("1.3", "Sáng kiến", "2/3", "1"),
            criterion("2", "Hạ tầng và đời sống", "8/10", "2"),
            criterion("2.1", "Giao thông nông thôn", "3,5/5", "1,5"),
            criterion("2.2", "Bảo hiểm y tế", "4,5/5", "0,5"),
        ),
        deductions=(
            lost("1.2/a", "1", "kết luận kiểm tra không có tài liệu minh chứng"),
            lost("1.3", "1", "chưa có sáng kiến được công nhận"),
            lost("2.1/a", "1", "đường liên thôn đạt 80% (yêu cầu 100%)", at="2.1"),
            lost("2.1/b", "0,5", "đường ngõ đạt 90% (yêu cầu 100%)", at="2.1"),
            lost("2.2", "0,5", "tỷ lệ tham gia đạt 91%"),
        ),
        tasks=(
            remedy("1.2/a", "Lập hồ sơ kiểm tra", lead="Mỷ", due="2026-04-15"),
            remedy("1.3", "Đăng ký 01 sáng kiến", lead="Pản", due="2026-06"),
            remedy("2.1/a", "Cứng hóa 2 km đường liên thôn", lead="Sính", due="2026-Q4"),
            remedy("2.1/b", "Vận động Nhân dân làm đường ngõ", lead="Sính", due="2026-Q4"),
            remedy("2.2", "Vận động hộ gia đình tham gia", lead="Mỷ", due="monthly:25"),
        ),
    )


def ban_lau() -> Reading:
    """A plan of five-line blocks without a score sheet; each task has its person and time."""
    return Reading(
        doc_id="ban-lau",
        header=Header(
            issuing_body="UBND xã Bản Lầu",
            doc_code="/KH-UBND",
            date="2026-03",
            doc_type="ke_hoach",
            title="Khắc phục hạn chế trong cải cách hành chính năm 2025",
            assessed_year=2025,
            subject_year=2026,
        ),
        criteria=(
            Criterion(id="1", name="Chỉ đạo, điều hành"),
            Criterion(id="1.1", name="Sáng kiến mới", parent="1"),
            Criterion(id="1.2", name="Nhiệm vụ được giao", parent="1"),
        ),
        findings=(
            Finding(section="1.1", text="Trong năm 2025 không có sáng kiến"),
            Finding(section="1.2", text="Còn 02 nhiệm vụ hoàn thành chậm so với yêu cầu"),
        ),
        tasks=(
            Task(
                section="1.1",
                text="Có từ 01 sáng kiến trở lên",
                lead=("Công chức Văn hóa",),
                due=("2026+",),
                kind="block",
            ),
            Task(section="1.2", text="Hoàn thành đúng hạn", lead=("Công chức Văn phòng",), due=("2026",), kind="block"),
            Task(section="III.1", text="Tổ chức thực hiện Kế hoạch", lead=("Cán bộ, công chức xã",)),
        ),
    )


def with_criterion(reading: Reading, number: str, **changes: Any) -> Reading:
    """The reading with one criterion changed."""
    changed = tuple(replace(c, **changes) if c.id == number else c for c in reading.criteria)
    return replace(reading, criteria=changed)
