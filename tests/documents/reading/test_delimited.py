"""CSV as one sheet, whatever stands between the columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading.delimited import read_delimited


def sheet(folder: Path, content: bytes) -> tuple[tuple[int, dict[int, object]], ...]:
    path = folder / "a.csv"
    path.write_bytes(content)
    found = read_delimited(path)
    assert found.name == ""
    return found.rows


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_are_found(tmp_path: Path, between: str) -> None:
    text = between.join(["Mã", "Tên"]) + "\r\n\r\n" + between.join(["xa-a", ' "Xã, A; B" '.strip()]) + "\r\n"
    assert sheet(tmp_path, text.encode()) == ((1, {0: "Mã", 1: "Tên"}), (3, {0: "xa-a", 1: "Xã, A; B"}))


def test_a_mark_in_front_and_utf_16_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert sheet(tmp_path, "Mã;Tên".encode(encoding)) == ((1, {0: "Mã", 1: "Tên"}),)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"M\xe3;T\xean", "encoding"), (b"\x00\x01\x02", "wrong_type"), ("MẬT;Mã".encode(), "secret")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        sheet(tmp_path, content)
    assert refusal.value.code == code


def test_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="Tệp quá lớn"):
        sheet(tmp_path, b"a" * (9 * 1024 * 1024))
    with pytest.raises(UnreadableDocument, match="ô có chữ"):
        sheet(tmp_path, b"a,b,c,d,e,f\n" * 100_000)
