"""Title, grounds, recipients and signature of a drafted plan, taken from the document it answers."""

from __future__ import annotations

import re

from namro.core.base.folding import tidy
from namro.core.improvement.plan import Plan
from namro.core.improvement.proposals import planned_year
from namro.core.printed.items import Header, LegalBasis, Reading

TITLE = "Khắc phục tồn tại, hạn chế, nâng cao Chỉ số cải cách hành chính"

_GROUND = re.compile(r"^(?:Căn cứ|Thực hiện|Theo|Triển khai)\s+(?=\S)")
_CODE = re.compile(r"^[^/]*/(?:[^/-]+-)?(?P<body>[^/]+)$")
_KINDS = {
    "QĐ": "Quyết định", "BC": "Báo cáo", "KH": "Kế hoạch", "CT": "Chỉ thị", "NQ": "Nghị quyết", "NĐ": "Nghị định",
    "TT": "Thông tư", "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KL": "Kết luận",
}  # fmt: skip


def letterhead(reading: Reading, *, keeps_title: bool) -> Plan:
    """Return a plan without groups. Its number and day are blank, as it is not yet issued.

    `keeps_title`: the document is itself a plan, and the new one has its title.
    """
    header = reading.header
    year = planned_year(header)
    new_title = f"{TITLE} năm {year}" if year else TITLE
    return Plan(
        title=header.title if keeps_title and header.title else new_title,
        issuing_body=header.issuing_body,
        parent_body=header.parent_body,
        place=header.place,
        date=_year_only(header),
        doc_code=_blank_number(header),
        assessed_year=header.assessed_year,
        subject_year=year,
        bases=tuple(_ground(b) for b in reading.legal_bases if b.role == "basis"),
        recipients=header.recipients,
        signer_name=header.signer.name,
        signer_role=header.signer.role,
        signer_capacity=header.signer.capacity,
    )


def _year_only(header: Header) -> str | None:
    """The year of the document where it names no year of its own: it completes the dates printed without one."""
    return header.date[:4] if header.date and planned_year(header) is None else None


def _blank_number(header: Header) -> str | None:
    """ "23/KH-UBND" or "246/BC-UBND" → "/KH-UBND"."""
    found = _CODE.match(header.doc_code or "")
    return f"/KH-{found['body']}" if found else None


def _ground(basis: LegalBasis) -> str:
    """The printed sentence as a ground ("Thực hiện Quyết định …" → "Căn cứ …"), else one made of its parts."""
    printed = tidy(basis.text or "").rstrip(" ;.,")
    if _GROUND.match(printed):
        return _GROUND.sub("Căn cứ ", printed)
    kind = re.search(r"/([^\W\d]+)-", basis.code)
    words = [f"Căn cứ {_KINDS.get(kind[1] if kind else '', 'văn bản')} số {basis.code}"]
    if basis.date:
        words.append(f"ngày {'/'.join(reversed(basis.date.split('-')))}")
    if basis.issuer:
        words.append(f"của {basis.issuer}")
    return " ".join(words)
