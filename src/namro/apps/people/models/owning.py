"""Who answers for something: a person, a position or a group; rows of other apps take these columns over."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models.organisation import Group, Position


class OwnerKind(models.TextChoices):
    """Who owes a piece of work."""

    NOBODY = "", _("Chưa giao")
    PERSON = "person", _("Một người")
    POSITION = "position", _("Một chức danh")
    EACH = "each", _("Nhóm, mỗi người một sản phẩm")
    ANY = "any", _("Nhóm, một người làm cho cả nhóm")


@dataclass(frozen=True, slots=True)
class Owning:
    """Who is to owe a row: the kind, and the id of the account, position or group ("" nobody: 0)."""

    kind: OwnerKind
    id: int = 0


class Owned(models.Model):
    """Something that a person, a position or a group owes; the class takes `owned_by_its_kind` into its constraints."""

    owner_kind = models.CharField(max_length=16, choices=OwnerKind.choices, blank=True, default=OwnerKind.NOBODY)
    owner_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    owner_position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    owner_group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def give(self, owning: Owning) -> None:
        """Set who owes it; not saved."""
        self.owner_kind = owning.kind
        self.owner_user_id = owning.id if owning.kind == OwnerKind.PERSON else None
        self.owner_position_id = owning.id if owning.kind == OwnerKind.POSITION else None
        self.owner_group_id = owning.id if owning.kind in {OwnerKind.EACH, OwnerKind.ANY} else None


def owned_by_its_kind(name: str) -> models.CheckConstraint:
    """Return the constraint that exactly the column of the kind is filled."""
    return models.CheckConstraint(
        name=name,
        condition=(
            Q(owner_kind="", owner_user=None, owner_position=None, owner_group=None)
            | Q(owner_kind="person", owner_user__isnull=False, owner_position=None, owner_group=None)
            | Q(owner_kind="position", owner_user=None, owner_position__isnull=False, owner_group=None)
            | Q(owner_kind__in=["each", "any"], owner_user=None, owner_position=None, owner_group__isnull=False)
        ),
    )
