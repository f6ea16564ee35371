"""Figures beside a slow twin that counts row by row with plain code, on random rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from namro.core.registers import Figure, added, figures_of_rows, reached, still_needed
from tests.core.registers.small import small

REGISTER = small()
Row = tuple[dict[str, str], int]


def random_row(chosen: random.Random) -> Row:
    """A row of stored texts in which every column but the day may be missing."""
    day = date(2026, 1, 1) + timedelta(days=chosen.randrange(300))
    values = {
        "ngay": day.isoformat(),
        "nguoi": chosen.choice(["1|An", "2|Bình", "2|Bình cũ", "|An", "|an", ""]),
        "so": chosen.choice(["", "0", "9.5", "10", "120"]),
        "xong": chosen.choice(["", "true", "false"]),
        "buoc": chosen.choice(["", "cho", "roi"]),
        "han": chosen.choice(["", (day + timedelta(days=chosen.randrange(-3, 4))).isoformat()]),
        "nhap": chosen.choice(["", (day + timedelta(days=chosen.randrange(0, 8))).isoformat()]),
    }
    return {code: text for code, text in values.items() if text}, chosen.randrange(3)


def twin(rows: list[Row], people: int) -> dict[str, tuple[Fraction, Fraction | None]]:
    """Numerator and denominator of every figure, written out one by one."""
    n: dict[str, Fraction] = dict.fromkeys(
        ("dong", "xong", "co_anh", "nhieu", "dung_han", "tre", "nhap_3_ngay", "chua_ai", "khac_cho", "tong"),
        Fraction(0),
    )
    seen: list[str] = []
    for row, proofs in rows:
        n["dong"] += 1
        done = row.get("xong") == "true"
        n["xong"] += done
        n["co_anh"] += done and proofs > 0
        n["nhieu"] += "so" in row and Fraction(row["so"]) >= 10
        if "han" in row:
            late = date.fromisoformat(row["ngay"]) > date.fromisoformat(row["han"])
            n["tre" if late else "dung_han"] += 1
        if "nhap" in row:
            n["nhap_3_ngay"] += (date.fromisoformat(row["nhap"]) - date.fromisoformat(row["ngay"])).days <= 3
        n["chua_ai"] += "nguoi" not in row
        n["khac_cho"] += row.get("buoc", "") != "cho"
        n["tong"] += Fraction(row.get("so", "0"))
        if "nguoi" in row:
            key, name = row["nguoi"].split("|")
            who = key or name.lower()
            if who not in seen:
                seen.append(who)
    whole: dict[str, tuple[Fraction, Fraction | None]] = {code: (value, None) for code, value in n.items()}
    whole["nguoi"] = Fraction(len(seen)), None
    whole["ty_le"] = n["xong"], n["dong"]
    whole["ty_le_nguoi"] = Fraction(len(seen)), Fraction(people)
    return whole


@pytest.mark.parametrize("seed", range(40))
def test_figures_are_those_of_the_slow_twin(seed: int) -> None:
    chosen = random.Random(seed)
    rows = [random_row(chosen) for _ in range(chosen.choice([0, 1, 2, 40]))]
    people = chosen.choice([0, 1, 22])
    found = figures_of_rows(REGISTER, rows, people=people)
    expected = twin(rows, people)
    assert set(found) == set(expected)
    for code, (numerator, denominator) in expected.items():
        figure = found[code]
        assert Fraction(figure.numerator) == numerator
        assert (None if figure.denominator is None else Fraction(figure.denominator)) == denominator
        if denominator == 0:
            assert figure.value is None
        else:
            assert figure.value == pytest.approx(Decimal(str(float(numerator / (denominator or 1)))))


def test_thirty_percent_of_22_people_is_seven_and_repeats_do_not_help() -> None:
    """Journey 8: eight inspections of six people."""
    people = [1, 2, 3, 2, 4, 5, 1, 6]
    rows: list[Row] = [({"ngay": "2026-10-01", "nguoi": f"{key}|N"}, 0) for key in people]
    figure = figures_of_rows(REGISTER, rows, people=22)["ty_le_nguoi"]
    definition = REGISTER.figure("ty_le_nguoi")
    assert figure.value == Decimal(6) / 22
    assert f"{figure.value:.0%}" == "27%"
    assert reached(definition, figure) is False
    assert still_needed(definition, figure) == 1
    seventh = figures_of_rows(REGISTER, [*rows, ({"ngay": "2026-10-02", "nguoi": "7|N"}, 0)], people=22)["ty_le_nguoi"]
    assert reached(definition, seventh) is True
    assert still_needed(definition, seventh) == 0


def test_over_zero_nothing_is_said() -> None:
    figure = figures_of_rows(REGISTER, [], people=0)["ty_le_nguoi"]
    assert figure == Figure(Decimal(0), Decimal(0), None)
    assert reached(REGISTER.figure("ty_le_nguoi"), figure) is None


def test_ratios_of_several_units_are_added_up_not_averaged() -> None:
    small_unit, large = Figure(Decimal(1), Decimal(2), Decimal("0.5")), Figure(Decimal(90), Decimal(98), None)
    assert added([small_unit, large]) == Figure(Decimal(91), Decimal(100), Decimal("0.91"))
    assert added([Figure(Decimal(2), None, Decimal(2)), Figure(Decimal(3), None, Decimal(3))]).value == 5
