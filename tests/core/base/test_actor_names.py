"""Names that only quotation marks keep together, and those that need none."""

from __future__ import annotations

import pytest

from namro.core.base.actor_names import written


@pytest.mark.parametrize(
    "name",
    ["Trưởng thôn, tổ trưởng tổ dân phố", "Công chức Tư pháp và công chức Địa chính", "Nhóm báo cáo; nhóm số liệu"],
)
def test_names_that_read_as_several_are_quoted(name: str) -> None:
    assert written(name) == f"“{name}”"


@pytest.mark.parametrize(
    "name",
    [
        "Cán bộ, công chức",
        "Văn phòng HĐND và UBND xã",
        "Mơ (Công chức Văn phòng, công chức Thống kê)",
        "Công chức Văn phòng - Thống kê",
        "Trưởng “Tổ công nghệ số, tổ dân phố”",
    ],
)
def test_names_of_one_stay_as_they_are(name: str) -> None:
    assert written(name) == name
