"""What is known of the error of a share from the number of answers alone."""

from __future__ import annotations

from decimal import Decimal

from namro.core.base.errors import NamroError
from namro.core.base.points import exact_words

#: 95 % of all samples lie within so many standard errors.
Z = 1.96


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
    return 100 * Decimal(str(Z)) * (part * (1 - part) / n).sqrt()
