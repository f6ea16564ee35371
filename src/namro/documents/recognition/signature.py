"""The foot of a document: recipients and the signature."""

from __future__ import annotations

import re

from namro.core.base.folding import fold
from namro.core.printed import Signer
from namro.documents.model import Paragraph

_CAPACITY = re.compile(r"(?:tm|kt|tl|tuq|q)\s*[.,]\s*")
_ROLES = (
    ("pho chu tich", "Phó Chủ tịch"),
    ("chu tich", "Chủ tịch"),
    ("pho giam doc", "Phó Giám đốc"),
    ("giam doc", "Giám đốc"),
    ("chanh van phong", "Chánh Văn phòng"),
    ("pho truong phong", "Phó Trưởng phòng"),
    ("truong phong", "Trưởng phòng"),
    ("truong ban", "Trưởng ban"),
    ("bi thu", "Bí thư"),
    ("to truong", "Tổ trưởng"),
    ("truong doan", "Trưởng đoàn"),
    ("chanh thanh tra", "Chánh Thanh tra"),
    ("hieu truong", "Hiệu trưởng"),
)
_NAME = re.compile(r"(?:[^\W\d_][^\W\d_]*\s+){1,5}[^\W\d_]+")
_RECIPIENTS = re.compile(r"noi nhan\s*:?\s*")


def read_recipients(paragraphs: list[Paragraph]) -> tuple[str, ...]:
    """The lines of the last "Nơi nhận", without dash and end mark."""
    starts = [i for i, p in enumerate(paragraphs) if _RECIPIENTS.match(fold(p.text))]
    if not starts:
        return ()
    first = paragraphs[starts[0]].text
    label = _RECIPIENTS.match(fold(first))
    lines = [first[label.end() :]] if label else []
    for paragraph in paragraphs[starts[0] + 1 :]:
        text = paragraph.text.strip()
        if not text.startswith(("-", "–", "+", "•")):
            if lines and any(lines):
                break
            continue
        lines.append(text)
    parts = [part for line in lines for part in re.split(r";\s*-\s*", line)]
    return tuple(p for p in (part.strip(" -–+•;.") for part in parts) if p)


def read_signer(paragraphs: list[Paragraph]) -> Signer:
    """The first signature block: "TM. …", the role in capitals, the name below."""
    for i, paragraph in enumerate(paragraphs):
        role = _role_line(paragraph.text)
        if role is None:
            continue
        below = [p.text for p in paragraphs[i + 1 : i + 6]]
        name = next((text for text in below if _is_name(text)), None)
        if name is None or any(_role_line(text) for text in below[: below.index(name)]):
            continue  # "KT. CHỦ TỊCH" above "PHÓ CHỦ TỊCH": the lower line is the signer's own role
        capacity = _capacity(" ".join(p.text for p in paragraphs[max(0, i - 3) : i + 1]))
        return Signer(name=_plain_name(name), role=role, capacity=capacity)
    return Signer()


def _role_line(text: str) -> str | None:
    """The role if the line is nothing but capacity and role in capitals."""
    if not text.isupper() or len(text) > 90:
        return None
    folded = fold(text)
    tail = next((name for word, name in _ROLES if re.search(rf"(?:^|\W){word}\W*$", folded)), None)
    return tail


def _capacity(text: str) -> str | None:
    found = re.search(r"\b(TM|KT|TL|TUQ|Q)\s*[.,]\s*([^\W\d_][\w\s]*)", text)
    if not found:
        return None
    words = [w for w in found.group(2).split() if w.isupper()]
    body = " ".join(words)
    for word, _ in _ROLES:
        position = fold(body).rfind(word)
        if position > 3:
            body = body[:position].strip()
    return f"{found.group(1)}. {body.capitalize()}" if body else None


def _is_name(text: str) -> bool:
    words = text.strip(" *.").split()
    return (
        2 <= len(words) <= 6
        and bool(_NAME.fullmatch(" ".join(words)))
        and all(w[0].isupper() for w in words)
        and (_role_line(text) is None and not _CAPACITY.match(fold(text)))
    )


def _plain_name(text: str) -> str:
    name = text.strip(" *.")
    return name.title() if name.isupper() else name
