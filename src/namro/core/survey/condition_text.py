"""Conditions as text, both ways: the part of XPath that forms use in the column `relevant`.

condition: either {"or" either};  either: one {"and" one}
one:       "not" "(" condition ")" | "(" condition ")" | "selected" "(" ${name} "," 'code' ")" | ${name} op literal
"""

from __future__ import annotations

import re

from namro.core.base.errors import NamroError
from namro.core.survey.conditions import SIZES, All, Compared, Condition, Either, Not, Op

_LONGEST, _DEEPEST = 2000, 20
_TOKEN = re.compile(
    r"""\s*(?:\$\{\s*(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\s*\}
        |(?P<quoted>'[^']*'|"[^"]*")
        |(?P<number>-?\d{1,9}(?![\w.]))
        |(?P<op>!=|<=|>=|=|<|>)
        |(?P<mark>[(),])
        |(?P<word>[^\W\d_][\w-]*))""",
    re.VERBOSE,
)
_CURE = "Dùng được: ${câu} = 'mã', !=, <, <=, >, >=, selected(${câu}, 'mã'), and, or, not(…), dấu ngoặc."
_Token = tuple[str, str]


def parse_condition(text: str) -> Condition:
    """Read a condition. Raises NamroError that says what is not understood and what is."""
    if len(text) > _LONGEST:
        raise _unreadable(f"điều kiện dài quá {_LONGEST} ký tự")
    reading = _Reading(_tokens(text))
    found = reading.condition(0)
    if reading.next != ("", ""):
        raise _unreadable(f"thừa “{reading.next[1][:20]}”")
    return found


def condition_text(condition: Condition) -> str:
    """Write a condition; the same one always in the same words, read back as it was."""
    match condition:
        case Compared(question, Op.SELECTED, value):
            return f"selected(${{{question}}}, '{value}')"
        case Compared(question, op, value):
            said = value if op in SIZES else f"'{value}'"
            return f"${{{question}}} {op} {said}"
        case Not(part):
            return f"not({condition_text(part)})"
        case All(parts):
            return " and ".join(_inside(part) for part in parts)
        case Either(parts):
            return " or ".join(_inside(part) for part in parts)


def _inside(part: Condition) -> str:
    text = condition_text(part)
    return f"({text})" if isinstance(part, All | Either) else text


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(f"không hiểu “{text[at : at + 20].strip()}”")
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        at = match.end()
    return found


class _Reading:
    """Walks the tokens; `next` is the one not yet taken, ("", "") at the end."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.left = iter([*tokens, ("", "")])
        self.next = next(self.left)

    def take(self) -> _Token:
        taken, self.next = self.next, next(self.left, ("", ""))
        return taken

    def took(self, *wanted: _Token) -> bool:
        """Take the next token where it is one of these."""
        if self.next in wanted:
            self.take()
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.took(("mark", mark)):
            raise _unreadable(
                f"thiếu “{mark}” trước “{self.next[1][:20]}”" if self.next[1] else f"thiếu “{mark}” ở cuối"
            )

    def condition(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise _unreadable(f"ngoặc lồng quá {_DEEPEST} lớp")
        parts = [self.both(depth)]
        while self.took(("word", "or")):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Either(_flat(parts, Either))

    def both(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.took(("word", "and")):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else All(_flat(parts, All))

    def one(self, depth: int) -> Condition:
        kind, text = self.take()
        if (kind, text) == ("mark", "("):
            return self.closed(depth)
        if (kind, text) == ("word", "not"):
            self.expect("(")
            return Not(self.closed(depth))
        if (kind, text) == ("word", "selected"):
            self.expect("(")
            kind, text = self.take()
            if kind != "name":
                raise _unreadable("selected( cần ${câu}")
            self.expect(",")
            test = Compared(text, Op.SELECTED, self.literal())
            self.expect(")")
            return test
        if kind != "name":
            raise _unreadable(f"không hiểu “{text[:20]}”" if text else "điều kiện dở dang")
        kind, op = self.take()
        if kind != "op":
            raise _unreadable(f"sau ${{{text}}} cần một phép so sánh")
        return Compared(text, Op(op), self.literal())

    def closed(self, depth: int) -> Condition:
        found = self.condition(depth + 1)
        self.expect(")")
        return found

    def literal(self) -> str:
        kind, text = self.take()
        if kind == "quoted":
            return text[1:-1]
        if kind == "number":
            return str(int(text))
        raise _unreadable(f"“{text[:20]}” không phải mã" if text else "điều kiện dở dang")


def _flat(parts: list[Condition], kind: type[All] | type[Either]) -> tuple[Condition, ...]:
    """Take apart parts of the same kind, so that brackets without a meaning leave no trace."""
    found: list[Condition] = []
    for part in parts:
        found.extend(part.parts if isinstance(part, kind) else [part])
    return tuple(found)


def _unreadable(said: str) -> NamroError:
    return NamroError(f"{said}. {_CURE}", code="condition")
