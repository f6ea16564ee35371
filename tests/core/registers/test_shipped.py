"""Every shipped register loads, rests on a source, and its figures are what was counted by hand on an example."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from namro.core.base.yamlfile import load
from namro.core.registers import Column, Known, Register, Type, check_row, figures_of_rows, parse_register

FOLDER = files("namro.data") / "registers"
SHIPPED = sorted(file.name.removesuffix(".yaml") for file in FOLDER.iterdir())
EXAMPLES: dict[str, Any] = load(Path(__file__).with_name("shipped_examples.yaml"))
DAY = "02/03/2026"
PEOPLE = 22
KNOWN = Known(people={name.casefold(): ((str(key), name),) for key, name in enumerate(("An", "Bình"), 1)})
#: What is filled into a column that an example leaves out and that must be filled.
FILLED = {
    Type.DATE: DAY,
    Type.PERSON: "An",
    Type.UNIT: "Xã Suối Mây",
    Type.YES_NO: "Không",
    Type.NUMBER: "1",
    Type.MONEY: "1",
}


def register_of(code: str) -> Register:
    return parse_register((FOLDER / f"{code}.yaml").read_text("utf-8"), name=f"{code}.yaml")


def filled(column: Column, number: int) -> str:
    if column.type is Type.CHOICE:
        return column.choices[0].title
    return FILLED.get(column.type, f"{column.title} {number}")


def test_every_shipped_register_has_its_example() -> None:
    assert sorted(EXAMPLES) == SHIPPED
    assert len(SHIPPED) == 24


@pytest.mark.parametrize("code", SHIPPED)
def test_it_loads_under_its_name_and_says_what_it_rests_on(code: str) -> None:
    register = register_of(code)
    assert register.code == code
    assert all(source.text for source in register.sources)
    assert register.figures
    assert register.columns[0].code


@pytest.mark.parametrize("code", SHIPPED)
def test_its_figures_are_those_counted_by_hand(code: str) -> None:
    register, example = register_of(code), EXAMPLES[code]
    rows = []
    for number, given in enumerate(example["rows"], 1):
        needed = [c for c in register.columns if c.required or c.code == register.date]
        typed = {column.code: filled(column, number) for column in needed} | given
        proofs = int(typed.pop("proofs", 0))
        assert set(typed) <= {column.code for column in register.columns}
        checked = check_row(register, typed, KNOWN)
        assert checked.faults == {}
        rows.append((checked.values, proofs))
    found = figures_of_rows(register, rows, people=PEOPLE)
    told = {
        code: f"{figure.numerator}/{figure.denominator}" if figure.denominator is not None else str(figure.numerator)
        for code, figure in found.items()
    }
    assert told == {code: str(value) for code, value in example["figures"].items()}
    assert all(figure.value == figure.numerator / figure.denominator for figure in found.values() if figure.denominator)


def test_no_figure_is_left_out_of_the_examples() -> None:
    left_out = {
        code: {figure.code for figure in register_of(code).figures} ^ set(EXAMPLES[code]["figures"]) for code in SHIPPED
    }
    assert {code: figures for code, figures in left_out.items() if figures} == {}
