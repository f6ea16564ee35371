"""The frame around every page: places of the rail, who is logged in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext

from namro.ui.formats import initials
from namro.ui.places import OTHERS, PLACES, WIDE_ONLY

#: Places that only some people see: what an app that knows people says of a request.
_conditions: dict[str, Callable[[HttpRequest], bool]] = {}


def show_only(name: str, condition: Callable[[HttpRequest], bool]) -> None:
    """Have a place stand in the frame for those only of whom the condition holds."""
    _conditions[name] = condition


#: How many unread notices stand on the bell: what an app that keeps them says of a request.
_bells: list[Callable[[HttpRequest], int]] = []


def count_on_bell(counter: Callable[[HttpRequest], int]) -> None:
    """Have the bell of the frame show a number."""
    _bells[:] = [counter]


def _shown(name: str, request: HttpRequest) -> bool:
    return name not in _conditions or _conditions[name](request)


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
    unread: int = 0


def frame(request: HttpRequest) -> dict[str, Callable[[], Frame | None]]:
    """Context processor: `frame` is None for a visitor without an account."""
    return {"frame": cache(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame | None:
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    unread = sum(counter(request) for counter in _bells)
    return Frame(tuple(_places(request)), user.full_name, initials(user.full_name), unread)


def _places(request: HttpRequest) -> Iterator[Place]:
    """Yield the rail as the person of a request sees it. A page that only *Mục khác* leads to lights that place up."""
    urls = _addresses(get_script_prefix())
    path = request.path
    here = {name for name, url in urls.items() if path == url or path.startswith(f"{url}/")}
    if not here & {name for name, *_rest in PLACES} and here:
        here.add("ui:more")
    for name, icon, word in PLACES:
        if _shown(name, request):
            yield Place(urls[name], icon, gettext(word), name in here, name in WIDE_ONLY)


@lru_cache
def _addresses(_prefix: str) -> dict[str, str]:
    """The address of each place; they change with nothing but the folder that the site is served under."""
    return {name: reverse(name) for name, *_rest in (*PLACES, *(one for _word, places in OTHERS for one in places))}


@dataclass(frozen=True, slots=True)
class Other:
    """One place of *Mục khác*."""

    url: str
    icon: str
    word: str
    about: str


@dataclass(frozen=True, slots=True)
class Group:
    """The places of *Mục khác* that people come to for one thing."""

    word: str
    places: tuple[Other, ...]


def others(request: HttpRequest) -> list[Group]:
    """Return the groups of *Mục khác* with the places that the person of a request sees, in their order."""
    groups = [
        Group(
            gettext(group),
            tuple(
                Other(reverse(name), icon, gettext(word), gettext(about))
                for name, icon, word, about in places
                if _shown(name, request)
            ),
        )
        for group, places in OTHERS
    ]
    return [group for group in groups if group.places]
