"""Words about a file's signatures: nothing looks fine that somebody has to look at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from namro.apps.library.pages.words import signed, signer_rows
from namro.core.assessment.signatures import Signer, summarised
from namro.core.base.clock import system_clock

SIGNER = Signer(
    name="Phạm Quốc Hưng",
    organisation="UBND xã Suối Mây",
    certificate_kind="person",
    at=system_clock(),
    covers="all",
    intact=True,
    trusted="unknown",
    problem="",
)


@pytest.mark.parametrize(
    ("signer", "mark", "verdict", "css"),
    [
        (SIGNER, "Lãnh đạo đã ký số", "Toàn vẹn", "ok"),
        (replace(SIGNER, trusted="yes"), "Lãnh đạo đã ký số", "Hợp lệ, nơi cấp được tin cậy", "ok"),
        (replace(SIGNER, trusted="no"), "Ký số, chưa rõ nơi cấp", "Toàn vẹn, chưa rõ nơi cấp", "un"),
        (replace(SIGNER, problem="Tự cấp."), "Ký số, cần xem chứng thư", "Toàn vẹn, cần xem chứng thư", "un"),
        (replace(SIGNER, intact=False, problem="Sửa."), "Chữ ký số không còn giá trị", "Không còn giá trị", "no"),
    ],
)
def test_a_signature_that_anybody_can_make_does_not_look_fine(
    signer: Signer, mark: str, verdict: str, css: str
) -> None:
    report = summarised([signer])
    assert signed(report).words == mark
    (row,) = signer_rows(report)
    assert (row.verdict, row.css) == (verdict, css)
