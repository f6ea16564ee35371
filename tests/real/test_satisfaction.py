"""Published results of satisfaction in a real document, as the page of published results takes them over."""

from __future__ import annotations

from decimal import Decimal

from namro.apps.surveys.from_documents import Printed, printed_in
from namro.documents import read_file
from tests.real.published import needs_documents, source


@needs_documents
def test_five_factors_of_a_real_plan() -> None:
    (year,) = printed_in(Printed("x", "Kế hoạch 104/KH-UBND", read_file(source("chu-pah-2022"))))
    assert year.year == 2021
    assert [(one.factor, one.value) for one in year.values] == [
        ("access", Decimal(94)), ("procedures", Decimal("91.4")), ("officials", Decimal("95.5")),
        ("results", Decimal("93.8")), ("feedback", Decimal(98)),
    ]  # fmt: skip
