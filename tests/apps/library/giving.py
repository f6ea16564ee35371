"""Files that people give in, and evidence of the cast's commune."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from namro.apps.library import actions
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock
from namro.demo.province import HOME

PAGE = "/thu-vien"
YEAR = system_clock().year
#: An invented report; its letterhead says 12/BC-UBND, 05/01/2026.
REPORT = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
Số: 12/BC-UBND
Suối Mây, ngày 05 tháng 01 năm 2026

BÁO CÁO
Kết quả kiểm soát thủ tục hành chính quý IV năm 2025

Trong quý IV, xã tiếp nhận 1.204 hồ sơ.
"""
#: One green dot.
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQaFAAAAGEAMFhTfg1AAAAAElFTkSuQmCC")


def upload(content: str | bytes = REPORT, name: str = "bao-cao.txt") -> SimpleUploadedFile:
    """Return an upload with this content."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def standing(user: User) -> User:
    """Return the person with today's standing, as a request has it."""
    user.standing = standing_of(user, system_clock().date())
    return user


def unit_of(code: str = HOME) -> int:
    """Return the id of a unit."""
    return Unit.objects.get(code=code).pk


def give(
    user: User, folder: Path, content: str | bytes = REPORT, *, name: str = "bao-cao.txt", unit: str = HOME,
    year: int = YEAR,
) -> Evidence:  # fmt: skip
    """Return the evidence that a file became."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    added = actions.add_files(standing(user), unit_of(unit), [path], year=year, at=system_clock())
    return Evidence.objects.get(pk=(*added.made, *added.known)[0].pk)
