"""Which rules of the layout of Decree 30/2020/NĐ-CP a Word file breaks, whoever made it."""

from __future__ import annotations

from pathlib import Path

from namro.core.base.errors import UnreadableDocument
from namro.documents.layout_check.findings import Finding, gathered
from namro.documents.layout_check.looks import Looks, docx_looks
from namro.documents.layout_check.page_rules import page_findings
from namro.documents.layout_check.text_rules import text_findings
from namro.documents.reading import faults
from namro.documents.reading.sniff import kind_of

__all__ = ["Finding", "check_layout"]


def check_layout(path: Path) -> tuple[Finding, ...]:
    """Return what to mend, in the order of the rules; nothing where the file keeps all of them.

    Raises only `UnreadableDocument`: for a file that is not .docx, is damaged or is larger than reading allows.
    """
    with faults.told():
        if kind_of(path) != "docx":
            raise UnreadableDocument(
                "Chỉ kiểm tra được tệp Word .docx. Mở văn bản trong Word, lưu dạng .docx rồi kiểm tra lại.",
                code="wrong_type",
            )
        looks: Looks = docx_looks(path)
        return gathered([*page_findings(looks), *text_findings(looks)])
