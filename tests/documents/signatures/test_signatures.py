"""Files signed in the order of Decree 30 and in every other way: who signed, and what happened afterwards."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from namro.core.assessment.signatures import SignatureReport
from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import faults, limits
from namro.documents.reading.signed.checking import read_signatures
from namro.documents.signatures import signatures_of, trust_roots_in
from tests.documents.reading.files import docx, p, raw_pdf
from tests.documents.signatures.signing import (
    BODY_BOX,
    DAY_AT,
    LEADER_BOX,
    NOW,
    NUMBER_AT,
    YEAR,
    body,
    box,
    draw,
    filled_in,
    issue,
    issuer,
    leader,
    letter,
    note,
    sign,
    stamp,
    words,
)
from tests.drawing import share

HOUR = timedelta(hours=1)
#: A line of the letter's body, the gap before a cited day in another, and a place on the page where nothing stands.
LINE_AT, CITED_DAY_AT, EMPTY_AT = (60, 624), (262, 604), (100, 480)


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, ...]:
    folder = tmp_path / "tin-cay"
    folder.mkdir()
    (folder / "goc.pem").write_bytes(issuer().pem)
    (folder / "doc-toi.txt").write_text("Không phải chứng thư")
    return trust_roots_in(folder)


def report(tmp_path: Path, data: bytes, *, name: str = "a.pdf", roots: tuple[Path, ...] = ()) -> SignatureReport:
    path = tmp_path / name
    path.write_bytes(data)
    return signatures_of(path, roots=roots)


def changed_after(tmp_path: Path, data: bytes) -> str:
    """The same without a process for each file."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return next(read_signatures(path, lambda _done, _total: None, roots=())).changed_after


@cache
def by_leader() -> bytes:
    return sign(letter(), leader())


def by_both(data: bytes) -> bytes:
    return sign(data, body(), box=BODY_BOX, at=NOW + HOUR)


def test_number_day_stamp_after_the_leader_then_the_organisation_is_normal(
    tmp_path: Path, roots: tuple[Path, ...]
) -> None:
    found = report(tmp_path, by_both(filled_in(by_leader())), roots=roots)
    assert (found.state, found.changed_after, found.note) == ("both", "normal", "")
    first, second = found.signers
    assert (first.name, first.certificate_kind, first.covers) == ("Trần Văn Khuê", "person", "then")
    assert (second.certificate_kind, second.covers) == ("organisation", "all")
    assert (first.at, second.at) == (NOW, NOW + HOUR)
    assert [(s.intact, s.trusted, s.problem) for s in found.signers] == [(True, "yes", "")] * 2


def test_leader_alone_then_number_and_stamp_wait_for_the_organisation(tmp_path: Path) -> None:
    assert report(tmp_path, by_leader()).changed_after == "nothing"
    found = report(tmp_path, filled_in(by_leader()))
    assert (found.state, found.changed_after) == ("leader", "normal")


def test_without_roots_trust_is_unknown(tmp_path: Path) -> None:
    found = report(tmp_path, by_both(by_leader()))
    assert [(s.trusted, s.problem) for s in found.signers] == [("unknown", "")] * 2


def test_another_issuer_is_not_trusted_and_a_self_made_certificate_is_told(
    tmp_path: Path, roots: tuple[Path, ...]
) -> None:
    other = issue("Tổ chức khác", organisation="Nơi khác")
    signer = report(tmp_path, sign(letter(), issue("Lê Thị Na", by=other)), roots=roots).signers[0]
    assert (signer.intact, signer.trusted) == (True, "no")
    assert signer.problem == "Chứng thư không do tổ chức trong danh sách tin cậy cấp."
    own = sign(letter(), issue("Lê Thị Na"))
    for named, trusted in ((roots, "no"), ((), "unknown")):
        signer = report(tmp_path, own, roots=named).signers[0]
        assert (signer.trusted, signer.problem) == (trusted, "Chứng thư tự cấp, không do tổ chức nào chứng nhận.")


def test_the_organisation_before_the_leader_is_told(tmp_path: Path) -> None:
    data = sign(sign(letter(), body(), box=BODY_BOX), leader(), at=NOW + HOUR)
    found = report(tmp_path, data)
    assert (found.state, found.changed_after) == ("both", "normal")
    assert found.note == "Cơ quan ký trước lãnh đạo. Xem lại thứ tự ký."


def test_two_leaders_and_the_organisation(tmp_path: Path) -> None:
    second = issue("Đoàn Thị Hạnh", number="CCCD:098765432109", by=issuer())
    data = sign(by_leader(), second, box=(80, 250, 220, 330), at=NOW + HOUR)
    found = report(tmp_path, sign(filled_in(data), body(), box=BODY_BOX, at=NOW + 2 * HOUR))
    assert (found.state, found.changed_after) == ("both", "normal")
    assert [s.name for s in found.signers] == ["Trần Văn Khuê", "Đoàn Thị Hạnh", "ỦY BAN NHÂN DÂN XÃ SUỐI MÂY"]


