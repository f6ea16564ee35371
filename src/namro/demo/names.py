"""Names of invented people, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai".split()
_MIDDLE = "Văn Thị Minh Thu Ngọc Đức Thanh Quốc Hải Gia Kim Xuân Hữu Bích Khánh Tuấn".split()
_GIVEN = (
    "An Bình Chi Dũng Duy Giang Hà Hạnh Hiếu Hòa Hương Khoa Khuê Lan Linh Long Mai Nam Nga Nhung Oanh Phong Phúc "
    "Quân Quyên Sơn Tâm Thảo Thắng Thủy Toàn Trang Trung Tú Uyên Việt Vy Yến"
).split()


def invented_names(seed: int) -> Iterator[str]:
    """Yield names without end; none comes twice before all have come."""
    chosen = random.Random(seed)  # noqa: S311 - names, not secrets
    all_names = [f"{f} {m} {g}" for f in _FAMILY for m in _MIDDLE for g in _GIVEN if len({f, m, g}) == 3]
    while True:
        yield from chosen.sample(all_names, len(all_names))
