"""Rows of a file checked one by one against units and procedures: what can be written, and what is refused and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from namro.apps.dossiers.judging import Happened, Judged, in_order, judged
from namro.apps.dossiers.models.rows import CODE_LENGTH, OFFICER_LENGTH, PROCEDURE_LENGTH, URL_LENGTH
from namro.apps.dossiers.reading import cells as c
from namro.apps.dossiers.reading.columns import key_of, words
from namro.apps.dossiers.reading.moments import BadMoment, Moments, has_no_clock
from namro.core.service.dossiers import ENDINGS

#: The order in which the cells of a row are handed over.
WANTED = (
    "code", "unit", "intake_unit", "return_unit", "procedure", "officer", "submitted_at", "accepted_at", "due_at",
    "processed_at", "returned_at", "max_time", "time_unit", "channel", "returns_document", "result_url",
    "digitised_component", "reused_component", "personal_store", "population_data", "fee", "paid", "disliked",
    "events", "steps", "synced_at",
)  # fmt: skip
_DAY = 86_400
_ENDED = {str(status) for group in ENDINGS for status in group}
_PAID = {"": 0, "0": 0, "1": 1, "2": 2, "false": 0, "true": 1}


class Term(NamedTuple):
    """What the catalogue says of a procedure."""

    amount: float | None
    unit: str
    returns_document: bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """Units by every word they are called, those one may write, procedures, and what a row without its own unit has.

    `allowed` None: all; `procedures` None: any is taken. `until`: nothing was accepted later.
    """

    units: Mapping[str, int]
    allowed: frozenset[int] | None
    procedures: Mapping[str, Term]
    any_procedure: bool
    unit: int | None
    until: int


@dataclass(slots=True)
class Taken:
    """A row that can be written; `terms` are amount and unit of its time limit."""

    values: dict[str, Any]
    judged: Judged
    steps: list[dict[str, Any]] = field(default_factory=list)
    #: An appointment without a time of day is kept until the office closes.
    due_is_day: bool = False


class Refused(ValueError):
    """A row that cannot be written: which column, what stands there, why; `detail` is of this row alone.

    Reasons are counted without it: a thousand rows with one fault are one line of the page.
    """

    def __init__(self, column: str, value: str, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.column, self.value, self.why, self.detail = column, value, why, detail


class Checker:
    """Checks rows of one file."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.moments = Moments()
        self._channel, self._time_unit = c.one_of("channels"), c.one_of("units")
        self._found: dict[str, int | None] = {}
        self._statuses = words("statuses")

    def check(self, cells: tuple[str, ...], synced: int) -> Taken:
        """Check one row, its cells in the order of WANTED. Raises Refused."""
        (
            code, unit, intake, back, procedure, officer, submitted, accepted, due, processed, returned, most, of,
            channel, paper, url, digitised, reused, store, people, fee, paid, disliked, events, steps, _synced,
        ) = cells  # fmt: skip
        code = code.strip()
        if not 0 < len(code) <= CODE_LENGTH:
            raise Refused("code", code, _("mã hồ sơ trống hoặc quá dài"))
        handles = self._unit("unit", unit) if unit else self.known.unit
        if handles is None:
            raise Refused("unit", unit, _("không có đơn vị; ghi mã đơn vị hoặc chọn đơn vị mặc định của nguồn"))
        if self.known.allowed is not None and handles not in self.known.allowed:
            raise Refused("unit", unit, _("không phải đơn vị của người nạp"))
        term = self._term(procedure.strip())
        at = self._at
        accepted_at, due_at = at("accepted_at", accepted), at("due_at", due)
        happened = self._events(events, accepted_at, processed=processed, returned=returned)
        told = judged(accepted_at, happened)
        self._in_time(accepted_at, due_at, told, texts=(accepted, due), due_is_day=has_no_clock(due))
        amount = self._amount(most) if most else term.amount
        said = self._cell
        return Taken(
            {
                "code": code,
                "unit_id": handles,
                "intake_unit_id": self._unit("intake_unit", intake) if intake else None,
                "return_unit_id": self._unit("return_unit", back) if back else None,
                "procedure": procedure.strip(),
                "officer": officer.strip()[:OFFICER_LENGTH],
                "submitted_at": at("submitted_at", submitted),
                "accepted_at": accepted_at,
                "due_at": due_at,
                "max_time": amount,
                "time_unit": said("time_unit", of, self._time_unit) if of else (term.unit if amount else ""),
                "channel": int(said("channel", channel, self._channel)) if channel else 1,
                "returns_document": said("returns_document", paper, c.flag) if paper else term.returns_document,
                "result_url": url.strip()[:URL_LENGTH],
                "digitised_component": said("digitised_component", digitised, c.flag) if digitised else None,
                "reused_component": said("reused_component", reused, c.flag) if reused else None,
                "personal_store": said("personal_store", store, c.flag) if store else None,
                "population_data": said("population_data", people, c.flag) if people else None,
                "fee": said("fee", fee, c.fees) if fee else None,
                "paid": self._paid(paid),
                "disliked": bool(disliked and said("disliked", disliked, c.flag)),
                "synced_at": synced,
                "events": written(happened),
            },
            told,
            said("steps", steps, self._steps) if steps else [],
            has_no_clock(due) if due else False,
        )

    def synced(self, text: str, otherwise: int) -> int:
        """Return when a row arrived: as it says itself, else when the export was taken. Raises Refused."""
        return otherwise if not text else self._at("synced_at", text) or otherwise

    def unit_called(self, text: str) -> int | None:
        """Return a unit by its code, a code it is known by elsewhere, or its name."""
        if text not in self._found:
            self._found[text] = self.known.units.get(text.strip()) or self.known.units.get(key_of(text))
        return self._found[text]

    def _unit(self, column: str, text: str) -> int:
        found = self.unit_called(text)
        if found is None:
            raise Refused(column, text, _("không có đơn vị này; xem mã ở trang Tổ chức"))
        return found

    def _term(self, procedure: str) -> Term:
        if not 0 < len(procedure) <= PROCEDURE_LENGTH:
            raise Refused("procedure", procedure, _("mã thủ tục trống hoặc quá dài"))
        term = self.known.procedures.get(procedure)
        if term is None:
            if not self.known.any_procedure:
                raise Refused("procedure", procedure, _("thủ tục chưa có trong danh mục; nạp danh mục rồi nạp lại"))
            return _NO_TERM
        return term

    def _events(self, text: str, accepted: int | None, *, processed: str, returned: str) -> list[Happened]:
        happened: list[Happened] = self._cell("events", text, self._listed) if text else []
        there = {status for status, _when in happened}
        for status, said in (("processed", processed), ("returned", returned)):
            if said and status not in there:
                happened.append((status, self._at(f"{status}_at", said) or 0))
                there.add(status)
        if accepted is not None and "accepted" not in there:
            happened.append(("accepted", accepted))
        if text and not text.startswith("[") and there.isdisjoint(_ENDED):
            word = self._statuses.get(key_of(text))
            if word in _ENDED:
                raise Refused("events", text, _("trạng thái đã xong nhưng không có ngày; xuất thêm cột ngày trả"))
        return in_order(happened)

    def _listed(self, text: str) -> list[Happened]:
        return c.events(text, self.moments)

    def _steps(self, text: str) -> list[dict[str, Any]]:
        found = c.steps(text, self.moments)
        for number, step in enumerate(found, start=1):
            step |= {"number": number, "unit_id": self.unit_called(step["holder"])}
        return found

    def _in_time(
        self, accepted: int | None, due: int | None, told: Judged, *, texts: tuple[str, str], due_is_day: bool
    ) -> None:
        if accepted is None:
            return
        if due is not None and due + (_DAY if due_is_day else 0) < accepted:
            raise Refused("due_at", texts[1], _("hẹn trả trước khi tiếp nhận"), f"({texts[0]})")
        if told.ended_at is not None and told.ended_at + _DAY < accepted:
            raise Refused("accepted_at", texts[0], _("kết thúc trước khi tiếp nhận"))
        if accepted > self.known.until:
            raise Refused("accepted_at", texts[0], _("tiếp nhận sau lúc xuất tệp"))

    def _amount(self, text: str) -> float:
        try:
            found = float(text.replace(",", "."))
        except ValueError:
            found = 0
        if not 0 < found <= 10_000:
            raise Refused("max_time", text, _("ghi một số lớn hơn 0"))
        return found

    def _paid(self, text: str) -> int:
        found = _PAID.get(text)
        if found is None:
            found = 1 if self._cell("paid", text, c.flag) else 0
        return found

    def _at(self, column: str, text: str) -> int | None:
        if not text:
            return None
        try:
            return self.moments.seconds(text)
        except BadMoment as bad:
            raise Refused(column, text, c.how_moments_are_written()) from bad

    def _cell(self, column: str, text: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(text)
        except c.BadCell as bad:
            raise Refused(column, text, str(bad)) from bad


_NO_TERM = Term(None, "", None)


def written(happened: list[Happened]) -> str:
    """Return events as they are stored."""
    return "[" + ",".join(f'["{_plain(status)}",{at}]' for status, at in happened) + "]"


def _plain(status: str) -> str:
    return status if status.isidentifier() else status.replace("\\", "/").replace('"', "'").translate(_CONTROLS)


_CONTROLS = dict.fromkeys(range(32), " ")
