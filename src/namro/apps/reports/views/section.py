"""Writing one section: words, figures, tables; what was carried over; two people in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.reports import actions
from namro.apps.reports.actions.contributing import Conflict, Written, save_piece
from namro.apps.reports.gathering import edition_of
from namro.apps.reports.models import Contribution, Piece, Report
from namro.apps.reports.pages.section_page import section_page
from namro.apps.reports.permissions import check_contribute, owns
from namro.apps.reports.queries import contributions_of, owners_by_row
from namro.apps.reports.views.finding import find_report
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.owners import Owner
from namro.core.reporting import paper_words as said
from namro.core.reporting.outline import Outline, Section, Table
from namro.core.reporting.values import Value, plain_value, typed_number

#: Rows that people name themselves are typed into so many lines at a time.
OPEN_ROWS = 40


@dataclass(frozen=True, slots=True)
class _Found:
    report: Report
    row: Contribution
    owner: Owner | None
    section: Section
    outline: Outline


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The form of a section; POST saves it and may hand it in."""
    user, found = signed_in(request), _find(request, code, key)
    check_contribute(user, found.row, found.owner)
    if request.method == "GET":
        return _show(request, found)
    return _own_piece(request, found) if _writes_piece(user, found) else _whole(request, found)


def _find(request: HttpRequest, code: str, key: str) -> _Found:
    report = find_report(request, code)
    outline = edition_of(report).outline
    rows = contributions_of([report.pk])
    row = next((one for one in rows if one.section == key), None)
    named = outline.section(key)
    if row is None or named is None:
        raise Http404
    owner = owners_by_row([row], signed_in(request).standing.day).get(row.pk)
    return _Found(report, row, owner, named, outline)


def _writes_piece(user: User, found: _Found) -> bool:
    """Members of a group write their own piece; the coordinator who is none of them the words of the whole."""
    return found.row.owner_kind == "each" and owns(user, found.owner)


def _whole(request: HttpRequest, found: _Found) -> HttpResponse:
    user, sent, at = signed_in(request), request.POST, system_clock()
    act = sent.get("act", "save")
    try:
        if act == "take_back":
            actions.take_back(user, found.row, at=at)
        elif act == "ask_more":
            actions.ask_more(user, found.row, said=sent.get("said", ""), at=at)
        else:
            row = _saved(user, found, sent, at)
            if act == "give":
                actions.give(user, row, at=at)
    except Conflict as fault:
        return render(request, "reports/conflict.html", _conflict(request, found, fault), status=409)
    except NamroError as fault:
        return _show(request, found, error=fault.message, sent=sent, status=400)
    told = {
        "give": _("Đã nộp phần góp."),
        "take_back": _("Đã mở lại mục này để sửa."),
        "ask_more": _("Đã đề nghị bổ sung."),
    }
    messages.success(request, told.get(act, _("Đã lưu.")))
    return redirect("reports:report", code=found.report.code)


def _saved(user: User, found: _Found, sent: QueryDict, at: Any) -> Contribution:
    if sent.get("keep") == "theirs":
        return found.row
    return actions.save_section(user, found.row, _written(found, sent), at=at)


def _written(found: _Found, sent: QueryDict) -> Written:
    figures = {}
    for figure in found.outline.figures_of(found.section.id):
        number = typed_number(sent.get(f"so-{figure.id}", ""), figure.name)
        if number is not None:
            figures[figure.id] = plain_value(Value(value=number))
    return Written(
        text=sent.get("text", ""),
        version=whole(sent.get("version", "")) or 0,
        figures=figures,
        tables={table.id: _cells(table, sent) for table in found.outline.tables_of(found.section.id)},
        notes={
            f"{table.id}.{row.id}": words
            for table in found.outline.tables_of(found.section.id)
            for row in table.rows
            if (words := sent.get(f"ghi-{table.id}-{row.id}", "").strip()[:300])
        },
    )


def _cells(table: Table, sent: QueryDict) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for prefix, name in _named_rows(table, sent):
        numbers: dict[str, Decimal] = {}
        for column in table.columns:
            number = typed_number(sent.get(f"{prefix}-{column.id}", ""), said.in_column(name, [column.title]))
            if number is not None:
                numbers[column.id] = number
        if numbers and name in found:
            raise NamroError(
                _("Bảng có hai dòng cùng tên “%(name)s”. Gộp hai dòng hoặc đổi tên một dòng.") % {"name": name},
                code="twin",
            )
        if numbers:
            found[name] = {column: str(number) for column, number in numbers.items()}
    return found


def _named_rows(table: Table, sent: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield (prefix of the boxes, name of the row)."""
    if not table.open_rows:
        yield from ((f"o-{table.id}-{row.id}", row.id) for row in table.rows if not row.strong and not row.figure)
        return
    for place in range(OPEN_ROWS):
        name = " ".join(sent.get(f"ten-{table.id}-{place}", "").split())[:200]
        prefix = f"o-{table.id}-{place}"
        if name:
            yield prefix, name
        elif any(sent.get(f"{prefix}-{column.id}", "").strip() for column in table.columns):
            raise NamroError(
                _("Dòng %(place)d của bảng có số mà chưa có tên. Ghi tên ở cột đầu.") % {"place": place + 1},
                code="unnamed",
            )


def _own_piece(request: HttpRequest, found: _Found) -> HttpResponse:
    sent, give_it = request.POST, request.POST.get("act") == "give"
    try:
        save_piece(signed_in(request), found.row, sent.get("text", ""), give_it=give_it, at=system_clock())
    except NamroError as fault:
        return _show(request, found, error=fault.message, sent=sent, status=400)
    messages.success(request, _("Đã nộp phần góp.") if give_it else _("Đã lưu."))
    return redirect("reports:report", code=found.report.code)


def _show(
    request: HttpRequest, found: _Found, *, error: str = "", sent: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    own = Piece.objects.filter(contribution=found.row, user=user).first() if _writes_piece(user, found) else None
    page = section_page(
        found.report, found.row, found.section, found.outline, user=user, owner=found.owner, sent=sent, error=error,
        piece=(own.text if own else "") if _writes_piece(user, found) else None,
    )  # fmt: skip
    return render(request, "reports/section.html", {"page": page}, status=status)


def _conflict(request: HttpRequest, found: _Found, fault: Conflict) -> dict[str, Any]:
    sent = [
        (name, text) for name, text in request.POST.items() if name not in ("csrfmiddlewaretoken", "version", "keep")
    ]
    names = {figure.id: figure.name for figure in found.outline.figures}
    sides = [(_("Nội dung"), fault.row.text, fault.mine.text)]
    for key in {*fault.row.figures, *fault.mine.figures}:
        theirs = fault.row.figures.get(key, {}).get("value", "")
        mine = fault.mine.figures.get(key, {}).get("value", "")
        sides.append((names.get(key, key), theirs, mine))
    return {
        "code": found.report.code,
        "key": found.section.id,
        "title": found.section.title,
        "person": fault.row.by.full_name if fault.row.by else "",
        "sides": [side for side in sides if side[1] != side[2]],
        "sent": [*sent, ("version", str(fault.row.version))],
        "error": fault.message,
    }
