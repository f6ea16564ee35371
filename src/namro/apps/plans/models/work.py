"""The work that tasks give: each time of a task, what happened to it, and the proof handed in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.library.models import Evidence
from namro.apps.plans.models.task import Task
from namro.core.improvement.extensions import OUTCOME_WORDS, Outcome
from namro.core.improvement.states import STATE_WORDS, State

STATES = [(state.value, STATE_WORDS[state]) for state in State]
OUTCOMES = [(outcome.value, OUTCOME_WORDS[outcome]) for outcome in Outcome]


class Owed(models.Model):
    """Something that goes through the states of `core.improvement.states`.

    `submitted_on` is the day of the submission that counts, `accepted_on` that of its acceptance: copies of what the
    events say (`core.improvement.timeliness`), so that lists can be filtered.
    """

    state = models.CharField(max_length=16, choices=STATES, default=State.PLANNED)
    progress = models.PositiveSmallIntegerField(default=0)
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Occurrence(Owed):
    """One time of a task: `scheduled` is the printed day and never changes, `due` the working day that counts.

    Work without a day (continuous, or not settled yet) has one time without `due`, scheduled on the first day of the
    task. Work begun by an event has one for each event; `nth` counts those that are due on the same day. Where every
    member of a group owes a product, the state is that of the whole and `pieces` are theirs.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="occurrences")
    scheduled = models.DateField()
    nth = models.PositiveSmallIntegerField(default=0)
    due = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "scheduled", "nth"], name="one_time_of_a_task_on_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due"])]

    def __str__(self) -> str:
        return self.code


class Piece(Owed):
    """The product of one member of a group; made when the member first does something."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="pieces")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["occurrence", "user"], name="one_product_of_a_member"),
        ]


class WorkEvent(models.Model):
    """An act of `core.improvement.states.ACTS`, or a note: appended, never rewritten. `on` is the local day."""

    #: Beside the acts: progress told, a proof added or taken back, a due day moved.
    PROGRESS, PROOF, PROOF_TAKEN_BACK, MOVED, NOTE = "progress", "proof", "proof_back", "moved", "note"
    #: More time was asked for, refused, or is no longer asked for; given, it is a due day moved.
    TIME_ASKED, TIME_REFUSED, TIME_WITHDRAWN = "time_asked", "time_refused", "time_withdrawn"
    #: Of the whole, also where each member of a group owes a product.
    OF_TIME = (MOVED, TIME_ASKED, TIME_REFUSED, TIME_WITHDRAWN)
    #: Passed on to somebody else; an item of the list ticked or not any more; a value told, or taken back.
    PASSED, TICKED, UNTICKED, TOLD, TOLD_BACK = "passed", "ticked", "unticked", "told", "told_back"

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="events")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, null=True, related_name="events")
    act = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The positions that the person held on the day, in words: the history keeps who it was then.
    as_who = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    on = models.DateField()
    said = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["occurrence", "id"])]


class DueMove(models.Model):
    """A wish for another due day of one time of a task, and what was decided; also what a leader moved unasked.

    `old` is the due day in force when it was asked for, `wanted` the day as it was typed, `new` the working day that
    counts since it was granted. Never changed once it is decided.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="moves")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    old = models.DateField(null=True)
    wanted = models.DateField()
    reason = models.TextField()
    #: Asked for later than the unit wants (`core.improvement.extensions.asked_late`), and why.
    late = models.BooleanField(default=False)
    late_why = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, choices=OUTCOMES, default=Outcome.WAITING)
    new = models.DateField(null=True)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["occurrence"], condition=Q(outcome=Outcome.WAITING), name="one_wish_for_time_waits"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.GRANTED, new__isnull=False)
                | (~Q(outcome=Outcome.GRANTED) & Q(new__isnull=True)),
                name="a_day_only_where_granted",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["occurrence", "id"])]


class Proof(models.Model):
    """A file or an address handed in as proof. The file lies in the store under its SHA-256; none is overwritten."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="proofs")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, null=True, related_name="proofs")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    link = models.URLField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    #: What it became in the library when somebody took it over into the year's sheet; or somebody did not want that.
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    not_wanted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(sha256="") & ~Q(link="")) | (~Q(sha256="") & Q(link="")), name="a_file_or_an_address"
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | Q(not_wanted_at__isnull=True), name="taken_over_or_not_wanted"
            ),
        ]
