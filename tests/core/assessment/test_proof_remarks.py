"""What is noticed about proof: one table of pieces and the sentences they get."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment.proof_remarks import CODES, Piece, expected_of, remarks
from namro.core.assessment.rows import SEVERITIES
from namro.core.assessment.signatures import SignatureReport, Signer, summarised
from namro.core.base.spans import Span
from namro.core.framework.model import SIGNED, Evidence, Proof

#: 15/12/2025 – 14/12/2026: the scored year is 2026.
PERIOD = Span(date(2025, 12, 15), date(2026, 12, 15))
NOW = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
LEADER = Signer("Trần Văn Khuê", "UBND xã Suối Mây", "person", NOW, "all", True, "unknown", "")
BODY = replace(LEADER, name="UBND xã Suối Mây", certificate_kind="organisation")
SOMEBODY = replace(LEADER, name="SM-01", certificate_kind="unknown")
NOBODY = summarised(())
PLAN = Proof(id="ke-hoach", kind="plan")

ROWS: list[tuple[str, Piece, Evidence | Proof | None, list[tuple[str, str]]]] = [
    ("nothing asked", Piece(), None, []),
    (
        "nothing wrong",
        Piece(dated=date(2026, 3, 16), signatures=summarised([LEADER, BODY])),
        Evidence(signed="both"),
        [],
    ),
    (
        "picture of a signature",
        Piece(signatures=NOBODY),
        Evidence(signed="leader"),
        [("unsigned", "Chưa ký số. Minh chứng này cần chữ ký số của lãnh đạo.")],
    ),
    (
        "leader only",
        Piece(signatures=summarised([LEADER])),
        Evidence(signed="both"),
        [("unsigned", "Thiếu chữ ký số của cơ quan; mới có chữ ký số của lãnh đạo (Trần Văn Khuê).")],
    ),
    (
        "organisation only",
        Piece(signatures=summarised([BODY])),
        Evidence(signed="leader"),
        [("unsigned", "Thiếu chữ ký số của lãnh đạo; mới có chữ ký số của cơ quan (UBND xã Suối Mây).")],
    ),
    ("any signature will do", Piece(signatures=summarised([SOMEBODY])), Evidence(signed="true"), []),
    (
        "nobody knows whose",
        Piece(signatures=summarised([SOMEBODY])),
        Evidence(signed="leader"),
        [
            (
                "unsigned",
                "Chưa rõ chữ ký số của ai. Minh chứng này cần chữ ký số của lãnh đạo. "
                "Chưa rõ chữ ký số của người hay của cơ quan. Xem tên trên chứng thư.",
            )
        ],
    ),
    (
        "not looked at yet",
        Piece(),
        Evidence(signed="true"),
        [("unsigned", "Chưa kiểm tra chữ ký số. Minh chứng này cần ký số.")],
    ),
    (
        "changed after signing",
        Piece(signatures=summarised([LEADER], "suspicious")),
        None,
        [("changed_after", "Nội dung tệp khác với lúc ký. Đối chiếu với bản gốc hoặc đề nghị ký lại.")],
    ),
    (
        "certificate had ended",
        Piece(signatures=summarised([replace(LEADER, problem="Chứng thư đã hết hạn ngày 15/03/2026, trước khi ký.")])),
        None,
        [
            (
                "certificate",
                "Chữ ký số “Trần Văn Khuê”: Chứng thư đã hết hạn ngày 15/03/2026, trước khi ký.",
            )
        ],
    ),
    (
        "a day late for the period",
        Piece(dated=date(2026, 12, 16)),
        None,
        [("outside_period", "Ngày 16/12/2026 nằm ngoài kỳ đo 15/12/2025 – 14/12/2026.")],
    ),
    (
        "a day early for the period",
        Piece(dated=date(2025, 12, 14)),
        None,
        [("outside_period", "Ngày 14/12/2025 nằm ngoài kỳ đo 15/12/2025 – 14/12/2026.")],
    ),
    ("first day", Piece(dated=date(2025, 12, 15)), None, []),
    ("last day", Piece(dated=date(2026, 12, 14)), None, []),
    (
        "after its due day",
        Piece(dated=date(2026, 2, 1)),
        Evidence(before="01-31"),
        [("after_due", "Ngày 01/02/2026 sau thời hạn 31/01/2026.")],
    ),
    ("on its due day", Piece(dated=date(2026, 1, 31)), Evidence(before="01-31"), []),
    (
        "no day where one is due",
        Piece(),
        Evidence(before="01-31"),
        [("undated", "Không rõ ngày ban hành; thời hạn là 31/01/2026.")],
    ),
    ("a plan without its day", Piece(), PLAN, [("undated", "Không rõ ngày ban hành. Ghi ngày như trên văn bản.")]),
    ("a photo without day", Piece(), Proof(id="anh", kind="photo"), []),
    (
        "another number",
        Piece(number="21/KH-UBND", number_read="12/KH-UBND"),
        None,
        [("number_differs", "Số ghi là 21/KH-UBND, trong văn bản là 12/KH-UBND.")],
    ),
    ("number written otherwise", Piece(number="số: 05/kh – ubnd", number_read="5/KH-UBND"), None, []),
    ("Đ without its stroke", Piece(number="5/QD-UBND", number_read="05/QĐ-UBND"), None, []),
    ("number left blank in the file", Piece(number="5/KH-UBND", number_read="/KH-UBND"), None, []),
    (
        "same file of four others",
        Piece(elsewhere=("xã A", "xã B", "xã C", "xã D")),
        None,
        [("same_file_elsewhere", "Tệp này cũng là minh chứng của xã A, xã B, xã C và 1 đơn vị khác.")],
    ),
    (
        "unreadable",
        Piece(unreadable="Tệp PDF bị hỏng."),
        None,
        [("unreadable", "Tệp PDF bị hỏng.")],
    ),
]


@pytest.mark.parametrize(("piece", "expected", "said"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_remarks(piece: Piece, expected: Evidence | Proof | None, said: list[tuple[str, str]]) -> None:
    assert [(r.code, r.sentence) for r in remarks(piece, expected, PERIOD)] == said


def test_every_code_stands_in_the_table() -> None:
    assert {code for _name, _piece, _expected, said in ROWS for code, _sentence in said} == set(CODES)


def test_an_item_takes_over_what_its_criterion_asks() -> None:
    own = Proof(id="bao-cao", signed="leader")
    evidence = Evidence(signed="both", before="06-30", items=(PLAN, own))
    assert expected_of(evidence, "ke-hoach") == replace(PLAN, signed="both", before="06-30")
    assert expected_of(evidence, "bao-cao") == replace(own, before="06-30")
    assert expected_of(evidence) is evidence
    assert expected_of(None, "ke-hoach") is None


def test_a_period_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="last day"):
        remarks(Piece(), None, Span(date(2026, 1, 1)))


SIGNERS = st.lists(
    st.builds(
        replace,
        st.just(LEADER),
        certificate_kind=st.sampled_from(["person", "organisation", "unknown"]),
        covers=st.sampled_from(["all", "then", "part"]),
        intact=st.booleans(),
        problem=st.sampled_from(["", "Chữ ký không ghi thời điểm ký."]),
    ),
    max_size=3,
)
REPORTS = st.builds(summarised, SIGNERS, st.sampled_from(["nothing", "normal", "suspicious"]), unchecked=st.booleans())
DAYS = st.dates(date(2025, 11, 1), date(2027, 1, 31))


@given(
    piece=st.builds(
        Piece, dated=st.none() | DAYS, signatures=st.none() | REPORTS, number=st.text(), number_read=st.text()
    ),
    signed=st.sampled_from(["", *SIGNED]),
    before=st.sampled_from(["", "02-29", "06-30", "12-31"]),
)
def test_every_remark_is_one_of_the_list_and_ends_a_sentence(piece: Piece, signed: str, before: str) -> None:
    found = remarks(piece, Evidence(signed=signed, before=before), PERIOD)
    assert all(r.code in CODES and r.severity in SEVERITIES and r.sentence.endswith(".") for r in found)
    order = list(CODES)
    assert [order.index(r.code) for r in found] == sorted(order.index(r.code) for r in found)
    assert len({(r.code, r.sentence) for r in found if r.code != "certificate"}) == len(
        [r for r in found if r.code != "certificate"]
    )


@given(day=DAYS)
def test_a_day_is_in_the_period_or_told(day: date) -> None:
    inside = PERIOD.since <= day <= date(2026, 12, 14)
    codes = [r.code for r in remarks(Piece(dated=day), None, PERIOD)]
    assert codes == ([] if inside else ["outside_period"])


@given(report=REPORTS)
def test_whoever_is_asked_for_and_signed_is_never_missed(report: SignatureReport) -> None:
    good = {s.certificate_kind for s in report.signers if s.intact and s.covers != "part"}
    for wanted, kinds in {
        "leader": {"person"},
        "organisation": {"organisation"},
        "both": {"person", "organisation"},
    }.items():
        told = "unsigned" in [r.code for r in remarks(Piece(signatures=report), Evidence(signed=wanted), PERIOD)]
        assert told == (not kinds <= good)
