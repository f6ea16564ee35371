"""Whose lateness, as people say against the figures: a proposal with its proof, and what was decided about it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.rows import Dossier
from namro.apps.library.models import Evidence


class LateClass(models.TextChoices):
    """What made a dossier late."""

    PROCESS = "process", _("do khâu xử lý của đơn vị")
    CITIZEN = "citizen", _("do chờ người dân")
    DATA = "data", _("do dữ liệu")
    OTHER_AGENCY = "other_agency", _("do cơ quan khác")


class LateContest(models.Model):
    """One proposal about a late dossier; earlier ones stay. The newest accepted one counts."""

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("Chờ quyết định")
        ACCEPTED = "accepted", _("Được chấp nhận")
        REFUSED = "refused", _("Không chấp nhận")
        REPLACED = "replaced", _("Đã thay bằng quyết định sau")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="contests")
    #: What the figures said when it was proposed.
    reckoned = models.CharField(max_length=12, choices=LateClass.choices)
    late_class = models.CharField(max_length=12, choices=LateClass.choices)
    #: The agency and its step, where it is another agency's.
    holder = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400)
    #: Page and line of a book, number of a letter; a piece of the library where there is one.
    proof = models.CharField(max_length=300)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    decision = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="proposed"), name="one_contest_waits"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(state="accepted"), name="one_contest_counts"),
            models.CheckConstraint(
                condition=~Q(late_class="other_agency") | ~Q(holder=""), name="another_agency_has_its_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.late_class} {self.state}"
