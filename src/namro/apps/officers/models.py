"""Whose names stand in the provincial system, and the evaluation of each person's month with everything done to it.

The figures are counted when they are looked at (`month`); what is sent keeps them.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.dossiers.models import Dossier
from namro.apps.dossiers.models.rows import OFFICER_LENGTH
from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.core.service.evaluation_states import STATE_WORDS, State

TEXT_LENGTH = 2000


class OfficerName(models.Model):
    """Who a name of the provincial system is; without a row, the one person of the unit who is called so."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=OFFICER_LENGTH)
    #: None: nobody of ours (an account of the system, somebody who left before the site began).
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "name"], name="one_person_of_a_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.user_id}"


class Evaluation(models.Model):
    """One person's month in one unit."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The first day of the month.
    month = models.DateField()
    state = models.CharField(max_length=8, choices=[(one.value, STATE_WORDS[one]) for one in State])
    #: What the leader says, and the points of the indices that no dossier can tell, by their numbers.
    judgement = models.TextField(blank=True)
    judged = models.JSONField(default=dict)
    #: What the person says of it, after it was sent.
    answer = models.TextField(blank=True)
    #: The figures as they were when it was sent; {} before.
    content = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "month", "user"], name="one_evaluation_of_a_month"),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False), name="a_sent_evaluation_has_its_day"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "-month"], name="evaluations_of_person")]

    def __str__(self) -> str:
        return f"{self.code} {self.month:%m/%Y}"


class EvaluationEvent(models.Model):
    """One act: appended, never rewritten. What was sent stays readable in `content`, whatever is sent later."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=8)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.TextField(blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "version"], name="one_act_of_an_evaluation")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.version} {self.act}"


class SpotCheck(models.Model):
    """A draw of dossiers to be looked at: from the seed and the frame anybody can draw it again."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: Dossiers accepted in these days; both count.
    first = models.DateField()
    last = models.DateField()
    seed = models.CharField(max_length=80)
    size = models.PositiveSmallIntegerField()
    #: How many there were to draw from, and a digest of their codes in order.
    frame = models.PositiveIntegerField()
    frame_digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="a_draw_begins_before_it_ends")
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-at"], name="draws_of_unit")]

    def __str__(self) -> str:
        return f"{self.code} {self.size}"


class SpotItem(models.Model):
    """A dossier that was drawn, with what was found."""

    check_of = models.ForeignKey(SpotCheck, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    #: Question → answer, as `core.service.spot_check` has them; {} before somebody looked.
    answers = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    #: The row of the inspection register that says it.
    row = models.CharField(max_length=CODE_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_of", "place"], name="one_dossier_a_place"),
            models.UniqueConstraint(fields=["check_of", "dossier"], name="a_dossier_is_drawn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id} {self.place}"
