"""Sittings of the council of a round: who took part, what was voted on, and what came of it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.models import Line, Round
from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.core.assessment import council
from namro.core.assessment.opinions import Value


class Sitting(models.Model):
    """A sitting of the council. While `closed_at` is empty it is a draft; closed, it is never changed.

    `minutes` are the minutes as they were fixed when it was closed (`core.assessment.minutes`).
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sittings", db_index=False)
    number = models.PositiveSmallIntegerField()
    held_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200)
    #: The share of members that must take part: more than it (`quorum_over`), or at least that.
    quorum_percent = models.DecimalField(max_digits=5, decimal_places=2)
    quorum_over = models.BooleanField(default=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    minutes = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="sittings_of_a_round_are_numbered"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, minutes__isnull=True)
                | Q(closed_at__isnull=False, minutes__isnull=False),
                name="a_closed_sitting_has_its_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.number}"

    @property
    def rule(self) -> council.QuorumRule:
        """How many members must take part."""
        return council.QuorumRule(self.quorum_percent, self.quorum_over)

    @property
    def closed(self) -> bool:
        """Whether the minutes are fixed."""
        return self.closed_at is not None


class Member(models.Model):
    """Somebody who sits in the council: an account, or a name alone. `presence` is how it stands now."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="members", db_index=False)
    place = models.PositiveSmallIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=160, blank=True)
    body = models.CharField(max_length=200, blank=True)
    duty = models.CharField(
        max_length=16, choices=[(one.value, words) for one, words in council.DUTY_WORDS.items()],
        default=council.Duty.MEMBER,
    )  # fmt: skip
    presence = models.CharField(
        max_length=16, choices=[(one.value, words) for one, words in council.PRESENCE_WORDS.items()],
        default=council.Presence.ABSENT,
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "place"], name="members_of_a_sitting_are_in_order"),
            models.UniqueConstraint(
                fields=["sitting", "duty"], condition=~Q(duty=council.Duty.MEMBER), name="one_chair_one_secretary"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """That a member came, wrote, or was not there: appended, never rewritten."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id} {self.presence}"


class Motion(models.Model):
    """One criterion of one unit that is voted on. `seen` is the version of its line that was laid before the council.

    `ballot` is 1, or 2 where the first gave no majority among more than two proposals.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Đang xét")
        DECIDED = "decided", _("Đã quyết định")
        WITHDRAWN = "withdrawn", _("Đã rút")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="motions", db_index=False)
    number = models.PositiveSmallIntegerField()
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="motions")
    layer = models.CharField(max_length=16)
    seen = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    ballot = models.PositiveSmallIntegerField(default=1)
    chosen = models.ForeignKey("Proposal", on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=16, blank=True)
    #: What the chair added to the decision, or why it was withdrawn.
    said = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "number"], name="motions_of_a_sitting_are_numbered"),
            models.UniqueConstraint(fields=["line"], condition=Q(state="open"), name="one_open_motion_of_a_line"),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(chosen__isnull=False), name="a_decided_motion_chose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.number}"


class Proposal(models.Model):
    """A value that somebody proposed for a criterion, with the cause and reason it would be decided with.

    `stands`: it is voted on in the present ballot.
    """

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="proposals")
    points_nano = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=32, blank=True)
    reason = models.TextField(blank=True)
    request = models.TextField(blank=True)
    proposer = models.CharField(max_length=400)
    stands = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.points_nano}"

    @property
    def value(self) -> Value:
        """The points; without them the criterion does not apply."""
        return Value(None if self.points_nano is None else Decimal(self.points_nano).scaleb(-9))


class Ballot(models.Model):
    """A member's vote in a ballot: appended, never rewritten; the newest of a member counts. No proposal: abstains."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="ballots")
    ballot = models.PositiveSmallIntegerField(default=1)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id}: {self.proposal_id}"
