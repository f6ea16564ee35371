"""What a heading announces, and labelled lines such as "Cơ quan chủ trì: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from namro.core.base.folding import fold


class Role(StrEnum):
    """What the items below a heading are."""

    NONE = "none"
    TASKS = "tasks"
    FINDINGS = "findings"
    PURPOSE = "purpose"
    ASSIGNMENT = "assignment"
    TIME = "time"


#: First match wins. A heading that mends faults announces tasks even though it names the faults.
_HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.ASSIGNMENT, re.compile(r"phan cong (?:trach nhiem|to chuc)|^phan cong\W*$")),
    (Role.TIME, re.compile(r"^thoi (?:gian|han)|^tien do")),
    (
        Role.TASKS,
        re.compile(r"khac phuc|giai phap|bien phap|to chuc thuc hien|(?<!muc tieu, )nhiem vu|noi dung thuc hien"),
    ),
    (Role.FINDINGS, re.compile(r"ton tai|han che|diem yeu|yeu kem|nhuoc diem|khuyet diem|bat cap")),
    (Role.PURPOSE, re.compile(r"muc dich|muc tieu|yeu cau|quan diem|can cu")),
    (Role.NONE, re.compile(r"ket qua|danh gia|thuc trang|tinh hinh|uu diem|noi dung cuoc hop|thanh phan")),
)


def role_of_heading(text: str) -> Role | None:
    """The role that a heading gives to what stands below it; None keeps the role from above."""
    folded = fold(text)
    if len(folded) > 220:
        return None
    return next((role for role, pattern in _HEADINGS if pattern.search(folded)), None)


class LabelKind(StrEnum):
    """What a labelled line holds."""

    RESULT = "result"
    GOAL = "goal"
    LEAD = "lead"
    COLLABORATORS = "collaborators"
    TIME = "time"
    DELIVERABLE = "deliverable"
    FINDINGS = "findings"
    TASKS = "tasks"
    PURPOSE = "purpose"


_BODY = r"(?:co quan|don vi|bo phan|nguoi|can bo|cong chuc|ca nhan)?\s*"
_LABELS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    (
        LabelKind.RESULT,
        re.compile(r"(?:ket qua (?:thuc hien|dat duoc|danh gia)|hien trang|thuc trang)(?: (?:cua )?nam \d{4})?"),
    ),
    (
        LabelKind.GOAL,
        re.compile(r"(?:chi tieu|muc tieu|noi dung|yeu cau)(?: can| phai)? (?:khac phuc|thuc hien|phan dau)|chi tieu"),
    ),
    (LabelKind.PURPOSE, re.compile(r"muc (?:tieu|dich)(?:,? (?:va )?yeu cau)?")),
    (
        LabelKind.COLLABORATORS,
        re.compile(rf"{_BODY}(?:phoi hop|thuc hien)(?:\s*[/,]\s*(?:phoi hop|thuc hien))?(?: thuc hien)?"),
    ),
    (
        LabelKind.LEAD,
        re.compile(
            rf"{_BODY}(?:chiu trach nhiem|chu tri|phu trach|tham muu|dau moi)(?: chinh)?"
            r"(?:\s*[/,]\s*(?:tham muu|chu tri))?(?: thuc hien)?"
        ),
    ),
    (
        LabelKind.TIME,
        re.compile(
            r"(?:thoi (?:gian|han)|tien do|han)(?: (?:thuc hien|hoan thanh))?(?:\s*[/,]\s*(?:thuc hien|hoan thanh))?"
        ),
    ),
    (LabelKind.DELIVERABLE, re.compile(r"(?:san pham|ket qua dau ra)(?: dau ra| hoan thanh| can dat)?")),
    (
        LabelKind.FINDINGS,
        re.compile(
            r"(?:cac |nhung )?(?:noi dung )?(?:con )?(?:ton tai|han che|khuyet diem)(?:,? (?:ton tai|han che))?"
            r"|(?:cac )?(?:noi dung|han che|ton tai)[^:]{0,40}?(?:ton tai|han che)(?:,? han che)?"
        ),
    ),
    (
        LabelKind.TASKS,
        re.compile(
            r"(?:cac )?(?:nhiem vu|giai phap|bien phap)(?:,| va|, va)? ?"
            r"(?:giai phap|nhiem vu|bien phap)?(?: khac phuc)?"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label with what follows it on the line ("" when it only announces)."""

    kind: LabelKind
    value: str


def label_of(text: str) -> Label | None:
    """The label at the head of a line, if the line has one."""
    head, colon, value = text.partition(":")
    if not colon or len(head) > 70:
        return None
    folded = fold(head).strip(" *")
    for kind, pattern in _LABELS:
        if pattern.fullmatch(folded):
            return Label(kind, value.strip(" *"))
    return None
