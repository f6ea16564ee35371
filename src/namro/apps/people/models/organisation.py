"""Units, the bodies inside them, positions, and who held them: everything has its days, nothing is rewritten.

`since` is the first day, `until` the first day on which it no longer holds (`namro.core.base.spans`).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models.accounts import Role
from namro.core.base.spans import Span


class Kind(models.TextChoices):
    """What a unit or a body is."""

    PROVINCE = "province", _("Tỉnh, thành phố")
    DEPARTMENT = "department", _("Sở, ngành")
    DISTRICT = "district", _("Cấp huyện (đến 30/06/2025)")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    SPECIAL_ZONE = "special_zone", _("Đặc khu")
    OFFICE = "office", _("Văn phòng")
    DIVISION = "division", _("Phòng, ban")
    SERVICE_CENTRE = "service_centre", _("Trung tâm Phục vụ hành chính công")
    POLICE = "police", _("Công an")
    HEALTH_STATION = "health_station", _("Trạm Y tế")
    PARTY = "party", _("Đảng ủy")
    PEOPLES_COUNCIL = "peoples_council", _("Hội đồng nhân dân")
    FRONT = "front", _("Mặt trận, đoàn thể")
    HAMLET = "hamlet", _("Thôn, tổ dân phố")


#: What stands in the tree by itself; everything else is a body inside one of these.
UNIT_KINDS = (Kind.PROVINCE, Kind.DEPARTMENT, Kind.DISTRICT, Kind.COMMUNE, Kind.WARD, Kind.SPECIAL_ZONE)
BODY_KINDS = tuple(kind for kind in Kind if kind not in UNIT_KINDS)
#: The lowest level of government, which is scored by the departments.
LOCAL = (Kind.COMMUNE, Kind.WARD, Kind.SPECIAL_ZONE)


class Timed(models.Model):
    """Something that holds from a day to a day."""

    since = models.DateField(_("Từ ngày"))
    until = models.DateField(_("Đến trước ngày"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="%(class)s_ends_after_it_begins"
            )
        ]

    @property
    def span(self) -> Span:
        """The days on which it holds."""
        return Span(self.since, self.until)


class Unit(models.Model):
    """A unit (province, department, commune) or a body inside one; its name and its place have their days."""

    code = models.SlugField(max_length=64, unique=True)
    #: The unit whose body this is; none for a unit itself.
    home = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="bodies")

    def __str__(self) -> str:
        return self.code


class UnitSpan(Timed):
    """Name, kind and parent of a unit during a time."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="spans")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=160)
    #: Order among its siblings.
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(fields=["unit"], condition=Q(until__isnull=True), name="one_open_span_per_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Position(Timed):
    """A position in a unit or body, with the role that it gives to whoever holds it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    name = models.CharField(_("Chức danh"), max_length=160)
    role = models.CharField(_("Vai trò"), max_length=16, choices=Role.choices)
    seats = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.CheckConstraint(condition=~Q(role=Role.ADMIN), name="no_position_makes_an_administrator"),
        ]

    def __str__(self) -> str:
        return self.name


class EarlierPost(Timed):
    """What a position was called, where it stood and how many it took, until that changed; `until` is always known.

    The position itself keeps its row, so that its work, its groups and whoever holds it stay with it.
    """

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="earlier_posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    seats = models.PositiveSmallIntegerField()

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(fields=["position", "since"], name="one_earlier_post_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """From a day on, a share of what the old one did is the new one's."""

    share = models.DecimalField(max_digits=5, decimal_places=4)
    on = models.DateField()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new", "on"], name="one_%(class)s_a_day"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="%(class)s_share_is_a_part"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="%(class)s_to_another"),
        ]


class UnitLink(Succession):
    """A unit or body that took over from another."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="later")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="earlier")


class PositionLink(Succession):
    """A position that took over from another."""

    old = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="later")
    new = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="earlier")


class Holding(Timed):
    """Who held a position, and when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="holdings")

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "position"], condition=Q(until__isnull=True), name="one_open_holding_of_a_position"
            ),
        ]


class Group(models.Model):
    """Positions that owe something together, such as all hamlet heads of a commune."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=160)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "name"], name="one_group_of_a_name")]

    def __str__(self) -> str:
        return self.name


class GroupMember(Timed):
    """A position in a group during a time."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")


class OrganisationVersion(models.Model):
    """One row whose token changes whenever units change; trees kept in memory belong to one token."""

    token = models.CharField(max_length=32)


def on_day(day: date, prefix: str = "") -> Q:
    """Return the condition that a timed row holds on that day; `prefix` is the path to it, such as `holdings__`."""
    return Q(**{f"{prefix}since__lte": day}) & lasts(day, prefix)


def lasts(day: date, prefix: str = "") -> Q:
    """Return the condition that a timed row holds on that day or begins later: it is not over."""
    return Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day})