def test_the_organisation_alone(tmp_path: Path) -> None:
    assert report(tmp_path, sign(letter(), body())).state == "organisation"


@pytest.mark.parametrize("kind", ["/FreeText", "/Stamp"])
def test_a_note_is_judged_by_what_it_shows(tmp_path: Path, kind: str) -> None:
    """Some programs write the number as an annotation; the same annotation may lay another sentence over the body."""
    good = note(note(by_leader(), words("12", NUMBER_AT), kind=kind), stamp(), kind=kind)
    assert changed_after(tmp_path, by_both(good)) == "normal"
    bad = note(by_leader(), words("giam sat 05 thon", EMPTY_AT), kind=kind)
    assert changed_after(tmp_path, by_both(bad)) == "suspicious"


CHANGES: dict[str, tuple[bytes, ...]] = {
    "a line covered and written anew": (box(60, 618, 480, 20, colour="1 1 1"), words("giam sat 05 thon", LINE_AT)),
    "a word more in the body": (words("va 12 to dan pho", EMPTY_AT),),
    "a figure more beside the number of villages": (words("1", (248, 624)),),
    "a point drawn between two figures": (box(252, 623, 2, 2, colour="0 0 0"),),
    "a figure in a cited date": (words("1", CITED_DAY_AT),),
    "a page painted red": (box(0, 0, 400, 400, colour="1 0 0"),),
    "white letters on white": (words("khong thuc hien", EMPTY_AT, colour="1 1 1"),),
    "a drawing that is no stamp": (box(100, 480, 60, 20, colour="0 0 0"),),
    "the printed month wiped out": (box(425, 715, 60, 18, colour="1 1 1"),),
    "words in the line of the number": (words("thay the ke hoach cu", (158, 720)),),
}


@pytest.mark.parametrize("drawings", CHANGES.values(), ids=CHANGES)
def test_any_other_change_after_the_leader_is_suspicious(tmp_path: Path, drawings: tuple[bytes, ...]) -> None:
    assert changed_after(tmp_path, by_both(draw(by_leader(), *drawings))) == "suspicious"


def test_a_suspicious_change_is_told_while_the_signatures_hold(tmp_path: Path) -> None:
    found = report(tmp_path, by_both(draw(by_leader(), words("va 12 to dan pho", EMPTY_AT))))
    assert (found.state, found.changed_after) == ("both", "suspicious")
    assert "Nội dung khác với lúc ký" in found.note
    assert all(s.intact for s in found.signers)


@pytest.mark.parametrize("drawing", [words("12", NUMBER_AT), words("16", DAY_AT), stamp()])
def test_after_the_organisation_nothing_is_filled_in(tmp_path: Path, drawing: bytes) -> None:
    assert changed_after(tmp_path, draw(by_both(by_leader()), drawing)) == "suspicious"


def test_a_signature_laid_over_the_page_is_suspicious(tmp_path: Path) -> None:
    data = sign(by_leader(), body(), box=(40, 40, 560, 800), at=NOW + HOUR)
    assert changed_after(tmp_path, data) == "suspicious"


def test_bytes_changed_inside_what_was_signed(tmp_path: Path) -> None:
    data = by_leader()
    assert b"(Typst" in data
    found = report(tmp_path, data.replace(b"(Typst", b"(TYPST"))
    assert found.state == "none"
    assert not found.signers[0].intact
    assert found.note == "1/1 chữ ký số không còn giá trị."
    assert "Đề nghị ký lại" in found.signers[0].problem


def test_a_certificate_that_had_ended_or_not_begun(tmp_path: Path, roots: tuple[Path, ...]) -> None:
    ended = issue("Trần Văn Khuê", by=issuer(), until=NOW - 10 * HOUR)
    signer = report(tmp_path, sign(letter(), ended), roots=roots).signers[0]
    assert signer.problem.startswith("Chứng thư đã hết hạn ngày 15/03/2026, trước khi ký.")
    assert (signer.intact, signer.trusted) == (True, "no")
    early = issue("Trần Văn Khuê", by=issuer(), since=NOW + YEAR)
    assert "chỉ có hiệu lực từ ngày 16/03/2027" in report(tmp_path, sign(letter(), early)).signers[0].problem


