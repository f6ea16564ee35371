"""Reports of units with what each field contributes; what was settled about types; who usually writes what."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Owned, Unit, owned_by_its_kind
from namro.core.reporting.states import CONTRIBUTION, REPORT, Given, State

STATES = [(state.value, words) for state, words in REPORT.states.items()]
GIVEN = [(state.value, words) for state, words in CONTRIBUTION.states.items()]
_TYPE_LENGTH, _PERIOD_LENGTH, _SECTION_LENGTH = 32, 12, 32


class Settled(models.Model):
    """What a unit, or its upper level for all below, settled about a type (`core.reporting.obligations.Setting`)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    type_id = models.CharField(max_length=_TYPE_LENGTH)
    kind = models.CharField(max_length=_PERIOD_LENGTH, blank=True)
    due_day = models.PositiveSmallIntegerField(null=True)
    due_months = models.SmallIntegerField(default=0)
    due_before = models.BooleanField(default=False)
    internal_day = models.PositiveSmallIntegerField(null=True)
    internal_months = models.SmallIntegerField(default=0)
    internal_before = models.BooleanField(default=False)
    window_day = models.PositiveSmallIntegerField(null=True)
    window_months_before = models.PositiveSmallIntegerField(default=0)
    lead_days = models.PositiveSmallIntegerField(null=True)
    shift = models.CharField(max_length=8, blank=True)
    to = models.CharField(max_length=300, blank=True)
    printed = models.CharField(max_length=300, blank=True)
    #: The document that says so.
    source = models.CharField(max_length=300)
    off = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "type_id", "kind"], name="settled_once_for_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.type_id} {self.kind}"


class Keeper(Owned):
    """Who writes a section of a type in a unit, until somebody else is named: the next report starts from it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    type_id = models.CharField(max_length=_TYPE_LENGTH)
    section = models.CharField(max_length=_SECTION_LENGTH)

    class Meta:
        constraints: ClassVar = [
            owned_by_its_kind("one_keeper_of_its_kind"),
            models.UniqueConstraint(fields=["unit", "type_id", "section"], name="one_keeper_of_a_section"),
        ]


class Report(models.Model):
    """One report of a unit about a period. The days are those that held when it was begun.

    `snapshot` is what was printed when it was submitted (figures, tables, lists, texts), `closed_at` the moment;
    both are empty while it is being written.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    type_id = models.CharField(max_length=_TYPE_LENGTH)
    edition = models.DateField()
    level = models.CharField(max_length=16)
    period = models.CharField(max_length=_PERIOD_LENGTH)
    window_from = models.DateField()
    window_last = models.DateField()
    named = models.DateField(null=True)
    due = models.DateField(null=True)
    internal = models.DateField(null=True)
    to = models.CharField(_("Nơi nhận báo cáo"), max_length=300)
    state = models.CharField(max_length=16, choices=STATES, default=State.WRITING)
    reason = models.TextField(blank=True)
    #: Number, place, who signs, recipients (`core.reporting.paper.Head`).
    head = models.JSONField(default=dict)
    sent_on = models.DateField(null=True)
    sent_number = models.CharField(max_length=64, blank=True)
    received_on = models.DateField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    received_number = models.CharField(max_length=64, blank=True)
    snapshot = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "type_id", "period"], name="one_report_of_a_period"),
            models.CheckConstraint(
                name="closed_reports_have_a_snapshot",
                condition=models.Q(state=State.WRITING, snapshot__isnull=True, closed_at__isnull=True)
                | (~models.Q(state=State.WRITING) & models.Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="sent_reports_have_a_day",
                condition=models.Q(state__in=[State.SENT, State.RECEIVED], sent_on__isnull=False)
                | ~models.Q(state__in=[State.SENT, State.RECEIVED]),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["type_id", "period", "unit"]), models.Index(fields=["unit", "due"])]

    def __str__(self) -> str:
        return f"{self.type_id} {self.period}"


class Contribution(Owned):
    """What one section says: words, figures and tables as typed; `carried` are the words of the time before."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="contributions")
    section = models.CharField(max_length=_SECTION_LENGTH)
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=GIVEN, default=Given.ASKED)
    text = models.TextField(blank=True)
    carried = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    given_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            owned_by_its_kind("one_contributor_of_its_kind"),
            models.UniqueConstraint(fields=["report", "section"], name="one_contribution_of_a_section"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"


class Piece(models.Model):
    """What one member of a group says where every member owes something."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="pieces")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    given_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "user"], name="one_piece_of_a_member"),
        ]


class ReportEvent(models.Model):
    """An act on a report or on one of its sections: appended, never rewritten."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    section = models.CharField(max_length=_SECTION_LENGTH, blank=True)
    act = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["report", "id"])]


class MergedFile(models.Model):
    """The reports of all units as one PDF, set in the background and kept for a week; whoever asked for it takes it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Đang chờ")
        WRITING = "writing", _("Đang dàn trang")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không lập được")

    OPEN: ClassVar = (State.WAITING, State.WRITING)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    type_id = models.CharField(max_length=_TYPE_LENGTH)
    period = models.CharField(max_length=_PERIOD_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    units = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.type_id} {self.period} {self.code}"

    @property
    def is_open(self) -> bool:
        """Whether it is not set to the end yet."""
        return self.state in self.OPEN
