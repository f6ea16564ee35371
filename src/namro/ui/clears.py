"""The five bars of a task: what is clear about it, and the words for what is not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Clear:
    """One bar."""

    word: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Five:
    """All bars in their order, and what they say together."""

    bars: tuple[Clear, ...]
    words: str


def five(*, task: bool, people: bool, answerable: bool, time: bool, result: bool) -> Five:
    """Return the bars of a task of which the named things are clear: what, who, who answers, when, which product."""
    bars = (
        Clear(_("việc"), missing=not task),
        Clear(_("người"), missing=not people),
        Clear(_("trách nhiệm"), missing=not answerable),
        Clear(_("thời gian"), missing=not time),
        Clear(_("hiệu quả"), missing=not result),
    )
    unclear = ", ".join(bar.word for bar in bars if bar.missing)
    return Five(bars, _("Chưa rõ: %(what)s") % {"what": unclear} if unclear else _("Đủ năm rõ"))
