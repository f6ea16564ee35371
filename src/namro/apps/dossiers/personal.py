"""Values about applicants on their way: staged with the rows that are written, kept for the term, erased by the night.

Without a field that an administrator has turned on nothing here does anything: the columns are not offered, not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.dossiers.models import Dossier, PersonalField, PersonalValue, StagedDossier, StagedPersonal
from namro.apps.dossiers.models.personal import VALUE_LENGTH
from namro.apps.people.models import AuditEntry
from namro.apps.people.recording import record
from namro.apps.runs import once
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.folding import tidy

ERASING = once.Daily("dossiers_personal", since=time(1, 30), longest=timedelta(hours=1))
_BATCH = 500


def fields_on() -> list[PersonalField]:
    """Return the fields that are on."""
    return list(PersonalField.objects.filter(ended_at=None).select_related("by").order_by("field"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fields that are read from a file, each with its column there, in this order behind the others."""

    fields: tuple[PersonalField, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Their names among the chosen columns."""
        return tuple(one.field for one in self.fields)

    def stage(self, job: int, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Keep the values of rows that will be written: (code, values in the order of the fields)."""
        StagedPersonal.objects.bulk_create(
            (
                StagedPersonal(job_id=job, code=code, kept_as=field, value=tidy(value)[:VALUE_LENGTH])
                for code, values in rows
                for field, value in zip(self.fields, values, strict=True)
                if value.strip()
            ),
            batch_size=_BATCH,
        )


NOTHING_PERSONAL = Chosen(())


def chosen_in(columns: dict[str, str]) -> Chosen:
    """Return what a file brings of the fields that are on now."""
    return Chosen(tuple(one for one in fields_on() if columns.get(one.field)))


def write_values(job: int, at: datetime) -> None:
    """Keep the staged values of the dossiers that were written; what was there before is replaced."""
    on = {one.pk: one for one in fields_on()}
    day = at.astimezone(VIETNAM).date()
    last = 0
    while rows := list(StagedPersonal.objects.filter(job=job, pk__gt=last).order_by("pk")[:_BATCH]):
        last = rows[-1].pk
        codes = {row.code for row in rows}
        written = StagedDossier.objects.filter(job=job, code__in=codes).values("code")
        keys = dict(Dossier.objects.filter(code__in=written).values_list("code", "pk"))
        values = {
            (keys[row.code], row.kept_as_id): row.value for row in rows if row.code in keys and row.kept_as_id in on
        }
        PersonalValue.objects.bulk_create(
            (
                PersonalValue(dossier_id=key, kept_as_id=field, value=value, until=day + timedelta(days=on[field].days))
                for (key, field), value in values.items()
            ),
            update_conflicts=True,
            unique_fields=["dossier", "kept_as"],
            update_fields=["value", "until"],
        )
    StagedPersonal.objects.filter(job=job).delete()


@transaction.atomic
def erase_ended(now: datetime) -> int:
    """Erase the values whose term is over; the record says how many of which field. Return how many."""
    day, erased = now.astimezone(VIETNAM).date(), 0
    for field in PersonalField.objects.filter(values__until__lt=day).distinct().select_related("by").order_by("pk"):
        count, _kinds = PersonalValue.objects.filter(kept_as=field, until__lt=day).delete()
        note = _("tự động: xóa %(n)d giá trị “%(field)s” đã hết thời hạn") % {
            "n": count, "field": field.get_field_display(),
        }  # fmt: skip
        # Nobody does it; the line stands with who set the term.
        record(field.by, AuditEntry.Act.PERSONAL_FIELD, at=now, subject=f"personal:{field.field}", note=note)
        erased += count
    return erased


@task()
def erase(slot: str) -> int:
    """Erase what is over; the entry of the queue."""
    run = once.open_run(ERASING, slot)
    if run is None:
        return 0
    erased = erase_ended(system_clock())
    once.finish(run, system_clock(), compared=erased)
    return erased


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: erases once a night."""
    once.begin(ERASING, now, erase.enqueue)
