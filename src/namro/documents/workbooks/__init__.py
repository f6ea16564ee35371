"""Criteria sets as workbooks that officials edit: written, read back, the same set."""

from __future__ import annotations

__all__ = ["read_workbook", "write_workbook"]

from namro.documents.workbooks.from_workbook import read_workbook
from namro.documents.workbooks.to_workbook import write_workbook
