"""Which registers there are: those shipped with the program and those the province brought in, by code and edition.

The newest edition that has begun is in force; where both have the same day, the province's goes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from django.utils.translation import gettext as _

from namro.apps.registers.models import DefinitionEdition
from namro.core.base.errors import NamroError
from namro.core.base.folding import fold
from namro.core.registers import Register, parse_register
from namro.core.registers.fields import FIELDS


class NoSuchRegister(NamroError):
    """No register has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("Không có sổ “%(code)s”. Xem mã các sổ ở trang Sổ theo dõi.") % {"code": code[:60]}, code="register"
        )


@cache
def shipped() -> tuple[Register, ...]:
    """Return the registers that come with the program."""
    folder = files("namro.data") / "registers"
    found = (file for file in folder.iterdir() if file.name.endswith(".yaml"))
    return tuple(
        parse_register(file.read_text("utf-8"), name=file.name) for file in sorted(found, key=lambda f: f.name)
    )


@cache
def shipped_text(code: str) -> str:
    """Return the file of a shipped register, "" when none has this code."""
    file = files("namro.data") / "registers" / f"{code}.yaml"
    return file.read_text("utf-8") if file.is_file() else ""


@lru_cache(maxsize=128)
def _parsed(_sha256: str, key: int) -> Register:
    return parse_register(DefinitionEdition.objects.get(pk=key).text)


@dataclass(frozen=True, slots=True)
class Definitions:
    """All editions of all registers, the one in force first; fetched once for a request."""

    by_code: dict[str, tuple[Register, ...]]
    #: The editions that the province brought in.
    own: frozenset[tuple[str, str]]

    def get(self, code: str) -> Register:
        """Return the edition in force. Raises NoSuchRegister."""
        if code not in self.by_code:
            raise NoSuchRegister(code)
        return self.by_code[code][0]

    def edition(self, code: str, edition: str) -> Register:
        """Return an edition, the one in force where that one is not known."""
        return next((one for one in self.by_code[code] if one.edition == edition), self.by_code[code][0])

    def all(self) -> list[Register]:
        """Return the registers in force, by field and title."""
        return sorted((ones[0] for ones in self.by_code.values()), key=_order)


def _order(register: Register) -> tuple[int, str, str]:
    place = FIELDS.index(register.field) if register.field in FIELDS else len(FIELDS)
    return place, fold(register.field), fold(register.title)


def definitions(today: date) -> Definitions:
    """Return what is defined; one query, one more for each definition that is not in memory."""
    own = [
        _parsed(sha256, key)
        for key, sha256 in DefinitionEdition.objects.order_by("register", "edition").values_list("pk", "sha256")
    ]
    found: dict[str, dict[str, Register]] = {}
    for register in (*shipped(), *own):
        found.setdefault(register.code, {})[register.edition] = register
    by_code = {code: _in_order(editions.values(), today) for code, editions in found.items()}
    return Definitions(by_code, frozenset((one.code, one.edition) for one in own))


def _in_order(editions: Iterable[Register], today: date) -> tuple[Register, ...]:
    """The newest that has begun, then the others; one that only lies ahead stands in for what is not there."""
    newest = sorted(editions, key=lambda one: one.edition, reverse=True)
    begun = [one for one in newest if one.edition <= today.isoformat()]
    return tuple(begun + [one for one in newest if one not in begun])
