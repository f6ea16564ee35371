"""A workbook of tasks from above that waits to be looked at."""

from __future__ import annotations

from namro.apps.chasing.models import AssignedUpload
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock


def brought_from_above(coordinator: User) -> AssignedUpload:
    """Two tasks, one of them for somebody nobody knows."""
    now = system_clock()
    coordinator.standing = standing_of(coordinator, now.date())
    headings = ("Số ký hiệu", "Ngày văn bản", "Nội dung nhiệm vụ", "Người xử lý chính", "Hạn xử lý")
    rows = (
        (
            "125/UBND-NC",
            {"day": f"{now.year}-01-05"},
            "Báo cáo kết quả rà soát",
            "Lê Thu An",
            f"17:00 30/12/{now.year}",
        ),
        ("130/SNV-CCHC", {"day": f"{now.year}-01-09"}, "Cung cấp số liệu", "Nguyễn Không Có", f"30/12/{now.year}"),
    )
    content = {
        "sheet": "Nhiệm vụ",
        "headings": {str(place): words for place, words in enumerate(headings)},
        "rows": [[n, {str(at): value for at, value in enumerate(row)}] for n, row in enumerate(rows, 4)],
    }
    (unit,) = coordinator.standing.units(Role.COORDINATOR)
    return AssignedUpload.objects.create(unit_id=unit, name="nhiem-vu.xlsx", by=coordinator, at=now, content=content)
