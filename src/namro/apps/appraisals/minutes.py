"""The minutes of a sitting, built from its rows; fixed when it is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from namro.apps.appraisals.models import Ballot, Motion, Opinion, Proposal, Sitting
from namro.apps.appraisals.proposing import departments_on, opinions_on, who_said
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.council import HOW_WORDS, NOT_CLAIMED, Duty, How, Presence, quorum
from namro.core.assessment.minutes import (
    Change,
    Minutes,
    MinutesItem,
    MinutesMember,
    MinutesOpinion,
    MinutesProposal,
    minutes_from_data,
)
from namro.core.assessment.opinions import Layer, Value, lowers, value_words
from namro.core.framework.model import Framework, Leaf
from namro.core.scoring.claims import typed_most
from namro.core.scoring.numbers import said_points


@dataclass(frozen=True)
class Held:
    """What the motions of one sitting have beside them, by id of the motion; names by id of the unit."""

    framework: Framework
    opinions: Mapping[int, Sequence[Opinion]]
    departments: dict[int, str]
    proposals: Mapping[int, Sequence[Proposal]]
    votes: Mapping[int, Mapping[int, Counter[int | None]]]
    units: Mapping[int, str]


def held_of(sitting: Sitting, motions: Sequence[Motion]) -> Held:
    """Gather what motions have beside them; five queries, whatever their number."""
    opinions = opinions_on(motions)
    departments = departments_on(row for rows in opinions.values() for row in rows)
    proposals: dict[int, list[Proposal]] = {motion.pk: [] for motion in motions}
    for row in Proposal.objects.filter(motion__in=motions).order_by("pk"):
        proposals[row.motion_id].append(row)
    units = {key: name for key, (_code, name) in names_of({m.line.assessment.unit_id for m in motions}).items()}
    return Held(tree_of(sitting.round.edition), opinions, departments, proposals, votes_on(motions), units)


def votes_on(motions: Sequence[Motion]) -> dict[int, dict[int, Counter[int | None]]]:
    """Return the votes by motion, ballot and proposal; the newest of a member counts; one query."""
    latest: dict[tuple[int, int, int], int | None] = {}
    rows = Ballot.objects.filter(motion__in=motions).order_by("pk")
    for motion, ballot, member, proposal in rows.values_list("motion", "ballot", "member", "proposal"):
        latest[motion, ballot, member] = proposal
    found: dict[int, dict[int, Counter[int | None]]] = {motion.pk: {} for motion in motions}
    for (motion, ballot, _member), choice in latest.items():
        found[motion].setdefault(ballot, Counter())[choice] += 1
    return found


def minutes_of(sitting: Sitting) -> Minutes:
    """Return the minutes: as they were fixed, else as they would be now."""
    if sitting.minutes is not None:
        return minutes_from_data(sitting.minutes)
    rows = sitting.motions.select_related("line", "line__assessment", "chosen").order_by("number")
    motions = [motion for motion in rows if motion.state == Motion.State.DECIDED]
    held = held_of(sitting, motions)
    members = list(sitting.members.order_by("place"))
    made = sitting.round
    return Minutes(
        round_title=made.title,
        framework_title=held.framework.title,
        year=made.year,
        number=sitting.number,
        organiser=names_of([made.organiser_id])[made.organiser_id][1],
        place=sitting.place,
        held_at=timezone.localtime(sitting.held_at),
        ended_at=timezone.localtime(sitting.ended_at or sitting.held_at),
        quorum=quorum([Presence(one.presence) for one in members], sitting.rule).sentence,
        members=tuple(
            MinutesMember(
                name=one.name, title=one.title, body=one.body, duty=Duty(one.duty), presence=Presence(one.presence)
            )
            for one in members
        ),
        items=tuple(_item(motion, held) for motion in motions),
        withdrawn=sum(motion.state == Motion.State.WITHDRAWN for motion in rows),
    )


def _item(motion: Motion, held: Held) -> MinutesItem:
    line, chosen = motion.line, motion.chosen
    assert chosen is not None  # a decided motion chose
    claimed = line.value(Layer.SELF)
    votes = held.votes[motion.pk]
    ballots = range(1, motion.ballot + 1)
    name, most = named(held.framework, line.node_id)
    return MinutesItem(
        unit=held.units[line.assessment.unit_id],
        node_id=line.node_id,
        name=name,
        most=most,
        claimed=NOT_CLAIMED if claimed is None else value_words(claimed, held.framework),
        opinions=tuple(
            MinutesOpinion(
                who=who_said(row, held.departments),
                value="" if row.value is None else value_words(row.value, held.framework),
                reason=row.reason,
            )
            for row in held.opinions[motion.pk]
        ),
        proposals=tuple(
            MinutesProposal(
                value=value_words(one.value, held.framework),
                proposer=one.proposer,
                votes=tuple(votes.get(n, Counter())[one.pk] for n in ballots if n == 1 or one.stands),
            )
            for one in held.proposals[motion.pk]
        ),
        abstained=tuple(votes.get(n, Counter())[None] for n in ballots),
        decided=value_words(chosen.value, held.framework),
        how=HOW_WORDS[How(motion.how)],
        change=change_of(chosen.value, claimed),
        cause=cause_labels().get(chosen.cause, ""),
        reason="\n".join(one for one in (chosen.reason.strip(), motion.said) if one),
    )


def change_of(value: Value, claimed: Value | None) -> Change:
    """Return what a decision does to what the unit claimed."""
    if value == claimed:
        return Change.KEPT
    if not value.applies:
        return Change.NOT_APPLICABLE
    return Change.LOWERED if lowers(value, claimed) else Change.RAISED


def named(framework: Framework, key: str) -> tuple[str, str]:
    """Return the name of a leaf or item and the most that may be given, in words ("" without a limit)."""
    bearer = framework.leaves.get(key) or next((item for item in framework.items if item.id == key), None)
    if bearer is None:
        return key, ""
    most = typed_most(bearer)
    name = bearer.node.name if isinstance(bearer, Leaf) else bearer.name
    return name, "" if most is None else said_points(most, framework.scale)
