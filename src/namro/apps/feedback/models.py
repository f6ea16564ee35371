"""Items of feedback, everything that was done to them, and where their answers were published.

No name, phone or address of a citizen is kept: the place that received an item has them.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit
from namro.core.service.feedback import OUTCOME_WORDS, STATE_WORDS, State, rules


def source_choices() -> list[tuple[str, str]]:
    """The places that receive feedback."""
    return [(code, one.name) for code, one in rules().sources.items()]


def kind_choices() -> list[tuple[str, str]]:
    """What feedback is about."""
    return list(rules().kinds.items())


class Item(models.Model):
    """One item. `limit_on` is the day in force; `limit_given`: the source set it, so nothing here moves it but an
    extension. `lookup` is the digest of the code by which who sent the unit's own form asks about it."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(_("Nguồn"), max_length=16)
    source_code = models.CharField(_("Mã ở nguồn"), max_length=80, blank=True)
    link = models.URLField(_("Liên kết"), max_length=500, blank=True)
    received_at = models.DateTimeField()
    kind = models.CharField(_("Loại"), max_length=16)
    field = models.CharField(_("Lĩnh vực"), max_length=160, blank=True)
    subject = models.CharField(_("Về việc"), max_length=300)
    summary = models.TextField(_("Tóm tắt nội dung"), blank=True)
    state = models.CharField(max_length=12, choices=[(one.value, STATE_WORDS[one]) for one in State],
                             default=State.RECEIVED.value)  # fmt: skip
    handler = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    limit_on = models.DateField()
    limit_given = models.BooleanField(default=False)
    own_on = models.DateField()
    #: Of whom and of which body it speaks; the person is shown to leaders only.
    about_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    about_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answer_proof = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    publish_by = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=[(k.value, v) for k, v in OUTCOME_WORDS.items()])
    act_number = models.CharField(max_length=80, blank=True)
    act_on = models.DateField(null=True)
    #: More dislikes than likes at the source, and an item that says again what an earlier one said.
    unsatisfied = models.BooleanField(default=False)
    repeats = models.BooleanField(default=False)
    lookup = models.CharField(max_length=64, blank=True)
    #: What the row of the source's file said when it last came in.
    said = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "source", "source_code"], condition=~Q(source_code=""), name="one_item_of_a_source_code"
            ),
            models.UniqueConstraint(fields=["lookup"], condition=~Q(lookup=""), name="one_item_of_a_lookup"),
            models.CheckConstraint(
                condition=Q(outcome="") | (Q(act_on__isnull=False) & ~Q(act_number="")), name="an_outcome_has_its_act"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "limit_on"], name="feedback_of_unit"),
            models.Index(fields=["about_user", "act_on"], name="feedback_about_somebody"),
        ]

    def __str__(self) -> str:
        return self.code


class Event(models.Model):
    """Something that was done to an item: appended, never rewritten. `confidential` ones are the leaders'."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=24)
    words = models.CharField(max_length=160)
    note = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["item", "id"], name="events_of_feedback")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.act}"


class Extension(models.Model):
    """More time that was asked for; `late`: asked fewer days ahead than the rule says."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="extensions")
    wanted = models.DateField()
    before = models.DateField()
    reason = models.TextField()
    late = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item"], condition=Q(granted=None), name="one_wish_for_time_at_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.wanted}"


class Posting(models.Model):
    """A place where the answer was published, with its proof: an address, or a piece of the library."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="postings")
    place = models.CharField(max_length=16)
    link = models.URLField(max_length=500, blank=True)
    proof = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "place"], name="one_posting_of_a_place"),
            models.CheckConstraint(condition=~Q(link="") | Q(proof__isnull=False), name="a_posting_has_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.place}"


class ColumnMemory(models.Model):
    """Which columns of a source's file mean what, remembered by the headings of the sheet."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=16)
    headings = models.CharField(max_length=64)
    columns = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "source", "headings"], name="one_memory_of_a_source")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.source}"


class Upload(models.Model):
    """A file of a source that is being looked at; it goes when it was written or dropped."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content = models.JSONField()

    def __str__(self) -> str:
        return self.name


class OwnForm(models.Model):
    """Whether a unit takes feedback by a form of its own; without a row it does not."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="+")
    open = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id} {self.open}"


class Knock(models.Model):
    """One use of the public form or of its look-up, by the keyed digest of the address; kept for a day."""

    door = models.CharField(max_length=8)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["door", "address", "at"], name="feedback_knock_of_address"),
            models.Index(fields=["at"], name="feedback_knock_of_time"),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.at}"
