"""The month of somebody who handles dossiers: numbers and indices by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from namro.core.service.lateness import LateClass
from namro.core.service.officers import COUNTED_WORDS, Counted, Share, counted, edition_on, points


def test_numbers_and_indices_of_four_dossiers() -> None:
    shares = (
        Share(received=True, ended=True, early=True, steps_kept=True, apologised=False, digitised=False),
        Share(received=True, ended=True, requests=1, asked=True, steps_kept=False, lacks_result=True),
        Share(ended=True, late=LateClass.OTHER_AGENCY, requests=3, asked=False, steps_kept=False),
        Share(received=True, late=LateClass.PROCESS, apologised=True, requests=2, asked=True),
    )
    found = {key: n for key, n in counted(shares, confirmed=2).items() if n}
    assert found == {
        Counted.RECEIVED: 3, Counted.HANDLED: 3, Counted.ON_TIME: 2, Counted.EARLY: 1, Counted.LATE_PROCESS: 1,
        Counted.LATE_OTHER: 1, Counted.OPEN: 1, Counted.OPEN_LATE: 1, Counted.REQUESTED: 2,
        Counted.REQUESTED_TWICE: 1, Counted.NO_APOLOGY: 1, Counted.NOT_DIGITISED: 1, Counted.NO_RESULT: 1,
        Counted.CONFIRMED: 2,
    }  # fmt: skip
    # 1: (2 + 1 + 0) / 3; 2: (2 + 1 + 0) / 3; 3: (2 + 1 + 0) / 3; 4 nobody said; 7 a person said.
    said = points(edition_on(date(2026, 9, 1)), shares, {7: 2})
    assert said == {1: Decimal("1.0"), 2: Decimal("1.0"), 3: Decimal("1.0"), 4: None, 7: Decimal(2)}
    assert points(edition_on(date(2026, 9, 1)), shares[:1] * 2 + shares[1:2], {})[1] == Decimal("1.7")


def test_every_number_has_its_words_and_nothing_gives_nothing() -> None:
    assert set(COUNTED_WORDS) == set(Counted)
    assert set(points(edition_on(date(2010, 1, 1)), (), {}).values()) == {None}
    assert sum(counted(()).values()) == 0
