"""One criterion before the council: what was claimed, said, proposed, voted; what may be done next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.minutes import Held, named
from namro.apps.appraisals.models import Member, Motion, Proposal
from namro.apps.appraisals.pages.council_page import chip_of_motion, claimed_words
from namro.apps.appraisals.proposing import who_said
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.council import DUTY_WORDS, HOW_WORDS, Duty, How, Presence, VoteResult
from namro.core.assessment.opinions import value_words
from namro.ui.chips import Chip

ABSTAINS = "0"


@dataclass(frozen=True, slots=True)
class Said:
    """Who said what, and why; value "" a question."""

    who: str
    value: str
    cause: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A proposal with its votes in each ballot."""

    id: int
    value: str
    proposer: str
    cause: str
    reason: str
    votes: str
    stands: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Voter:
    """A member who takes part, with the choices; `value` is what is recorded or was typed."""

    id: int
    name: str
    duty: str
    value: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class MotionPage:
    """Everything of one motion."""

    number: int
    unit: str
    criterion: str
    name: str
    most: str
    claimed: str
    explanation: str
    explained: str
    chip: Chip
    open: bool
    version: int
    ballot: int
    opinions: tuple[Said, ...]
    choices: tuple[Choice, ...]
    voters: tuple[Voter, ...]
    abstained: int
    result: str
    settles: bool
    proposes: bool
    said: str
    line_url: str
    proof: tuple[tuple[str, str], ...]


def motion_page(
    motion: Motion,
    held: Held,
    *,
    members: Sequence[Member],
    recorded: Mapping[int, int | None],
    result: VoteResult,
    typed: Mapping[int, str],
    proof: Sequence[tuple[str, str]],
) -> MotionPage:
    """Return the page; `recorded` are the votes of the present ballot by member, `typed` those of a refused form."""
    line, framework = motion.line, held.framework
    name, most = named(framework, line.node_id)
    proposals, votes = held.proposals[motion.pk], held.votes[motion.pk]
    running = motion.state == Motion.State.OPEN and not motion.sitting.closed
    words = {one.pk: value_words(one.value, framework) for one in proposals}
    here = [one for one in members if one.presence != Presence.ABSENT]
    choices = {str(one.pk): words[one.pk] for one in proposals if one.stands}
    return MotionPage(
        number=motion.number,
        unit=held.units[line.assessment.unit_id],
        criterion=line.node_id,
        name=name,
        most=most,
        claimed=claimed_words(line, framework),
        explanation=line.explanation,
        explained=line.explained_reason,
        chip=chip_of_motion(motion),
        open=running,
        version=motion.version,
        ballot=motion.ballot,
        opinions=tuple(
            Said(
                who_said(row, held.departments),
                "" if row.value is None else value_words(row.value, framework),
                cause_labels().get(row.cause, ""),
                row.reason,
            )
            for row in held.opinions[motion.pk]
        ),
        choices=tuple(_choice(one, words[one.pk], motion, votes) for one in proposals),
        voters=tuple(_voter(one, choices, typed.get(one.pk, _typed(recorded, one.pk))) for one in here),
        abstained=votes.get(motion.ballot, Counter())[None],
        result=_result(motion, result, words),
        settles=running and result.chosen is not None,
        proposes=running and not any(votes.values()),
        said=motion.said,
        line_url=reverse("assessments:criterion", args=[line.assessment.year, line.assessment.unit.code, line.node_id]),
        proof=tuple((reverse("library:evidence", args=[code]), words) for code, words in proof),
    )


def _choice(one: Proposal, value: str, motion: Motion, votes: Mapping[int, Counter[int | None]]) -> Choice:
    ballots = [n for n in range(1, motion.ballot + 1) if votes.get(n) and (n == 1 or one.stands)]
    said = " → ".join(str(votes[n][one.pk]) for n in ballots)
    cause = cause_labels().get(one.cause, "")
    return Choice(one.pk, value, one.proposer, cause, one.reason, said, one.stands, one.pk == motion.chosen_id)


def _typed(recorded: Mapping[int, int | None], member: int) -> str:
    if member not in recorded:
        return ""
    return str(recorded[member] or ABSTAINS)


def _voter(one: Member, choices: Mapping[str, str], value: str) -> Voter:
    options = {"": _("– chưa ghi –"), **choices, ABSTAINS: _("Không chọn đề xuất nào")}
    duty = "" if one.duty == Duty.MEMBER else _(DUTY_WORDS[Duty(one.duty)])
    return Voter(one.pk, one.name, duty, value, tuple((key, words, key == value) for key, words in options.items()))


def _result(motion: Motion, result: VoteResult, words: Mapping[int, str]) -> str:
    """What the votes come to, or came to, in a sentence."""
    if motion.state == Motion.State.WITHDRAWN:
        return ""
    if motion.chosen_id is not None:
        return _("Hội đồng quyết định %(value)s: %(how)s.") % {
            "value": words[motion.chosen_id], "how": _(HOW_WORDS[How(motion.how)]),
        }  # fmt: skip
    if result.chosen is not None:
        return _("Phiếu đang nghiêng về %(value)s: %(how)s. Chốt để ghi vào phiếu của đơn vị.") % {
            "value": words[result.chosen], "how": _(HOW_WORDS[result.how]),
        }  # fmt: skip
    if motion.ballot > 1:
        return _("Lần một chưa đề xuất nào quá nửa. Biểu quyết lần hai giữa các đề xuất còn lại.")
    return _("Chưa đủ phiếu để quyết định; phiếu ngang nhau thì theo ý kiến của người chủ trì.")
