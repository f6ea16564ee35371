"""The library as a list: what there is, what is to be seen to, found by words, year, unit and state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.library.attachments import Place
from namro.apps.library.models import EvidenceFile
from namro.apps.library.pages.words import file_words, marks, paper_words
from namro.apps.library.queries import Piece
from namro.ui.chips import Chip

UNSIGNED, UNDATED, UNREADABLE, TWIN, LOOSE, REMOVED = (
    "chua-ky",
    "chua-ngay",
    "khong-doc",
    "trung",
    "chua-gan",
    "da-bo",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `unit` is the id of a unit, None: all that the person reads about."""

    year: int | None
    unit: int | None
    unit_code: str
    filter: str
    search: str

    def query(self, **other: str) -> str:
        """Return the address's query with some parts changed."""
        parts = {
            "nam": str(self.year or ""), "don-vi": self.unit_code, "loc": self.filter, "tim": self.search, **other
        }  # fmt: skip
        return urlencode({name: text for name, text in parts.items() if text})


@dataclass(frozen=True, slots=True)
class Tab:
    """A way of looking at the list; `count` is None where counting would take long."""

    word: str
    query: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence in the list."""

    url: str
    title: str
    paper: str
    file: str
    unit: str
    marks: tuple[Chip, ...]
    places: tuple[Place, ...]
    by: str


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """A page of the list."""

    rows: tuple[EvidenceRow, ...]
    page: Page[EvidenceFile]
    tabs: tuple[Tab, ...]
    shows_units: bool
    shows_places: bool
    query: str
    all_years: str


def filter_words(*, attached: bool) -> dict[str, str]:
    """Return the filters by their word in the address."""
    found = {
        "": _("Tất cả"),
        UNSIGNED: _("Chưa ký số"),
        UNDATED: _("Chưa rõ ngày"),
        UNREADABLE: _("Không đọc được"),
        TWIN: _("Trùng với nơi khác"),
    }
    if attached:
        found[LOOSE] = _("Chưa gắn tiêu chí")
    return {**found, REMOVED: _("Đã bỏ")}


def evidence_list(
    asked: Asked,
    page: Page[EvidenceFile],
    pieces: Sequence[Piece],
    *,
    counts: Mapping[str, int],
    units: Mapping[int, str],
    twins: Mapping[int, Sequence[str]],
    places: Mapping[int, Sequence[Place]] | None,
) -> EvidenceList:
    """Return the page; `units` are names by id, empty where all rows are of one unit."""
    tabs = tuple(
        Tab(word, asked.query(loc=key), counts.get(key), key == asked.filter)
        for key, word in filter_words(attached=places is not None).items()
    )
    rows = tuple(
        EvidenceRow(
            url=reverse("library:evidence", args=[piece.code]),
            title=piece.title or _("Minh chứng %(code)s") % {"code": piece.code},
            paper=paper_words(piece),
            file=file_words(piece),
            unit=units.get(piece.unit, ""),
            marks=marks(piece, twins.get(piece.id, ())),
            places=tuple((places or {}).get(piece.id, ())),
            by=file.by.full_name,
        )
        for piece, file in zip(pieces, page.object_list, strict=True)
    )
    return EvidenceList(rows, page, tabs, bool(units), places is not None, asked.query(), asked.query(nam=""))
