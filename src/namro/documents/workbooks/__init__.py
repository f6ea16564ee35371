"""Workbooks that officials edit, written and read back: criteria sets, and a unit's sheet filled in offline."""

from __future__ import annotations

__all__ = ["read_workbook", "sheet_from_workbook", "sheet_to_workbook", "write_workbook"]

from namro.documents.workbooks.from_workbook import read_workbook
from namro.documents.workbooks.sheet_from_workbook import sheet_from_workbook
from namro.documents.workbooks.sheet_to_workbook import sheet_to_workbook
from namro.documents.workbooks.to_workbook import write_workbook
