"""Names of a task's fields, and values about to be written, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from namro.apps.people.models import OwnerKind
from namro.apps.people.owning import Choices
from namro.core.improvement.quantities import plain
from namro.ui.formats import NOTHING, day, points


def field_word(field: str) -> str:
    """What a field of TaskChange is called."""
    return {
        "text": _("Nhiệm vụ"),
        "deliverable": _("Sản phẩm"),
        "criterion": _("Tiêu chí"),
        "group": _("Lĩnh vực"),
        "gain": _("Điểm lấy lại"),
        "since": _("Bắt đầu"),
        "when": _("Hạn"),
        "quantity": _("Số lượng mỗi kỳ"),
        "owner": _("Chủ trì"),
        "helpers": _("Phối hợp"),
        "dropped": _("Bỏ khỏi kế hoạch"),
    }.get(field, field)


def value_words(field: str, values: Mapping[str, Any], choices: Choices) -> str:
    """What an edit would write into a field."""
    if field == "when":
        rhythm, due, begins = values.get("rhythm"), values.get("due"), values.get("event")
        if begins:
            return str(begins.words)
        return rhythm.words if rhythm else day(due) if due else NOTHING
    if field == "helpers" and "more_helpers" in values:
        return _("thêm: %(names)s") % {"names": _names(values["more_helpers"], choices)}
    value = values[field]
    if field == "owner":
        option = choices.find(f"{value.kind}:{value.id}") if value.kind != OwnerKind.NOBODY else None
        return option.words if option else _("Chưa giao")
    if field == "helpers":
        return _names(value, choices) or NOTHING
    if field == "gain":
        return points(value)
    if field == "quantity":
        amount, measure = value
        return f"{plain(amount)} {measure}".strip() if amount else NOTHING
    if field == "since":
        return day(value)
    return str(value) or NOTHING


def _names(helpers: Iterable[tuple[str, int]], choices: Choices) -> str:
    kinds = {"user": "person", "position": "position"}
    found = (choices.find(f"{kinds[kind]}:{key}") for kind, key in sorted(helpers))
    return "; ".join(option.name for option in found if option)


def stored_words(field: str, text: str) -> str:
    """A value of TaskChange as people read it."""
    if field == "dropped":
        return _("có") if text == "True" else _("không")
    return text or NOTHING
