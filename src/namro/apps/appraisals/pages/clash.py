"""Two people decided the same line: what stands now, and what was sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.appraisals.actions.judging import Judgement
from namro.apps.appraisals.pages.row import said
from namro.apps.appraisals.queries.judged import Judged
from namro.core.assessment.causes import cause_labels
from namro.core.framework.model import Framework
from namro.ui.formats import moment


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a line: whose, when, points and why."""

    person: str
    at: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A line with the words that stand and the one that was not written."""

    node: str
    name: str
    unit: str
    theirs: tuple[Word, ...]
    mine: Word


def clash_of(now: Judged, framework: Framework, mine: Judgement) -> Clash:
    """Return both sides."""
    theirs = tuple(
        Word(
            opinion.by.full_name,
            moment(opinion.at),
            _("hỏi tổ") if opinion.value is None else said(opinion.value, framework),
            _why(opinion.cause, opinion.reason),
        )
        for opinion in now.opinions
    )
    verdict = mine.verdict
    own = Word(
        "",
        "",
        said(verdict.value, framework) if verdict else _("hỏi tổ"),
        _why(verdict.cause, verdict.reason) if verdict else mine.question,
    )
    name = framework.names.get(now.line.node_id, "")
    return Clash(node=now.line.node_id, name=name, unit=now.unit, theirs=theirs, mine=own)


def _why(cause: str, reason: str) -> str:
    return " · ".join(filter(None, (cause_labels().get(cause, ""), reason)))
