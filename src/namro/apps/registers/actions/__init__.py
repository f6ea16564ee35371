"""What is done with rows and definitions: each act is one transaction and one line of the audit record."""

from namro.apps.registers.actions.defining import candidate, keep_definition
from namro.apps.registers.actions.proving import attach_proof, detach_proof
from namro.apps.registers.actions.removing import remove_row, restore_row
from namro.apps.registers.actions.writing import Clash, Conflict, RowRefused, add_row, change_row

__all__ = [
    "Clash",
    "Conflict",
    "RowRefused",
    "add_row",
    "attach_proof",
    "candidate",
    "change_row",
    "detach_proof",
    "keep_definition",
    "remove_row",
    "restore_row",
]
