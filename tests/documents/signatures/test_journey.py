"""Journey 2: the supervision plan of 1.3, first with a mere picture of a signature, then signed, numbered, sealed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from namro.core.assessment.proof_remarks import Piece, remarks
from namro.core.assessment.signatures import SignatureReport, proof_status
from namro.core.base.spans import Span
from namro.core.framework.reading import read_framework
from namro.core.scoring.one import score
from namro.core.scoring.table import table_of
from namro.documents.signatures import signatures_of
from tests.documents.signatures.signing import BODY_BOX, NOW, draw, filled_in, issue, issuer, letter, sign, stamp, words
from tests.house.sources import PACKAGE

SET = read_framework(PACKAGE / "data" / "frameworks" / "vo-nhai-xa" / "2017-12-05.yaml")
LEAF = "1.3.a"
PERIOD = Span(date(2021, 1, 1), date(2022, 1, 1))


def points(found: SignatureReport) -> Decimal:
    """The points of the leaf when the appraiser gives all of it, with this file as its proof."""
    given = {f"points:{LEAF}": Decimal("0.5"), f"evidence:{LEAF}": proof_status(found)}
    return score(SET, table_of(2021, {"Phú Thượng": given}).of("Phú Thượng")).criteria[LEAF].points


def said(found: SignatureReport) -> list[str]:
    piece = Piece(dated=date(2021, 3, 16), number="12/KH-HĐND", signatures=found)
    return [r.sentence for r in remarks(piece, SET.leaves[LEAF].node.evidence, PERIOD)]


def test_phu_thuong_unsigned_then_signed(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach-giam-sat.pdf"
    path.write_bytes(draw(letter(), words("Tran Van Khue", (420, 300)), stamp()))
    first = signatures_of(path)
    assert (first.state, points(first)) == ("none", 0)
    assert said(first) == ["Chưa ký số. Minh chứng này cần ký số."]

    chair = issue("Trần Văn Khuê", organisation="Thường trực HĐND xã Suối Mây", by=issuer())
    council = issue("Thường trực HĐND xã Suối Mây", organisation="Hội đồng nhân dân xã Suối Mây", by=issuer())
    signed = filled_in(sign(letter(), chair))
    path.write_bytes(sign(signed, council, box=BODY_BOX, at=NOW + timedelta(hours=2)))
    second = signatures_of(path)
    assert (second.state, second.changed_after, points(second)) == ("both", "normal", Decimal("0.5"))
    assert said(second) == []
