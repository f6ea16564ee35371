"""What is done with editions: each act is one transaction and one line of the audit record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.permissions import check_keep, check_publish
from namro.apps.frameworks.trees import hash_of, parsed
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault
from namro.core.framework.model import Framework
from namro.ui.formats import day

_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LAST_YEAR = 9999


class Refused(NamroError):
    """A good file that cannot be taken now; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that was read without a fault, and what is stored under its name, if anything."""

    text: str
    tree: Framework
    stored: Edition | None

    @property
    def sha256(self) -> str:
        """The hash that the text will be known by."""
        return hash_of(self.text)

    @property
    def known(self) -> bool:
        """Whether this very text is stored already."""
        return self.stored is not None and self.stored.sha256 == self.sha256


def candidate(text: str, *, name: str) -> Candidate:
    """Read a text to be stored. Raises BrokenFile with every fault, Refused when a published edition stands there."""
    tree = parsed(text, name=name)
    if not _ADDRESS.fullmatch(tree.framework):
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith("framework:")), 1)
        words = _(
            "framework: “%(id)s” không làm địa chỉ được. Chỉ dùng chữ không dấu, số, - và _, nhiều nhất 64 ký tự."
        )
        raise BrokenFile(name, [Fault(line, "", words % {"id": tree.framework[:80]})])
    if max(tree.first_year, tree.last_year or 0) > _LAST_YEAR:
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith("years:")), 1)
        raise BrokenFile(name, [Fault(line, "", _("years: năm có bốn chữ số, ví dụ 2026."))])
    stored = Edition.objects.filter(framework=tree.framework, edition=tree.edition).first()
    found = Candidate(text, tree, stored)
    if stored and stored.is_published and not found.known:
        raise Refused(
            _(
                "Phiên bản %(day)s của bộ “%(id)s” đã công bố nên không thay được. "
                "Nếu có quyết định mới, ghi ngày quyết định vào khóa “edition” rồi nạp lại."
            )
            % {"day": day(stored.edition), "id": stored.framework},
            code="published",
        )
    return found


@transaction.atomic
def keep_draft(user: User, found: Candidate, *, replaces: str = "", at: datetime) -> Edition:
    """Store a read text as a draft. `replaces` is the hash of the draft that it takes the place of.

    Raises Refused when meanwhile something else stands there.
    """
    check_keep(user)
    tree = found.tree
    edition = date.fromisoformat(tree.edition)
    rows = Edition.objects.select_for_update().filter(framework=tree.framework, edition=edition)
    stored = rows.first()
    if stored and stored.sha256 == found.sha256:
        return stored
    if (stored.sha256 if stored else "") != replaces or (stored and stored.is_published):
        raise Refused(_("Trong lúc đó có người đã nạp hoặc công bố phiên bản này. Mở lại trang rồi nạp lại tệp."))
    row = stored or Edition(framework=tree.framework, edition=edition)
    row.title, row.level, row.leaves = tree.title[:300], tree.level, len(tree.leaves)
    row.first_year, row.last_year = tree.first_year, tree.last_year
    row.text, row.sha256 = found.text, found.sha256
    row.uploaded_by, row.uploaded_at = user, at
    row.save()
    act = AuditEntry.Act.EDITION_REPLACED if stored else AuditEntry.Act.EDITION_UPLOADED
    record(user, act, at=at, subject=_subject(row), note=row.sha256)
    return row


@transaction.atomic
def publish(user: User, edition: Edition, *, sha256: str, at: datetime) -> Edition:
    """Publish the draft whose text the person has seen (`sha256`). Raises Refused when the text is another one now."""
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    check_publish(user, row)
    if row.sha256 != sha256:
        raise Refused(_("Dự thảo đã được thay bằng tệp khác. Xem lại phiên bản rồi công bố."))
    row.status, row.published_by, row.published_at = Edition.Status.PUBLISHED, user, at
    row.save(update_fields=["status", "published_by", "published_at"])
    record(user, AuditEntry.Act.EDITION_PUBLISHED, at=at, subject=_subject(row), note=row.sha256)
    return row


@transaction.atomic
def drop_draft(user: User, edition: Edition, *, at: datetime) -> None:
    """Delete a draft. Raises PublishedStays for a published edition."""
    check_keep(user)
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    subject, note = _subject(row), row.sha256
    row.delete()
    record(user, AuditEntry.Act.EDITION_DROPPED, at=at, subject=subject, note=note)


def _subject(edition: Edition) -> str:
    """Name an edition in the audit record, within the length of its column."""
    return f"{edition.framework[:52]} {edition.edition.isoformat()}"
