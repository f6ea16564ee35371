"""A sheet goes on with the next edition: what moves, what waits, and that nothing is lost whatever is decided."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.actions.attaching import Spot, attach
from namro.apps.assessments.actions.carrying import change_edition
from namro.apps.assessments.actions.deciding import Verdict, decide, takeable, targets_of
from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, Assignment, Attached, Carried, Line
from namro.apps.assessments.standing import standing_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, Unit, User
from namro.core.assessment.stages import State
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.demo.filling import fill_library
from tests.apps.assessments.giving import evidence_of
from tests.apps.assessments.sheets import NOW, edition_in_force, publish_set, ready
from tests.drawing import share

edition = pytest.fixture(autouse=True)(edition_in_force)


def text_of(leaves: list[tuple[str, str, int, str]], day: str) -> str:
    """A set of one domain: (id, name, points, source) of each leaf."""
    total = sum(most for _id, _name, most, _source in leaves)
    rule = {"appraisal": "{kind: manual}", "survey": "{kind: survey, input: s}", "computed": "{kind: yes_no, input: y}"}
    rows = "\n".join(
        f'      - {{id: "{key}", name: "{name}", max: {most}, source: {source}, rule: {rule[source]}}}'
        for key, name, most, source in leaves
    )
    return f"""framework: bo-doi
