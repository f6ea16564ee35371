"""Single cells of dossier files as values. Every fault of one is a `BadCell`, whose words say what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from namro.apps.dossiers.judging import Happened
from namro.apps.dossiers.reading.columns import key_of, words
from namro.apps.dossiers.reading.moments import BadMoment, Moments
from namro.core.service.dossiers import Status

MOST_EVENTS, MOST_STEPS = 400, 100
_PLAIN = {"true": True, "false": False, "1": True, "0": False}
_YES, _NO = {"true", "1", "co", "x", "yes", "da"}, {"false", "0", "khong", "no", "chua"}
_WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]0+)?")
_OURS = {str(status): str(status) for status in Status}
_DECODER = json.JSONDecoder()
_AT = ("at", "ThoiDiem", "ThoiGian", "NgayThucHien", "Ngay")
_STATUS = ("status", "TrangThai", "TenTrangThai", "Ten")


class BadCell(ValueError):
    """A cell that cannot be taken: why, and what to do."""


def flag(text: str) -> bool | None:
    """Return yes, no, or None for an empty cell."""
    if not text:
        return None
    plain = _PLAIN.get(text)
    if plain is not None:
        return plain
    word = key_of(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise BadCell(_("ghi true hoặc false"))


def whole(text: str) -> int | None:
    """Return a whole number, dots and commas between thousands allowed."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    bare = text.strip()
    if len(bare) < 20 and bare.isascii() and _WHOLE.fullmatch(bare):
        return int(re.sub(r"[.,](?=\d{3}\b)", "", bare).split(".")[0].split(",")[0])
    raise BadCell(_("ghi một số nguyên không âm"))


def fees(text: str) -> int | None:
    """Return the sum of a list of fees, or one number."""
    if not text.startswith(("[", "{")):
        return whole(text)
    found = [fee for fee in _fees(_json(text)) if fee is not None]
    return sum(found) if found else None


def _fees(value: Any) -> Iterator[int | None]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            amounts = [said for name, said in one.items() if key_of(name) in ("sotien", "mucphi", "amount", "fee")]
            yield from (whole(str(said)) for said in amounts[:1] if said is not None)
        elif isinstance(one, int | str):
            yield whole(str(one))


def events(text: str, moments: Moments) -> list[Happened]:
    """Return what happened. A bare word, as some exports have it, tells no moment and is no event."""
    if not text.startswith("["):
        return []
    found = _json(text)
    if not isinstance(found, list) or len(found) > MOST_EVENTS:
        raise BadCell(_("ghi danh sách sự kiện, nhiều nhất %(n)d") % {"n": MOST_EVENTS})
    seconds, known = moments.seconds, words("statuses")
    try:  # as files of our own have them
        return [(_OURS[one["status"]], seconds(one["at"])) for one in found]
    except (KeyError, TypeError, AttributeError, BadMoment):
        return [_event(one, moments, known) for one in found]


def _event(one: Any, moments: Moments, known: Mapping[str, str]) -> Happened:
    if not isinstance(one, dict):
        raise BadCell(_("mỗi sự kiện ghi như {“status”: …, “at”: …}"))
    status, at = _first(one, _STATUS), _first(one, _AT)
    if not status or not at:
        raise BadCell(_("mỗi sự kiện cần status và at"))
    return known.get(status) or known.get(key_of(status), status[:40]), moment(at, moments)


def steps(text: str, moments: Moments) -> list[dict[str, Any]]:
    """Return the steps: name, holder, officer, began_at, due_at, ended_at."""
    if not text:
        return []
    found = _json(text) if text.startswith("[") else None
    if not isinstance(found, list) or len(found) > MOST_STEPS or not all(isinstance(one, dict) for one in found):
        raise BadCell(_("ghi danh sách bước dạng JSON, nhiều nhất %(n)d") % {"n": MOST_STEPS})
    return [_step(one, moments) for one in found]


def _step(one: dict[str, Any], moments: Moments) -> dict[str, Any]:
    texts = {"name": ("name", "TenBuoc"), "holder": ("unit", "holder", "DonVi"), "officer": ("officer", "CanBo")}
    times = {
        "began_at": ("started_at", "from", "BatDau"),
        "due_at": ("due_at", "due", "HanXuLy"),
        "ended_at": ("ended_at", "to", "KetThuc"),
    }
    said: dict[str, Any] = {name: _first(one, known)[:200] for name, known in texts.items()}
    for name, known in times.items():
        text = _first(one, known)
        said[name] = moment(text, moments) if text else None
    if not said["holder"]:
        raise BadCell(_("mỗi bước cần đơn vị giữ hồ sơ (unit)"))
    said["officer"] = said["officer"][:120]
    return said


def moment(text: str, moments: Moments) -> int:
    """Return a moment in seconds since 1970."""
    try:
        return moments.seconds(text)
    except BadMoment as fault:
        raise BadCell(how_moments_are_written()) from fault


def how_moments_are_written() -> str:
    """Return what to write instead of a text that is no moment."""
    return _("ghi ngày như 16/10/2026 08:30 hoặc 2026-10-16T08:30")


def one_of(kind: str) -> Callable[[str], str]:
    """Return a reader of words of a kind: `units`, `channels`."""
    known = words(kind)

    def read(text: str) -> str:
        found = known.get(text) or known.get(key_of(text))
        if found is None:
            raise BadCell(_("ghi một trong: %(words)s") % {"words": ", ".join(dict.fromkeys(known))})
        return found

    return read


def _first(one: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(one[name]) for name in names if one.get(name) not in (None, "")), "")


def _json(text: str) -> Any:
    try:
        found, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError) as fault:
        raise BadCell(_("không phải JSON đúng")) from fault
    if text[end:].strip():
        raise BadCell(_("không phải JSON đúng"))
    return found
