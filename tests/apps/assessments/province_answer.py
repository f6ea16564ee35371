"""What the commune of journey 12 claimed, and what the province answers: lowered points and its notice as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import typst

from namro.core.framework.model import Framework, Leaf
from namro.core.scoring.numbers import plain
from tests.documents.conversion import FONTS

NOT_AS_GUIDED, DONE_IN_PART = "minh chứng chưa đúng hướng dẫn", "chưa thực hiện đủ"


def typed(framework: Framework) -> Mapping[str, Leaf]:
    return {key: leaf for key, leaf in framework.leaves.items() if leaf.source == "appraisal"}


def claims(framework: Framework) -> dict[str, str]:
    """All points, but nothing in eight criteria of 1 and one of 0.5."""
    points = {key: leaf.node.max for key, leaf in typed(framework).items()}
    given_up = [key for key, most in points.items() if most == 1][:8]
    given_up += [key for key, most in points.items() if most == Decimal("0.5")][:1]
    return {key: "0" if key in given_up else plain(most) for key, most in points.items()}


def lowered_points(framework: Framework) -> dict[str, Decimal]:
    """Nine criteria that were claimed whole: 0.5 less in five of them, 1 in one, 0.25 in three."""
    whole = [key for key, leaf in typed(framework).items() if leaf.node.max >= 1 and claims(framework)[key] != "0"]
    less = [Decimal("0.5")] * 5 + [Decimal(1)] + [Decimal("0.25")] * 3
    return dict(zip(whole, less, strict=False))


def still_lowered(framework: Framework) -> dict[str, Decimal]:
    """What is lowered after the explanations: half of the one whole point is given back."""
    return {key: Decimal("0.5") if less == 1 else less for key, less in lowered_points(framework).items()}


def result_pdf(framework: Framework, lowered: Mapping[str, Decimal]) -> bytes:
    """The province's notice as a PDF, one line for each criterion."""
    lines = []
    for key, leaf in framework.leaves.items():
        claim = Decimal(claims(framework).get(key, plain(leaf.node.max)))
        less = lowered.get(key, Decimal(0))
        why = NOT_AS_GUIDED if key in list(lowered)[:5] else DONE_IN_PART
        because = f", trừ {comma(less)} điểm do {why}" if less else ""
        lines.append(f"{key}. {leaf.node.name}: đạt {comma(claim - less)}/{comma(leaf.node.max)} điểm{because}")
    text = "\n\n".join(line.replace("#", "").replace("*", "").replace("_", "").replace("$", "") for line in lines)
    page = f'#set text(font: "Liberation Serif", size: 12pt)\nKẾT QUẢ THẨM ĐỊNH CHỈ SỐ NĂM 2026\n\n{text}\n'
    return typst.compile(page.encode(), format="pdf", font_paths=[str(FONTS)], ignore_system_fonts=True)


def comma(points: Decimal) -> str:
    return plain(points).replace(".", ",")
