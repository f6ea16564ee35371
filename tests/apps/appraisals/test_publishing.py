"""Publishing a round: one act for all units, the snapshot computes to the same, refusals write nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from namro.apps.appraisals.actions import publishing
from namro.apps.appraisals.actions.publishing import publish
from namro.apps.appraisals.models import Publication, PublishedResult, Tally
from namro.apps.appraisals.permissions import reads_final
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Line, Round, StateEvent
from namro.apps.people.heads import published_heads
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.publishing import recompute
from namro.core.assessment.snapshot import read, unpacked
from namro.core.base.errors import NamroError
from namro.core.sealing import Head
from tests.apps.appraisals.released import ACT, DAY, decided, published
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def made(cast: dict[str, User]) -> Round:
    return decided(cast)


def nothing_happened(made: Round) -> bool:
    states = set(made.sheets.values_list("state", flat=True))
    entries = AuditEntry.objects.filter(act=AuditEntry.Act.RESULTS_PUBLISHED)
    return not (
        Publication.objects.exists()
        or PublishedResult.objects.exists()
        or "published" in states
        or StateEvent.objects.filter(act="publish").exists()
        or entries.exists()
    )


def test_one_act_publishes_all_units(cast: dict[str, User], made: Round) -> None:
    publication = published(cast, made)
    assert (publication.number, publication.act_number, publication.reason) == (1, "214/QĐ-UBND", "")
    assert set(made.sheets.values_list("state", flat=True)) == {"published"}
    events = StateEvent.objects.filter(act="publish")
    assert {(event.before, event.after, event.by_id) for event in events} == {
        ("decided", "published", cast[Role.COUNCIL].pk)
    }
    assert events.count() == 4
    entry = AuditEntry.objects.get(act=AuditEntry.Act.RESULTS_PUBLISHED)
    assert publication.sha256 in entry.note
    assert "4 đơn vị" in entry.note
    totals = dict(Tally.objects.filter(layer="final").values_list("assessment", "total_nano"))
    rows = {row.assessment_id: row for row in publication.results.all()}
    assert {key: row.total_nano for key, row in rows.items()} == totals
    assert {row.pool for row in rows.values()} == {"Xã", "Phường"}
    for pool in ("Xã", "Phường"):
        members = [row for row in rows.values() if row.pool == pool]
        ordered = sorted(members, key=lambda row: -(row.percent_nano or 0))
        assert sorted(row.rank or 0 for row in members)[0] == 1 == ordered[0].rank
        assert all(row.rank_low and row.rank_high and row.rank_low <= row.rank_high for row in members)
        assert sum(ordered[0].bands.values()) == pytest.approx(1)
    assert reads_final(ready(cast[Role.COORDINATOR]), Assessment.objects.get(unit__code="suoi-may"))


def test_the_snapshot_gives_the_same_again(cast: dict[str, User], made: Round) -> None:
    publication = published(cast, made)
    snapshot = read(bytes(publication.snapshot), expected=publication.sha256)
    assert recompute(snapshot) == []
    assert snapshot.edition_text == made.edition.text
    whole = json.loads(unpacked(bytes(publication.snapshot)))
    assert whole["act"]["number"] == "214/QĐ-UBND"
    assert whole["round"]["code"] == made.code
    own = next(unit for unit in whole["units"] if unit["code"] == "suoi-may")
    line = Line.objects.get(assessment__unit__code="suoi-may", assessment__round=made, node_id="1.2")
    assert own["lines"]["1.2"]["typed"] == own["lines"]["1.2"]["self"] == f"{line.claimed:f}".rstrip("0").rstrip(".")
    assert own["facts"]["values"]["sipas_se"] == "1.8"
    assert own["facts"]["values"]["dossiers"].isdigit()


def test_the_head_of_the_record_goes_into_the_snapshot(cast: dict[str, User], made: Round) -> None:
    publication = published(cast, made)
    head = Head(publication.head_seq or 0, publication.head_chain)
    assert AuditEntry.objects.get(seq=head.seq).chain == head.chain
    whole = json.loads(unpacked(bytes(publication.snapshot)))
    assert whole["audit_head"] == {"seq": head.seq, "chain": head.chain}
    assert head in published_heads(), "every check of the record asks for it"


def test_who_was_not_appraised_is_published_with_the_reason(cast: dict[str, User], made: Round) -> None:
    sheet = made.sheets.get(unit__code="suoi-may")
    Assessment.objects.filter(pk=sheet.pk).update(state="not_appraised")
    StateEvent.objects.create(
        assessment=sheet, act="refuse", before="submitted", after="not_appraised", reason="Nộp quá hạn 5 ngày",
        by=cast[Role.COUNCIL], at=NOW,
    )  # fmt: skip
    publication = published(cast, made)
    row = publication.results.get(assessment=sheet)
    assert (row.total_nano, row.rank, row.not_ranked) == (None, None, "Nộp quá hạn 5 ngày")
    sheet.refresh_from_db()
    assert sheet.state == "not_appraised"
    assert recompute(read(bytes(publication.snapshot))) == []


def _open_one(made: Round) -> None:
    Assessment.objects.filter(pk=made.sheets.get(unit__code="suoi-may").pk).update(state="appraisal")


def _no_pool(made: Round) -> None:
    Assessment.objects.filter(round=made, unit__code="suoi-may").update(pool=None)


def _no_final(made: Round) -> None:
    Line.objects.filter(assessment__round=made, assessment__unit__code="suoi-may", node_id__in=("1.1", "2.2")).update(
        final_nano=None
    )


def _all_refused(made: Round) -> None:
    made.sheets.update(state="not_appraised")


def _alone(made: Round) -> None:
    Round.objects.filter(pk=made.pk).update(alone=True, organiser=made.sheets.get(unit__code="suoi-may").unit)
    made.refresh_from_db()


@pytest.mark.parametrize(
    ("spoil", "act", "said"),
    [
        (_open_one, ACT, "Còn 1 phiếu chưa chốt điểm: .*Suối Mây. Chốt điểm"),
        (_no_pool, ACT, "Còn 1 phiếu chưa thuộc bảng xếp hạng nào: .*Suối Mây"),
        (_no_final, ACT, "Còn 1 đơn vị có tiêu chí chưa có điểm cuối; trước hết .*Suối Mây: 1.1, 2.2"),
        (_all_refused, ACT, "Kỳ chưa có phiếu nào đã chốt điểm"),
        (lambda made: None, replace(ACT, number="  "), "Chưa ghi số quyết định"),
        (lambda made: None, replace(ACT, date=date(2026, 12, 16)), "16/12/2026 ở sau hôm nay"),
        (lambda made: None, replace(ACT, number="x" * 61), "dài quá"),
    ],
)
def test_what_is_not_ready_is_refused_and_nothing_is_written(
    cast: dict[str, User], made: Round, spoil: Callable[[Round], Any], act: Any, said: str
) -> None:
    spoil(made)
    with pytest.raises(NamroError, match=said):
        publish(ready(cast[Role.COUNCIL]), made, act=act, at=DAY)
    assert nothing_happened(made)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMIN, Role.OFFICER])
def test_only_whoever_runs_the_round_publishes(cast: dict[str, User], made: Round, role: str) -> None:
    with pytest.raises(PermissionDenied, match="cơ quan tổ chức"):
        publish(ready(cast[role]), made, act=ACT, at=DAY)
    assert nothing_happened(made)


def test_a_commune_alone_publishes_as_before(cast: dict[str, User], made: Round) -> None:
    _alone(made)
    with pytest.raises(NamroError, match="Kỳ riêng của xã"):
        publish(ready(cast[Role.COORDINATOR]), made, act=ACT, at=DAY)
    sheet = made.sheets.get(unit__code="suoi-may")
    assert move(ready(cast[Role.COORDINATOR]), sheet, "publish", at=DAY).state == "published"


def test_it_is_published_in_english_as_well(cast: dict[str, User], made: Round) -> None:
    with translation.override("en"):
        assert published(cast, made).results.count() == 4


def test_a_single_sheet_is_not_published(cast: dict[str, User], made: Round) -> None:
    with pytest.raises(NamroError, match="Công bố ở trang “Công bố” của kỳ"):
        move(ready(cast[Role.COUNCIL]), made.sheets.get(unit__code="suoi-may"), "publish", at=DAY)
    assert nothing_happened(made)


def test_a_round_is_published_once(cast: dict[str, User], made: Round) -> None:
    published(cast, made)
    with pytest.raises(NamroError, match=r"đã công bố theo quyết định 214/QĐ-UBND ngày 14/12/2026\. Sửa"):
        published(cast, made)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("place", ["release", "_move_all", "record"])
def test_a_fault_in_the_middle_leaves_nothing(
    cast: dict[str, User], made: Round, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def fail(*_args: Any, **_named: Any) -> None:
        raise RuntimeError(place)

    monkeypatch.setattr(publishing, place, fail)
    with pytest.raises(RuntimeError, match=place):
        published(cast, made)
    assert nothing_happened(made)


def test_the_number_of_queries_does_not_grow_with_the_units(cast: dict[str, User]) -> None:
    counts = []
    for units in (2, 9):
        with transaction.atomic():
            made = decided(cast, units=units)
            with CaptureQueriesContext(connection) as asked:
                published(cast, made)
            counts.append(len(asked))
            transaction.set_rollback(True)
    assert counts[0] == counts[1] < 40
