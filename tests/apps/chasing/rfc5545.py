"""A strict reader of iCalendar, independent of the library that writes it, by what RFC 5545 says of lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = re.compile(r'(?P<name>[A-Z0-9-]+)(?P<parameters>(;[A-Z0-9-]+=("[^"]*"|[^";:,]*)(,("[^"]*"|[^";:,]*))*)*):')
#: TEXT: a semicolon, a comma and a backslash stand only behind a backslash, and so does the n of a line break.
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_TEXTS = {"SUMMARY", "DESCRIPTION", "X-WR-CALNAME", "PRODID", "UID", "TZID", "TZNAME"}
_OCTETS = 75
_NEEDED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}


@dataclass
class Component:
    """A component: its properties as they stand, texts unescaped, and what is inside."""

    kind: str
    properties: dict[str, str] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def all(self, kind: str) -> list[Component]:
        """The parts of a kind."""
        return [part for part in self.parts if part.kind == kind]


def read(content: bytes) -> Component:
    """Return the calendar. Fails an assertion at the first breach."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    for line in lines:
        assert b"\r" not in line, line
        assert b"\n" not in line, line
        assert 0 < len(line) <= _OCTETS, line
        line.decode("utf-8")  # no character is cut in two by folding
    stack: list[Component] = []
    for line in re.sub(r"\r\n[ \t]", "", content[:-2].decode("utf-8")).split("\r\n"):
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line), line
        found = _NAME.match(line)
        assert found, line
        name, value = found["name"], line[found.end() :]
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            ended = stack.pop()
            assert ended.kind == value
            assert _NEEDED[ended.kind] <= set(ended.properties), ended
            if not stack:
                assert ended.parts, "RFC 5545, 3.4: a calendar has at least one component"
                return ended
            stack[-1].parts.append(ended)
        else:
            assert name not in stack[-1].properties, f"{name} twice"
            stack[-1].properties[name] = _unescaped(value) if name in _TEXTS else value
    raise AssertionError("no end")


def _unescaped(value: str) -> str:
    assert _TEXT.fullmatch(value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
