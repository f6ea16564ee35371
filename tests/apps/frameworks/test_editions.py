"""Editions: published ones never change, whoever asks; drafts are replaced, published, dropped."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from namro.apps.frameworks import actions
from namro.apps.frameworks.models import Edition, PublishedStays
from namro.apps.frameworks.queries import editions_for
from namro.apps.frameworks.trees import parsed, tree_of
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock
from namro.core.base.faults import BrokenFile
from tests.apps.frameworks.sets import SMALL, draft, edition_of, published

Cast = dict[str, User]


def test_a_draft_keeps_text_hash_and_what_lists_need(cast: Cast) -> None:
    row = draft(cast[Role.COUNCIL])
    assert (row.framework, f"{row.edition}", row.status) == ("vi-du-xa", "2025-10-31", "draft")
    assert (row.first_year, row.last_year, row.level, row.leaves) == (2025, 2026, "commune", 3)
    assert row.sha256 == sha256(SMALL.encode()).hexdigest()
    said = AuditEntry.objects.get()
    assert (said.act, said.subject, said.note) == ("edition_uploaded", "vi-du-xa 2025-10-31", row.sha256)


@pytest.mark.parametrize("change", [{"text": "x"}, {"sha256": "0" * 64}, {"status": "draft"}, {"title": "Khác"}])
def test_a_published_edition_does_not_change(cast: Cast, change: dict[str, str]) -> None:
    row = published(cast[Role.COUNCIL])
    with pytest.raises(PublishedStays):
        Edition.objects.filter(pk=row.pk).update(**change)
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(PublishedStays):
        row.save()
    with pytest.raises(PublishedStays):
        row.save(update_fields=[*change])
    assert Edition.objects.values_list("text", "status").get() == (SMALL, "published")


def test_the_database_refuses_what_goes_past_the_model(cast: Cast) -> None:
    row = published(cast[Role.COUNCIL])
    with connection.cursor() as cursor:
        for column in ("text", "sha256", "status", "title"):
            with pytest.raises(DatabaseError, match="published edition stays"), transaction.atomic():
                cursor.execute(f"UPDATE frameworks_edition SET {column} = %s WHERE id = %s", ["draft", row.pk])


def test_a_published_edition_is_not_deleted_nor_its_publisher(cast: Cast) -> None:
    row = published(cast[Role.COUNCIL])
    with pytest.raises(PublishedStays):
        row.delete()
    with pytest.raises(PublishedStays):
        Edition.objects.all().delete()
    with pytest.raises(PublishedStays):
        actions.drop_draft(cast[Role.COUNCIL], row, at=system_clock())
    with pytest.raises(ProtectedError):
        cast[Role.COUNCIL].delete()
    assert Edition.objects.count() == 1


def test_a_status_says_by_whom(cast: Cast) -> None:
    row = draft(cast[Role.COUNCIL])
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=row.pk).update(status="published")
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=row.pk).update(published_at=timezone.now())


def test_publishing_is_one_act_of_those_who_may(cast: Cast) -> None:
    row = published(cast[Role.ADMIN])
    assert row.is_published
    assert AuditEntry.objects.filter(act="edition_published").values_list("note", flat=True).get() == row.sha256
    with pytest.raises(PermissionDenied, match="đã công bố"):
        actions.publish(cast[Role.ADMIN], row, sha256=row.sha256, at=system_clock())
    for role in (Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.WATCHER):
        with pytest.raises(PermissionDenied, match="hội đồng"):
            draft(cast[role], edition_of("2026-01-01"))


def test_publishing_asks_for_the_text_that_was_seen(cast: Cast) -> None:
    row = draft(cast[Role.COUNCIL])
    with pytest.raises(actions.Refused, match="thay bằng tệp khác"):
        actions.publish(cast[Role.COUNCIL], row, sha256="0" * 64, at=system_clock())
    assert not Edition.objects.get().is_published


def test_a_published_edition_is_followed_by_a_new_one_only(cast: Cast) -> None:
    published(cast[Role.COUNCIL])
    with pytest.raises(actions.Refused, match="đã công bố nên không thay được"):
        actions.candidate(SMALL.replace("Hài lòng chung", "Hài lòng"), name="x.yaml")
    assert actions.candidate(SMALL, name="x.yaml").known
    draft(cast[Role.COUNCIL], edition_of("2026-01-01"))
    assert Edition.objects.count() == 2


def test_a_draft_is_replaced_by_who_saw_it(cast: Cast) -> None:
    row = draft(cast[Role.COUNCIL])
    other = actions.candidate(SMALL.replace("Hài lòng chung", "Hài lòng"), name="x.yaml")
    with pytest.raises(actions.Refused, match="Trong lúc đó"):
        actions.keep_draft(cast[Role.COUNCIL], other, replaces="0" * 64, at=system_clock())
    kept = actions.keep_draft(cast[Role.COUNCIL], other, replaces=row.sha256, at=system_clock())
    assert kept.pk == row.pk
    assert tree_of(kept).leaves["2.1"].node.name == "Hài lòng"
    assert list(AuditEntry.objects.order_by("id").values_list("act", flat=True)) == [
        "edition_uploaded",
        "edition_replaced",
    ]


def test_drafts_are_seen_by_those_who_keep_them(cast: Cast) -> None:
    draft(cast[Role.COUNCIL])
    published(cast[Role.COUNCIL], edition_of("2026-01-01"))
    for role, count in ((Role.COUNCIL, 2), (Role.ADMIN, 2), (Role.OFFICER, 1), (Role.APPRAISER, 1)):
        user = cast[role]
        user.standing = standing_of(user, system_clock().date())
        assert editions_for(user).count() == count


def test_a_tree_is_read_once_for_a_text(cast: Cast, django_assert_num_queries: object) -> None:
    row = draft(cast[Role.COUNCIL])
    listed = editions_for(cast[Role.COUNCIL]).get(pk=row.pk)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert tree_of(listed) is parsed(SMALL, name="x")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("framework: vi-du-xa", 'framework: "bộ của tỉnh"', "không làm địa chỉ được"),
        ("framework: vi-du-xa", f"framework: {'a' * 65}", "nhiều nhất 64 ký tự"),
        ("years: {from: 2025, to: 2026}", "years: {from: 2025, to: 40000}", "bốn chữ số"),
    ],
)
def test_what_the_site_cannot_hold_is_a_fault_of_its_line(db: None, old: str, new: str, said: str) -> None:
    with pytest.raises(BrokenFile, match=said) as broken:
        actions.candidate(SMALL.replace(old, new), name="x.yaml")
    line = SMALL.splitlines().index(old) + 1
    assert [fault.line for fault in broken.value.faults] == [line]
