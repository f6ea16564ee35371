"""In whose name somebody signs, as Decree 30/2020 prints it above the signature."""

from __future__ import annotations

from enum import StrEnum

from namro.documents.writing.wording import letterhead_lines


class Capacity(StrEnum):
    """The power of who signs; the value is stored."""

    OWN = ""
    COLLECTIVE = "TM"
    COLLECTIVE_DEPUTY = "TM_KT"
    DEPUTY = "KT"
    ORDER = "TL"
    MANDATE = "TUQ"
    ACTING = "Q"


#: What people choose from.
CAPACITY_WORDS = {
    Capacity.OWN: "Người đứng đầu tự ký",
    Capacity.COLLECTIVE: "TM. – thay mặt tập thể",
    Capacity.COLLECTIVE_DEPUTY: "TM. và KT. – cấp phó ký thay, thay mặt tập thể",
    Capacity.DEPUTY: "KT. – cấp phó ký thay",
    Capacity.ORDER: "TL. – ký thừa lệnh",
    Capacity.MANDATE: "TUQ. – ký thừa ủy quyền",
    Capacity.ACTING: "Q. – quyền",
}


def signer_lines(capacity: Capacity, *, body: str, head: str, title: str) -> tuple[str, ...]:
    """The lines above a name: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".

    `body` is the issuing body, `head` the title of who would sign otherwise ("Chủ tịch").
    """
    collective, head, title = letterhead_lines(body)[0], head.upper(), title.upper()
    match capacity:
        case Capacity.OWN:
            return (title,)
        case Capacity.COLLECTIVE:
            return f"TM. {collective}", title
        case Capacity.COLLECTIVE_DEPUTY:
            return f"TM. {collective}", f"KT. {head}", title
        case Capacity.ACTING:
            return (f"Q. {title}",)
        case _:
            return f"{capacity.value}. {head}", title
