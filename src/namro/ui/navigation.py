"""The frame around every page: places of the rail, who is logged in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _mark

from namro.ui.formats import initials

#: (address name, icon, word), in the order of the rail and of the bar at the bottom of a phone.
PLACES = (
    ("plans:mine", "checklist", _mark("Việc của tôi")),
    ("plans:board", "chart-histogram", _mark("Bảng theo dõi")),
    ("plans:plans", "route", _mark("Kế hoạch")),
    ("assessments:sheets", "table", _mark("Chấm điểm")),
    ("exchange:imports", "files", _mark("Văn bản")),
    ("indicators:home", "progress", _mark("Số liệu")),
    ("assessments:results", "circle-check", _mark("Kết quả")),
    ("frameworks:library", "list-tree", _mark("Bộ tiêu chí")),
    ("people:organisation", "sitemap", _mark("Tổ chức")),
    ("ui:help", "help-circle", _mark("Trợ giúp")),
    ("people:account", "user", _mark("Tài khoản")),
)


#: Places that a phone's bar has no room for; they are reached from the account page there.
WIDE_ONLY = {"indicators:home", "assessments:results", "frameworks:library", "people:organisation", "ui:help"}


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail; `wide` ones are left out on a phone."""

    url: str
    icon: str
    word: str
    current: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows of the request."""

    places: tuple[Place, ...]
    person: str
    initials: str


def frame(request: HttpRequest) -> dict[str, Callable[[], Frame | None]]:
    """Context processor: `frame` is None for a visitor without an account."""
    return {"frame": lambda: _frame(request)}


def _frame(request: HttpRequest) -> Frame | None:
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    places = []
    for name, icon, word in PLACES:
        url = reverse(name)
        current = request.path == url or request.path.startswith(url + "/")
        places.append(Place(url, icon, gettext(word), current, name in WIDE_ONLY))
    return Frame(tuple(places), user.full_name, initials(user.full_name))
