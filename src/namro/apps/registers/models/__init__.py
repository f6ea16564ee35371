"""Rows of registers with their keys, history and proof; definitions of the province; files on their way in and out."""

from namro.apps.registers.models.definitions import DefinitionEdition
from namro.apps.registers.models.files import RegisterExport, RegisterUpload
from namro.apps.registers.models.rows import RegisterKey, RegisterRow, RegisterTally, RowEvent, RowProof

__all__ = [
    "DefinitionEdition",
    "RegisterExport",
    "RegisterKey",
    "RegisterRow",
    "RegisterTally",
    "RegisterUpload",
    "RowEvent",
    "RowProof",
]
