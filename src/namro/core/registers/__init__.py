"""Registers as data: a YAML definition, rows checked against it, figures counted from them."""

from namro.core.registers.figures import Figure, Tally, added, figures_of_rows, reached, settled, still_needed
from namro.core.registers.model import PEOPLE, Also, Column, FigureDefinition, Kind, Register, Type
from namro.core.registers.reading import parse_register
from namro.core.registers.rows import Checked, check_row
from namro.core.registers.values import Known, identity, shown

__all__ = [
    "PEOPLE",
    "Also",
    "Checked",
    "Column",
    "Figure",
    "FigureDefinition",
    "Kind",
    "Known",
    "Register",
    "Tally",
    "Type",
    "added",
    "check_row",
    "figures_of_rows",
    "identity",
    "parse_register",
    "reached",
    "settled",
    "shown",
    "still_needed",
]
