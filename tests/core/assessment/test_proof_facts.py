"""What files beside a leaf say as facts: those that serve stand for the rest, what nobody can tell says nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from namro.core.assessment.proof_facts import Given, proof_facts
from namro.core.assessment.proof_remarks import Piece
from namro.core.assessment.signatures import SignatureReport, State
from namro.core.framework.model import Evidence, Proof

ONE = Evidence(signed="true", before="03-15")
TWO = Evidence(items=(Proof(id="plan", signed="leader"), Proof(id="report", min_count=2, before="10-31")))
IN_TIME, LATE = date(2026, 3, 10), date(2026, 4, 1)


def file(state: State | None = None, *, dated: date | None = IN_TIME, unreadable: str = "", item: str = "") -> Given:
    report = None if state is None else SignatureReport(state, (), "nothing", "")
    return item, Piece(dated=dated, signatures=report, unreadable=unreadable)


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ([], {}),
        ([file("both", unreadable="Tệp hỏng.")], {}),
        ([file("none")], {"evidence": "present", "evidence_count": 1, "evidence_date": "2026-03-10"}),
        ([file("none"), file("both")], {"evidence": "both", "evidence_count": 1, "evidence_date": "2026-03-10"}),
        ([file("both", dated=LATE)], {"evidence": "both", "evidence_count": 1, "evidence_date": "2026-04-01"}),
        ([file("both", dated=None)], {"evidence": "both", "evidence_count": 1}),
        ([file("unknown")], None),
        ([file()], None),
        ([file("unknown"), file("leader")], {"evidence": "leader", "evidence_count": 1, "evidence_date": "2026-03-10"}),
    ],
)
def test_one_proof(given: list[Given], facts: dict[str, object] | None) -> None:
    wanted = None if facts is None else {f"{name}:1.3": value for name, value in facts.items()}
    assert proof_facts("1.3", ONE, given, 2026) == wanted


def test_each_item_has_its_own_files() -> None:
    given = [file("both", item="plan"), file(item="report"), file(item="report", dated=LATE), file(item="")]
    assert proof_facts("1", TWO, given, 2026) == {
        "evidence:1/plan": "both",
        "evidence_count:1/plan": Decimal(1),
        "evidence_date:1/plan": "2026-03-10",
        "evidence:1/report": "present",
        "evidence_count:1/report": Decimal(2),
        "evidence_date:1/report": "2026-04-01",
    }


def test_an_organisation_alone_does_not_serve_where_the_leader_is_asked() -> None:
    found = proof_facts("1", TWO, [file("organisation", item="plan")], 2026)
    assert found is not None
    assert found["evidence:1/plan"] == "organisation"
    assert "evidence:1/report" not in found
