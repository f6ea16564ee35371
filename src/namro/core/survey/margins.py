"""What is known of the error of a share from the number of answers alone, and whether two results differ."""

from __future__ import annotations

from decimal import Decimal

from namro.core.base.errors import NamroError
from namro.core.base.points import exact_words

#: 95 % of all samples lie within so many standard errors.
_Z = Decimal("1.96")


def margin_of(share: Decimal, n: int) -> Decimal:
    """Return the margin of error (95 %) of a share in percent among `n` answers of a simple random sample.

    A mean of scores from 0 to 100 has at most this margin. Raises NamroError for a share or a number that cannot be.
    """
    if n <= 0 or not 0 <= share <= 100:
        raise NamroError(
            f"Không tính được sai số của {exact_words(share)} % với {n} phiếu. Tỷ lệ từ 0 đến 100, số phiếu từ 1.",
            code="survey",
        )
    part = share / 100
    return 100 * _Z * (part * (1 - part) / n).sqrt()


def turned(before: Decimal, now: Decimal, *margins: Decimal | None) -> str:
    """Return in words what may be said of a change between two samples; a margin that is not known counts as none.

    "" where no margin is known: then the difference is all there is.
    """
    known = [one for one in margins if one is not None]
    if now == before:
        return "không đổi"
    word = "tăng" if now > before else "giảm"
    if not known:
        return ""
    reach = sum((one * one for one in known), Decimal(0)).sqrt()
    return word if abs(now - before) > reach else f"chưa thể khẳng định {word}"
