"""A file of dossiers on its way in: which heading is which column, what it would change, what it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import DossierImport, PersonalField
from namro.apps.dossiers.reading.columns import columns
from namro.ui.chips import Chip
from namro.ui.formats import moment, number, size

State = DossierImport.State
_CHIPS = {
    State.DONE: ("check", "good"),
    State.CHECKED: ("pencil", "warn"),
    State.MAPPING: ("pencil", "warn"),
    State.REFUSED: ("alert-triangle", "bad"),
    State.FAILED: ("alert-triangle", "bad"),
}
_CUT = 40


@dataclass(frozen=True, slots=True)
class JobLine:
    """A file of the list."""

    name: str
    url: str
    about: str
    chip: Chip
    counts: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A column of ours with the heading chosen for it and a value of the file."""

    name: str
    title: str
    required: bool
    chosen: str
    example: str


@dataclass(frozen=True, slots=True)
class MappingPage:
    """The choice of columns."""

    title: str
    about: str
    needed: tuple[Choice, ...]
    found: tuple[Choice, ...]
    absent: tuple[Choice, ...]
    headings: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What a file would change, or did."""

    title: str
    about: str
    progress: str
    counts: tuple[tuple[str, str], ...]
    totals: str
    reasons: tuple[tuple[str, str], ...]
    writes: bool


def imports_of(jobs: Iterable[DossierImport]) -> list[JobLine]:
    """Return the lines of the list."""
    return [
        JobLine(
            job.name,
            reverse("dossiers:import", args=[job.code]),
            f"{job.source.name} · {moment(job.at)} · {size(job.size)}",
            Chip(*_CHIPS.get(State(job.state), ("progress", "calm")), str(job.get_state_display())),
            _short(job.counts),
        )
        for job in jobs
    ]


def _short(counts: Mapping[str, int]) -> str:
    if not counts:
        return ""
    said = _("%(new)s mới · %(changed)s đổi · %(same)s giống · %(bad)s lỗi")
    return said % {name: _n(counts.get(name, 0)) for name in ("new", "changed", "same", "bad")}


def mapping_page(
    job: DossierImport, header: Sequence[str], rows: Sequence[Sequence[str]], chosen: Mapping[str, str]
) -> MappingPage:
    """Put the choice of columns together."""
    at = {heading: place for place, heading in reversed(list(enumerate(header)))}

    def example(heading: str) -> str:
        values = (row[at[heading]] for row in rows if heading in at and len(row) > at[heading])
        return next((value[:_CUT] for value in values if value), "")

    choices = [
        Choice(one.name, one.title, one.required, chosen.get(one.name, ""), example(chosen.get(one.name, "")))
        for one in columns()
    ]
    left = [heading for heading in header if heading and heading not in chosen.values()]
    return MappingPage(
        job.name,
        f"{job.source.name} · {size(job.size)}",
        tuple(one for one in choices if one.required),
        tuple(one for one in choices if one.chosen and not one.required),
        tuple(one for one in choices if not one.chosen and not one.required),
        tuple(dict.fromkeys(heading for heading in header if heading)),
        tuple(left),
    )


def personal_choices(
    fields: Iterable[PersonalField], header: Sequence[str], chosen: Mapping[str, str], remembered: Mapping[str, str]
) -> list[Choice]:
    """Return the fields about applicants that are on; none is guessed, only what was chosen before is offered again."""
    found = []
    for one in fields:
        heading = chosen.get(one.field) or remembered.get(one.field, "")
        found.append(Choice(one.field, str(one.get_field_display()), False, heading if heading in header else "", ""))
    return found


def import_page(job: DossierImport) -> ImportPage:
    """Put the page of a file together."""
    counts = job.counts
    names = (
        ("rows", _("Dòng trong tệp")),
        ("new", _("Hồ sơ mới")),
        ("changed", _("Hồ sơ có thay đổi")),
        ("same", _("Giống như đang có, bỏ qua")),
        ("older", _("Cũ hơn bản đang có, bỏ qua")),
        ("bad", _("Dòng lỗi, không nhận")),
    )
    return ImportPage(
        _title(job.state),
        f"{job.name} · {job.source.name} · {moment(job.at)}",
        _progress(job),
        tuple((title, _n(counts.get(name, 0))) for name, title in names) if counts else (),
        _totals(counts) if counts else "",
        tuple((said, _n(n)) for said, n in counts.get("reasons", ())),
        bool(counts.get("new", 0) or counts.get("changed", 0)),
    )


def _totals(counts: Mapping[str, int]) -> str:
    said = _("Trong các hồ sơ sẽ ghi: %(received)s tiếp nhận = %(handled)s đã xong + %(open)s đang giải quyết")
    text = said % {name: _n(counts.get(name, 0)) for name in ("received", "handled", "open")}
    filed = counts.get("filed", 0)
    return text + (_("; %(n)s nộp nhưng chưa tiếp nhận.") % {"n": _n(filed)} if filed else ".")


def _progress(job: DossierImport) -> str:
    if job.total:
        return _("%(done)s / %(total)s dòng") % {"done": _n(job.done), "total": _n(max(job.total, job.done))}
    return _("%(done)s dòng") % {"done": _n(job.done)}


def _n(count: int) -> str:
    return number(Decimal(count))


def _title(state: str) -> str:
    return {
        State.MAPPING: _("Chọn cột"),
        State.QUEUED: _("Đang đọc, kiểm tra tệp"),
        State.READING: _("Đang đọc, kiểm tra tệp"),
        State.CHECKED: _("Xem trước: chưa ghi gì"),
        State.AGREED: _("Đang ghi hồ sơ"),
        State.WRITING: _("Đang ghi hồ sơ"),
        State.DONE: _("Đã ghi hồ sơ"),
        State.REFUSED: _("Không đọc được tệp"),
        State.FAILED: _("Việc đọc bị ngắt"),
    }[State(state)]
