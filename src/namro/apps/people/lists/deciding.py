"""What a list would do, decided purely: all faults at once, or a plan."""

from __future__ import annotations

from collections.abc import Sequence

from namro.apps.people.lists.checking import check_places
from namro.apps.people.lists.draft import Draft
from namro.apps.people.lists.handing_over import lay_handovers
from namro.apps.people.lists.holding import lay_held
from namro.apps.people.lists.known import Known
from namro.apps.people.lists.plan import Change, NewTime, Outcome, Plan, Said
from namro.apps.people.lists.references import check_references
from namro.apps.people.lists.times import lay_times, say_what_changed
from namro.core.base.faults import Faults
from namro.documents.workbooks.unit_columns import UnitRow


def decide(rows: Sequence[UnitRow], known: Known, faults: Faults) -> Plan:
    """Return what a list does. Raises `BrokenFile` with every fault, those of its reading among them."""
    draft = Draft(rows, known, faults)
    lay_times(draft)
    check_references(draft)
    lay_handovers(draft)
    check_places(draft)
    lay_held(draft)
    draft.faults.refuse()
    say_what_changed(draft)
    return _finished(draft)


def _finished(draft: Draft) -> Plan:
    plan = draft.plan
    for unit in draft.after.values():
        if unit.begins:
            if unit.known is None:
                plan.made.append(unit.code)
            plan.times.append(
                NewTime(
                    code=unit.code,
                    name=unit.name,
                    kind=unit.kind,
                    parent=unit.parent,
                    since=unit.since,
                    until=unit.until,
                    corrects=unit.corrects,
                    closes=unit.closes,
                )
            )
        if unit.ends and unit.until:
            plan.ended[unit.code] = unit.until
    listed = {row.code: int(row.line) for row in draft.rows}
    others = [code for code, unit in draft.after.items() if unit.said and code not in listed]
    for code in [*listed, *others]:
        unit = draft.after[code]
        said = tuple(unit.said) or (Said(Change.SAME, "", "", None),)
        plan.outcomes.append(Outcome(listed.get(code, 0), code, unit.name, said))
    return plan
