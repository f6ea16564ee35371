"""What a sitting votes on: criteria laid before it, proposals, ballots, and the decision that settles the criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NoReturn

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.appraisals.actions.judging import LAYER_OF, JudgedMeanwhile, Judgement, judge
from namro.apps.appraisals.actions.sittings import check_draft, check_quorum, check_version, locked, subject_of
from namro.apps.appraisals.models import Ballot, Motion, Proposal, Sitting
from namro.apps.appraisals.permissions import check_judged_now
from namro.apps.appraisals.proposing import proposals_of
from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Line
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.assessment.council import Duty, How, Presence, VoteResult, outcome
from namro.core.assessment.opinions import Layer, Verdict, check_verdict, value_words
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework, Item, Leaf

_LONGEST = 4000


@transaction.atomic
def put_motions(user: User, sitting: Sitting, lines: Sequence[int], *, at: datetime) -> list[Motion]:
    """Lay criteria of the round before a sitting, with what is proposed so far; all or none. Raises NamroError."""
    sitting = locked(sitting)
    check_draft(user, sitting)
    if not lines:
        raise NamroError(_("Chưa chọn tiêu chí nào. Chọn rồi bấm lại."), code="nothing")
    rows = list(
        Line.objects.select_for_update(of=("self",))
        .select_related("assessment", "assessment__unit")
        .filter(pk__in=lines, assessment__round=sitting.round, carried=None)
        .order_by("assessment_id", "pk")
    )
    if len(rows) < len(set(lines)):
        raise NamroError(_("Có tiêu chí không thuộc kỳ đánh giá này. Tải lại trang."), code="line")
    for line in rows:
        check_judged_now(line.assessment)
    if taken := Motion.objects.filter(line__in=rows, state=Motion.State.OPEN).select_related("line", "sitting").first():
        raise NamroError(
            _("Mục %(id)s đang được xét ở phiên %(number)d. Chốt hoặc rút ở đó trước.")
            % {"id": taken.line.node_id, "number": taken.sitting.number},
            code="conflict",
        )
    first = (sitting.motions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Motion.objects.bulk_create(
        Motion(
            sitting=sitting, number=number, line=line, layer=LAYER_OF[State(line.assessment.state)],
            seen=line.version, by=user, at=at,
        )
        for number, line in enumerate(rows, start=first)
    )  # fmt: skip
    Proposal.objects.bulk_create(proposals_of(made))
    _told(user, sitting, _("Đưa ra xét: %(ids)s") % {"ids": ", ".join(line.node_id for line in rows)[:300]}, at)
    return made


@transaction.atomic
def propose(user: User, motion: Motion, verdict: Verdict, *, proposer: str, version: int, at: datetime) -> Proposal:
    """Add a proposal before the first ballot is cast. Raises NamroError; then nothing is written."""
    sitting, motion = _voted_now(user, motion, version)
    if motion.ballots.exists():
        raise NamroError(_("Đã biểu quyết rồi, không thêm đề xuất được. Rút nội dung rồi đưa lại."), code="voted")
    if not proposer.strip():
        raise NamroError(_("Ghi ai đề xuất."), code="proposer")
    if len(verdict.reason) > _LONGEST:
        raise NamroError(_("Lý do dài quá %(most)d ký tự. Viết ngắn lại.") % {"most": _LONGEST}, code="long")
    framework = tree_of(sitting.round.edition)
    check_verdict(verdict, bearers_of(framework)[motion.line.node_id], framework, motion.line.value(Layer.SELF))
    if any(one.value == verdict.value for one in motion.proposals.all()):
        words = value_words(verdict.value, framework)
        raise NamroError(_("Mức %(value)s đã có người đề xuất.") % {"value": words}, code="same")
    points = verdict.value.points
    made = Proposal.objects.create(
        motion=motion,
        points_nano=None if points is None else nano(points),
        cause=verdict.cause,
        reason=verdict.reason.strip(),
        proposer=proposer.strip()[:400],
    )
    _next(motion)
    # Whoever reads the record is not always one who may read sealed points: none stand here.
    note = _("Nội dung %(number)d, mục %(id)s: thêm đề xuất") % {"number": motion.number, "id": motion.line.node_id}
    _told(user, sitting, note, at)
    return made


@transaction.atomic
def cast_votes(
    user: User, motion: Motion, votes: Mapping[int, int | None], *, version: int, at: datetime
) -> VoteResult:
    """Write the votes (member → proposal, None: abstains) of the present ballot; return what they come to.

    Where a second ballot is needed it begins. Raises NamroError; then nothing is written.
    """
    sitting, motion = _voted_now(user, motion, version)
    check_quorum(sitting)
    _check_votes(motion, votes)
    Ballot.objects.bulk_create(
        Ballot(motion=motion, ballot=motion.ballot, member_id=member, proposal_id=proposal, by=user, at=at)
        for member, proposal in votes.items()
    )
    found = result_of(motion)
    note = _("Nội dung %(number)d, mục %(id)s: biểu quyết lần %(ballot)d, %(count)d phiếu") % {
        "number": motion.number, "id": motion.line.node_id, "ballot": motion.ballot, "count": len(votes),
    }  # fmt: skip
    if found.how is How.AGAIN:
        motion.proposals.exclude(pk__in=found.again).update(stands=False)
        motion.ballot = 2
    _next(motion)
    _told(user, sitting, note, at)
    return found


def _check_votes(motion: Motion, votes: Mapping[int, int | None]) -> None:
    if not votes:
        raise NamroError(_("Chưa ghi phiếu của thành viên nào."), code="nothing")
    here = motion.sitting.members.exclude(presence=Presence.ABSENT)
    if not set(votes) <= set(here.values_list("pk", flat=True)):
        raise NamroError(_("Thành viên vắng mặt không biểu quyết. Sửa điểm danh hoặc bỏ phiếu này."), code="absent")
    standing = set(motion.proposals.filter(stands=True).values_list("pk", flat=True))
    if not {one for one in votes.values() if one is not None} <= standing:
        raise NamroError(_("Có phiếu cho đề xuất không còn được xét. Tải lại trang."), code="proposal")


def result_of(motion: Motion) -> VoteResult:
    """Return what the votes of the present ballot come to; three queries. Who leaves later has voted all the same."""
    choices = list(motion.proposals.filter(stands=True).order_by("pk").values_list("pk", flat=True))
    chair = motion.sitting.members.filter(duty=Duty.CHAIR).values_list("pk", flat=True).first()
    return outcome(choices, recorded_votes(motion), chair=chair, second=motion.ballot > 1)


def recorded_votes(motion: Motion) -> dict[int, int | None]:
    """Return the newest vote of each member in the present ballot; one query."""
    return dict(motion.ballots.filter(ballot=motion.ballot).order_by("pk").values_list("member", "proposal"))


@transaction.atomic
def settle_motion(user: User, motion: Motion, *, said: str = "", version: int, at: datetime) -> Motion:
    """Write the outcome as the chair's word on the criterion. The record of that is the one of judging.

    Raises NamroError where votes decide nothing yet, or the criterion changed since; then nothing is written.
    """
    sitting, motion = _voted_now(user, motion, version)
    check_quorum(sitting)
    found = result_of(motion)
    if found.chosen is None:
        raise NamroError(
            _("Phiếu chưa quyết định được mục %(id)s. Ghi đủ phiếu, kể cả phiếu của người chủ trì.")
            % {"id": motion.line.node_id},
            code="open",
        )
    chosen = motion.proposals.get(pk=found.chosen)
    motion.state, motion.chosen, motion.how = Motion.State.DECIDED, chosen, found.how
    motion.said = said.strip()[:1000]
    _next(motion)
    verdict = Verdict(chosen.value, chosen.cause, _reason(motion, chosen), chosen.request)
    try:
        judge(user, [Judgement(motion.line_id, verdict, motion.seen)], at=at)
    except JudgedMeanwhile as fault:
        _stale(motion, fault)
    return motion


def _reason(motion: Motion, chosen: Proposal) -> str:
    """The words that the unit will read: the proposal's, or those of the chair."""
    words = [chosen.reason.strip(), motion.said.strip()]
    return "\n".join(one for one in words if one)[:_LONGEST]


