"""Words of the interface for what a criteria set says; the core's own words are translated here."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.core.base.points import round_points
from namro.core.framework.kinds import KIND_OF
from namro.core.framework.rules import Rule
from namro.core.framework.uses import Holds
from namro.core.framework.words import LEVEL_WORDS, POLICY_WORDS, SOURCE_WORDS
from namro.core.scoring.outcome import NO_DATA, NO_EVIDENCE, NOT_APPLICABLE, SCORED
from namro.ui.formats import number, points


def level_word(level: str) -> str:
    """Whom a set scores, or who can bring points in."""
    return _(LEVEL_WORDS[level])


def level_words(levels: Iterable[str]) -> str:
    """Everybody who can bring the points in; "" when the set does not say."""
    return ", ".join(level_word(level) for level in levels)


def source_word(source: str) -> str:
    """Where points come from."""
    return _(SOURCE_WORDS[source])


def policy_word(policy: str) -> str:
    """What happens to a criterion that does not apply."""
    return _(POLICY_WORDS[policy])


def kind_word(rule: Rule) -> str:
    """The name of the rule's kind."""
    return _(KIND_OF[type(rule)].label)


def gives_words(rule: Rule) -> str:
    """What the rule's kind gives; M is the maximum."""
    return _(KIND_OF[type(rule)].gives)


def holds_word(holds: Holds) -> str:
    """What a value of an input must be."""
    return _(holds.value)


def state_word(state: str) -> str:
    """How a criterion came to its points."""
    return {
        SCORED: _("đã tính"),
        NOT_APPLICABLE: _("không áp dụng"),
        NO_DATA: _("thiếu số liệu"),
        NO_EVIDENCE: _("thiếu minh chứng"),
    }[state]


#: Class and icon of a state's chip.
STATE_LOOKS = {
    SCORED: ("good", "circle-check"),
    NOT_APPLICABLE: ("line", "circle-dashed"),
    NO_DATA: ("warn", "help-hexagon"),
    NO_EVIDENCE: ("bad", "file-off"),
}


def points_words(value: Decimal | None) -> str:
    """Points with two decimals, or as many as the set gives them; "" where there is none."""
    if value is None:
        return ""
    return points(value) if value == round_points(value) else number(value)


def years(first: int, last: int | None) -> str:
    """`2025 – 2026`, `2026`, `từ 2026`."""
    if last is None:
        return _("từ %(year)d") % {"year": first}
    return str(first) if first == last else f"{first} – {last}"
