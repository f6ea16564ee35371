"""Notices of people, what goes out by mail, and what each person wants of both."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 160
TEXT_LENGTH = 500
URL_LENGTH = 500


class Notice(models.Model):
    """One thing that one person was told; `key` makes sure that it is told once. `url` is a path of this site."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=KEY_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH)
    #: Further lines, such as the works of a digest.
    body = models.TextField(blank=True)
    url = models.CharField(max_length=URL_LENGTH, blank=True)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]
        indexes: ClassVar = [
            models.Index(fields=["user", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user", "-id"], condition=Q(read_at=None), name="notices_not_read"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Letter(models.Model):
    """A notice on its way by mail: the outbox. Written in the transaction of the notice, sent by the worker.

    `CLAIMED` belongs to the worker whose `claim` it bears, and goes back when that worker dies. `HANDING` was begun to
    be handed to the server: whoever dies there may have sent it, so that it is never sent again by itself.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Chờ gửi")
        CLAIMED = "claimed", _("Đang gửi")
        HANDING = "handing", _("Đang chuyển cho máy chủ")
        SENT = "sent", _("Đã gửi")
        DEAD = "dead", _("Không gửi được")
        DROPPED = "dropped", _("Đã bỏ")

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="letter")
    address = models.EmailField(max_length=254)
    #: Left part of the Message-ID, the same at every try, so that a receiver recognises a repetition.
    message_id = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "not_before", "id"], name="letters_to_send"),
            models.Index(fields=["claim"], condition=~Q(claim=""), name="letters_of_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class MailServer(models.Model):
    """The one row that says how the mail server answers: while it is down no letter uses up its tries."""

    #: The key of the row.
    ONLY = 1

    failures = models.PositiveIntegerField(default=0)
    down_since = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    last_sent = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)


class Wish(models.Model):
    """What a person wants by mail; without a row, and where a field is empty, the product's defaults hold."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_wish")
    email = models.EmailField(_("Địa chỉ thư"), max_length=254, blank=True)
    #: Kinds that come by mail; None: the defaults of the kinds.
    by_mail = models.JSONField(null=True)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    on_days_off = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.user_id}"
