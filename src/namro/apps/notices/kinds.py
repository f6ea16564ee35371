"""Kinds of notices: what people choose between when they say what comes by mail.

An app that tells something of its own registers its kind when it is made ready.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind by its code; `mail`: it comes by mail unless somebody chose otherwise."""

    code: str
    words: str | Promise
    mail: bool = False


DIGEST, ESCALATION, OTHER = "digest", "escalation", "other"
_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Have a kind stand among those that people choose from."""
    _kinds[kind.code] = kind


def all_kinds() -> tuple[Kind, ...]:
    """Return the kinds in the order in which they were registered; *other* is the last."""
    return (*(kind for kind in _kinds.values() if kind.code != OTHER), _kinds[OTHER])


def kind_of(code: str) -> Kind:
    """Return the kind of a code; one that nobody registered is *other*."""
    return _kinds.get(code, _kinds[OTHER])


for _one in (
    Kind(DIGEST, _("Bản tin công việc buổi sáng"), mail=True),
    Kind(ESCALATION, _("Việc trễ báo lên lãnh đạo, đầu mối"), mail=True),
    Kind("hotline", _("Phản ánh đường dây nóng"), mail=True),
    Kind("handed_over", _("Việc được giao, được chuyển cho tôi"), mail=True),
    Kind("mention", _("Có người nhắc tên tôi")),
    Kind("decision", _("Việc được duyệt, trả lại, cho ý kiến")),
    Kind("meeting", _("Cuộc họp, kết luận họp")),
    Kind("report", _("Báo cáo đến hạn, chờ đóng góp")),
    Kind(OTHER, _("Thông báo khác")),
):
    register_kind(_one)
