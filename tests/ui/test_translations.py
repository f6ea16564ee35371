"""The English of the interface: complete, compiled, nothing left over."""

from __future__ import annotations

import re
from pathlib import Path

import polib
from django.utils import translation

from tests.ui.marked import PACKAGE, core_labels, messages

CATALOGUE = PACKAGE / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def entries(path: Path) -> dict[str, str | dict[int, str]]:
    read = polib.pofile if path.suffix == ".po" else polib.mofile
    return {entry.msgid: entry.msgstr_plural or entry.msgstr for entry in read(str(path))}


def test_every_marked_text_has_an_english_one_and_no_other_is_kept() -> None:
    wanted = {*messages(), *core_labels()}
    found = entries(CATALOGUE)
    assert wanted - set(found) == set()
    assert set(found) - wanted == set()
    assert [text for text, english in found.items() if not english] == []


def test_placeholders_survive_translation() -> None:
    placeholder = re.compile(r"%\(\w+\)[sd]")
    for text, english in entries(CATALOGUE).items():
        for version in english.values() if isinstance(english, dict) else [english]:
            assert sorted(placeholder.findall(version)) == sorted(placeholder.findall(text)), text


def test_compiled_catalogue_is_current() -> None:
    assert entries(CATALOGUE.with_suffix(".mo")) == entries(CATALOGUE)


def test_english_is_used() -> None:
    with translation.override("en"):
        assert translation.gettext("Đăng nhập") == "Log in"
    with translation.override("vi"):
        assert translation.gettext("Đăng nhập") == "Đăng nhập"
