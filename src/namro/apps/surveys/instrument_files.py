"""An instrument out of a file that somebody hands in: an XLSForm or the text of one of ours; all of it or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault
from namro.core.base.folding import writable
from namro.core.framework.reading import decoded
from namro.core.survey.model import Instrument as Questions
from namro.core.survey.model import words_in
from namro.core.survey.reading import parse_instrument
from namro.core.survey.writing import write_instrument
from namro.documents.workbooks.from_xlsform import read_xlsform

#: The endings that are taken; what the file is shows in its content.
YAML, XLSX = (".yaml", ".yml"), (".xlsx",)
#: An instrument of 500 questions in three languages takes about 300 kB.
MOST_BYTES = 4 * 1024 * 1024
#: An edition stands in addresses.
_EDITION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Brought:
    """An instrument with the text that is kept of it."""

    made: Questions
    text: str

    @property
    def title(self) -> str:
        """Its title for lists."""
        return words_in(self.made.title)

    @property
    def sha256(self) -> str:
        """The digest of the text."""
        return sha256(self.text.encode()).hexdigest()


def brought_by(path: Path, name: str) -> Brought:
    """Read a file. Raises BrokenFile with every fault by sheet or line, UnreadableDocument, NamroError."""
    kind = path.suffix.lower()
    if kind in XLSX:
        made = read_xlsform(path)
        text = writable(write_instrument(made))
    elif kind in YAML:
        text = decoded(path.read_bytes(), name=name)
    else:
        raise NamroError(_("Nhận tệp .xlsx (XLSForm), .yaml hoặc .yml. Lưu lại đúng dạng rồi nạp."), code="kind")
    made = parse_instrument(text, name=name)
    faults = list(_of_the_site(made, text))
    if faults:
        raise BrokenFile(name, faults)
    return Brought(made, text)


def _of_the_site(made: Questions, text: str) -> list[Fault]:
    """What a file alone may say and the site cannot keep."""
    found = []
    if not _EDITION.fullmatch(made.edition):
        told = _(
            "phiên bản “%(edition)s” không dùng được. Ghi ngày ban hành, ví dụ 2026-11-22 (chữ không dấu, số, . _ -)."
        )
        found.append(Fault(0, "", told % {"edition": made.edition[:40]}))
    if len(words_in(made.title)) > _LONGEST_TITLE:
        found.append(Fault(0, "", _("tên bộ câu hỏi dài quá %(most)d ký tự. Rút gọn.") % {"most": _LONGEST_TITLE}))
    if writable(text) != text.replace("\r\n", "\n").replace("\r", "\n"):
        found.append(Fault(0, "", _("có ký tự điều khiển không in được. Xóa những ký tự đó rồi lưu lại.")))
    return found