edition: {day}
title: Bộ để đổi
level: commune
years: {{from: {2026 if day > "2026" else 2020}, to: {2026 if day > "2026" else 2025}}}
scale: {{max: {total}}}
criteria:
  - id: "1"
    name: Lĩnh vực
    max: {total}
    criteria:
{rows}
"""


def filled_sheet(cast: dict[str, User], row: Edition) -> Assessment:
    """A sheet with points, a word, an owner, a day and proof on every leaf."""
    user = ready(cast[Role.COORDINATOR])
    sheet = open_sheet(user, Unit.objects.get(code="suoi-may"), 2026, row, at=NOW)
    leaves = tree_of(row).leaves
    owner = Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk)
    edit = Edit({"owner": owner, "due": date(2026, 10, 30), "note": "giữ"})
    assign(user, sheet, leaves, edit=edit, at=NOW)
    cells = [Cell(key, "explanation", f"Đã làm {key}", 0) for key in leaves]
    cells += [Cell(key, "points", "1", 0) for key, leaf in leaves.items() if leaf.source == "appraisal"]
    fill(user, sheet, cells, at=NOW)
    paper = evidence_of(sheet.unit, user)
    attach(user, sheet, [paper.pk], [Spot(key) for key in leaves], at=NOW)
    return sheet


def everything(sheet: Assessment) -> Counter[str]:
    """What people wrote and attached, whatever criterion it hangs on now."""
    said = [row.explanation for row in Line.objects.filter(assessment=sheet)]
    said += ["owner" for row in Assignment.objects.filter(assessment=sheet) if row.owner_user_id]
    said += ["proof" for _row in Attached.objects.filter(assessment=sheet)]
    return Counter(said)


def nothing_is_lost(sheet: Assessment, before: Counter[str]) -> None:
    """All of it is there; what is not in the sheet waits, and what is in the sheet is under an id of its edition."""
    assert everything(sheet) >= before
    framework = tree_of(sheet.edition)
    known = {*framework.leaves, *(item.id for item in framework.items)}
    for model in (Line, Assignment, Attached):
        rows: Any = model.objects.filter(assessment=sheet, carried=None)
        assert {row.node_id for row in rows} <= known
    assert set(sheet.assignments.filter(carried=None).values_list("node_id", flat=True)) == set(framework.leaves)
    sheet.refresh_from_db()
    total = sheet.total_nano
    assert total == int(standing_of(sheet).claimed.score.total.scaleb(9))


OLD = [(f"1.{n}", f"Tiêu chí {n}", n, "appraisal") for n in range(1, 7)]


@st.composite
def next_leaves(draw: Any) -> list[tuple[str, str, int, str]]:
    """Leaves dropped, worth more, scored from elsewhere, renamed, renumbered in another order, and new ones."""
    kept = []
    for _key, name, most, source in OLD:
        act = draw(st.sampled_from(["keep", "keep", "drop", "max", "source", "name"]))
        if act != "drop":
            kept.append(
                (
                    f"{name} mới" if act == "name" else name,
                    most + 1 if act == "max" else most,
                    draw(st.sampled_from(["survey", "computed"])) if act == "source" else source,
                )
            )
    kept += [(f"Thêm {n}", 2, "appraisal") for n in range(draw(st.integers(0, 2)))]
    order = draw(st.permutations(kept or [("Thêm", 2, "appraisal")]))
    return [(f"1.{n}", *leaf) for n, leaf in enumerate(order, start=1)]


@pytest.mark.slow
@settings(max_examples=share(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_is_lost(cast: dict[str, User], data: st.DataObject) -> None:
    user = ready(cast[Role.COORDINATOR])
    leaves, again = data.draw(next_leaves()), data.draw(next_leaves())
    with transaction.atomic():
        sheet = filled_sheet(cast, publish_set(cast, text_of(OLD, "2025-01-01")))
        assert sheet.provisional
        before = everything(sheet)
        sheet = change_edition(user, sheet, publish_set(cast, text_of(leaves, "2026-01-01")), at=NOW)
        assert not sheet.provisional
        nothing_is_lost(sheet, before)
        decided_somehow(user, sheet, data, part=True)
        nothing_is_lost(sheet, before)
        sheet = change_edition(user, sheet, publish_set(cast, text_of(again, "2026-02-01")), at=NOW)
        nothing_is_lost(sheet, before)
        decided_somehow(user, sheet, data, part=False)
        nothing_is_lost(sheet, before)
        transaction.set_rollback(True)


def decided_somehow(user: User, sheet: Assessment, data: st.DataObject, *, part: bool) -> None:
    for row in Carried.objects.filter(assessment=sheet, decided_at=None).select_related("edition"):
        targets = ["", *targets_of(row, tree_of(sheet.edition))]
        if row.old_id and not (part and data.draw(st.booleans())):
            decide(user, sheet, {row.pk: Verdict(data.draw(st.sampled_from(targets)), row.version)}, at=NOW)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    """A sheet that moved: 1.1 and 1.2 changed places, 1.3 is worth more, 1.4 is gone, 1.5 is new in its place."""
    before = [(f"1.{n}", f"Tiêu chí {n}", 2, "appraisal") for n in range(1, 5)]
    after = [("1.1", "Tiêu chí 2", 2, "appraisal"), ("1.2", "Tiêu chí 1", 2, "appraisal"),
             ("1.3", "Tiêu chí 3", 3, "appraisal"), ("1.5", "Khác hẳn", 1, "appraisal")]  # fmt: skip
    sheet = filled_sheet(cast, publish_set(cast, text_of(before, "2025-01-01")))
    AuditEntry.objects.all().delete()
    return change_edition(ready(cast[Role.COORDINATOR]), sheet, publish_set(cast, text_of(after, "2026-01-01")), at=NOW)


def lines(sheet: Assessment) -> dict[str, str]:
    return dict(sheet.lines.filter(carried=None).values_list("node_id", "explanation"))


def test_ids_that_swap_take_their_lines_along(sheet: Assessment) -> None:
    assert lines(sheet) == {"1.1": "Đã làm 1.2", "1.2": "Đã làm 1.1"}
    assert [(row.old_id, row.proposed) for row in sheet.carried.order_by("place")] == [
        ("1.3", "1.3"), ("1.4", ""), ("", "1.5"),
    ]  # fmt: skip
    entry = AuditEntry.objects.get(act="sheet_carried")
    assert entry.note.endswith("2 mục tự chuyển; 3 dòng cần quyết định: 1 đổi điểm tối đa, 1 bị bỏ, 1 mới.")
    assert sheet.total == 2


def test_a_proposal_is_taken_and_the_rest_goes_elsewhere_or_nowhere(cast: dict[str, User], sheet: Assessment) -> None:
    user = ready(cast[Role.COORDINATOR])
    first, second, third = sheet.carried.order_by("place").select_related("edition")
    framework = tree_of(sheet.edition)
    assert [takeable(row, framework) for row in (first, second, third)] == [True, False, True]
    decide(user, sheet, {first.pk: Verdict("1.3", 0), third.pk: Verdict("1.5", 0)}, at=NOW)
    sheet.refresh_from_db()
    assert (lines(sheet)["1.3"], sheet.total) == ("Đã làm 1.3", 3)
    assert sheet.assignments.get(node_id="1.3", carried=None).owner_user == cast[Role.OFFICER]
    decide(user, sheet, {second.pk: Verdict("", 0)}, at=NOW)
    assert second.lines.count() == second.attached.count() == 1
    decide(user, sheet, {second.pk: Verdict("1.5", 1)}, at=NOW)  # kept so far; now it has a place
    assert lines(sheet)["1.5"] == "Đã làm 1.4"
    with pytest.raises(NamroError) as over:
        decide(user, sheet, {second.pk: Verdict("1.1", 2)}, at=NOW)
    assert over.value.code == "conflict"


def test_what_the_target_has_stays_and_what_comes_fills_what_is_empty(cast: dict[str, User], sheet: Assessment) -> None:
    user = ready(cast[Role.COORDINATOR])
    assign(user, sheet, ["1.5"], edit=Edit({"note": "đã ghi"}), at=NOW)
    fill(user, sheet, [Cell("1.5", "points", "0,5", 0)], at=NOW)
    gone = sheet.carried.get(old_id="1.4")
    decide(user, sheet, {gone.pk: Verdict("1.5", 0)}, at=NOW)
    line = sheet.lines.get(node_id="1.5", carried=None)
    assert (line.claimed, line.explanation, line.version) == (0.5, "Đã làm 1.4", 2)
    row = sheet.assignments.get(node_id="1.5", carried=None)
    assert (row.note, row.due, row.owner_user) == ("đã ghi", date(2026, 10, 30), cast[Role.OFFICER])
    assert gone.lines.count() == gone.assignments.count() == 1  # as they were, beside


def test_two_people_decide_one_line(cast: dict[str, User], sheet: Assessment) -> None:
    user = ready(cast[Role.COORDINATOR])
    row = sheet.carried.get(old_id="1.3")
    decide(user, sheet, {row.pk: Verdict("", 0)}, at=NOW)
    with pytest.raises(NamroError, match="giữ ngoài phiếu"):
        decide(user, sheet, {row.pk: Verdict("1.3", 0)}, at=NOW)


def test_what_is_refused(cast: dict[str, User], sheet: Assessment) -> None:
    user, row = ready(cast[Role.COORDINATOR]), sheet.carried.get(old_id="1.3")
    with pytest.raises(NamroError) as refused:
        decide(user, sheet, {row.pk: Verdict("9.9", 0)}, at=NOW)
    assert refused.value.code == "target"
    with pytest.raises(NamroError) as gone:
        decide(user, sheet, {10**9: Verdict("", 0)}, at=NOW)
    assert gone.value.code == "gone"
    with pytest.raises(NamroError) as same:
        change_edition(user, sheet, sheet.edition, at=NOW)
    assert same.value.code == "same"
    before = Edition.objects.earliest("edition")
    Assessment.objects.update(state=State.WAITING)
    for act in (
        lambda: change_edition(user, sheet, before, at=NOW),
        lambda: decide(user, sheet, {row.pk: Verdict("", 0)}, at=NOW),
    ):
        with pytest.raises(NamroError) as locked:
            act()
        assert locked.value.code == "locked"
    assert sheet.carried.filter(decided_at=None).count() == 3


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_the_coordinator_moves_and_decides(cast: dict[str, User], sheet: Assessment, role: str) -> None:
    user, row = ready(cast[role]), sheet.carried.get(old_id="1.3")
    with pytest.raises(PermissionDenied):
        decide(user, sheet, {row.pk: Verdict("1.3", 0)}, at=NOW)
    with pytest.raises(PermissionDenied):
        change_edition(user, sheet, Edition.objects.earliest("edition"), at=NOW)


def test_journey_12(cast: dict[str, User]) -> None:
    """96 leaves: 81 move, 9 have other maxima, 6 left, 6 are new: 21 lines to decide, no proof lost."""
    fill_library(system_clock)
    old, new = Edition.objects.order_by("edition")
    user = ready(cast[Role.COORDINATOR])
    sheet = open_sheet(user, Unit.objects.get(code="suoi-may"), 2027, old, at=NOW)
    leaves = tree_of(old).leaves
    owner = Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk)
    assign(user, sheet, leaves, edit=Edit({"owner": owner}), at=NOW)
    paper = evidence_of(sheet.unit, user)
    attach(user, sheet, [paper.pk], [Spot(key) for key in leaves], at=NOW)
    sheet = change_edition(user, sheet, new, at=NOW)
    scored = [row for row in sheet.carried.order_by("place") if not row.old_id or row.old_id in leaves]
    scored = [row for row in scored if row.old_id or row.proposed in tree_of(new).leaves]
    assert (len(leaves), sheet.assignments.filter(carried=None, owner_user=owner.id).count(), len(scored)) == (
        96,
        81,
        21,
    )
    assert sheet.attached.count() == 96
    assert sheet.attached.filter(carried=None).count() == 81
    verdicts = {row.pk: Verdict(row.proposed, 0) for row in scored if takeable(row, tree_of(new))}
    assert len(verdicts) == 15
    decide(user, sheet, verdicts, at=NOW)
    assert sheet.attached.filter(carried=None).count() == 90
    assert sheet.carried.filter(decided_at=None, old_id__in=leaves).count() == 6
