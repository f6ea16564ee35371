"""What a dossier must hold: digitised components, an electronic result, its fee (R07, R08, R13)."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.service.dossiers import Status
from namro.core.service.findings import Case, Finding
from namro.core.service.rules import Rule
from namro.core.timetable.deadline_words import clock_words


def digitised(case: Case, rule: Rule) -> Iterator[Finding]:
    """R07: a component is digitised at intake."""
    check, dossier = rule.check("digitised"), case.dossier
    if dossier.accepted_at is None:
        return
    if dossier.digitised_component is None:
        yield from case.lacks(check, "digitised_component")
    elif not dossier.digitised_component:
        words = f"Tiếp nhận lúc {clock_words(dossier.accepted_at)} mà chưa số hóa thành phần nào."
        yield case.broken(check, words, since=dossier.accepted_at)


def result_is_electronic(case: Case, rule: Rule) -> Iterator[Finding]:
    """R08: a procedure that gives a document has given it electronically, too."""
    check, dossier = rule.check("result"), case.dossier
    end = dossier.first(Status.PROCESSED) or dossier.first(Status.RETURNED)
    if end is None or dossier.result_url or dossier.returns_document is False:
        return
    if dossier.returns_document is None:
        yield from case.lacks(check, "returns_document")
    else:
        words = f"Đã có kết quả lúc {clock_words(end.at)} mà chưa có bản điện tử."
        yield case.broken(check, words, since=end.at)


def fee_is_recorded(case: Case, rule: Rule) -> Iterator[Finding]:
    """R13: the fee is known; how many pay online is for statistics."""
    if case.dossier.accepted_at is not None and case.dossier.fee is None:
        yield from case.lacks(rule.check("recorded"), "fee")