def _stale(motion: Motion, fault: JudgedMeanwhile) -> NoReturn:
    line = fault.lines[0]
    raise NamroError(
        _("%(person)s đã xét lại mục %(id)s sau khi đưa ra họp. Rút nội dung này rồi đưa lại với ý kiến mới.")
        % {"person": line.by.full_name, "id": motion.line.node_id},
        code="conflict",
    ) from fault


@transaction.atomic
def withdraw_motion(user: User, motion: Motion, *, why: str, version: int, at: datetime) -> Motion:
    """Take a criterion out of the sitting, with the reason. Raises NamroError; then nothing is written."""
    sitting, motion = _open_motion(user, motion, version)
    if not why.strip():
        raise NamroError(_("Ghi lý do rút nội dung này."), code="reason")
    motion.state, motion.said = Motion.State.WITHDRAWN, why.strip()[:1000]
    _next(motion)
    note = _("Rút nội dung %(number)d, mục %(id)s. %(why)s") % {
        "number": motion.number, "id": motion.line.node_id, "why": motion.said,
    }  # fmt: skip
    _told(user, sitting, note, at)
    return motion


def _open_motion(user: User, motion: Motion, version: int) -> tuple[Sitting, Motion]:
    """The sitting and its motion as they stand, held; the sitting first, whoever asks."""
    sitting = locked(motion.sitting)
    check_draft(user, sitting)
    motion = Motion.objects.select_related("line", "line__assessment").get(pk=motion.pk)
    motion.sitting = sitting
    check_version(motion.version, version, _("Nội dung %(number)d") % {"number": motion.number})
    if motion.state != Motion.State.OPEN:
        raise NamroError(
            _("Nội dung %(number)d đã xong: %(state)s.")
            % {"number": motion.number, "state": motion.get_state_display().lower()},
            code="state",
        )
    return sitting, motion


def _voted_now(user: User, motion: Motion, version: int) -> tuple[Sitting, Motion]:
    """The same for what decides: only in the appraisal for which it was put; votes of the first do not count later."""
    sitting, motion = _open_motion(user, motion, version)
    sheet = motion.line.assessment
    check_judged_now(sheet)
    if LAYER_OF[State(sheet.state)] != motion.layer:
        raise NamroError(
            _("Nội dung %(number)d được đưa ra ở bước thẩm định trước. Rút nội dung này rồi đưa lại.")
            % {"number": motion.number},
            code="step",
        )
    return sitting, motion


def _next(motion: Motion) -> None:
    motion.version += 1
    motion.save()


def _told(user: User, sitting: Sitting, note: str, at: datetime) -> None:
    """Write the act into the record; the sitting gets its next version, so that nobody closes it unseen."""
    sitting.version += 1
    sitting.save(update_fields=["version"])
    record(user, AuditEntry.Act.COUNCIL_HELD, at=at, subject=subject_of(sitting), note=note[:400])


def bearers_of(framework: Framework) -> dict[str, Leaf | Item]:
    """The leaves and items of a set by their ids."""
    return {**framework.leaves, **{item.id: item for item in framework.items}}
