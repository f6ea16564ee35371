"""Reading, audit, findings and plan of one sheet, told in ten lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from namro.core.assessment import AuditRow, audit
from namro.core.assessment.causes import cause_labels
from namro.core.base.points import format_points
from namro.core.improvement import FindingsReport, Plan, draft_plan, report
from namro.core.printed import Reading
from namro.documents import read_file
from namro.documents.writing import write_plan

#: The audit's gravest rows that are told in full.
_TOLD = 4


def tell(sheet: Path, *, plan_path: Path) -> list[str]:
    """Read `sheet`, write its remediation plan to `plan_path`, and return ten lines on what was found."""
    reading = read_file(sheet)
    rows = audit(reading)
    findings = report(reading)
    plan = draft_plan(reading, report=findings)
    write_plan(plan, plan_path)
    return [
        _what_was_read(sheet.name, reading),
        _whose(reading, findings),
        _where_points_went(findings),
        _who_can_bring_them_back(findings),
        *_contradictions(rows),
        _what_is_planned(plan, plan_path),
    ]


def _what_was_read(name: str, reading: Reading) -> str:
    return (
        f"Đã đọc {name}: {len(reading.criteria)} tiêu chí, {len(reading.deductions)} khoản trừ có lý do, "
        f"{len(reading.tasks)} nhiệm vụ, {len(reading.questions)} chỗ cần hỏi lại."
    )


def _whose(reading: Reading, findings: FindingsReport) -> str:
    header = reading.header
    published = "không in tổng điểm" if findings.published is None else f"{format_points(findings.published)} điểm"
    return f"{header.doc_code} của {header.issuing_body}: Chỉ số CCHC năm {header.assessed_year} đạt {published}."


def _where_points_went(findings: FindingsReport) -> str:
    labels = cause_labels()
    most = [f"{labels[cause].lower()} {format_points(lost)}" for cause, lost in list(findings.by_cause.items())[:4]]
    return f"Mất {format_points(findings.total)} điểm, nhiều nhất do: {'; '.join(most)}."


def _who_can_bring_them_back(findings: FindingsReport) -> str:
    reach = {who: format_points(points) for who, points in findings.by_reach.items()}
    return (
        f"Xã tự lấy lại được {reach['own']} điểm; chờ cơ quan khác {reach['others']}; "
        f"lâu dài, ngoài thẩm quyền {reach['structural']}; phiếu không liệt kê {reach['unlisted']}."
    )


def _contradictions(rows: Sequence[AuditRow]) -> list[str]:
    count = Counter(row.severity for row in rows)
    summary = (
        f"Kiểm tra số liệu: {count['error']} mâu thuẫn, {count['gap']} chỗ thiếu, "
        f"{count['text']} lỗi chữ và đánh số. Nặng nhất:"
    )
    return [summary, *(f"  – {row.message}" for row in rows[:_TOLD])]


def _what_is_planned(plan: Plan, path: Path) -> str:
    tasks = [task for group in plan.groups for task in group.tasks]
    proposed = sum(task.proposed for task in tasks)
    return f"Kế hoạch khắc phục: {len(tasks)} nhiệm vụ, {proposed} là đề xuất cần xác nhận; đã ghi {path}."
