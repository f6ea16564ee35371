"""Forms of monthly evaluations."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from namro.apps.officers.actions import Said
from namro.core.base.errors import NamroError


def said_in(posted: Mapping[str, str]) -> Said:
    """Read what was posted with an act. Raises NamroError for what no form of ours sends."""
    judged: dict[int, int] = {}
    for key, value in posted.items():
        name, dash, index = key.partition("-")
        if name == "diem" and dash and value:
            judged[_whole(index)] = _whole(value)
    return Said(posted.get("noi-dung", ""), judged, _whole(posted.get("version") or "0"))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise NamroError(_("Biểu mẫu có giá trị lạ. Tải lại trang rồi ghi lại."), code="form")
    return int(text)