def test_a_certificate_that_ended_after_the_signing_still_counts(tmp_path: Path, roots: tuple[Path, ...]) -> None:
    then = NOW - 4 * YEAR
    old = issue("Tổ chức cũ", since=then - 2 * YEAR, until=NOW + YEAR)
    holder = issue("Trần Văn Khuê", by=old, since=then - YEAR, until=then + YEAR)
    root = tmp_path / "cu.crt"
    root.write_bytes(old.pem)
    signer = report(tmp_path, sign(letter(), holder, at=then), roots=(*roots, root)).signers[0]
    assert (signer.trusted, signer.problem) == ("yes", "")


def test_a_picture_of_a_signature_is_none(tmp_path: Path) -> None:
    found = report(tmp_path, filled_in(letter()))
    assert found.state == "none"
    assert found.note.startswith("Chưa ký số")
    assert report(tmp_path, b"\xff\xd8\xff\xe0anh chup", name="a.jpg").state == "none"


def test_office_files(tmp_path: Path) -> None:
    plain = docx(p("Kế hoạch"))
    assert report(tmp_path, plain, name="a.docx").note.startswith("Chưa ký số")
    path = tmp_path / "b.docx"
    path.write_bytes(plain)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    found = signatures_of(path)
    assert found.state == "unknown"
    assert found.note.startswith("Có chữ ký trong tệp Word, chưa kiểm tra được")


UNKNOWN: dict[str, tuple[Callable[[], bytes], str]] = {
    "broken.pdf": (lambda: b"%PDF-1.7\n/ByteRange nothing else", "bị hỏng"),
    "cut.pdf": (lambda: by_leader()[:9000], "Chưa kiểm tra được chữ ký số"),
    "bomb.pdf": (lambda: raw_pdf(bytes(limits.PDF_STREAM_MB * limits.MB + 1), packed=1), "phình ra quá lớn"),
    "odd.pdf": (lambda: by_leader().replace(b"/Contents <3", b"/Contents <0", 1), "Có chữ ký số kiểu lạ"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word 97"),
    "empty.pdf": (bytes, "Tệp rỗng"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_cannot_be_looked_into_is_unknown_with_a_reason(tmp_path: Path, name: str) -> None:
    content, reason = UNKNOWN[name]
    found = report(tmp_path, content(), name=name)
    assert found.state == "unknown"
    assert reason in found.note


def test_a_file_with_a_password_is_unknown(tmp_path: Path) -> None:
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(letter())))
    writer.encrypt("mat-khau", "mat-khau")
    target = io.BytesIO()
    writer.write(target)
    found = report(tmp_path, target.getvalue())
    assert found.state == "unknown"
    assert found.note.startswith("Tệp có mật khẩu")


def test_only_a_missing_file_and_a_bad_root_are_raised(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as missing:
        signatures_of(tmp_path / "khong-co.pdf")
    assert missing.value.code == "missing"
    bad = tmp_path / "goc.crt"
    bad.write_text("không phải chứng thư")
    with pytest.raises(UnreadableDocument, match=r"goc\.crt"):
        report(tmp_path, by_leader(), roots=(bad,))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """An address on this machine at which somebody might call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_no_network_is_asked(
    tmp_path: Path,
    roots: tuple[Path, ...],
    listener: socket.socket,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A certificate that names where to ask for its state: nobody calls there, and nothing else is called either."""
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/ocsp"
    data = sign(letter(), issue("Trần Văn Khuê", by=issuer(), asks_at=address))
    assert report(tmp_path, data, roots=roots).signers[0].trusted == "yes"
    with pytest.raises(BlockingIOError):
        listener.accept()

    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    found = next(read_signatures(tmp_path / "a.pdf", lambda _done, _total: None, roots=roots))
    assert found.signers[0].trusted == "yes"


def test_the_picture_of_the_leader_stays_where_it_is(tmp_path: Path) -> None:
    """The area of a signature is free for that signature only, not for what is drawn there afterwards."""
    covered = draw(by_leader(), box(*LEADER_BOX[:2], 140, 80, colour="0 0 0"))
    assert changed_after(tmp_path, covered) == "suspicious"


@settings(max_examples=share(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255))
def test_no_byte_of_what_was_signed_can_be_changed(tmp_path: Path, place: float, value: int) -> None:
    """Whatever one changed byte does to a signed file, it never stays a file signed by the leader."""
    data = bytearray(by_leader())
    found = re.search(rb"/Contents\s*<[0-9a-fA-F]{100,}>", data)
    assert found is not None
    signed = [*range(found.start()), *range(found.end(), len(data))]
    data[signed[int(place * len(signed))]] ^= value
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    try:
        with faults.told():
            state = next(read_signatures(path, lambda _done, _total: None, roots=())).state
    except UnreadableDocument:
        return
    assert state in {"none", "unknown"}
