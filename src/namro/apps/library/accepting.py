"""Which files are taken as proof: by their first bytes, never by what the browser says they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from namro.apps.library.models import LINK_LENGTH
from namro.core.base.errors import NamroError

#: First bytes and the kind of file they begin; a kind is also the only ending under which the file is given out.
_BEGINNINGS = (
    (b"%PDF-", ("pdf",)),
    (b"\xff\xd8\xff", ("jpg", "jpeg")),
    (b"\x89PNG\r\n\x1a\n", ("png",)),
    (b"PK\x03\x04", ("docx", "xlsx", "pptx", "zip")),
    (b"RIFF", ("webp",)),
)
#: Pictures of telephones have their kind behind the length of the first box.
_TELEPHONE = (b"ftypheic", b"ftypheix", b"ftypmif1")
#: Names that a file dialog offers.
SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".docx", ".xlsx", ".zip")
#: Files in one request; more are sent in a second one.
MOST_FILES = 20
_ADDRESS = URLValidator(schemes=("http", "https"))
#: Text has no first bytes of its own.
_TEXT = ("txt", "csv")
_PHOTOS = ("heic", "heif")
#: Endings that say what a file holds.
_PROMISED = frozenset((*(ending for _start, endings in _BEGINNINGS for ending in endings), *_TEXT, *_PHOTOS))
#: How programs begin, of Windows and of Linux.
_PROGRAMS = (b"MZ", b"\x7fELF")


def kinds_of(files: Sequence[Path]) -> list[str]:
    """Return the kinds of files sent together: all are looked at before the first is kept. Raises NamroError."""
    if len(files) > MOST_FILES:
        raise NamroError(
            _("Mỗi lần gửi đến %(most)d tệp. Gửi làm nhiều lần; tệp gửi trước vẫn còn.") % {"most": MOST_FILES},
            code="too_many",
        )
    return [kind_of(path, path.name) for path in files]


def check_link(link: str) -> None:
    """Raise NamroError for what is no address (http or https), or too long; nothing is fetched from it."""
    if len(link) > LINK_LENGTH:
        raise NamroError(
            _("Đường dẫn dài %(length)d ký tự, nhiều nhất %(most)d. Dùng đường dẫn ngắn hơn của trang đó.")
            % {"length": len(link), "most": LINK_LENGTH},
            code="link",
        )
    try:
        _ADDRESS(link)
    except ValidationError as fault:
        raise NamroError(
            _("“%(link)s” không phải là đường dẫn. Chép cả địa chỉ, bắt đầu bằng https://.") % {"link": link[:80]},
            code="link",
        ) from fault


def kind_of(path: Path, name: str) -> str:
    """Return the kind of a proof file. Raises NamroError with what to do for one that is not taken."""
    ending = Path(name).suffix.lower().removeprefix(".")
    with path.open("rb") as file:
        start = file.read(16)
    if not start:
        raise NamroError(_("Tệp “%(name)s” trống (0 byte). Chọn lại tệp.") % {"name": name}, code="empty")
    for beginning, endings in _BEGINNINGS:
        if start.startswith(beginning) and ending in endings and (ending != "webp" or start[8:12] == b"WEBP"):
            return ending
    if ending in _TEXT and b"\0" not in start:
        return ending
    if start[4:12] in _TELEPHONE and ending in _PHOTOS:
        return ending
    if ending in _PROMISED:
        raise NamroError(_disguised(name, ending, start), code="disguised")
    raise NamroError(
        _("Tệp “%(name)s” không phải loại nhận làm minh chứng. Dùng ảnh (.jpg, .png), .pdf, .docx, .xlsx hoặc .zip.")
        % {"name": name},
        code="kind",
    )


def _disguised(name: str, ending: str, start: bytes) -> str:
    """Say that a file is not what its name promises, what it is where that is known, and what to do."""
    promised = _("văn bản") if ending in _TEXT else ending.upper()
    words = _("Tệp “%(name)s” mang đuôi .%(ending)s nhưng nội dung không phải %(kind)s.")
    real = next((endings for beginning, endings in _BEGINNINGS if start.startswith(beginning)), ())
    if start.startswith(_PROGRAMS):
        cure = _("Đó là chương trình chạy được, không nhận. Đừng mở tệp này; báo người quản trị máy.")
    elif real:
        kinds = ", ".join(f".{kind}" for kind in real)
        cure = _("Nội dung có vẻ là %(kinds)s: đặt lại đúng đuôi rồi gửi lại.") % {"kinds": kinds}
    else:
        cure = _("Mở bằng phần mềm đã tạo ra tệp, xuất lại thành .%(ending)s rồi gửi.") % {"ending": ending}
    return f"{words % {'name': name, 'ending': ending, 'kind': promised}} {cure}"
