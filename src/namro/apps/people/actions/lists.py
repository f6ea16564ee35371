"""A list of units: read and checked whole, kept apart, shown, then written in sets; half of it is never there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from namro.apps.people.actions.endings import Share, close_inside
from namro.apps.people.actions.refusals import OrganisationError
from namro.apps.people.actions.relations import close_relations
from namro.apps.people.lists.deciding import decide
from namro.apps.people.lists.kept import packed, unpacked
from namro.apps.people.lists.known import known_units
from namro.apps.people.lists.plan import Change, Plan
from namro.apps.people.lists.today import kind_words
from namro.apps.people.models import (
    AuditEntry,
    OfficialCode,
    Oversight,
    Unit,
    UnitLink,
    UnitListUpload,
    UnitSpan,
    User,
)
from namro.apps.people.queries.organisation import touch
from namro.apps.people.recording import record
from namro.core.base.faults import Faults
from namro.documents.workbooks.from_unit_list import read_unit_list

#: A list that nobody decided on is dropped after this time.
STAYS = timedelta(days=1)
_BATCH = 200


def stage_list(actor: User, path: Path, *, name: str, at: datetime) -> UnitListUpload:
    """Read a list and keep its rows apart.

    Raises BrokenFile with every fault, UnreadableDocument for what is no list at all; nothing is kept then.
    """
    faults = Faults(name)
    rows = read_unit_list(path, faults, kinds=kind_words())
    decide(rows, known_units(), faults)
    with transaction.atomic():
        UnitListUpload.objects.filter(at__lt=at - STAYS).delete()
        return UnitListUpload.objects.create(name=name[:200], by=actor, at=at, rows=packed(rows))


def plan_of(upload: UnitListUpload) -> Plan:
    """Return what a list would do now. Raises BrokenFile when that has become impossible."""
    return decide(unpacked(upload.rows), known_units(), Faults(upload.name))


def write_list(actor: User, upload: UnitListUpload, *, seal: str, at: datetime) -> Plan:
    """Write what a list does, in one transaction with one line of the record; a list that does nothing writes nothing.

    Raises OrganisationError when it is no longer what was shown (`seal`), BrokenFile when it has become impossible.
    """
    with transaction.atomic():
        # Whoever changes a unit waits here, so that what is read now stays so.
        list(Unit.objects.select_for_update().filter(home=None).order_by("pk").values_list("pk"))
        plan = plan_of(upload)
        if plan.seal != seal:
            raise OrganisationError(_("Trong lúc xem, tổ chức đã đổi. Chưa ghi gì; xem lại rồi nạp."), code="conflict")
        if plan.writes:
            _write(plan)
            touch()
            record(actor, AuditEntry.Act.ORGANISATION_LOADED, at=at, note=_note(upload, plan))
        upload.delete()
    return plan


def drop_list(upload: UnitListUpload) -> None:
    """Forget a list."""
    upload.delete()


def _note(upload: UnitListUpload, plan: Plan) -> str:
    counts = plan.counts()
    said = [f"{change.label} {n}" for change, n in counts.items() if n and change != Change.SAME]
    return f"{upload.name}: {', '.join(said)}"


def _write(plan: Plan) -> None:
    Unit.objects.bulk_create(Unit(code=code) for code in plan.made)
    ids = dict(Unit.objects.filter(home=None).values_list("code", "id"))
    _write_times(plan, ids)
    _write_endings(plan, ids)
    UnitLink.objects.bulk_create(
        UnitLink(old_id=ids[link.old], new_id=ids[link.new], share=link.share, on=link.on) for link in plan.links
    )
    _write_held(plan, ids)


def _write_times(plan: Plan, ids: Mapping[str, int]) -> None:
    ranks = {key: last + 1 for key, last in UnitSpan.objects.values_list("parent").annotate(last=Max("rank"))}
    kept = dict(UnitSpan.objects.filter(unit__home=None).values_list("id", "rank"))
    corrected, begun = [], []
    closed: dict[date, list[int]] = {}
    for time in plan.times:
        parent = ids[time.parent] if time.parent else None
        span = UnitSpan(
            unit_id=ids[time.code],
            name=time.name,
            kind=time.kind,
            parent_id=parent,
            since=time.since,
            until=time.until,
            rank=kept.get(time.corrects or time.closes, min(ranks.get(parent, 0), 32_767)),
        )
        if not (time.corrects or time.closes):
            ranks[parent] = span.rank + 1
        if time.closes:
            closed.setdefault(time.since, []).append(time.closes)
        if time.corrects:
            span.pk = time.corrects
            corrected.append(span)
        else:
            begun.append(span)
    for on, rows in closed.items():
        UnitSpan.objects.filter(pk__in=rows).update(until=on)
    # An end waits: what is inside ends with it.
    UnitSpan.objects.bulk_update(corrected, ["name", "kind", "parent"], batch_size=_BATCH)
    UnitSpan.objects.bulk_create(begun)


def _write_endings(plan: Plan, ids: Mapping[str, int]) -> None:
    """Units without bodies and positions end together; the others one by one, for what is inside goes on elsewhere."""
    heirs: dict[str, list[tuple[str, Decimal]]] = {}
    for link in plan.links:
        heirs.setdefault(link.old, []).append((link.new, link.share))
    by_day: dict[date, list[int]] = {}
    for code, on in plan.ended.items():
        by_day.setdefault(on, []).append(ids[code])
    staffed = Unit.objects.filter(home=None, bodies__isnull=False) | Unit.objects.filter(
        home=None, positions__isnull=False
    )
    full = set(staffed.distinct().values_list("code", flat=True)) & set(plan.ended)
    units = Unit.objects.in_bulk(
        [*full, *(new for code in full for new, _share in heirs.get(code, ()))], field_name="code"
    )
    for code in sorted(full):
        close_inside(units[code], plan.ended[code], [Share(units[new], part) for new, part in heirs.get(code, ())])
    for on, keys in by_day.items():
        UnitSpan.objects.filter(unit__in=keys, until=None).update(until=on)
        close_relations(keys, on)


def _write_held(plan: Plan, ids: Mapping[str, int]) -> None:
    for model, coded in ((OfficialCode, True), (Oversight, False)):
        rows = [held for held in plan.held if bool(held.system) == coded]
        model.objects.filter(pk__in=[held.drops for held in rows if held.drops]).delete()
        closed: dict[date, list[int]] = {}
        for held in rows:
            if held.closes:
                closed.setdefault(held.since, []).append(held.closes)
        for on, keys in closed.items():
            model.objects.filter(pk__in=keys).update(until=on)
    OfficialCode.objects.bulk_create(
        OfficialCode(unit_id=ids[held.code], system=held.system, code=held.value, since=held.since, until=held.until)
        for held in plan.held
        if held.system
    )
    Oversight.objects.bulk_create(
        Oversight(unit_id=ids[held.code], appraiser_id=ids[held.value], since=held.since, until=held.until)
        for held in plan.held
        if not held.system
    )
