"""Looking into WordprocessingML by local names, so that the transitional and the strict dialect read alike."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_OFF = {"0", "false", "off", "none"}


def tag(element: Element) -> str:
    """The element's name without namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute by local name, None if element or attribute is missing."""
    if element is not None:
        for key, value in element.items():
            if key.rpartition("}")[2] == name:
                return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first child, grandchild … along the names."""
    for name in path:
        element = next((c for c in element if tag(c) == name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """All direct children of that name."""
    return (c for c in (element if element is not None else ()) if tag(c) == name)


def value(element: Element | None, *path: str) -> str | None:
    """The `val` attribute of the child along the path."""
    return attribute(child(element, *path), "val")


def number(element: Element | None, *path: str) -> int | None:
    """The `val` of the child along the path as a whole number; None if missing or not a small number."""
    text = value(element, *path)
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else None


def switch(element: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not set."""
    found = child(element, name)
    return None if found is None else (attribute(found, "val") or "true").lower() not in _OFF
